import { lazy, Suspense } from 'react'
import { fingerprintOf, isChanged, traceOf } from '#store/lab/derived.ts'
import { useActions, useLab, usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './ScenarioPanel.module.css'

// Not wanted for the first look.
const RunName = lazy(() => import('./RunName.tsx').then((module) => ({ default: module.RunName })))

/** Files, the way back, and what the run is known by. */
export function ScenarioFooter() {
  const changed = useLab(isChanged)
  const isPinned = useLab((state) => state.pinned !== null)
  const kept = useLab((state) => state.forks.length)
  const { reset, pin, unpin, openSheet } = useActions()
  const { chooseFile, save } = usePage()
  const small = css(parts.btn, parts.small)
  return (
    <section className={css(parts.pane, styles.footer)} aria-label="Scenario file">
      <Suspense fallback={<div className={styles.named} />}>
        <RunName />
      </Suspense>
      <div className={styles.tools}>
        <button type="button" className={small} onClick={chooseFile}>
          Open file
        </button>
        <button type="button" className={small} onClick={() => save('scenario')}>
          Save file
        </button>
        <button type="button" className={small} disabled={!changed} onClick={reset}>
          Reset
        </button>
        <button
          type="button"
          className={small}
          title={
            isPinned ? 'A run is kept for Compare' : 'Keeps this run, to see it on Compare beside what you make of it'
          }
          onClick={isPinned ? unpin : pin}
        >
          {isPinned ? 'Unpin' : 'Pin'}
        </button>
        <button type="button" className={small} aria-haspopup="dialog" onClick={() => openSheet({ kind: 'forks' })}>
          Kept runs{kept === 0 ? '' : ` ${kept}`}
        </button>
      </div>
      <Fingerprint />
    </section>
  )
}

function Fingerprint() {
  const print = useLab((state) => fingerprintOf(state.scenario))
  const events = useLab((state) => traceOf(state.scenario).events.length)
  return (
    <p>
      Run <code>{print}</code>, {events} {events === 1 ? 'event' : 'events'}.
      <br />
      The same scenario gives the same run, everywhere.
    </p>
  )
}
