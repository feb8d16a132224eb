import { memo } from 'react'
import type { RibbonData } from '#layout/ribbon/types.ts'
import { useLab } from '#store/services/hooks.ts'
import { subjectOf, tableOf } from '#store/explore/ribbon.ts'
import styles from './Ribbon.module.css'

/** More lines than this nobody reads. */
const linesMax = 300

/** The ribbon as a table, for those who cannot see the picture. */
export const RibbonTable = memo(function RibbonTable({ data }: { readonly data: RibbonData }) {
  const lines = tableOf(data)
  const subject = useLab((state) => subjectOf(state.scenario))
  return (
    <div className={styles.twin}>
      <table>
        <caption>What would happen if {subject} came at another tick</caption>
        <thead>
          <tr>
            <th scope="col">From tick</th>
            <th scope="col">To tick</th>
            {data.rows.map(({ id, titles: [title] }) => (
              <th key={id} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.slice(0, linesMax).map(({ from, to, cells }) => (
            <tr key={from}>
              <td>{from}</td>
              <td>{to}</td>
              {cells.map((cell, i) => (
                <td key={data.rows[i]?.id}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {lines.length > linesMax ? <p>{`And ${lines.length - linesMax} more.`}</p> : null}
    </div>
  )
})
