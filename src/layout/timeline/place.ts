import { xOf } from '../scale.ts'
import { areasOf } from './areas.ts'
import { arrowsOf } from './arrows.ts'
import { axisOf, handlesOf, pillOf } from './axis.ts'
import { barsOf, textBox } from './blocks.ts'
import { placeFlags } from './flagRows.ts'
import { rightOf, Taken, type Box, type View } from './geometry.ts'
import { placeLabels } from './labels.ts'
import { placeMarks } from './marks.ts'
import type { Arrow, Block, Bundle, Placement, Target, Text } from './placed.ts'
import { railOf } from './rail.ts'
import { rowsOf, type Rows } from './rows.ts'
import { titlesOf } from './titles.ts'
import type { Message, Timeline } from './types.ts'

const around = (x: number, y: number, r: number): Box => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })

const known = new WeakMap<Timeline, ReadonlyMap<readonly number[], Message>>()

/** The messages of a run by the lines that tell them. A long run is placed anew in every frame in which it is moved; this stays. */
function messagesByLines(timeline: Timeline): ReadonlyMap<readonly number[], Message> {
  let messages = known.get(timeline)
  if (messages === undefined)
    known.set(timeline, (messages = new Map(timeline.messages.map((message) => [message.lines, message]))))
  return messages
}

/** Puts a timeline into a view. What is placed first has the first choice; labels come last and touch nothing. */
export function placeTimeline(timeline: Timeline, view: View): Placement {
  const { scale, unit } = view
  const rows = rowsOf(timeline, view)
  const { blocks, texts: barTexts } = barsOf(timeline, rows, view)
  const { arrows, bundles } = arrowsOf(timeline, rows, view)
  const marks = placeMarks(timeline, rows, view)
  const rail = railOf(timeline, marks, rows, view)
  const glyphs = rail.flatMap(({ glyph }) => (glyph === null ? [] : [around(glyph.x, glyph.y, 6 * unit)]))
  const { held, texts: areaTexts, resources } = areasOf(timeline, glyphs, rows, view)
  const cancel = pillOf(timeline, rows, view)
  const handles = handlesOf(timeline, rows, view)

  const taken = new Taken()
  for (const block of blocks) taken.add(block)
  for (const mark of marks) taken.add(around(mark.x, mark.y, (mark.kind === 'result' ? 3.5 : 6) * unit))
  for (const glyph of glyphs) taken.add(glyph)
  for (const row of rows.lanes) if (row.isShown) taken.add({ x: scale.left, y: row.top, w: scale.width, h: row.bar })
  const { flags, notches } = placeFlags(timeline, glyphs, rows, view, taken)
  const trackTexts = numbersOf(timeline, rows, view, taken)
  // The numbers of a resource stand a little above its row.
  for (const { box } of areaTexts) taken.add(box)
  const rules = cancel === null ? [] : [cancel.x]
  const bounds = {
    top: rows.rail.line + 4 * unit,
    bottom: (rows.resources.find(({ isShown }) => isShown)?.top ?? rows.commands) - 1,
  }
  const labels = placeLabels(arrows, messagesByLines(timeline), marks, rules, view, taken, bounds)
  const axis = axisOf(view, cancel === null ? [] : [cancel.box], rows)
  const titles = titlesOf(timeline, rows, view)
  const texts = [...barTexts, ...areaTexts, ...trackTexts, ...labels]

  const targets: Target[] = [
    ...marks.map((mark) =>
      target(
        mark.lines,
        around((mark.x + mark.until) / 2, mark.y, Math.max(6 * unit, (mark.until - mark.x) / 2)),
        0,
        mark.many,
      ),
    ),
    ...rail.map(({ box, lines }) => target(lines, box, 0)),
    ...rail.flatMap(({ glyph, lines }) =>
      glyph === null ? [] : [target(lines, around(glyph.x, glyph.y, 6 * unit), 0)],
    ),
    ...flags.map(({ box, lines }) => target(lines, box, 0)),
    ...notches.map(({ x, y, lines, many }) => target(lines, around(x, y, 3 * unit), 2, many)),
    ...[...trackTexts, ...labels].map(({ box, lines }) => target(lines, box, 1)),
    ...arrows.map(arrowTarget),
    ...bundles.map(bundleTarget),
    ...[...blocks, ...held]
      .filter(({ lines }) => lines.length > 0)
      .map((block: Block) => target(block.lines, block, 6, block.many, { from: block.from, to: block.to })),
  ]
  return {
    rows,
    titles,
    blocks,
    held,
    arrows,
    bundles,
    marks,
    flags,
    notches,
    texts,
    resources,
    rail,
    axis,
    handles,
    cancel,
    wash: washOf(timeline, rows, view),
    targets,
  }
}

const target = (
  lines: readonly number[],
  shape: Target['shape'],
  rank: number,
  many = 1,
  stretch: Target['stretch'] = null,
): Target => ({
  lines,
  shape,
  rank,
  many,
  stretch,
})

const arrowTarget = (arrow: Arrow): Target =>
  target(
    arrow.lines,
    arrow.sag === 0 ? arrow : { ...arrow, y1: arrow.y1 + arrow.sag * 0.75, y2: arrow.y2 + arrow.sag * 0.75 },
    3,
  )

function bundleTarget({ first, last, lines, count }: Bundle): Target {
  const left = Math.min(first.x1, first.x2)
  const top = Math.min(first.y1, first.y2)
  return target(
    lines,
    { x: left, y: top, w: Math.max(last.x1, last.x2) - left, h: Math.max(first.y1, first.y2) - top },
    5,
    count,
  )
}

/** Which operation a thin track shows: in words where there is room, else its number. */
function numbersOf(timeline: Timeline, rows: Rows, { scale, unit, measure, width }: View, taken: Taken): Text[] {
  const texts: Text[] = []
  const size = 11 * unit
  timeline.lanes.forEach((lane, l) =>
    lane.tracks.slice(1).forEach((track, t) => {
      const at = rows.lanes[l]?.tracks[t]
      if (at === undefined || at.h < 9 * unit) return
      for (const [i, span] of track.spans.entries()) {
        const next = track.spans[i + 1]
        if (next?.operation === span.operation) continue
        const end = span.to === null ? null : xOf(scale, span.to)
        const own = track.spans.find((other) => other.operation === span.operation)
        const begin = own === undefined ? null : xOf(scale, own.from)
        for (const text of [`operation ${span.operation}`, String(span.operation)]) {
          const w = measure(text, size, 'sans', 600)
          const y = at.y + at.h - 1.5 * unit
          const places = [end === null ? null : end + 5 * unit, begin === null ? null : begin - 5 * unit - w]
          const x = places.find(
            (left) =>
              left !== null &&
              left > scale.left &&
              left + w < Math.min(width, rightOf(scale)) &&
              taken.isFree(textBox(left, y, w, size), 0),
          )
          if (x === undefined || x === null) continue
          const box = textBox(x, y, w, size)
          taken.add(box)
          texts.push({
            text,
            x,
            y,
            size,
            voice: 'sans',
            weight: 600,
            colour: 'ink',
            plate: null,
            lines: span.lines,
            box,
          })
          break
        }
      }
    }),
  )
  return texts
}

function washOf({ aftermath }: Timeline, rows: Rows, { scale }: View): Box | null {
  if (aftermath === null || aftermath.from > scale.to || aftermath.to < scale.from) return null
  const x = Math.max(scale.left, xOf(scale, aftermath.from))
  const w = Math.min(rightOf(scale), xOf(scale, aftermath.to)) - x
  const y = rows.rail.line
  return w <= 0 ? null : { x, y, w, h: rows.axis - y }
}
