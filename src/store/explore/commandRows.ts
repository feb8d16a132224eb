import type { Scenario, Step } from '#kernel/model.ts'
import { operationsIn } from '#kernel/steps.ts'
import { specificationFor } from '../lab/derived.ts'

export { saysAnything } from '#kernel/model.ts'

/** The steps of a scenario, each with a key that stays its own while others come, go and change places. */
export interface KeyedSteps {
  readonly steps: readonly Step[]
  readonly keys: readonly number[]
  /** The first key that was never given. */
  readonly free: number
}

export const keyedSteps = (steps: readonly Step[]): KeyedSteps => ({
  steps,
  keys: steps.map((_, i) => i),
  free: steps.length,
})

/** How a step is known again, the surest way first: nothing happened to it, its arguments followed the others, or it was moved. */
const signs: readonly ((a: Step, b: Step) => boolean)[] = [
  (a, b) => a === b,
  (a, b) => a.do === b.do && a.at === b.at,
  (a, b) => a.do === b.do,
]

/** The keys after a change; a step that was not there before gets a new one. */
export function keptKeys(before: KeyedSteps, steps: readonly Step[]): KeyedSteps {
  if (before.steps === steps) return before
  const left = new Set(before.steps.keys())
  const origins = steps.map(() => -1)
  for (const isKnown of signs)
    steps.forEach((step, i) => {
      if ((origins[i] ?? -1) >= 0) return
      const isOrigin = (index: number): boolean => {
        const earlier = before.steps[index]
        return left.has(index) && earlier !== undefined && isKnown(earlier, step)
      }
      const origin = isOrigin(i) ? i : [...left].find(isOrigin)
      if (origin === undefined) return
      origins[i] = origin
      left.delete(origin)
    })
  let { free } = before
  return { steps, keys: origins.map((origin) => before.keys[origin] ?? free++), free }
}

/** The operation that a step names although nothing starts it; null where it names none, or one that is there. */
export function unstarted(scenario: Scenario, step: Step): number | null {
  const { model } = specificationFor(scenario)
  const counted = Object.entries(model.commands[step.do]?.args ?? {}).find(
    ([, domain]) => domain.type === 'int' && domain.counts === 'operations',
  )
  const number = counted === undefined ? 0 : Number(step.args[counted[0]])
  return number > operationsIn(model, scenario.steps) ? number : null
}
