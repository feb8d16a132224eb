import type { Measure } from '../timeline/geometry.ts'
import type { Band, BandRow, RibbonData, RibbonRow, SeriesRow, Stretch } from './types.ts'

/** The ribbon in words: names for what can be chosen, a line for the tick under the pointer, and the twin of the picture. */

const ticksText = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  from === to ? `tick ${from}` : `ticks ${from} to ${to}`

const at = <T extends { readonly from: number; readonly to: number }>(
  parts: readonly T[],
  tick: number,
): T | undefined => {
  let low = 0
  let high = parts.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((parts[middle]?.from ?? Infinity) <= tick) low = middle
    else high = middle - 1
  }
  const part = parts[low]
  return part !== undefined && tick >= part.from && tick <= part.to ? part : undefined
}

/** A value of a series: a number, "for ever", or nothing. */
const valueText = (value: number | null | undefined): string =>
  value === undefined ? 'not held' : value === null ? 'for ever' : String(value)

const stretchValue = ({ from, first, slope }: Stretch, tick: number): number | null | undefined =>
  typeof first === 'number' ? first + Math.round(slope * (tick - from)) : first

/** What a row says at a tick. */
export function saidAt(row: RibbonRow, tick: number): string {
  if (row.kind === 'bands') return at(row.bands, tick)?.texts[0] ?? ''
  const stretch = at(row.stretches, tick)
  return stretch === undefined ? '' : valueText(stretchValue(stretch, tick))
}

const lowered = (title: string): string => title.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
const label = (row: RibbonRow): string => lowered(row.titles[0] ?? row.id)

/** "slot held for 92", "slot held for ever". */
const joined = (name: string, said: string): string =>
  `${said.startsWith('for ') ? name.replace(/ for$/, '') : name} ${said}`

/** The line for the tick under the pointer, in few words, and no more of them than have room. */
export function sayTick(data: RibbonData, tick: number, fits: (text: string) => boolean): string {
  let line = `tick ${tick}`
  data.rows.forEach((row, i) => {
    const band = row.kind === 'bands' ? at(row.bands, tick) : undefined
    const said = band === undefined ? saidAt(row, tick) : (band.texts.at(-1) ?? '')
    const longer = `${line}${i === 0 ? ': ' : ' · '}${joined(lowered(row.titles.at(-1) ?? row.id), said)}`
    if (said !== '' && fits(longer)) line = longer
  })
  return line
}

/** Least and greatest value of a series from one tick to another, in words. */
function rangeText(row: SeriesRow, from: number, to: number): string {
  const seen = new Set<string>()
  let least = Infinity
  let most = -Infinity
  for (const stretch of row.stretches) {
    if (stretch.to < from || stretch.from > to) continue
    const ends = [Math.max(from, stretch.from), Math.min(to, stretch.to)].map((tick) => stretchValue(stretch, tick))
    for (const value of ends) {
      if (typeof value !== 'number') seen.add(valueText(value))
      else {
        least = Math.min(least, value)
        most = Math.max(most, value)
      }
    }
  }
  const numbers = least > most ? [] : [least === most ? String(least) : `${least} to ${most}`]
  return [...numbers, ...seen].join(' or ')
}

/** How a band is called where it can be chosen: its ticks, what the row says, and between what the counts and durations lie. */
export function bandName(data: RibbonData, row: BandRow, band: Pick<Band, 'from' | 'to' | 'texts'>): string {
  const series =
    row.id !== 'cancel'
      ? []
      : data.rows.flatMap((each) =>
          each.kind === 'bands' ? [] : [joined(label(each), rangeText(each, band.from, band.to))],
        )
  return [`${ticksText(band)}: ${band.texts[0] ?? ''}`, ...series].join(', ')
}

export interface TableRow {
  readonly from: number
  readonly to: number
  readonly cells: readonly string[]
}

/** The ribbon as a table: a row for each stretch of ticks in which every row of bands says the same. */
export function tableOf(data: RibbonData): TableRow[] {
  const starts = new Set<number>([data.from])
  for (const row of data.rows) if (row.kind === 'bands') for (const { from } of row.bands) starts.add(from)
  const ordered = [...starts].sort((a, b) => a - b)
  return ordered.map((from, i) => {
    const to = (ordered[i + 1] ?? data.to + 1) - 1
    return {
      from,
      to,
      cells: data.rows.map((row) => (row.kind === 'bands' ? saidAt(row, from) : rangeText(row, from, to))),
    }
  })
}

/** The name of a row and its value at the flag, the longest wordings that have room beside each other. */
export function gutterOf(
  titles: readonly string[],
  values: readonly string[],
  room: number,
  unit: number,
  measure: Measure,
): { title: string; value: string } {
  const width = (title: string, value: string): number =>
    measure(title, 12 * unit, 'sans', 400) + (value === '' ? 0 : 8 * unit + measure(value, 11 * unit, 'mono', 600))
  for (const value of values) for (const title of titles) if (width(title, value) <= room) return { title, value }
  return { title: titles.find((title) => width(title, '') <= room) ?? titles.at(-1) ?? '', value: '' }
}
