/** The results of the documents (MI_Result), by number; 18 and 19 are not in use. */
const names = [
  'OK',
  'FAILED',
  'ACCESS_DENIED',
  'INVALID_NAMESPACE',
  'INVALID_PARAMETER',
  'INVALID_CLASS',
  'NOT_FOUND',
  'NOT_SUPPORTED',
  'CLASS_HAS_CHILDREN',
  'CLASS_HAS_INSTANCES',
  'INVALID_SUPERCLASS',
  'ALREADY_EXISTS',
  'NO_SUCH_PROPERTY',
  'TYPE_MISMATCH',
  'QUERY_LANGUAGE_NOT_SUPPORTED',
  'INVALID_QUERY',
  'METHOD_NOT_AVAILABLE',
  'METHOD_NOT_FOUND',
  null,
  null,
  'NAMESPACE_NOT_EMPTY',
  'INVALID_ENUMERATION_CONTEXT',
  'INVALID_OPERATION_TIMEOUT',
  'PULL_HAS_BEEN_ABANDONED',
  'PULL_CANNOT_BE_ABANDONED',
  'FILTERED_ENUMERATION_NOT_SUPPORTED',
  'CONTINUATION_ON_ERROR_NOT_SUPPORTED',
  'SERVER_LIMITS_EXCEEDED',
  'SERVER_IS_SHUTTING_DOWN',
] as const

/** Symbol and number of a result; `other` where the documents have no name for it. */
export function miResult(value: number): { readonly code: string; readonly value: string } {
  const name = names[value] ?? null
  return { code: name === null ? 'other' : `MI_RESULT_${name}`, value: String(value) }
}
