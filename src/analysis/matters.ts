import { stableJson } from '#base/json.ts'
import { byObject } from '#base/memo.ts'
import type { Knob, Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { specificationOf } from '#machines/index.ts'
import { ensure } from '#base/assert.ts'
import { operationsOf } from './facts.ts'

/** Other values of a knob that are tried: for a number half of it and twice as much. What is switched off is not switched on. */
function others({ domain }: Knob, value: Value | undefined): readonly Value[] {
  if (domain.type === 'bool') return value === true ? [false] : []
  if (domain.type === 'enum') return domain.values.filter((each) => each !== value)
  const now = Number(value)
  return [Math.min(domain.max, now * 2), Math.max(domain.min, Math.floor(now / 2))].filter((each) => each !== now)
}

/** What a run came to, for each operation. */
function cameTo(scenario: Scenario): string {
  const { model } = ensure(specificationOf(scenario.spec), 'a scenario has a specification')
  try {
    const trace = run(model, scenario)
    return stableJson([trace.outcome, operationsOf(model, trace)] as never)
  } catch (error) {
    if (error instanceof RunTooLong) return 'too long'
    throw error
  }
}

/** The knobs that what a run comes to depends on, found by changing each of them: what has to be known to work it out. */
export const knobsThatMatter = byObject((scenario: Scenario): readonly string[] => {
  const { model } = ensure(specificationOf(scenario.spec), 'a scenario has a specification')
  const here = cameTo(scenario)
  return Object.entries(model.knobs).flatMap(([name, knob]) => {
    const isOther = (value: Value): boolean =>
      cameTo({ ...scenario, knobs: { ...scenario.knobs, [name]: value } }) !== here
    return others(knob, scenario.knobs[name]).some(isOther) ? [name] : []
  })
})
