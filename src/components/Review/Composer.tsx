import { useEffect, useState, type FormEvent } from 'react'
import { Input } from 'react-aria-components/Input'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField } from 'react-aria-components/TextField'
import type { Comment, Draft, Written } from '#store/review/comments.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { wordsTyped } from '#store/review/clauseText.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import styles from './Notes.module.css'

interface Props {
  /** Under what is half written is kept. */
  readonly name: string
  readonly says: string
  /** The comment that is changed; null: a new one. */
  readonly comment: Comment | null
  readonly words: Comment['words']
  readonly onWrite: (written: Written) => void
  readonly onClose: () => void
}

/** What a field does with a key; all others go on to the page, so that a remote still turns its pages. */
interface Pressed {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly continuePropagation?: () => void
}

/** Where a comment is written. Its words can be typed as well as selected, so that it takes no pointer. What is half written is kept. */
export function Composer({ name, says, comment, words, onWrite, onClose }: Props) {
  const { author: last, drafts, notes } = useNotes()
  const [usual] = useState<Draft>({
    quote: words?.quote ?? '',
    words,
    author: comment?.author ?? last,
    text: comment?.text ?? '',
    begun: comment?.changed ?? null,
  })
  const draft = drafts[name] ?? usual
  const { quote, author, text } = draft
  const set = (change: Partial<Draft>): void => notes.keepDraft(name, { ...draft, ...change })
  // Words that are selected while one writes are those that are meant.
  useEffect(() => {
    if (words === null) return
    const now = notes.store.getState().drafts[name] ?? usual
    if (now.quote !== words.quote) notes.keepDraft(name, { ...now, words, quote: words.quote })
  }, [words, name, notes, usual])
  const place = draft.words !== null && draft.words.quote === quote ? draft.words : wordsTyped(says, quote)
  // Another page of this browser can change or remove it while one writes.
  const isOther = comment !== null && comment.changed !== draft.begun
  const isLost = quote.trim() !== '' && place === null
  const isReady = !isLost && text.trim() !== ''
  const discard = (): void => {
    notes.keepDraft(name, null)
    onClose()
  }
  const write = (): void => {
    if (!isReady) return
    onWrite({ words: place, author: author.trim(), text: text.trim() })
    discard()
  }
  const press = (event: Pressed): void => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) return write()
    // Nothing that was written goes with Escape.
    if (event.key === 'Escape' && drafts[name] === undefined) return onClose()
    event.continuePropagation?.()
  }
  return (
    <form
      className={styles.form}
      aria-label={comment === null ? 'New comment' : 'Comment'}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        write()
      }}
    >
      <TextField
        onKeyDown={press}
        className={css(styles.field)}
        value={quote}
        onChange={(value) => set({ quote: value })}
        isInvalid={isLost}
      >
        <Label>Pinned to the words</Label>
        <Input maxLength={600} placeholder="the whole clause" />
        {isLost ? <Text slot="description">These words are not in the clause.</Text> : null}
      </TextField>
      {/* Opened by a press on a button that is gone now. */}
      <TextField
        onKeyDown={press}
        className={css(styles.field)}
        value={text}
        onChange={(value) => set({ text: value })}
        // oxlint-disable-next-line jsx-a11y/no-autofocus
        autoFocus={drafts[name] === undefined}
      >
        <Label>Comment</Label>
        <TextArea rows={4} maxLength={4000} />
      </TextField>
      <TextField
        onKeyDown={press}
        className={css(styles.field)}
        value={author}
        onChange={(value) => set({ author: value })}
      >
        <Label>Name</Label>
        <Input maxLength={80} />
      </TextField>
      {isOther ? (
        <output className={styles.other}>
          {comment.removed
            ? 'It was deleted meanwhile; saving brings it back.'
            : `It was changed meanwhile, to “${comment.text}”; saving replaces that.`}
        </output>
      ) : null}
      <div className={styles.buttons}>
        <button type="button" className={css(parts.btn, parts.quiet)} onClick={discard}>
          Discard
        </button>
        <button type="submit" className={css(parts.btn, parts.key)} disabled={!isReady}>
          {comment === null ? 'Add the comment' : 'Save the comment'}
        </button>
      </div>
    </form>
  )
}
