import { causesOf } from '#kernel/causes.ts'
import type { Observed } from '#kernel/observed.ts'
import type { Fit } from './fit.ts'
import type { HiddenMoment } from './report.ts'

/**
 * The milestones of a run, none of which anybody saw: each between the last line seen that led to it and the first line seen that
 * came of it.
 */
export function hiddenIn({ lines }: Observed, { trace, ties }: Fit): HiddenMoment[] {
  const { causeOf } = causesOf(trace)
  const timeOf = new Map<number, number>()
  for (const [index, tie] of ties.entries()) {
    const t = lines[index]?.t
    if (tie !== null && t !== undefined) timeOf.set(tie, t)
  }
  const reactionOf = (line: number): number => {
    let at = line
    while (at >= 0 && !beginsReaction.has(trace.events[at]?.kind ?? '')) at = causeOf(at)
    return at
  }
  // The times of the lines seen of each reaction, and those of the first line seen that came of it.
  const earliest = new Map<number, number>()
  const latest = new Map<number, number>()
  for (const [line, t] of timeOf)
    for (let at = line; at >= 0; at = causeOf(at)) {
      const known = latest.get(at)
      if (known === undefined || t < known) latest.set(at, t)
    }
  const before = (line: number): number | null => {
    for (let at = line; at >= 0; at = causeOf(at)) {
      const known = earliest.get(at) ?? timeOf.get(at)
      if (known !== undefined) return known
    }
    return null
  }
  for (const [line, t] of timeOf) {
    const reaction = reactionOf(line)
    if (reaction >= 0) earliest.set(reaction, Math.max(earliest.get(reaction) ?? t, t))
  }
  return trace.events.flatMap(({ kind }, line) =>
    kind === 'milestone' ? [{ line, earliest: before(line), latest: latest.get(reactionOf(line)) ?? null }] : [],
  )
}

const beginsReaction: ReadonlySet<string> = new Set(['command', 'deliver', 'timer'])
