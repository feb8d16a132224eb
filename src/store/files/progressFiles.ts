import { bytesMax } from '#formats/scenario.ts'
import type { LabStore } from '../lab/lab.ts'
import { chooseJson } from './page.ts'
import { progressText, sharedProgress } from '../learn/progress.ts'
import { saveText } from '../verify/verify.ts'

/** Saves the progress as a file. */
export const saveProgress = (page: Window): void =>
  saveText(page, 'aftercancel-progress.json', 'application/json', progressText(sharedProgress().get()))

/** Takes in a file of progress; what came in, or why nothing did, is told in a notice. */
export async function takeProgress(lab: LabStore, file: File): Promise<void> {
  const refuse = (why: string): void => lab.actions.notify({ kind: 'error', text: `${file.name}: ${why}` })
  if (file.size > bytesMax) return refuse('the file is larger than 5 MiB')
  const text = await file.text().catch(() => null)
  if (text === null) return refuse('it cannot be read')
  const taken = sharedProgress().take(text)
  if (taken.ok) lab.actions.notify({ kind: 'done', text: `${file.name}: ${taken.value}.` })
  else refuse(taken.error)
}

/** Lets the reader choose a file of progress. */
export const chooseProgress = (lab: LabStore, page: Window): void =>
  chooseJson(page, (file) => void takeProgress(lab, file))
