import type { Box, Segment } from './geometry.ts'
import type { FlagTone, MarkKind, MessageKind, Milestone, Phase, Told } from './types.ts'
import type { Rows } from './rows.ts'

/** A piece of a bar, of a thin track or of what is held. */
export interface Block extends Told, Box {
  readonly phase: Phase
  /** From which tick to which; null: to the end and beyond. */
  readonly from: number
  readonly to: number | null
  /** A thin track: a finer edge. */
  readonly thin: boolean
  /** Begins in view: has a left edge. */
  readonly begins: boolean
  /** More than one span, too short to be drawn one by one. */
  readonly many: number
}

export interface Arrow extends Told, Segment {
  readonly kind: MessageKind
  /** The end is in view and gets a head or a cross. */
  readonly lands: boolean
  /** Within one lane: an arc below it, this deep. */
  readonly sag: number
  readonly name: string
}

/** Messages of one kind between the same lanes that are too dense to be drawn one by one. */
export interface Bundle extends Told {
  readonly kind: MessageKind
  /** The first and the last of them; the area between is what is drawn. */
  readonly first: Segment
  readonly last: Segment
  readonly count: number
  readonly name: string
}

export interface PlacedMark extends Told {
  readonly kind: MarkKind
  readonly x: number
  readonly y: number
  readonly tick: number
  /** How many marks it stands for, and how far they reach. */
  readonly many: number
  readonly until: number
}

export type Colour =
  | 'ink'
  | 'ink-2'
  | 'ink-3'
  | 'cancel'
  | `${'start' | 'run' | 'drain' | 'orphan' | 'over' | 'gone' | 'refuse'}-t`

export interface Text extends Told {
  readonly text: string
  /** Left end of the baseline. */
  readonly x: number
  readonly y: number
  readonly size: number
  readonly voice: 'sans' | 'mono'
  readonly weight: 400 | 600
  readonly colour: Colour
  /** On a pattern: a plate of the plain fill goes behind it. */
  readonly plate: Phase | null
  readonly box: Box
}

export interface PlacedFlag extends Told {
  readonly box: Box
  readonly text: string
  readonly textX: number
  readonly textY: number
  readonly size: number
  readonly tone: FlagTone
  readonly voice: 'sans' | 'mono'
  readonly kind: 'return' | 'callback' | 'settle' | 'undefined'
  /** The pole, from the flag down to the bar. */
  readonly pole: { readonly x: number; readonly y1: number; readonly y2: number }
  readonly tick: number
}

/** A flag that found no room, or is too common to be shown: a notch on the bar. */
export interface Notch extends Told {
  readonly x: number
  readonly y: number
  readonly tone: FlagTone
  readonly tick: number
  /** How many it stands for. */
  readonly many: number
}

export interface RailMark extends Told {
  readonly name: Milestone
  readonly tick: number
  /** Where its tick is. */
  readonly x: number
  /** The entry above: glyph, word, tick. */
  readonly box: Box
  readonly glyphX: number
  readonly wordX: number
  readonly tickX: number
  readonly word: string
  /** Its glyph on a lane or resource, with the drop line to it; null where it has no place of its own. */
  readonly glyph: { readonly x: number; readonly y: number } | null
  readonly dropTo: number | null
}

export interface AxisTick {
  readonly x: number
  readonly tick: number
  /** null: a minor tick, or one whose number is covered. */
  readonly label: string | null
  readonly isMajor: boolean
}

/** The handle of a command on the axis. */
export interface Handle extends Told {
  /** Steps of the scenario; more than one where they are too dense to be taken one by one. */
  readonly steps: readonly number[]
  readonly tick: number
  readonly name: string
  readonly title: string
  readonly isCancel: boolean
  /** Where its tick is; outside the time area for one that is not in view. */
  readonly x: number
  readonly box: Box
  readonly text: string
  readonly textX: number
}

export interface PlacedResource {
  readonly limit: { readonly y: number; readonly isDrawn: boolean } | null
  /** `gap`: where the number stands in the line, which leaves room for it. */
  readonly span: {
    readonly x1: number
    readonly x2: number
    readonly y: number
    readonly isOpen: boolean
    readonly gap: { readonly x1: number; readonly x2: number } | null
  } | null
  readonly bounced: readonly { readonly x: number; readonly y1: number; readonly y2: number }[]
  readonly base: number
}

/** What the pointer can meet: what it is, and where. */
export interface Target extends Told {
  readonly shape: Box | Segment
  /** Smaller things win over larger ones that they lie on. */
  readonly rank: number
  readonly many: number
  /** The stretch of time of a bar or an area; for everything else its lines say when it was. */
  readonly stretch: { readonly from: number; readonly to: number | null } | null
}

/** A name in the gutter, cut where the gutter ends. */
export interface Title {
  readonly text: string
  /** What it says in full, if it was cut. */
  readonly full: string | null
  readonly y: number
  readonly isNote: boolean
  /** What it is the name of: `milestone`, `role client`, `resource handle`. */
  readonly of: string
}

/** A timeline in pixels. */
export interface Placement {
  readonly rows: Rows
  readonly titles: readonly Title[]
  readonly blocks: readonly Block[]
  readonly held: readonly Block[]
  readonly arrows: readonly Arrow[]
  readonly bundles: readonly Bundle[]
  readonly marks: readonly PlacedMark[]
  readonly flags: readonly PlacedFlag[]
  readonly notches: readonly Notch[]
  /** Labels of bars and areas, of messages, of counts. */
  readonly texts: readonly Text[]
  readonly resources: readonly PlacedResource[]
  readonly rail: readonly RailMark[]
  readonly axis: readonly AxisTick[]
  readonly handles: readonly Handle[]
  readonly cancel: Handle | null
  /** The stretch from the cancel to the last milestone. */
  readonly wash: Box | null
  readonly targets: readonly Target[]
}
