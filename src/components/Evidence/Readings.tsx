import { readingRows, type ReadingRow } from '#store/evidence/readings.ts'
import { specificationOfRecording } from '#store/evidence/deviations.ts'
import { setEvidence } from '#store/evidence/evidencePlace.ts'
import type { Judgement, NamedRecording } from '#store/evidence/evidence.ts'
import type { Value } from '#store/lab/types.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Readings.module.css'

interface Props {
  readonly read: NamedRecording
  readonly judgement: Judgement
  readonly pinned: Readonly<Record<string, Value>>
}

const stateWords = { required: 'required', ruledOut: 'ruled out', open: 'still open' } as const

/** What the recording says about each thing that the document leaves open. A value can be decided by hand, to see what becomes of it. */
export function Readings({ read, judgement, pinned }: Props) {
  const { report } = judgement
  if (report.verdict !== 'allowed') return null
  const rows = readingRows(specificationOfRecording(read), judgement, pinned)
  const told = rows.filter(({ isSilent }) => !isSilent)
  const silent = rows.filter(({ isSilent }) => isSilent)
  return (
    <section className={styles.readings} aria-label="Readings">
      <h2>
        Readings <span>what the document leaves open</span>
      </h2>
      {report.hasAllReadings ? null : (
        <p className={styles.note}>The search for readings met its bound: other readings may fit as well.</p>
      )}
      {told.length === 0 ? <p className={styles.note}>It is allowed under every reading that was tried.</p> : null}
      {told.map((row) => (
        <Row key={row.knob} row={row} pinned={pinned} />
      ))}
      {silent.length === 0 ? null : (
        <details>
          <summary>It says nothing about {silent.length} more</summary>
          {silent.map((row) => (
            <Row key={row.knob} row={row} pinned={pinned} />
          ))}
        </details>
      )}
      <p className={styles.key}>
        {Object.entries(stateWords).map(([state, words]) => (
          <span key={state}>
            <i data-state={state}>a</i> {words}
          </span>
        ))}
      </p>
    </section>
  )
}

function Row({ row, pinned }: { readonly row: ReadingRow; readonly pinned: Props['pinned'] }) {
  const lab = useLabStore()
  const { knob, title, values, says, isSilent, clauses, isDecided } = row
  const decide = (value: Value): void => {
    const { [knob]: before, ...others } = pinned
    setEvidence(lab, { pinned: before === value ? others : { ...others, [knob]: value } })
  }
  return (
    <section className={styles.row} aria-label={title}>
      <p>
        {title} <b data-silent={isSilent ? '' : undefined}>{says}</b>
      </p>
      <div className={styles.values}>
        {values.map(({ value, words, state }) => (
          <button
            key={String(value)}
            type="button"
            data-state={state}
            aria-pressed={isDecided && pinned[knob] === value}
            aria-label={`${words}, ${stateWords[state]}`}
            title={`Decide it as ${words}`}
            onClick={() => decide(value)}
          >
            {words}
          </button>
        ))}
        {clauses.map((id) => (
          <ClauseChip key={id} id={id} />
        ))}
      </div>
    </section>
  )
}
