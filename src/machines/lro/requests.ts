import type { Effect } from '#kernel/effect.ts'
import { batch } from '../dialect.ts'
import type { LroKnobs } from './knobs.ts'
import { libraryOf } from './libraries.ts'
import {
  httpStatus,
  type CancelRequest,
  type Repeatable,
  type Reply,
  type ServerRequest,
  type Start,
} from './messages.ts'
import { bodyOf, lineOf } from './payload.ts'

/** Requests as clients make them and answers as they give them back: the same for the library and for another client. */

const opOf = {
  'matters.count': 'count',
  GetOperation: 'get',
  WaitOperation: 'wait',
  ListOperations: 'list',
  DeleteOperation: 'delete',
  CancelOperation: 'cancel',
} as const

/** What a call passes: the request line, and the arguments by which the commands name the rest. */
function argsOf(request: ServerRequest): Record<string, string | boolean | number> {
  const name = request.operation === 0 ? 'unknown' : 'current'
  switch (request.type) {
    case 'matters.count':
      return { ...lineOf(request), cancellable: request.cancellable, request: request.request }
    case 'CancelOperation':
      return { ...lineOf(request), name, body: request.body, token: request.token }
    case 'WaitOperation':
      return { ...lineOf(request), name, timeout: request.timeout }
    case 'ListOperations':
      return lineOf(request)
    default:
      return { ...lineOf(request), name }
  }
}

/** A request leaves its client. */
export const toFront = (event: ServerRequest): Effect =>
  batch(
    { type: 'call', op: opOf[event.type], call: event.call, args: argsOf(event) },
    { type: 'send', to: 'front', event, background: event.poll },
  )

/** A call returns with an answer. A lost one is reported as UNAVAILABLE by the library, without any HTTP status. */
export function returned(reply: Reply): Effect {
  const { call, code, clauses, lost } = reply
  if (lost)
    return batch(
      { type: 'discard', why: 'the answer is lost' },
      { type: 'return', call, code: 'UNAVAILABLE', clauses: ['LR-23'], http: null },
    )
  return { type: 'return', call, code, clauses, http: httpStatus[code], out: bodyOf(reply) }
}

/** The start in a command or in what one operation tells the next of one. */
export const startOf = ({ cancellable, request }: Start): Start => ({ cancellable, request })

/** The cancel in a command or in what a library remembers of one. */
export const cancelOf = ({ call, name, body, token }: CancelRequest): CancelRequest => ({ call, name, body, token })

/** A cancel as its library may send it again; attempts are counted where there is an end to them, and nowhere else. */
function repeatable(knobs: LroKnobs, request: CancelRequest, attempt: number): Repeatable | null {
  const { repeatsCancel } = libraryOf(knobs)
  if (repeatsCancel === null) return null
  const hasBound = repeatsCancel.attempts !== null || knobs.totalTimeoutTicks > 0
  return { ...cancelOf(request), attempt: hasBound ? attempt : 1 }
}

/** The request that a library sends for a cancel, for the n-th time. */
export function cancelOperation(
  { knobs, operation }: { readonly knobs: LroKnobs; readonly operation: number },
  request: CancelRequest,
  attempt: number,
): ServerRequest {
  return {
    type: 'CancelOperation',
    by: 'client',
    client: operation,
    operation: request.name === 'unknown' ? 0 : operation,
    call: request.call,
    poll: attempt > 1,
    body: request.body,
    token: request.token,
    again: repeatable(knobs, request, attempt),
  }
}

/** Whether an answer is one after which the library sends its cancel again. */
export function isRepeated(knobs: LroKnobs, { again, code, lost }: Reply): boolean {
  const { repeatsCancel } = libraryOf(knobs)
  if (repeatsCancel === null || again === null || !repeatsCancel.codes.includes(lost ? 'UNAVAILABLE' : code))
    return false
  return repeatsCancel.attempts === null || again.attempt < repeatsCancel.attempts
}

/** Whether so many attempts with their answers and pauses have used up the total timeout. */
export const takesTooLong = ({ linkTicks, retryTicks, totalTimeoutTicks }: LroKnobs, attempts: number): boolean =>
  totalTimeoutTicks > 0 && attempts * (2 * linkTicks + retryTicks) >= totalTimeoutTicks
