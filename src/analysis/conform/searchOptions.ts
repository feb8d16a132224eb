import type { Knobs } from '#kernel/model.ts'
import type { Varied } from '../explore/settings.ts'
import type { Pinned } from './varied.ts'

/** How a search explains a recording, and when it stops. */
export interface SearchOptions {
  /** All knobs, with the value used where a knob is not varied. */
  readonly knobs: Knobs
  readonly varied: Varied
  /** Knobs that have this value and no other. */
  readonly pinned: Pinned
  /** Lines that need not be there, and whose codes and contents are not compared. */
  readonly relaxed: ReadonlySet<number>
  /** Nothing of any actor is missing. */
  readonly isWhole: boolean
  /** Whether what the machines do by themselves is tried before commands, where both explain a line. */
  readonly prefersMachines: boolean
  /** Worlds that are found; more are not looked for. */
  readonly worldsMax: number
  /** How many worlds more are looked for once everything is explained, for other readings. */
  readonly readingWorldsMax: number
  /** How many commands that nobody saw there may be on the way. */
  readonly hiddenMax: number
}
