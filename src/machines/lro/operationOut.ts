import type { Json } from '#base/json.ts'

type Members = Readonly<Record<string, unknown>>

/** A member of an object from outside; never one that it inherits. */
function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
    return undefined
  return (value as Members)[key]
}

const requestedKeys = [
  'requestedCancellation',
  'requested_cancellation',
  'cancelRequested',
  'cancelTime',
  'cancel_time',
]
const isSet = (value: unknown): boolean => value === true || (typeof value === 'string' && value !== '')

/**
 * What a model can know of an Operation in JSON: whether it is done, with which code, that there is a response, and that a cancel was
 * asked for. Names, messages, and what the operation was for are every service's own (AIP-151, operations.proto).
 */
export function operationOut(value: unknown): Json {
  const done = member(value, 'done')
  const error = member(value, 'error')
  const code = member(error, 'code')
  const isRequested = requestedKeys.some((key) => isSet(member(member(value, 'metadata'), key)))
  return {
    ...(typeof done === 'boolean' ? { done } : {}),
    ...(typeof error === 'object' && error !== null ? { error: typeof code === 'number' ? { code } : {} } : {}),
    ...(member(value, 'response') === undefined ? {} : { response: {} }),
    ...(isRequested ? { metadata: { requestedCancellation: true } } : {}),
  }
}
