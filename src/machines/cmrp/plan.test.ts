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
      'two-moves': [1_180_351, 2_838_506],
      'somebody-else': [336_226, 701_107],
      'every-setting': [445_696, 1_314_446],
      'every-argument': [124_691, 370_227],
      looking: [114_950, 300_709],
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
      'accepted-means-taken': 'holds',
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
      'the-end-is-seen': 'holds',
      'reissued-cancel-hits-its-own': 'finding CH-14',
      'reissued-cancel-tells-the-truth': 'finding CH-14',
      'a-cancel-hits-what-was-meant': 'finding CH-18',
      'queued-can-be-cancelled': 'finding CH-01',
      'state-tells-cancelled-from-done': 'finding CH-07',
      'done-looks-online': 'seen',
      'out-of-the-queue': 'holds',
      'not-while-blocked': 'holds',
      'every-move-ends-or-waits': 'holds',
      'refused-never-begins': 'holds',
      'refused-does-not-run': 'finding CH-14',
      'failed-call-settles-nothing': 'holds',
      'contradiction-refused': 'seen',
      'moves-are-asynchronous': 'holds',
      'pending-only-while-moving': 'holds',
      'working-is-pending': 'holds',
      'queued-is-pending': 'finding CH-01',
      'failed-does-not-hide': 'finding CH-02',
      'failed-outweighs': 'holds',
      'one-move-at-a-time': 'holds',
      'no-move-into-a-move': 'holds',
      'drop-frees-handles': 'holds',
      'drop-stops-no-move': 'holds',
      'belief-pending-means-stopped': 'finding CM-07',
      'belief-success-is-the-end': 'holds',
      'belief-accepted-is-mine': 'finding CH-18',
      'belief-only-my-own': 'finding CH-18',
      'belief-failed-call-did-nothing': 'finding CH-14',
      'belief-online-is-over': 'finding CH-01',
      'belief-failed-is-over': 'finding CH-02',
      'belief-pending-can-be-cancelled': 'finding CM-06',
      'belief-closing-stops': 'finding CM-23',
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
      RPC_S_PROCNUM_OUT_OF_RANGE: 'cancel',
      RPC_X_SS_IN_NULL_CONTEXT: 'cancel',
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
