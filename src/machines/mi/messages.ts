import type { mi, MiClause } from '#specs/mi.ts'
import type { ArgsOf } from '../domains.ts'
import { enumerations, type Command, type commands } from './commands.ts'
import type { MiKnobs } from './knobs.ts'

/** What a call can return. */
export type ReturnCode = keyof typeof mi.codes
/** What an operation can end with; `other` is a code that the documents do not name. */
export type FinalCode = ReturnCode | 'other'

/** Kinds of operations, one for each function that starts one. */
export type Kind = ArgsOf<typeof commands, 'start'>['kind']

/** Why a cancel is asked for. */
export type Reason = ArgsOf<typeof commands, 'cancel'>['reason']

/** The reasons as mi.h calls them. */
export const reasonNames = {
  none: 'MI_REASON_NONE',
  timeout: 'MI_REASON_TIMEOUT',
  shutdown: 'MI_REASON_SHUTDOWN',
  serviceStop: 'MI_REASON_SERVICESTOP',
} as const satisfies Record<Reason, string>

/** Kinds that give any number of instances, one after the other. */
export const isEnumeration = (kind: Kind | null): boolean => enumerations.some((one) => one === kind)

/** Kinds whose provider can be told of a cancel, as an implementation has it. */
export const canBeTold = (profile: MiKnobs['profile'], kind: Kind | null): boolean =>
  kind === 'subscribe' || (profile === 'documented' && isEnumeration(kind))

/** How many results there are for the operation, where that is not what the setting says. */
export type Found = { readonly results?: number }
export const foundBy = ({ results }: Found): Found => (results === undefined ? {} : { results })

/** One of the MI_Session functions that start an operation. */
export type Start = {
  readonly type: 'MI_Session start'
  readonly operation: number
  readonly kind: Kind
  readonly mode: ArgsOf<typeof commands, 'start'>['mode']
  /** What is wrong with it. */
  readonly fault?: 'incomplete' | 'unknownClass'
} & Found

/** Calls on the operation's handle. */
export type CancelCall = {
  readonly type: 'MI_Operation_Cancel'
  readonly call: string
} & Pick<ArgsOf<typeof commands, 'cancel'>, 'handle' | 'identity' | 'reason'>
export type CloseCall = {
  readonly type: 'MI_Operation_Close'
  readonly call: string
  readonly identity: ArgsOf<typeof commands, 'close'>['identity']
}
export type GetInstanceCall = { readonly type: 'MI_Operation_GetInstance'; readonly call: string }
export type AcknowledgeCall = { readonly type: 'MI_OperationCallback_ResultAcknowledge'; readonly call: string }
export type OperationCall = CancelCall | CloseCall | GetInstanceCall | AcknowledgeCall
export const operationCalls = [
  'MI_Operation_Cancel',
  'MI_Operation_Close',
  'MI_Operation_GetInstance',
  'MI_OperationCallback_ResultAcknowledge',
] as const
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
  | ({ readonly type: 'Open' } & Pick<Start, 'kind' | 'mode' | 'fault' | 'results'>)
  | { readonly type: 'OpenFailed'; readonly code: ReturnCode; readonly mode: Start['mode'] }
  | { readonly type: 'SessionClosing' }
  | { readonly type: 'LinkDown' }
  | Exit
  | { readonly type: 'MemoryShort' }
  | { readonly type: 'MemoryBack' }
/** Why nothing is called and nothing is heard after that. */
export const hasEnded = 'the client’s process has ended'
/** The client's process ends. */
export type Exit = { readonly type: 'Exit' }
/** A command for an operation that is not begun yet. The process that would carry it out may have ended. */
export type ForProcess = {
  readonly type: 'for the process'
  readonly operation: number
  readonly command: Command<'start' | 'getNext' | 'acknowledge' | 'cancel' | 'close'>
}
export type OperationClosed = { readonly type: 'OperationClosed' }
/** The getter has brought the final result. */
export type FinalConsumed = { readonly type: 'FinalConsumed' }
/** The application's callback is back. */
export type CallbackReturned = { readonly type: 'CallbackReturned' }
/** The time that the operation has begins to count. */
export type CountPatience = { readonly type: 'CountPatience' }

/** From an application's callback: it closes the session, and waits inside the call or not. */
export type SessionCloseCall = {
  readonly type: 'MI_Session_Close'
  readonly call: string
  readonly operation: number
} & Pick<ArgsOf<typeof commands, 'closeSession'>, 'completion'>
export type SessionCloseSays = { readonly type: 'SessionCloseWaits' } | { readonly type: 'SessionCloseReturned' }

/** What the application tells itself: its callback has nothing more to do. */
export type CallbackOver = { readonly type: 'CallbackOver' }

/** Over the link, from an operation's client side to the server. `Cancel` leaves and asks to stop, `Disconnect` only leaves. */
export type ToServer =
  | ({
      readonly type: 'Request'
      readonly operation: number
      readonly kind: Kind
      readonly by?: 'other'
      /** There is no such class. */
      readonly isOfNoClass?: true
    } & Found)
  | { readonly type: 'Cancel'; readonly operation: number; readonly reason: Reason }
  | { readonly type: 'Disconnect'; readonly operation: number }
  /** The client's session has ended; with an operation: that of another client, which is for this operation alone. */
  | { readonly type: 'SessionEnded'; readonly operation?: number }

/** Over the link, from the server. The last instance carries the final result; `Final` comes where there is no instance at all. */
export type FromServer =
  | { readonly type: 'Admit' }
  | { readonly type: 'Refuse'; readonly code: ReturnCode }
  | { readonly type: 'Instance'; readonly n: number; readonly last: boolean }
  | { readonly type: 'Final'; readonly code: FinalCode }

/** What the kernel says after a cut: how many messages on their way still arrive. */
export type LinkKept = {
  readonly type: 'link.kept'
  readonly from: string
  readonly to: string
  readonly count: number
}

/** Inside the server's process: to the provider and back. `n` 0: a final result without an instance. */
export type ToProvider =
  | ({ readonly type: 'Execute'; readonly kind: Kind } & Found)
  | { readonly type: 'CancelCallback'; readonly reason: Reason }
  /** The provider's context knows it; the provider's own code does not. */
  | { readonly type: 'ClientLeft' }
export type FromProvider =
  | { readonly type: 'PostInstance'; readonly operation: number; readonly n: number }
  | { readonly type: 'PostResult'; readonly operation: number; readonly n: number }
  | { readonly type: 'ProviderStopped'; readonly operation: number }
