import { useMedia } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../../parts/css.ts'
import { Together } from './Together.tsx'
import styles from './Keys.module.css'

interface Props {
  /** How many things can be decided. */
  readonly options: number
  readonly isVoting: boolean
  readonly onLeave: () => void
  /** To the next (1) or the previous (-1) clause. */
  readonly onStep: (by: 1 | -1) => void
  readonly onSheet: (sheet: 'comments' | 'agenda') => void
}

/** The keys of the meeting, always in view. */
export function KeysBar({ options, isVoting, onLeave, onStep, onSheet }: Props) {
  const isNarrow = useMedia('(max-width: 62.5em)')
  const keys = [
    ['PageDown', 'scrolls, then steps'],
    ['PageUp', 'back'],
    [options === 1 ? '1' : `1 – ${options}`, isVoting ? 'add a vote' : 'decide'],
    ['V', isVoting ? 'end the vote' : 'vote'],
    ['R', 'reason'],
    ['O', 'owner, due'],
    ['C', 'comment'],
    ['W', 'next witness'],
    ['U', 'undo'],
    ['A', 'agenda'],
  ] as const
  if (isNarrow)
    return (
      <footer className={styles.buttons}>
        <button type="button" className={parts.btn} onClick={() => onStep(-1)}>
          Back
        </button>
        <button type="button" className={css(parts.btn, parts.key)} onClick={() => onStep(1)}>
          Next clause
        </button>
        <button type="button" className={parts.btn} onClick={() => onSheet('comments')}>
          Comment
        </button>
        <button type="button" className={parts.btn} onClick={() => onSheet('agenda')}>
          Agenda
        </button>
        <Together />
        <button type="button" className={parts.btn} onClick={onLeave}>
          Leave
        </button>
      </footer>
    )
  return (
    <footer className={styles.keys}>
      {keys.map(([key, says]) => (
        <span key={key}>
          <kbd>{key}</kbd> {says}
        </span>
      ))}
      <Together />
      <button type="button" onClick={onLeave}>
        <kbd>Esc</kbd> leave the meeting
      </button>
    </footer>
  )
}
