import { memo } from 'react'
import { useActions, useLab } from '#store/services/hooks.ts'
import { milestonesFor, type MilestoneRow } from '#store/explore/inspect.ts'
import { traceOf } from '#store/lab/derived.ts'
import parts from '#styles/parts.module.css'
import { Word } from '../Glossary/Word.tsx'
import { MilestoneIcon } from '../parts/icons.tsx'
import styles from './Inspector.module.css'
import { since } from './since.ts'

/** The six moments that all specifications share, and how long after the cancel each of them comes. */
export function Milestones() {
  const rows = useLab((state) => milestonesFor(state.scenario))
  const spent = useLab((state) => traceOf(state.scenario).outcome.spentForNobody)
  return (
    <section className={parts.pane} aria-label="Milestones">
      <h2 className={parts.head}>
        Milestones <span className={parts.muted}>and ticks since the cancel</span>
      </h2>
      <table className={styles.milestones}>
        <thead className={parts.sr}>
          <tr>
            <th scope="col">Milestone</th>
            <th scope="col">Tick</th>
            <th scope="col">Since the cancel</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.name} {...row} />
          ))}
          {spent === 0 ? null : (
            <tr>
              <th scope="row">spent for nobody</th>
              <td colSpan={2}>{spent} ticks</td>
            </tr>
          )}
        </tbody>
      </table>
    </section>
  )
}

const Row = memo(function Row({ name, tick, after }: MilestoneRow) {
  const { seek } = useActions()
  return (
    <tr data-missing={tick === null ? '' : undefined}>
      <th scope="row">
        <Word term={name}>
          <MilestoneIcon name={name} />
          {name}
        </Word>
      </th>
      <td>
        {tick === null ? (
          'never'
        ) : (
          <button type="button" className={parts.link} title="Go to this tick" onClick={() => seek(tick)}>
            {tick}
          </button>
        )}
      </td>
      <td>{after === null ? '' : since(after)}</td>
    </tr>
  )
})
