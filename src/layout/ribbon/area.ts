import { rightOf } from '../timeline/geometry.ts'
import { tickOf, xOf, type TimeScale } from '../scale.ts'
import type { Stretch } from './types.ts'

const rounded = (value: number): number => Math.round(value * 10) / 10

interface Piece {
  readonly x1: number
  readonly x2: number
  readonly v1: number
  readonly v2: number
}

/** The pieces in view with a number; where there are more of them than pixels, the highest of each pixel. */
function piecesOf(stretches: readonly Stretch[], scale: TimeScale): Piece[] {
  const right = rightOf(scale)
  const pieces: Piece[] = []
  for (const { from, to, first, slope } of stretches) {
    if (typeof first !== 'number' || to + 1 <= scale.from || from >= scale.to) continue
    const x1 = xOf(scale, from)
    const x2 = xOf(scale, to + 1)
    const valueAt = (x: number): number =>
      Math.max(0, first + (x2 === x1 ? 0 : (slope * (to + 1 - from) * (x - x1)) / (x2 - x1)))
    const a = Math.max(scale.left, x1)
    const b = Math.min(right, x2)
    pieces.push({ x1: a, x2: b, v1: valueAt(a), v2: valueAt(b) })
  }
  return pieces.length > 2 * scale.width ? columns(pieces) : pieces
}

function columns(pieces: readonly Piece[]): Piece[] {
  const highest = new Map<number, number>()
  for (const { x1, x2, v1, v2 } of pieces)
    for (let column = Math.floor(x1); column < x2; column++)
      highest.set(column, Math.max(highest.get(column) ?? 0, v1, v2))
  return [...highest]
    .sort(([a], [b]) => a - b)
    .map(([column, value]) => ({ x1: column, x2: column + 1, v1: value, v2: value }))
}

/** The highest value between two abscissas; for ever counts as higher than any. */
export function highest(stretches: readonly Stretch[], scale: TimeScale, x1: number, x2: number): number {
  const [from, to] = [tickOf(scale, x1), tickOf(scale, x2)]
  return stretches.reduce((most, stretch) => {
    if (stretch.to + 1 <= from || stretch.from >= to || stretch.first === undefined) return most
    if (stretch.first === null) return Infinity
    const { first } = stretch
    const ends = [Math.max(from, stretch.from), Math.min(to, stretch.to + 1)].map(
      (tick) => first + stretch.slope * (tick - stretch.from),
    )
    return Math.max(most, ...ends)
  }, 0)
}

/** The area under the values as an SVG path, and where the value is for ever. */
export function areaOf(
  stretches: readonly Stretch[],
  scale: TimeScale,
  base: number,
  rise: number,
): { area: string; forever: { x: number; w: number }[] } {
  const at = (x: number, value: number): string => `${rounded(x)} ${rounded(base - value * rise)}`
  let area = ''
  let end: number | null = null
  for (const { x1, x2, v1, v2 } of piecesOf(stretches, scale)) {
    if (end !== x1) area += `${end === null ? '' : `L${at(end, 0)}Z`}M${at(x1, 0)}`
    area += `L${at(x1, v1)}L${at(x2, v2)}`
    end = x2
  }
  if (end !== null) area += `L${at(end, 0)}Z`
  const right = rightOf(scale)
  const forever = stretches.flatMap(({ from, to, first }) => {
    if (first !== null) return []
    const x = Math.max(scale.left, xOf(scale, from))
    const w = Math.min(right, xOf(scale, to + 1)) - x
    return w <= 0 ? [] : [{ x, w }]
  })
  return { area, forever }
}
