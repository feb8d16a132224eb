import { describe, expect, it } from 'vitest'
import { sweep } from '#analysis/sweep.ts'
import { SweepPacker, SweepTable } from '#analysis/sweepTable.ts'
import { ensure } from '#base/assert.ts'
import { cancelCommand } from '#kernel/call.ts'
import type { Scenario } from '#kernel/model.ts'
import { runOutcome } from '#kernel/run.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { scenarioOf } from '#machines/scenario.ts'
import { specificationFor } from '../lab/derived.ts'
import { flagTick, ribbonFor } from './ribbon.ts'
import { movedStep } from './sweeps.ts'

/** What the ribbon says of the cancel, as a row or as a sentence, where it is swept at the tick alone at which the cancel stands. */
function saidOfCancel(scenario: Scenario): string {
  const at = flagTick(scenario) ?? 0
  const { model } = specificationFor(scenario)
  const { step } = movedStep(scenario)
  const packer = new SweepPacker()
  for (const point of sweep(model, scenario, { step, from: at, to: at })) packer.add(point)
  const table = new SweepTable(at)
  table.append(packer.take())
  const job = { scenario, step, from: at, to: at }
  const { rows, constant } = ribbonFor({ job, table, end: at + 1, preview: null, phase: 'done', error: null }, at)
  const row = rows.find(({ id }) => id === 'cancel')
  return row?.kind === 'bands' ? `the cancel returns ${row.bands[0]?.texts[0] ?? ''}` : (constant[0] ?? '')
}

/** Whether the step of the cancel is a call, or leads to one. */
function isCalled({ spec, steps }: Scenario): boolean {
  const step = steps.find(({ do: name }) => name === cancelCommand)
  const { isCall } = ensure(specificationOf(spec)?.model.commands[cancelCommand], 'each has a cancel')
  return step?.args['within'] === 'callback' || (isCall?.(step?.args ?? {}) ?? true)
}

describe.each(specifications)('the ribbon of $document.id', (specification) => {
  const { model } = specification
  const scenarios = specification.scenarios
    .map((builtIn) => [builtIn.id, scenarioOf(specification, builtIn)] as const)
    .filter(([, { steps }]) => steps.some(({ do: name }) => name === cancelCommand))

  it.each(scenarios)('says of the cancel what the run does: %s', (_, scenario) => {
    const { cancel, milestones } = runOutcome(model, scenario)
    const answer = isCalled(scenario) ? 'never returns' : 'is no call and returns nothing'
    const none = 'issued' in milestones ? answer : 'is never sent'
    expect(saidOfCancel(scenario)).toBe(`the cancel ${cancel === null ? none : `returns ${cancel.code}`}`)
  })
})
