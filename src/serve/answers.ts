import type { Json } from '#base/json.ts'
import type { Payload } from '#kernel/effect.ts'

/** An answer of HTTP with a body of JSON; `lost`: the connection ends without one. */
export type HttpAnswer = { readonly status: number; readonly body: Json } | 'lost'

const domain = 'vault.googleapis.com'
const typeOf = (name: string): string => `type.googleapis.com/${name}`

interface Refusal {
  readonly http: number
  /** The name of the code. */
  readonly status: string
  readonly message: string
  readonly reason: string
  readonly metadata?: Readonly<Record<string, string>>
}

/** An error as Google's services write it: the HTTP status, the name of the code, and an ErrorInfo. */
export const refusal = ({ http, status, message, reason, metadata = {} }: Refusal): HttpAnswer => ({
  status: http,
  body: {
    error: {
      code: http,
      message,
      status,
      details: [
        { '@type': typeOf('google.rpc.ErrorInfo'), reason, domain, metadata: { service: domain, ...metadata } },
      ],
    },
  },
})

export const badRequest = (message: string, reason = 'BAD_REQUEST'): HttpAnswer =>
  refusal({ http: 400, status: 'INVALID_ARGUMENT', message, reason })

export const noSuchPath: HttpAnswer = refusal({
  http: 404,
  status: 'NOT_FOUND',
  message: 'Nothing is served at this path.',
  reason: 'METHOD_NOT_FOUND',
})

export const tooLarge: HttpAnswer = refusal({
  http: 413,
  status: 'INVALID_ARGUMENT',
  message: 'The body of a request has at most 1 MiB.',
  reason: 'REQUEST_TOO_LARGE',
})

export const headersTooLarge: HttpAnswer = refusal({
  http: 431,
  status: 'INVALID_ARGUMENT',
  message: 'The headers of a request have at most 16 KiB.',
  reason: 'HEADERS_TOO_LARGE',
})

export const tooSlow: HttpAnswer = refusal({
  http: 408,
  status: 'DEADLINE_EXCEEDED',
  message: 'The request did not come to its end in time.',
  reason: 'REQUEST_TIMEOUT',
})

/** A fault of the server itself. */
export function failed(error: unknown): HttpAnswer {
  const why = error instanceof Error ? error.message : 'it is not known why'
  return refusal({ http: 500, status: 'INTERNAL', message: `The server has failed: ${why}`, reason: 'INTERNAL' })
}

/** What a code means to whoever reads the message. */
const messages: Readonly<Record<string, (name: string) => string>> = {
  NOT_FOUND: (name) => `There is no operation ${name}.`,
  UNAUTHENTICATED: () => 'The request has no credential that is good for this method.',
  PERMISSION_DENIED: (name) => `The caller may not do this with ${name}, or there is no such operation.`,
  UNIMPLEMENTED: (name) => `The method is not offered, or not for ${name}.`,
  INVALID_ARGUMENT: () => 'The body of the request has to be empty.',
  FAILED_PRECONDITION: (name) => `${name} is in no state in which it could be cancelled.`,
  UNAVAILABLE: () => 'The service is not available at present.',
  ABORTED: () => 'Another operation works on the same matter.',
  ALREADY_EXISTS: () => 'An operation works on this matter already.',
}

/** Why a call was refused, in the words of the model's answer. */
export function refusalOf(
  { code, http, out }: { readonly code: string; readonly http: number; readonly out: Payload | undefined },
  name: string,
  method: string,
): HttpAnswer {
  const { details = [] } = (out?.['error'] ?? {}) as { readonly details?: readonly { readonly reason?: string }[] }
  const message = messages[code]?.(name) ?? code
  return refusal({ http, status: code, message, reason: details[0]?.reason ?? code, metadata: { method } })
}

/** The name that an Operation has by itself. */
export const nameIn = ({ name }: Payload): string => (typeof name === 'string' ? name : '')

/**
 * An Operation under the name by which it was asked for. What has to say of what type it is has types that every client knows:
 * clients of google.longrunning look into them.
 */
export function operationJson(operation: Payload, name: string): Payload {
  const { metadata, response } = operation
  return {
    ...operation,
    name,
    ...(metadata === undefined ? {} : { metadata: { '@type': typeOf('google.protobuf.Struct'), value: metadata } }),
    ...(response === undefined ? {} : { response: { '@type': typeOf('google.protobuf.Empty'), value: response } }),
  }
}
