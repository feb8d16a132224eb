import type { Knobs, RoleInput } from '#kernel/model.ts'
import type { LroClause } from '#specs/lro.ts'

export interface LroKnobs extends Knobs {
  readonly linkTicks: number
  readonly workTicks: number
  readonly noticeTicks: number
  readonly pollTicks: number
  readonly honoursCancel: 'yes' | 'late' | 'never' | 'fails'
  readonly supportsCancel: boolean
  readonly cancelDone: 'ok' | 'failedPrecondition'
  readonly cancelTwice: 'ok' | 'failedPrecondition'
  readonly exposeRequestedCancellation: boolean
  readonly clientStyle: 'raw' | 'gax' | 'python' | 'go' | 'javaFuture' | 'cpp'
}

export type LroInput = RoleInput<LroKnobs>

/** Every code that the front can answer, with the status of the HTTP answer (google/rpc/code.proto). */
export const httpStatus = {
  OK: 200,
  CANCELLED: 499,
  INVALID_ARGUMENT: 400,
  NOT_FOUND: 404,
  PERMISSION_DENIED: 403,
  FAILED_PRECONDITION: 400,
  UNIMPLEMENTED: 501,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  UNAUTHENTICATED: 401,
} as const
export type LroCode = keyof typeof httpStatus

/** What a cancel says besides the name; `type` makes it a value that can travel inside a message. */
export type CancelRequest = {
  readonly call: string
  readonly name: 'current' | 'unknown'
  readonly body: 'empty' | 'object' | 'unknownField'
  readonly token: 'full' | 'readonly' | 'none' | 'noAccess'
}

/** Commands of the scenario, as the client gets them. */
export type ClientCommand =
  | { readonly type: 'count'; readonly call: string; readonly operation: number }
  | { readonly type: 'get'; readonly call: string; readonly name: 'current' | 'unknown' }
  | { readonly type: 'list'; readonly call: string }
  | { readonly type: 'delete'; readonly call: string; readonly name: 'current' | 'unknown' }
  | ({ readonly type: 'cancel' } & CancelRequest)

/** Requests over HTTP. `operation` stands for the name in the path: 0 is a name that nobody was given. */
export type Request = {
  readonly client: number
  readonly operation: number
  readonly call: string
  /** A poll: it does not keep a run alive. */
  readonly poll: boolean
}
export type ServerRequest =
  | (Request & { readonly type: 'matters.count' })
  /** `then`: the cancel that the client sends if this look shows an operation that is not done (Python). */
  | (Request & { readonly type: 'GetOperation'; readonly then: CancelRequest | null })
  | (Request & { readonly type: 'ListOperations' })
  | (Request & { readonly type: 'DeleteOperation' })
  | (Request & {
      readonly type: 'CancelOperation'
      readonly body: CancelRequest['body']
      readonly token: CancelRequest['token']
    })

/** The HTTP answer to a request. `lost`: it never arrives, and the client library reports UNAVAILABLE instead. */
export type Reply = {
  readonly type:
    | 'matters.count reply'
    | 'GetOperation reply'
    | 'ListOperations reply'
    | 'DeleteOperation reply'
    | 'CancelOperation reply'
  readonly client: number
  readonly call: string
  readonly poll: boolean
  readonly code: LroCode
  readonly clauses: readonly LroClause[]
  readonly then: CancelRequest | null
  /** Of a GetOperation: `done`, and how it ended. */
  readonly done: boolean
  readonly result: LroCode | null
  /** Of a GetOperation: metadata says that a cancel was requested. */
  readonly requestedCancellation: boolean
  readonly lost: boolean
}

/** Inside the server's process. */
export type ServerInternal =
  | { readonly type: 'answer'; readonly reply: Reply }
  | { readonly type: 'Execute' }
  | { readonly type: 'CancelSignal' }
  | { readonly type: 'Finish'; readonly result: LroCode }

/** The answer to a request, with nothing to say beyond its code. */
export function replyTo(request: ServerRequest, code: LroCode, clauses: readonly LroClause[]): Reply {
  return {
    type: `${request.type} reply`,
    client: request.client,
    call: request.call,
    poll: request.poll,
    code,
    clauses,
    then: request.type === 'GetOperation' ? request.then : null,
    done: false,
    result: null,
    requestedCancellation: false,
    lost: false,
  }
}
