import type { Payload } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'

export type WwsCode =
  | 'S_OK'
  | 'E_OUTOFMEMORY'
  | 'E_INVALIDARG'
  | 'WS_E_INVALID_OPERATION'
  | 'WS_E_OPERATION_ABORTED'
  | 'WS_E_OPERATION_TIMED_OUT'
  | 'WS_E_OPERATION_ABANDONED'
  | 'WS_E_ENDPOINT_DISCONNECTED'

/** WS_SERVICE_CANCEL_REASON: 0 and 1. Their names are also the names of the two triggers. */
export type CancelReason = 'WS_SERVICE_HOST_ABORT' | 'WS_SERVICE_CHANNEL_FAULTED'

/** Over the link. `operation` names the session on which it travels. */
export type ToServer = { readonly type: 'Request' } | { readonly type: 'ProxyAborted' }
export type ToClient =
  | { readonly type: 'Reply' }
  /** The server's end of the session is gone. */
  | { readonly type: 'ChannelGone'; readonly clauses: readonly WwsClause[] }

/** To the host, from its channels, calls and callbacks. */
export type ToHost =
  /** A client has a session for its next call; sessions are opened ahead of the call, so it takes no time here. */
  | { readonly type: 'Connect'; readonly operation: number }
  | { readonly type: 'Request'; readonly operation: number }
  | { readonly type: 'CallCompleted' }
  | RegisterRequest
  | { readonly type: 'CallbackBegins' }
  | { readonly type: 'CallbackEnds' }
  /** What the host's abort had to do is done: channels are gone, and callbacks have begun. */
  | { readonly type: 'Struck' }
  | HostCall

/** A call on the host out of a cancel callback; `callback`: the operation whose callback it is. */
export type HostCall = {
  readonly type: 'WsCloseServiceHost' | 'WsAbortServiceHost'
  readonly call: string
  readonly callback: number
}

/** WsRegisterOperationForCancel, as the application calls it. It comes by the host, which knows whether its process has memory. */
export type RegisterRequest = {
  readonly type: 'WsRegisterOperationForCancel'
  readonly operation: number
  readonly call: string
  readonly context: boolean
  readonly callback: boolean
  readonly freeState: boolean
  /** What both callbacks get; null: nothing was passed. */
  readonly userState: string | null
  readonly error: boolean
  /** The operation registers by itself, in the course of its work; not by a command. */
  readonly own: boolean
  /** It is called on the operation's own thread, which is back only when this returns. */
  readonly inside: boolean
}

/** To a channel, from the host or its call. */
export type ToChannel =
  | { readonly type: 'Accept' }
  | { readonly type: 'Refuse' }
  | { readonly type: 'WsAbortServiceHost' }
  /** The call is complete: its answer, if there is still a way. */
  | { readonly type: 'Answer' }

/** To the runtime's record of a call. */
export type ToCall =
  | { readonly type: 'Dispatch' }
  | { readonly type: CancelReason }
  /** The operation has returned, or issued its completion callback. */
  | { readonly type: 'Return' }
  | { readonly type: 'CallbackBegan' }
  | { readonly type: 'CallbackReturned' }
  | (RegisterRequest & { readonly memoryShort: boolean })

/** To the operation's code. */
export type ToApp =
  | { readonly type: 'Invoke' }
  /** Its cancel callback has begun to run: what it sets can be seen. */
  | { readonly type: 'Told' }
  | RegisterReturned
  /** Its call is complete. */
  | { readonly type: 'Completed' }
  /** What the cancel callback has set, seen by the operation. */
  | { readonly type: 'WakeUp' }

export type RegisterReturned = {
  readonly type: 'RegisterReturned'
  readonly call: string
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
  /** What stands in the error object, where one was passed. */
  readonly out?: Payload
  readonly own: boolean
  readonly inside: boolean
}

/** To the cancel callback of a call. */
export type ToCallback =
  | { readonly type: 'cancelCallback'; readonly reason: CancelReason; readonly state: string | null }
  /** Its own call on the host has returned. */
  | { readonly type: 'HostReturned'; readonly call: string }
