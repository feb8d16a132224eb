import { appliesIn, isTrueIn, type Property, type WorldProperty } from '#kernel/property.ts'
import { stepAt, type Replayed } from './replay.ts'

/**
 * How a statement stands in one run at one moment. `met`: nothing can change it any more. `kept`: it speaks of something that has
 * happened, and is as it says so far. `broken`: it is false here. `open`: what it speaks of has not happened yet.
 */
export type Standing = 'met' | 'kept' | 'broken' | 'open'

/** From a tick on a statement stands so. */
interface Change {
  readonly tick: number
  readonly standing: Standing
}

/** A statement of the exhaustive check along one run. */
export interface StatementInRun {
  readonly property: Property
  /** In the order of time; the first is at tick 0. */
  readonly changes: readonly Change[]
}

/** What a moment says of a statement; null: nothing. */
function seenAt(property: Property, replayed: Replayed, i: number): Standing | null {
  if (property.kind === 'step') {
    const isRight = stepAt(property, replayed, i)
    return isRight === null ? null : isRight ? 'kept' : 'broken'
  }
  return seenIn(property, replayed, i)
}

function seenIn(property: WorldProperty, { moments }: Replayed, i: number): Standing | null {
  const view = moments[i]
  if (view === undefined || !appliesIn(property, view)) return property.kind === 'eventually' ? 'open' : null
  const isTrue = isTrueIn(property, view)
  switch (property.kind) {
    case 'reachable':
      return isTrue ? 'met' : null
    case 'eventually':
      return isTrue ? 'kept' : 'open'
    case 'always':
      return isTrue ? 'kept' : 'broken'
    case 'never':
      return isTrue ? 'broken' : 'kept'
  }
}

/** What is true at the end stays so, and what had to come and has not is broken. */
function atEnd(property: Property, standing: Standing, replayed: Replayed): Standing {
  if (standing === 'kept') return 'met'
  const end = replayed.moments.at(-1)
  const isMissed = property.kind === 'eventually' && end !== undefined && appliesIn(property, end)
  return standing === 'open' && isMissed ? 'broken' : standing
}

function alongRun(property: Property, replayed: Replayed, end: number): StatementInRun {
  const changes: Change[] = [{ tick: 0, standing: 'open' }]
  const now = (): Standing => changes.at(-1)?.standing ?? 'open'
  const becomes = (standing: Standing, tick: number): void => {
    if (standing !== now()) changes.push({ tick, standing })
  }
  for (const [i, tick] of replayed.ticks.entries()) {
    becomes(seenAt(property, replayed, i) ?? now(), Math.min(tick, end))
    if (now() === 'met' || now() === 'broken') break
  }
  becomes(atEnd(property, now(), replayed), end)
  return { property, changes }
}

/**
 * How statements stand at each moment of a run: the same objects that the exhaustive check asks, asked of the worlds that this run
 * goes through.
 * @param end The last tick of the run.
 */
export const alongTheRun = (
  properties: readonly Property[],
  replayed: Replayed,
  end: number,
): readonly StatementInRun[] => properties.map((property) => alongRun(property, replayed, end))

/** How a statement stands at a tick, after everything that happens then, and since when. */
export function standingAt({ changes }: StatementInRun, tick: number): Change {
  return changes.findLast((change) => change.tick <= tick) ?? { tick: 0, standing: 'open' }
}
