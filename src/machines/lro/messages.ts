import type { LroClause } from '#specs/lro.ts'
import type { CancelArgs } from './commands.ts'

/** Every code that the front can answer, with the status of the HTTP answer (google/rpc/code.proto). */
export const httpStatus = {
  OK: 200,
  CANCELLED: 499,
  UNKNOWN: 500,
  INVALID_ARGUMENT: 400,
  NOT_FOUND: 404,
  ALREADY_EXISTS: 409,
  PERMISSION_DENIED: 403,
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
export type CancelRequest = { readonly call: string } & CancelArgs
/** A cancel that its library sends again where it meets UNAVAILABLE; `attempt`: how often it was sent, where that has a bound. */
export type Repeatable = CancelRequest & { readonly attempt: number }

export const methods = [
  'matters.count',
  'GetOperation',
  'ListOperations',
  'DeleteOperation',
  'CancelOperation',
] as const

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
export type ServerRequest =
  | (Request & { readonly type: 'matters.count'; readonly cancellable: boolean })
  /** `then`: the cancel that the client sends if this look shows an operation that is not done (Python). */
  | (Request & {
      readonly type: 'GetOperation'
      readonly token: CancelRequest['token']
      readonly then: CancelRequest | null
    })
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
  /** Of a GetOperation: `done`, and how it ended; null beside `done`: with neither response nor error. */
  readonly done: boolean
  readonly result: LroCode | null
  /** Of a GetOperation: metadata says that a cancel was requested. */
  readonly requestedCancellation: boolean
  readonly lost: boolean
}

/** Inside the client's process: one of its operations tells the others that it goes away. */
export type ToClient = { readonly type: 'ClientLeft' }

/** Inside the server's process, by who gets it. */
export type ToFront =
  | { readonly type: 'answer'; readonly reply: Reply }
  /** The matter has work of an operation, or has it no more. */
  | { readonly type: 'MatterTaken' }
  | { readonly type: 'MatterFree' }
export type ToRecord = { readonly type: 'Finish'; readonly result: LroCode }
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
