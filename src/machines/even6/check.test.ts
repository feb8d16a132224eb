import { describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type Sighting, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './check.ts'
import { even6 } from './index.ts'

function explored(id: string): CampaignResult {
  const steps = explore(even6, plan, ensure(plan.campaigns.find((campaign) => campaign.id === id), 'a campaign of the plan'))
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The scenario as its file would bring it back. */
function reread(sighting: Sighting | null): Scenario {
  const read = checkScenario(scenarioFile(even6.model, ensure(sighting?.scenario, 'there is a timed run')))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('the exhaustive check', () => {
  const results: CampaignResult[] = []
  const checked = (): SpecReport => report(even6, plan, results)

  it('names clauses, holes and knobs that there are', () => {
    const { clauses, holes } = even6.document
    const named = plan.properties.flatMap((property) => [...property.clauses, ...(property.permitted === undefined ? [] : [property.permitted])])
    expect(named.filter((id) => !Object.hasOwn(clauses, id) && !Object.hasOwn(holes, id))).toEqual([])
    expect(new Set(plan.properties.map(({ id }) => id)).size).toBe(plan.properties.length)
  })

  it.each([
    ['query-and-log', 147, 289_008, 712_794],
    ['subscription-and-log', 1, 79_758, 230_106],
    ['subscription', 79, 29_202, 77_019],
    ['two-handles', 1, 42_147, 86_020],
    ['every-handle', 3, 58_112, 139_489],
    ['every-call', 3, 18_620, 49_020],
    ['one-connection', 1, 35, 46],
    ['trouble-passes', 1, 40_844, 135_522],
  ])('sees everything within the bounds of %s', (id, settings, worlds, transitions) => {
    const result = explored(id)
    results.push(result)
    expect([result.complete, result.settings, result.worlds, result.transitions]).toEqual([true, settings, worlds, transitions])
  }, 60_000)

  it('comes to these verdicts', () => {
    const { complete, properties } = checked()
    expect(complete).toBe(true)
    expect(Object.fromEntries(properties.map(({ id, verdict, permitted }) => [id, verdict === 'finding' ? `finding ${String(permitted)}` : verdict]))).toEqual({
      'one-final-outcome': 'holds',
    })
  })

  it('has a run for everything that it found', () => {
    const { properties } = checked()
    for (const property of plan.properties) {
      const { sighting, verdict } = ensure(properties.find(({ id }) => id === property.id), 'every property is reported')
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(even6.model, reread(sighting)))]).toEqual([property.id, true])
    }
  })

  it('has a run for every code', () => {
    const { codes } = checked()
    expect(Object.fromEntries(codes.map(({ code, by }) => [code, by]))).toEqual({
      ERROR_SUCCESS: 'cancel',
      ERROR_INVALID_HANDLE: 'cancel',
      ERROR_OUTOFMEMORY: 'registerControllableOperation',
      ERROR_INVALID_PARAMETER: 'cancel',
      ERROR_CANCELLED: 'cancel',
      RPC_S_SERVER_UNAVAILABLE: 'cancel',
      RPC_S_CALL_FAILED: 'cancel',
      RPC_X_SS_IN_NULL_CONTEXT: 'cancel',
      ERROR_INVALID_OPERATION: 'subscriptionNext',
    })
    for (const { code, by, sighting } of codes) {
      expect([code, returnsCode(run(even6.model, reread(sighting)), `${String(by)} ${code}`)]).toEqual([code, true])
    }
  })
})
