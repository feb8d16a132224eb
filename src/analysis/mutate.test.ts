import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { specificationOf } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { killed } from './mutate.ts'

/** The mutations of one specification; `npm run mutations` does them all. */
describe('switching off one guard or one action', () => {
  it('changes a run or the exhaustive check', async () => {
    const specification = ensure(specificationOf('lro'), 'lro is registered')
    const plan = await ensure(specification.check, 'lro has a check')()
    const scenarios = specification.scenarios.map((scenario) => ({
      id: scenario.id,
      scenario: builtIn(specification, scenario),
    }))
    const reports = [...killed(specification, plan, scenarios)]
    expect(reports.length).toBeGreaterThan(80)
    expect(reports.filter(({ killedBy }) => killedBy === null).map(({ role, change }) => `${role}: ${change}`)).toEqual(
      [],
    )
  })
})
