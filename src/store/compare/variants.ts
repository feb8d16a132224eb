import { diff } from '#analysis/diff.ts'
import { byObject } from '#base/memo.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { specificationFor, traceOf, tryRun } from '../lab/derived.ts'
import { chipsOfKnob } from '../explore/inspect.ts'
import { pairOf } from './pair.ts'

/** The same run with one choice made differently. */
export interface Variant {
  readonly knob: string
  readonly title: string
  readonly now: Value
  readonly value: Value
  readonly clauses: readonly string[]
  readonly scenario: Scenario
  /** How many events are not the same; 0 where the choice makes no difference to this run. */
  readonly differing: number
  /** The first difference in a sentence; empty where there is none. */
  readonly first: string
}

/** Every other setting of each choice with few settings, tried on a run. Remembered. */
export const variantsOf = byObject((scenario: Scenario): readonly Variant[] => {
  const specification = specificationFor(scenario)
  const variants = Object.entries(specification.model.knobs).flatMap(([knob, { title, kind, domain }]): Variant[] => {
    if (kind !== 'choice' || domain.type === 'int') return []
    const now = scenario.knobs[knob] ?? domain.default
    const others: readonly Value[] = (domain.type === 'bool' ? [false, true] : domain.values).filter(
      (value) => value !== now,
    )
    return others.flatMap((value) => {
      const other = { ...scenario, knobs: { ...scenario.knobs, [knob]: value } }
      if (!tryRun(other).ok) return []
      const differing = diff(traceOf(scenario), traceOf(other)).filter((match) => match.kind !== 'same').length
      return [
        {
          knob,
          title,
          now,
          value,
          clauses: chipsOfKnob(specification, knob),
          scenario: other,
          differing,
          first: pairOf(scenario, other)?.first?.words ?? '',
        },
      ]
    })
  })
  return variants.toSorted((a, b) => Number(b.differing > 0) - Number(a.differing > 0))
})
