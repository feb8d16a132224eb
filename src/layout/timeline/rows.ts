import type { Timeline } from './types.ts'

/** Heights in units: a sixteenth of the root font size each. */
export const heights = {
  head: 20,
  rail: 38,
  flag: 19,
  bar: 24,
  track: 11,
  trackGap: 2,
  gapLeast: 30,
  gapMost: 92,
  commands: 25,
  axis: 30,
} as const

export interface LaneRow {
  /** Top of the bar. */
  readonly top: number
  readonly bar: number
  /** Thin tracks under the bar, without the bar itself. */
  readonly tracks: readonly { readonly y: number; readonly h: number }[]
  /** Below the last track. */
  readonly bottom: number
}

export interface ResourceRow {
  readonly top: number
  /** The line on which the areas stand. */
  readonly base: number
  /** Height of the areas. */
  readonly room: number
}

/** What is where from top to bottom, in pixels. */
export interface Rows {
  readonly rail: { readonly top: number; readonly line: number }
  /** Rows of flags above the first lane. */
  readonly flagRows: number
  readonly lanes: readonly LaneRow[]
  readonly gap: number
  readonly resources: readonly ResourceRow[]
  readonly commands: number
  /** The line of the axis. */
  readonly axis: number
  readonly bottom: number
  /** The least height at which nothing has to be clipped. */
  readonly need: number
}

const resourceHeight = (count: number): number => (count <= 1 ? 46 : count === 2 ? 38 : 30)
/** Above the areas of a resource: room for the dimension line. */
const strip = 13

/**
 * Shares the height out: bars and rails have theirs, the gaps between lanes take what is left. The frame depends on who takes
 * part, never on when: it stands still while a command is dragged.
 */
export function rowsOf(timeline: Timeline, height: number, unit: number): Rows {
  const u = (units: number): number => units * unit
  const { lanes, resources } = timeline
  const trackRoom = lanes.map(({ tracks }) => (tracks.length - 1) * (heights.track + heights.trackGap))
  const gaps = Math.max(0, lanes.length - 1)
  const each = resourceHeight(resources.length)
  const resourceRoom = resources.length === 0 ? 6 : 8 + resources.length * each
  const fixed =
    heights.head + heights.rail + lanes.length * heights.bar + trackRoom.reduce((sum, room) => sum + room, 0) + resourceRoom + heights.commands + heights.axis
  const leastWith = (flagRows: number): number => u(fixed + flagRows * heights.flag + 3 + gaps * heights.gapLeast)
  const flagRows = height >= leastWith(2) + gaps * u(6) ? 2 : 1
  const need = leastWith(1)
  const free = Math.max(height, need) - u(fixed + flagRows * heights.flag + 3)
  const gap = gaps === 0 ? 0 : Math.min(u(heights.gapMost), free / gaps)
  // What the gaps do not take goes above the lanes and below them, so that the axis always stands at the bottom.
  const spare = Math.max(0, free - gap * gaps)

  const railTop = u(heights.head)
  let y = railTop + u(heights.rail + flagRows * heights.flag + 3) + spare / 2
  const laneRows = lanes.map(({ tracks }): LaneRow => {
    const top = y
    let bottom = top + u(heights.bar)
    const thin = tracks.slice(1).map(() => {
      const at = bottom + u(heights.trackGap)
      bottom = at + u(heights.track)
      return { y: at, h: u(heights.track) }
    })
    y = bottom + gap
    return { top, bar: u(heights.bar), tracks: thin, bottom }
  })
  const lanesEnd = laneRows.at(-1)?.bottom ?? y
  let at = lanesEnd + spare / 2 + u(resources.length === 0 ? 6 : 8)
  const resourceRows = resources.map((): ResourceRow => {
    const top = at
    at += u(each)
    return { top, base: at - u(4), room: u(each - strip - 4) }
  })
  const axis = at + u(heights.commands)
  return {
    rail: { top: railTop, line: railTop + u(heights.rail - 7) },
    flagRows,
    lanes: laneRows,
    gap,
    resources: resourceRows,
    commands: at,
    axis,
    bottom: axis + u(heights.axis),
    need,
  }
}

/** Top and bottom of a track; 0 is the bar. */
export function trackBox(row: LaneRow, track: number): { readonly y: number; readonly h: number } {
  return row.tracks[track - 1] ?? { y: row.top, h: row.bar }
}
