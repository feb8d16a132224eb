import { xOf } from '../scale.ts'
import { linesKept } from './blocks.ts'
import { rightOf, type View } from './geometry.ts'
import type { PlacedMark } from './placed.ts'
import { trackBox, type Rows } from './rows.ts'
import type { Timeline } from './types.ts'

/** Marks stand on the lower edge of a bar, a refusal on the upper; those on the same few pixels become one. */
export function placeMarks(timeline: Timeline, rows: Rows, view: View): PlacedMark[] {
  const { scale, unit } = view
  const right = rightOf(scale)
  const placed: PlacedMark[] = []
  const last = new Map<string, number>()
  for (const { place, tick, kind, lines } of timeline.marks) {
    const row = rows.lanes[place.lane]
    const x = xOf(scale, tick)
    if (row === undefined || x < scale.left || x > right) continue
    const { y, h } = trackBox(row, place.track)
    const key = `${place.lane} ${place.track} ${kind}`
    const index = last.get(key)
    const before = index === undefined ? undefined : placed[index]
    if (before !== undefined && index !== undefined && x - before.until < 3 * unit) {
      placed[index] = {
        ...before,
        until: x,
        many: before.many + 1,
        lines: before.lines.length < linesKept ? [...before.lines, ...lines] : before.lines,
      }
      continue
    }
    last.set(key, placed.length)
    placed.push({ kind, x, y: kind === 'refused' ? y : y + h, tick, many: 1, until: x, lines })
  }
  return placed
}
