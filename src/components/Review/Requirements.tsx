import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import styles from './Requirements.module.css'

/** What is needed before anything of the specification can be called: a short table, folded, since the clause comes first. */
export function Requirements() {
  const { requirements, title } = useLab((state) => specificationFor(state.scenario).document)
  return (
    <details className={styles.requirements}>
      <summary>Requirements</summary>
      <table aria-label={`Requirements of ${title}`}>
        <tbody>
          {requirements.map(({ what, says, source }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{says}</td>
              <td className={styles.source}>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  )
}
