import type { Point } from './grid.ts'

const f = (value: number): number => Math.round(value * 10) / 10

/** Rounds the corners of a way a little: it reads as one line. */
function line(points: readonly Point[], radius: number): string {
  return points
    .map(({ x, y }, i) => {
      const [before, after] = [points[i - 1], points[i + 1]]
      if (before === undefined) return `M${f(x)} ${f(y)}`
      if (after === undefined) return `L${f(x)} ${f(y)}`
      const toBefore = Math.hypot(before.x - x, before.y - y)
      const toAfter = Math.hypot(after.x - x, after.y - y)
      const r = Math.min(radius, toBefore / 2, toAfter / 2)
      if (r < 0.5) return `L${f(x)} ${f(y)}`
      const at = (other: Point, distance: number): string =>
        `${f(x + ((other.x - x) * r) / distance)} ${f(y + ((other.y - y) * r) / distance)}`
      return `L${at(before, toBefore)}Q${f(x)} ${f(y)} ${at(after, toAfter)}`
    })
    .join('')
}

/** An arrow along a way: its line, which ends in its head, and the head. `size` is the length of the head. */
export function arrowOf(points: readonly Point[], size: number): { readonly line: string; readonly head: string } {
  const end = points.at(-1)
  const before = points.findLast(({ x, y }) => end !== undefined && (x !== end.x || y !== end.y))
  if (end === undefined || before === undefined) return { line: '', head: '' }
  const length = Math.hypot(end.x - before.x, end.y - before.y)
  const [ux, uy] = [(end.x - before.x) / length, (end.y - before.y) / length]
  const half = size * 0.52
  const [bx, by] = [end.x - ux * size, end.y - uy * size]
  const short = { x: end.x - ux * size * 0.8, y: end.y - uy * size * 0.8 }
  const head = `M${f(end.x)} ${f(end.y)}L${f(bx - uy * half)} ${f(by + ux * half)}L${f(bx + uy * half)} ${f(by - ux * half)}Z`
  return { line: line([...points.slice(0, -1), short], 4), head }
}

/** Corners from a stored way. */
export const pointsOf = (way: readonly number[]): Point[] =>
  Array.from({ length: way.length / 2 }, (_, i) => ({ x: way[2 * i] as number, y: way[2 * i + 1] as number }))
