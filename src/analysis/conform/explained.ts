import { ensure } from '#base/assert.ts'
import type { Knobs, Model, Value } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import type { AnyClient } from '#machines/specification.ts'
import type { Alternative } from './alternatives.ts'
import { impossibleLines } from './impossible.ts'
import type { Reading } from './report.ts'
import { EarlySearch } from './earlySearch.ts'
import type { PathStep, Search } from './search.ts'
import type { SearchOptions } from './searchOptions.ts'
import { ThoroughSearch } from './thoroughSearch.ts'
import { environmentsFor, isBeyond, type Open, type Pinned } from './varied.ts'

/** What is given, and how much is looked at. */
export interface SearchBounds {
  /** Knobs that have this value and no other. */
  readonly pinned: Pinned
  /** Nothing of any actor is missing in the recording, as in a trace of our own. */
  readonly isWhole: boolean
  /** Worlds that are found at most; where the bound is met, nothing is decided. */
  readonly worldsMax: number
  /** How many commands that nobody saw there may be: faults, changes of the world. */
  readonly hiddenMax: number
  /** The client that can have made any of the calls; null where it is known who made them. */
  readonly anyClient: AnyClient | null
}

/** How far a search is. */
export interface ConformProgress {
  /** Worlds looked at. */
  readonly worlds: number
  /** Lines that are explained, from the first on. */
  readonly explained: number
}

export const worldsMaxDefault = 200_000
const readingWorldsMax = 10_000
export const hiddenMaxDefault = 3
/** Worlds between two reports of progress. */
const stride = 100

export interface Explanation {
  /** The knobs under which the lines are explained. */
  readonly knobs: Knobs
  readonly path: readonly PathStep[]
}

export interface Explained {
  readonly verdict: 'allowed' | 'notAllowed' | 'notDecided'
  readonly worlds: number
  /** Lines that are explained. */
  readonly explained: number
  readonly open: Open
  /** How many commands that nobody saw there may be between two lines. */
  readonly hiddenMax: number
  /** Lines of which it does not matter what they say. */
  readonly relaxed: ReadonlySet<number>
  /** The weakest settings of choices under which it is allowed. */
  readonly readings: readonly Reading[]
  /** The values of each varied knob under which it is allowed. */
  readonly fits: Readonly<Record<string, readonly Value[]>>
  /** Whether there are no others. */
  readonly isComplete: boolean
  /** A way through the recording, or through as much of it as is explained. */
  readonly explanation: Explanation
  /** What could have come instead of the line that is not explained. */
  readonly alternatives: readonly Alternative[]
}

export type Searching<T> = Generator<ConformProgress, T, void>

function* exhaust(search: Search): Searching<Search> {
  while (search.advance(stride)) yield { worlds: search.worldCount, explained: search.alternatives.explained }
  return search
}

/** One search: an environment, and how many commands that nobody saw there may be between two lines. */
interface Attempt {
  readonly open: Open
  readonly hiddenMax: number
  readonly worldsMax: number
  /** Whether it is known that there is no run only where it has come to its end. */
  readonly decides: boolean
  /** Whether the client is the one that can have made any of the calls. */
  readonly isAnyClient: boolean
}

interface Candidate {
  readonly search: Search
  readonly open: Open
  readonly hiddenMax: number
  readonly relaxed: ReadonlySet<number>
}

/** The one that explains all, else the one that explains more; the later one where it explains all and knows more readings. */
function better(one: Candidate | null, other: Candidate): Candidate {
  if (one === null || other.search.successes.length > 0) return other
  if (one.search.successes.length > 0) return one
  return other.search.alternatives.explained > one.search.alternatives.explained ? other : one
}

/** Environments that were looked at to the end, with the knobs that anything depended on: another knob makes no difference. */
class UnreadKnobs {
  private readonly known: { readonly knobs: Knobs; readonly hiddenMax: number; readonly read: ReadonlySet<string> }[] =
    []

  note(knobs: Knobs, hiddenMax: number, read: ReadonlySet<string>): void {
    this.known.push({ knobs, hiddenMax, read })
  }

  makesNoDifference(knobs: Knobs, hiddenMax: number): boolean {
    return this.known.some(
      (known) => known.hiddenMax === hiddenMax && [...known.read].every((name) => known.knobs[name] === knobs[name]),
    )
  }
}

/** Worlds for a first, hurried look, besides some for each line. */
const quickWorldsMax = 1500
const quickMax = ({ lines }: Observed): number => quickWorldsMax + 20 * lines.length
/** Worlds for all readings of a recording that is known to be allowed: fewer of a long one, where more is under way and each is larger. */
const readingsMax = ({ lines }: Observed): number => Math.min(25_000, Math.ceil(2_000_000 / (lines.length + 1)))
/** Worlds for an attempt that goes beyond what is usual. */
const unusualWorldsMax = 20_000

/** The clients that the model has, each with all else as usual: they are looked at, and another client may be the one. */
function knownClients(model: Model, observed: Observed, pinned: Pinned, { knobs: any }: AnyClient): Attempt[] {
  const environments = environmentsFor(model, observed, pinned)
  const [usual] = environments
  return environments
    .filter(({ knobs, unusual }) =>
      Object.keys(knobs).every(
        (name) => knobs[name] === usual?.knobs[name] || (unusual === 1 && any[name] !== knobs[name] && name in any),
      ),
    )
    .map((open) => ({ open, hiddenMax: 0, worldsMax: unusualWorldsMax, decides: false, isAnyClient: false }))
}

/**
 * The likeliest first: nothing that nobody saw but what the machines do by themselves; then one thing of the environment that is
 * not as usual; then commands that nobody saw, few before many. Those that are equally likely are together.
 */
function attemptsFor(
  model: Model,
  observed: Observed,
  { pinned, worldsMax, hiddenMax, anyClient }: SearchBounds,
): (readonly Attempt[])[] {
  const environments = environmentsFor(model, observed, { ...anyClient?.knobs, ...pinned })
  const of = (strangeness: number, hidden: number, share: number, decides: boolean): Attempt[] =>
    environments
      .filter(({ unusual }) => unusual === strangeness)
      .map((open, i) => ({
        open,
        hiddenMax: hidden,
        worldsMax: i === 0 ? Math.max(share, worldsMax / 4) : share,
        decides,
        isAnyClient: anyClient !== null,
      }))
  const few = Math.min(1, hiddenMax)
  return [
    anyClient === null ? [] : knownClients(model, observed, pinned, anyClient),
    of(0, 0, unusualWorldsMax, true),
    of(1, 0, unusualWorldsMax, true),
    of(0, few, unusualWorldsMax, true),
    of(1, few, unusualWorldsMax, true),
    of(2, 0, unusualWorldsMax / 4, false),
    of(0, hiddenMax, unusualWorldsMax, false).slice(0, 1),
  ]
}

/**
 * Whether there is a run of the model, under some setting of its choices, with any durations and in any legal order, that shows
 * what was seen, in this order, and nothing more of the kinds that the recording sees. Steps report progress.
 */
export function* explainRecording(
  model: Model,
  observed: Observed,
  bounds: SearchBounds,
  more: Partial<Pick<SearchOptions, 'relaxed' | 'prefersMachines'>> & {
    /** Whether none of the clients is tried that the model has. */
    readonly isAnyClient?: boolean
    /** Whether one explanation is enough, and no readings are wanted. */
    readonly isQuick?: boolean
  } = {},
): Searching<Explained> {
  const { isWhole, anyClient } = bounds
  const { prefersMachines = true } = more
  const invented = observed.lines.flatMap((line, index) => (anyClient?.invents(line) === true ? [index] : []))
  const levels = attemptsFor(model, observed, bounds).map((level) =>
    level.filter((one) => more.isAnyClient !== true || one.isAnyClient),
  )
  let worlds = 0
  let best: Candidate | null = null
  let isBounded = false
  // A line that nothing explains under any of the clients: what is before it is all that there is to explain.
  const free = new Set([...(more.relaxed ?? []), ...invented])
  const end = Math.min(...[...impossibleLines(model, observed, free)].filter((index) => !free.has(index)))
  const isAtEnd = (): boolean => best !== null && best.search.alternatives.explained === end
  const unread = new UnreadKnobs()
  const optionsFor = ({ open, hiddenMax, isAnyClient }: Attempt): Omit<SearchOptions, 'worldsMax'> => {
    const relaxed = new Set([...(more.relaxed ?? []), ...(isAnyClient ? invented : [])])
    return { ...open, pinned: bounds.pinned, relaxed, isWhole, prefersMachines, readingWorldsMax, hiddenMax }
  }
  for (const level of levels) {
    let found: Attempt | null = null
    const open: Attempt[] = []
    for (const attempt of level) {
      if (unread.makesNoDifference(attempt.open.knobs, attempt.hiddenMax)) continue
      const options = optionsFor(attempt)
      const search: Search = yield* exhaust(
        new EarlySearch(model, observed, {
          ...options,
          worldsMax: Math.min(bounds.worldsMax - worlds, quickMax(observed)),
        }),
      )
      worlds += search.worldCount
      best = better(best, { search, ...options, open: attempt.open })
      if (search.successes.length > 0) found = attempt
      else if (search.isBounded) open.push(attempt)
      else unread.note(attempt.open.knobs, attempt.hiddenMax, search.knobsRead)
      if (found !== null || isAtEnd()) break
    }
    if (isAtEnd()) break
    const wanted = found === null ? open.filter(({ decides }) => decides || anyClient === null) : [found]
    for (const attempt of more.isQuick === true && found !== null ? [] : wanted) {
      if (unread.makesNoDifference(attempt.open.knobs, attempt.hiddenMax)) continue
      const left = bounds.worldsMax - worlds
      if (left <= 0) {
        // Nothing is left of what is looked at in all: not even what decides nothing was tried.
        isBounded = true
        continue
      }
      const options = optionsFor(attempt)
      const worldsMax = Math.min(left, found === null ? attempt.worldsMax : readingsMax(observed))
      const search: Search = yield* exhaust(new ThoroughSearch(model, observed, { ...options, worldsMax }))
      worlds += search.worldCount
      best = better(best, { search, ...options, open: attempt.open })
      if (search.successes.length > 0 || isAtEnd()) break
      if (search.isBounded) isBounded ||= attempt.decides || worlds >= bounds.worldsMax
      else unread.note(attempt.open.knobs, attempt.hiddenMax, search.knobsRead)
    }
    if (isAtEnd() || (best !== null && best.search.successes.length > 0)) break
  }
  const { search, open, relaxed, hiddenMax } = ensure(best, 'something is tried')
  const isAllowed = search.successes.length > 0
  const world = search.successes[0] ?? search.furthest()
  return {
    verdict: isAllowed
      ? 'allowed'
      : !isAtEnd() && (isBounded || isBeyond(model, observed))
        ? 'notDecided'
        : 'notAllowed',
    worlds,
    explained: search.alternatives.explained,
    open,
    hiddenMax,
    relaxed,
    readings: search.readings.list(),
    fits: search.fits(),
    isComplete: !search.isBounded && search.isThorough,
    explanation: { knobs: search.knobsOf(world), path: search.path(world) },
    alternatives: search.alternatives.list(),
  }
}

/** The way that a run in time takes through what was explained, under the same knobs; null where it is not found in a hurry. */
export function* explainEarly(
  model: Model,
  observed: Observed,
  { isWhole, pinned }: SearchBounds,
  { explanation: { knobs }, relaxed, hiddenMax }: Explained,
): Searching<Explanation | null> {
  const options = { knobs, varied: {}, pinned, relaxed, isWhole, prefersMachines: false, hiddenMax, readingWorldsMax }
  const search = yield* exhaust(new EarlySearch(model, observed, { ...options, worldsMax: quickMax(observed) }))
  const [world] = search.successes
  return world === undefined ? null : { knobs, path: search.path(world) }
}
