import { describe, expect, it } from 'vitest'
import { askedStep, moveStep } from '#kernel/steps.ts'
import { specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { goalWords, isReached, openGoals } from './goal.ts'

describe('the tasks that a run offers', () => {
  it('are reached at the ticks that are told, not before, and not at the others next to them', () => {
    let met = 0
    for (const specification of specifications)
      for (const builtIn of specification.scenarios.slice(0, 3)) {
        const scenario = scenarioOf(specification, builtIn)
        for (const { goal, ticks } of openGoals(specification, scenario)) {
          const at = (tick: number): boolean =>
            isReached(specification, moveStep(specification.model, scenario, askedStep(scenario), tick), goal)
          const [first = -1] = ticks
          const last = ticks.at(-1) ?? -1
          expect(isReached(specification, scenario, goal)).toBe(false)
          expect([first, last].map(at), `${scenario.title}: ${goalWords(goal)}`).toEqual([true, true])
          expect(first > 0 && at(first - 1)).toBe(false)
          met++
        }
      }
    expect(met).toBeGreaterThan(20)
  })
})
