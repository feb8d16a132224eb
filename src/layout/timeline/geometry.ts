import type { TimeScale } from '../scale.ts'
import type { Timeline } from './types.ts'

/** How wide a text is, in pixels. The page measures; the layout only asks. */
export type Measure = (text: string, size: number, voice: 'sans' | 'mono', weight: 400 | 600) => number

/** Where and how large a timeline is drawn. All lengths in the layout are multiples of `unit`, a sixteenth of the root font. */
export interface View {
  readonly scale: TimeScale
  readonly width: number
  readonly height: number
  readonly unit: number
  readonly measure: Measure
  /** Fingers instead of a mouse: what can be dragged is wider apart. */
  readonly coarse: boolean
  /** Another run whose lanes are kept as well: the one before, while something is dragged, so that the frame stands still. */
  readonly before: Timeline | null
}

export interface Box {
  readonly x: number
  readonly y: number
  readonly w: number
  readonly h: number
}

export interface Segment {
  readonly x1: number
  readonly y1: number
  readonly x2: number
  readonly y2: number
}

/** A text with all digits alike, as wide as itself in tabular figures: numbers that change in every frame are measured once. */
export const alike = (text: string | number): string => String(text).replaceAll(/\d/g, '0')

export const rightOf = (scale: TimeScale): number => scale.left + scale.width

export const touches = (a: Box, b: Box, apart = 0): boolean =>
  a.x < b.x + b.w + apart && a.x + a.w + apart > b.x && a.y < b.y + b.h + apart && a.y + a.h + apart > b.y

/** Whether a straight line goes through a box (Liang–Barsky). */
export function crosses({ x1, y1, x2, y2 }: Segment, box: Box): boolean {
  if (
    Math.max(x1, x2) < box.x ||
    Math.min(x1, x2) > box.x + box.w ||
    Math.max(y1, y2) < box.y ||
    Math.min(y1, y2) > box.y + box.h
  )
    return false
  const dx = x2 - x1
  const dy = y2 - y1
  let from = 0
  let to = 1
  const edges: readonly (readonly [number, number])[] = [
    [-dx, x1 - box.x],
    [dx, box.x + box.w - x1],
    [-dy, y1 - box.y],
    [dy, box.y + box.h - y1],
  ]
  for (const [p, q] of edges) {
    if (p === 0) {
      if (q < 0) return false
      continue
    }
    if (p < 0) from = Math.max(from, q / p)
    else to = Math.min(to, q / p)
    if (from > to) return false
  }
  return true
}

const cell = 96

/** Boxes that are taken, found again by where they are. */
export class Taken {
  private readonly columns = new Map<number, Box[]>()

  add(box: Box): void {
    for (let column = Math.floor(box.x / cell); column <= Math.floor((box.x + box.w) / cell); column++) {
      const list = this.columns.get(column)
      if (list === undefined) this.columns.set(column, [box])
      else list.push(box)
    }
  }

  isFree(box: Box, apart: number): boolean {
    for (
      let column = Math.floor((box.x - apart) / cell);
      column <= Math.floor((box.x + box.w + apart) / cell);
      column++
    ) {
      for (const other of this.columns.get(column) ?? []) if (touches(box, other, apart)) return false
    }
    return true
  }
}

/** The part of a line between two abscissas, or null. */
export function clipped(line: Segment, left: number, right: number): Segment | null {
  const { x1, y1, x2, y2 } = line
  if (Math.max(x1, x2) < left || Math.min(x1, x2) > right) return null
  if (x1 === x2) return line
  const yAt = (x: number): number => y1 + ((x - x1) * (y2 - y1)) / (x2 - x1)
  const clamp = (x: number): number => Math.max(left, Math.min(right, x))
  const a = clamp(x1)
  const b = clamp(x2)
  return { x1: a, y1: a === x1 ? y1 : yAt(a), x2: b, y2: b === x2 ? y2 : yAt(b) }
}
