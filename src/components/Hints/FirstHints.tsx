import { useActions, useLab } from '#store/services/hooks.ts'
import type { Hint } from '#store/lab/state.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { CloseIcon } from '../parts/icons.tsx'
import styles from './FirstHints.module.css'

/** What this is, in one line, for somebody who is here for the first time. */
export function Welcome() {
  const { closeHint } = useActions()
  return (
    <p className={styles.welcome}>
      <span>
        <b>You cancel an operation, and the call says OK.</b> This is what still happens after that.
      </span>
      <Close hint="welcome" onClose={closeHint} />
    </p>
  )
}

type Place = 'below' | 'beside' | 'phone'

const texts: readonly (readonly [Hint, string, string])[] = [
  ['pole', 'Drag the red pole, anywhere on it.', 'All that follows is computed anew.'],
  ['dots', 'Dotted:', 'work, or a hold, that nobody waits for any more. Press anything to see why it is there.'],
  ['ribbon', 'The ribbon is every other cancel at once.', 'Press or drag in it.'],
  ['reasons', 'Why it answered so', 'stands on the right; each reason leads to its clause.'],
]

/** The same where time flows down and the panels lie in a sheet. */
const phoneTexts: typeof texts = [
  ['pole', 'Drag the red flag at the edge, up or down.', 'All that follows is computed anew.'],
  ['dots', 'Dotted:', 'work, or a hold, that nobody waits for any more. Press anything to see why it is there.'],
  ['ribbon', 'The stripes beside the axis are every other cancel at once.', 'Press in them.'],
  ['reasons', 'Why it answered so', 'is in the sheet at the bottom: pull it up.'],
]

/**
 * At most four hints, where they cover nothing: in a row below the run, in a column beside it, or on a phone one after the other. Each
 * goes when its thing was done or it is closed, and none comes back.
 */
export function FirstHints({ place }: { readonly place: Place }) {
  const open = useLab((state) => state.hints)
  const { closeHint } = useActions()
  const own = (place === 'phone' ? phoneTexts : texts).map((text, i) => [...text, i + 1] as const)
  const left = own.filter(([hint]) => open.includes(hint))
  const shown = place === 'phone' ? left.slice(0, 1) : left
  return (
    <section className={styles.hints} aria-label="Hints" data-place={place}>
      <ol>
        {shown.map(([hint, what, more, number]) => (
          <li key={hint}>
            <i aria-hidden="true">{number}</i>
            <span>
              <b>{what}</b> {more}
            </span>
            <Close hint={hint} onClose={closeHint} />
          </li>
        ))}
      </ol>
      {place === 'phone' ? null : <Further />}
    </section>
  )
}

/** Where to go from here. */
function Further() {
  const spec = useLab((state) => state.scenario.spec)
  const { closeHint, openSpec, openSheet, goTo } = useActions()
  return (
    <p>
      When this is clear:{' '}
      <button type="button" className={parts.link} onClick={() => openSheet({ kind: 'told' })}>
        have it told, step by step
      </button>
      ,{' '}
      <button type="button" className={parts.link} onClick={() => openSpec(spec)}>
        start a second operation
      </button>
      ,{' '}
      <button type="button" className={parts.link} onClick={() => goTo('learn')}>
        predict one yourself
      </button>
      .{' '}
      <button type="button" className={css(parts.btn, parts.quiet, parts.small)} onClick={() => closeHint(null)}>
        Hide the hints
      </button>
    </p>
  )
}

function Close({ hint, onClose }: { readonly hint: Hint; readonly onClose: (hint: Hint) => void }) {
  return (
    <button
      type="button"
      className={css(parts.btn, parts.icon, parts.quiet, parts.small)}
      aria-label="Close this hint"
      onClick={() => onClose(hint)}
    >
      <CloseIcon />
    </button>
  )
}
