import { cancelCommand } from '#kernel/call.ts'
import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Model, Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askedCancel, askedStep, moveStep, removeStep } from '#kernel/steps.ts'
import { systemFor, type System } from '#kernel/system.ts'
import { plan, TimedWorld, type PlannedStep } from '#kernel/timed.ts'
import type { Coded, Outcome } from '#kernel/trace.ts'

/** From one tick to another, both included, everything comes out the same. */
export interface Band {
  readonly from: number
  readonly to: number
  readonly outcome: Outcome
}

export interface SweepRange {
  /** Index of the step that is moved. */
  readonly step: number
  /** First and last tick at which it is tried, both included. */
  readonly from: number
  readonly to: number
  /** For a quick look only: tries no more than every n-th tick. Absent: every tick. */
  readonly every?: number
}

/** How long the operation that the outcome speaks of holds something, counted from the moved step. */
export interface Hold {
  /** A resource that the operation held at some time of the run. */
  readonly name: string
  /** Ticks until it lets go of it for the last time, 0 where it had done so before; null: it never does. */
  readonly ticks: number | null
}

/** What would happen if the step came at this tick. */
export interface SweepPoint {
  readonly tick: number
  readonly outcome: Outcome
  /** The operation that the outcome speaks of. */
  readonly target: number
  /** Whether the first cancel was accepted when it returned: a code that is not zero can say so too. */
  readonly isTaken: boolean
  /** What each operation got in the end, operation 1 first; null for one that never settles. */
  readonly settles: readonly (Coded | null)[]
  /** In the model's order of resources. */
  readonly holds: readonly Hold[]
}

/** The step with this index, in the list without the one that is moved. */
const withoutStep = (without: readonly Step[], index: number, moved: number): Step | undefined =>
  without[index > moved ? index - 1 : index]

const isSameAs = (step: Step, without: readonly Step[], index: number, moved: number): boolean => {
  const other = withoutStep(without, index, moved)
  return other === step || stableJson(other?.args) === stableJson(step.args)
}

/**
 * The outcome for every tick at which a step could happen, none skipped; where the step is a cancel, the outcome speaks of it. The
 * run up to the tick is shared: a step has no influence on what comes before it, so the world without it is stepped once, and
 * forked at each tick.
 */
export function* sweep(
  model: Model,
  scenario: Scenario,
  range: SweepRange,
  system: System = systemFor(model, scenario.knobs),
): Generator<SweepPoint> {
  const moved = scenario.steps[range.step]
  assert(moved !== undefined, `step ${range.step} exists`)
  // As the others are where this one comes after them: their arguments can depend on it.
  const { steps: without } = removeStep(model, scenario, range.step)
  const others = plan(scenario.steps).flatMap(({ index }) => {
    const step = index === range.step ? undefined : withoutStep(without, index, range.step)
    return step === undefined ? [] : [{ step, index }]
  })
  const asked = moved.do === cancelCommand ? range.step : askedCancel(scenario)
  const worldOf = (steps: readonly PlannedStep[]): TimedWorld => {
    const world = new TimedWorld(system, steps, null)
    world.fold.ask(asked)
    return world
  }
  const before = worldOf(others)
  const operations = scenario.steps.filter((step) => model.commands[step.do]?.operation === true).length
  const resources = Object.keys(model.resources)
  for (let tick = range.from; tick <= range.to; tick += range.every ?? 1) {
    before.runUntil(tick)
    const waiting = new Set(before.remaining().map(({ index }) => index)).add(range.step)
    const steps = plan(moveStep(model, scenario, range.step, tick).steps)
    // Whoever names an operation before it is started has another argument here: then nothing is shared.
    const isShared = steps.every(({ step, index }) => waiting.has(index) || isSameAs(step, without, index, range.step))
    const world = isShared ? before.fork(steps.filter(({ index }) => waiting.has(index))) : worldOf(steps)
    world.runToEnd()
    const { fold } = world
    yield {
      tick,
      outcome: fold.outcome(),
      target: fold.target,
      isTaken: fold.isTaken,
      settles: Array.from({ length: operations }, (_, i) => fold.settleOf(i + 1)),
      holds: resources.flatMap((name): Hold[] => {
        const until = fold.heldUntil(fold.target, name)
        if (until === undefined) return []
        return [{ name, ticks: until === null ? null : Math.max(0, until - tick) }]
      }),
    }
  }
}

/** The last tick that a sweep tries by default: the end of the run, or its end without the step where that is later. */
export function sweepEnd(model: Model, scenario: Scenario, step: number): number {
  const without = { ...scenario, steps: scenario.steps.filter((_, index) => index !== step) }
  return Math.max(...[scenario, without].map((each) => run(model, each).events.at(-1)?.t ?? 0))
}

/**
 * An outcome with the ticks that merely move along with the step taken out, so that neighbouring ticks with the same story
 * form one band: a milestone counts by whether it is reached.
 */
export function storyOf(outcome: Outcome): string {
  return stableJson({ ...outcome, milestones: Object.keys(outcome.milestones) })
}

/** Joins neighbouring ticks whose outcomes are equal under `key` (default: equal in everything). */
export function bandsOf(
  points: Iterable<{ readonly tick: number; readonly outcome: Outcome }>,
  key: (outcome: Outcome) => string = stableJson,
): Band[] {
  const bands: { from: number; to: number; outcome: Outcome; key: string }[] = []
  for (const { tick, outcome } of points) {
    const last = bands.at(-1)
    const own = key(outcome)
    if (last !== undefined && last.key === own && last.to === tick - 1) last.to = tick
    else bands.push({ from: tick, to: tick, outcome, key: own })
  }
  return bands.map(({ from, to, outcome }) => ({ from, to, outcome }))
}

/** Index of the step that a sweep moves by default: the one that is asked about, else the first cancel; -1 where there is none. */
export const firstCancel = askedStep
