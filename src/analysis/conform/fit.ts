import { ensure } from '#base/assert.ts'
import type { Knobs, Model, Scenario, Step } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { ticksFor } from '../schedule.ts'
import type { Explanation } from './explained.ts'
import { durationsOn } from './durations.ts'
import type { PathStep } from './search.ts'
import { afterTheirLines } from './stepwise.ts'
import { tie, type Tied } from './tie.ts'

/** A run in time that shows what a recording has. */
export interface Fit {
  readonly scenario: Scenario
  /** Its run. */
  readonly trace: Trace
  readonly ties: Tied['ties']
  /** Units of the recording that a tick stands for. */
  readonly unitsPerTick: number
  /** Time of tick 0 in the recording's unit. */
  readonly zero: number
  /** By how many units the line that is farthest from its tick is off; 0 where no times are known. */
  readonly offBy: number
}

/** Settings of the durations that are tried: fewer where a run is long. */
const triesMax = ({ lines }: Observed): number => Math.max(6, Math.min(80, Math.floor(4_000 / (lines.length + 1))))
/** By how much of a recording's span a run may be off before the durations are brought nearer step by step, and from where on it is far. */
const nearEnough = 0.03
const farOff = 0.25
const stepsNearer = [2, 1.5, 1.2, 1.05]

/** By how much of a recording's span a run is off; 0 where the two are in ticks, or no times are known. */
function shareOff({ lines, unit }: Observed, { offBy }: Pick<Fit, 'offBy'>): number {
  const times = lines.flatMap(({ t }) => t ?? [])
  if (unit === 'ticks' || times.length === 0 || offBy === 0) return 0
  return offBy / (Math.max(...times) - Math.min(...times))
}

/** Whether nothing is gained by looking for a run that is nearer. */
export const isNear = (observed: Observed, fit: Pick<Fit, 'offBy'>): boolean => shareOff(observed, fit) <= nearEnough

/** Whether something else than its durations has to be why a run is so far off. */
export const isFar = (observed: Observed, fit: Pick<Fit, 'offBy'>): boolean => shareOff(observed, fit) > farOff

/** Settings that are tried for that. */
const nearerMax = 24
/** Settings under which commands are put after their lines where nothing else has led to a run, and commands of such a run, at most. */
const stepwiseTries = 12
const stepwiseMax = 24
/** Ticks of a scenario that are thought sensible. */
const ticksMax = 50_000

/** The tick of each line; lines without a time happen when the next one does. */
function ticksOf({ lines, unit }: Observed): {
  readonly ticks: readonly number[]
  readonly unitsPerTick: number
  readonly zero: number
} {
  const times = lines.map(({ t }) => t)
  const known = times.filter((t) => t !== undefined)
  if (known.length === 0) return { ticks: lines.map((_, i) => i * 20), unitsPerTick: 1, zero: 0 }
  const zero = unit === 'ticks' ? 0 : Math.min(...known)
  const span = Math.max(...known) - zero
  const unitsPerTick = unit === 'ticks' ? 1 : Math.max(1, Math.ceil(span / ticksMax))
  let next: number | undefined
  const filled = times
    .toReversed()
    .map((t) => (next = t ?? next))
    .toReversed()
  const last = Math.max(...known)
  let latest = 0
  const ticks = filled.map((t) => (latest = Math.max(latest, Math.round(((t ?? last) - zero) / unitsPerTick))))
  return { ticks, unitsPerTick, zero }
}

/** The tick of each step of a path: of its line, or, where nobody saw it, evenly between the lines before and after it. */
function ticksAlong(path: readonly PathStep[], ticks: readonly number[]): number[] {
  const at: number[] = []
  let from = 0
  let before = 0
  for (const [index, { explained }] of path.entries()) {
    const isSeen = explained > (path[index - 1]?.explained ?? 0)
    if (!isSeen) continue
    const tick = ticks[path[index - 1]?.explained ?? 0] ?? before
    const steps = index - from + 1
    for (let i = from; i <= index; i++) at[i] = Math.round(before + ((tick - before) * (i - from + 1)) / steps)
    from = index + 1
    before = tick
  }
  for (let i = from; i < path.length; i++) at[i] = before
  return at
}

const quantile = (sorted: readonly number[], q: number): number => sorted[Math.round((sorted.length - 1) * q)] ?? 0

/** Values worth trying for the duration that a knob says, the likeliest first. */
function valuesFor(
  model: Model,
  name: string,
  over: readonly number[],
  atLeast: number,
  byDefault: number,
): readonly number[] {
  const domain = model.knobs[name]?.domain
  if (domain?.type !== 'int') return []
  const sorted = over.toSorted((a, b) => a - b)
  const seen = [0.5, 0.25, 0.75, 0, 1].map((q) => quantile(sorted, q))
  const likely = sorted.length === 0 ? [Math.max(byDefault, atLeast + 1), atLeast + 1] : [...seen, atLeast + 1]
  return [...new Set([...likely, byDefault].map((value) => Math.min(domain.max, Math.max(domain.min, value))))]
}

/** All likeliest values; those that differ in one; those that are usual, with messages as fast as can be as well; those that differ in two. */
function* settingsOf(
  values: ReadonlyMap<string, readonly number[]>,
  usual: Readonly<Record<string, number>>,
): Generator<Record<string, number>> {
  const first = Object.fromEntries([...values].map(([name, [value = 0]]) => [name, value]))
  const changes = [...values].flatMap(([name, all]) => all.slice(1).map((value) => ({ [name]: value })))
  yield first
  for (const change of changes) yield { ...first, ...change }
  yield usual
  if ('linkTicks' in usual) yield { ...usual, linkTicks: 1 }
  for (const [i, one] of changes.entries())
    for (const other of changes.slice(i + 1)) yield { ...first, ...one, ...other }
}

/**
 * A run in time that shows what a path explains: with durations as they were between the lines seen, and commands as near to
 * where they were seen as the order allows. Null where none was found.
 */
export function fitted(
  model: Model,
  observed: Observed,
  explanation: Explanation,
  about: { readonly relaxed: ReadonlySet<number>; readonly isWhole: boolean },
): Fit | null {
  const { ticks, unitsPerTick, zero } = ticksOf(observed)
  const along = ticksAlong(explanation.path, ticks)
  const durations = durationsOn(model, explanation, along)
  const values = new Map(
    [...durations].flatMap(([name, { over, atLeast }]) => {
      const knob = model.knobs[name]
      if (knob?.unit !== 'ticks') return []
      return [[name, valuesFor(model, name, over, atLeast, Number(explanation.knobs[name]))] as const]
    }),
  )
  const commands = explanation.path.flatMap(({ action }, i) =>
    action.kind === 'command' ? [{ action, at: along[i] ?? 0, after: explanation.path[i - 1]?.explained ?? 0 }] : [],
  )
  const plain: Step[] = commands.map(({ action: { do: name, args, actor }, at }) => ({
    at,
    do: name,
    args,
    ...(actor === undefined ? {} : { actor }),
  }))
  const path = explanation.path.map(({ action }) => action)
  let best: Fit | null = null
  // Asked for, since what a function assigns is not seen by the compiler.
  const nearest = (): Fit | null => best
  let tries = 0
  const scenarioOf = (knobs: Knobs, steps: readonly Step[]): Scenario => ({
    spec: model.spec,
    title: observed.title,
    knobs,
    steps,
  })
  const attempt = (knobs: Knobs, steps: readonly Step[] | null): void => {
    if (steps === null) return
    const fit = shown(model, observed, scenarioOf(knobs, steps), about)
    if (fit === null) return
    const { middle, offBy } = farthest(observed, fit, (tick) => tick * unitsPerTick + zero)
    if (best === null || offBy < best.offBy) best = { ...fit, unitsPerTick, zero: zero - middle, offBy }
  }
  const under = (setting: Readonly<Record<string, number>>): void => {
    const knobs = { ...explanation.knobs, ...setting }
    attempt(knobs, plain)
    attempt(
      knobs,
      ticksFor(
        model,
        knobs,
        path,
        plain.map(({ at }) => at),
      ),
    )
    if (nearest() === null && commands.length <= stepwiseMax && tries <= stepwiseTries)
      for (const from of [plain, plain.map((step) => ({ ...step, at: 0 }))])
        attempt(
          knobs,
          afterTheirLines(
            from.map((step, i) => ({ step, after: commands[i]?.after ?? 0 })),
            (steps, count) => {
              const part = { ...observed, lines: observed.lines.slice(0, count) }
              const fit = shown(model, part, scenarioOf(knobs, steps), about)
              return fit && Math.max(0, ...fit.at.map((tick) => tick ?? 0))
            },
          ),
        )
  }
  const usual = Object.fromEntries([...values.keys()].map((name) => [name, Number(explanation.knobs[name])]))
  for (const setting of settingsOf(values, usual)) {
    if (++tries > triesMax(observed) || nearest()?.offBy === 0) break
    under(setting)
  }
  for (const setting of nearer(model, [...values.keys()], nearest)) {
    const fit = nearest()
    if (++tries > triesMax(observed) + nearerMax || fit === null || isNear(observed, fit)) break
    under(setting)
  }
  return nearest()
}

/**
 * Settings beside the best one: each duration longer and shorter by a factor, the longest duration first, with ever smaller factors. What was
 * read off a path is a guess where nobody saw what took the time: several results that come together say only how long they took
 * in all.
 */
function* nearer(
  model: Model,
  names: readonly string[],
  best: () => Fit | null,
): Generator<Readonly<Record<string, number>>> {
  const now = (name: string): number => Number(best()?.scenario.knobs[name] ?? 0)
  for (const factor of stepsNearer)
    for (const name of names.toSorted((a, b) => now(b) - now(a))) {
      const domain = model.knobs[name]?.domain
      if (domain?.type !== 'int') continue
      for (const by of [factor, 1 / factor])
        for (let last = 0; last !== now(name);) {
          last = now(name)
          const value = Math.min(domain.max, Math.max(domain.min, Math.round(last * by)))
          if (value !== last) yield { ...durationsOf(best(), names), [name]: value }
        }
    }
}

const durationsOf = (fit: Fit | null, names: readonly string[]): Record<string, number> =>
  Object.fromEntries(names.map((name) => [name, Number(fit?.scenario.knobs[name])]))

interface Shown extends Pick<Fit, 'scenario' | 'trace' | 'ties'> {
  /** The tick of the line of the run that explains each line. */
  readonly at: readonly (number | null)[]
}

/** Runs a scenario and ties the recording to it; null where it does not show all of it. */
function shown(model: Model, observed: Observed, scenario: Scenario, about: Parameters<typeof tie>[3]): Shown | null {
  try {
    const trace = run(model, scenario)
    const { explained, ties } = tie(model, observed, trace, about)
    if (explained < observed.lines.length) return null
    const at = ties.map((line) => (line === null ? null : ensure(trace.events[line], 'a tie leads to a line').t))
    return { scenario, trace, ties, at }
  } catch (error) {
    if (error instanceof RunTooLong) return null
    throw error
  }
}

/** How far off the farthest line is where tick 0 is moved by `middle`, so that as much is too early as is too late; ticks stay as they are. */
function farthest(
  { lines, unit }: Observed,
  { at }: Shown,
  unitsAt: (tick: number) => number,
): { readonly middle: number; readonly offBy: number } {
  let least = Infinity
  let most = -Infinity
  for (const [index, { t }] of lines.entries()) {
    const tick = at[index]
    if (t === undefined || typeof tick !== 'number') continue
    least = Math.min(least, unitsAt(tick) - t)
    most = Math.max(most, unitsAt(tick) - t)
  }
  if (least > most) return { middle: 0, offBy: 0 }
  const middle = unit === 'ticks' ? 0 : Math.round((least + most) * 500) / 1000
  return { middle, offBy: Math.round(Math.max(most - middle, middle - least) * 1000) / 1000 }
}
