import { stableJson } from '#base/json.ts'
import type { Model } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import type { Specification } from '#machines/specification.ts'
import type { ConformOptions } from './conform.ts'
import { deviationsOf } from './deviations.ts'
import {
  explainEarly,
  explainRecording,
  hiddenMaxDefault,
  worldsMaxDefault,
  type Explained,
  type Explanation,
  type SearchBounds,
  type Searching,
} from './explained.ts'
import { fitted, isFar, isNear, type Fit } from './fit.ts'
import { hiddenIn } from './hidden.ts'
import { saysOf } from './readings.ts'
import { recordedIn } from './recorded.ts'
import { canBeGiven, otherwise, type Pinned } from './varied.ts'
import { overdueIn, waysOutOf, withClausesOf } from './ways.ts'
import type { LineReport, Recording, Report } from './report.ts'

/** Where a line is in its file; an inferred one is where the line before it is. */
const placeIn =
  ({ places }: Recording) =>
  (index: number): number | null =>
    places.slice(0, index + 1).findLast((place) => place !== null) ?? null

/**
 * A run in time for what is explained, the nearest of these ways: the one that was found; that of a run in time under the same knobs;
 * where neither gives one, that of a client that does nothing by itself; where all are far, one whose environment is not as usual,
 * if it is much nearer. That a recording is allowed says nothing of its times: how results travel can be why they are as they are.
 */
function* fitFor(model: Model, observed: Observed, bounds: SearchBounds, explained: Explained): Searching<Fit | null> {
  const { isWhole } = bounds
  if (!isOfScenario(model, explained)) return null
  const shown = explained.explanation.path.at(-1)?.explained ?? 0
  const part = { ...observed, lines: observed.lines.slice(0, shown) }
  const { relaxed } = explained
  const fits: (Fit | null)[] = [fitted(model, part, explained.explanation, { relaxed, isWhole })]
  const early = fits[0]?.offBy === 0 ? null : yield* explainEarly(model, part, bounds, explained)
  if (early !== null) fits.push(fitted(model, part, early, { relaxed, isWhole }))
  if (!fits.some((fit) => fit !== null) && bounds.anyClient !== null) {
    const other = yield* explainRecording(model, part, bounds, {
      prefersMachines: false,
      isAnyClient: true,
      isQuick: true,
    })
    if (other.verdict === 'allowed')
      fits.push(fitted(model, part, other.explanation, { relaxed: other.relaxed, isWhole }))
  }
  const usual = nearest(fits)
  if (usual !== null && !isFar(part, usual)) return usual
  const other = nearest(yield* fitsOtherwise(model, part, bounds, explained, early))
  return usual === null || (other !== null && other.offBy < usual.offBy / 2) ? other : usual
}

/** Whether all that explains it can be said in a scenario. */
const isOfScenario = ({ knobs, commands }: Model, { explanation }: Explained): boolean =>
  canBeGiven(
    Object.fromEntries(Object.entries(knobs).map(([name, { domain }]) => [name, domain])),
    explanation.knobs,
  ) &&
  explanation.path.every(
    ({ action }) => action.kind !== 'command' || canBeGiven(commands[action.do]?.args ?? {}, action.args),
  )

const nearest = (fits: readonly (Fit | null)[]): Fit | null =>
  fits.reduce((best, fit) => (fit !== null && (best === null || fit.offBy < best.offBy) ? fit : best), null)

/**
 * Runs in time where one word or flag of the environment is otherwise, and where there is a way then, but none that is near, also
 * something that takes time and usually takes none. The first that is near is the last. A way that was tried already would come to the
 * same.
 */
function* fitsOtherwise(
  model: Model,
  part: Observed,
  { anyClient, pinned, ...bounds }: SearchBounds,
  found: Explained,
  early: Explanation | null,
): Searching<readonly Fit[]> {
  // Who the client is was asked before.
  const { words, durations } = otherwise(model, { ...anyClient?.knobs, ...pinned })
  const about = { relaxed: found.relaxed, isWhole: bounds.isWhole }
  const fits: Fit[] = []
  const explained = new Set(words)
  const tried = new Set(early === null ? [] : [stableJson(early.path)])
  for (const also of [{}, ...durations])
    for (const word of explained) {
      const knobs = { ...found.explanation.knobs, ...word, ...also }
      const start = { ...found, explanation: { knobs, path: [] } }
      const way = yield* explainEarly(model, part, { anyClient, pinned, ...bounds }, start)
      if (way === null) explained.delete(word)
      const text = stableJson(way?.path ?? [])
      const fit = way === null || tried.has(text) ? null : fitted(model, part, way, about)
      tried.add(text)
      if (fit !== null) fits.push(fit)
      if (fit !== null && isNear(part, fit)) return fits
    }
  return fits
}

function linesOf(
  { observation, places }: Recording,
  explained: number,
  bad: ReadonlySet<number>,
  fit: Fit | null,
): LineReport[] {
  return observation.lines.map(({ t }, index) => {
    const tie = fit?.ties[index] ?? null
    const tick = tie === null ? null : (fit?.trace.events[tie]?.t ?? null)
    const offBy = tick === null || fit === null || t === undefined ? null : fit.zero + tick * fit.unitsPerTick - t
    return {
      index,
      place: places[index] ?? null,
      state: bad.has(index) ? 'deviates' : index < explained ? 'explained' : 'afterwards',
      tie,
      tick,
      offBy: offBy === null ? null : Math.round(offBy * 1000) / 1000,
    }
  })
}

const citedIn = ({ trace }: Fit): string[] => [
  ...new Set(
    trace.events.flatMap((event) =>
      event.kind === 'clause' ? event.ids : event.kind === 'return' ? event.clauses : [],
    ),
  ),
]

/**
 * What the recording says of its environment. Where some operations have no results at all, the number that it gives is that of the
 * others.
 */
function environmentOf(model: Model, observed: Observed, { environment }: Recording): Pinned {
  if (recordedIn(model, observed, {}, new Set()).counts !== 'someNone') return environment
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => {
      const domain = model.knobs[name]?.domain
      return domain?.type !== 'int' || domain.counts !== 'results'
    }),
  )
}

/** A trace of our own is compared as it is. */
const plainly = ({ plain }: Model, observed: Observed): Observed =>
  plain === undefined ? observed : { ...observed, lines: observed.lines.map(plain) }

/** The search, what it says about choices and clauses, and the run that shows it. */
export function* judged(
  specification: Specification,
  recording: Recording,
  options: ConformOptions,
): Searching<Report> {
  const { document, model } = specification
  const worldsMax = options.worldsMax ?? worldsMaxDefault
  const isWhole = recording.from === 'trace'
  const observed = isWhole ? recording.observation : plainly(model, recording.observation)
  const { anyClient = null } = specification
  const pinned = { ...environmentOf(model, observed, recording), ...options.given }
  const isClientKnown = isWhole || Object.keys(pinned).some((name) => Object.hasOwn(anyClient?.knobs ?? {}, name))
  const bounds: SearchBounds = {
    pinned,
    isWhole,
    anyClient: isClientKnown ? null : anyClient,
    worldsMax,
    hiddenMax: options.hiddenMax ?? hiddenMaxDefault,
  }
  const explained = yield* explainRecording(model, observed, bounds)
  const isAllowed = explained.verdict === 'allowed'
  const { deviations: all, isRestExplained } = yield* deviationsOf(
    document,
    model,
    observed,
    placeIn(recording),
    bounds,
    explained,
  )
  const deviations = all.map((deviation) => withClausesOf(specification, observed.lines, deviation))
  const fit = yield* fitFor(model, observed, bounds, explained)
  const choices = Object.keys(model.knobs).filter((name) => model.knobs[name]?.kind === 'choice')
  return {
    verdict: explained.verdict,
    seen: observed.lines.length,
    explained: explained.explained,
    ignored: recording.ignored,
    lines: linesOf(recording, explained.explained, new Set(deviations.map(({ index }) => index)), fit),
    readings: isAllowed ? explained.readings : [],
    hasAllReadings: explained.isComplete,
    choices: isAllowed ? saysOf(explained, choices, bounds.pinned) : [],
    run: fit?.scenario ?? null,
    scale: fit === null ? null : { unitsPerTick: fit.unitsPerTick, zero: fit.zero, offBy: fit.offBy },
    hidden: fit === null ? [] : hiddenIn(observed, fit),
    first: deviations[0] ?? null,
    deviations,
    isRestExplained,
    waysOut: isRestExplained ? waysOutOf(specification, observed.lines, deviations) : [],
    overdue:
      explained.explained === observed.lines.length ? overdueIn(specification, recording, placeIn(recording)) : [],
    clauses: {
      seen: fit === null ? [] : citedIn(fit),
      contradicted: [...new Set(deviations.flatMap(({ clauses }) => clauses))],
    },
    worlds: explained.worlds,
    worldsMax,
  }
}
