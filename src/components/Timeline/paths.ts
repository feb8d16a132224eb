import type { Box, Segment } from '#layout/timeline/geometry.ts'
import type {
  Arrow,
  Block,
  Bundle,
  Handle,
  PlacedFlag,
  PlacedMark,
  RailMark,
  Placement,
} from '#layout/timeline/placed.ts'
import type { Milestone } from '#store/lab/types.ts'

/** Path data. Many things of one look are one path: a picture of a long run has no more nodes than that of a short one. */

/** Phases that have a pattern. */
export const patterned: ReadonlySet<string> = new Set(['starting', 'windingDown', 'unaware', 'over', 'refused'])

export const isBox = (shape: Box | Segment): shape is Box => 'w' in shape

/** The box around a shape. */
export function around(shape: Box | Segment): Box {
  if (isBox(shape)) return shape
  const { x1, y1, x2, y2 } = shape
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), w: Math.abs(x2 - x1), h: Math.abs(y2 - y1) }
}

const n = (value: number): number => Math.round(value * 10) / 10

/** Things by what they look like. */
export function grouped<T, K extends string>(things: readonly T[], key: (thing: T) => K): [K, T[]][] {
  const groups = new Map<K, T[]>()
  for (const thing of things) {
    const own = groups.get(key(thing))
    if (own === undefined) groups.set(key(thing), [thing])
    else own.push(thing)
  }
  return [...groups]
}

const rect = ({ x, y, w, h }: Box): string => `M${n(x)} ${n(y)}h${n(w)}v${n(h)}h${n(-w)}z`

export const rects = (boxes: readonly Box[]): string => boxes.map(rect).join('')

/** The heavier lower edge of bars, and the left edge of those that begin in view. */
export const edges = (blocks: readonly Block[], unit: number): string =>
  blocks
    .map(({ x, y, w, h, thin, begins }) => {
      const edge = (thin ? 1.5 : 2) * unit
      return rect({ x, y: y + h - edge, w, h: edge }) + (begins ? rect({ x, y, w: 1, h }) : '')
    })
    .join('')

/** The upper contour of what is held. */
export const contours = (blocks: readonly Block[]): string =>
  blocks
    .map(
      ({ x, y, w, h, begins }) =>
        `M${n(x)} ${n(y + h)}${begins ? 'V' : 'M'}${begins ? '' : `${n(x)} `}${n(y)}H${n(x + w)}V${n(y + h)}`,
    )
    .join('')

/** What is over is an outline; half a pixel in, so that the line is sharp. */
export const outlines = (blocks: readonly Block[]): string =>
  blocks.map(({ x, y, w, h }) => rect({ x, y: y + 0.5, w, h: h - 1 })).join('')

const headless: ReadonlySet<Arrow['kind']> = new Set<Arrow['kind']>(['result', 'late', 'lost', 'poll', 'open'])

const hasHead = ({ kind, lands }: Arrow): boolean => lands && !headless.has(kind)

/** Where an arrow comes from at its end: an arc comes from below. */
function heading({ x1, y1, x2, y2, sag }: Arrow): { readonly ux: number; readonly uy: number } {
  if (sag > 0) return { ux: 0, uy: -1 }
  const length = Math.hypot(x2 - x1, y2 - y1) || 1
  return { ux: (x2 - x1) / length, uy: (y2 - y1) / length }
}

export const shafts = (arrows: readonly Arrow[], unit: number): string =>
  arrows
    .map((arrow) => {
      const { x1, y1, x2, y2, sag } = arrow
      const { ux, uy } = heading(arrow)
      const short = hasHead(arrow) ? 4.8 * unit : 0
      const end = `${n(x2 - ux * short)} ${n(y2 - uy * short)}`
      return sag > 0
        ? `M${n(x1)} ${n(y1)}C${n(x1)} ${n(y1 + sag)} ${n(x2)} ${n(y2 + sag)} ${end}`
        : `M${n(x1)} ${n(y1)}L${end}`
    })
    .join('')

export const heads = (arrows: readonly Arrow[], unit: number): string =>
  arrows
    .filter(hasHead)
    .map((arrow) => {
      const { x2, y2 } = arrow
      const { ux, uy } = heading(arrow)
      const bx = x2 - ux * 6 * unit
      const by = y2 - uy * 6 * unit
      const w = 2.7 * unit
      return `M${n(x2)} ${n(y2)}L${n(bx - uy * w)} ${n(by + ux * w)}L${n(bx + uy * w)} ${n(by - ux * w)}z`
    })
    .join('')

const along = ({ x1, y1, x2, y2 }: Segment): string => `${n(x1)} ${n(y1)}L${n(x2)} ${n(y2)}`

export const bundles = (all: readonly Bundle[]): string =>
  all.map(({ first, last }) => `M${along(first)}L${n(last.x2)} ${n(last.y2)}L${n(last.x1)} ${n(last.y1)}z`).join('')

/** Both arcs have to span exactly two radii, so the radius is rounded first. */
function dot(x: number, y: number, radius: number): string {
  const r = n(radius)
  return `M${n(x) - r} ${n(y)}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0z`
}
const diamond = (x: number, y: number, r: number): string =>
  `M${n(x)} ${n(y - r)}l${n(r)} ${n(r)}l${n(-r)} ${n(r)}l${n(-r)} ${n(-r)}z`
const cross = (x: number, y: number, r: number): string =>
  `M${n(x - r)} ${n(y - r)}l${n(2 * r)} ${n(2 * r)}m0 ${n(-2 * r)}l${n(-2 * r)} ${n(2 * r)}`

/** Marks that are too near to tell apart become a band as long as they reach. */
const band = ({ x, y, until }: PlacedMark, h: number): string => rect({ x, y: y - h / 2, w: Math.max(1, until - x), h })

export function marks(kind: PlacedMark['kind'], all: readonly PlacedMark[], unit: number): string {
  return all
    .map((mark) => {
      const { x, y, until, many } = mark
      if (kind === 'result') return many > 1 && until - x > 2 ? band(mark, 5 * unit) : dot(x, y, 2.8 * unit)
      if (kind === 'late')
        return (
          (many > 1 && until - x > 2 ? band(mark, 7 * unit) : '') +
          diamond(x, y, 6 * unit) +
          (until - x > 6 * unit ? diamond(until, y, 6 * unit) : '')
        )
      if (kind === 'lost') return cross(x, y, 3.4 * unit) + (until - x > 4 * unit ? cross(until, y, 3.4 * unit) : '')
      return dot(x, y, 5 * unit)
    })
    .join('')
}

/** The bar through the circle of a refusal. */
export const bars = (all: readonly PlacedMark[], unit: number): string =>
  all.map(({ x, y }) => `M${n(x - 3.2 * unit)} ${n(y + 3.2 * unit)}l${n(6.4 * unit)} ${n(-6.4 * unit)}`).join('')

/** The shape of a milestone: the whole of it, and the part that is filled; the same on every screen. */
export function glyph(
  name: Milestone,
  x: number,
  y: number,
  unit: number,
): { readonly outline: string; readonly filled: string } {
  const r = 4.6 * unit
  const ring = dot(x, y, r * 0.85)
  switch (name) {
    case 'issued':
      return {
        outline: '',
        filled: `M${n(x - r * 0.8)} ${n(y - r)}L${n(x + r)} ${n(y)}L${n(x - r * 0.8)} ${n(y + r)}z`,
      }
    case 'accepted':
      return { outline: ring, filled: '' }
    case 'noticed':
      return {
        outline: ring,
        filled: `M${n(x)} ${n(y - r * 0.85)}a${n(r * 0.85)} ${n(r * 0.85)} 0 0 0 0 ${n(r * 1.7)}z`,
      }
    case 'stopped':
      return { outline: '', filled: rect({ x: x - r * 0.82, y: y - r * 0.82, w: r * 1.64, h: r * 1.64 }) }
    case 'settled':
      return { outline: '', filled: dot(x, y, r * 0.95) }
    case 'released':
      return { outline: diamond(x, y, r * 1.15), filled: '' }
  }
}

/** Dotted, from the rail down to the glyph of a milestone on its lane. */
export const dropLines = (rail: readonly RailMark[], rows: Placement['rows'], unit: number): string =>
  rail
    .flatMap(({ x, dropTo }) => (dropTo === null ? [] : [`M${n(x)} ${n(rows.rail.line + 3 * unit)}V${n(dropTo)}`]))
    .join('')

/** From the flag of a command down to its tick on the axis. */
export const stems = (handles: readonly Handle[], axis: number, unit: number): string =>
  handles
    .map(
      ({ box, x }) =>
        `M${n(box.x + box.w / 2)} ${n(box.y + box.h)}v${n(2 * unit)}L${n(x)} ${n(axis - 3 * unit)}V${n(axis)}`,
    )
    .join('')

/** From a milestone's entry on the rail to its tick. */
export const leaders = (rail: readonly RailMark[], from: number, line: number, unit: number): string =>
  rail
    .map(
      ({ x, box }) =>
        `M${n(box.x + box.w / 2)} ${n(from)}v${n(3 * unit)}L${n(x)} ${n(line - 3 * unit)}V${n(line + 3 * unit)}`,
    )
    .join('')

/** Discs. */
export const rounds = (spots: readonly { readonly x: number; readonly y: number }[], r: number): string =>
  spots.map(({ x, y }) => dot(x, y, r)).join('')

/** From flags down to their bars. */
export const poles = (flags: readonly PlacedFlag[]): string =>
  flags.map(({ pole }) => `M${n(pole.x)} ${n(pole.y1)}V${n(pole.y2)}`).join('')

/** As `edges`, where time flows down: the heavier edge is at the right. */
export const edgesDown = (blocks: readonly Block[], unit: number): string =>
  blocks
    .map(
      ({ x, y, w, h, thin, begins }) =>
        rect({ x: x + w - (thin ? 1 : 2) * unit, y, w: (thin ? 1 : 2) * unit, h }) +
        (begins ? rect({ x, y, w, h: 1 }) : ''),
    )
    .join('')
