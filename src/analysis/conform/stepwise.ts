import type { Step } from '#kernel/model.ts'

/** A command of a path, with the number of lines that are explained before it. */
export interface Placed {
  readonly step: Step
  readonly after: number
}

/** When the last of so many lines is there in the run of these steps; null where they are not all there. */
type LastTick = (steps: readonly Step[], lines: number) => number | null

/**
 * The commands, each at the tick that it has, or just after the line before it is there in the run of those before it. Nothing is asked
 * of what nobody saw, so a run may come about that goes another way than the path. Null where a line does not come.
 */
export function afterTheirLines(commands: readonly Placed[], lastTick: LastTick): Step[] | null {
  const steps: Step[] = []
  let earliest = 0
  for (const { step, after } of commands) {
    const tick = after === 0 ? -1 : lastTick(steps, after)
    if (tick === null) return null
    earliest = Math.max(earliest, tick + 1, step.at)
    steps.push({ ...step, at: earliest })
  }
  return steps
}
