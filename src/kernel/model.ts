import { callKey } from './call.ts'
import { ensure } from '#base/assert.ts'
import type { Message } from './effect.ts'
import type { ObservedKind, ObservedLine } from './observed.ts'
import type { Machine } from './statechart.ts'

/** A knob's or argument's value. */
export type Value = number | boolean | string
export type Knobs = Readonly<Record<string, Value>>

/** A command that has to come before, with these arguments at least. */
export interface Precondition {
  readonly do: string
  readonly args?: Readonly<Record<string, Value>>
}

/** The values that a knob or an argument can take. Integers are inclusive ranges; an enum lists its default first. */
export type Domain =
  | {
      readonly type: 'int'
      readonly min: number
      readonly max: number
      readonly default: number
      /**
       * `operations`: the number is that of an operation, in the order in which the steps of the scenario start them. `results`: so
       * many results operations have; of a command, the one that it starts, and with 0 it has as many as the setting says.
       */
      readonly counts?: 'operations' | 'results'
      /** Numbers that stand for all that are treated otherwise than the default. */
      readonly likewise?: readonly number[]
      /** The values of another argument with which alone it says anything. */
      readonly onlyWith?: Readonly<Record<string, readonly Value[]>>
    }
  | {
      readonly type: 'enum'
      readonly values: readonly string[]
      readonly default: string
      /** Those of its values that are codes are what an operation ends with. */
      readonly ends?: true
      /** What has to come before for a value to make sense: `closed` means a handle that was closed. */
      readonly after?: Readonly<Record<string, Precondition>>
    }
  | { readonly type: 'bool'; readonly default: boolean }

/** Whether an argument says anything, the others being as they are. */
export const saysAnything = (domain: Domain, args: Readonly<Record<string, Value>>): boolean =>
  domain.type !== 'int' ||
  Object.entries(domain.onlyWith ?? {}).every(([name, values]) => values.includes(args[name] ?? ''))

export interface Knob {
  readonly domain: Domain
  /** `environment`: a setting; `choice`: what the specification leaves to the implementation. */
  readonly kind: 'environment' | 'choice'
  /** A short name for the page. */
  readonly title: string
  /** One sentence on what it changes. */
  readonly says: string
  /** For a choice: the clauses (or holes) that leave it open. */
  readonly clauses?: readonly string[]
  /** Unit of an integer knob, shown behind it. */
  readonly unit?: 'ticks'
  /** What its actor does when the time that it sets is over: "produces a result". */
  readonly fires?: string
}

export interface Command {
  readonly args: Readonly<Record<string, Domain>>
  /** Short imperative for the page ("Cancel the operation"). */
  readonly title: string
  /** One sentence on what it does. */
  readonly says: string
  /** `call`: an API call of the client; `fault`: something done to the client; `environment`: the world changes. */
  readonly kind: 'call' | 'fault' | 'environment'
  /** Whether it starts an operation, which then gets the next number of the run. */
  readonly operation?: boolean
  /** Who can do it besides the client, as `other` for a second client; absent: nobody. */
  readonly actors?: readonly string[]
  /** Which actor receives it. `operations`: how many were started so far (this one included); `by`: one of `actors`. */
  readonly to: (args: Readonly<Record<string, Value>>, operations: number, by?: string) => string
  /** Whether the trace shows an API call; default: where `kind` is `call`. */
  readonly isCall?: (args: Readonly<Record<string, Value>>) => boolean
}

export interface Role {
  /** Name in addresses and traces: `client`, `server`. */
  readonly name: string
  readonly title: string
  /** Two or three words under the title. */
  readonly note: string
  /** What it is, in a sentence or two, for somebody who meets the name. */
  readonly says: string
  readonly machine: Machine
  /** Whether there is an instance for each operation (`provider#1`, …) instead of one actor. */
  readonly instances: boolean
}

export interface Resource {
  readonly title: string
  readonly note: string
  /** What is held, and by whom, in a sentence or two. */
  readonly says: string
}

/** One specification's behaviour: who takes part, what can be commanded, what can be set. */
export interface Model {
  readonly spec: string
  /** In lane order, the client first. */
  readonly roles: readonly Role[]
  readonly commands: Readonly<Record<string, Command>>
  readonly knobs: Readonly<Record<string, Knob>>
  /** Names used in `resource` effects. */
  readonly resources: Readonly<Record<string, Resource>>
  /** Every symbol that a return or a settlement can carry, and its number as the specification writes it. */
  readonly codes: Readonly<Record<string, string>>
  /** By the name of a call the codes that it can return, whoever makes it: a return of any other is refused. */
  readonly returns: Readonly<Record<string, readonly string[]>>
  /** The codes that an operation can end with: a settlement with any other is refused. */
  readonly endings: readonly string[]
  /**
   * Of these lines, in order, those that no run has after the others, by something else than their codes alone. `maybe`: lines that
   * may have been there as well; `sees`: the kinds of which nothing is missing.
   */
  readonly foreignIn?: (
    lines: readonly ObservedLine[],
    maybe: readonly ObservedLine[],
    sees: readonly ObservedKind[],
  ) => readonly number[]
  /** A line of a recording without what every implementation has of its own: names, messages, contents. */
  readonly plain?: (line: ObservedLine) => ObservedLine
  /** The code with which a line shows that its operation has ended, where that is no settlement. */
  readonly endIn?: (line: ObservedLine) => string | null
  /** The number shown for the code `other`. */
  readonly otherValue: string
  /** Names of timers that poll or retry: alone they do not keep a run alive unless something comes of it. */
  readonly background: readonly string[]
  /** Whether its operations have partial results; where they have none, none is late. A `result` of another model is refused. */
  readonly results?: true
  /** Ticks that a message needs on a link where no knob `linkTicks` says so. Default: 1. */
  readonly linkTicks?: number
  /** Which operation a cancel aims at where no `issued` milestone says it. Default: the last one started, else 1. */
  readonly target?: (args: Readonly<Record<string, Value>>, operations: number) => number
}

/** Ticks that a message needs on a link. */
export function linkTicksOf(model: Model, knobs: Knobs): number {
  const { linkTicks } = knobs
  return typeof linkTicks === 'number' ? linkTicks : (model.linkTicks ?? 1)
}

/** The role that an actor plays: `provider#2` is a provider. @throws where the model has no such role */
export function roleOf(model: Model, actor: string): Role {
  const [name] = actor.split('#')
  return ensure(
    model.roles.find((role) => role.name === name),
    `${model.spec} has a role for the actor ${actor}`,
  )
}

export interface Step {
  readonly at: number
  readonly do: string
  readonly args: Readonly<Record<string, Value>>
  readonly actor?: string
}

/** A scenario with every knob and argument filled in. */
export interface Scenario {
  readonly spec: string
  readonly title: string
  readonly knobs: Knobs
  readonly steps: readonly Step[]
  /** Index of the step that is asked about; absent: the first cancel. It is in no file: how a scenario is looked at, not what it is. */
  readonly asked?: number
}

/** What a machine gets when an instance of it is made. */
export interface RoleInput<K extends Knobs = Knobs> {
  readonly knobs: K
  /** The number behind `#` in its name; 0 for a role with one actor. */
  readonly instance: number
}

/** Who does a step, where it is one of the command's other actors. */
export const otherActor = (command: Command, actor: string | undefined): string | undefined =>
  actor !== undefined && command.actors?.includes(actor) === true ? actor : undefined

/**
 * The event that carries out a step: the command's name, its arguments, `call` (the key of the call that it is), `operation` (the
 * number of the operation that it starts), and `by` (who does it, where that is not the client).
 */
export function commandEvent(
  step: Omit<Step, 'at'>,
  ordinal: number,
  operation: number | undefined,
  by: string | undefined,
): Message {
  return {
    type: step.do,
    ...step.args,
    call: callKey(step.do, ordinal),
    ...(by === undefined ? {} : { by }),
    ...(operation === undefined ? {} : { operation }),
  }
}
