import { memo } from 'react'
import { useLab } from '#store/services/hooks.ts'
import { dutiesFor, type DutyRow } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { ClauseChip } from '../parts/ClauseChip.tsx'
import { EvidenceMark } from '../parts/EvidenceMark.tsx'
import styles from './Inspector.module.css'

/** What the caller still has to do; ticked off as the playhead passes the moment at which it is done. */
export function Duties() {
  const duties = useLab((state) => dutiesFor(state.scenario))
  if (duties.length === 0) return null
  return (
    <section className={parts.pane} aria-label="Duties">
      <h2 className={parts.head}>What the caller must still do</h2>
      <ul className={styles.duties}>
        {duties.map((duty) => (
          <Duty key={duty.says} {...duty} />
        ))}
      </ul>
    </section>
  )
}

const Duty = memo(function Duty({ says, clauses, evidence, doneAt }: DutyRow) {
  const isDone = useLab((state) => doneAt !== null && state.playhead >= doneAt)
  const when = doneAt === null ? 'not done in this run' : isDone ? `done at ${doneAt}` : `open until ${doneAt}`
  return (
    <li className={styles.duty} data-done={isDone ? '' : undefined}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <rect x="2.500" y="2.500" width="11" height="11" rx="1.500" />
        {isDone ? <path d="M5 8.200l2.200 2.200L11.200 6" /> : null}
      </svg>
      <span>
        {says}
        <small>{when}</small>
        <EvidenceMark {...evidence} isShort />
      </span>
      <span className={styles.chips}>
        {clauses.map((id) => (
          <ClauseChip key={id} id={id} />
        ))}
      </span>
    </li>
  )
})
