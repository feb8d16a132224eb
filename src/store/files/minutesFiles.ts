import { minutesMarkdown, minutesText } from '#formats/minutes.ts'
import { bytesMax } from '#formats/scenario.ts'
import type { Notes } from '../review/comments.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'
import { chooseJson } from './page.ts'
import { saveText } from '../verify/verify.ts'

/** Minutes of the specification in the lab, to be read. */
export function saveMarkdown(lab: LabStore, notes: Notes, page: Window): void {
  const { document } = specificationFor(lab.getState().scenario)
  saveText(
    page,
    `${document.id}-minutes.md`,
    'text/markdown',
    minutesMarkdown(document, notes.store.getState().minutes),
  )
}

/** Everything that was said and decided, for another browser. */
export function saveMinutes(notes: Notes, page: Window): void {
  saveText(page, 'aftercancel-minutes.json', 'application/json', minutesText(notes.store.getState().minutes))
}

/** Takes in a file of minutes; what came in, or why nothing did, is told in a notice. */
export async function takeMinutes(lab: LabStore, notes: Notes, file: File): Promise<void> {
  const refuse = (why: string): void => lab.actions.notify({ kind: 'error', text: `${file.name}: ${why}` })
  if (file.size > bytesMax) return refuse('the file is larger than 5 MiB')
  const text = await file.text().catch(() => null)
  if (text === null) return refuse('it cannot be read')
  const taken = await notes.take(text)
  if (taken.ok) lab.actions.notify({ kind: 'done', text: `${file.name}: ${taken.value}.` })
  else refuse(taken.error)
}

/** Lets the reader choose a file of minutes. */
export function chooseMinutes(lab: LabStore, notes: Notes, page: Window): void {
  chooseJson(page, (file) => void takeMinutes(lab, notes, file))
}
