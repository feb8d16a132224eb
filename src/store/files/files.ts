import { utf8 } from '#base/utf8.ts'
import { err, type Result } from '#base/result.ts'
import { bytesMax } from '#formats/scenario.ts'
import type { ExportForm, PictureOptions } from './exportForms.ts'
import { scrollRead } from './scrollRead.ts'
import type { LabStore } from '../lab/lab.ts'
import type { Services } from '../services/services.ts'
import { windowFrames, type Frames } from '../lab/player.ts'

/** What an action needs of the browser besides the lab. */
export interface Page {
  readonly frames: Frames
  /** Puts the address of what is seen into the clipboard. */
  readonly copyLink: () => void
  /** Puts a text into the clipboard, and says so in a sentence. */
  readonly copyText: (text: string, said: string) => void
  /** Lets the reader choose a scenario file and opens it. */
  readonly chooseFile: () => void
  /** Saves the run that one sees as a file. */
  readonly save: (form: ExportForm, options?: PictureOptions) => void
  /** Scrolls what is read on by almost a window (1) or back (-1); false where its end is in view already. */
  readonly scroll: (by: 1 | -1) => boolean
}

/** Lets the reader choose a JSON file. */
export function chooseJson(page: Window, take: (file: File) => void): void {
  chooseFiles(page, '.json,application/json', take)
}

/** @param accept Kinds of files that are offered; empty: all. */
function chooseFiles(page: Window, accept: string, take: (file: File) => void): void {
  const input = page.document.createElement('input')
  input.type = 'file'
  input.accept = accept
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) take(file)
  })
  input.click()
}

/** Saves a text as a file. */
export function saveText(page: Window, name: string, type: string, text: string): void {
  saveBlob(page, name, new Blob([text], { type }))
}

/** Saves bytes as a file. */
export function saveBlob(page: Window, name: string, blob: Blob): void {
  const link = page.document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The text of a file, or why there is none. */
export async function textOf(file: File): Promise<Result<string>> {
  if (file.size > bytesMax) return err('the file is larger than 5 MiB')
  return file.arrayBuffer().then(
    (bytes) => utf8(new Uint8Array(bytes)),
    () => err('it cannot be read'),
  )
}

/** Takes in what a file holds; the result says what came in, or why nothing did. */
export type Take = (text: string) => Result<string> | Promise<Result<string>>

/** Has a file taken in; what came of it is told in a notice. */
export async function takeFile({ actions }: LabStore, file: File, take: Take): Promise<void> {
  const text = await textOf(file)
  const taken = text.ok ? await take(text.value) : text
  if (taken.ok) actions.notify({ kind: 'done', text: `${file.name}: ${taken.value}.` })
  else actions.notify({ kind: 'error', text: `${file.name}: ${taken.error}` })
}

/** Opens a file by what it says that it is; whatever is wrong with it is told in a notice, and then nothing else has changed. */
export async function openFile(services: Services, file: File): Promise<void> {
  const loaded = await import('./openFile.ts').catch(() => null)
  if (loaded !== null) return loaded.openByKind(services, file)
  services.lab.actions.notify({ kind: 'error', text: 'What reads files could not be loaded; is there a connection?' })
}

/** Lets the reader choose a recording. */
export function chooseRecording(services: Services, page: Window): void {
  chooseFiles(page, '', (file) => void openFile(services, file))
}

/** `flush` makes the address current before it is copied. */
export function browserPage(services: Services, page: Window, flush: () => Promise<void>): Page {
  const { lab } = services
  return {
    frames: windowFrames(page),
    copyLink() {
      const copy = async (): Promise<void> => {
        await flush()
        await page.navigator.clipboard.writeText(page.location.href)
      }
      copy().then(
        () => lab.actions.notify({ kind: 'done', text: 'The link to this run is in the clipboard.' }),
        () =>
          lab.actions.notify({
            kind: 'error',
            text: 'The browser does not let the page use the clipboard; the address above is the link.',
          }),
      )
    },
    copyText(text, said) {
      page.navigator.clipboard.writeText(text).then(
        () => lab.actions.notify({ kind: 'done', text: said }),
        () =>
          lab.actions.notify({
            kind: 'error',
            text: 'The browser does not let the page use the clipboard; the text can be selected and copied by hand.',
          }),
      )
    },
    chooseFile() {
      chooseJson(page, (file) => void openFile(services, file))
    },
    scroll: (by) => scrollRead(page.document, by),
    save(form, options) {
      import('./saveRun.ts').then(
        ({ saveRun }) => saveRun(lab, page, form, options),
        () =>
          lab.actions.notify({ kind: 'error', text: 'What saves runs could not be loaded; is there a connection?' }),
      )
    },
  }
}
