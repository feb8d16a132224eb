import type { Scenario, Model } from './model.ts'
import { TraceRecorder } from './recorder.ts'
import { systemFor, type System } from './system.ts'
import { askedCancel } from './steps.ts'
import { plan, reactionsMax, TimedWorld } from './timed.ts'
import type { Outcome, Trace } from './trace.ts'

/**
 * Runs a scenario to its trace. Pure: the same scenario gives the same trace, byte for byte.
 * `bound`: after so many reactions it is refused.
 * @throws RunTooLong where the run would not end within the bound.
 */
export function run(
  model: Model,
  scenario: Scenario,
  system: System = systemFor(model, scenario.knobs),
  bound = reactionsMax,
): Trace {
  const recorder = new TraceRecorder(model)
  const world = new TimedWorld(system, plan(scenario.steps), recorder)
  world.bound = bound
  if (scenario.asked !== undefined) world.fold.ask(askedCancel(scenario))
  recorder.observe(world)
  const length = world.runToEnd()
  const why =
    length < recorder.length() ? 'only polls and retries are left, and they change nothing' : 'nothing is due any more'
  return recorder.trace(scenario, length, why, world.fold.outcome(), world.fold.target)
}

/** The outcome alone, without writing the run down. @throws RunTooLong */
export function runOutcome(
  model: Model,
  scenario: Scenario,
  system: System = systemFor(model, scenario.knobs),
): Outcome {
  const world = new TimedWorld(system, plan(scenario.steps), null)
  if (scenario.asked !== undefined) world.fold.ask(askedCancel(scenario))
  world.runToEnd()
  return world.fold.outcome()
}
