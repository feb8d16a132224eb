/** Fill, pattern and edge of a band or an area; named after the phases that they share them with. `mixed`: several bands in a pixel. */
export type RibbonTone = 'over' | 'start' | 'refuse' | 'drain' | 'orphan' | 'gone' | 'mixed'

/** From one tick to another, both included, the row says the same. */
export interface Band {
  readonly from: number
  readonly to: number
  /** Equal for bands that say the same. */
  readonly key: string
  /** Longest wording first. */
  readonly texts: readonly string[]
  readonly tone: RibbonTone
}

/** From one tick to another, both included, the value goes in a straight line. */
export interface Stretch {
  readonly from: number
  readonly to: number
  /** Value at `from`; null: for ever; undefined: it has none. */
  readonly first: number | null | undefined
  /** How much it changes with each tick. */
  readonly slope: number
}

interface RowBase {
  readonly id: string
  /** Longest wording first. */
  readonly titles: readonly string[]
}
export interface BandRow extends RowBase {
  readonly kind: 'bands'
  readonly bands: readonly Band[]
}
export interface SeriesRow extends RowBase {
  /** `steps`: a count that jumps; `saw`: a duration that runs down. */
  readonly kind: 'steps' | 'saw'
  readonly tone: RibbonTone
  readonly stretches: readonly Stretch[]
  readonly max: number
}
export type RibbonRow = BandRow | SeriesRow

/** The whole ribbon in ticks: no pixels yet. */
export interface RibbonData {
  /** First and last tick that it knows. */
  readonly from: number
  readonly to: number
  /** Ticks before this one are exact; those from it on are answered by the nearest tick that was tried. */
  readonly exactTo: number
  readonly rows: readonly RibbonRow[]
  /** What does not depend on the tick, as sentences without a full stop. */
  readonly constant: readonly string[]
}
