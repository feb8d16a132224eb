import { ensure } from '#base/assert.ts'
import { beforeAll, describe, expect, it } from 'vitest'
import { explore, report, returnsCode, type CampaignResult, type SpecReport } from '#analysis/check.ts'
import { replay, shows } from '#analysis/replay.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { plan } from './plan.ts'
import { cmrp } from './index.ts'

function explored(): CampaignResult[] {
  return plan.campaigns.map((campaign) => {
    const steps = explore(cmrp, plan, campaign)
    for (;;) {
      const step = steps.next()
      if (step.done === true) return step.value
    }
  })
}

describe('the check of cmrp', () => {
  let checked: SpecReport
  beforeAll(() => {
    checked = report(cmrp, plan, explored())
  }, 300_000)

  /** A witness as it is found again in its file. */
  const again = (scenario: Scenario): Scenario => {
    const read = checkScenario(scenarioFile(cmrp.model, scenario))
    if (!read.ok) throw new Error(read.error)
    return read.value
  }

  it('names clauses and questions that there are', () => {
    const known = [...Object.keys(cmrp.document.clauses), ...Object.keys(cmrp.document.questions)]
    expect(
      plan.properties
        .flatMap(({ clauses, permitted }) => [...clauses, ...(permitted === undefined ? [] : [permitted])])
        .filter((id) => !known.includes(id)),
    ).toEqual([])
    expect(new Set(plan.properties.map(({ id }) => id)).size).toBe(plan.properties.length)
  })

  it('sees everything within its bounds', () => {
    expect(checked.complete).toBe(true)
    expect(
      Object.fromEntries(checked.campaigns.map(({ id, worlds, transitions }) => [id, [worlds, transitions]])),
    ).toEqual({
      'two-moves': [386_294, 929_143],
      'somebody-else': [114_347, 236_540],
      'every-setting': [146_493, 443_648],
      'every-argument': [142_373, 438_426],
      'a-node-that-leaves': [47_883, 102_830],
      looking: [116_510, 303_709],
      'a-restart': [64_953, 139_602],
      'a-client-that-leaves': [94_833, 279_632],
      'a-resource-that-hangs': [10_056, 29_791],
      'a-second-client': [2_236, 4_658],
    })
  })

  it('comes to these verdicts', () => {
    expect(
      Object.fromEntries(
        checked.properties.map(({ id, verdict, permitted }) => [
          id,
          verdict === 'finding' ? `finding ${permitted}` : verdict,
        ]),
      ),
    ).toEqual({
      'nothing-negative': 'holds',
      'one-final-outcome': 'finding CH-14',
      'cancel-is-offered': 'finding CM-01',
      'read-only-takes-nothing': 'holds',
      'paused-means-read-only': 'holds',
      'leaving-takes-nothing': 'holds',
      'leaving-says-so': 'holds',
      'only-while-pending': 'holds',
      'taken-only-if-it-can-be-undone': 'holds',
      'only-a-queued-move': 'finding CH-03',
      'no-way-back': 'holds',
      'refused-changes-nothing': 'holds',
      'accepted-means-taken': 'finding CH-06',
      'pending-means-later': 'holds',
      'called-off-ends': 'holds',
      'undoing-is-undone': 'holds',
      'undone-leaves-nothing': 'holds',
      'called-off-stays-off': 'finding CH-14',
      'reading-cancels-nothing': 'holds',
      'no-handle-no-call': 'holds',
      'closed-handle-refused': 'seen',
      'flags-refused': 'holds',
      'one-of-six': 'finding CH-11',
      'every-call-is-answered': 'holds',
      'an-answer-stands': 'holds',
      'did-not-run-did-nothing': 'holds',
      'unlisted-is-failed': 'holds',
      'reconnects-when-it-should': 'finding CM-14',
      'another-node-takes-it': 'seen',
      'the-end-is-seen': 'finding CH-01',
      'a-restart-is-noticed': 'finding CH-12',
      'old-handles-are-unknown': 'holds',
      'reissued-cancel-hits-its-own': 'finding CH-14',
      'reissued-cancel-tells-the-truth': 'finding CH-14',
      'a-cancel-hits-what-was-meant': 'finding CH-18',
      'queued-can-be-cancelled': 'finding CH-01',
      'state-tells-cancelled-from-done': 'finding CH-07',
      'done-looks-online': 'seen',
      'out-of-the-queue': 'holds',
      'not-while-blocked': 'holds',
      'every-move-ends-or-waits': 'holds',
      'a-hanging-resource-ends': 'finding CH-22',
      'answering-goes-on': 'holds',
      'refused-never-begins': 'holds',
      'refused-does-not-run': 'finding CH-14',
      'failed-call-settles-nothing': 'holds',
      'contradiction-refused': 'seen',
      'moves-are-asynchronous': 'holds',
      'pending-only-while-moving': 'holds',
      'working-is-pending': 'finding CH-01',
      'queued-is-pending': 'finding CH-01',
      'failed-does-not-hide': 'finding CH-02',
      'failed-outweighs': 'holds',
      'one-move-at-a-time': 'holds',
      'no-move-into-a-move': 'holds',
      'drop-frees-handles': 'holds',
      'leaving-stops-no-move': 'holds',
      'leaving-frees-handles': 'holds',
      'drop-stops-no-move': 'holds',
      'belief-pending-means-stopped': 'finding CM-07',
      'belief-accepted-is-undone': 'finding CH-06',
      'belief-success-is-the-end': 'holds',
      'belief-accepted-is-mine': 'finding CH-18',
      'belief-only-my-own': 'finding CH-18',
      'belief-failed-call-did-nothing': 'finding CH-14',
      'belief-online-is-over': 'finding CH-01',
      'belief-failed-is-over': 'finding CH-02',
      'belief-pending-can-be-cancelled': 'finding CM-06',
      'belief-closing-stops': 'finding CM-23',
      'belief-leaving-stops': 'finding CM-23',
      'belief-another-node-would-do': 'finding CH-11',
    })
  })

  it('has a run for everything that it has found', () => {
    for (const property of plan.properties) {
      const sighting = checked.properties.find(({ id }) => id === property.id)?.sighting
      if (sighting === null || sighting === undefined) continue
      const scenario = ensure(sighting.scenario, `${property.id} has a timed run`)
      expect(shows(property, replay(cmrp.model, again(scenario))), property.id).toBe(true)
    }
  })

  it('has a run for every code', () => {
    expect(Object.fromEntries(checked.codes.map(({ code, by }) => [code, by]))).toEqual({
      ERROR_SUCCESS: 'cancel',
      ERROR_ACCESS_DENIED: 'cancel',
      ERROR_INVALID_HANDLE: 'cancel',
      ERROR_SHARING_PAUSED: 'cancel',
      ERROR_INVALID_PARAMETER: 'cancel',
      ERROR_IO_PENDING: 'cancel',
      RPC_S_CALL_FAILED: 'cancel',
      RPC_S_SERVER_UNAVAILABLE: 'cancel',
      RPC_S_PROCNUM_OUT_OF_RANGE: 'cancel',
      RPC_X_SS_IN_NULL_CONTEXT: 'cancel',
      ERROR_CLUSTER_NODE_NOT_READY: 'cancel',
      ERROR_CLUSTER_NODE_SHUTTING_DOWN: 'cancel',
      ERROR_INVALID_STATE: 'cancel',
      ClusterGroupOnline: 'settle',
      ClusterGroupFailed: 'settle',
    })
    for (const { code, by, sighting } of checked.codes) {
      const scenario = ensure(sighting?.scenario, `${code} has a timed run`)
      expect(returnsCode(run(cmrp.model, again(scenario)), `${by} ${code}`), code).toBe(true)
    }
  })
})
