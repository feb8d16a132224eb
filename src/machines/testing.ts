import type { Model, Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { defaults, knobDefaults } from './domains.ts'
import type { BuiltInScenario, Protocol } from './protocol.ts'

/** Short forms for tests; not part of the program. */

type Args = Readonly<Record<string, Value>>

/** A step as a tuple: `[160, 'cancel', { handle: 'closed' }]`. */
export type ShortStep = readonly [at: number, name: string, args?: Args]

/** A scenario with all defaults filled in. */
export function scenarioOf(model: Model, knobs: Args, steps: readonly ShortStep[]): Scenario {
  return {
    spec: model.spec,
    title: '',
    knobs: { ...knobDefaults(model), ...knobs },
    steps: steps.map(([at, name, args]) => ({ at, do: name, args: { ...defaults(model.commands[name]?.args ?? {}), ...args } })),
  }
}

export const runSteps = (model: Model, knobs: Args, steps: readonly ShortStep[]): Trace => run(model, scenarioOf(model, knobs, steps))

export const builtIn = (protocol: Protocol, scenario: BuiltInScenario): Scenario =>
  scenarioOf(protocol.model, scenario.knobs, scenario.steps.map(({ at, do: name, args }) => [at, name, args ?? {}]))
