import { ensure } from '#base/assert.ts'
import type { Message, Payload } from '#kernel/effect.ts'
import { otherActor, type Model, type Scenario, type Step, type Value } from '#kernel/model.ts'
import type { System } from '#kernel/system.ts'
import { plan } from '#kernel/timed.ts'
import { defaults, oneOf, operation, type CommandOf, type CommandTable } from '../domains.ts'
import { servedReturns } from './codes.ts'
import { commands } from './commands.ts'
import type { Reply, ServerRequest } from './messages.ts'
import { model } from './model.ts'
import { outside } from './outside.ts'
import { bodyOf } from './payload.ts'

/** The model with a real program in the place of its client: what `serve` lets the world talk to. */

type Args = Readonly<Record<string, Value>>

const token = oneOf('full', 'readonly', 'none', 'noAccess')
/** The operation that is meant, by its number; with `unknown` the number only says who asks. */
const about = { operation: operation(1_000_000_000), name: oneOf('current', 'unknown') }

/** Who does a command: the client of the operation that is meant, or another client, which means the newest one. */
const doer = ({ operation: number }: Args, operations: number, by?: string): string =>
  by === undefined ? `client#${Number(number)}` : `${by}#${Math.max(1, operations)}`

/** What the outside asks for: the calls of the client, with the operation said by its number. */
const calls = {
  count: commands.count,
  get: { ...commands.get, args: { ...about, token }, to: doer },
  wait: { ...commands.wait, args: { ...about, timeout: commands.wait.args.timeout, token }, to: doer },
  list: { ...commands.list, to: () => 'client#1' },
  delete: { ...commands.delete, args: about, to: doer },
  cancel: {
    ...commands.cancel,
    args: { ...about, body: oneOf('empty', 'object', 'unknownField'), token },
    to: doer,
  },
} as const satisfies CommandTable

export type OutsideCall = keyof typeof calls
/** The events with which these commands reach the client. */
export type OutsideCommand<N extends OutsideCall> = CommandOf<typeof calls, N>

const { leave: _, serverKills, outage, recover, loseReply } = commands

export const served: Model = {
  ...model,
  roles: model.roles.map((role) =>
    role.machine === model.roles[0]?.machine
      ? { ...role, title: 'Your client', note: 'a real program', machine: outside }
      : role,
  ),
  returns: servedReturns,
  commands: { ...calls, serverKills, outage, recover, loseReply },
}

/** The role that keeps what can be looked at. */
export const keeper = 'record'

/** Whether this is the request of a list, on its way or at the service. */
export const isList = ({ type }: Message): boolean => type === ('ListOperations' satisfies ServerRequest['type'])

/** The longest time that a wait can be given, in ticks. */
export const waitMax = commands.wait.args.timeout.max

/** A command of the outside with every argument filled in. */
export const outsideStep = (at: number, name: OutsideCall, args: Args): Step => ({
  at,
  do: name,
  args: { ...defaults(calls[name].args), ...args },
})

/** Those steps of a scenario that are carried out when its client is outside: what happens to the world, and what another client does. */
export const stepsOfTheWorld = ({ steps }: Scenario): readonly Step[] =>
  plan(steps).flatMap(({ step }) => {
    const command = ensure(model.commands[step.do], 'a checked step is a command')
    const isOwn = command.kind === 'call' || !Object.hasOwn(served.commands, step.do)
    return isOwn && otherActor(command, step.actor) === undefined ? [] : [step]
  })

/** The arguments of the starts in a scenario: what kind of operation the n-th is, is not for its client to say. */
export const startsIn = ({ steps }: Scenario): readonly Args[] =>
  plan(steps).flatMap(({ step }) => (model.commands[step.do]?.operation === true ? [step.args] : []))

/** A step in the words of a scenario, where operations have no numbers. */
export function plainStep({ args, ...step }: Step): Step {
  const known = model.commands[step.do]?.args ?? {}
  return {
    ...step,
    args: {
      ...defaults(known),
      ...Object.fromEntries(Object.entries(args).filter(([arg]) => Object.hasOwn(known, arg))),
    },
  }
}

/**
 * An operation as JSON, as a look would show it at this moment; undefined where there is none of this number. Nothing happens in the
 * world: the record is asked what it would answer.
 */
export function shown(system: System, states: readonly (number | undefined)[], number: number): Payload | undefined {
  const actor = ensure(system.actors[system.actor(`${keeper}#${number}`)], 'it was just named')
  const look: ServerRequest = {
    type: 'GetOperation',
    by: 'client',
    client: number,
    operation: number,
    call: '',
    poll: false,
    token: 'full',
    then: null,
  }
  const { outputs } = system.reaction(actor, states[actor.index] ?? system.start(actor), system.event(look))
  for (const output of outputs)
    if (output.type === 'tell') {
      const reply = system.events[output.event]?.['reply'] as Reply | undefined
      return reply?.code === 'OK' ? bodyOf(reply) : undefined
    }
  return undefined
}
