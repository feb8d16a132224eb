import { commentsOn, decisionOn } from '#store/review/comments.ts'
import { specificationFor } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { questionsOf } from '#store/review/review.ts'
import { ForceMark } from '../parts/ForceMark.tsx'
import styles from './Printed.module.css'

/** Every clause on paper, with what was said and decided. */
export function Printed() {
  const specification = useLab((state) => specificationFor(state.scenario))
  const { minutes } = useNotes()
  const { document } = specification
  const decided = (about: string) => decisionOn(minutes, document.id, about) ?? '............'
  return (
    <div className={styles.printed} data-printed="">
      <h2>
        Review of <code>{document.title}</code>
      </h2>
      <p>{document.family}</p>
      <table className={styles.requirements}>
        <tbody>
          {document.requirements.map(({ what, says, source }) => (
            <tr key={what}>
              <th scope="row">{what}</th>
              <td>{says}</td>
              <td>{source}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <ol>
        {Object.entries(document.clauses).map(([id, { force, says, section }]) => (
          <li key={id}>
            <header>
              <code>{id}</code> <ForceMark force={force} /> <span>{section}</span> <b>{decided(id)}</b>
            </header>
            <p className={styles.says}>{says}</p>
            <ol className={styles.comments}>
              {commentsOn(minutes, document.id, id).map((comment) => (
                <li key={comment.id}>
                  {comment.author === '' ? null : <b>{comment.author} </b>}
                  {comment.words === null ? null : <q>{comment.words.quote}</q>} {comment.text}
                </li>
              ))}
            </ol>
            <ul className={styles.open}>
              {questionsOf(specification, id).map((question) => (
                <li key={question.id}>
                  <code>{question.id}</code> {question.says}{' '}
                  {question.answer === null ? null : `This model: ${question.answer}`} <b>{decided(question.id)}</b>
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </div>
  )
}
