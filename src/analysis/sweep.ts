import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { systemFor } from '#kernel/system.ts'
import { plan, TimedWorld, type PlannedStep } from '#kernel/timed.ts'
import type { Outcome } from '#kernel/trace.ts'

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
}

const inOrder = (a: PlannedStep, b: PlannedStep): number => a.step.at - b.step.at || a.index - b.index

/**
 * The outcome for every tick at which a step could happen, none skipped. The run up to the tick is shared: a step has no
 * influence on what comes before it, so the world without it is stepped once, and forked at each tick.
 */
export function* sweep(model: Model, scenario: Scenario, range: SweepRange): Generator<{ readonly tick: number; readonly outcome: Outcome }> {
  const moved = scenario.steps[range.step]
  assert(moved !== undefined, `step ${range.step} exists`)
  const others = plan(scenario.steps).filter(({ index }) => index !== range.step)
  const before = new TimedWorld(systemFor(model, scenario.knobs), others, null)
  for (let tick = range.from; tick <= range.to; tick++) {
    before.runUntil(tick)
    const steps = [...before.remaining(), { step: { ...moved, at: tick }, index: range.step }].sort(inOrder)
    const world = before.fork(steps)
    world.runToEnd()
    yield { tick, outcome: world.fold.outcome() }
  }
}

/**
 * An outcome with the ticks that merely move along with the step taken out, so that neighbouring ticks with the same story
 * form one band: a milestone counts by whether it is reached.
 */
export function storyOf(outcome: Outcome): string {
  return stableJson({ ...outcome, milestones: Object.keys(outcome.milestones) })
}

/** Joins neighbouring ticks whose outcomes are equal under `key` (default: equal in everything). */
export function bandsOf(points: Iterable<{ readonly tick: number; readonly outcome: Outcome }>, key: (outcome: Outcome) => string = stableJson): Band[] {
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
