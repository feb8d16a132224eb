import type { Payload } from '#kernel/effect.ts'
import { httpStatus, type LroCode, type Reply, type ServerRequest, type Shown } from './messages.ts'

/** What goes over HTTP, as the trace shows it: method and path of a request, the JSON of an answer. */

const nameOf = (operation: number): string => `operations/${operation === 0 ? 'unknown' : operation}`

/** Method and path of a request; the name in it is that of the operation. */
export function lineOf({ type, operation }: ServerRequest): { readonly method: string; readonly path: string } {
  const path = `/v1/${nameOf(operation)}`
  switch (type) {
    case 'matters.count':
      return { method: 'POST', path: '/v1/matters/1:count' }
    case 'GetOperation':
      return { method: 'GET', path }
    // In the manner of the other methods: the proto gives a wait no address.
    case 'WaitOperation':
      return { method: 'POST', path: `${path}:wait` }
    case 'ListOperations':
      return { method: 'GET', path: '/v1/operations' }
    case 'DeleteOperation':
      return { method: 'DELETE', path }
    case 'CancelOperation':
      return { method: 'POST', path: `${path}:cancel` }
  }
}

const number: Readonly<Record<LroCode, number>> = {
  OK: 0,
  CANCELLED: 1,
  UNKNOWN: 2,
  INVALID_ARGUMENT: 3,
  DEADLINE_EXCEEDED: 4,
  NOT_FOUND: 5,
  ALREADY_EXISTS: 6,
  PERMISSION_DENIED: 7,
  RESOURCE_EXHAUSTED: 8,
  FAILED_PRECONDITION: 9,
  ABORTED: 10,
  UNIMPLEMENTED: 12,
  INTERNAL: 13,
  UNAVAILABLE: 14,
  UNAUTHENTICATED: 16,
}

/** Why a request was refused, as ErrorInfo names it; the two that were seen in answers, elsewhere the code. */
function reasonOf({ code, clauses }: Reply): string {
  if (code === 'UNAUTHENTICATED') return 'CREDENTIALS_MISSING'
  return code === 'PERMISSION_DENIED' && clauses.includes('LR-10') ? 'ACCESS_TOKEN_SCOPE_INSUFFICIENT' : code
}

/** The Operation as JSON: members that have their default are left out. */
function operationOf({
  operation,
  done,
  result,
  requestedCancellation,
}: Pick<Shown, 'operation' | 'done' | 'result' | 'requestedCancellation'>): Payload {
  const end =
    result === null ? {} : result === 'OK' ? { response: {} } : { error: { code: number[result], message: result } }
  return {
    name: nameOf(operation),
    ...(requestedCancellation ? { metadata: { requestedCancellation } } : {}),
    ...(done ? { done, ...end } : {}),
  }
}

/** The body of an answer. */
export function bodyOf(reply: Reply): Payload {
  const { code, type } = reply
  if (code !== 'OK') {
    const info = { '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: reasonOf(reply) }
    return { error: { code: httpStatus[code], status: code, details: [{ ...info, domain: 'vault.googleapis.com' }] } }
  }
  switch (type) {
    case 'matters.count reply':
    case 'GetOperation reply':
    case 'WaitOperation reply':
      return operationOf({ ...reply, operation: reply.client })
    case 'CancelOperation reply':
    case 'DeleteOperation reply':
      return {}
    case 'ListOperations reply': {
      const operations = (reply.listed ?? []).map(operationOf)
      return operations.length === 0 ? {} : { operations }
    }
  }
}
