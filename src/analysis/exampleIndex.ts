import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { clausesIn } from './citations.ts'

/** What the built-in scenarios show of a specification. */
export interface ExampleIndex {
  /** For each code the built-in scenario with the fewest steps that comes to it; one whose first cancel returns it is preferred. */
  readonly codes: ReadonlyMap<string, BuiltInScenario>
  /** For each clause the built-in scenarios that exercise it. */
  readonly clauses: ReadonlyMap<string, readonly BuiltInScenario[]>
}

/** Every code that a run came to, by a return or as an end. */
export const codesIn = (trace: Trace): ReadonlySet<string> =>
  new Set(trace.events.flatMap((event) => (event.kind === 'return' || event.kind === 'settle' ? [event.code] : [])))

/** Runs all built-in scenarios once, one each time it is asked to go on. `open` fills in a scenario's defaults. */
export function* exampleSteps(
  specification: Specification,
  open: (builtIn: BuiltInScenario) => Scenario,
): Generator<void, ExampleIndex, void> {
  const codes = new Map<string, { builtIn: BuiltInScenario; rank: number }>()
  const clauses = new Map<string, BuiltInScenario[]>()
  for (const builtIn of specification.scenarios) {
    const trace = run(specification.model, open(builtIn))
    for (const code of codesIn(trace)) {
      const rank = builtIn.steps.length + (trace.outcome.cancel?.code === code ? 0 : 1000)
      const best = codes.get(code)
      if (best === undefined || rank < best.rank) codes.set(code, { builtIn, rank })
    }
    for (const id of clausesIn(trace)) clauses.set(id, [...(clauses.get(id) ?? []), builtIn])
    yield
  }
  return { codes: new Map([...codes].map(([code, { builtIn }]) => [code, builtIn])), clauses }
}

/** The same in one go. */
export function exampleIndex(...of: Parameters<typeof exampleSteps>): ExampleIndex {
  const steps = exampleSteps(...of)
  for (;;) {
    const { done, value } = steps.next()
    if (done === true) return value
  }
}
