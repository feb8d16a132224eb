import { spaced } from '#base/spaced.ts'
import type { Value } from '#kernel/model.ts'

/** Settings that spaces alone do not make readable. */
const named: Readonly<Record<string, string>> = {
  omiWsman: 'OMI over WS-Man',
  omiLocal: 'OMI, local',
}
const isSymbol = (text: string): boolean => /^[A-Z]+_/.test(text)

/** One of several words as it is read: "failed precondition", "OMI over WS-Man"; beside codes `other` is a code that nobody names. */
export function optionWords(text: string, options: readonly string[] = []): string {
  if (text === 'other' && options.some(isSymbol)) return 'another, unspecified code'
  return Object.hasOwn(named, text) ? (named[text] ?? text) : spaced(text)
}

/** The setting of a knob as it is read: "yes", "12", "another, unspecified code". */
export function valueWords(value: Value): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  // Of knobs, only those for codes have it.
  return value === 'other' ? 'another, unspecified code' : optionWords(String(value))
}
