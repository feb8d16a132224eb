import { bandsOf, storyOf, sweep, sweepEnd, type Band } from '#analysis/sweep.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, parseScenario } from '#formats/scenario.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { run as runScenario } from '#kernel/run.ts'
import { askedStep } from '#kernel/steps.ts'
import type { Trace } from '#kernel/trace.ts'
import { specificationOf } from '#machines/index.ts'
import type { ScenarioFile } from './scenario.ts'

export type { Band } from '#analysis/sweep.ts'
export type { Coded, Outcome, Trace, TraceEvent } from '#kernel/trace.ts'
export type { ScenarioFile } from './scenario.ts'

/** A scenario of any specification, with its model. @throws Error with one sentence where it is none */
function read(file: ScenarioFile): { readonly model: Model; readonly scenario: Scenario } {
  const checked = typeof file === 'string' ? parseScenario(file) : checkScenario(file)
  if (!checked.ok) throw new Error(checked.error)
  const { model } = ensure(specificationOf(checked.value.spec), 'a checked scenario has a known specification')
  return { model, scenario: checked.value }
}

/** The run of a scenario, line by line, and what it came to. @throws Error where it is no scenario, or does not end */
export function run(file: ScenarioFile): Trace {
  const { model, scenario } = read(file)
  return runScenario(model, scenario)
}

/**
 * What comes of it for every tick at which its first cancel could come, joined where the story is the same.
 * @throws Error where it is no scenario, or has no cancel
 */
export function bands(file: ScenarioFile): readonly Band[] {
  const { model, scenario } = read(file)
  const step = askedStep(scenario)
  if (step < 0) throw new Error('steps: expected a cancel, which is what is moved')
  return bandsOf(sweep(model, scenario, { step, from: 0, to: sweepEnd(model, scenario, step) }), storyOf)
}
