import { xOf } from '../scale.ts'
import { alike, rightOf, type View } from './geometry.ts'
import type { PlacedMark, RailMark } from './placed.ts'
import { trackBox, type Rows } from './rows.ts'
import { spread } from './spread.ts'
import type { MilestoneMark, Timeline } from './types.ts'

/** Glyphs that stand nearer than this would cover each other. */
const glyphWidth = 12

/** The milestones above the lanes, in their order, with a leader to the true tick; and their glyphs where they happened. */
export function railOf(timeline: Timeline, marks: readonly PlacedMark[], rows: Rows, view: View): RailMark[] {
  const { scale, unit, measure } = view
  const u = (units: number): number => units * unit
  const size = u(11.5)
  const right = rightOf(scale)
  const shown = timeline.milestones
    .filter(({ tick }) => tick >= scale.from && tick <= scale.to)
    .sort((a, b) => a.tick - b.tick)
  const glyphs = glyphsOf(shown, marks, rows, view)
  // Words go first where there is no room for all; then the numbers.
  for (const words of ['all', 'ticks', 'none'] as const) {
    const parts = shown.map(({ name, tick }) => ({
      word: words === 'all' ? measure(name, size, 'sans', 400) + u(5) : 0,
      number: words === 'none' ? 0 : measure(alike(tick), size, 'sans', 600),
    }))
    const widths = parts.map(({ word, number }) => u(14) + word + number)
    const wishes = shown.map(({ tick }, i) => ({ at: xOf(scale, tick), width: widths[i] ?? 0 }))
    const lefts = spread(wishes, u(15), scale.left, Math.min(view.width, right + u(10)))
    if (lefts === null) continue
    return shown.map(({ name, tick, lines }, i): RailMark => {
      const x = lefts[i] ?? 0
      const glyph = glyphs[i] ?? null
      return {
        name,
        tick,
        lines,
        x: xOf(scale, tick),
        box: { x, y: rows.rail.top, w: widths[i] ?? 0, h: u(16) },
        glyphX: x + u(5),
        wordX: x + u(14),
        tickX: x + u(14) + (parts[i]?.word ?? 0),
        word: words === 'all' ? name : '',
        glyph,
        dropTo: glyph?.y ?? null,
      }
    })
  }
  return []
}

/** On the lower edge of the bar; where a mark or another milestone is there already, on the upper edge, or below. */
function glyphsOf(
  shown: readonly MilestoneMark[],
  marks: readonly PlacedMark[],
  rows: Rows,
  { scale, unit }: View,
): ({ readonly x: number; readonly y: number } | null)[] {
  const taken = marks.filter(({ kind }) => kind !== 'result').map(({ x, y }) => ({ x, y }))
  return shown.map(({ name, place, tick }) => {
    if (place === null || name === 'issued') return null
    const x = xOf(scale, tick)
    let levels: number[]
    if ('resource' in place) {
      const row = rows.resources[place.resource]
      if (row === undefined) return null
      levels = [row.base, row.base - row.room]
    } else {
      const row = rows.lanes[place.lane]
      if (row === undefined) return null
      const { y, h } = trackBox(row, place.track)
      levels = [y + h, y, y + h + glyphWidth * unit]
    }
    const y = levels.find(
      (level) =>
        !taken.some(
          (other) => Math.abs(other.x - x) < glyphWidth * unit && Math.abs(other.y - level) < glyphWidth * unit,
        ),
    )
    if (y === undefined) return null
    taken.push({ x, y })
    return { x, y }
  })
}
