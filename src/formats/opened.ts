import type { Result } from '#base/result.ts'
import type { Value } from '#kernel/model.ts'
import type { Observation } from './observation.ts'

/** What a file from outside can be. */
export const sources = ['observation', 'har', 'http-log', 'operation', 'omi', 'trace'] as const
export type Source = (typeof sources)[number]

export interface Ignored {
  /** In words, in the plural: "requests that concern no operation". */
  readonly what: string
  readonly count: number
}

/** A file from outside, read. */
export interface Opened {
  readonly from: Source
  readonly observation: Observation
  /** For each line of the observation, where in the file it is seen, from 1; null where it was inferred. */
  readonly places: readonly (number | null)[]
  readonly placeIs: 'line' | 'entry'
  /** Knobs of kind environment that the file gives away: how results come, how many there are. */
  readonly environment: Readonly<Record<string, Value>>
  readonly ignored: readonly Ignored[]
  /** What was inferred and what is remarkable, a sentence each. */
  readonly notes: readonly string[]
  /** Lines of calls of which the file says that they had not returned when it ends: more than that the file stops there. */
  readonly hangs?: readonly number[]
}

/** Reading something large: each step gives the part that is done, from 0 to 1; whoever steps may stop at any time. */
export type Parsing<T = Opened> = Generator<number, Result<T>, void>

/** Reads to the end in one go. */
export function finish<T>(parsing: Parsing<T>): Result<T> {
  for (;;) {
    const step = parsing.next()
    if (step.done === true) return step.value
  }
}
