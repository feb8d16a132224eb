import type { Model, Scenario, Step, Value } from '#kernel/model.ts'
import { defaults, knobDefaults } from './domains.ts'
import type { BuiltInScenario, Specification } from './specification.ts'

type Args = Readonly<Record<string, Value>>

/** A step with every argument filled in. */
export const stepOf = (model: Model, at: number, name: string, args: Args = {}): Step => ({
  at,
  do: name,
  args: { ...defaults(model.commands[name]?.args ?? {}), ...args },
})

const known = new WeakMap<BuiltInScenario, Scenario>()

/** A built-in scenario with every knob and argument filled in; always the same object. */
export function scenarioOf({ model }: Pick<Specification, 'model'>, builtIn: BuiltInScenario): Scenario {
  const before = known.get(builtIn)
  if (before !== undefined) return before
  const { title, knobs, steps } = builtIn
  const scenario: Scenario = {
    spec: model.spec,
    title,
    knobs: { ...knobDefaults(model), ...knobs },
    steps: steps.map(({ at, do: name, args, actor }) => ({
      ...stepOf(model, at, name, args),
      ...(actor === undefined ? {} : { actor }),
    })),
  }
  known.set(builtIn, scenario)
  return scenario
}
