/** The canonical codes (google/rpc/code.proto), in the order of their numbers. */
const names = [
  'OK',
  'CANCELLED',
  'UNKNOWN',
  'INVALID_ARGUMENT',
  'DEADLINE_EXCEEDED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'PERMISSION_DENIED',
  'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION',
  'ABORTED',
  'OUT_OF_RANGE',
  'UNIMPLEMENTED',
  'INTERNAL',
  'UNAVAILABLE',
  'DATA_LOSS',
  'UNAUTHENTICATED',
] as const
export type RpcCode = (typeof names)[number]

/** Several codes share a status; this is how google-gax reads a status that comes without a name. */
const byStatus: Readonly<Record<number, RpcCode>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  409: 'ABORTED',
  416: 'OUT_OF_RANGE',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  501: 'UNIMPLEMENTED',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
}

/** The code of a number, or null where there is none. */
export const rpcCode = (value: number): RpcCode | null => names[value] ?? null

/** The number of a code, as the documents write it. */
export const rpcValue = (code: RpcCode): string => String(names.indexOf(code))

/** The code of a name that came from outside, or null where it is none. */
export const rpcNamed = (name: unknown): RpcCode | null => names.find((known) => known === name) ?? null

/** The code that a client makes of an HTTP status alone. */
export function rpcOfStatus(status: number): RpcCode {
  if (status < 400) return 'OK'
  return byStatus[status] ?? (status < 500 ? 'FAILED_PRECONDITION' : 'INTERNAL')
}
