import { scenarioOf, stepOf } from '#machines/scenario.ts'
import { sentenceOf, type Part } from '#analysis/sentence.ts'
import { ensure } from '#base/assert.ts'
import { byObject } from '#base/memo.ts'
import { stableJson } from '#base/json.ts'
import { err, ok, type Result } from '#base/result.ts'
import { fingerprint } from '#formats/scenario.ts'
import type { Command, Model, Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askedCancel, askedStep } from '#kernel/steps.ts'
import { RunTooLong } from '#kernel/timed.ts'
import type { Trace } from '#kernel/trace.ts'
import {
  entries,
  loadSpecification,
  loadSpecifications,
  loadedSpecifications,
  specificationOf,
} from '#machines/registry.ts'
import { roundEnd } from '#layout/scale.ts'
import type { Specification } from '#machines/specification.ts'

/** What follows from a scenario is computed once for each scenario object and forgotten with it. Nothing here is state. */

/** The run of a scenario; an error where it would not end within the kernel's bound. */
export const tryRun = byObject((scenario: Scenario): Result<Trace> => {
  try {
    return ok(run(specificationFor(scenario).model, scenario))
  } catch (error) {
    if (!(error instanceof RunTooLong)) throw error
    return err(error.message)
  }
})

/** The run of a scenario that the store holds; such a one was tried before it was taken. */
export function traceOf(scenario: Scenario): Trace {
  const result = tryRun(scenario)
  if (!result.ok) throw new Error(`broken assumption: ${result.error}`)
  return result.value
}

export const specificationFor = (scenario: Scenario): Specification =>
  ensure(specificationOf(scenario.spec), 'a scenario in the store has a known specification')

/** Every specification, in the order in which the page shows them, whether its model is loaded or not. */
export const specifications: readonly { readonly id: string; readonly title: string; readonly family: string }[] =
  entries

/** A specification whose model is loaded. */
export const specificationNamed = (id: string): Specification | undefined => specificationOf(id)
export { loadedSpecifications }

export const loadAllSpecs = (): Promise<void> => loadSpecifications()

/** Loads a model; fulfilled when that is over, whether it came or not. */
export const preloadedSpec = (id: string): Promise<unknown> => loadSpecification(id).catch(() => undefined)

/** Loads a model that will be needed in a moment. Should it not come now, it is tried again when it is needed. */
export const preloadSpec = (id: string): void => void loadSpecification(id).catch(() => undefined)

/** What two scenarios must share to have the same run. */
const contentOf = byObject(({ knobs, steps }: Scenario): string => stableJson([knobs, steps]))

/** Whether the scenario is no longer as the built-in one that it began as. */
export function isChanged({
  scenario,
  builtIn,
}: {
  readonly scenario: Scenario
  readonly builtIn: string | null
}): boolean {
  const specification = specificationFor(scenario)
  const begun = specification.scenarios.find(({ id }) => id === builtIn)
  return begun !== undefined && contentOf(scenarioOf(specification, begun)) !== contentOf(scenario)
}

export { cancelCommand } from '#kernel/call.ts'
export { scenarioOf as scenarioFromBuiltIn }

/** The run in words. */
export const sentenceFor = byObject((scenario: Scenario): readonly Part[] =>
  sentenceOf(specificationFor(scenario), traceOf(scenario)),
)

/** The last tick of a run. */
export const endOf = (trace: Trace): number => trace.events.at(-1)?.t ?? 0

const autoEnd = (scenario: Scenario): number =>
  roundEnd(Math.max(endOf(traceOf(scenario)), ...scenario.steps.map((step) => step.at)))

/**
 * The ticks in view. Where nobody has zoomed it is the whole run; while something is dragged it only grows, so that the
 * scale does not move under the pointer.
 */
export function visibleSpan(state: {
  readonly span: { from: number; to: number } | null
  readonly scenario: Scenario
  readonly gesture: Scenario | null
}): { from: number; to: number } {
  if (state.span !== null) return state.span
  const now = autoEnd(state.scenario)
  return { from: 0, to: state.gesture === null ? now : Math.max(now, autoEnd(state.gesture)) }
}

/** Eight hexadecimal digits that are the same for the same scenario, everywhere. */
export const fingerprintOf = byObject(fingerprint)

/** The tick of the cancel of a scenario that is asked about, or null. */
export const cancelAtOf = (scenario: Scenario): number | null => scenario.steps[askedCancel(scenario)]?.at ?? null

/** Index of the step that is asked about; -1 where there is none. */
export const askedIndexOf = askedStep

/** The tick of the step that is asked about; null where there is none. */
export const askedAtOf = (scenario: Scenario): number | null => scenario.steps[askedStep(scenario)]?.at ?? null

export const commandOf = (spec: string, name: string): Command =>
  ensure(specificationOf(spec)?.model.commands[name], `${spec} has a command ${name}`)

/** A command at a tick, with the defaults of its arguments. */
export const newStep = (model: Model, name: string, at: number): Step => stepOf(model, at, name)
