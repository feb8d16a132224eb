import type { Lateness } from './lateness.ts'
import type { Value } from './model.ts'

/**
 * What an observer remembers of a run when it has no clock: enough for every statement about behaviour, and no more, since each
 * difference here is a different world for the exhaustive check.
 */
export interface Ledger {
  readonly operations: Readonly<Record<number, OperationLedger>>
  /** Codes of commanded calls that have returned, by the call's key: `cancel@1`. */
  readonly returned: Readonly<Record<string, string>>
  /** Callbacks and other calls that no command made, by their own key: how often, 2 meaning twice or more. */
  readonly called: Readonly<Record<string, number>>
  /** What is held, by resource; only what is not 0. */
  readonly held: Readonly<Record<string, number>>
  /** Whether anything undefined was done. */
  readonly unsupported: boolean
}

/** Of the late results 2 means two or more. */
export interface OperationLedger extends Lateness {
  readonly issued: boolean
  readonly noticed: boolean
  readonly stopped: boolean
  /** Code of the final outcome that reached the client. */
  readonly settle: string | null
  /** Whether a result or a second outcome came after the final one. */
  readonly afterFinal: boolean
  /** Whether nobody waits for it any more: its client is gone, or the library has given up. */
  readonly abandoned: boolean
  /** What it holds, by resource; only what is not 0. */
  readonly held: Readonly<Record<string, number>>
}

/** What is done next: a command is given, the message at the head of a link arrives, a timer fires. */
export type Action =
  | {
      readonly kind: 'command'
      readonly do: string
      readonly args: Readonly<Record<string, Value>>
      readonly call: string
      /** Who gives it, where that is not the client. */
      readonly actor?: string
    }
  | { readonly kind: 'message'; readonly from: string; readonly to: string; readonly name: string }
  | { readonly kind: 'timer'; readonly actor: string; readonly name: string }

/** What an observer sees of a world: no more than what it remembers. */
export interface LedgerView {
  readonly ledger: Ledger
}

/** What an actor is in: one object for each state value of a machine. What it is called is asked by `statesOf`, which knows the names that there are. */
export interface ActorState {
  /** Its number among the states of its machine. */
  readonly number: number
}

/** An actor (`host`, `call#1`), as `statesOf` has looked it up. */
export interface ActorName {
  readonly name: string
  /** Equal names have equal numbers. */
  readonly number: number
}

/** A world as a statement sees it. */
export interface StateView extends LedgerView {
  /** The state of an actor; one that was not reached is where it begins. Throws for a role that there is not. */
  state(actor: ActorName): ActorState
  /** Commands that were given so far, by name. Throws for a command that there is not. */
  given(command: string): number
}

interface About {
  /** Stable name in reports and links. */
  readonly id: string
  readonly clauses: readonly string[]
  /** The statement in one sentence. */
  readonly says: string
  /** The hole or clause that permits the violation: it is then a finding, not a failure. */
  readonly permitted?: string
}

/**
 * A statement about single worlds.
 * `always`: true in every world. `never`: true in none. `reachable`: true in some. `eventually`: from every world a world is
 * reached in which it is true, whatever was done so far and without any further command, as long as no message and no timer
 * waits for ever.
 */
export type WorldKind = 'always' | 'never' | 'reachable' | 'eventually'

/** About what an observer remembers, and nothing else: it is asked once for all worlds that are the same to an observer. */
export interface LedgerProperty extends About {
  readonly kind: WorldKind
  /** The condition of "if …, then …": the statement says nothing about other worlds. Where no world meets it, it is vacuous. */
  readonly when?: (view: LedgerView) => boolean
  readonly observed: (view: LedgerView) => boolean
  readonly holds?: never
}

/** About the whole world. */
export interface StateProperty extends About {
  readonly kind: WorldKind
  /** As above. */
  readonly when?: (view: StateView) => boolean
  readonly holds: (view: StateView) => boolean
  readonly observed?: never
}

/** True of every step that `when` picks out and for which `given` is true. */
export interface StepProperty extends About {
  readonly kind: 'step'
  readonly when: (action: Action) => boolean
  /** The rest of the condition, which asks for more than what is done. */
  readonly given?: (before: StateView, after: StateView, action: Action) => boolean
  readonly holds: (before: StateView, after: StateView, action: Action) => boolean
  readonly observed?: never
}

export type WorldProperty = LedgerProperty | StateProperty
export type Property = WorldProperty | StepProperty

/** Whether a world meets the condition of a statement. */
export const appliesIn = (property: WorldProperty, view: StateView): boolean => property.when?.(view) ?? true

/** Whether what a statement is about is true in a world, its condition aside. */
export const isTrueIn = (property: WorldProperty, view: StateView): boolean =>
  property.observed === undefined ? property.holds(view) : property.observed(view)
