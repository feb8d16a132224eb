import { memo, useEffect, useRef, type KeyboardEvent } from 'react'
import type { Group, Row } from '#store/verify/verify.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { Symbol } from '../parts/Symbol.tsx'
import { VerdictIcon } from './VerdictIcon.tsx'
import styles from './Statements.module.css'
import shared from './Verify.module.css'

interface Props {
  readonly groups: readonly Group[]
  readonly selected: string | null
  /** Whether somebody has chosen it: then whoever comes back to the screen comes back to it. */
  readonly isChosen: boolean
  readonly onSelect: (key: string) => void
}

/** Up and Down go from row to row, over the groups. */
function onArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[aria-pressed]')]
  const at = rows.findIndex((row) => row === event.target)
  if (at < 0) return
  event.preventDefault()
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  next?.focus()
  next?.scrollIntoView({ block: 'nearest' })
}

/** Everything that was checked; a row that is selected shows its run. */
export function Statements({ groups, selected, isChosen, onSelect }: Props) {
  const all = useRef<HTMLDivElement>(null)
  const isThere = groups.length > 0
  useEffect(() => {
    if (isThere && isChosen) all.current?.querySelector('[aria-pressed=true]')?.scrollIntoView({ block: 'center' })
    // When the list appears; a row that is chosen in it is in view.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isThere])
  return (
    // The keys only lead from button to button, which a table may well do.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={all} onKeyDown={onArrow}>
      {groups.map(({ id, title, about, rows }) => (
        <table key={id} className={styles.table} data-group={id}>
          <caption>
            {title} <span>— {about}</span>
          </caption>
          <thead className={shared.sr}>
            <tr>
              <th scope="col">Clauses</th>
              <th scope="col">{id === 'codes' ? 'Code' : 'Statement'}</th>
              <th scope="col">Verdict</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <StatementRow
                key={row.key}
                row={row}
                isSelected={row.key === selected}
                isBelief={id === 'beliefs'}
                onSelect={onSelect}
              />
            ))}
          </tbody>
        </table>
      ))}
    </div>
  )
}

const StatementRow = memo(
  function StatementRow({
    row,
    isSelected,
    isBelief,
    onSelect,
  }: {
    readonly row: Row
    readonly isSelected: boolean
    readonly isBelief: boolean
    readonly onSelect: (key: string) => void
  }) {
    return (
      <tr data-selected={isSelected ? '' : undefined}>
        <td>
          <span className={styles.chips}>
            {row.clauses.length === 0 && !row.isSymbol ? (
              <span className={styles.muted}>{isBelief ? 'belief' : 'invariant'}</span>
            ) : null}
            {row.clauses.map((clause) => (
              <ClauseChip key={clause} id={clause} />
            ))}
          </span>
        </td>
        <td>
          <button
            type="button"
            aria-pressed={isSelected}
            className={styles.statement}
            onClick={() => onSelect(row.key)}
          >
            {row.isSymbol ? (
              <code>
                <Symbol text={row.text} />
              </code>
            ) : (
              row.text
            )}
          </button>
        </td>
        <td>
          <span className={styles.verdict} data-mark={row.mark}>
            <VerdictIcon mark={row.mark} />
            <span>{row.word}</span>
            <small>{row.note}</small>
          </span>
        </td>
      </tr>
    )
  },
  (before, after) =>
    before.isSelected === after.isSelected &&
    before.row.key === after.row.key &&
    before.row.word === after.row.word &&
    before.row.note === after.row.note &&
    before.row.clauses.length === after.row.clauses.length,
)
