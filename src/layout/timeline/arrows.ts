import { xOf } from '../scale.ts'
import { linesKept } from './blocks.ts'
import { clipped, rightOf, type Segment, type View } from './geometry.ts'
import type { Arrow, Bundle } from './placed.ts'
import { trackBox, type LaneRow, type Rows } from './rows.ts'
import type { Message, Place, Timeline } from './types.ts'

/** Messages of a group are bundled only where there are many of them. */
const bundledFrom = 40
/** And where they are closer than this, in pixels; */
const near = 2.5
/** more so where there are more in view than this altogether, which nobody tells apart. */
const manyInView = 800

/** The edge of a lane where an arrow leaves or lands: downwards below its own track, upwards above the bar. */
function edge(row: LaneRow, place: Place, below: boolean): number {
  if (!below) return row.top
  const { y, h } = trackBox(row, place.track)
  return y + h
}

/** Messages of one kind between the same two places; they differ only in time. */
type Group = readonly Message[]

const groups = new WeakMap<Timeline, readonly Group[]>()

function groupsOf(timeline: Timeline): readonly Group[] {
  const known = groups.get(timeline)
  if (known !== undefined) return known
  const byKey = new Map<string, Message[]>()
  for (const message of timeline.messages) {
    const key = `${message.kind} ${message.from.lane}:${message.from.track} ${message.to.lane}:${message.to.track}`
    const group = byKey.get(key)
    if (group === undefined) byKey.set(key, [message])
    else group.push(message)
  }
  const all = [...byKey.values()]
  groups.set(timeline, all)
  return all
}

/** Where all messages of a group leave and land, or null where their lanes are not there. */
function edgesOf({ from, to }: Message, rows: Rows): { readonly y1: number; readonly y2: number } | null {
  const start = rows.lanes[from.lane]
  const end = rows.lanes[to.lane]
  if (start === undefined || end === undefined) return null
  if (from.lane === to.lane) return { y1: start.bottom, y2: end.bottom }
  const down = to.lane > from.lane
  return { y1: edge(start, from, down), y2: edge(end, to, !down) }
}

export interface Arrows {
  readonly arrows: readonly Arrow[]
  readonly bundles: readonly Bundle[]
}

export function arrowsOf(timeline: Timeline, rows: Rows, view: View): Arrows {
  const { scale } = view
  const right = rightOf(scale)
  const arrows: Arrow[] = []
  const bundles: Bundle[] = []
  const groupsSeen = groupsOf(timeline).map((group) =>
    group.filter(({ sent, arrived }) => sent <= scale.to && arrived >= scale.from),
  )
  const crowd = Math.max(1, groupsSeen.reduce((sum, { length }) => sum + length, 0) / manyInView)
  // In ticks: what is nearer than this is not told apart.
  const apart = (near * crowd * (scale.to - scale.from)) / scale.width
  for (const group of groupsSeen) {
    const edges = group[0] === undefined ? null : edgesOf(group[0], rows)
    if (edges === null) continue
    const lineOf = ({ sent, arrived }: Message): Segment => ({
      x1: xOf(scale, sent),
      x2: xOf(scale, arrived),
      ...edges,
    })
    const single = (message: Message): void => {
      const { kind, name, lines, from, to } = message
      const within = from.lane === to.lane
      const line = lineOf(message)
      const shown = within ? line : clipped(line, scale.left, right)
      if (shown === null || (within && (line.x1 < scale.left || line.x2 > right))) return
      arrows.push({
        ...shown,
        kind,
        name,
        lines,
        lands: line.x2 >= scale.left && line.x2 <= right,
        sag: within ? 13 * view.unit : 0,
      })
    }
    const bundle = (members: Group): void => {
      const first = members[0]
      const last = members.at(-1)
      const a = first === undefined ? null : clipped(lineOf(first), scale.left, right)
      const b = last === undefined ? null : clipped(lineOf(last), scale.left, right)
      if (first === undefined || a === null || b === null) return
      const lines = members.slice(0, linesKept).flatMap((message) => message.lines)
      bundles.push({ kind: first.kind, name: first.name, first: a, last: b, count: members.length, lines })
    }
    if (group.length < bundledFrom) {
      group.forEach(single)
      continue
    }
    let from = 0
    for (let i = 1; i <= group.length; i++) {
      const before = group[i - 1]
      const next = group[i]
      if (
        before !== undefined &&
        next !== undefined &&
        next.sent - before.sent <= apart &&
        Math.abs(next.arrived - before.arrived) <= apart
      )
        continue
      const run = group.slice(from, i)
      if (run.length <= 2) run.forEach(single)
      else bundle(run)
      from = i
    }
  }
  return { arrows, bundles }
}
