import { rightOf, type Measure } from '../timeline/geometry.ts'
import { spread } from '../timeline/spread.ts'
import { xOf, type TimeScale } from '../scale.ts'
import { airUnits, textUnits } from './geometry.ts'
import type {
  Callout,
  PlacedBand,
  PlacedBandRow,
  PlacedRibbon,
  PlacedSeriesRow,
  RibbonText,
  RibbonWords,
} from './placed.ts'

interface Pen {
  readonly unit: number
  readonly measure: Measure
  /** null where the flag is not in view. */
  readonly pole: number | null
}

const isBandRow = (row: PlacedRibbon['rows'][number]): row is PlacedBandRow => row.kind === 'bands'

/** The longest wording that has room in the band beside the pole, at its left end or else next to the pole. */
function insideText(
  band: PlacedBand,
  row: Pick<PlacedBandRow, 'y' | 'h'>,
  isOn: boolean,
  { unit, measure, pole }: Pen,
): RibbonText | null {
  const air = airUnits * unit
  const free = 4 * unit
  for (const text of band.texts) {
    const width = measure(text, textUnits * unit, 'sans', isOn ? 600 : 400)
    const right = band.x + band.w - air
    const places =
      pole === null ? [band.x + air] : [band.x + air, pole + free + 3 * unit, pole - free - 3 * unit - width]
    const fits = (x: number): boolean =>
      x >= band.x + air - 0.01 &&
      x + width <= right + 0.01 &&
      (pole === null || pole <= x - free || pole >= x + width + free)
    const x = places.find(fits)
    if (x !== undefined) return { text, x, y: row.y + row.h / 2 + 3.4 * unit, width, isOn, tone: band.tone }
  }
  return null
}

/** "For ever" in each block where it is so. */
function foreverTexts(row: PlacedSeriesRow, pen: Pen): RibbonText[] {
  return row.forever.flatMap(({ x, w }) => {
    const block = { from: 0, to: 0, x, w, tone: row.tone, many: 1, texts: ['for ever'], isNarrow: false }
    const text = insideText(block, row, false, pen)
    return text === null ? [] : [{ ...text, y: row.base - (row.base - row.y) / 2 + 3 * pen.unit }]
  })
}

interface Wanted {
  readonly band: number
  readonly text: string
  readonly at: number
  readonly width: number
  readonly isOn: boolean
}

/** Neighbours that say the same share one callout. */
function wantedCallouts(
  row: PlacedBandRow,
  texts: readonly (RibbonText | null)[],
  on: number,
  { unit, measure }: Pen,
): Wanted[] {
  const wanted: Wanted[] = []
  row.bands.forEach((band, index) => {
    if (texts[index] !== null || band.many > 1) return
    const text = band.texts.at(-1) ?? ''
    const at = band.x + band.w / 2
    const isOn = index === on
    const before = wanted.at(-1)
    const width = measure(text, textUnits * unit, 'sans', isOn ? 600 : 400)
    if (before?.text === text && at - before.at < Math.max(60 * unit, width)) {
      if (isOn) wanted[wanted.length - 1] = { band: index, text, at, width, isOn }
      return
    }
    wanted.push({ band: index, text, at, width, isOn })
  })
  return wanted
}

/** As many as there is room for between two abscissas; those over narrow bands give way first, the one that is on never. */
function fitted(
  wanted: readonly Wanted[],
  row: PlacedBandRow,
  left: number,
  right: number,
  apart: number,
): { readonly of: Wanted; readonly x: number }[] {
  let rest = [...wanted]
  while (rest.length > 0) {
    const lefts = spread(rest, apart, left, right)
    if (lefts !== null) return rest.map((of, i) => ({ of, x: lefts[i] as number }))
    const rank = ({ isOn, band }: Wanted): number => (isOn ? Infinity : (row.bands[band]?.w ?? 0))
    const least = rest.reduce((low, each) => (rank(each) < rank(low) ? each : low))
    rest = rest.filter((each) => each !== least)
  }
  return []
}

function placeCallouts(
  placed: PlacedRibbon,
  row: PlacedBandRow,
  texts: readonly (RibbonText | null)[],
  on: number,
  pen: Pen,
): Callout[] {
  if (placed.callouts === null) return []
  const { unit, pole } = pen
  const top = placed.callouts
  const wanted = wantedCallouts(row, texts, on, pen)
  const apart = 14 * unit
  const free = 8 * unit
  const { left, right } = placed
  const sides =
    pole === null
      ? [fitted(wanted, row, left, right, apart)]
      : [
          fitted(
            wanted.filter(({ at }) => at < pole),
            row,
            left,
            pole - free,
            apart,
          ),
          fitted(
            wanted.filter(({ at }) => at >= pole),
            row,
            pole + free,
            right,
            apart,
          ),
        ]
  return sides.flat().map(({ of: { band, text, at, width, isOn }, x }) => {
    const near = Math.max(x + 4 * unit, Math.min(x + width - 4 * unit, at))
    const leader = `M${at.toFixed(1)} ${(top + 1).toFixed(1)}v${(3 * unit).toFixed(1)}L${near.toFixed(1)} ${(top + 6 * unit).toFixed(1)}`
    return { band, text, x, y: top + 16 * unit, width, isOn, tone: row.bands[band]?.tone ?? 'gone', leader }
  })
}

const bandAt = (row: PlacedBandRow, tick: number): number =>
  row.bands.findIndex(({ from, to }) => tick >= from && tick <= to)

/** The longest hint with room at the left end, beside the pole or before it; the last is the least that has to be said. */
function placeHint(
  hints: readonly string[],
  { left, right }: PlacedRibbon,
  { unit, pole, measure }: Pen,
): { readonly hint: string; readonly hintX: number } {
  for (const hint of hints) {
    const width = measure(hint, textUnits * unit, 'sans', 400)
    if (pole === null || pole > left + width + 16 * unit || pole < left - 4 * unit) return { hint, hintX: left }
    if (pole + 8 * unit + width < right) return { hint, hintX: pole + 8 * unit }
  }
  return { hint: hints.at(-1) ?? '', hintX: left }
}

/** The text that says a maximum stands left of the pole where the two would meet, or right of it at the left end. */
function maxX(row: PlacedRibbon['rows'][number], { left }: PlacedRibbon, { unit, pole }: Pen): number {
  if (isBandRow(row)) return 0
  const free = 5 * unit
  if (pole === null || pole > row.maxX + free || pole < row.maxX - row.maxWidth - free) return row.maxX
  return pole - free - row.maxWidth < left ? pole + free + row.maxWidth : pole - free
}

/** The words of the ribbon, for where the flag is. */
export function wordsOf(
  placed: PlacedRibbon,
  scale: TimeScale,
  flag: number | null,
  hints: readonly string[],
  measure: Measure,
): RibbonWords {
  const x = flag === null ? null : xOf(scale, flag)
  const pole = x === null || x < scale.left - 1 || x > rightOf(scale) + 1 ? null : x
  const pen: Pen = { unit: placed.unit, measure, pole }
  const on = placed.rows.map((row) => (isBandRow(row) && flag !== null ? bandAt(row, flag) : -1))
  const inside = placed.rows.map((row, i) =>
    isBandRow(row)
      ? row.bands.map((band, index) => insideText(band, row, index === on[i], pen))
      : foreverTexts(row, pen),
  )
  const first = placed.rows.findIndex(isBandRow)
  const row = placed.rows[first]
  const callouts =
    row === undefined || !isBandRow(row) ? [] : placeCallouts(placed, row, inside[first] ?? [], on[first] ?? -1, pen)
  return {
    inside,
    callouts,
    on,
    maxX: placed.rows.map((each) => maxX(each, placed, pen)),
    ...placeHint(hints, placed, pen),
    pole,
  }
}
