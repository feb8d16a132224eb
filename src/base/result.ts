/** The answer to an input that may be bad: either a value or one sentence that says what is wrong and where. */
export type Result<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: string }

export const ok = <T>(value: T): Result<T> => ({ ok: true, value })
export const err = (error: string): Result<never> => ({ ok: false, error })
