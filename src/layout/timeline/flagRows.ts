import { xOf } from '../scale.ts'
import { linesKept } from './blocks.ts'
import { rightOf, Taken, touches, type Box, type View } from './geometry.ts'
import type { Notch, PlacedFlag } from './placed.ts'
import { heights, type Rows } from './rows.ts'
import type { Flag, Timeline } from './types.ts'

/** Flags of less weight than this are notches. */
const shownFrom = 20
/** No more flags than this are tried; the others become notches. */
const triedMost = 150

/** Flags of this weight and more take shorter words for each other. */
const important = 75

export interface PlacedFlags {
  readonly flags: readonly PlacedFlag[]
  readonly notches: readonly Notch[]
}

/**
 * Flags stand above their bar, right of their pole or left of it, in the nearest row. The weightiest chooses first; a flag takes a
 * shorter wording before it gives up, and where an important one still finds no room, the important
 * ones say less, and the cancel's stands left of its pole.
 */
export function placeFlags(
  timeline: Timeline,
  glyphs: readonly Box[],
  rows: Rows,
  view: View,
  taken: Taken,
): PlacedFlags {
  const { scale } = view
  const visible = timeline.flags.filter(({ tick }) => tick >= scale.from && tick <= scale.to)
  const weighty = visible.filter(({ priority }) => priority >= shownFrom)
  const ranked = weighty.sort((a, b) => b.priority - a.priority || a.tick - b.tick)
  let best = attempt(ranked, 0, false)
  for (const cancelLeft of [false, true])
    for (let brevity = 0; brevity <= 3 && best.missing > 0; brevity++) {
      const other = attempt(ranked, brevity, cancelLeft)
      if (other.missing < best.missing) best = other
    }
  for (const { box } of best.flags) taken.add(box)
  const notched = [...best.notches, ...visible.filter(({ priority }) => priority < shownFrom)].sort(
    (a, b) => a.tick - b.tick,
  )
  return { flags: best.flags, notches: notchesOf(notched, rows, view) }

  function attempt(
    all: readonly Flag[],
    brevity: number,
    cancelLeft: boolean,
  ): { readonly flags: PlacedFlag[]; readonly notches: Flag[]; readonly missing: number } {
    const room = new Room(glyphs, timeline, rows, view)
    const flags: PlacedFlag[] = []
    const notches: Flag[] = []
    let missing = 0
    all.forEach((flag, order) => {
      const texts = flag.priority >= important ? flag.texts.slice(Math.min(brevity, flag.texts.length - 1)) : flag.texts
      const placed = order > triedMost ? null : room.place(flag, texts, cancelLeft && flag.priority >= 100)
      if (placed !== null) flags.push(placed)
      else notches.push(flag)
      if (placed === null && flag.priority >= important) missing++
    })
    return { flags, notches, missing }
  }
}

/** Notches, in order of time; those of one look on the same few pixels are one. */
function notchesOf(flags: readonly Flag[], rows: Rows, { scale, unit }: View): Notch[] {
  const notches: Notch[] = []
  const last = new Map<string, number>()
  for (const { lines, place, tick, tone } of flags) {
    const x = xOf(scale, tick)
    const key = `${place.lane} ${tone}`
    const index = last.get(key)
    const before = index === undefined ? undefined : notches[index]
    if (before !== undefined && index !== undefined && x - before.x < 2 * unit) {
      notches[index] = {
        ...before,
        many: before.many + 1,
        lines: before.lines.length < linesKept ? [...before.lines, ...lines] : before.lines,
      }
      continue
    }
    last.set(key, notches.length)
    notches.push({ x, y: rows.lanes[place.lane]?.top ?? 0, tone, tick, many: 1, lines })
  }
  return notches
}

/** What is taken above the bars while flags are placed. */
class Room {
  private readonly boxes = new Taken()
  private readonly poles = new Taken()
  private readonly glyphs: readonly Box[]
  private readonly rows: Rows
  private readonly view: View
  private readonly cancelX: number | null
  private readonly limit: number

  constructor(glyphs: readonly Box[], timeline: Timeline, rows: Rows, view: View) {
    this.glyphs = glyphs
    this.rows = rows
    this.view = view
    this.cancelX = timeline.cancel === null ? null : xOf(view.scale, timeline.cancel.tick)
    this.limit = Math.min(view.width, rightOf(view.scale) + 0.5)
  }

  private topOf(flag: Flag): number {
    return this.rows.lanes[flag.place.lane]?.top ?? 0
  }

  place(flag: Flag, texts: readonly string[], leftFirst: boolean): PlacedFlag | null {
    const { unit, scale } = this.view
    const u = (units: number): number => units * unit
    const x = xOf(scale, flag.tick)
    const top = this.topOf(flag)
    const best = this.candidate(flag, texts, x, top, leftFirst)
    if (best === null) return null
    const { box, text } = best
    const pole = { x, y1: box.y, y2: top }
    this.boxes.add(box)
    this.poles.add({ x: x - 1, y: pole.y1, w: 2, h: pole.y2 - pole.y1 })
    const { tone, voice, kind, tick, lines } = flag
    return { box, text, textX: box.x + u(6), textY: box.y + u(12.4), size: u(11), tone, voice, kind, pole, tick, lines }
  }

  private candidate(
    flag: Flag,
    texts: readonly string[],
    x: number,
    top: number,
    leftFirst: boolean,
  ): { readonly box: Box; readonly text: string } | null {
    const { unit, scale, measure } = this.view
    const u = (units: number): number => units * unit
    const rowCount = flag.place.lane === 0 ? this.rows.flagRows : this.rows.gap >= u(2 * heights.flag + 8) ? 2 : 1
    for (const text of texts) {
      const w = measure(text, u(11), flag.voice, 400) + u(12)
      let best: { box: Box; cost: number } | null = null
      for (let level = 0; level < rowCount; level++) {
        for (const flipped of [false, true]) {
          const box = { x: flipped ? x - w : x, y: top - u(heights.flag * (level + 1)), w, h: u(17) }
          if (
            box.x < scale.left - u(6) ||
            box.x + w > this.limit ||
            !this.boxes.isFree(box, u(2)) ||
            !this.poles.isFree(box, 1)
          )
            continue
          if (!this.boxes.isFree({ x: x - 1, y: box.y, w: 2, h: top - box.y }, 1)) continue
          const { cancelX } = this
          const covers = cancelX !== null && cancelX > box.x + 1 && cancelX < box.x + w - 1
          const hides = this.glyphs.some((glyph) => touches(glyph, box))
          const cost =
            level * 0.6 + (flipped === leftFirst ? 0 : leftFirst ? 3 : 0.4) + (covers ? 2 : 0) + (hides ? 1 : 0)
          if (best === null || cost < best.cost) best = { box, cost }
        }
      }
      if (best !== null) return { box: best.box, text }
    }
    return null
  }
}
