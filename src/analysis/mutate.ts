import { stableJson } from '#base/json.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { mutants, type Mutant } from '#kernel/mutant.ts'
import { run } from '#kernel/run.ts'
import { System } from '#kernel/system.ts'
import type { CheckPlan, Specification } from '#machines/specification.ts'
import { explorationOf } from './check.ts'

/** A machine of a specification with one guard or one action switched off. */
export interface Mutation {
  readonly role: string
  readonly change: string
  readonly model: Model
}

/** Every mutation of a model, one at a time. */
export function* mutationsOf(model: Model): Generator<Mutation> {
  for (const role of model.roles)
    for (const { change, machine } of mutants(role.machine) as Iterable<Mutant>)
      yield {
        role: role.name,
        change,
        model: { ...model, roles: model.roles.map((other) => (other === role ? { ...role, machine } : other)) },
      }
}

/** What the page shows of a run: its outcome, states, and everything that was sent, returned, settled or reached; or what went wrong. */
function noticed(model: Model, scenario: Scenario, isolated: boolean): string {
  try {
    const trace = isolated ? run(model, scenario, new System(model, scenario.knobs, true)) : run(model, scenario)
    return stableJson([
      trace.outcome,
      trace.events.filter(({ kind }) => kind !== 'timer').map(({ i: _, ...event }) => event),
    ])
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : ''}`
  }
}

/** What the exhaustive check would notice: worlds, transitions, what is returned, what is true. Up to a bound, which is enough to differ. */
function checked(specification: Specification, plan: CheckPlan, model: Model): string {
  const states: CheckPlan = { ...plan, properties: plan.properties.filter(({ kind }) => kind !== 'eventually') }
  return plan.campaigns
    .map((campaign) => {
      try {
        const exploration = explorationOf({ ...specification, model }, states, campaign, worldsCompared)
        while (exploration.advance(worldsCompared));
        const { worlds, transitions, found, codes } = exploration.result()
        return stableJson([worlds, transitions, [...found.keys()].sort(), [...codes.keys()].sort()])
      } catch (error) {
        return `throws ${error instanceof Error ? error.message : ''}`
      }
    })
    .join(' ')
}

const worldsCompared = 12_000

export interface MutationReport {
  readonly role: string
  readonly change: string
  /** The first scenario whose run it changes, or `check` where only the exhaustive check notices; null for one that survives. */
  readonly killedBy: string | null
}

/** For each mutation, who notices it first: one of these scenarios, or the exhaustive check. */
export function* killed(
  specification: Specification,
  plan: CheckPlan,
  scenarios: readonly { readonly id: string; readonly scenario: Scenario }[],
): Generator<MutationReport> {
  const originals = scenarios.map(({ scenario }) => noticed(specification.model, scenario, false))
  const originalCheck = checked(specification, plan, specification.model)
  for (const { role, change, model } of mutationsOf(specification.model)) {
    const by = scenarios.find(({ scenario }, i) => noticed(model, scenario, true) !== originals[i])
    yield { role, change, killedBy: by?.id ?? (checked(specification, plan, model) === originalCheck ? null : 'check') }
  }
}
