import { cancelCommand } from '#kernel/call.ts'
import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Model, Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askedCancel, moveStep, removeStep } from '#kernel/steps.ts'
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

const isSame = (one: Step | undefined, other: Step): boolean =>
  one === other || stableJson(one?.args) === stableJson(other.args)

/** What is the same for all ticks at which the moved step has the same place among the others. */
interface Arrangement {
  /** How many of the others come before the moved step, and how many of them the shared run has not carried out. */
  readonly place: number
  readonly left: number
  /** Whether those that it has carried out are the same with the moved step as without it. */
  readonly isShared: boolean
  /** What there is to do from there on, or from the beginning where nothing is shared. */
  readonly steps: readonly PlannedStep[]
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
    const step = index === range.step ? undefined : without[index > range.step ? index - 1 : index]
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
  const arrange = (tick: number, place: number, left: number): Arrangement => {
    const steps = plan(moveStep(model, scenario, range.step, tick).steps)
    const done = others.slice(0, others.length - left)
    // Whoever names an operation before it is started has another argument here: then nothing is shared.
    const isShared = done.every(({ step }, i) => isSame(steps[i]?.step, step))
    return { place, left, isShared, steps: isShared ? steps.slice(done.length) : steps }
  }
  let arranged: Arrangement | null = null
  for (let tick = range.from; tick <= range.to; tick += range.every ?? 1) {
    before.runUntil(tick)
    const left = before.remaining().length
    const place = others.filter(({ step: { at }, index }) => at < tick || (at === tick && index < range.step)).length
    if (arranged?.place !== place || arranged.left !== left) arranged = arrange(tick, place, left)
    const { isShared } = arranged
    const steps = arranged.steps.map((planned) =>
      planned.index === range.step ? { ...planned, step: { ...planned.step, at: tick } } : planned,
    )
    const world = isShared ? before.fork(steps) : worldOf(steps)
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
 * form one band: a milestone counts by whether it is reached, and what is spent for nobody by whether anything is.
 */
export function storyOf(outcome: Outcome): string {
  const { milestones, spentForNobody } = outcome
  return stableJson({ ...outcome, milestones: Object.keys(milestones), spentForNobody: spentForNobody > 0 })
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
