import { stableJson } from '#base/json.ts'
import { byObject } from '#base/memo.ts'
import type { Model, Scenario } from '#kernel/model.ts'
import { mutants, type Mutant } from '#kernel/mutant.ts'
import { run } from '#kernel/run.ts'
import { System } from '#kernel/system.ts'
import type { Campaign, CheckPlan, Specification } from '#machines/specification.ts'
import { explorationOf } from './check.ts'

/** A machine of a specification with one guard or one action switched off. */
export interface Mutation {
  readonly role: string
  readonly change: string
  readonly model: Model
}

/** Every mutation of a model, one at a time. */
function* mutationsOf(model: Model): Generator<Mutation> {
  for (const role of model.roles)
    for (const { change, machine } of mutants(role.machine) as Iterable<Mutant>)
      yield {
        role: role.name,
        change,
        model: { ...model, roles: model.roles.map((other) => (other === role ? { ...role, machine } : other)) },
      }
}

/** A changed model can go round for ever; no built-in scenario has a tenth as many reactions. */
const reactionsCompared = 10_000

/** What the page shows of a run: its outcome, states, and everything that was sent, returned, settled or reached; or what went wrong. */
function noticed(model: Model, scenario: Scenario, isolated: boolean): string {
  try {
    const trace = isolated
      ? run(model, scenario, new System(model, scenario.knobs, true), reactionsCompared)
      : run(model, scenario)
    return stableJson([
      trace.outcome,
      trace.events.filter(({ kind }) => kind !== 'timer').map(({ i: _, ...event }) => event),
    ])
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : ''}`
  }
}

/** What the exhaustive check of a campaign would notice: worlds, transitions, what is returned, what is true. Up to a bound, which is enough to differ. */
function explored(specification: Specification, plan: CheckPlan, campaign: Campaign, model: Model): string {
  try {
    const exploration = explorationOf({ ...specification, model }, plan, campaign, worldsCompared)
    while (exploration.advance(worldsCompared));
    const { worlds, transitions, found, codes } = exploration.result()
    return stableJson([worlds, transitions, [...found.keys()].sort(), [...codes.keys()].sort()])
  } catch (error) {
    return `throws ${error instanceof Error ? error.message : ''}`
  }
}

const worldsCompared = 12_000

/** Whether the exhaustive check comes to something else with a changed model. The small campaigns are tried first: most changes show there. */
function checkOf(specification: Specification, plan: CheckPlan): (model: Model) => boolean {
  const states: CheckPlan = { ...plan, properties: plan.properties.filter(({ kind }) => kind !== 'eventually') }
  const size = ({ id }: Campaign): number => plan.expected?.campaigns[id]?.[1] ?? Infinity
  const campaigns = plan.campaigns.toSorted((a, b) => size(a) - size(b))
  const original = byObject((campaign: Campaign) => explored(specification, states, campaign, specification.model))
  return (model) => campaigns.some((one) => explored(specification, states, one, model) !== original(one))
}

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
  const changesCheck = checkOf(specification, plan)
  for (const { role, change, model } of mutationsOf(specification.model)) {
    const by = scenarios.find(({ scenario }, i) => noticed(model, scenario, true) !== originals[i])
    yield { role, change, killedBy: by?.id ?? (changesCheck(model) ? 'check' : null) }
  }
}
