import { useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import { useVersions } from '#store/review/useVersions.ts'
import { useNotes } from '#store/review/useNotes.ts'
import { namedRoom } from '#store/live/relay.ts'
import { chooseJson, saveText, takeFile } from '#store/files/files.ts'
import { checksOf } from '#store/review/minutesSheet.ts'
import { issuesText, issueTexts, minutesMarkdown } from '#store/review/minutesMarkdown.ts'
import { specificationFor } from '#store/lab/derived.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { Menu } from '../popups/Menu.tsx'
import sheets from '../Sheets/Sheets.module.css'
import styles from './Review.module.css'
import { useMinutesSheets } from './useMinutesSheets.ts'

const sections = [
  {
    title: 'Take along',
    options: [
      {
        id: 'markdown',
        title: 'Minutes in Markdown',
        says: 'What was said and decided, on this specification and on the others, to be read',
      },
      {
        id: 'issues',
        title: 'Texts of issues',
        says: 'One for each decision to fix the text',
      },
      { id: 'file', title: 'Minutes for another browser (JSON)', says: 'Everything, for another browser to take in' },
      {
        id: 'print',
        title: 'Print',
        says: 'Every clause of this specification, and of the others those that were spoken of',
      },
    ],
  },
  {
    title: 'Take in',
    options: [
      {
        id: 'import',
        title: 'Open a file of minutes',
        says: 'What is new comes in; where both sides changed the same, one chooses',
      },
      {
        id: 'versions',
        title: 'Compare with an earlier version',
        says: 'A saved “aftercancel specs --json”: which clauses, questions, codes and verdicts have changed since',
      },
    ],
  },
  { title: 'This browser', options: [{ id: 'erase', title: 'Erase all comments and decisions …' }] },
]

/** What can be done with all that was said and decided. */
export function MinutesMenu() {
  const lab = useLabStore()
  const { notes } = useNotes()
  const { notify } = useActions()
  const { sheets: all, findLinks } = useMinutesSheets()
  const { versions } = useVersions()
  const [isAsked, setAsked] = useState(false)
  const save = (what: string, text: string): void =>
    saveText(window, `${specificationFor(lab.getState().scenario).document.id}-${what}.md`, 'text/markdown', text)
  const saveMinutes = async (): Promise<void> => {
    const links = await findLinks()
    save('minutes', all.map((sheet) => minutesMarkdown(sheet, links)).join('\n'))
  }
  const saveIssues = async (): Promise<void> => {
    const links = await findLinks()
    const issues = all.flatMap((sheet) => issueTexts(sheet, links))
    if (issues.length === 0) notify({ kind: 'done', text: 'Nothing was decided to be fixed in the text yet.' })
    else save('issues', issuesText(issues))
  }
  const act = (id: string): void => {
    if (id === 'markdown') void saveMinutes()
    if (id === 'issues') void saveIssues()
    if (id === 'file') saveText(window, 'aftercancel-minutes.json', 'application/json', notes.text(checksOf(all)))
    if (id === 'print') window.print()
    if (id === 'import') chooseJson(window, (file) => void takeFile(lab, file, (text) => notes.take(text)))
    if (id === 'versions') chooseJson(window, (file) => void takeFile(lab, file, (text) => versions.take(text)))
    if (id === 'erase') setAsked(true)
  }
  return (
    <>
      <Menu face="Minutes" name="Minutes" className={parts.btn} sections={sections} onAction={act} />
      {isAsked ? <EraseDialog onClose={() => setAsked(false)} /> : null}
    </>
  )
}

function EraseDialog({ onClose }: { readonly onClose: () => void }) {
  const { notes, minutes } = useNotes()
  const { notify } = useActions()
  const room = namedRoom(window)
  const comments = minutes.comments.filter(({ removed }) => !removed).length
  const decisions = minutes.decisions.filter(({ choice }) => choice !== 'none').length
  const erase = (): void => {
    onClose()
    void notes.erase().then(() => notify({ kind: 'done', text: 'All comments and decisions are erased.' }))
  }
  return (
    <ModalOverlay
      className={css(sheets.overlay)}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => (isOpen ? undefined : onClose())}
    >
      <Modal className={css(sheets.modal)} data-width="narrow">
        <Dialog className={css(sheets.dialog)} role="alertdialog">
          <header className={sheets.head}>
            <Heading slot="title">Erase everything?</Heading>
          </header>
          <p className={styles.ask}>
            {comments} {comments === 1 ? 'comment' : 'comments'} and {decisions}{' '}
            {decisions === 1 ? 'decision' : 'decisions'}, on all specifications, are forgotten by this browser. This
            cannot be undone; a file of minutes that was saved before can be taken in again.
            {room === null
              ? ''
              : ` The room “${room.name}” keeps them, and they come back from there unless you leave it.`}
          </p>
          <div className={styles.answers}>
            <button type="button" className={parts.btn} onClick={onClose}>
              Keep them
            </button>
            <button type="button" className={css(parts.btn, styles.danger)} onClick={erase}>
              Erase
            </button>
          </div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
