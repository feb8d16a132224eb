import { clausesIn } from '#analysis/citations.ts'
import { isAbout, replay, type Replayed } from '#analysis/replay.ts'
import { byObject } from '#base/memo.ts'
import type { Scenario } from '#kernel/model.ts'
import type { Specification } from '#machines/specification.ts'
import { scenarioFromBuiltIn, tryRun } from '../lab/derived.ts'

/** For each statement a built-in scenario to which it applies, so that one that holds is seen not to be empty. By its id. */
export type Examples = ReadonlyMap<string, Scenario>

export const noExamples: Examples = new Map()
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

async function compute(specification: Specification): Promise<Examples> {
  const plan = await specification.check?.()
  if (plan === undefined) return noExamples
  const runs: { readonly scenario: Scenario; readonly clauses: ReadonlySet<string>; readonly replayed: Replayed }[] = []
  for (const builtIn of specification.scenarios) {
    // A run at a time: in between the page answers to keys.
    await turn()
    const scenario = scenarioFromBuiltIn(specification, builtIn)
    const trace = tryRun(scenario)
    if (trace.ok)
      runs.push({ scenario, clauses: clausesIn(trace.value), replayed: replay(specification.model, scenario) })
  }
  return new Map(
    plan.properties.flatMap((property) => {
      const about = runs.filter(({ replayed }) => isAbout(property, replayed))
      // One that exercises its clause shows it better than one to which it happens to apply.
      const found = about.find(({ clauses }) => property.clauses.some((id) => clauses.has(id))) ?? about[0]
      return found === undefined ? [] : [[property.id, found.scenario] as const]
    }),
  )
}

const known = byObject(compute)
/** Computed once for each specification. */
export const examplesOf = (specification: Specification): Promise<Examples> => known(specification)
