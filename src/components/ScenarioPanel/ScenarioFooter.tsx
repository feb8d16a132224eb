import { fingerprintOf, isChanged, traceOf } from '#store/lab/derived.ts'
import { useActions, useLab, usePage } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './ScenarioPanel.module.css'

/** Files, the way back, and what the run is known by. */
export function ScenarioFooter() {
  const changed = useLab(isChanged)
  const isPinned = useLab((state) => state.pinned !== null)
  const { reset, pin, unpin } = useActions()
  const { chooseFile, save } = usePage()
  const small = css(parts.btn, parts.small)
  return (
    <section className={css(parts.pane, styles.footer)} aria-label="Scenario file">
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
      Run <code>{print}</code>, {events} events.
      <br />
      The same scenario gives the same run, everywhere.
    </p>
  )
}
