import type { Knobs, RoleInput } from '#kernel/model.ts'
import type { mi, MiClause } from '#specs/mi.ts'

export interface MiKnobs extends Knobs {
  readonly linkTicks: number
  readonly mode: 'async' | 'sync'
  readonly results: number
  readonly resultTicks: number
  readonly invokeTicks: number
  readonly noticeTicks: number
  readonly quota: number
  readonly extraResults: number
  readonly profile: 'documented' | 'omiLocal' | 'omiWsman'
  readonly canceledFinalCode: 'MI_RESULT_FAILED' | 'other'
  readonly quotaCode: 'MI_RESULT_SERVER_LIMITS_EXCEEDED' | 'MI_RESULT_FAILED'
  readonly wrongIdentity: 'accessDenied' | 'allowed'
  readonly staleHandle: 'MI_RESULT_INVALID_PARAMETER' | 'MI_RESULT_NOT_FOUND'
}

export type MiInput = RoleInput<MiKnobs>

/** What a call can return. */
export type ReturnCode = keyof typeof mi.codes
/** What an operation can end with; `other` is a code that the documents do not name. */
export type FinalCode = ReturnCode | 'other'

export type Kind =
  | 'enumerate'
  | 'query'
  | 'associators'
  | 'subscribe'
  | 'invoke'
  | 'get'
  | 'create'
  | 'modify'
  | 'delete'

/** Kinds that give any number of instances, one after the other. */
export const isEnumeration = (kind: Kind | null): boolean =>
  kind === 'enumerate' || kind === 'query' || kind === 'associators'

/** Commands of the scenario, as the application of one operation gets them. */
export type ClientCommand =
  | { readonly type: 'start'; readonly call: string; readonly operation: number; readonly kind: Kind }
  | { readonly type: 'getNext'; readonly call: string }
  | { readonly type: 'close'; readonly call: string }
  | {
      readonly type: 'cancel'
      readonly call: string
      readonly handle: 'operation' | 'null' | 'zeroed' | 'neverStarted'
      readonly identity: 'same' | 'other'
    }

/** Commands that concern the session, its link, or the machine that it runs on. */
export type SessionCommand =
  | { readonly type: 'closeSession'; readonly call: string }
  | { readonly type: 'outOfMemory' }
  | { readonly type: 'memoryBack' }
  | { readonly type: 'dropLink' }

/** One of the MI_Session functions that start an operation. */
export type Start = { readonly type: 'MI_Session start'; readonly operation: number; readonly kind: Kind }

/** Calls on the operation's handle. */
export type CancelCall = {
  readonly type: 'MI_Operation_Cancel'
  readonly call: string
  readonly handle: 'operation' | 'null' | 'zeroed' | 'neverStarted'
  readonly identity: 'same' | 'other'
}
export type CloseCall = { readonly type: 'MI_Operation_Close'; readonly call: string }
export type GetInstanceCall = { readonly type: 'MI_Operation_GetInstance'; readonly call: string }
export type OperationCall = CancelCall | CloseCall | GetInstanceCall

/** A call on the handle is back. Only MI_Operation_GetInstance brings anything: result `n` (0: none), and how the operation
 *  ended, if this was the last one. */
export type Returned = {
  readonly type: `${OperationCall['type']} returned`
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
