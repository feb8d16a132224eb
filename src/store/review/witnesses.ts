import type { SpecReport } from '#analysis/check.ts'
import { actsOf, clausesIn, type Act } from '#analysis/citations.ts'
import { byObject } from '#base/memo.ts'
import type { Scenario } from '#kernel/model.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { scenarioFromBuiltIn, specificationFor, tryRun } from '../lab/derived.ts'
import type { Decision } from '#formats/minutes.ts'
import { knobDefaults } from '#machines/domains.ts'
import { underReadings } from './options.ts'
import type { Examples } from '../verify/examples.ts'
import { verifiedFor } from './review.ts'

/** Runs that show a clause. */

/** A run that shows a clause at work. */
export interface Witness {
  readonly key: string
  readonly title: string
  readonly shows: string
  readonly scenario: Scenario
  /** Id of the built-in scenario; null for a run that the check found, or that is seen under a reading that was chosen. */
  readonly builtIn: string | null
  /** Whether it is seen under a reading that the meeting has chosen, and not under our default. */
  readonly isRead?: boolean
}

/** The key of a run to which a statement that holds applies. */
export const exampleRun = (statement: string): string => `example ${statement}`

/** The key of the run that the check found for a statement. */
export const checkedRun = (statement: string): string => `check ${statement}`

/** The runs of a clause, under the readings that were chosen: the built-in scenarios that exercise it, then, so that nothing is pushed away, what the check found in this session. */
export function witnessesOf(
  scenario: Scenario,
  report: SpecReport | null,
  clause: string,
  decisions: readonly Decision[] = [],
  examples: Examples = new Map(),
): readonly Witness[] {
  const found = verifiedFor(report, clause).flatMap(({ id, says, isBelief, note, found: run }): Witness[] =>
    run === null
      ? []
      : [
          {
            key: checkedRun(id),
            title: isBelief ? `“${says}”` : says,
            shows: `${run.isAgainst ? 'Counterexample found by the check' : 'Found by the check'}: ${note}.`,
            scenario: run.scenario,
            builtIn: null,
          },
        ],
  )
  const builtIns = rankedScenarios(specificationFor(scenario))(clause).map(({ builtIn, scenario: own }): Witness => ({
    key: builtIn.id,
    title: builtIn.title,
    shows: builtIn.shows,
    scenario: own,
    builtIn: builtIn.id,
  }))
  const defaults = knobDefaults(specificationFor(scenario).model)
  const applied = verifiedFor(report, clause).flatMap(({ id, says, mark }): Witness[] => {
    const own = mark === 'holds' ? examples.get(id) : undefined
    return own === undefined
      ? []
      : [
          {
            key: exampleRun(id),
            title: own.title,
            shows: `A run to which this applies: ${says}`,
            scenario: own,
            builtIn: null,
          },
        ]
  })
  return [...builtIns, ...found, ...applied].map((witness) => {
    const read = underReadings(witness.scenario, defaults, decisions)
    return read === witness.scenario ? witness : { ...witness, scenario: read, builtIn: null, isRead: true }
  })
}

/** Where a clause acts in a run, to be marked in its picture. */
export function actsIn(scenario: Scenario, clause: string): readonly Act[] {
  const run = tryRun(scenario)
  return run.ok ? actsOf(run.value, clause) : []
}

interface Ranked {
  readonly builtIn: BuiltInScenario
  readonly scenario: Scenario
}

const directness = { cancel: 0, answer: 1, step: 2 } as const

/**
 * The built-in scenarios that exercise a clause, the most telling first: where the clause is in the answer of a cancel, then in another
 * answer, then in a step; of those, where few other clauses act beside it. Of scenarios that are as good as each other the one comes
 * first that stands for fewer clauses already, so that a meeting does not look at the same picture all the time.
 */
const rankedScenarios = byObject((specification: Specification) => {
  const runs = specification.scenarios.flatMap((builtIn) => {
    const scenario = scenarioFromBuiltIn(specification, builtIn)
    const run = tryRun(scenario)
    return run.ok ? [{ builtIn, scenario, trace: run.value, clauses: clausesIn(run.value) }] : []
  })
  const used = new Map<string, number>()
  const ranked = new Map<string, readonly Ranked[]>()
  for (const clause of Object.keys(specification.document.clauses)) {
    const fit = runs
      .filter(({ clauses }) => clauses.has(clause))
      .map((run) => {
        const kinds = actsOf(run.trace, clause).map(({ kind }) => directness[kind])
        const size = Math.round(Math.log2(run.clauses.size))
        return { ...run, rank: Math.min(...kinds) * 100 + size }
      })
    const times = ({ builtIn }: Ranked): number => used.get(builtIn.id) ?? 0
    const order = fit.toSorted((a, b) => a.rank - b.rank || times(a) - times(b))
    const [first] = order
    if (first !== undefined) used.set(first.builtIn.id, times(first) + 1)
    ranked.set(clause, order)
  }
  return (clause: string): readonly Ranked[] => ranked.get(clause) ?? []
})
