import { sentenceOf, type Part } from '#analysis/sentence.ts'
import { ensure } from '#base/assert.ts'
import { err, ok, type Result } from '#base/result.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { RunTooLong } from '#kernel/timed.ts'
import type { Trace } from '#kernel/trace.ts'
import { protocolOf } from '#machines/index.ts'
import { roundEnd } from '#layout/scale.ts'
import type { Protocol } from '#machines/protocol.ts'

/** What follows from a scenario is computed once for each scenario object and forgotten with it. Nothing here is state. */

const traces = new WeakMap<Scenario, Result<Trace>>()

/** The run of a scenario; an error where it would not end within the kernel's bound. */
export function tryRun(scenario: Scenario): Result<Trace> {
  const known = traces.get(scenario)
  if (known !== undefined) return known
  let result: Result<Trace>
  try {
    result = ok(run(protocolFor(scenario).model, scenario))
  } catch (error) {
    if (!(error instanceof RunTooLong)) throw error
    result = err(error.message)
  }
  traces.set(scenario, result)
  return result
}

/** The run of a scenario that the store holds; such a one was tried before it was taken. */
export function traceOf(scenario: Scenario): Trace {
  const result = tryRun(scenario)
  if (!result.ok) throw new Error(`broken assumption: ${result.error}`)
  return result.value
}

export const protocolFor = (scenario: Scenario): Protocol => ensure(protocolOf(scenario.spec), 'a scenario in the store has a known specification')

const sentences = new WeakMap<Trace, readonly Part[]>()

/** The run in words. */
export function sentenceFor(scenario: Scenario): readonly Part[] {
  const trace = traceOf(scenario)
  const known = sentences.get(trace)
  if (known !== undefined) return known
  const parts = sentenceOf(protocolFor(scenario), trace)
  sentences.set(trace, parts)
  return parts
}

/** The last tick of a run. */
export const endOf = (trace: Trace): number => trace.events.at(-1)?.t ?? 0

const autoEnd = (scenario: Scenario): number => roundEnd(Math.max(endOf(traceOf(scenario)), ...scenario.steps.map((step) => step.at)))

/**
 * The ticks in view. Where nobody has zoomed it is the whole run; while something is dragged it only grows, so that the
 * scale does not move under the pointer.
 */
export function visibleSpan(state: { readonly span: { from: number; to: number } | null; readonly scenario: Scenario; readonly gesture: Scenario | null }): { from: number; to: number } {
  if (state.span !== null) return state.span
  const now = autoEnd(state.scenario)
  return { from: 0, to: state.gesture === null ? now : Math.max(now, autoEnd(state.gesture)) }
}
