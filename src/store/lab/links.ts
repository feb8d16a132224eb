import type { Json } from '#base/json.ts'
import { scenarioFile } from '#formats/scenario.ts'
import { packLink, unpackLink } from '#formats/share.ts'
import { err, ok, type Result } from '#base/result.ts'
import { loadSpecification } from '#machines/registry.ts'
import { roomRoute } from '../live/relay.ts'
import { specificationFor } from './derived.ts'
import { forksValue } from './forks.ts'
import type { KeyValueStore } from '../services/persistence.ts'
import { leave, takeLeft } from './leaving.ts'
import { isAtRest } from './player.ts'
import {
  screens,
  type LabState,
  type LabStore,
  type RestoredView,
  type Screen,
  type Selection,
  type Span,
} from './lab.ts'

const format = 'aftercancel/view@1'

/** A link holds the kept runs while they are looked at. */
const keptRuns = ({ sheet, forks }: LabState): Record<string, unknown> =>
  sheet?.kind === 'forks' && forks.length > 0 ? { forks: forksValue(forks) } : {}

/** The part of the state that a link holds, as plain data. */
export function viewOf(state: LabState): Record<string, unknown> {
  const { scenario, screen, playhead, selection, span, builtIn, pinned } = state
  const place = state.places[screen]
  return {
    format,
    scenario: scenarioFile(specificationFor(scenario).model, scenario),
    screen,
    playhead,
    ...(selection === null ? {} : { selection }),
    ...(span === null ? {} : { span }),
    ...(builtIn === null ? {} : { builtIn }),
    ...(scenario.asked === undefined ? {} : { asked: scenario.asked }),
    ...(place === undefined || place === null ? {} : { place }),
    ...(pinned === null ? {} : { pinned: scenarioFile(specificationFor(pinned).model, pinned) }),
    ...keptRuns(state),
  }
}

const isTick = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0

function selectionIn(value: unknown): Selection | null {
  const { kind, index, code, id } = (value ?? {}) as Record<string, unknown>
  if (kind === 'event' && isTick(index)) return { kind, index }
  if (kind === 'code' && typeof code === 'string') return { kind, code }
  if (kind === 'clause' && typeof id === 'string') return { kind, id }
  return null
}

function spanIn(value: unknown): Span | null {
  const { from, to } = (value ?? {}) as Record<string, unknown>
  return typeof from === 'number' && typeof to === 'number' && from >= 0 && to - from >= 1 && to < 1e12
    ? { from, to }
    : null
}

const screenIn = (value: unknown): Screen => screens.find((screen) => screen === value) ?? 'explore'

/** What a link holds. The scenario in it is not checked yet; the rest is, and is left out where it makes no sense. */
export async function readLink(packed: string): Promise<Result<RestoredView>> {
  const unpacked = await unpackLink(packed)
  if (!unpacked.ok) return unpacked
  return viewIn(unpacked.value)
}

/** What a view as plain data holds, as a link or an exported page has it. */
export function viewIn(value: unknown): Result<RestoredView> {
  if (typeof value !== 'object' || value === null || (value as Record<string, unknown>)['format'] !== format)
    return err('the link is not one of ours')
  const { scenario, screen, playhead, selection, span, builtIn, asked, place, pinned, forks } = value as Record<
    string,
    unknown
  >
  return ok({
    scenario,
    screen: screenIn(screen),
    playhead: isTick(playhead) ? playhead : null,
    selection: selectionIn(selection),
    span: spanIn(span),
    builtIn: typeof builtIn === 'string' ? builtIn : null,
    asked: isTick(asked) ? asked : null,
    // A link without a place means the usual one, whatever was open before.
    places: { [screenIn(screen)]: (place ?? null) as Json },
    pinned: pinned ?? null,
    forks: forks ?? null,
  })
}

/** The address of a screen, for a link that one can also open in another tab; it holds no scenario. */
export const screenAddress = (screen: Screen): string => `#/${screen}`

const sentence = (text: string): string => `${text.charAt(0).toUpperCase()}${text.slice(1)}.`

const specOf = (scenario: unknown): string => {
  const { spec } = (scenario ?? {}) as { spec?: unknown }
  return typeof spec === 'string' ? spec : ''
}

/** The link as it was, once the models of the scenarios in it are loaded. */
async function withModels(link: Result<RestoredView>): Promise<Result<RestoredView>> {
  if (!link.ok) return link
  try {
    await Promise.all([link.value.scenario, link.value.pinned].map((scenario) => loadSpecification(specOf(scenario))))
    return link
  } catch {
    return err('the specification of the link could not be loaded; is there a connection?')
  }
}

/** Kept runs of a link come to those that are here, and are shown. */
async function showForks(lab: LabStore, value: unknown): Promise<void> {
  const { takeForks } = await import('./forksFile.ts')
  const taken = await takeForks(lab, value)
  if (taken.ok) lab.actions.openSheet({ kind: 'forks' })
  else lab.actions.notify({ kind: 'error', text: `The kept runs in the link are refused: ${taken.error}.` })
}

/** Does what a link says; the error is a sentence. */
function follow(lab: LabStore, link: Result<RestoredView>): Result<null> {
  if (!link.ok) return err(sentence(link.error))
  const restored = lab.actions.restore(link.value)
  if (restored.ok && link.value.forks !== null) void showForks(lab, link.value.forks)
  return restored.ok ? ok(null) : err(`The scenario in the link is refused: ${restored.error}.`)
}

/** Opens what a link or an exported page holds, once its models are loaded; the error is a sentence. */
export const openView = async (lab: LabStore, view: Result<RestoredView>): Promise<Result<null>> =>
  follow(lab, await withModels(view))

/** How long nothing may change before the address is written, in milliseconds: browsers refuse more than a few a second. */
const settleTime = 300

/** The same after another page was turned to: longer than a key that is held down takes to repeat, sooner than somebody goes back. */
const turnTime = 150

const kept: readonly (keyof LabState)[] = [
  'scenario',
  'screen',
  'playhead',
  'selection',
  'span',
  'builtIn',
  'places',
  'pinned',
  'gesture',
  'sheet',
  'forks',
]
const isBusy = ({ getState, player }: LabStore): boolean =>
  getState().gesture !== null || !isAtRest(player.getSnapshot())

/** Members of a place that make it a page of its own, as a lesson or a clause is; null: each of them does. */
const pages: Readonly<Partial<Record<Screen, readonly string[] | null>>> = {
  learn: ['tab', 'lesson', 'seed', 'number', 'at'],
  review: null,
  evidence: ['recording'],
}

/** Whether the reader has turned a page of the screen: that is a step of the browser's history, what is done on the page is not. */
function isTurned({ screen, places }: LabState, before: LabState): boolean {
  const names = pages[screen]
  const [now, then] = [places[screen], before.places[screen]]
  if (names === undefined || now === then) return false
  const member = (place: Json | undefined, name: string): unknown =>
    typeof place === 'object' && place !== null ? (place as Record<string, Json>)[name] : undefined
  const all = names ?? Object.keys(now ?? {})
  return all.some((name) => member(now, name) !== undefined && member(now, name) !== member(then, name))
}

/** The part of an address behind the page that says how everything is looked at. */
export const addressOf = async (state: LabState): Promise<string> => `#${await packLink(viewOf(state))}`

const isElsewhere = (state: LabState, before: LabState): boolean =>
  state.screen !== before.screen ||
  state.scenario.spec !== before.scenario.spec ||
  state.builtIn !== before.builtIn ||
  isTurned(state, before)

/** What an entry of the history is to say, and whether it is a new one. */
interface Entry {
  readonly state: LabState
  readonly isStep: boolean
}

/** The parts of a window that hold the address. */
export type AddressBar = Pick<
  Window,
  'location' | 'history' | 'performance' | 'addEventListener' | 'removeEventListener'
>

export interface Links {
  /** Settles when the address that the page was opened with is open. */
  readonly ready: Promise<void>
  /** Writes the address now. */
  flush(): Promise<void>
  stop(): void
}

/**
 * Keeps the address of the page and the lab the same: what changes is written when it has settled, never during a gesture or while
 * playing; another scenario or screen is a step of the browser's history. A link that is no good is told in a sentence. `tab` is what
 * outlives a reload: what had not settled then is back after it.
 */
export function keepAddress(lab: LabStore, page: AddressBar, tab: KeyValueStore): Links {
  let timer: ReturnType<typeof setTimeout> | undefined
  let isStep = false
  let isDue = false
  /** Pages that were left before they were written; each belongs to an entry of its own. */
  let left: readonly Entry[] = []
  /** What stood there before everything that a click or a key does at once. */
  let first: (Entry & { readonly isDue: boolean }) | null = null
  let isFollowing = false
  /** What the address says, so that nothing is written that stands there already. */
  let written = page.location.hash
  /** Counts up with each address that is opened: what is still being packed or unpacked is out of date then. */
  let turn = 0
  let writing = Promise.resolve()

  /** Packing takes a while: what is to be written is taken before, so that what changes meanwhile is the next one's. */
  const write = (): Promise<void> => {
    clearTimeout(timer)
    const own = turn
    const taken: readonly Entry[] = [...left, { state: lab.getState(), isStep }]
    isDue = isStep = false
    left = []
    const packed = Promise.all(taken.map((entry) => addressOf(entry.state)))
    // One after the other, or the history would not be in order.
    writing = writing.then(async () => {
      const addresses = await packed
      if (own !== turn) return
      for (const [i, address] of addresses.entries()) {
        if (address === written) continue
        written = address
        if (taken[i]?.isStep === true) page.history.pushState(null, '', address)
        else page.history.replaceState(null, '', address)
      }
    })
    return writing
  }

  const open = async (instead: string): Promise<void> => {
    clearTimeout(timer)
    const own = ++turn
    isDue = false
    left = []
    written = page.location.hash
    const packed = written.replace(/^#/, '')
    if (packed === '' || packed === '/') return
    if (packed === '/glossary') return lab.actions.openSheet({ kind: 'glossary', term: null })
    if (packed.startsWith(roomRoute)) {
      lab.actions.goTo('review')
      return lab.actions.openSheet({ kind: 'room', address: packed.slice(roomRoute.length) })
    }
    const named = packed.startsWith('/') ? screens.find((screen) => packed === `/${screen}`) : undefined
    if (named !== undefined) return lab.actions.goTo(named)
    const link = packed.startsWith('/') ? err('this address names no screen') : await withModels(await readLink(packed))
    if (own !== turn) return
    isFollowing = true
    const done = follow(lab, link)
    isFollowing = false
    if (done.ok) return
    lab.actions.notify({ kind: 'error', text: `${done.error} ${instead}` })
    await write()
  }

  const goes = (): void => leave(tab, viewOf(lab.getState()))
  /** A page that is loaded anew shows what it showed, also what the address had not said yet. */
  const begin = async (): Promise<void> => {
    const own = turn
    const was = takeLeft(tab, page)
    // An invitation into a room is no page that was left: whoever says yes to it opens it anew.
    const view = page.location.hash.startsWith(`#${roomRoute}`) ? null : was
    const link = view === null ? null : await withModels(viewIn(view))
    if (own !== turn) return
    if (link?.ok === true) {
      isFollowing = true
      const done = follow(lab, link)
      isFollowing = false
      if (done.ok) return write()
    }
    return open('The default scenario is open instead.')
  }
  const back = (): void => leave(tab, null)
  const moved = (): void => {
    if (page.location.hash !== written) void open('What was open stays open.')
  }
  const settle = (): void => {
    clearTimeout(timer)
    if (!isBusy(lab)) timer = setTimeout(() => void write(), isStep ? turnTime : settleTime)
  }
  const unsubscribe = lab.subscribe((state, before) => {
    if (kept.every((name) => state[name] === before[name])) return
    if (first === null) {
      first = { state: before, isStep, isDue }
      queueMicrotask(() => (first = null))
    }
    if (!isFollowing && isElsewhere(state, before)) {
      // Of steps that follow each other at once only the last is kept, but for a screen that was left.
      if (first.isDue && (!first.isStep || state.screen !== first.state.screen)) {
        left = [...left, first]
        first = { ...first, isDue: false }
      }
      isStep = true
    }
    isDue = !isFollowing
    settle()
  })
  const modes = lab.player.subscribe(() => {
    if (isDue) settle()
  })
  page.addEventListener('popstate', moved)
  page.addEventListener('hashchange', moved)
  page.addEventListener('pagehide', goes)
  // One that comes back from where browsers put pages aside has lost nothing.
  page.addEventListener('pageshow', back)
  return {
    ready: begin(),
    flush: write,
    stop() {
      unsubscribe()
      modes.unsubscribe()
      clearTimeout(timer)
      page.removeEventListener('popstate', moved)
      page.removeEventListener('hashchange', moved)
      page.removeEventListener('pagehide', goes)
      page.removeEventListener('pageshow', back)
    },
  }
}
