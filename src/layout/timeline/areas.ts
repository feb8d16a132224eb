import { xOf } from '../scale.ts'
import { fitted, linesKept, textBox } from './blocks.ts'
import { alike, rightOf, touches, type Box, type View } from './geometry.ts'
import type { Block, PlacedResource, Text } from './placed.ts'
import type { ResourceRow, Rows } from './rows.ts'
import type { Holding, Phase, ResourceLane, Timeline } from './types.ts'

interface Piece {
  readonly from: number
  readonly to: number | null
  /** How many units are below it, and how many it is high. */
  readonly under: number
  readonly count: number
  readonly phase: Phase
  readonly lines: readonly number[]
}

/** A limit that is never come near to is told in words: drawn to scale it would flatten everything else. */
const isNear = (limit: number, most: number): boolean => limit <= Math.max(4, most * 2)

/** What one share is over time; neighbours that look the same are one. */
function layer(
  steps: readonly Holding[],
  share: 'base' | 'others' | 'target',
  turns: readonly number[],
  phaseAt: (tick: number) => Phase,
): Piece[] {
  const pieces: Piece[] = []
  const push = (piece: Piece): void => {
    const last = pieces.at(-1)
    const joins =
      last !== undefined &&
      last.to === piece.from &&
      last.under === piece.under &&
      last.count === piece.count &&
      last.phase === piece.phase
    if (joins) pieces[pieces.length - 1] = { ...last, to: piece.to }
    else pieces.push(piece)
  }
  steps.forEach((step, i) => {
    const count = step[share]
    if (count <= 0) return
    const under = share === 'base' ? 0 : share === 'others' ? step.base : step.base + step.others
    const until = steps[i + 1]?.tick ?? null
    let from = step.tick
    for (const turn of turns) {
      if (turn <= from || (until !== null && turn >= until)) continue
      push({ from, to: turn, under, count, phase: phaseAt(from), lines: step.lines })
      from = turn
    }
    push({ from, to: until, under, count, phase: phaseAt(from), lines: step.lines })
  })
  return pieces
}

function drawn(pieces: readonly Piece[], { scale }: View, row: ResourceRow, height: number): Block[] {
  const right = rightOf(scale)
  const blocks: Block[] = []
  for (const { from, to, under, count, phase, lines } of pieces) {
    if (from > scale.to || (to !== null && to < scale.from)) continue
    const begin = xOf(scale, from)
    const x = Math.max(scale.left, begin)
    const w = Math.max(1, (to === null ? right : Math.min(right, xOf(scale, to))) - x)
    const last = blocks.at(-1)
    const y = row.base - (under + count) * height
    // Two that fall on the same pixel: the higher one is seen.
    if (last !== undefined && w <= 1.5 && last.w <= 1.5 && x - last.x < 1.5) {
      const top = Math.min(last.y, y)
      const kept = last.lines.length < linesKept ? [...last.lines, ...lines] : last.lines
      blocks[blocks.length - 1] = {
        ...last,
        to,
        y: top,
        h: Math.max(last.y + last.h, y + count * height) - top,
        many: last.many + 1,
        lines: kept,
      }
      continue
    }
    blocks.push({
      x,
      y,
      w,
      h: count * height,
      phase,
      from,
      to,
      thin: false,
      begins: begin >= scale.left,
      many: 1,
      lines,
    })
  }
  return blocks
}

function wordings(
  resource: ResourceLane,
  share: 'base' | 'others' | 'target',
  phase: Phase,
  count: number,
  timeline: Timeline,
): string[] {
  const isShared = resource.steps.some(({ target, others }) => target + others > 0)
  if (share === 'base') return isShared ? [`${count} held by others`, 'others'] : ['held']
  if (share === 'others') return ['held by other operations', 'other operations', 'others']
  if (phase === 'unaware') return ['held by the cancelled operation', 'held after the cancel', 'still held']
  if (phase === 'over') return ['kept, the work is over', 'kept']
  return timeline.operations > 1
    ? [`held by operation ${timeline.target}`, `operation ${timeline.target}`, 'held']
    : ['held']
}

export interface Areas {
  readonly held: readonly Block[]
  readonly texts: readonly Text[]
  readonly resources: readonly PlacedResource[]
}

export function areasOf(timeline: Timeline, glyphs: readonly Box[], rows: Rows, view: View): Areas {
  const held: Block[] = []
  const texts: Text[] = []
  const { scale, unit, measure } = view
  const right = rightOf(scale)
  const small = 11 * unit
  const write = (text: string, x: number, y: number, colour: Text['colour'], weight: 400 | 600): void => {
    const w = measure(alike(text), small, 'sans', weight)
    texts.push({
      text,
      x,
      y,
      size: small,
      voice: 'sans',
      weight,
      colour,
      plate: null,
      lines: [],
      box: textBox(x, y, w, small),
    })
  }
  const resources = timeline.resources.map((resource, i): PlacedResource => {
    const row = rows.resources[i] ?? { top: 0, base: 0, room: 0, isShown: false }
    if (!row.isShown) return { base: row.base, limit: null, span: null, bounced: [] }
    const { limit, most, orphanedAt, overAt } = resource
    const limitIsDrawn = limit !== null && isNear(limit, most)
    const height = row.room / Math.max(1, most, limitIsDrawn ? limit : 1)
    const turns = [orphanedAt, overAt].filter((turn) => turn !== null).sort((a, b) => a - b)
    const phaseAt = (tick: number): Phase =>
      overAt !== null && tick >= overAt ? 'over' : orphanedAt !== null && tick >= orphanedAt ? 'unaware' : 'working'
    const names: Text[] = []
    for (const share of ['base', 'others', 'target'] as const) {
      const pieces = layer(
        resource.steps,
        share,
        share === 'target' ? turns : [],
        share === 'target' ? phaseAt : () => (share === 'base' ? 'idle' : 'working'),
      )
      const blocks = drawn(pieces, view, row, height)
      held.push(...blocks)
      for (const block of blocks) {
        if (block.many > 1 || block.h < 11.9 * unit) continue
        const text = fitted(
          wordings(resource, share, block.phase, Math.round(block.h / height), timeline),
          block,
          block.phase,
          block.lines,
          view,
        )
        if (text !== null && !glyphs.some((glyph) => touches(glyph, text.box))) names.push(text)
      }
    }
    // Shares that stand on each other may be a little lower than their words; then that of the operation in question is named.
    const named: Text[] = []
    for (const text of names.toReversed()) if (!named.some(({ box }) => touches(box, text.box))) named.push(text)
    texts.push(...named)
    const y = limit === null ? null : limitIsDrawn ? row.base - limit * height : row.base - row.room
    if (limit !== null && y !== null) {
      const text = `limit ${limit}`
      const x = scale.left + 7 * unit
      const box = { x, y, w: measure(text, small, 'sans', 400), h: 15 * unit }
      const covered = [...held, ...named.map((each) => each.box)].some(
        (other) => other.x < box.x + box.w && other.y < box.y + box.h && other.y + other.h > box.y,
      )
      if (!covered && row.base - y >= 13 * unit) write(text, x, y + 12 * unit, 'ink-2', 400)
    }
    return {
      base: row.base,
      limit: y === null ? null : { y, isDrawn: limitIsDrawn },
      span: dimension(resource, row),
      bounced: resource.bounced
        .filter((tick) => tick >= scale.from && tick <= scale.to)
        .slice(0, 100)
        .map((tick) => ({ x: xOf(scale, tick), y1: row.base - row.room, y2: row.base })),
    }
  })
  return { held, texts, resources }

  /** The line that says how long it stays held after the cancel, with its number. */
  function dimension({ span }: ResourceLane, row: ResourceRow): PlacedResource['span'] {
    if (span === null || span.from > scale.to || (span.to !== null && span.to < scale.from)) return null
    const x1 = Math.max(scale.left, xOf(scale, span.from))
    const x2 = span.to === null ? right : Math.min(right, xOf(scale, span.to))
    const y = row.base - row.room - 7.5 * unit
    const text = span.to === null ? 'not released' : `${span.to - span.from} ticks`
    const w = measure(alike(text), small, 'sans', 600)
    const inside = x2 - x1 > w + 26 * unit
    const middle = (x1 + x2) / 2
    if (inside) write(text, middle - w / 2, y + 4 * unit, 'orphan-t', 600)
    else if (x2 + 6 * unit + w < right) write(text, x2 + 6 * unit, y + 4 * unit, 'orphan-t', 600)
    const room = w / 2 + 4 * unit
    return { x1, x2, y, isOpen: span.to === null, gap: inside ? { x1: middle - room, x2: middle + room } : null }
  }
}
