import { useRef, useState, type KeyboardEvent } from 'react'
import { fitText } from '#store/evidence/facts.ts'
import { lineRows, rowsOf, type LineRow } from '#store/evidence/lines.ts'
import { operationsIn } from '#store/evidence/operations.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { EvidenceState } from '#store/evidence/evidence.ts'
import { useLabStore } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { Pick } from '../popups/Pick.tsx'
import styles from './Lines.module.css'

/** Rows that are drawn at a time; more are fetched from either end. */
const shownMax = 120

/** The first row of the window in which a row stands. */
const windowAt = (row: number): number => Math.floor(row / shownMax) * shownMax

const time = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, useGrouping: false })
const off = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 1, signDisplay: 'always', useGrouping: false })

const stateWords: Readonly<Record<LineRow['state'], string>> = {
  explained: '',
  explaining: 'explained so far',
  deviates: 'no run has it here',
  afterwards: 'not explained',
  waiting: 'not looked at yet',
}

interface Props {
  readonly state: EvidenceState
  readonly selected: number | null
  /** Number of the operation whose lines are shown; null: all of them. */
  readonly operation: number | null
}

/** Every line of the recording, or of one of its operations, with the line of the run that explains it. */
export function Lines({ state, selected, operation }: Props) {
  const lab = useLabStore()
  const { read, judgement, progress } = state
  const body = useRef<HTMLTableSectionElement>(null)
  const names = read === null ? [] : operationsIn(read).names
  const only = operation !== null && operation <= names.length && names.length > 1 ? operation : null
  const rows = read === null ? [] : rowsOf(lineRows(read, judgement, progress.explained), only)
  // What cannot be had is in view; so is what somebody selects.
  const wanted = selected ?? judgement?.report.first?.index ?? 0
  const [turned, setTurned] = useState<{ readonly at: number; readonly from: number } | null>(null)
  const row = rows.findIndex(({ index }) => index >= wanted)
  const from = Math.max(0, Math.min(rows.length - 1, turned?.at === wanted ? turned.from : windowAt(row)))
  const setFrom = (next: number): void => setTurned({ at: wanted, from: next })
  if (read === null) return null
  const { unit } = read.opened.observation
  const shown = rows.slice(from, from + shownMax)
  const go = (index: number | undefined): void => {
    if (index === undefined) return
    setEvidence(lab, { line: index })
    requestAnimationFrame(() => {
      const row = body.current?.querySelector<HTMLElement>(`[data-line="${index}"]`)
      row?.focus()
      row?.scrollIntoView({ block: 'nearest' })
    })
  }
  const onKey = (event: KeyboardEvent<HTMLElement>, index: number): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (by === 0) return
    event.preventDefault()
    go(rows[rows.findIndex((each) => each.index === index) + by]?.index)
  }
  return (
    <section className={styles.lines} aria-label="Line by line">
      <h3>
        Line by line <span>{judgement === null ? null : fitText(read, judgement)}</span>
      </h3>
      {names.length < 2 ? null : (
        <p className={styles.of}>
          <Pick
            name="Lines of"
            value={String(only ?? 'all')}
            options={[
              { id: 'all', title: `All ${names.length} operations` },
              ...names.map((name, i) => ({ id: String(i + 1), title: `Operation ${i + 1}: ${name}` })),
            ]}
            onPick={(id) => setEvidence(lab, { operation: id === 'all' ? null : Number(id), line: null })}
          />
        </p>
      )}
      <More count={from} title="before" onPress={() => setFrom(Math.max(0, from - shownMax))} />
      <table data-many={names.length < 2 ? undefined : ''}>
        <thead>
          <tr>
            <th scope="col">{read.opened.placeIs}</th>
            <th scope="col">{unit}</th>
            {names.length < 2 ? null : (
              <th scope="col">
                <abbr title="operation">op.</abbr>
              </th>
            )}
            <th scope="col">recorded</th>
            <th scope="col">explained by</th>
            <th scope="col">tick</th>
            <th scope="col">off by</th>
            <th scope="col">
              <span className={parts.sr}>clauses</span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {shown.map((row) => (
            <tr
              key={row.index}
              data-state={row.state}
              data-cancel={row.isCancel ? '' : undefined}
              aria-selected={row.index === selected ? true : undefined}
            >
              <td>{row.place ?? <span className={parts.sr}>inferred</span>}</td>
              <td>{row.t === null ? '' : time.format(row.t)}</td>
              {names.length < 2 ? null : (
                <td title={row.operation === null ? undefined : names[row.operation - 1]}>{row.operation ?? ''}</td>
              )}
              <td>
                <button
                  type="button"
                  data-line={row.index}
                  aria-pressed={row.index === selected}
                  title={row.recorded}
                  onClick={() => setEvidence(lab, { line: row.index === selected ? null : row.index })}
                  onKeyDown={(event) => onKey(event, row.index)}
                >
                  {row.recorded}
                </button>
              </td>
              <td>{row.explainedBy ?? stateWords[row.state]}</td>
              <td>{row.tick ?? ''}</td>
              <td>{row.offBy === null ? '' : off.format(row.offBy)}</td>
              <td>
                <span className={styles.chips}>
                  {row.clauses.map((id) => (
                    <ClauseChip key={id} id={id} />
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <More
        count={rows.length - from - shown.length}
        title="after"
        onPress={() => setFrom(Math.min(rows.length - shownMax, from + shownMax))}
      />
    </section>
  )
}

function More({
  count,
  title,
  onPress,
}: {
  readonly count: number
  readonly title: string
  readonly onPress: () => void
}) {
  return count <= 0 ? null : (
    <button type="button" className={`${parts.btn} ${parts.small} ${styles.more}`} onClick={onPress}>
      {count} more {title} these
    </button>
  )
}
