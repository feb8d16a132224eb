import { memo } from 'react'
import { stretchesOf, type AskedMap } from '#store/verify/maps.ts'
import styles from './MapTable.module.css'
import shared from './Verify.module.css'

/** The map in words, row by row. */
export const MapTable = memo(function MapTable({ map, title }: { readonly map: AskedMap; readonly title: string }) {
  const { labels } = map.cells
  return (
    <details className={shared.events}>
      <summary>The map as a table</summary>
      <div className={shared.scroll}>
        <table className={styles.twin}>
          <caption className={shared.sr}>
            {map.question.title}, by {title} and the tick of the cancel
          </caption>
          <thead>
            <tr>
              <th scope="col">{title}</th>
              <th scope="col">{map.question.title}, by the tick of the cancel</th>
            </tr>
          </thead>
          <tbody>
            {labels.map((label, row) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>
                  {stretchesOf(map, row)
                    .map(
                      ({ from, to, category }) =>
                        `${from === to ? from : `${from} to ${to}`}: ${map.legend[category]?.text ?? ''}`,
                    )
                    .join('; ')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  )
})
