import { bytesMax, specIn } from '#formats/scenario.ts'
import { loadSpecification } from '#machines/registry.ts'
import { exportForms, type ExportForm } from './exportForms.ts'
import type { LabStore } from '../lab/lab.ts'
import { windowFrames, type Frames } from '../lab/player.ts'

/** What an action needs of the browser besides the lab. */
export interface Page {
  readonly frames: Frames
  /** Puts the address of what is seen into the clipboard. */
  readonly copyLink: () => void
  /** Lets the reader choose a scenario file and opens it. */
  readonly chooseFile: () => void
  /** Saves the run that one sees as a file. */
  readonly save: (form: ExportForm) => void
}

/** Lets the reader choose a JSON file. */
export function chooseJson(page: Window, take: (file: File) => void): void {
  const input = page.document.createElement('input')
  input.type = 'file'
  input.accept = '.json,application/json'
  input.addEventListener('change', () => {
    const file = input.files?.[0]
    if (file !== undefined) take(file)
  })
  input.click()
}

/** What a text says that it is: "minutes" of aftercancel/minutes@1. */
const kindOf = (text: string): string | undefined =>
  /"format"\s*:\s*"aftercancel\/(\w+)@/.exec(text.slice(0, bytesMax))?.[1]

/** Takes a file that is no scenario to the screen that it belongs to. Whether there was one. */
async function takeElsewhere(lab: LabStore, file: File, kind: string | undefined): Promise<boolean> {
  if (kind === 'minutes') {
    const [{ takeMinutes }, { notes }] = await Promise.all([
      import('./minutesFiles.ts'),
      import('../review/comments.ts'),
    ])
    lab.actions.goTo('review')
    await takeMinutes(lab, notes(), file)
  } else if (kind === 'progress') {
    const { takeProgress } = await import('./progressFiles.ts')
    lab.actions.goTo('learn')
    await takeProgress(lab, file)
  } else return false
  return true
}

/** Opens a file by what it says that it is; whatever is wrong with it is told in a notice, and then nothing else has changed. */
export async function openFile(lab: LabStore, file: File): Promise<void> {
  if (file.size > bytesMax) {
    lab.actions.notify({ kind: 'error', text: `${file.name}: the file is larger than 5 MiB` })
    return
  }
  const text = await file.text().catch(() => null)
  try {
    if (text !== null && (await takeElsewhere(lab, file, kindOf(text)))) return
  } catch {
    return lab.actions.notify({
      kind: 'error',
      text: `${file.name}: the screen that it belongs to could not be loaded; is there a connection?`,
    })
  }
  if (text !== null) await loadSpecification(specIn(text) ?? '').catch(() => undefined)
  if (text === null) lab.actions.notify({ kind: 'error', text: `${file.name}: it cannot be read` })
  else if (lab.actions.loadText(text, file.name).ok) {
    // A run is shown where runs are shown, wherever the file was dropped.
    if (lab.getState().screen !== 'explore') lab.actions.goTo('explore')
    lab.actions.notify({ kind: 'done', text: `${file.name} is open.` })
  }
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

/** `flush` makes the address current before it is copied. */
export function browserPage(lab: LabStore, page: Window, flush: () => Promise<void>): Page {
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
    chooseFile() {
      chooseJson(page, (file) => void openFile(lab, file))
    },
    save(form) {
      const { scenario } = lab.getState()
      const { ending } = exportForms.find(({ id }) => id === form) ?? exportForms[0]
      const write = async (): Promise<void> => {
        const { exported } = await import('./exports.ts')
        const blob = await exported(form, lab.getState(), page.document)
        if (blob === null) throw new Error('no picture')
        const link = page.document.createElement('a')
        link.href = URL.createObjectURL(blob)
        link.download = `${[scenario.spec, slug(scenario.title)].filter((part) => part !== '').join('-')}.${ending}`
        link.click()
        URL.revokeObjectURL(link.href)
      }
      write().catch(() =>
        lab.actions.notify({
          kind: 'error',
          text: 'There is no picture of the run on this screen; open Explore and try again.',
        }),
      )
    },
  }
}
