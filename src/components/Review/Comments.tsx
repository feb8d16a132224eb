import { useState } from 'react'
import type { Comment } from '#store/review/comments.ts'
import { useNotes } from '#store/review/useNotes.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Composer } from './Composer.tsx'
import styles from './Notes.module.css'

interface Props {
  readonly spec: string
  readonly id: string
  readonly says: string
  readonly comments: readonly Comment[]
  /** The words that are selected in the clause. */
  readonly words: Comment['words']
  readonly onWritten: () => void
}

/** What is said about the clause, numbered as its pins. */
export function Comments({ spec, id, says, comments, words, onWritten }: Props) {
  const { notes, minutes } = useNotes()
  /** The comment that is changed, 'new', or none. */
  const [writing, setWriting] = useState<string | null>(null)
  // What is being written does not go with a comment that another page removes.
  const removed = minutes.comments.find((comment) => comment.id === writing && comment.removed)
  const close = (): void => {
    setWriting(null)
    onWritten()
  }
  return (
    <aside className={styles.notes} aria-label="Comments">
      <h3>
        Comments <span>pinned to the words</span>
      </h3>
      {comments.length === 0 && writing === null ? <p className={styles.none}>No comments on this clause.</p> : null}
      <ol>
        {(removed === undefined ? comments : [...comments, removed]).map((comment, i) => (
          <li key={comment.id}>
            <span className={styles.pin} aria-hidden="true">
              {i + 1}
            </span>
            {writing === comment.id ? (
              <Composer
                says={says}
                comment={comment}
                words={comment.words}
                onClose={close}
                onWrite={(draft) => void notes.edit(comment.id, draft)}
              />
            ) : (
              <Said
                comment={comment}
                n={i + 1}
                onEdit={() => setWriting(comment.id)}
                onRemove={() => void notes.remove(comment.id)}
              />
            )}
          </li>
        ))}
      </ol>
      {writing === 'new' ? (
        <Composer
          key={words?.quote ?? ''}
          says={says}
          comment={null}
          words={words}
          onClose={close}
          onWrite={(draft) => void notes.add(spec, id, draft)}
        />
      ) : (
        <div className={styles.add}>
          <button type="button" className={css(parts.btn, styles.new)} onClick={() => setWriting('new')}>
            {words === null
              ? 'Comment on the whole clause'
              : `Comment on “${words.quote.length > 24 ? `${words.quote.slice(0, 22)}…` : words.quote}”`}
          </button>
          <p>Select words in the clause to pin a comment to them.</p>
        </div>
      )}
    </aside>
  )
}

interface SaidProps {
  readonly comment: Comment
  readonly n: number
  readonly onEdit: () => void
  readonly onRemove: () => void
}

function Said({ comment: { author, text, words }, n, onEdit, onRemove }: SaidProps) {
  return (
    <div>
      {author === '' ? null : <b>{author}</b>}
      {words === null ? null : <q className={styles.quote}>{words.quote}</q>}
      <p className={styles.text}>{text}</p>
      <div className={styles.tools}>
        <button type="button" className={css(parts.link)} aria-label={`Change comment ${n}`} onClick={onEdit}>
          Change
        </button>
        <button type="button" className={css(parts.link)} aria-label={`Remove comment ${n}`} onClick={onRemove}>
          Remove
        </button>
      </div>
    </div>
  )
}
