import { beforeAll, describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './plan.ts'
import { wws } from './index.ts'

function explored(): CampaignResult[] {
  return plan.campaigns.map((campaign) => {
    const steps = explore(wws, plan, campaign)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  })
}

/** A witness as it is found again in its file. */
function again(scenario: Scenario | null | undefined): Scenario {
  if (scenario === null || scenario === undefined) throw new Error('there is no timed run')
  const read = checkScenario(scenarioFile(wws.model, scenario))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('the exhaustive check', () => {
  let checked: SpecReport
  beforeAll(() => {
    checked = report(wws, plan, explored())
  }, 300_000)

  it('names clauses and questions that there are, and every statement once', () => {
    const known = [...Object.keys(wws.document.clauses), ...Object.keys(wws.document.questions)]
    const named = plan.properties.flatMap(({ clauses, permitted }) => [
      ...clauses,
      ...(permitted === undefined ? [] : [permitted]),
    ])
    expect(named.filter((id) => !known.includes(id))).toEqual([])
    expect(new Set(plan.properties.map(({ id }) => id)).size).toBe(plan.properties.length)
  })

  it('says something about every clause that is in the model', () => {
    const named = new Set(plan.properties.flatMap(({ clauses }) => clauses))
    const modelled = Object.entries(wws.document.clauses).filter(([, clause]) => !('outside' in clause))
    expect(modelled.map(([id]) => id).filter((id) => !named.has(id))).toEqual([])
  })

  it('sees everything within its bounds', () => {
    expect(checked.complete).toBe(true)
    expect(
      Object.fromEntries(
        checked.campaigns.map(({ id, settings, worlds, transitions }) => [id, [settings, worlds, transitions]]),
      ),
    ).toEqual({
      'two-calls': [14, 250_351, 992_048],
      'two-calls-every-operation': [152, 178_220, 570_483],
      'every-setting': [188, 307_536, 1_250_534],
      'every-command': [16, 217_871, 1_055_578],
      'slow-callbacks': [345, 17_759, 65_033],
      leaving: [13, 71_520, 229_043],
      sessions: [30, 10_178, 37_254],
      'what-a-refusal-says': [9, 12_864, 46_647],
    })
  })

  it('comes to these verdicts', () => {
    const verdicts = checked.properties.map(({ id, verdict, permitted }) => [
      id,
      verdict === 'finding' ? `finding ${permitted}` : verdict,
    ])
    expect(Object.fromEntries(verdicts)).toEqual({
      'one-final-outcome': 'holds',
      'nothing-negative': 'holds',
      'registered-only-while-it-executes': 'holds',
      'a-proper-registration-is-taken-on': 'holds',
      'asynchronous-ones-hear-too': 'seen',
      'no-callback-no-registration': 'holds',
      'one-registration': 'holds',
      'the-first-registration-stands': 'holds',
      'ok-means-registered': 'holds',
      'a-refusal-is-not-ok': 'holds',
      'no-context-no-registration': 'holds',
      'undefined-on-a-dead-context': 'holds',
      'undefined-nowhere-else': 'holds',
      'dead-context': 'seen',
      'unlisted-codes': 'seen',
      'those-who-may-block-register': 'finding WS-18',
      'told-once': 'holds',
      'told-only-if-registered': 'holds',
      'noticed-is-told': 'holds',
      'told-is-on-record': 'holds',
      'registered-and-cancelled-is-told': 'holds',
      'an-abort-tells-everybody': 'holds',
      'the-reason-is-the-trigger': 'holds',
      'no-cancel-without-a-reason': 'holds',
      'the-first-reason-stands': 'holds',
      'a-fault-is-one-calls-affair': 'holds',
      'no-cancel-ends-a-call': 'holds',
      'complete-only-when-returned': 'holds',
      'told-and-works-on': 'seen',
      'no-answer-after-a-cancel': 'holds',
      'leaving-is-not-cancelling': 'holds',
      'who-is-gone-hears-nothing': 'holds',
      'work-for-nobody': 'seen',
      'giving-up-is-not-cancelling': 'holds',
      'freed-once': 'holds',
      'freed-by-its-callback': 'holds',
      'freed-after-the-end': 'holds',
      'not-told-after-free': 'holds',
      'nothing-pending-when-complete': 'holds',
      'no-return-inside-a-registration': 'holds',
      'no-registration-returns-after-free': 'holds',
      'no-end-under-a-callback': 'holds',
      'the-state-is-released': 'finding WS-06',
      'no-end-inside-the-dispatch': 'holds',
      'every-call-ends': 'holds',
      'an-abort-faults-the-host': 'holds',
      'no-channel-outlives-an-abort': 'holds',
      'an-abort-does-not-wait': 'finding WH-08',
      'a-close-disturbs-nobody': 'holds',
      'nobody-new-is-let-in': 'holds',
      'a-session-keeps-the-host': 'holds',
      'no-session-outlives-the-host': 'holds',
      'closed-when-all-is-over': 'holds',
      'a-close-ends-with-the-last-call': 'holds',
      'a-late-close-is-an-abort': 'holds',
      'a-late-close-says-so': 'holds',
      'a-close-out-of-place': 'holds',
      'belief-abort-stops': 'finding WS-13',
      'belief-told-is-stopped': 'finding WS-13',
      'belief-callback-comes-later': 'finding WS-04',
      'belief-ok-means-registered': 'finding WS-03',
      'belief-everybody-is-told': 'finding WS-17',
      'belief-giving-up-cancels': 'finding WS-27',
      'belief-leaving-stops': 'finding WS-17',
      'belief-handler-may-close': 'finding WH-02',
      'belief-abort-has-told': 'finding WH-08',
      'belief-disconnected-is-gone': 'finding WS-13',
      'belief-close-is-polite': 'finding WS-21',
      'belief-timeout-bounds-close': 'finding WH-10',
      'belief-reason-is-the-whole-story': 'finding WS-07',
      'belief-free-is-for-cancelled': 'finding WS-14',
      'belief-free-is-last': 'holds',
    })
  })

  it('has a run for everything that it found', () => {
    for (const property of plan.properties) {
      const { sighting, verdict } = checked.properties.find(({ id }) => id === property.id) ?? {
        sighting: null,
        verdict: 'unknown',
      }
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(wws.model, again(sighting?.scenario)))]).toEqual([property.id, true])
    }
  })

  it('has a run for every code', () => {
    expect(Object.fromEntries(checked.codes.map(({ code, by }) => [code, by]))).toEqual({
      S_OK: 'cancel',
      E_OUTOFMEMORY: 'register',
      E_INVALIDARG: 'register',
      WS_E_INVALID_OPERATION: 'closeHost',
      WS_E_OPERATION_ABORTED: 'call',
      WS_E_OPERATION_TIMED_OUT: 'closeHost',
      WS_E_OPERATION_ABANDONED: 'call',
      WS_E_ENDPOINT_DISCONNECTED: 'call',
    })
    for (const { code, by, sighting } of checked.codes) {
      expect([code, returnsCode(run(wws.model, again(sighting?.scenario)), `${String(by)} ${code}`)]).toEqual([
        code,
        true,
      ])
    }
  })
})
