import type { LroClause } from '#specs/lro.ts'
import type { CancelArgs, CountArgs } from './commands.ts'

/** Every code that the front can answer, with the status of the HTTP answer (google/rpc/code.proto). */
export const httpStatus = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
  RESOURCE_EXHAUSTED: 429,
  DEADLINE_EXCEEDED: 504,
  FAILED_PRECONDITION: 400,
  ABORTED: 409,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
} as const
export type LroCode = keyof typeof httpStatus

/** What a cancel says; it can travel inside another message. */
export type CancelRequest = { readonly call: string } & Omit<CancelArgs, 'operation'>
/** A cancel that its library sends again where it meets UNAVAILABLE; `attempt`: how often it was sent, where that has a bound. */
export type Repeatable = CancelRequest & { readonly attempt: number }

export const methods = [
  'matters.count',
  'GetOperation',
  'WaitOperation',
  'ListOperations',
  'DeleteOperation',
  'CancelOperation',
] as const

/** What a start says; it can travel inside another message. */
export type Start = CountArgs

/** Requests over HTTP. `operation` stands for the name in the path: 0 is a name that nobody was given. */
export type Request = {
  /** Whose call it is: the client that started the operation, or another one. */
  readonly by: 'client' | 'other'
  readonly client: number
  readonly operation: number
  readonly call: string
  /** A poll, or a cancel that is sent again: it does not keep a run alive. */
  readonly poll: boolean
}
/** A look that is answered when the operation is done, or when `timeout` ticks are over. */
export type Waiting = Request & {
  readonly type: 'WaitOperation'
  readonly token: CancelRequest['token']
  readonly timeout: number
}
export type ServerRequest =
  | (Request & { readonly type: 'matters.count' } & Start)
  /** `then`: the cancel that the client sends if this look shows an operation that is not done (Python). */
  | (Request & {
      readonly type: 'GetOperation'
      readonly token: CancelRequest['token']
      readonly then: CancelRequest | null
    })
  | Waiting
  | (Request & { readonly type: 'ListOperations' })
  | (Request & { readonly type: 'DeleteOperation' })
  | (Request & {
      readonly type: 'CancelOperation'
      readonly body: CancelRequest['body']
      readonly token: CancelRequest['token']
      readonly again: Repeatable | null
    })
/** What a library tells itself when the pause before another attempt is over. */
export type CancelAgain = { readonly type: 'CancelAgain' } & Repeatable

export const replies = methods.map((method) => `${method} reply` as const)

/** The HTTP answer to a request. `lost`: it never arrives, and the client library reports UNAVAILABLE instead. */
export type Reply = {
  readonly type: (typeof replies)[number]
  readonly by: 'client' | 'other'
  readonly client: number
  readonly call: string
  readonly poll: boolean
  readonly code: LroCode
  readonly clauses: readonly LroClause[]
  readonly then: CancelRequest | null
  readonly again: Repeatable | null
  /** Of an answer that shows the operation: `done`, and how it ended; null beside `done`: with neither response nor error. */
  readonly done: boolean
  readonly result: LroCode | null
  /** Of an answer that shows the operation: metadata says that a cancel was requested. */
  readonly requestedCancellation: boolean
  /** Of a ListOperations: the operations that there are, in the order of their starts. */
  readonly listed?: readonly Shown[]
  readonly lost: boolean
}

/** An operation as a look or a list shows it. */
export interface Shown {
  readonly operation: number
  readonly done: boolean
  readonly result: LroCode | null
  readonly requestedCancellation: boolean
  readonly [member: string]: number | boolean | string | null
}

/**
 * Inside the client's process. One of its operations tells the others that it goes away; one that is to start asks the one before,
 * which knows whether the process is still there.
 */
export type ToClient =
  | { readonly type: 'ClientLeft' | 'NobodyStarts' }
  | ({ readonly type: 'Starting' | 'MayStart'; readonly call: string } & Start)

/** Inside the server's process, by who gets it. */
export type ToFront =
  | { readonly type: 'answer'; readonly reply: Reply }
  /** What a record shows in a list, and that all of them have. */
  | { readonly type: 'Listed'; readonly shown: Shown }
  | { readonly type: 'ListComplete'; readonly request: ServerRequest }
  /** The matter has work of an operation, or has it no more. */
  | { readonly type: 'MatterTaken' }
  | { readonly type: 'MatterFree' }
export type ToRecord =
  | { readonly type: 'Finish'; readonly result: LroCode }
  | { readonly type: 'ShowInList' }
  /** The record tells itself that a wait has lasted long enough. */
  | { readonly type: 'WaitOver'; readonly request: Waiting }
export type ToWorker = { readonly type: 'Execute' } | { readonly type: 'CancelSignal' }

/** The answer to a request, with nothing to say beyond its code. */
export function replyTo(request: ServerRequest, code: LroCode, clauses: readonly LroClause[]): Reply {
  return {
    type: `${request.type} reply`,
    by: request.by,
    client: request.client,
    call: request.call,
    poll: request.poll,
    code,
    clauses,
    then: request.type === 'GetOperation' ? request.then : null,
    again: request.type === 'CancelOperation' ? request.again : null,
    done: false,
    result: null,
    requestedCancellation: false,
    lost: false,
  }
}
