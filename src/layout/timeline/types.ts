import type { Milestone } from '#kernel/effect.ts'
import type { Phase } from '#machines/dialect.ts'

export type { Milestone, Phase }

/** A run as a picture in ticks: no pixels yet. Everything names the lines of the trace that it stands for. */
export interface Timeline {
  readonly spec: string
  /** Tick of the last line. */
  readonly end: number
  readonly lanes: readonly Lane[]
  readonly messages: readonly Message[]
  readonly flags: readonly Flag[]
  readonly marks: readonly Mark[]
  readonly resources: readonly ResourceLane[]
  readonly milestones: readonly MilestoneMark[]
  readonly commands: readonly CommandMark[]
  /** The first cancel of the scenario. */
  readonly cancel: CommandMark | null
  /** The operation that the outcome speaks of, and how many there are. */
  readonly target: number
  readonly operations: number
  /** What the cancel returned; null where it never did. */
  readonly answer: string | null
  /** From the cancel to the last milestone of what it aimed at. */
  readonly aftermath: { readonly from: number; readonly to: number } | null
}

/** What stands for lines of the trace. The first line is the one that is selected. */
export interface Told {
  readonly lines: readonly number[]
}

export interface Lane {
  readonly role: string
  readonly title: string
  readonly note: string
  /** The first is the bar; the others are the thin tracks under it. */
  readonly tracks: readonly Track[]
  /** Said in the lane where its actor is idle throughout. */
  readonly idle: readonly string[]
  /** Whether anything happens in it. */
  readonly isUsed: boolean
}

export interface Track {
  /** Operations shown on it, in order; empty for a role with one actor. */
  readonly operations: readonly number[]
  readonly spans: readonly Span[]
}

export interface Span extends Told {
  readonly actor: string
  readonly operation: number
  readonly from: number
  /** null: to the end of the run and beyond. */
  readonly to: number | null
  readonly phase: Phase
  /** Longest wording first. */
  readonly labels: readonly string[]
}

/** A lane, and a track in it. */
export interface Place {
  readonly lane: number
  readonly track: number
}

/**
 * `request`: away from the client; `control`: any other message; `poll`: asked in the background; `cancel`: the cancel on its
 * way and its answer; `refusal`: an answer that refuses; `final`: carries the final outcome.
 */
export type MessageKind =
  | 'request'
  | 'control'
  | 'poll'
  | 'cancel'
  | 'refusal'
  | 'final'
  | 'result'
  | 'late'
  | 'lost'
  | 'open'

export interface Message extends Told {
  readonly from: Place
  readonly to: Place
  readonly sent: number
  /** Tick at which it arrives or is lost; for one that is under way at the end of the run, the end. */
  readonly arrived: number
  readonly kind: MessageKind
  readonly name: string
  /** A call inside one process: takes no time. */
  readonly inside: boolean
  /** Shown along the arrow, if there is room; empty where an earlier one of the same kind says it already. */
  readonly label: string
}

export type FlagTone = 'over' | 'refuse' | 'drain' | 'start' | 'plain'

/** Something said at a tick above a lane: what a call returned, a callback, an outcome. */
export interface Flag extends Told {
  readonly place: Place
  readonly tick: number
  /** For a return, the tick of its call. */
  readonly since: number
  readonly kind: 'return' | 'callback' | 'settle' | 'undefined'
  readonly tone: FlagTone
  /** Longest wording first. */
  readonly texts: readonly string[]
  /** Symbols speak in the machine's voice. */
  readonly voice: 'mono' | 'sans'
  /** Higher goes first; below 20 a flag is only a notch. */
  readonly priority: number
}

export type MarkKind = 'result' | 'late' | 'lost' | 'refused'

export interface Mark extends Told {
  readonly place: Place
  readonly tick: number
  readonly kind: MarkKind
}

/** How much of a resource is held from a tick on. */
export interface Holding extends Told {
  readonly tick: number
  /** Held by nobody's operation, by other operations, and by the operation that the outcome speaks of. */
  readonly base: number
  readonly others: number
  readonly target: number
}

export interface ResourceLane {
  readonly name: string
  readonly title: string
  readonly note: string
  readonly limit: number | null
  /** The most that is ever held; 0 where nothing ever is. */
  readonly most: number
  readonly steps: readonly Holding[]
  /** From the cancel to the tick at which the operation lets go (null: it never does), where it does so after its cancel. */
  readonly span: { readonly from: number; readonly to: number | null } | null
  /** Ticks at which a request bounced while the limit was reached. */
  readonly bounced: readonly number[]
  /** From which tick on the operation holds it for nobody: its cancel, which was accepted, was issued (null: never). */
  readonly orphanedAt: number | null
  /** From which tick on the work of the operation is over, and it is only kept (null: never). */
  readonly overAt: number | null
}

export interface MilestoneMark extends Told {
  readonly name: Milestone
  readonly tick: number
  readonly place: Place | { readonly resource: number } | null
}

export interface CommandMark extends Told {
  /** Index in the scenario's list. */
  readonly step: number
  readonly tick: number
  readonly name: string
  readonly title: string
  /** What a flag on the axis says, longest wording first. */
  readonly texts: readonly string[]
  readonly isCancel: boolean
}
