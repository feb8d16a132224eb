import type { View } from './geometry.ts'
import type { Timeline } from './types.ts'

/** Heights in units: a sixteenth of the root font size each. */
export const heights = {
  head: 20,
  rail: 36,
  flag: 19,
  bar: 24,
  track: 11,
  trackLeast: 4,
  trackGap: 2,
  gapTight: 14,
  gapLeast: 24,
  gapFine: 34,
  gapMost: 92,
  commands: 24,
  axis: 28,
  resourceLeast: 26,
} as const

export interface LaneRow {
  /** Top of the bar. */
  readonly top: number
  readonly bar: number
  /** Thin tracks under the bar, without the bar itself. */
  readonly tracks: readonly { readonly y: number; readonly h: number }[]
  /** Below the last track. */
  readonly bottom: number
  /** A lane in which nothing happens takes no room. */
  readonly isShown: boolean
}

export interface ResourceRow {
  readonly top: number
  /** The line on which the areas stand. */
  readonly base: number
  /** Height of the areas. */
  readonly room: number
  readonly isShown: boolean
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
  /** The height at which everything stands with a little air. */
  readonly need: number
  /** The least height at which nothing has to be clipped. */
  readonly least: number
}

/** More than three thin tracks share the height of three. */
const thinHeight = (tracks: number): number =>
  tracks <= 3 ? heights.track : Math.max(heights.trackLeast, (3 * heights.track) / tracks)

const resourceFine = (count: number): number => (count <= 1 ? 48 : count === 2 ? 40 : 34)
/** Above the areas of a resource: room for the dimension line; and a little below them. */
const strip = 12
const floor = 2
/** Below the last resource: half a glyph. */
const glyphRoom = 5

/**
 * Shares the height out: bars and rails have theirs, then come gaps to breathe in, a second row of flags, what is held, and the gaps
 * again. The frame depends on who takes
 * part, never on when: it stands still while a command is dragged.
 */
export function rowsOf(timeline: Timeline, { height, unit, before }: Pick<View, 'height' | 'unit' | 'before'>): Rows {
  const u = (units: number): number => units * unit
  const kept = before !== null && before.spec === timeline.spec ? before : timeline
  const tracksOf = (i: number): number =>
    Math.max(timeline.lanes[i]?.tracks.length ?? 1, kept.lanes[i]?.tracks.length ?? 1) - 1
  const lanes = timeline.lanes.map(({ isUsed }, i) => ({
    isShown: isUsed || kept.lanes[i]?.isUsed === true,
    tracks: tracksOf(i),
  }))
  const resources = timeline.resources.map(({ most }, i) => most > 0 || (kept.resources[i]?.most ?? 0) > 0)
  const shownLanes = lanes.filter(({ isShown }) => isShown)
  const shownResources = resources.filter(Boolean).length
  const gaps = Math.max(0, shownLanes.length - 1)
  const bars = shownLanes.reduce(
    (sum, { tracks }) => sum + heights.bar + tracks * (thinHeight(tracks) + heights.trackGap),
    0,
  )
  const fixed = heights.head + heights.rail + heights.flag + 3 + bars + 6 + glyphRoom + heights.commands + heights.axis
  const need = u(fixed + gaps * heights.gapLeast + shownResources * heights.resourceLeast)
  const tight = u(gaps * (heights.gapLeast - heights.gapTight))
  const least = need - tight
  let free = Math.max(0, height - least)
  /** Takes as much of what is left as is there, up to a wish. */
  const take = (wish: number): number => {
    const taken = Math.min(free, wish)
    free -= taken
    return taken
  }
  const toFine = take(tight) + take(gaps * u(heights.gapFine - heights.gapLeast))
  const flagRows = free >= u(heights.flag) ? 2 : 1
  take(flagRows === 2 ? u(heights.flag) : 0)
  const toResources = take(shownResources * u(resourceFine(shownResources) - heights.resourceLeast))
  const toMost = take(gaps * u(heights.gapMost - heights.gapFine))
  const gap = gaps === 0 ? 0 : u(heights.gapTight) + (toFine + toMost) / gaps
  const each = shownResources === 0 ? 0 : u(heights.resourceLeast) + toResources / shownResources
  // What nobody takes goes above the lanes and below them, so that the axis always stands at the bottom.
  const spare = free

  const railTop = u(heights.head)
  let y = railTop + u(heights.rail + flagRows * heights.flag + 3) + spare / 2
  const laneRows = lanes.map(({ isShown, tracks }): LaneRow => {
    const top = y
    if (!isShown) return { top, bar: 0, tracks: [], bottom: top, isShown }
    let bottom = top + u(heights.bar)
    const thin = Array.from({ length: tracks }, () => {
      const at = bottom + u(heights.trackGap)
      bottom = at + u(thinHeight(tracks))
      return { y: at, h: u(thinHeight(tracks)) }
    })
    y = bottom + gap
    return { top, bar: u(heights.bar), tracks: thin, bottom, isShown }
  })
  const lanesEnd = laneRows.findLast(({ isShown }) => isShown)?.bottom ?? y
  let at = lanesEnd + spare / 2 + u(6)
  const resourceRows = resources.map((isShown): ResourceRow => {
    const top = at
    if (!isShown) return { top, base: at, room: 0, isShown }
    at += each
    return { top, base: at - u(floor), room: each - u(strip + floor), isShown }
  })
  at += u(glyphRoom)
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
    least,
  }
}

/** Top and bottom of a track; 0 is the bar. */
export function trackBox(row: LaneRow, track: number): { readonly y: number; readonly h: number } {
  return row.tracks[track - 1] ?? { y: row.top, h: row.bar }
}
