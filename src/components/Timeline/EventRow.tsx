import { memo, type KeyboardEvent } from 'react'
import type { EventRow as Told } from '#store/explore/timeline.ts'
import styles from './EventList.module.css'

interface Props {
  readonly told: Told
  readonly index: number
  /** How many rows there are in all; given where not all of them are in the page. */
  readonly of: number | undefined
  readonly isCurrent: boolean
  readonly isSelected: boolean
  readonly isAhead: boolean
  readonly isTabStop: boolean
  readonly onChoose: (line: number, tick: number) => void
  readonly onFocus: (index: number | null) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** One event in words. A press selects it and brings the playhead there. */
export const EventRow = memo(function EventRow({
  told,
  index,
  of,
  isCurrent,
  isSelected,
  isAhead,
  isTabStop,
  onChoose,
  onFocus,
  onKeyDown,
}: Props) {
  const { line, tick, words, facts } = told
  return (
    <li
      aria-setsize={of}
      aria-posinset={of === undefined ? undefined : index + 1}
      aria-current={isCurrent ? 'step' : undefined}
      className={styles.item}
    >
      <button
        type="button"
        className={styles.row}
        data-index={index}
        data-ahead={isAhead ? '' : undefined}
        aria-pressed={isSelected}
        tabIndex={isTabStop ? 0 : -1}
        title={of === undefined ? undefined : words}
        onClick={() => onChoose(line, tick)}
        onFocus={() => onFocus(index)}
        onBlur={({ currentTarget, relatedTarget }) => {
          if (currentTarget.closest('ol')?.contains(relatedTarget) !== true) onFocus(null)
        }}
        onKeyDown={onKeyDown}
      >
        <span className={styles.tick}>{tick}</span>
        <span className={styles.words}>
          {words}
          {facts === '' ? null : <span className={styles.facts}>{facts}</span>}
        </span>
      </button>
    </li>
  )
})
