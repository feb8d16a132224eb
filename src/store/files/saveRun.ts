import type { LabStore } from '../lab/lab.ts'
import { exportForms, type ExportForm, type PictureOptions } from './exportForms.ts'
import { exported, NoPlayer } from './exports.ts'
import { fileName } from './fileName.ts'
import { saveBlob } from './files.ts'

const noPicture = 'There is no picture of the run on this screen; open Explore and try again.'

async function save(lab: LabStore, page: Window, form: ExportForm, options?: PictureOptions): Promise<void> {
  const { scenario } = lab.getState()
  const { ending } = exportForms.find(({ id }) => id === form) ?? exportForms[0]
  const blob = await exported(form, lab.getState(), page.document, options)
  if (blob === null) throw new Error('no picture')
  if (form === 'clipboard') {
    await page.navigator.clipboard.write([new ClipboardItem({ [blob.type]: blob })])
    lab.actions.notify({ kind: 'done', text: 'The picture is in the clipboard.' })
    return
  }
  if (form === 'frame') {
    await page.navigator.clipboard.writeText(await blob.text())
    lab.actions.notify({ kind: 'done', text: 'The frame is in the clipboard, as HTML.' })
    return
  }
  saveBlob(page, `${fileName(scenario)}.${ending}`, blob)
}

/** Saves the run in the lab as a file, or puts it into the clipboard; where that cannot be, a notice says why. */
export function saveRun(lab: LabStore, page: Window, form: ExportForm, options?: PictureOptions): void {
  save(lab, page, form, options).catch((error: unknown) =>
    lab.actions.notify({ kind: 'error', text: error instanceof NoPlayer ? error.message : noPicture }),
  )
}
