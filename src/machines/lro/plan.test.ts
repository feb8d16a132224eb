import { beforeAll, describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './plan.ts'
import { lro } from './index.ts'

function explored(): CampaignResult[] {
  return plan.campaigns.map((campaign) => {
    const steps = explore(lro, plan, campaign)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  })
}

/** A witness as it is found again in its file. */
function again(scenario: Scenario | null | undefined): Scenario {
  if (scenario === null || scenario === undefined) throw new Error('there is no timed run')
  const read = checkScenario(scenarioFile(lro.model, scenario))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('the exhaustive check', () => {
  let checked: SpecReport
  beforeAll(() => {
    checked = report(lro, plan, explored())
  }, 300_000)

  it('names clauses and questions that there are, and every statement once', () => {
    const known = [...Object.keys(lro.document.clauses), ...Object.keys(lro.document.questions)]
    const named = plan.properties.flatMap(({ clauses, permitted }) => [
      ...clauses,
      ...(permitted === undefined ? [] : [permitted]),
    ])
    expect(named.filter((id) => !known.includes(id))).toEqual([])
    expect(new Set(plan.properties.map(({ id }) => id)).size).toBe(plan.properties.length)
  })

  it('says something about every clause that is in the model', () => {
    const named = new Set(plan.properties.flatMap(({ clauses }) => clauses))
    const modelled = Object.entries(lro.document.clauses).filter(([, clause]) => !('outside' in clause))
    expect(modelled.map(([id]) => id).filter((id) => !named.has(id))).toEqual([])
  })

  it('sees everything within its bounds', () => {
    expect(checked.complete).toBe(true)
    expect(
      Object.fromEntries(
        checked.campaigns.map(({ id, settings, worlds, transitions }) => [id, [settings, worlds, transitions]]),
      ),
    ).toEqual({
      'two-operations': [1, 633_004, 2_343_512],
      'two-operations-javaFuture': [1, 85_523, 284_478],
      'two-operations-every-setting': [97, 77_149, 239_003],
      'every-setting': [567, 654_388, 1_602_994],
      'every-cancel': [387, 85_980, 196_163],
      'every-request': [10, 250_839, 704_154],
      'somebody-else': [7, 1_233, 2_571],
      patience: [7, 5_113, 13_885],
      phases: [281, 26_275, 65_063],
      kinds: [7, 688, 1_590],
      'one-at-a-time': [3, 147_124, 456_736],
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
      'cancel-only-asks': 'holds',
      'one-signal': 'holds',
      'ok-is-on-record': 'holds',
      'refused-is-not-done': 'holds',
      'offered-or-not': 'holds',
      'no-name-no-request': 'holds',
      'denied-before-looked-up': 'seen',
      'again-changes-nothing': 'holds',
      'twice-may-be-refused': 'seen',
      'too-late-may-be-refused': 'seen',
      'kept-after-cancel': 'holds',
      'stopped-is-an-error': 'holds',
      'finished-is-a-response': 'holds',
      'only-the-told-notice': 'holds',
      'should-stop': 'finding LR-15',
      'cancel-worked': 'seen',
      'finished-in-spite-of-cancel': 'seen',
      'failed-upon-cancel': 'seen',
      'cancelled-by-nobody': 'seen',
      'to-stop-asking-stops-nothing': 'holds',
      'never-makes-up-an-end': 'finding LR-31',
      'only-the-answer-tells': 'finding LR-24',
      'nothing-gets-through-an-outage': 'holds',
      'a-lost-answer-is-unavailable': 'seen',
      'refused-for-a-while': 'seen',
      'refused-changes-nothing': 'holds',
      'leaving-stops-nothing': 'holds',
      'comes-back-by-name': 'seen',
      'done-is-done': 'holds',
      'a-look-shows-the-record': 'holds',
      'done-with-nothing-in-it': 'seen',
      'one-at-a-time': 'seen',
      'turned-away-is-not-started': 'holds',
      'no-end-before-the-work-has-ended': 'holds',
      'ended-is-stopped': 'holds',
      'a-look-succeeds': 'holds',
      'asks-at-its-pace': 'holds',
      'only-a-delete-removes': 'holds',
      'delete-does-not-cancel': 'holds',
      'work-without-a-handle': 'seen',
      'deleted-stays-deleted': 'holds',
      'deleted-is-not-found': 'seen',
      'unknown-is-not-found': 'seen',
      'work-ends': 'holds',
      'belief-ok-means-stopped': 'finding LR-01',
      'belief-ok-means-cancelled': 'finding LR-15',
      'belief-cancelled-was-me': 'finding LR-16',
      'belief-cancelled-is-gone': 'finding LR-05',
      'belief-delete-stops': 'finding LR-17',
      'belief-no-answer-no-cancel': 'finding LR-23',
      'belief-library-says-cancelled': 'finding LR-31',
      'belief-library-asks': 'finding LR-31',
      'belief-body-does-not-matter': 'finding LR-08',
      'belief-cancel-again': 'holds',
      'belief-ctrl-c-stops': 'finding LR-31',
      'belief-time-is-up': 'finding LR-31',
      'belief-done-has-a-result': 'finding LR-13',
    })
  })

  it('has a run for everything that it found', () => {
    for (const property of plan.properties) {
      const { sighting, verdict } = checked.properties.find(({ id }) => id === property.id) ?? {
        sighting: null,
        verdict: 'unknown',
      }
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(lro.model, again(sighting?.scenario)))]).toEqual([property.id, true])
    }
  })

  it('has a run for every code', () => {
    expect(Object.fromEntries(checked.codes.map(({ code, by }) => [code, by]))).toEqual({
      OK: 'cancel',
      CANCELLED: 'settle',
      UNKNOWN: 'settle',
      INVALID_ARGUMENT: 'cancel',
      DEADLINE_EXCEEDED: 'cancel',
      NOT_FOUND: 'cancel',
      ALREADY_EXISTS: 'count',
      PERMISSION_DENIED: 'cancel',
      FAILED_PRECONDITION: 'cancel',
      ABORTED: 'count',
      UNIMPLEMENTED: 'cancel',
      INTERNAL: 'settle',
      UNAVAILABLE: 'cancel',
      UNAUTHENTICATED: 'cancel',
    })
    for (const { code, by, sighting } of checked.codes) {
      expect([code, returnsCode(run(lro.model, again(sighting?.scenario)), `${String(by)} ${code}`)]).toEqual([
        code,
        true,
      ])
    }
  })
})
