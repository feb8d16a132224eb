import type { Comment } from '#store/review/comments.ts'
import { verifiedFor } from '#store/review/review.ts'
import type { Witness } from '#store/review/witnesses.ts'
import { useCheck } from '#store/verify/useVerify.ts'
import { ObservedClause } from '../../Evidence/Observed.tsx'
import { VerdictIcon } from '../../Verify/VerdictIcon.tsx'
import { WitnessPicture } from '../WitnessPicture.tsx'
import styles from './Side.module.css'

interface Props {
  readonly clause: string
  readonly comments: readonly Comment[]
  readonly witness: Witness | null
  /** Which one it is, from 0, and of how many. */
  readonly at: number
  readonly count: number
}

/** How many statements are read from the wall. */
const statementsMax = 3

/** What is known of the clause: the run that shows it, what was checked, what was said. */
export function Side({ clause, comments, witness, at, count }: Props) {
  const { view } = useCheck()
  const checked = verifiedFor(view.report, clause).filter(({ mark }) => mark !== 'pending')
  return (
    <aside className={styles.side} aria-label="Evidence">
      <ObservedClause id={clause} />
      <section aria-label="Witness">
        <h3>
          Witness{' '}
          {count === 0 ? null : (
            <span>
              {at + 1} of {count}
            </span>
          )}
        </h3>
        {witness === null ? (
          <p>No built-in scenario exercises it.</p>
        ) : (
          <>
            <p>
              {witness.title}. {witness.shows}
              {witness.isRead === true ? <b> Under the reading that was chosen.</b> : null}
            </p>
            <WitnessPicture scenario={witness.scenario} clause={clause} />
          </>
        )}
      </section>
      <section aria-label="Checked">
        <h3>
          Checked <span>{checked.length === 0 ? 'not in this browser' : ''}</span>
        </h3>
        <ul>
          {checked.slice(0, statementsMax).map(({ id, says, mark, word, note, isBelief }) => (
            <li key={id}>
              <VerdictIcon mark={mark} />
              <span>
                {isBelief ? `“${says}”` : says} <b>{word}</b> <small>{note}</small>
              </span>
            </li>
          ))}
        </ul>
        {checked.length > statementsMax ? <p>and {checked.length - statementsMax} more</p> : null}
      </section>
      {comments.length === 0 ? null : (
        <section aria-label="Said">
          <h3>Said</h3>
          <ol>
            {comments.map((comment) => (
              <li key={comment.id}>
                <i>{comment.author}</i> {comment.text}
              </li>
            ))}
          </ol>
        </section>
      )}
    </aside>
  )
}
