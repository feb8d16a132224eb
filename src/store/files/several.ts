import type { LabStore } from '../lab/lab.ts'
import { takeFile, textOf, type Take } from './files.ts'

/** Lets the reader choose JSON files. */
export function chooseSeveral(page: Window, take: (files: readonly File[]) => void): void {
  const input = page.document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.multiple = true
  input.addEventListener('change', () => take([...(input.files ?? [])]))
  input.click()
}

/** Has files taken in, one after the other. One notice tells of all of them: of many, only the last would be read. */
export async function takeFiles(lab: LabStore, files: readonly File[], take: Take): Promise<void> {
  const [only, ...others] = files
  if (only === undefined) return
  if (others.length === 0) return takeFile(lab, only, take)
  const refused: string[] = []
  for (const file of files) {
    const text = await textOf(file)
    const taken = text.ok ? await take(text.value) : text
    if (!taken.ok) refused.push(`${file.name}: ${taken.error}`)
  }
  const many = files.length - refused.length
  const came = `${many} of ${files.length} files came in.`
  if (refused.length === 0) lab.actions.notify({ kind: 'done', text: `${many} files came in.` })
  else
    lab.actions.notify({
      kind: 'error',
      text: `${came} Not: ${refused.slice(0, 3).join('; ')}${refused.length > 3 ? '; …' : ''}`,
    })
}
