import { rightOf, type Measure } from '../timeline/geometry.ts'
import { xOf, type TimeScale } from '../scale.ts'
import { areaOf, highest } from './area.ts'
import type { PlacedBand, PlacedRibbon, PlacedRow } from './placed.ts'
import type { Band, BandRow, RibbonData, RibbonTone } from './types.ts'

const headUnits = 18
const rowUnits = { bands: 20, steps: 18, saw: 24 } as const
const apartUnits = 4
const calloutUnits = 18
export const textUnits = 11
/** Air on both sides of a text inside a band. */
export const airUnits = 6

const samePixel = 1

/** The tone of several bands in one pixel: theirs, or none where they differ. */
const toneOf = (bands: readonly Band[]): RibbonTone => {
  const [first] = bands
  return first !== undefined && bands.every(({ tone }) => tone === first.tone) ? first.tone : 'mixed'
}

/** Bands in view as pixels; neighbours that are narrower than a pixel become one. */
export function placeBands(bands: readonly Band[], scale: TimeScale, unit: number, measure: Measure): PlacedBand[] {
  const right = rightOf(scale)
  const placed: PlacedBand[] = []
  let tiny: Band[] = []
  const put = (group: readonly Band[]): void => {
    const [first, last] = [group[0], group.at(-1)]
    if (first === undefined || last === undefined) return
    const x = Math.max(scale.left, xOf(scale, first.from))
    const w = Math.max(Math.min(right, xOf(scale, last.to + 1)) - x, Math.min(samePixel, right - x))
    if (w <= 0) return
    const texts = group.length === 1 ? first.texts : [`${group.length} bands`, String(group.length)]
    const room = w - 2 * airUnits * unit
    const isNarrow = texts.every((text) => measure(text, textUnits * unit, 'sans', 600) > room)
    placed.push({ from: first.from, to: last.to, x, w, tone: toneOf(group), many: group.length, texts, isNarrow })
  }
  for (const band of bands) {
    if (band.to + 1 <= scale.from || band.from >= scale.to) continue
    const isTiny = xOf(scale, band.to + 1) - xOf(scale, band.from) < samePixel
    const joins =
      isTiny && (tiny.length === 0 || xOf(scale, band.to + 1) - xOf(scale, (tiny[0] as Band).from) < 4 * samePixel)
    if (!joins) {
      put(tiny)
      tiny = []
    }
    if (isTiny) tiny.push(band)
    else put([band])
  }
  put(tiny)
  return placed
}

const isBandRow = (row: RibbonData['rows'][number]): row is BandRow => row.kind === 'bands'

/** The ribbon in pixels, without its words. */
export function placeRibbon(data: RibbonData, scale: TimeScale, unit: number, measure: Measure): PlacedRibbon {
  const first = data.rows.find(isBandRow)
  const rows: PlacedRow[] = []
  let y = headUnits * unit
  let callouts: number | null = null
  for (const row of data.rows) {
    const h = rowUnits[row.kind] * unit
    if (isBandRow(row)) {
      const bands = placeBands(row.bands, scale, unit, measure)
      rows.push({ kind: 'bands', id: row.id, titles: row.titles, y, h, bands })
      if (row === first && bands.some(({ isNarrow }) => isNarrow)) {
        callouts = y + h
        y += calloutUnits * unit
      }
    } else {
      const base = y + h - unit
      const rise = (h - 5 * unit) / Math.max(1, row.max)
      const maxText = `max ${row.max}`
      const maxWidth = measure(maxText, textUnits * unit, 'sans', 400) + 4 * unit
      const isFree = (from: number): boolean =>
        highest(row.stretches, scale, from, from + maxWidth) * rise < h - 11 * unit
      const isRight = isFree(rightOf(scale) - maxWidth)
      const isLeft = !isRight && isFree(scale.left)
      const isMaxInside = !isRight && !isLeft
      const place = {
        maxX: isLeft ? scale.left + maxWidth : rightOf(scale) - (isMaxInside ? 4 * unit : 0),
        maxY: isMaxInside ? base - 4 * unit : y + 9 * unit,
        maxWidth,
        isMaxInside,
      }
      const area = areaOf(row.stretches, scale, base, rise)
      rows.push({
        kind: row.kind,
        id: row.id,
        titles: row.titles,
        y,
        h,
        tone: row.tone,
        max: row.max,
        ...place,
        base,
        rise,
        ...area,
      })
    }
    y += h + apartUnits * unit
  }
  const previewFrom =
    data.exactTo > data.to || data.exactTo >= scale.to ? null : Math.max(scale.left, xOf(scale, data.exactTo))
  return { unit, left: scale.left, right: rightOf(scale), height: y, headline: 12 * unit, rows, callouts, previewFrom }
}
