/** Throws when a condition that the program itself must keep is broken; never used for input from outside. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`broken assumption: ${message}`)
}

/** Returns the value, or throws where the program assumed that it is there. */
export function ensure<T>(value: T | null | undefined, message: string): T {
  assert(value !== null && value !== undefined, message)
  return value
}
