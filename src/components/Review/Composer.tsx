import { useState, type FormEvent } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import type { Comment, Draft } from '#store/review/comments.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { wordsTyped } from '#store/review/review.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Notes.module.css'

interface Props {
  readonly says: string
  /** The comment that is changed; null: a new one. */
  readonly comment: Comment | null
  readonly words: Comment['words']
  readonly onWrite: (draft: Draft) => void
  readonly onClose: () => void
}

/** Where a comment is written. Its words can be typed as well as selected, so that it takes no pointer. */
export function Composer({ says, comment, words, onWrite, onClose }: Props) {
  const { author: last } = useNotes()
  const [quote, setQuote] = useState(words?.quote ?? '')
  const [author, setAuthor] = useState(comment?.author ?? last)
  const [text, setText] = useState(comment?.text ?? '')
  const place = words !== null && words.quote === quote ? words : wordsTyped(says, quote)
  // Another page of this browser can change or remove it while one writes.
  const [begun] = useState(comment?.changed)
  const isOther = comment !== null && comment.changed !== begun
  const isLost = quote.trim() !== '' && place === null
  const leave = ({ key }: { readonly key: string }): void => {
    if (key === 'Escape') onClose()
  }
  const write = (event: FormEvent): void => {
    event.preventDefault()
    if (isLost || text.trim() === '') return
    onWrite({ words: place, author: author.trim(), text: text.trim() })
    onClose()
  }
  return (
    <form className={styles.form} aria-label={comment === null ? 'New comment' : 'Comment'} onSubmit={write}>
      <TextField onKeyDown={leave} className={css(styles.field)} value={quote} onChange={setQuote} isInvalid={isLost}>
        <Label>Pinned to the words</Label>
        <Input maxLength={600} placeholder="the whole clause" />
        {isLost ? <Text slot="description">These words are not in the clause.</Text> : null}
      </TextField>
      {/* Opened by a press on a button that is gone now. */}
      {/* oxlint-disable-next-line jsx-a11y/no-autofocus */}
      <TextField onKeyDown={leave} className={css(styles.field)} value={text} onChange={setText} autoFocus>
        <Label>Comment</Label>
        <TextArea rows={4} maxLength={4000} />
      </TextField>
      <TextField onKeyDown={leave} className={css(styles.field)} value={author} onChange={setAuthor}>
        <Label>Who says it</Label>
        <Input maxLength={80} />
      </TextField>
      {isOther ? (
        <output className={styles.other}>
          {comment.removed
            ? 'It was removed meanwhile; saving brings it back.'
            : `It was changed meanwhile, to “${comment.text}”; saving replaces that.`}
        </output>
      ) : null}
      <div className={styles.buttons}>
        <button type="button" className={css(parts.btn, parts.quiet)} onClick={onClose}>
          Leave it
        </button>
        <button type="submit" className={css(parts.btn, parts.key)} disabled={isLost || text.trim() === ''}>
          {comment === null ? 'Add the comment' : 'Save the comment'}
        </button>
      </div>
    </form>
  )
}
