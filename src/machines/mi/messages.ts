import type { mi, MiClause } from '#specs/mi.ts'
import type { ArgsOf } from '../domains.ts'
import type { commands } from './commands.ts'

/** What a call can return. */
export type ReturnCode = keyof typeof mi.codes
/** What an operation can end with; `other` is a code that the documents do not name. */
export type FinalCode = ReturnCode | 'other'

/** Kinds of operations, one for each function that starts one. */
export type Kind = ArgsOf<typeof commands, 'start'>['kind']

/** Kinds that give any number of instances, one after the other. */
export const isEnumeration = (kind: Kind | null): boolean =>
  kind === 'enumerate' || kind === 'query' || kind === 'associators'

/** One of the MI_Session functions that start an operation. */
export type Start = { readonly type: 'MI_Session start'; readonly operation: number; readonly kind: Kind }

/** Calls on the operation's handle. */
export type CancelCall = {
  readonly type: 'MI_Operation_Cancel'
  readonly call: string
} & Pick<ArgsOf<typeof commands, 'cancel'>, 'handle' | 'identity'>
export type CloseCall = { readonly type: 'MI_Operation_Close'; readonly call: string }
export type GetInstanceCall = { readonly type: 'MI_Operation_GetInstance'; readonly call: string }
export type OperationCall = CancelCall | CloseCall | GetInstanceCall
export const operationCalls = ['MI_Operation_Cancel', 'MI_Operation_Close', 'MI_Operation_GetInstance'] as const
export const returns = operationCalls.map((type) => `${type} returned` as const)

/** A call on the handle is back. Only MI_Operation_GetInstance brings anything: result `n` (0: none), and how the operation
 *  ended, if this was the last one. */
export type Returned = {
  readonly type: (typeof returns)[number]
  readonly call: string
  readonly code: ReturnCode
  readonly clauses: readonly MiClause[]
  readonly n: number
  readonly final: FinalCode | null
}

/** The application's own function is called with result `n` (0: none); the last one says how the operation ended. */
export type ResultCallback = {
  readonly type: 'result callback'
  readonly n: number
  readonly final: FinalCode | null
  /** Key of the call of the last callback; '' for the others, which the trace shows as results only. */
  readonly call: string
}

/** Inside the client's process: what the session says to an operation, and the operation to the session and to itself. */
export type SessionSays =
  | { readonly type: 'Open'; readonly kind: Kind }
  | { readonly type: 'OpenFailed'; readonly code: ReturnCode }
  | { readonly type: 'SessionClosing' }
  | { readonly type: 'LinkDown' }
  | { readonly type: 'MemoryShort' }
  | { readonly type: 'MemoryBack' }
export type OperationClosed = { readonly type: 'OperationClosed' }
export type FinalConsumed = { readonly type: 'FinalConsumed' }

/** Over the link, from an operation's client side to the server. `Cancel` leaves and asks to stop, `Disconnect` only leaves. */
export type ToServer =
  | { readonly type: 'Request'; readonly operation: number; readonly kind: Kind }
  | { readonly type: 'Cancel'; readonly operation: number }
  | { readonly type: 'Disconnect'; readonly operation: number }

/** Over the link, from the server. The last instance carries the final result; `Final` comes where there is no instance at all. */
export type FromServer =
  | { readonly type: 'Admit' }
  | { readonly type: 'Refuse'; readonly code: ReturnCode }
  | { readonly type: 'Instance'; readonly n: number; readonly last: boolean }
  | { readonly type: 'Final'; readonly code: ReturnCode }

/** What the kernel says after a cut: how many messages on their way still arrive. */
export type LinkKept = {
  readonly type: 'link.kept'
  readonly from: string
  readonly to: string
  readonly count: number
}

/** Inside the server's process: to the provider and back. `n` 0: a final result without an instance. */
export type ToProvider =
  | { readonly type: 'Execute'; readonly kind: Kind }
  | { readonly type: 'CancelCallback' }
  /** The provider's context knows it; the provider's own code does not. */
  | { readonly type: 'ClientLeft' }
export type FromProvider =
  | { readonly type: 'PostInstance'; readonly operation: number; readonly n: number }
  | { readonly type: 'PostResult'; readonly operation: number; readonly n: number }
  | { readonly type: 'ProviderStopped'; readonly operation: number }
