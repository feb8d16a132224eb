import { tickStep, xOf, type TimeScale } from '../scale.ts'
import { arrowsOf } from './arrows.ts'
import { barsOf } from './blocks.ts'
import type { Box, Measure, Segment, View } from './geometry.ts'
import { placeMarks } from './marks.ts'
import type { Arrow, Block, Bundle, Colour, PlacedMark, Target } from './placed.ts'
import { railOf } from './rail.ts'
import type { LaneRow, Rows } from './rows.ts'
import { spread } from './spread.ts'
import { cut } from './titles.ts'
import type { Flag, FlagTone, Milestone, Timeline, Told } from './types.ts'

/** The same run with time flowing down and a column for each role, as a phone has room for it. */

/** Where things are from left to right, in units. */
const axisAt = 38
const tagsFrom = 46
const rightAir = 40
const tagHeight = 16

export interface DownView {
  /** Pixels down the page of a tick: `left` is the top of the time area, `width` its height. */
  readonly scale: TimeScale
  readonly width: number
  readonly unit: number
  readonly measure: Measure
  /** Room beside the axis for bands that say what would happen, in units. */
  readonly bandUnits: number
}

export interface Column {
  readonly role: string
  readonly title: string
  /** 0: next to the column; 1: a line higher, where titles are wider than columns and take turns. */
  readonly level: number
  readonly x: number
  readonly bar: number
  readonly middle: number
}

/** A word along a bar, read from top to bottom. */
export interface Standing extends Told {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly size: number
  readonly colour: Colour
  readonly plate: Block['phase'] | null
  readonly box: Box
}

/** What was answered, left of the first column. */
export interface Tag extends Told {
  readonly box: Box
  readonly text: string
  readonly tone: FlagTone
  readonly tick: number
  /** From the tag to its tick on the first column. */
  readonly leader: { readonly x1: number; readonly y1: number; readonly x2: number; readonly y2: number }
}

export interface DownPlacement {
  readonly columns: readonly Column[]
  readonly blocks: readonly Block[]
  readonly arrows: readonly Arrow[]
  readonly bundles: readonly Bundle[]
  readonly marks: readonly PlacedMark[]
  readonly glyphs: readonly {
    readonly name: Milestone
    readonly x: number
    readonly y: number
    readonly tick: number
  }[]
  readonly words: readonly Standing[]
  readonly tags: readonly Tag[]
  readonly axis: {
    readonly x: number
    readonly ticks: readonly { readonly tick: number; readonly y: number; readonly isMajor: boolean }[]
  }
  /** Left and right edge of the bands beside the axis. */
  readonly bands: { readonly left: number; readonly right: number }
  readonly wash: Box | null
  readonly cancelY: number | null
  readonly targets: readonly Target[]
}

/** What is placed from left to right in time, turned so that time flows down. */
const turnBox = <T extends Box>(box: T): T => ({ ...box, x: box.y, y: box.x, w: box.h, h: box.w })
const turnLine = <T extends Segment>(line: T): T => ({ ...line, x1: line.y1, y1: line.x1, x2: line.y2, y2: line.x2 })

/** Columns as rows: the layout of lanes does the rest, and is turned afterwards. */
function columnsAsRows(timeline: Timeline, view: DownView): { readonly rows: Rows; readonly first: number } {
  const u = (units: number): number => units * view.unit
  const shown = timeline.lanes.filter(({ isUsed }) => isUsed)
  const bar = shown.length > 4 ? 24 : 30
  const first = u(tagsFrom + view.bandUnits + (shown.length > 4 ? 60 : 76))
  const room = view.width - u(rightAir) - first - u(bar)
  const step = shown.length > 1 ? room / (shown.length - 1) : 0
  let index = 0
  const lanes = timeline.lanes.map(({ isUsed, tracks }): LaneRow => {
    const top = first + index * step
    if (!isUsed) return { top, bar: 0, tracks: [], bottom: top, isShown: false }
    index++
    // Thin tracks share what is left of the way to the next column.
    const thin = Math.min(u(7), Math.max(u(3), (step - u(bar + 12)) / Math.max(1, tracks.length - 1)))
    const own = tracks.slice(1).map((_, i) => ({ y: top + u(bar) + u(1.5) + i * thin, h: thin - u(1) }))
    return { top, bar: u(bar), tracks: own, bottom: top + u(bar) + own.length * thin, isShown: true }
  })
  const rows: Rows = {
    rail: { top: 0, line: 0 },
    flagRows: 0,
    lanes,
    gap: step,
    resources: [],
    commands: 0,
    axis: 0,
    bottom: view.width,
    need: 0,
    least: 0,
  }
  return { rows, first }
}

export function placeDown(timeline: Timeline, view: DownView): DownPlacement {
  const { scale, unit, measure, width } = view
  const u = (units: number): number => units * unit
  const { rows, first } = columnsAsRows(timeline, view)
  const flat: View = {
    scale,
    width: scale.left + scale.width,
    height: width,
    unit,
    measure,
    coarse: true,
    before: null,
  }
  const { blocks, texts } = barsOf(timeline, rows, flat)
  const { arrows, bundles } = arrowsOf(timeline, rows, flat)
  const flatMarks = placeMarks(timeline, rows, flat)
  const marks = flatMarks.map((mark) => ({ ...mark, x: mark.y, y: mark.x, until: mark.y }))
  const spots = railOf(
    { ...timeline, milestones: timeline.milestones.filter(({ place }) => place !== null && !('resource' in place)) },
    flatMarks,
    rows,
    flat,
  )
  const released = timeline.milestones.filter(({ place }) => place !== null && 'resource' in place)
  const glyphs = [
    ...spots.flatMap(({ name, glyph, tick }) => (glyph === null ? [] : [{ name, x: glyph.y, y: glyph.x, tick }])),
    ...released.map(({ name, tick }) => ({ name, x: u(axisAt), y: xOf(scale, tick), tick })),
  ]
  const words = texts.map(({ text, x, y, size, colour, plate, lines, box }): Standing => {
    const row = rows.lanes.find(({ top, bottom }) => y >= top && y <= bottom)
    const middle = row === undefined ? y : row.top + row.bar / 2
    // Turned by a quarter to the right, a baseline below the middle stands left of it.
    return {
      text,
      x: 2 * middle - y,
      y: x,
      size,
      colour,
      plate,
      lines,
      box: turnBox({ ...box, y: 2 * middle - box.y - box.h }),
    }
  })
  const shown = timeline.lanes.flatMap((lane, i) => {
    const row = rows.lanes[i]
    return row?.isShown === true ? [{ lane, row }] : []
  })
  const fits = (text: string, room: number): boolean => measure(text, u(11.5), 'sans', 600) <= room - u(6)
  const takesTurns = shown.some(({ lane }) => !fits(lane.title, rows.gap))
  const columns = shown.map(({ lane, row }, i): Column => {
    const title = cut(lane.title, (text) => fits(text, (takesTurns ? 2 : 1) * rows.gap))
    const level = takesTurns ? (shown.length - 1 - i) % 2 : 0
    return { role: lane.role, title, level, x: row.top, bar: row.bar, middle: row.top + row.bar / 2 }
  })
  const tags = tagsOf(timeline, view, first)
  const turned = {
    blocks: blocks.map(turnBox),
    arrows: arrows.map(turnLine),
    bundles: bundles.map((bundle) => ({ ...bundle, first: turnLine(bundle.first), last: turnLine(bundle.last) })),
  }
  const { aftermath, cancel } = timeline
  return {
    columns,
    ...turned,
    marks,
    glyphs,
    words,
    tags,
    axis: { x: u(axisAt), ticks: axisTicks(scale, u(52)) },
    bands: { left: u(axisAt + 6), right: u(axisAt + 6 + view.bandUnits) },
    wash:
      aftermath === null
        ? null
        : {
            x: first - u(4),
            y: xOf(scale, aftermath.from),
            w: width - first + u(4),
            h: Math.max(0, xOf(scale, aftermath.to) - xOf(scale, aftermath.from)),
          },
    cancelY: cancel === null ? null : xOf(scale, cancel.tick),
    targets: targetsOf(turned, marks, tags, glyphs, timeline, unit),
  }
}

function axisTicks(scale: TimeScale, apart: number): DownPlacement['axis']['ticks'] {
  const major = tickStep(scale, apart)
  const minor = major % 2 === 0 ? major / 2 : major
  const ticks: { tick: number; y: number; isMajor: boolean }[] = []
  for (let tick = Math.ceil(scale.from / minor) * minor; tick <= scale.to; tick += minor)
    ticks.push({ tick, y: xOf(scale, tick), isMajor: tick % major === 0 })
  return ticks
}

/** What a tag says where no symbol has room: which call it answers, or that it is the end. */
function inShort({ kind, texts: [text = ''] }: Flag): string {
  if (kind === 'settle') return 'final'
  return text.includes(':') ? (text.split(':')[0] ?? '') : 'answer'
}

/** Answers of the client, the weightiest first where there is not room for all. */
function tagsOf(timeline: Timeline, view: DownView, first: number): Tag[] {
  const { scale, unit, measure } = view
  const u = (units: number): number => units * unit
  const left = u(tagsFrom + view.bandUnits)
  const right = first - u(8)
  const textOf = (flag: Flag): string | undefined =>
    [...flag.texts, inShort(flag)].find((text) => measure(text, u(11), 'sans', 600) + u(8) <= right - left)
  const wanted = timeline.flags
    .filter(({ place, priority, tick }) => place.lane === 0 && priority >= 20 && tick >= scale.from && tick <= scale.to)
    .toSorted((a, b) => b.priority - a.priority)
    .slice(0, Math.max(1, Math.floor(scale.width / u(tagHeight + 6))))
    .flatMap((flag) => {
      const text = textOf(flag)
      return text === undefined ? [] : [{ flag, text }]
    })
    .toSorted((a, b) => a.flag.tick - b.flag.tick)
  const tops = spread(
    wanted.map(({ flag }) => ({ at: xOf(scale, flag.tick), width: u(tagHeight) })),
    u(3),
    scale.left - u(8),
    scale.left + scale.width + u(8),
  )
  if (tops === null) return []
  return wanted.map(({ flag, text }, i): Tag => {
    const w = measure(text, u(11), 'sans', 600) + u(8)
    const y = tops[i] ?? 0
    const at = xOf(scale, flag.tick)
    return {
      box: { x: right - w, y, w, h: u(tagHeight) },
      text,
      tone: flag.tone,
      tick: flag.tick,
      lines: flag.lines,
      leader: { x1: right, y1: y + u(tagHeight) / 2, x2: first, y2: at },
    }
  })
}

function targetsOf(
  { blocks, arrows }: { readonly blocks: readonly Block[]; readonly arrows: readonly Arrow[] },
  marks: readonly PlacedMark[],
  tags: readonly Tag[],
  glyphs: DownPlacement['glyphs'],
  timeline: Timeline,
  unit: number,
): Target[] {
  const around = (x: number, y: number, r: number): Box => ({ x: x - r, y: y - r, w: 2 * r, h: 2 * r })
  const one = (
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
  const milestones = new Map(timeline.milestones.map(({ name, lines }) => [name, lines]))
  return [
    ...tags.map(({ lines, box }) => one(lines, box, 0)),
    ...marks.map(({ lines, x, y, many }) => one(lines, around(x, y, 6 * unit), 0, many)),
    ...glyphs.map(({ name, x, y }) => one(milestones.get(name) ?? [], around(x, y, 6 * unit), 0)),
    ...arrows.map((arrow) => one(arrow.lines, arrow, 3)),
    ...blocks
      .filter(({ lines }) => lines.length > 0)
      .map((block) => one(block.lines, block, 6, block.many, { from: block.from, to: block.to })),
  ]
}
