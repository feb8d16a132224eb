import { useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { Comment, Conflict, Decision, Incoming, Side } from '#store/review/comments.ts'
import { decidedWords, momentWords } from '#store/review/decisionWords.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { useActions } from '#store/services/hooks.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import sheets from '../Sheets/Sheets.module.css'
import styles from './Merge.module.css'

/** Minutes of somebody else that say something else than what is here: one sees what comes in, and chooses what stays. */
export function MergeSheet() {
  const { offered } = useNotes()
  return offered === null ? null : <Offered offered={offered} />
}

const keyOf = ({ kind, key }: Conflict): string => `${kind} ${key}`

function Offered({ offered }: { readonly offered: Incoming }) {
  const { notes } = useNotes()
  const { notify } = useActions()
  const [sides, setSides] = useState<Readonly<Record<string, Side>>>({})
  const { added, updates, conflicts, older } = offered
  const accept = async (): Promise<void> => {
    const done = await notes.accept(sides)
    if (done.ok) notify({ kind: 'done', text: `${done.value}. Ctrl+Z takes it back.` })
  }
  return (
    <ModalOverlay
      className={css(sheets.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : notes.decline())}
    >
      <Modal className={css(sheets.modal)} data-width="text">
        <Dialog className={css(sheets.dialog)}>
          <header className={sheets.head}>
            <Heading slot="title">What comes in</Heading>
          </header>
          <div className={styles.body}>
            {conflicts.length === 0 ? null : (
              <section aria-label="Conflicts">
                <h3>Both sides changed the same: choose what stays</h3>
                {conflicts.map((conflict) => (
                  <Both
                    key={keyOf(conflict)}
                    conflict={conflict}
                    side={sides[keyOf(conflict)] ?? 'mine'}
                    onChoose={(side) => setSides((all) => ({ ...all, [keyOf(conflict)]: side }))}
                  />
                ))}
              </section>
            )}
            <List title="Newer versions of what is here" comments={updates.comments} decisions={updates.decisions} />
            <List title="New" comments={added.comments} decisions={added.decisions} />
            {older === 0 ? null : (
              <p>{older === 1 ? '1 older version is ignored.' : `${older} older versions are ignored.`}</p>
            )}
          </div>
          <div className={styles.answers}>
            <button type="button" className={parts.btn} onClick={() => notes.decline()}>
              Take nothing in
            </button>
            <button type="button" className={css(parts.btn, parts.key)} onClick={() => void accept()}>
              Take it in
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

interface BothProps {
  readonly conflict: Conflict
  readonly side: Side
  readonly onChoose: (side: Side) => void
}

function Both({ conflict, side, onChoose }: BothProps) {
  const { mine, theirs } = conflict
  const options: readonly { readonly id: Side; readonly title: string; readonly version: Comment | Decision | null }[] =
    [
      { id: 'mine', title: 'Here', version: mine },
      { id: 'theirs', title: 'In the file', version: theirs },
      ...(conflict.kind === 'comment' ? [{ id: 'both' as const, title: 'Both, as two comments', version: null }] : []),
    ]
  const about = conflict.kind === 'comment' ? conflict.mine.clause : conflict.mine.about
  return (
    <fieldset className={styles.both}>
      <legend>
        <code>{about}</code> {conflict.kind === 'comment' ? 'a comment' : 'a decision'}
      </legend>
      {options.map(({ id, title, version }) => (
        <label key={id} data-on={side === id ? '' : undefined}>
          <input type="radio" name={keyOf(conflict)} checked={side === id} onChange={() => onChoose(id)} />
          <span>
            <b>{title}</b> {version === null ? null : <Version version={version} />}
          </span>
        </label>
      ))}
    </fieldset>
  )
}

/** What a version says, who says it, and when. */
function Version({ version }: { readonly version: Comment | Decision }) {
  const isComment = 'text' in version
  const who = isComment ? version.author : (version.by ?? '')
  return (
    <>
      <small>
        {who === '' ? '' : `${who}, `}
        {momentWords(version.changed)}
      </small>
      <span className={styles.said}>
        {isComment ? (version.removed ? 'deleted' : version.text) : decidedText(version)}
      </span>
    </>
  )
}

function decidedText(decision: Decision): string {
  const { why = '', owner = '', due = '' } = decision
  const who = [owner === '' ? '' : `owner ${owner}`, due === '' ? '' : `due ${due}`].filter((part) => part !== '')
  const lines = [decidedWords(decision, /H-\d/.test(decision.about)), why, who.join(', ')]
  return lines.filter((line) => line !== '').join('\n')
}

interface ListProps {
  readonly title: string
  readonly comments: readonly Comment[]
  readonly decisions: readonly Decision[]
}

function List({ title, comments, decisions }: ListProps) {
  const all = [
    ...comments
      .filter(({ removed }) => !removed)
      .map((version) => ({ id: version.id, about: version.clause, version })),
    ...decisions
      .filter(({ choice }) => choice !== 'none')
      .map((version) => ({ id: `${version.spec} ${version.about}`, about: version.about, version })),
  ]
  if (all.length === 0) return null
  return (
    <section aria-label={title}>
      <h3>
        {title} <span>{all.length}</span>
      </h3>
      <ul>
        {all.map(({ id, about, version }) => (
          <li key={id}>
            <code>{about}</code> <Version version={version} />
          </li>
        ))}
      </ul>
    </section>
  )
}
