import type { Trace } from './trace.ts'

/** Who caused whom in one run, both ways. */
export interface Causes {
  /** The line that caused this one; -1 for a step of the scenario. */
  readonly causeOf: (line: number) => number
  readonly effectsOf: (line: number) => readonly number[]
}

const known = new WeakMap<Trace, Causes>()
const none: readonly number[] = []

export function causesOf(trace: Trace): Causes {
  const before = known.get(trace)
  if (before !== undefined) return before
  const effects = new Map<number, number[]>()
  trace.origins.forEach(({ cause }, line) => {
    const list = effects.get(cause)
    if (list === undefined) effects.set(cause, [line])
    else list.push(line)
  })
  const causes = {
    causeOf: (line: number) => trace.origins[line]?.cause ?? -1,
    effectsOf: (line: number) => effects.get(line) ?? none,
  }
  known.set(trace, causes)
  return causes
}

/** A line, everything that led to it and everything that came of it. */
export function related(trace: Trace, line: number): ReadonlySet<number> {
  const { causeOf, effectsOf } = causesOf(trace)
  const found = new Set<number>()
  const pending = [line]
  for (let at = pending.pop(); at !== undefined; at = pending.pop()) {
    if (found.has(at)) continue
    found.add(at)
    pending.push(...effectsOf(at))
  }
  for (let at = causeOf(line); at >= 0; at = causeOf(at)) found.add(at)
  return found
}
