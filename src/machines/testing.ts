import { stepOf } from './scenario.ts'
import { stableJson } from '#base/json.ts'
import type { Message } from '#kernel/effect.ts'
import type { Model, Scenario, Value } from '#kernel/model.ts'
import { tableOf, type TransitionResult, type PlainEffect } from '#kernel/role.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { knobDefaults } from './domains.ts'

/** Short forms for tests; not part of the program. */

type Args = Readonly<Record<string, Value>>

/** A step as a tuple: `[160, 'cancel', { handle: 'closed' }]`; by another client: `[160, 'cancel', {}, 'other']`. */
export type ShortStep = readonly [at: number, name: string, args?: Args, actor?: string]

/** A scenario with all defaults filled in. */
export function scenarioOf(model: Model, knobs: Args, steps: readonly ShortStep[]): Scenario {
  return {
    spec: model.spec,
    title: '',
    knobs: { ...knobDefaults(model), ...knobs },
    steps: steps.map(([at, name, args, actor]) => ({
      ...stepOf(model, at, name, args),
      ...(actor === undefined ? {} : { actor }),
    })),
  }
}

export const runSteps = (model: Model, knobs: Args, steps: readonly ShortStep[]): Trace =>
  run(model, scenarioOf(model, knobs, steps))

export { scenarioOf as builtIn } from './scenario.ts'

export interface Reacted {
  /** State paths before and after. */
  readonly from: string
  readonly to: string
  readonly handled: boolean
  readonly effects: readonly PlainEffect[]
  /** Timers that were armed, by name, with their ticks. */
  readonly timers: Readonly<Record<string, number>>
}

/** What the machine of a role does with `event` after it has met the events of `history`: a row of a transition table. */
export function reaction(
  model: Model,
  role: string,
  knobs: Args,
  history: readonly Message[],
  event: Message,
  instance = 1,
): Reacted {
  const definition = model.roles.find((candidate) => candidate.name === role)
  if (definition === undefined) throw new Error(`no role ${role}`)
  const all = { ...knobDefaults(model), ...knobs }
  const table = tableOf(definition.machine)
  const answer = (state: number, message: Message): TransitionResult =>
    table.answer(state, message, stableJson(message), all)
  const state = history.reduce(
    (before, message) => answer(before, message).next,
    table.initial(definition.instances ? instance : 0, all),
  )
  const { next, handled, outputs } = answer(state, event)
  return {
    from: table.valueText(state),
    to: table.valueText(next),
    handled,
    effects: outputs.flatMap((output) => (output.type === 'effect' ? [output.effect] : [])),
    timers: Object.fromEntries(
      outputs.flatMap((output) => (output.type === 'arm' ? [[output.name, output.ticks]] : [])),
    ),
  }
}
