import type { Box, Segment } from './geometry.ts'
import type { Target } from './placed.ts'

const isBox = (shape: Box | Segment): shape is Box => 'w' in shape

function distance(shape: Box | Segment, x: number, y: number): number {
  if (isBox(shape)) {
    const dx = Math.max(shape.x - x, 0, x - shape.x - shape.w)
    const dy = Math.max(shape.y - y, 0, y - shape.y - shape.h)
    return Math.hypot(dx, dy)
  }
  const dx = shape.x2 - shape.x1
  const dy = shape.y2 - shape.y1
  const length = dx * dx + dy * dy
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - shape.x1) * dx + (y - shape.y1) * dy) / length))
  return Math.hypot(x - shape.x1 - part * dx, y - shape.y1 - part * dy)
}

/** What is under the pointer: the nearest within reach, small things before large ones. Bars must be met exactly. */
export function hit(targets: readonly Target[], x: number, y: number, reach: number): Target | null {
  let best: Target | null = null
  let least = Infinity
  for (const target of targets) {
    const away = distance(target.shape, x, y)
    if (away > (target.rank >= 5 ? 0 : reach)) continue
    const score = away + target.rank
    if (score >= least) continue
    best = target
    least = score
  }
  return best
}

/** Where a line of the trace is drawn; null where it is not. */
export const targetOf = (targets: readonly Target[], line: number): Target | null =>
  targets.find(({ lines }) => lines[0] === line) ?? targets.find(({ lines }) => lines.includes(line)) ?? null
