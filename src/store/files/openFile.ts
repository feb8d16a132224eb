import { specIn } from '#formats/scenario.ts'
import { loadSpecification, loadSpecifications } from '#machines/registry.ts'
import type { Screen } from '../lab/lab.ts'
import type { Services } from '../services/services.ts'
import { takeFile, textOf, type Take } from './files.ts'

/** Opening a file, by what it says that it is; loaded when somebody brings one. */

/** Who takes in a file that is no scenario, by what it says that it is: "minutes" of aftercancel/minutes@1. */
const elsewhere: Readonly<Record<string, { readonly screen: Screen; take(services: Services): Promise<Take> }>> = {
  minutes: {
    screen: 'review',
    async take(services) {
      const { createNotes } = await import('../review/browserNotes.ts')
      return (text) => services.of(createNotes).take(text)
    },
  },
  forks: {
    screen: 'explore',
    async take({ lab }) {
      const { takeForksText } = await import('../lab/forksFile.ts')
      return async (text) => {
        const taken = await takeForksText(lab, text)
        if (taken.ok) lab.actions.openSheet({ kind: 'forks' })
        return taken
      }
    },
  },
  specs: {
    screen: 'review',
    async take(services) {
      const { createVersions } = await import('../review/versions.ts')
      return (text) => services.of(createVersions).take(text)
    },
  },
  lesson: {
    screen: 'learn',
    async take({ lab }) {
      const [{ takeLesson }] = await Promise.all([import('../learn/takeLesson.ts'), loadSpecifications()])
      return (text) => takeLesson(lab, text)
    },
  },
  result: {
    screen: 'learn',
    async take(services) {
      const [{ takeResult }] = await Promise.all([import('../learn/takeResult.ts'), loadSpecifications()])
      return (text) => takeResult(services, text)
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

/** What the beginning of a file says that it is. */
const kindOf = (head: string): string => /"format"\s*:\s*"aftercancel\/(\w+)@/.exec(head)?.[1] ?? ''

/** Of a file that begins otherwise: a scenario has steps, and whoever wrote it by hand may have left out the rest. */
const isScenario = (head: string): boolean => /"steps"\s*:|aftercancel\/scenario@/.test(head)

/** So much of a file tells what it is. */
const headBytes = 4096

/** Opens a file by what it says that it is; whatever is wrong with it is told in a notice, and then nothing else has changed. */
export async function openByKind(services: Services, file: File): Promise<void> {
  const { lab } = services
  const refuse = (why: string): void => lab.actions.notify({ kind: 'error', text: `${file.name}: ${why}` })
  const head = await file
    .slice(0, headBytes)
    .text()
    .catch(() => '')
  const kind = kindOf(head)
  const isForLab = kind === 'scenario' || (kind === '' && isScenario(head))
  const isForOthers = Object.hasOwn(elsewhere, kind)
  if (!isForLab && !isForOthers) return openRecordingFile(services, file)
  const text = await textOf(file)
  if (!text.ok) return refuse(text.error)
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

/** Reads a file as a recording of a real system; it opens in Evidence, and one that cannot be read changes nothing. */
async function openRecordingFile(services: Services, file: File): Promise<void> {
  const { lab } = services
  const refuse = (why: string): void => lab.actions.notify({ kind: 'error', text: `${file.name}: ${why}` })
  const loaded = await Promise.all([import('../evidence/evidence.ts'), import('../evidence/evidencePlace.ts')]).catch(
    () => null,
  )
  if (loaded === null) return refuse('the screen that it belongs to could not be loaded; is there a connection?')
  const [{ createRecordings }, { setEvidence }] = loaded
  const before = lab.getState().screen
  services.of(createRecordings).readFile(file, {
    read: (id) => {
      setEvidence(lab, { recording: id, line: null, pinned: {} })
      // Whoever has gone elsewhere while a large file was read is not fetched back.
      if (lab.getState().screen === before) lab.actions.goTo('evidence')
      else lab.actions.notify({ kind: 'done', text: `${file.name} is open in Evidence.` })
    },
    refused: refuse,
  })
}
