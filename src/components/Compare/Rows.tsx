import type { PairLine } from '#store/compare/pair.ts'
import { Symbol } from '../parts/Symbol.tsx'
import { SidesHead } from './SidesHead.tsx'
import styles from './Pair.module.css'

/** What both runs have, side by side; lines that differ stand out by weight, a sign and colour. */
export function Rows({ title, rows }: { readonly title: string; readonly rows: readonly PairLine[] }) {
  return (
    <table className={styles.rows}>
      <caption>{title}</caption>
      <SidesHead />
      <tbody>
        {rows.map(({ what, left, right }) => (
          <tr key={what} data-differs={left === right ? undefined : ''}>
            <th scope="row">{what}</th>
            <td>
              <Symbol text={left} />
            </td>
            <td className={styles.apart}>{apart(left, right)}</td>
            <td>
              <Symbol text={right} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** How far apart two numbers are, else whether anything differs. */
function apart(left: string, right: string): string {
  if (left === right) return '='
  const by = Number(right) - Number(left)
  if (Number.isNaN(by)) return '≠'
  return by > 0 ? `+${by}` : `−${-by}`
}
