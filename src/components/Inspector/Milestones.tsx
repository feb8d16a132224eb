import { useActions, useLab } from '#store/services/hooks.ts'
import { milestonesFor, type MilestoneRow } from '#store/explore/inspect.ts'
import parts from '#styles/parts.module.css'
import { MilestoneIcon } from '../parts/icons.tsx'
import styles from './Inspector.module.css'
import { since } from './since.ts'

/** The six moments that all specifications share, and how long after the cancel each of them comes. */
export function Milestones() {
  const rows = useLab((state) => milestonesFor(state.scenario))
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
            <Row key={row.name} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Row({ row: { name, tick, after } }: { readonly row: MilestoneRow }) {
  const { seek } = useActions()
  return (
    <tr data-missing={tick === null ? '' : undefined}>
      <th scope="row">
        <MilestoneIcon name={name} />
        {name}
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
}
