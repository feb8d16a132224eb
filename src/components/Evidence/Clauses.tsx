import { clauseRows } from '#store/evidence/clauseRows.ts'
import type { Judgement, NamedRecording } from '#store/evidence/evidence.ts'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import styles from './Clauses.module.css'
import { VerdictMark } from './VerdictMark.tsx'

/** The clauses that the recording is an example of, and those that it goes against. */
export function Clauses({ read, judgement }: { readonly read: NamedRecording; readonly judgement: Judgement }) {
  const { rows, untouched } = clauseRows(read, judgement)
  const against = rows.filter(({ isContradicted }) => isContradicted).length
  return (
    <section className={styles.clauses} aria-label="Evidence for clauses">
      <h2>
        Evidence for clauses{' '}
        <span>
          {rows.length - against} seen, {against} contradicted
        </span>
      </h2>
      <ul>
        {rows.map(({ id, says, at, isContradicted }) => (
          <li key={id} data-contradicted={isContradicted ? '' : undefined}>
            <VerdictMark verdict={isContradicted ? 'notAllowed' : 'allowed'} />
            <ClauseChip id={id} />
            <span className={styles.says} title={says}>
              {isContradicted ? 'Contradicted: ' : ''}
              {says}
            </span>
            <span className={styles.at}>{at}</span>
          </li>
        ))}
      </ul>
      <p>{untouched} clauses are not touched by it.</p>
    </section>
  )
}
