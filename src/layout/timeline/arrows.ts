import { xOf } from '../scale.ts'
import { linesKept } from './blocks.ts'
import { clipped, rightOf, type Segment, type View } from './geometry.ts'
import type { Arrow, Bundle } from './placed.ts'
import { trackBox, type LaneRow, type Rows } from './rows.ts'
import type { Message, Place, Timeline } from './types.ts'

/** Messages of one kind between two lanes are bundled only where there are many of them. */
const bundledFrom = 40
/** And where they are closer than this, in pixels. */
const near = 2.5

/** The edge of a lane where an arrow leaves or lands: downwards below its own track, upwards above the bar. */
function edge(row: LaneRow, place: Place, below: boolean): number {
  if (!below) return row.top
  const { y, h } = trackBox(row, place.track)
  return y + h
}

function segmentOf(message: Message, rows: Rows, view: View): Segment | null {
  const from = rows.lanes[message.from.lane]
  const to = rows.lanes[message.to.lane]
  if (from === undefined || to === undefined) return null
  const down = message.to.lane > message.from.lane
  const within = message.to.lane === message.from.lane
  return {
    x1: xOf(view.scale, message.sent),
    y1: within ? from.bottom : edge(from, message.from, down),
    x2: xOf(view.scale, message.arrived),
    y2: within ? to.bottom : edge(to, message.to, !down),
  }
}

export interface Arrows {
  readonly arrows: readonly Arrow[]
  readonly bundles: readonly Bundle[]
}

export function arrowsOf(timeline: Timeline, rows: Rows, view: View): Arrows {
  const { scale } = view
  const right = rightOf(scale)
  const groups = new Map<string, { message: Message; line: Segment }[]>()
  for (const message of timeline.messages) {
    if (message.sent > scale.to || message.arrived < scale.from) continue
    const line = segmentOf(message, rows, view)
    if (line === null) continue
    const key = `${message.kind} ${message.from.lane}:${message.from.track} ${message.to.lane}:${message.to.track}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [{ message, line }])
    else group.push({ message, line })
  }
  const arrows: Arrow[] = []
  const bundles: Bundle[] = []
  const single = (message: Message, line: Segment): void => {
    const within = message.from.lane === message.to.lane
    const shown = within ? line : clipped(line, scale.left, right)
    if (shown === null || (within && (line.x1 < scale.left || line.x2 > right))) return
    const { kind, name, lines } = message
    arrows.push({ ...shown, kind, name, lines, lands: line.x2 >= scale.left && line.x2 <= right, sag: within ? 13 * view.unit : 0 })
  }
  for (const group of groups.values()) {
    if (group.length < bundledFrom) {
      for (const { message, line } of group) single(message, line)
      continue
    }
    let run: { message: Message; line: Segment }[] = []
    const flush = (): void => {
      if (run.length <= 2) for (const { message, line } of run) single(message, line)
      else bundle(run)
      run = []
    }
    const bundle = (members: readonly { message: Message; line: Segment }[]): void => {
      const first = members[0]
      const last = members.at(-1)
      const a = first === undefined ? null : clipped(first.line, scale.left, right)
      const b = last === undefined ? null : clipped(last.line, scale.left, right)
      if (first === undefined || a === null || b === null) return
      const lines = members.slice(0, linesKept).flatMap(({ message }) => message.lines)
      bundles.push({ kind: first.message.kind, name: first.message.name, first: a, last: b, count: members.length, lines })
    }
    for (const member of group) {
      const before = run.at(-1)
      if (before !== undefined && (member.line.x1 - before.line.x1 > near || Math.abs(member.line.x2 - before.line.x2) > near)) flush()
      run.push(member)
    }
    flush()
  }
  return { arrows, bundles }
}
