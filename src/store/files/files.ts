import { err, ok, type Result } from '#base/result.ts'
import { bytesMax, specIn } from '#formats/scenario.ts'
import { loadSpecification } from '#machines/registry.ts'
import { exportForms, type ExportForm } from './exportForms.ts'
import type { LabStore, Screen } from '../lab/lab.ts'
import type { Services } from '../services/services.ts'
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

/** Saves a text as a file. */
export function saveText(page: Window, name: string, type: string, text: string): void {
  saveBlob(page, name, new Blob([text], { type }))
}

function saveBlob(page: Window, name: string, blob: Blob): void {
  const link = page.document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  URL.revokeObjectURL(link.href)
}

/** The text of a file, or why there is none. */
async function textOf(file: File): Promise<Result<string>> {
  if (file.size > bytesMax) return err('the file is larger than 5 MiB')
  return file.text().then(ok, () => err('it cannot be read'))
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

/** Who takes in a file that is no scenario, by what it says that it is: "minutes" of aftercancel/minutes@1. */
const elsewhere: Readonly<Record<string, { readonly screen: Screen; take(services: Services): Promise<Take> }>> = {
  minutes: {
    screen: 'review',
    async take(services) {
      const { createNotes } = await import('../review/comments.ts')
      return (text) => services.of(createNotes).take(text)
    },
  },
  progress: {
    screen: 'learn',
    async take(services) {
      const { createProgress } = await import('../learn/progress.ts')
      return (text) => services.of(createProgress).take(text)
    },
  },
}

const kindOf = (text: string): string => /"format"\s*:\s*"aftercancel\/(\w+)@/.exec(text.slice(0, bytesMax))?.[1] ?? ''

/** Opens a file by what it says that it is; whatever is wrong with it is told in a notice, and then nothing else has changed. */
export async function openFile(services: Services, file: File): Promise<void> {
  const { lab } = services
  const refuse = (why: string): void => lab.actions.notify({ kind: 'error', text: `${file.name}: ${why}` })
  const text = await textOf(file)
  if (!text.ok) return refuse(text.error)
  const kind = kindOf(text.value)
  const other = Object.hasOwn(elsewhere, kind) ? elsewhere[kind] : undefined
  if (other !== undefined) {
    const take = await other.take(services).catch(() => null)
    if (take === null) return refuse('the screen that it belongs to could not be loaded; is there a connection?')
    lab.actions.goTo(other.screen)
    return takeFile(lab, file, take)
  }
  await loadSpecification(specIn(text.value) ?? '').catch(() => undefined)
  if (!lab.actions.loadText(text.value, file.name).ok) return
  // A run is shown where runs are shown, wherever the file was dropped.
  if (lab.getState().screen !== 'explore') lab.actions.goTo('explore')
  lab.actions.notify({ kind: 'done', text: `${file.name} is open.` })
}

const slug = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60)

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
    chooseFile() {
      chooseJson(page, (file) => void openFile(services, file))
    },
    save(form) {
      const { scenario } = lab.getState()
      const { ending } = exportForms.find(({ id }) => id === form) ?? exportForms[0]
      const write = async (): Promise<void> => {
        const { exported } = await import('./exports.ts')
        const blob = await exported(form, lab.getState(), page.document)
        if (blob === null) throw new Error('no picture')
        saveBlob(
          page,
          `${[scenario.spec, slug(scenario.title)].filter((part) => part !== '').join('-')}.${ending}`,
          blob,
        )
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
