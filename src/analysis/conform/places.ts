import type { Observed } from '#kernel/observed.ts'
import type { Naming } from './naming.ts'

/** How far a recording is explained. */
export interface Place {
  /** The first line that is not explained yet. */
  readonly position: number
  readonly naming: Naming
}

/**
 * For each line the end of the lines that may change places with it: returns at the same time, from different calls. Each was written
 * when its call returned, and which of them did so first cannot be known. Within a tick the order is known.
 */
export function groupEnds({ lines, unit }: Observed): readonly number[] {
  const ends: number[] = []
  for (let index = lines.length - 1; index >= 0; index--) {
    const [line, next] = [lines[index], lines[index + 1]]
    const isTogether =
      unit !== 'ticks' &&
      line?.kind === 'return' &&
      next?.kind === 'return' &&
      line.t !== undefined &&
      line.t === next.t
    ends[index] = isTogether ? (ends[index + 1] ?? index + 1) : index + 1
  }
  return ends
}

/** The lines of which any may be the next. */
export function nextLines(ends: readonly number[], { position, naming }: Place): readonly number[] {
  const end = ends[position] ?? position
  if (end <= position + 1) return end > position ? [position] : []
  return Array.from({ length: end - position }, (_, i) => position + i).filter((line) => !naming.ahead.includes(line))
}

/** The place when a line is explained, which is the next or stands further on. */
export function passed({ position, naming }: Place, line: number): Place {
  if (line === position && naming.ahead.length === 0) return { position: position + 1, naming }
  const done = new Set([...naming.ahead, line])
  let next = position
  while (done.delete(next)) next++
  return { position: next, naming: { ...naming, ahead: [...done].sort((a, b) => a - b) } }
}

/** Whether more is explained at the one than at the other. */
export const isFurther = (one: Place, other: Place): boolean =>
  one.position > other.position || one.naming.ahead.length > other.naming.ahead.length
