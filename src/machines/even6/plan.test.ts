import { describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type Discovery, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './plan.ts'
import { even6 } from './index.ts'

function explored(id: string): CampaignResult {
  const steps = explore(
    even6,
    plan,
    ensure(
      plan.campaigns.find((campaign) => campaign.id === id),
      'a campaign of the plan',
    ),
  )
  for (;;) {
    const step = steps.next()
    if (step.done === true) return step.value
  }
}

/** The scenario as its file would bring it back. */
function reread(sighting: Discovery | null): Scenario {
  const read = checkScenario(scenarioFile(even6.model, ensure(sighting?.scenario, 'there is a timed run')))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('the exhaustive check', () => {
  const results: CampaignResult[] = []
  const checked = (): SpecReport => report(even6, plan, results)

  it('names clauses and questions that there are', () => {
    const { clauses, questions } = even6.document
    const named = plan.properties.flatMap(({ clauses: ids, permitted = 'EV-01' }) => [...ids, permitted])
    expect(named.filter((id) => !Object.hasOwn(clauses, id) && !Object.hasOwn(questions, id))).toEqual([])
    expect(new Set(plan.properties.map(({ id }) => id)).size).toBe(plan.properties.length)
  })

  it.each([
    ['query-and-log', 307, 333_607, 783_650],
    ['two-waits', 109, 92_925, 231_152],
    ['two-handles', 1, 43_186, 87_260],
    ['every-handle', 9, 75_566, 178_312],
    ['every-call', 3, 19_266, 50_943],
    ['one-connection', 1, 35, 46],
    ['going-and-coming', 3, 10_809, 17_184],
    ['trouble-passes', 1, 40_844, 135_522],
  ])(
    'sees everything within the bounds of %s',
    (id, settings, worlds, transitions) => {
      const result = explored(id)
      results.push(result)
      expect([result.complete, result.settings, result.worlds, result.transitions]).toEqual([
        true,
        settings,
        worlds,
        transitions,
      ])
    },
    120_000,
  )

  it('comes to these verdicts', () => {
    const { complete, properties } = checked()
    expect(complete).toBe(true)
    const verdicts = properties.map(({ id, verdict, permitted }) => [
      id,
      verdict === 'finding' ? `finding ${String(permitted)}` : verdict,
    ])
    expect(Object.fromEntries(verdicts)).toEqual({
      'one-final-outcome': 'holds',
      'nothing-negative': 'holds',
      'a-refusal-does-nothing': 'holds',
      'success-reaches-what-runs': 'holds',
      'no-handle-no-effect': 'holds',
      'set-flag-ends-the-matter': 'holds',
      'null-handle-stays-at-home': 'holds',
      'closed-handle-stays-at-home': 'holds',
      'bad-handle-has-one-code': 'finding EH-01',
      'only-the-busy-fail': 'holds',
      'nothing-outstanding-succeeds': 'holds',
      'twice-succeeds-twice': 'holds',
      'set-flag-is-success': 'holds',
      'accepted-is-success': 'holds',
      'every-cancel-is-answered': 'holds',
      'every-call-comes-back': 'holds',
      'flag-is-for-good': 'holds',
      'flag-begins-down': 'holds',
      'success-sets-the-flag': 'finding EH-05',
      'set-flag-is-known': 'holds',
      'stopped-as-the-flag-is-set': 'holds',
      'stopped-by-its-own-handle': 'holds',
      'events-are-kept': 'holds',
      'a-wait-ends-for-a-reason': 'holds',
      'noticed-at-a-look': 'holds',
      'one-look-is-enough': 'holds',
      'a-stopped-call-is-not-done': 'holds',
      'a-stopped-call-says-so': 'finding EH-09',
      'nobody-stops-unasked': 'holds',
      'one-cancel-two-calls': 'seen',
      'reading-and-working-end': 'holds',
      'cancel-keeps-the-table': 'holds',
      'handles-stay-until-closed': 'holds',
      'closed-is-closed': 'holds',
      'close-stops-nothing': 'holds',
      'no-memory-no-handle': 'holds',
      'log-calls-need-an-open-handle': 'finding EV-22',
      'refused-is-never-begun': 'holds',
      'lost-line-ends-waits': 'holds',
      'lost-line-ends-work': 'finding EH-20',
      'lost-line-frees-handles': 'holds',
      'restart-knows-no-handle': 'holds',
      'no-half-written-file-is-left': 'holds',
      'belief-success-is-stopped': 'finding EH-08',
      'belief-success-is-cancelled': 'finding EH-10',
      'belief-cancelled-is-cancelled': 'finding EH-03',
      'belief-handle-is-good-again': 'finding EH-04',
      'belief-idle-cancel-is-harmless': 'finding EH-05',
      'belief-close-stops': 'finding EH-12',
      'belief-cancel-cleans-up': 'finding EV-10',
      'belief-failure-is-not-cancelled': 'finding EV-26',
      'belief-only-mine': 'finding EH-11',
      'belief-any-control-handle': 'finding EV-23',
      'belief-any-handle-of-mine': 'finding EH-02',
      'belief-cancel-comes-back': 'finding EH-18',
      'belief-twice-is-no-error': 'holds',
      'belief-leaving-stops-it': 'finding EH-20',
      'belief-clear-leaves-queries': 'finding EV-31',
      'belief-handles-outlive-the-service': 'finding EV-32',
      'belief-hanging-up-frees-all': 'finding EH-20',
    })
  })

  it('has a run for everything that it found', () => {
    const { properties } = checked()
    for (const property of plan.properties) {
      const { sighting, verdict } = ensure(
        properties.find(({ id }) => id === property.id),
        'every property is reported',
      )
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
      ERROR_EVT_QUERY_RESULT_STALE: 'queryNext',
    })
    for (const { code, by, sighting } of codes) {
      expect([code, returnsCode(run(even6.model, reread(sighting)), `${String(by)} ${code}`)]).toEqual([code, true])
    }
  })
})
