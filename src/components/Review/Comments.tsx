import { useState } from 'react'
import type { Comment } from '#store/review/comments.ts'
import { momentWords } from '#store/review/decisionWords.ts'
import { draftOf } from '#store/review/drafts.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useActions } from '#store/services/hooks.ts'
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
  /** Whether it is opened to write a new one. */
  readonly isOpened?: boolean
}

/** What is said about the clause, numbered as its pins. */
export function Comments({ spec, id, says, comments, words, onWritten, isOpened = false }: Props) {
  const { notes, minutes, drafts } = useNotes()
  const { notify } = useActions()
  /** Names of the drafts that are open here without a letter in them yet. */
  const [opened, setOpened] = useState<string | null>(isOpened ? draftOf(spec, id) : null)
  const isOpen = (name: string): boolean => opened === name || drafts[name] !== undefined
  const fresh = draftOf(spec, id)
  // What is being written does not go with a comment that another page removes.
  const removed = minutes.comments.filter(
    (comment) => comment.removed && comment.spec === spec && comment.clause === id && isOpen(comment.id),
  )
  const close = (): void => {
    setOpened(null)
    onWritten()
  }
  const remove = (comment: Comment): void => {
    void notes.remove(comment.id)
    notify({ kind: 'done', text: 'The comment is deleted. Ctrl+Z brings it back.' })
  }
  const all = [...comments, ...removed]
  return (
    <aside className={styles.notes} aria-label="Comments">
      <h3>
        Comments <span>pinned to the words</span>
      </h3>
      {comments.length === 0 && !isOpen(fresh) ? <p className={styles.none}>No comments on this clause.</p> : null}
      <ol>
        {all.map((comment, i) => (
          <li key={comment.id}>
            <span className={styles.pin} aria-hidden="true">
              {i + 1}
            </span>
            {isOpen(comment.id) ? (
              <Composer
                name={comment.id}
                says={says}
                comment={comment}
                words={comment.words}
                onClose={close}
                onWrite={(written) => void notes.edit(comment.id, written)}
              />
            ) : (
              <Said comment={comment} n={i + 1} onEdit={() => setOpened(comment.id)} onRemove={() => remove(comment)} />
            )}
          </li>
        ))}
      </ol>
      {isOpen(fresh) ? (
        <Composer
          name={fresh}
          says={says}
          comment={null}
          words={words}
          onClose={close}
          onWrite={(written) => void notes.add(spec, id, written)}
        />
      ) : (
        <div className={styles.add}>
          <button type="button" data-comment="" className={css(parts.btn, styles.new)} onClick={() => setOpened(fresh)}>
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

function Said({ comment: { author, text, words, made }, n, onEdit, onRemove }: SaidProps) {
  return (
    <div>
      <span className={styles.who}>
        {author === '' ? null : <b>{author}</b>}{' '}
        <time dateTime={new Date(made).toISOString()}>{momentWords(made)}</time>
      </span>
      {words === null ? null : <q className={styles.quote}>{words.quote}</q>}
      <p className={styles.text}>{text}</p>
      <div className={styles.tools}>
        <button type="button" className={css(parts.link)} aria-label={`Edit comment ${n}`} onClick={onEdit}>
          Edit
        </button>
        <button type="button" className={css(parts.link)} aria-label={`Delete comment ${n}`} onClick={onRemove}>
          Delete
        </button>
      </div>
    </div>
  )
}
