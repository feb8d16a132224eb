import type { Scenario, Value } from '#kernel/model.ts'
import type { Observed, ObservedKind, ObservedLine } from '#kernel/observed.ts'

/** Something of a recording that was left out when it was read. */
export interface LeftOut {
  /** In words, in the plural. */
  readonly what: string
  readonly count: number
}

/** A recording that was read, whatever kind of file it came from. */
export interface Recording {
  readonly observation: Observed
  /** What kind of file it came from. In a `trace` nothing of any actor is missing. */
  readonly from: string
  /** For each line of the observation, where in the file it is seen, from 1; null where it was inferred. */
  readonly places: readonly (number | null)[]
  /** Knobs that the file gives away. */
  readonly environment: Readonly<Record<string, Value>>
  readonly ignored: readonly LeftOut[]
  /** Lines of calls of which the file says that they had not returned when it ends. */
  readonly hangs?: readonly number[]
}

/**
 * `allowed`: some run of the model, under some setting of its choices, with any durations, shows what was seen in this order and
 * nothing more of the kinds that the recording sees. `notAllowed`: none does. `notDecided`: the bound of worlds was met before
 * either was known.
 */
export type Verdict = 'allowed' | 'notAllowed' | 'notDecided'

/** A setting of choices: those that matter, and no others. */
export type Reading = Readonly<Record<string, Value>>

/** What a recording says about one choice. */
export interface ChoiceReport {
  readonly knob: string
  /**
   * `requires`: one value is left, all others are ruled out. `rulesOut`: some values are ruled out, several are left. `nothing`: no
   * value is ruled out. A value that is neither in `fits` nor in `ruledOut` is not decided.
   */
  readonly says: 'requires' | 'rulesOut' | 'nothing'
  /** Values under which it is allowed. */
  readonly fits: readonly Value[]
  /** Values under which it is not. */
  readonly ruledOut: readonly Value[]
}

/** Something that could have come. Null: it has none, or it does not matter. */
export interface Allowed {
  readonly kind: ObservedKind
  readonly op: string | null
  readonly code: string | null
}

/** A line that cannot be had after what came before it. */
export interface Deviation {
  /** Index of the line in the observation. */
  readonly index: number
  /** Where in the file it is seen, or, where it was inferred, the line before it. */
  readonly place: number | null
  readonly found: ObservedLine
  /** What could have come instead, the likeliest first; empty: nothing more of the kinds that the recording sees. */
  readonly allowed: readonly Allowed[]
  /** Clauses of the document that say so, those that must be kept first. */
  readonly clauses: readonly string[]
}

/** Something that the model rules out and under which all lines would fit. It goes against a clause, so it is no reading. */
export interface WayOut {
  /** An open question of the document. */
  readonly question: string
  /** The answer that this model does not give, in a sentence. */
  readonly answer: string
}

/** How one line of the recording goes with the run. */
export interface LineReport {
  readonly index: number
  /** Where in the file it is seen, from 1; null where it was inferred. */
  readonly place: number | null
  /**
   * `explained`: it is part of what is explained. `deviates`: it cannot be had. `afterwards`: it comes after the first line that
   * cannot be had, so it is compared with what the model does only as far as `isRestExplained` says.
   */
  readonly state: 'explained' | 'deviates' | 'afterwards'
  /** Index of the line of the run's trace (`run` of `#kernel/run.ts`) that explains it; null where no run in time was found. */
  readonly tie: number | null
  /** Tick of that line; null with `tie`. */
  readonly tick: number | null
  /** How much later than seen the run has it, in the recording's unit; null where no time is known on either side. */
  readonly offBy: number | null
}

/** How the run's ticks go with the recording's times: the time of tick n is `zero + n * unitsPerTick`. */
export interface Scale {
  /** Units of the recording (`observation.unit`) that a tick stands for. */
  readonly unitsPerTick: number
  /** Time of tick 0 in the recording's unit. */
  readonly zero: number
  /** How far the line that is farthest from its tick is off, in the recording's unit; 0 where all are met, or have no times. */
  readonly offBy: number
}

/** A moment of the run that nobody saw, and when it can have been, as far as what led to it and what came of it was seen. */
export interface HiddenMoment {
  /** Index of a line of the run's trace: a milestone. */
  readonly line: number
  /** Time of the last line seen without which it cannot be, in the recording's unit; null where there is none with a time. */
  readonly earliest: number | null
  /** Time of the first line seen that cannot be without it; null where there is none with a time. */
  readonly latest: number | null
}

/** A call that has to return, and of which the file says that it did not. It can only be told where a recording ends, so no run is refused for it. */
export interface Overdue {
  readonly index: number
  readonly place: number | null
  /** In a sentence. */
  readonly says: string
  readonly clauses: readonly string[]
}

/** What comes of holding a recording against a specification. Plain data: it can be posted to another thread and kept as JSON. */
export interface Report {
  readonly verdict: Verdict
  /** Lines of the observation. */
  readonly seen: number
  /** How many of them are explained, from the first on. */
  readonly explained: number
  /** What was left out when the file was read. */
  readonly ignored: readonly LeftOut[]
  /** One for each line of the observation, same index. */
  readonly lines: readonly LineReport[]
  /** The weakest settings of choices under which it is allowed; `[{}]`: under every one. Empty where it is not allowed. */
  readonly readings: readonly Reading[]
  /** Whether there are no others; otherwise the bound was met while others were looked for. */
  readonly hasAllReadings: boolean
  /** One for each choice of the model; empty where it is not allowed. */
  readonly choices: readonly ChoiceReport[]
  /**
   * A run that shows all lines, or where it is not allowed the explained part: a scenario like any other, all knobs and arguments
   * filled in. Null where no constant durations were found under which it comes about.
   */
  readonly run: Scenario | null
  /** Null where there is no run. */
  readonly scale: Scale | null
  /** What nobody saw, of the run. Empty where there is no run. */
  readonly hidden: readonly HiddenMoment[]
  /** The first line that cannot be had; null where it is allowed, or not decided. */
  readonly first: Deviation | null
  /** That line, and those that cannot be had once it is passed over, in their order; at most five. */
  readonly deviations: readonly Deviation[]
  /** Whether everything is explained besides the deviations. */
  readonly isRestExplained: boolean
  readonly waysOut: readonly WayOut[]
  /** Calls that should have returned by the end of the recording and did not. */
  readonly overdue: readonly Overdue[]
  /** Clauses that the run exercises, and those that the deviations go against. */
  readonly clauses: { readonly seen: readonly string[]; readonly contradicted: readonly string[] }
  /** Worlds that were looked at, for the verdict. */
  readonly worlds: number
  /** How many there may be: the bound that was met where nothing is decided. */
  readonly worldsMax: number
}
