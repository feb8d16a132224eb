import { err, type Result } from '#base/result.ts'
import { announceRuns } from './announce.ts'
import { embedAddress } from './embedHash.ts'
import { createServices, type Services } from './services.ts'
import { watchTheme } from './theme.ts'
import type { KeyValueStore } from './persistence.ts'
import { createLab, type LabStore, type Theme } from '../lab/lab.ts'
import { openView, readLink, viewIn } from '../lab/links.ts'
import { startPlayer, windowFrames } from '../lab/player.ts'
import type { Page } from '../files/files.ts'

/** What is shown in somebody else's page: a run, in its own window without the rest of ours. */
export interface Embedded {
  readonly services: Services
  /** Where the run can be opened in the whole page; null: nobody knows. */
  readonly home: string | null
  /** Nothing to show: why, in a sentence. */
  readonly error: string | null
}

/** A frame keeps nothing: it is a guest. */
const nothing: KeyValueStore = { read: () => null, write: () => undefined }

/** A frame takes nothing from the reader's disk and leaves nothing in their clipboard. */
const guestPage = (page: Window): Page => ({
  frames: windowFrames(page),
  copyLink: () => undefined,
  copyText: () => undefined,
  chooseFile: () => undefined,
  save: () => undefined,
  scroll: () => false,
})

/** A run of its own, beside whatever else is on the page. The words of its legend explain themselves in a tip; there are no sheets. */
export const guestServices = (page: Window, lab: LabStore): Services =>
  createServices({ ...lab, actions: { ...lab.actions, openSheet: () => undefined } }, () => guestPage(page))

async function start(
  page: Window,
  theme: Theme,
  home: string | null,
  open: (lab: Services['lab']) => Promise<Result<null>>,
): Promise<Embedded> {
  const lab = createLab({ theme, hints: [] })
  const opened = await open(lab)
  const services = guestServices(page, lab)
  watchTheme(services.lab, nothing, page)
  startPlayer(services.lab, services.page.frames)
  announceRuns(services.lab)
  return { services, home, error: opened.ok ? null : opened.error }
}

/** The run of an address `#embed/…`, for a frame in another page. */
export function embeddedFrom(page: Window): Promise<Embedded> {
  const [, theme, packed = ''] = embedAddress.exec(page.location.hash) ?? []
  const home = `${page.location.href.split('#')[0] ?? ''}#${packed}`
  page.addEventListener('hashchange', () => page.location.reload())
  return start(page, theme === 'light' || theme === 'dark' ? theme : 'system', home, async (lab) =>
    openView(lab, await readLink(packed)),
  )
}

/** The run that an exported page holds as data. */
export function embeddedIn(page: Window, text: string): Promise<Embedded> {
  let value: unknown = null
  try {
    value = JSON.parse(text)
  } catch {
    return start(page, 'system', null, () => Promise.resolve(err('This page has lost its run.')))
  }
  const { view, home } = (value ?? {}) as Record<string, unknown>
  const isAddress = typeof home === 'string' && /^https?:/.test(home)
  return start(page, 'system', isAddress ? home : null, (lab) => openView(lab, viewIn(view)))
}
