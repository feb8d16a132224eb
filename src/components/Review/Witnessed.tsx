import { useActions, useLab } from '#store/services/hooks.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { useExamples } from '#store/verify/useExamples.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { witnessesOf } from '#store/review/witnesses.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { NextIcon, PreviousIcon } from '../parts/icons.tsx'
import { useOpening } from '../Verify/useOpening.ts'
import { WitnessPicture } from './WitnessPicture.tsx'
import styles from './Evidence.module.css'

interface Props {
  readonly id: string
  /** Key of the run that somebody chose; null: the first. */
  readonly shown: string | null
  readonly onShow: (witness: string) => void
}

/** A run that shows the clause at work, and the way to the others. */
export function Witnessed({ id, shown, onShow }: Props) {
  const scenario = useLab((state) => state.scenario)
  const { view } = useCheck()
  const { minutes } = useNotes()
  const { openSpec, goTo } = useActions()
  const open = useOpening()
  const witnesses = witnessesOf(scenario, view.report, id, minutes.decisions, useExamples(scenario.spec))
  const at = Math.max(
    0,
    witnesses.findIndex((each) => each.key === shown),
  )
  const witness = witnesses[at]
  if (witness === undefined)
    return (
      <section className={styles.witnessed} aria-label="Witnessed by">
        <h3>Witnessed by</h3>
        <p>No built-in scenario exercises it.</p>
      </section>
    )
  const turn = (by: number): void => onShow(witnesses[(at + by + witnesses.length) % witnesses.length]?.key ?? '')
  return (
    <section className={styles.witnessed} aria-label="Witnessed by">
      <header>
        <h3>Witnessed by</h3>
        {witnesses.length === 1 ? null : (
          <span className={styles.turn}>
            <button
              type="button"
              className={css(parts.btn, parts.small, parts.icon, parts.quiet)}
              aria-label="The witness before"
              onClick={() => turn(-1)}
            >
              <PreviousIcon />
            </button>
            <span>
              {at + 1} of {witnesses.length}
            </span>
            <button
              type="button"
              className={css(parts.btn, parts.small, parts.icon, parts.quiet)}
              aria-label="The next witness"
              onClick={() => turn(1)}
            >
              <NextIcon />
            </button>
          </span>
        )}
        <button
          type="button"
          className={css(parts.btn, parts.small, styles.open)}
          onClick={() => {
            if (witness.builtIn === null) return open(witness.scenario)
            openSpec(scenario.spec, witness.builtIn)
            goTo('explore')
          }}
        >
          Open in Explore
        </button>
      </header>
      <p className={styles.title}>{witness.title}</p>
      <p>
        {witness.shows}
        {witness.isRead === true ? <b> Under the reading that was chosen.</b> : null}
      </p>
      <WitnessPicture scenario={witness.scenario} clause={id} />
    </section>
  )
}
