import { xOf } from '../scale.ts'
import { rightOf, Taken, touches, type Box, type View } from './geometry.ts'
import type { Notch, PlacedFlag } from './placed.ts'
import { heights, type Rows } from './rows.ts'
import type { Flag, Timeline } from './types.ts'

/** Flags of less weight than this are notches. */
const shownFrom = 20
/** No more flags than this are tried; the others become notches. */
const triedMost = 150

export interface PlacedFlags {
  readonly flags: readonly PlacedFlag[]
  readonly notches: readonly Notch[]
}

/**
 * Flags stand above their bar, right of their pole or left of it, in the nearest row. The weightiest chooses first; a flag takes a
 * shorter wording before it gives up.
 */
export function placeFlags(timeline: Timeline, glyphs: readonly Box[], rows: Rows, view: View, taken: Taken): PlacedFlags {
  const { scale, unit, measure } = view
  const u = (units: number): number => units * unit
  const flags: PlacedFlag[] = []
  const notches: Notch[] = []
  const right = rightOf(scale)
  const limit = Math.min(view.width, right + u(10))
  const poles = new Taken()
  const boxes = new Taken()
  const cancelX = timeline.cancel === null ? null : xOf(scale, timeline.cancel.tick)

  const visible = timeline.flags.filter(({ tick }) => tick >= scale.from && tick <= scale.to)
  const ranked = [...visible].sort((a, b) => b.priority - a.priority || a.tick - b.tick)
  ranked.forEach((flag, order) => {
    const row = rows.lanes[flag.place.lane]
    if (row === undefined) return
    const x = xOf(scale, flag.tick)
    const best = flag.priority < shownFrom || order > triedMost ? null : candidate(flag, x, row.top)
    if (best === null) {
      notches.push({ x, y: row.top, tone: flag.tone, tick: flag.tick, lines: flag.lines })
      return
    }
    const { box, text } = best
    const pole = { x, y1: box.y, y2: row.top }
    boxes.add(box)
    taken.add(box)
    poles.add({ x: x - 1, y: pole.y1, w: 2, h: pole.y2 - pole.y1 })
    const { tone, voice, kind, tick, lines } = flag
    flags.push({ box, text, textX: box.x + u(6), textY: box.y + u(12.4), size: u(11), tone, voice, kind, pole, tick, lines })
  })
  return { flags, notches }

  function candidate(flag: Flag, x: number, top: number): { box: Box; text: string } | null {
    const rowCount = flag.place.lane === 0 ? rows.flagRows : rows.gap >= u(2 * heights.flag + 8) ? 2 : 1
    for (const text of flag.texts) {
      const w = measure(text, u(11), flag.voice, 400) + u(12)
      let best: { box: Box; cost: number } | null = null
      for (let level = 0; level < rowCount; level++) {
        for (const flipped of [false, true]) {
          const box = { x: flipped ? x - w : x, y: top - u(heights.flag * (level + 1)), w, h: u(17) }
          if (box.x < scale.left - u(6) || box.x + w > limit || !boxes.isFree(box, u(2)) || !poles.isFree(box, 1)) continue
          const pole = { x: x - 1, y: box.y, w: 2, h: top - box.y }
          if (!boxes.isFree(pole, 1)) continue
          const covers = cancelX !== null && cancelX > box.x + 1 && cancelX < box.x + w - 1
          const hides = glyphs.some((glyph) => touches(glyph, box))
          const cost = level * 0.6 + (flipped ? 0.4 : 0) + (covers ? 2 : 0) + (hides ? 1 : 0)
          if (best === null || cost < best.cost) best = { box, cost }
        }
      }
      if (best !== null) return { box: best.box, text }
    }
    return null
  }
}
