import type { Specification } from '#machines/specification.ts'
import { worldsMaxDefault, type ConformProgress } from './explained.ts'
import { judged } from './judged.ts'
import type { Pinned } from './varied.ts'
import type { Recording, Report } from './report.ts'

export type { Deviation, Reading, Recording, Report, Scale, Verdict } from './report.ts'
export { worldsMaxDefault, type ConformProgress, type Pinned }

export interface ConformOptions {
  /** Knobs that have this value and no other, besides those that the recording gives away, before which they come. */
  readonly given?: Pinned
  /** How many worlds are looked at, at most (default: `worldsMaxDefault`). Bounds count worlds, never seconds. */
  readonly worldsMax?: number
  /** How many commands there may be that nobody saw: faults, changes of the world (default: `hiddenMaxDefault`). */
  readonly hiddenMax?: number
}

/** A search under way: each step gives how far it is, the end gives the report. Whoever steps may stop at any time. */
export type Conforming = Generator<ConformProgress, Report, void>

/**
 * Holds a recording against a specification: is there a run of the model, under some setting of its choices, with any durations
 * and in any legal order, that shows what was seen, in this order, and nothing more of the kinds that the recording sees?
 *
 * A file that was opened by `openRecording` (`#formats/recognise.ts`) is a recording; `specificationOf(observation.spec)` of
 * `#machines/index.ts` is its specification. Every call with the same arguments comes to the same report. Nothing is kept
 * between calls, and the steps hold the whole search, so to drop the generator is to forget it. It never throws for what is in a
 * recording.
 *
 * ```ts
 * const search = conforming(specification, opened)
 * for (let step = search.next(); ; step = search.next()) {
 *   if (step.done === true) return step.value
 *   if (isStopped()) return null
 *   show(step.value)
 * }
 * ```
 */
export function* conforming(
  specification: Specification,
  recording: Recording,
  options: ConformOptions = {},
): Conforming {
  return yield* judged(specification, recording, options)
}

/** What stops a search: an `AbortSignal`, or anything alike. */
export interface Stop {
  readonly aborted: boolean
}

/** Does all of it in one go. Null where it was stopped. */
export function conform(
  specification: Specification,
  recording: Recording,
  options: ConformOptions & {
    /** Told each hundred worlds or so. */
    readonly onProgress?: (progress: ConformProgress) => void
    readonly signal?: Stop
  } = {},
): Report | null {
  const search = conforming(specification, recording, options)
  for (;;) {
    const step = search.next()
    if (step.done === true) return step.value
    options.onProgress?.(step.value)
    if (options.signal?.aborted === true) return null
  }
}
