import type { Phase } from '#machines/dialect.ts'
import { spread } from '../timeline/spread.ts'
import type { Message, MessageKind, Milestone, Timeline } from '../timeline/types.ts'

/** A run in small, for a table of runs that are aligned at their cancel. Lengths are pixels, `unit` a sixteenth of the root font size. */
export interface RowView {
  readonly width: number
  readonly unit: number
  /** Pixels of a tick. */
  readonly perTick: number
  /** Where the cancel stands, in pixels. */
  readonly pole: number
  /** Tick of the cancel. */
  readonly cancelAt: number
  /** Roles whose lanes are drawn. */
  readonly lanes: ReadonlySet<string>
  /** How long the work goes on after the cancel, in ticks; null: to the end. */
  readonly goesOn: number | null
  readonly reached: readonly { readonly name: Milestone; readonly after: number }[]
}

export interface RowPlacement {
  readonly height: number
  readonly lanes: readonly { readonly title: string; readonly x: number; readonly y: number }[]
  /** Lines on which the bars stand. */
  readonly ground: string
  /** What is drawn of each phase: bars, and their lower edges. */
  readonly bars: readonly { readonly phase: Phase; readonly fill: string; readonly edge: string }[]
  readonly arrows: readonly { readonly kind: MessageKind; readonly path: string }[]
  /** While the work goes on after the cancel. */
  readonly wash: { readonly x: number; readonly y: number; readonly w: number; readonly h: number }
  /** Milestones above the lanes: where the shape stands, and where its tick is. */
  readonly rail: readonly { readonly name: Milestone; readonly x: number; readonly at: number }[]
  readonly railLine: number
  readonly left: number
  readonly right: number
}

const gutter = 96
const air = 10
const railHeight = 19
const laneGap = 15
const barHeight = 8.5
/** Shapes on the rail do not touch each other. */
const shapeWidth = 11

/** The time area of a row that is `width` wide. */
export const rowEdges = (width: number, unit: number): { readonly left: number; readonly right: number } => ({
  left: gutter * unit,
  right: Math.max(gutter * unit + 40, width - air * unit),
})

const n = (value: number): string => value.toFixed(1)
const box = (x: number, y: number, w: number, h: number): string => `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`

/** Messages that cross from lane to lane; polls come and go without end and say nothing about the cancel. */
const isDrawn = ({ inside, kind }: Message): boolean => !inside && kind !== 'poll' && kind !== 'open'

export function placeRow(
  timeline: Timeline,
  { width, unit, perTick, pole, cancelAt, lanes: wanted, goesOn, reached }: RowView,
): RowPlacement {
  const { left, right } = rowEdges(width, unit)
  const lanes = timeline.lanes.filter(({ role }) => wanted.has(role))
  const x = (tick: number): number => pole + (tick - cancelAt) * perTick
  const within = (at: number): number => Math.max(left, Math.min(right, at))
  const y = (lane: number): number => (railHeight + 3 + lane * laneGap) * unit
  const [bar, edge] = [barHeight * unit, 1.6 * unit]
  const height = y(lanes.length)
  const railLine = railHeight * unit - 2 * unit
  const bars = new Map<Phase, { fill: string; edge: string }>()
  lanes.forEach(({ tracks }, i) => {
    for (const { phase, from, to } of tracks[0]?.spans ?? []) {
      const [a, b] = [within(x(from)), within(to === null ? right : x(to))]
      if (b <= a) continue
      const known = bars.get(phase) ?? { fill: '', edge: '' }
      bars.set(phase, {
        fill: known.fill + box(a, y(i), b - a, bar),
        edge: known.edge + box(a, y(i) + bar - edge, b - a, edge),
      })
    }
  })
  const index = new Map(lanes.map(({ role }, i) => [role, i]))
  const arrows = new Map<MessageKind, string>()
  for (const message of timeline.messages) {
    if (!isDrawn(message)) continue
    const [from, to] = [
      index.get(timeline.lanes[message.from.lane]?.role ?? ''),
      index.get(timeline.lanes[message.to.lane]?.role ?? ''),
    ]
    const [a, b] = [x(message.sent), x(message.arrived)]
    if (from === undefined || to === undefined || a < left || b > right) continue
    const down = to > from
    arrows.set(
      message.kind,
      `${arrows.get(message.kind) ?? ''}M${n(a)} ${n(y(from) + (down ? bar : 0))}L${n(b)} ${n(y(to) + (down ? 0 : bar))}`,
    )
  }
  const ordered = reached.toSorted((a, b) => a.after - b.after)
  const wishes = ordered.map(({ after }) => ({ at: within(pole + after * perTick), width: shapeWidth * unit }))
  const lefts = spread(wishes, unit, left - 6 * unit, right + 6 * unit) ?? []
  return {
    height,
    lanes: lanes.map(({ title }, i) => ({ title, x: left - 8 * unit, y: y(i) + 8 * unit })),
    ground: lanes.map((_, i) => `M${n(left)} ${n(y(i) + bar)}H${n(right)}`).join(''),
    bars: [...bars].map(([phase, paths]) => ({ phase, ...paths })),
    arrows: [...arrows].map(([kind, path]) => ({ kind, path })),
    wash: {
      x: pole,
      y: railLine,
      w: Math.max(0, within(goesOn === null ? right : pole + goesOn * perTick) - pole),
      h: height - railLine,
    },
    rail: ordered.map(({ name, after }, i) => ({
      name,
      x: (lefts[i] ?? 0) + (shapeWidth * unit) / 2,
      at: within(pole + after * perTick),
    })),
    railLine,
    left,
    right,
  }
}
