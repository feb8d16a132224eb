import { xOf, type TimeScale } from '../scale.ts'
import { clipped } from './geometry.ts'
import type { Arrow, Block } from './placed.ts'
import type { Message, Milestone, Timeline } from './types.ts'

/** A run in small: its lanes, the messages between them, its cancel and its milestones, and nothing to read but names. */
export interface Mini {
  readonly height: number
  readonly scale: TimeScale
  readonly lanes: readonly { readonly title: string; readonly y: number; readonly base: number }[]
  readonly blocks: readonly Block[]
  readonly arrows: readonly Arrow[]
  /** The first cancel: its pole, and where its label stands. */
  readonly cancel: {
    readonly x: number
    readonly text: string
    readonly textX: number
    readonly anchor: 'start' | 'middle' | 'end'
  } | null
  readonly glyphs: readonly { readonly name: Milestone; readonly x: number; readonly y: number }[]
  /** Where something acts: a frame in the lane of who does it, and a line up to the label. */
  readonly acts: readonly Frame[]
  /** The label stands over the first of them. */
  readonly actLabel: { readonly x: number; readonly anchor: 'start' | 'middle' | 'end' } | null
}

export interface Frame {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

/** A tick at which something acts, and in which actor; null: in nobody in particular. */
export interface ActMark {
  readonly tick: number
  readonly actor: string | null
}

/** All in units of a sixteenth of the root font. */
const gutter = 112
const air = 8
const usualHead = 20
/** The row of the label of what acts, and its frame. */
const labelRow = 16
const frameReach = 5
const frameAir = 4
/** So near to an end of the axis a label of some words does not stand over its mark. */
const actReach = 80
const bar = 13
const thin = 4
const step = 31
/** Thin tracks that find room between two lanes. */
const tracksMax = 3
/** So near to an end of the axis the label of the cancel does not stand over its pole. */
const labelReach = 34

/** @param acts What is to be marked; a row for its label is added where there is any. */
export function placeMini(
  timeline: Timeline,
  to: number,
  width: number,
  unit: number,
  acts: readonly ActMark[] = [],
): Mini {
  const head = usualHead + (acts.length === 0 ? 0 : labelRow)
  const left = gutter * unit
  const scale: TimeScale = { from: 0, to, left, width: Math.max(1, width - left - air * unit) }
  const right = scale.left + scale.width
  const x = (tick: number): number => Math.max(left, Math.min(right, xOf(scale, tick)))
  const used = timeline.lanes.flatMap((lane, index) => (lane.isUsed ? [{ lane, index }] : []))
  const rowOf = new Map(used.map(({ index }, row) => [index, row]))
  const top = (row: number): number => (head + row * step) * unit
  const blocks = used.flatMap(({ lane }, row) =>
    lane.tracks.slice(0, tracksMax).flatMap(({ spans }, track) =>
      spans.flatMap(({ from, to: until, phase, lines }): Block[] => {
        if (phase === 'idle') return []
        const [y, h] = track === 0 ? [top(row), bar] : [top(row) + (bar + 1.5 + (track - 1) * (thin + 1)) * unit, thin]
        return [
          {
            lines,
            phase,
            from,
            to: until,
            thin: track > 0,
            begins: true,
            many: 1,
            x: x(from),
            y,
            w: Math.max(1, (until === null ? right : x(until)) - x(from)),
            h: h * unit,
          },
        ]
      }),
    ),
  )
  const arrow = ({ from, to: target, sent, arrived, kind, name, lines }: Message): Arrow[] => {
    const [start, end] = [rowOf.get(from.lane), rowOf.get(target.lane)]
    if (start === undefined || end === undefined || start === end) return []
    const edge = (row: number, isBelow: boolean): number => top(row) + (isBelow ? bar * unit : 0)
    const line = clipped(
      { x1: xOf(scale, sent), y1: edge(start, end > start), x2: xOf(scale, arrived), y2: edge(end, end < start) },
      left,
      right,
    )
    return line === null ? [] : [{ ...line, lines, kind, name, lands: arrived <= to, sag: 0 }]
  }
  const framed = (tick: number, row: number): Frame => ({
    x: x(tick) - frameReach * unit,
    y: top(row) - frameAir * unit,
    w: 2 * frameReach * unit,
    h: (bar + 2 * frameAir) * unit,
  })
  const frames = acts.flatMap(({ tick, actor }): Frame[] => {
    if (tick > to) return []
    const row = used.findIndex(
      ({ lane }) =>
        actor !== null &&
        (lane.role === actor.split('#')[0] ||
          lane.tracks.some(({ spans }) => spans.some((span) => span.actor === actor))),
    )
    return row < 0 ? [] : [framed(tick, row)]
  })
  const [firstFrame] = frames
  const actAt = firstFrame === undefined ? 0 : firstFrame.x + frameReach * unit
  const { cancel } = timeline
  const pole = cancel === null ? null : x(cancel.tick)
  // The line up to the label of what acts is not drawn through the label of the cancel.
  const isBeside = pole !== null && firstFrame !== undefined && Math.abs(actAt - pole) < labelReach * unit
  const anchor = isBeside
    ? actAt < pole
      ? 'start'
      : 'end'
    : pole === null || (pole > left + labelReach * unit && pole < right - labelReach * unit)
      ? 'middle'
      : pole <= left + labelReach * unit
        ? 'start'
        : 'end'
  return {
    height: (head + used.length * step - (step - bar) + 10) * unit,
    scale,
    lanes: used.map(({ lane }, row) => ({
      title: lane.title,
      y: top(row) + (bar - 2.5) * unit,
      base: top(row) + bar * unit,
    })),
    blocks,
    arrows: timeline.messages.filter(({ inside, kind }) => !inside && kind !== 'poll').flatMap(arrow),
    cancel: cancel === null || pole === null ? null : { x: pole, text: `cancel ${cancel.tick}`, textX: pole, anchor },
    acts: frames,
    actLabel:
      firstFrame === undefined
        ? null
        : {
            x: actAt,
            anchor: actAt < left + actReach * unit ? 'start' : actAt > right - actReach * unit ? 'end' : 'middle',
          },
    glyphs: timeline.milestones.flatMap(({ name, tick, place }) => {
      const row = place === null || !('lane' in place) ? undefined : rowOf.get(place.lane)
      return row === undefined || tick > to ? [] : [{ name, x: x(tick), y: top(row) + bar * unit }]
    }),
  }
}
