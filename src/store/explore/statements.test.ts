import { describe, expect, it } from 'vitest'
import { specificationNamed, endOf, traceOf, scenarioFromBuiltIn } from '../lab/derived.ts'
import { changedAt, standingGroups } from './statements.ts'
import { ensure } from '#base/assert.ts'

const specification = ensure(specificationNamed('mi'), 'the first specification is there')
const scenario = scenarioFromBuiltIn(specification, ensure(specification.scenarios[0], 'it has a scenario'))
const end = endOf(traceOf(scenario))

describe('statements at the playhead', () => {
  it('tells of every statement of the check at every tick, each once', async () => {
    const plan = ensure(await specification.check?.(), 'it is checked')
    const ids = plan.properties.map(({ id }) => id).sort()
    for (let tick = 0; tick <= end; tick += 7) {
      const groups = standingGroups(scenario, plan, tick)
      expect(groups.flatMap(({ rows }) => rows.map(({ id }) => id)).sort()).toEqual(ids)
      // Nothing changes between the ticks at which something does.
      expect(standingGroups(scenario, plan, changedAt(scenario, plan, tick)).map(({ rows }) => rows)).toEqual(
        groups.map(({ rows }) => rows),
      )
      for (const { rows } of groups) for (const { since } of rows) expect(since ?? 0).toBeLessThanOrEqual(tick)
    }
  })

  it('at the end nothing is kept so far: it is met', async () => {
    const plan = ensure(await specification.check?.(), 'it is checked')
    const before = standingGroups(scenario, plan, end - 1).map(({ title }) => title)
    const after = standingGroups(scenario, plan, end).map(({ title }) => title)
    expect(before).toContain('Kept so far')
    expect(before).toContain('Not yet decided')
    expect(after).not.toContain('Kept so far')
    expect(after).toContain('Not decided by this run')
  })
})
