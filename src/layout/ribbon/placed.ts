import type { RibbonTone } from './types.ts'

/** A band, or several that are too narrow to be told apart. */
export interface PlacedBand {
  readonly from: number
  readonly to: number
  readonly x: number
  readonly w: number
  readonly tone: RibbonTone
  /** How many bands it stands for. */
  readonly many: number
  /** What it says, longest wording first. */
  readonly texts: readonly string[]
  /** Its row could say nothing inside it: it asks for a callout. */
  readonly isNarrow: boolean
}

export interface PlacedBandRow {
  readonly kind: 'bands'
  readonly id: string
  readonly titles: readonly string[]
  readonly y: number
  readonly h: number
  readonly bands: readonly PlacedBand[]
}

export interface PlacedSeriesRow {
  readonly kind: 'steps' | 'saw'
  readonly id: string
  readonly titles: readonly string[]
  readonly y: number
  readonly h: number
  readonly tone: RibbonTone
  /** The area under the values, as an SVG path. */
  readonly area: string
  readonly base: number
  /** Pixels for a value of 1. */
  readonly rise: number
  /** Where it is for ever. */
  readonly forever: readonly { readonly x: number; readonly w: number }[]
  readonly max: number
  /** Right end and baseline of the text that says it; where the area leaves no room above it, it stands inside. */
  readonly maxX: number
  readonly maxY: number
  readonly maxWidth: number
  readonly isMaxInside: boolean
}

export type PlacedRow = PlacedBandRow | PlacedSeriesRow

/** Everything of the ribbon that stays where it is while the flag is dragged. */
export interface PlacedRibbon {
  readonly unit: number
  readonly left: number
  readonly right: number
  readonly height: number
  /** Baseline of the heading. */
  readonly headline: number
  readonly rows: readonly PlacedRow[]
  /** Top of the callouts under the first row of bands; null where nobody asks for one. */
  readonly callouts: number | null
  /** From here on the picture is a preview; null: all of it is exact. */
  readonly previewFrom: number | null
}

/** A text that knows where it is. */
export interface RibbonText {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly width: number
  readonly isOn: boolean
  readonly tone: RibbonTone
}

export interface Callout extends RibbonText {
  /** Its band, in the first row of bands. */
  readonly band: number
  /** From the band down to the text. */
  readonly leader: string
}

/** What depends on where the flag is: the words, which make way for the pole. */
export interface RibbonWords {
  /** For each row, a text for each of its bands, or null where there is no room; in a series, where it is for ever. */
  readonly inside: readonly (readonly (RibbonText | null)[])[]
  readonly callouts: readonly Callout[]
  /** For each row, the right end of the text that says its maximum. */
  readonly maxX: readonly number[]
  /** For each row, the index of the band under the flag, or -1. */
  readonly on: readonly number[]
  readonly hint: string
  readonly hintX: number
  /** Where the pole stands; null where the flag is not in view. */
  readonly pole: number | null
}
