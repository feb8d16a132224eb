import { tickStep } from '../scale.ts'

/** A map of outcomes in pixels: columns are ticks, rows are values of a knob, the lowest value at the bottom. */

export interface MapCells {
  /** Values of the knob: numbers ascending, or words. */
  readonly values: readonly (number | string | boolean)[]
  /** What stands beside each row. */
  readonly labels: readonly string[]
  readonly from: number
  readonly to: number
  readonly every: number
  /** Number of a cell's category; undefined where it is not known (yet). */
  readonly category: (row: number, column: number) => number | undefined
  readonly categories: number
}

export interface MapBox {
  readonly width: number
  readonly height: number
  /** A sixteenth of the root font size. */
  readonly unit: number
}

export interface MapRect {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface PlacedMap {
  readonly plot: MapRect
  readonly columns: number
  /** For each category the stretches of cells that belong to it. */
  readonly areas: readonly (readonly MapRect[])[]
  readonly xTicks: readonly { readonly x: number; readonly tick: number }[]
  readonly yTicks: readonly { readonly y: number; readonly label: string }[]
}

export interface MapCell {
  readonly row: number
  readonly column: number
}

/** Beside the rows: room for numbers, and for words as far as they leave most of the width to the map. */
const gutterMin = 52
const gutterShare = 0.4
const titleWidth = 28
const letterWidth = 6.2
const foot = 36
const head = 5
const air = 12

export const columnsOf = ({ from, to, every }: Pick<MapCells, 'from' | 'to' | 'every'>): number =>
  Math.floor((to - from) / every) + 1

/** Rows of the grid that have a number beside them: round ones, as many as have room; all where they are few. */
function labelled(all: MapCells['values'], room: number): number[] {
  const most = Math.max(2, Math.floor(room))
  const values = all.filter((value) => typeof value === 'number')
  if (all.length <= most || values.length < all.length) return all.map((_, i) => i)
  const first = values[0] ?? 0
  const last = values.at(-1) ?? 0
  const step = tickStep({ from: first, to: last, left: 0, width: most }, 1)
  const round = values.flatMap((value, i) => (value % step === 0 ? [i] : []))
  if (round.length > 1) return round
  const every = Math.ceil(values.length / most)
  return values.flatMap((_, i) => (i % every === 0 ? [i] : []))
}

export function placeMap(cells: MapCells, { width, height, unit }: MapBox): PlacedMap {
  const u = (units: number): number => units * unit
  const gutter = Math.max(
    u(gutterMin),
    Math.min(gutterShare * width, u(titleWidth + letterWidth * Math.max(...cells.labels.map(({ length }) => length)))),
  )
  const plot = {
    x: gutter,
    y: u(head),
    w: Math.max(1, width - gutter - u(air)),
    h: Math.max(1, height - u(head + foot)),
  }
  const columns = columnsOf(cells)
  const rows = cells.values.length
  const w = plot.w / columns
  const h = plot.h / Math.max(1, rows)
  const areas: MapRect[][] = Array.from({ length: cells.categories }, () => [])
  for (let row = 0; row < rows; row++) {
    const y = plot.y + plot.h - (row + 1) * h
    let begin = 0
    for (let column = 1; column <= columns; column++) {
      const own = cells.category(row, begin)
      if (column < columns && cells.category(row, column) === own) continue
      if (own !== undefined) areas[own]?.push({ x: plot.x + begin * w, y, w: (column - begin) * w, h })
      begin = column
    }
  }
  const scale = { from: cells.from, to: cells.to + cells.every, left: plot.x, width: plot.w }
  const step = Math.max(cells.every, tickStep(scale, u(64)))
  const xTicks: { x: number; tick: number }[] = []
  for (let tick = Math.ceil(cells.from / step) * step; tick <= cells.to; tick += step)
    xTicks.push({ x: plot.x + ((tick - cells.from) / cells.every + 0.5) * w, tick })
  const yTicks = labelled(cells.values, plot.h / u(20)).map((row) => ({
    y: plot.y + plot.h - (row + 0.5) * h,
    label: cells.labels[row] ?? '',
  }))
  return { plot, columns, areas, xTicks, yTicks }
}

/** The middle of a cell. */
export function centreOf(
  { plot, columns }: PlacedMap,
  rows: number,
  { row, column }: MapCell,
): { readonly x: number; readonly y: number } {
  return {
    x: plot.x + ((column + 0.5) * plot.w) / columns,
    y: plot.y + plot.h - ((row + 0.5) * plot.h) / Math.max(1, rows),
  }
}

/** The cell at a place, or the nearest one. */
export function cellAt({ plot, columns }: PlacedMap, rows: number, x: number, y: number): MapCell {
  const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, Math.floor(value)))
  return {
    column: clamp(((x - plot.x) * columns) / plot.w, columns - 1),
    row: clamp(((plot.y + plot.h - y) * rows) / plot.h, rows - 1),
  }
}

/** The look of a category. Fills differ in lightness, and all but the first two have a pattern. */
export type MapLook = 'good' | 'dark' | 'drain' | 'plain' | 'run' | 'orphan' | 'start' | 'mixed' | 'none'

const others: readonly MapLook[] = ['dark', 'drain', 'run', 'orphan', 'start', 'plain', 'mixed']

/** Gives each category a look: the good ones green, where nothing is the case hatched grey, the others by how often they occur. */
export function looksOf(
  categories: readonly { readonly leaning: 'good' | 'bad' | 'none'; readonly cells: number }[],
): MapLook[] {
  const looks = categories.map((): MapLook | null => null)
  const free = [...others]
  const byCells = categories.map((_, i) => i).sort((a, b) => (categories[b]?.cells ?? 0) - (categories[a]?.cells ?? 0))
  const used = new Set<MapLook>()
  for (const i of byCells) {
    const { leaning } = categories[i] as (typeof categories)[number]
    const wanted = leaning === 'good' ? 'good' : leaning === 'none' ? 'none' : null
    const look = wanted !== null && !used.has(wanted) ? wanted : (free.shift() ?? 'mixed')
    used.add(look)
    looks[i] = look
  }
  return looks.map((look) => look ?? 'mixed')
}
