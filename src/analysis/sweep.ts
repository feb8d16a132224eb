import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
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

const inOrder = (a: PlannedStep, b: PlannedStep): number => a.step.at - b.step.at || a.index - b.index

/**
 * The outcome for every tick at which a step could happen, none skipped. The run up to the tick is shared: a step has no
 * influence on what comes before it, so the world without it is stepped once, and forked at each tick.
 */
export function* sweep(
  model: Model,
  scenario: Scenario,
  range: SweepRange,
  system: System = systemFor(model, scenario.knobs),
): Generator<SweepPoint> {
  const moved = scenario.steps[range.step]
  assert(moved !== undefined, `step ${range.step} exists`)
  const others = plan(scenario.steps).filter(({ index }) => index !== range.step)
  const before = new TimedWorld(system, others, null)
  const operations = scenario.steps.filter((step) => model.commands[step.do]?.operation === true).length
  const resources = Object.keys(model.resources)
  for (let tick = range.from; tick <= range.to; tick += range.every ?? 1) {
    before.runUntil(tick)
    const steps = [...before.remaining(), { step: { ...moved, at: tick }, index: range.step }].sort(inOrder)
    const world = before.fork(steps)
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

/** Index of the step that a sweep moves by default: the first cancel; -1 where there is none. */
export const firstCancel = (scenario: Scenario): number => {
  const cancels = plan(scenario.steps).filter(({ step }) => step.do === 'cancel')
  return cancels[0]?.index ?? -1
}
