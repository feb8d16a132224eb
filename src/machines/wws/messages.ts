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

/** To the host, from its channels and calls. */
export type ToHost =
  /** A client has a session for its next call; sessions are opened ahead of the call, so it takes no time here. */
  | { readonly type: 'Connect'; readonly operation: number }
  | { readonly type: 'Request'; readonly operation: number }
  | { readonly type: 'CallCompleted' }
  | RegisterRequest

/** WsRegisterOperationForCancel, as the application calls it. It comes by the host, which knows whether its process has memory. */
export type RegisterRequest = {
  readonly type: 'WsRegisterOperationForCancel'
  readonly operation: number
  readonly call: string
  readonly callback: boolean
  readonly freeState: boolean
  /** The operation registers by itself, in the course of its work; not by a command. */
  readonly own: boolean
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
  | { readonly type: 'CallbackReturned' }
  /** The thread that ran the callback beside a registering call has come back. */
  | { readonly type: 'ThreadEnded' }
  | (RegisterRequest & { readonly memoryShort: boolean })

/** To the operation's code. */
export type ToApp =
  | { readonly type: 'Invoke' }
  | { readonly type: 'cancelCallback'; readonly reason: CancelReason }
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
  readonly own: boolean
}
