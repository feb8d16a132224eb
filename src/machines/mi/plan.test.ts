import { describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type Discovery, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { ensure } from '#base/assert.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './plan.ts'
import { mi } from './index.ts'

function explored(id: string): CampaignResult {
  const steps = explore(
    mi,
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
  const read = checkScenario(scenarioFile(mi.model, ensure(sighting?.scenario, 'there is a timed run')))
  if (!read.ok) throw new Error(read.error)
  return read.value
}

describe('the exhaustive check', () => {
  const results: CampaignResult[] = []
  const checked = (): SpecReport => report(mi, plan, results)

  it.each([
    ['two-operations', 82, 842_761, 3_104_853],
    ['two-on-every-server', 22, 114_740, 362_842],
    ['callbacks-every-setting', 625, 187_819, 630_213],
    ['getters-every-setting', 53, 111_956, 327_146],
    ['two-with-getters', 1, 84_202, 276_900],
    ['every-argument', 3, 71_980, 340_155],
    ['inside-callbacks', 3, 4834, 13_093],
    ['by-hand', 13, 30_134, 95_891],
    ['lives-of-slots', 50, 56_065, 161_473],
    ['time-and-registration', 155, 45_101, 125_230],
  ])(
    'sees everything within the bounds of %s',
    (id, settings, worlds, transitions) => {
      const result = explored(id)
      results.push(result)
      const { complete } = result
      expect({ complete, settings: result.settings, worlds: result.worlds, transitions: result.transitions }).toEqual({
        complete: true,
        settings,
        worlds,
        transitions,
      })
    },
    120_000,
  )

  it('comes to these verdicts', () => {
    expect(results.length).toBe(plan.campaigns.length)
    expect(Object.fromEntries(checked().properties.map(({ id, verdict }) => [id, verdict]))).toEqual({
      'one-final-outcome': 'holds',
      'nothing-negative': 'holds',
      'cancel-returns-at-once': 'holds',
      'null-is-invalid': 'holds',
      'no-operation-is-invalid': 'holds',
      'closed-is-invalid-to-cancel': 'finding',
      'closed-stays-closed': 'holds',
      'second-close-is-refused': 'holds',
      'never-started-fails-before-any-start': 'holds',
      'never-started-fails': 'holds',
      'failed-means-never-started': 'holds',
      'no-memory-no-cancel': 'holds',
      'limits-mean-no-memory': 'holds',
      'owner-is-accepted': 'holds',
      'same-identity': 'finding',
      'denied-to-close': 'finding',
      'denied-means-somebody-else': 'holds',
      'refused-changes-nothing': 'holds',
      'second-cancel-changes-nothing': 'holds',
      'refused-acknowledgement-changes-nothing': 'holds',
      'late-cancel-changes-nothing': 'holds',
      'cancel-leaves-the-server': 'finding',
      'leaving-comes-to-its-end': 'holds',
      'requests-are-answered': 'holds',
      'accepted-is-over-at-last': 'finding',
      'one-last-callback': 'holds',
      'final-result-has-its-way': 'holds',
      'getter-does-not-wait-for-what-is-here': 'holds',
      'nobody-sleeps-in-the-getter': 'holds',
      'getter-after-the-end': 'holds',
      'no-getter-beside-callbacks': 'holds',
      'results-after-cancel': 'seen',
      'no-more-than-the-extra-result': 'holds',
      'a-few-is-one': 'finding',
      'who-has-left-ends-with-an-error': 'holds',
      'cancelled-means-failed': 'finding',
      'callbacks-come-one-by-one': 'holds',
      'cancelled-inside-a-callback': 'seen',
      'silence-after-ok': 'seen',
      'without-a-link-all-ends': 'holds',
      'only-a-close-frees-the-handle': 'holds',
      'closed-means-given-back': 'holds',
      'close-cancels': 'finding',
      'last-callback-after-close': 'seen',
      'asynchronous-close-never-waits': 'holds',
      'close-waits-for-the-fetch': 'holds',
      'fetched-lets-close-return': 'holds',
      'every-close-returns': 'finding',
      'session-close-cancels': 'finding',
      'session-closed-after-its-handles': 'holds',
      'session-waits-for-no-more': 'finding',
      'silence-keeps-the-session': 'holds',
      'a-handler-can-wait-for-ever': 'seen',
      'stuck-only-while-the-session-closes': 'holds',
      'every-session-close-returns': 'finding',
      'no-start-on-a-closed-session': 'holds',
      'told-where-it-can-be': 'holds',
      'not-told-unless-registered': 'holds',
      'called-back-once': 'holds',
      'the-last-registration-counts': 'holds',
      'the-last-registration-is-called': 'seen',
      'not-told-by-a-lost-client': 'holds',
      'nobody-is-told-without-a-cancel': 'finding',
      'a-method-is-never-told': 'holds',
      'no-cancel-callback-after-the-end': 'holds',
      'enumeration-is-told': 'seen',
      'the-untold-work-on': 'seen',
      'work-ends': 'holds',
      'final-result-waits-for-nobody': 'seen',
      'begun-after-it-was-over': 'finding',
      'no-more-than-the-slots': 'holds',
      'let-in-where-there-is-room': 'holds',
      'refusal-is-the-final-result': 'holds',
      'limits-mean-refused': 'holds',
      'a-slot-needs-a-provider': 'finding',
      'memory-follows-the-work': 'holds',
      'a-slot-and-no-memory': 'seen',
      'failed-though-nobody-cancelled': 'seen',
      'the-service-can-cancel': 'seen',
      'work-takes-a-slot': 'finding',
      'slots-come-back': 'finding',
      'over-and-still-taken': 'seen',
      'belief-ok-means-stopped': 'finding',
      'belief-ok-means-cancelled': 'finding',
      'belief-final-means-stopped': 'finding',
      'belief-final-means-room': 'finding',
      'belief-no-results-after-ok': 'finding',
      'belief-cancelled-needs-no-close': 'finding',
      'belief-closed-holds-nothing': 'finding',
      'belief-failed-means-undone': 'finding',
      'belief-limits-are-the-servers': 'finding',
      'belief-cancel-as-often-as-you-like': 'holds',
      'belief-close-instead': 'finding',
      'belief-a-handler-may-wait': 'finding',
      'belief-stopped-means-room': 'finding',
      'belief-failed-means-asked': 'finding',
    })
  })

  it('knows which findings need more than two asynchronous operations, the cancels of their owner and one close', () => {
    const { found } = ensure(results[0], 'there is a first campaign')
    expect(
      checked()
        .properties.filter(({ id, verdict }) => verdict === 'finding' && found[id] === undefined)
        .map(({ id }) => id),
    ).toEqual([
      'same-identity',
      'denied-to-close',
      'a-few-is-one',
      'every-close-returns',
      'session-close-cancels',
      'session-waits-for-no-more',
      'every-session-close-returns',
      'nobody-is-told-without-a-cancel',
      'a-slot-needs-a-provider',
      'slots-come-back',
      'belief-a-handler-may-wait',
      'belief-stopped-means-room',
      'belief-failed-means-asked',
    ])
  })

  it('has a run for everything that it found', () => {
    const { properties } = checked()
    for (const property of plan.properties) {
      const { sighting, verdict } = ensure(
        properties.find(({ id }) => id === property.id),
        'every property is reported',
      )
      if (verdict === 'holds') continue
      expect([property.id, shows(property, replay(mi.model, reread(sighting)))]).toEqual([property.id, true])
    }
  })

  it('has a run for every code', () => {
    const { codes } = checked()
    expect(codes.map(({ code, by }) => [code, by])).toEqual(
      // One code is told to a provider alone.
      Object.keys(mi.document.codes).map((code) => [
        code,
        code === 'MI_RESULT_NOT_SUPPORTED' ? 'registerCancel' : 'cancel',
      ]),
    )
    for (const { code, by, sighting } of codes) {
      expect([code, returnsCode(run(mi.model, reread(sighting)), `${String(by)} ${code}`)]).toEqual([code, true])
    }
  })
})
