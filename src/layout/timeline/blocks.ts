import { xOf } from '../scale.ts'
import { rightOf, type View } from './geometry.ts'
import { trackBox, type Rows } from './rows.ts'
import type { Block, Colour, Text } from './placed.ts'
import type { Phase, Timeline } from './types.ts'

const phaseColour: Readonly<Record<Phase, Colour>> = {
  idle: 'ink-3',
  starting: 'start-t',
  working: 'run-t',
  unaware: 'orphan-t',
  windingDown: 'drain-t',
  over: 'over-t',
  released: 'gone-t',
  refused: 'refuse-t',
}

/** Phases that are drawn with a pattern; text on them needs a plate. */
const patterned: ReadonlySet<Phase> = new Set<Phase>(['starting', 'unaware', 'windingDown', 'over', 'refused'])

/** Lines that an aggregate names at most. */
export const linesKept = 64

interface Piece {
  readonly from: number
  readonly to: number | null
  readonly phase: Phase
  readonly lines: readonly number[]
}

/**
 * Turns stretches of time, in order, into boxes: cut off at the edges of the view, and joined where several fall on one pixel;
 * the longest of them then gives the phase.
 */
function blocksOf(pieces: readonly Piece[], { scale }: View, y: number, h: number, thin: boolean): Block[] {
  const right = rightOf(scale)
  const blocks: Block[] = []
  let sliver: {
    x: number
    end: number
    from: number
    to: number | null
    longest: number
    phase: Phase
    lines: number[]
    many: number
  } | null = null
  const flush = (): void => {
    if (sliver === null) return
    const { x, end, from, to, phase, lines, many } = sliver
    blocks.push({ x, y, w: Math.max(1, end - x), h, phase, from, to, thin, begins: false, many, lines })
    sliver = null
  }
  for (const { from, to, phase, lines } of pieces) {
    if (phase === 'idle' || from > scale.to || (to !== null && to < scale.from)) continue
    const begin = xOf(scale, from)
    const x = Math.max(scale.left, begin)
    const end = to === null ? right : Math.min(right, xOf(scale, to))
    if (end <= x && begin < scale.left) continue
    if (end - x >= 1.5) {
      flush()
      blocks.push({ x, y, w: end - x, h, phase, from, to, thin, begins: begin >= scale.left, many: 1, lines })
      continue
    }
    if (sliver !== null && end - sliver.x > 1.5) flush()
    if (sliver === null) sliver = { x, end, from, to, longest: -1, phase, lines: [], many: 0 }
    sliver.end = Math.max(sliver.end, end)
    sliver.to = to
    sliver.many++
    if (sliver.lines.length < linesKept) sliver.lines.push(...lines)
    if (end - x > sliver.longest) {
      sliver.longest = end - x
      sliver.phase = phase
    }
  }
  flush()
  return blocks
}

export const textBox = (x: number, baseline: number, width: number, size: number) => ({
  x,
  y: baseline - size * 0.86,
  w: width,
  h: size * 1.1,
})

/** The longest wording that fits into a box, at its left end; null where none does. */
export function fitted(
  labels: readonly string[],
  box: { readonly x: number; readonly y: number; readonly w: number; readonly h: number },
  phase: Phase,
  lines: readonly number[],
  view: View,
): Text | null {
  const { unit, measure } = view
  const size = 11.5 * unit
  for (const text of labels) {
    const width = measure(text, size, 'sans', 400)
    if (width + 11 * unit > box.w) continue
    const x = box.x + 6 * unit
    const y = box.y + box.h / 2 + 3.6 * unit
    const plate = patterned.has(phase) ? phase : null
    return {
      text,
      x,
      y,
      size,
      voice: 'sans',
      weight: 400,
      colour: phaseColour[phase],
      plate,
      lines,
      box: textBox(x, y, width, size),
    }
  }
  return null
}

export interface Bars {
  readonly blocks: readonly Block[]
  readonly texts: readonly Text[]
}

/** Bars and thin tracks of all lanes, and what is written in the bars. */
export function barsOf(timeline: Timeline, rows: Rows, view: View): Bars {
  const blocks: Block[] = []
  const texts: Text[] = []
  timeline.lanes.forEach((lane, i) => {
    const row = rows.lanes[i]
    if (row === undefined || !row.isShown) return
    lane.tracks.forEach((track, t) => {
      const { y, h } = trackBox(row, t)
      const own = blocksOf(track.spans, view, y, h, t > 0)
      blocks.push(...own)
      if (t > 0) return
      const labels = new Map(track.spans.map((span) => [span.lines, span.labels]))
      for (const block of own) {
        const text =
          block.many > 1 ? null : fitted(labels.get(block.lines) ?? [], block, block.phase, block.lines, view)
        if (text !== null) texts.push(text)
      }
    })
    const text =
      lane.idle.length === 0
        ? null
        : fitted(lane.idle, { x: view.scale.left, y: row.top, w: view.scale.width, h: row.bar }, 'idle', [], view)
    if (text !== null) texts.push(text)
  })
  return { blocks, texts }
}
