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

export interface OperationLedger {
  readonly issued: boolean
  readonly accepted: boolean
  readonly noticed: boolean
  readonly stopped: boolean
  /** Code of the final outcome that reached the client. */
  readonly settle: string | null
  /** Results that came after the accepted cancel; 2 means two or more. */
  readonly late: number
  /** Whether a result or a second outcome came after the final one. */
  readonly afterFinal: boolean
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
    }
  | { readonly kind: 'message'; readonly from: string; readonly to: string; readonly name: string }
  | { readonly kind: 'timer'; readonly actor: string; readonly name: string }

/** A world as a statement sees it. */
export interface StateView {
  readonly ledger: Ledger
  /** Dotted state paths of an actor, joined by a comma; '' where it was never reached. */
  state(actor: string): string
  /** Whether an actor's state has this tag. */
  hasTag(actor: string, tag: string): boolean
  /** Commands that were given so far, by name. */
  given(command: string): number
}

interface Statement {
  /** Stable name in reports and links. */
  readonly id: string
  readonly clauses: readonly string[]
  /** The statement in one sentence. */
  readonly says: string
  /** The hole or clause that permits the violation: it is then a finding, not a failure. */
  readonly permitted?: string
  /** For beliefs: what people think. Why it is wrong (or right), in one sentence. */
  readonly belief?: string
}

export type Property =
  /** True in every world. */
  | (Statement & {
      readonly kind: 'always'
      readonly on: 'ledger' | 'world'
      readonly holds: (view: StateView) => boolean
    })
  /** True in no world. */
  | (Statement & {
      readonly kind: 'never'
      readonly on: 'ledger' | 'world'
      readonly holds: (view: StateView) => boolean
    })
  /** True in some world. */
  | (Statement & {
      readonly kind: 'reachable'
      readonly on: 'ledger' | 'world'
      readonly holds: (view: StateView) => boolean
    })
  /**
   * From every world a world is reached in which it is true, whatever was done so far and without any further command, as long as
   * no message and no timer waits for ever.
   */
  | (Statement & {
      readonly kind: 'eventually'
      readonly on: 'ledger' | 'world'
      readonly holds: (view: StateView) => boolean
    })
  /** True of every step that `when` picks out. */
  | (Statement & {
      readonly kind: 'step'
      readonly when: (action: Action) => boolean
      readonly holds: (before: StateView, after: StateView, action: Action) => boolean
    })
