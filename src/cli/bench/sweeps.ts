import { askedStep } from '#kernel/steps.ts'
import { sweep } from '#analysis/sweep.ts'
import type { Scenario } from '#kernel/model.ts'
import { runOutcome } from '#kernel/run.ts'
import { System } from '#kernel/system.ts'
import type { Specification } from '#machines/specification.ts'
import { medianTime } from './measure.ts'

const ticks = 600
const coldRuns = 30

/** Milliseconds of a sweep over 600 ticks, and of as many separate runs that begin with nothing remembered (measured on a part of them). */
export function sweepTimes(
  specification: Specification,
  scenario: Scenario,
): { readonly row: string[]; readonly share: number } {
  const { model } = specification
  const step = askedStep(scenario)
  const warm = medianTime(3, () => {
    for (const _ of sweep(model, scenario, { step, from: 0, to: ticks - 1 }));
  })
  const cold = medianTime(1, () => {
    for (let i = 0; i < coldRuns; i++) {
      const at = Math.floor((i * ticks) / coldRuns)
      const moved = {
        ...scenario,
        steps: scenario.steps.map((other, index) => (index === step ? { ...other, at } : other)),
      }
      runOutcome(model, moved, new System(model, moved.knobs, true))
    }
  })
  const all = (cold * ticks) / coldRuns
  return {
    row: [specification.document.id, `${warm.toFixed(1)} ms`, `${all.toFixed(0)} ms`, `1/${(all / warm).toFixed(0)}`],
    share: warm / all,
  }
}
