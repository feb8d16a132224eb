import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { scenarioOf } from '#machines/scenario.ts'
import type { Specification } from '#machines/specification.ts'
import { codesIn, exampleIndex } from './exampleIndex.ts'
import { shrink } from './shrink.ts'

/**
 * A run that comes to a code and from which nothing can be left out; null where no built-in scenario comes to it. Where a first cancel
 * can return the code, it does so in this run.
 */
export function shortestRun(specification: Specification, code: string): Scenario | null {
  const open: Parameters<typeof exampleIndex>[1] = (builtIn) => scenarioOf(specification, builtIn)
  const builtIn = exampleIndex(specification, open).codes.get(code)
  if (builtIn === undefined) return null
  const begin = open(builtIn)
  const traceOf = (scenario: Scenario): Trace => run(specification.model, scenario)
  const byCancel = traceOf(begin).outcome.cancel?.code === code
  const shows = (scenario: Scenario): boolean => {
    const trace = traceOf(scenario)
    return byCancel ? trace.outcome.cancel?.code === code : codesIn(trace).has(code)
  }
  return { ...shrink(specification, begin, shows), title: code }
}
