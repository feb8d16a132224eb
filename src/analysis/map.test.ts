import { askedStep } from '#kernel/steps.ts'
import { scenarioOf } from '#machines/scenario.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Domain, Scenario, Value } from '#kernel/model.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { gridOf, knobTrials, mapKnob, mapRows, questionsOf, valuesAround } from './map.ts'
import { sweep, sweepEnd } from './sweep.ts'
import { SweepTable } from './sweepTable.ts'

const opened = (specification: Specification): Scenario =>
  scenarioOf(specification, ensure(specification.scenarios[0], 'a specification has a scenario'))

function anyValue(domain: Domain | undefined): fc.Arbitrary<Value> {
  if (domain === undefined || domain.type === 'bool') return fc.boolean()
  return domain.type === 'enum' ? fc.constantFrom(...domain.values) : fc.integer({ min: domain.min, max: domain.max })
}

describe('values of a knob', () => {
  const domain = { type: 'int', min: 1, max: 10_000, default: 60 } as const

  it('lie around the present one at round distances, and it is among them', () => {
    const values = valuesAround(domain, 60, 41)
    expect(values).toContain(60)
    expect(values.length).toBeLessThanOrEqual(41)
    expect(values[0]).toBeGreaterThanOrEqual(1)
    expect(new Set(values.slice(1).map((value, i) => value - (values[i] ?? 0))).size).toBe(1)
  })

  it('never leave the range', () => {
    for (const present of [1, 7, 100, 9999, 10_000])
      for (const value of valuesAround(domain, present, 9)) expect(value >= 1 && value <= 10_000).toBe(true)
  })
})

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the map of %s',
  (_, specification) => {
    const { model } = specification
    const scenario = opened(specification)
    const step = askedStep(scenario)
    const knob = mapKnob(model)

    it('has each cell as a run of its own has it', () => {
      const grid = gridOf(model, scenario, step, knob, 5)
      for (const { index, chunk } of mapRows(model, scenario, step, grid)) {
        const table = new SweepTable(grid.from, grid.every)
        table.append(ensure(chunk, 'the runs of the row end'))
        const value = ensure(grid.values[index], 'a row has a value')
        for (const tick of [
          grid.from,
          grid.from + 7 * grid.every,
          grid.from + Math.floor((grid.to - grid.from) / grid.every) * grid.every,
        ]) {
          const alone = [
            ...sweep(
              model,
              { ...scenario, knobs: { ...scenario.knobs, [knob]: value } },
              { step, from: tick, to: tick },
            ),
          ]
          expect([table.point(tick)]).toEqual(alone)
        }
      }
    })

    it('reaches as far as the cancel can make a difference', () => {
      expect(gridOf(model, scenario, step, knob, 5).to).toBeGreaterThanOrEqual(sweepEnd(model, scenario, step))
    })

    it('gives every question an answer', () => {
      const [point] = sweep(model, scenario, { step, from: 20, to: 20 })
      for (const question of questionsOf(model, scenario))
        expect(question.answer(ensure(point, 'a sweep has a point')).text).not.toBe('')
    })

    it('says of every knob whether it matters, and the one of the map does', () => {
      const trials = [...knobTrials(model, scenario, step, { from: 0, to: sweepEnd(model, scenario, step), every: 7 })]
      expect(trials.map((trial) => trial.knob)).toEqual(Object.keys(model.knobs))
      expect(trials.find((trial) => trial.knob === knob)?.finding).toBe('matters')
    })
  },
)

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'the knobs of %s',
  (_, specification) => {
    it('that are words have a row for each word, which is a sweep of its own', () => {
      const { model } = specification
      const scenario = opened(specification)
      const step = askedStep(scenario)
      for (const [knob, { domain }] of Object.entries(model.knobs)) {
        if (domain.type === 'int') continue
        const grid = { ...gridOf(model, scenario, step, knob, 41), every: 17 }
        expect(grid.values).toEqual(domain.type === 'enum' ? domain.values : [false, true])
        for (const { index, chunk } of mapRows(model, scenario, step, grid)) {
          const points = [
            ...sweep(
              model,
              { ...scenario, knobs: { ...scenario.knobs, [knob]: ensure(grid.values[index], 'a row has a value') } },
              { step, from: grid.from, to: grid.to, every: 17 },
            ),
          ]
          const table = new SweepTable(grid.from, 17)
          table.append(ensure(chunk, 'the runs end'))
          expect(points.map(({ tick }) => table.point(tick).outcome)).toEqual(points.map(({ outcome }) => outcome))
        }
      }
    })

    it('that nobody looks at change nothing, whatever they say', () => {
      const { model } = specification
      const scenario = opened(specification)
      const step = askedStep(scenario)
      const range = { step, from: 0, to: sweepEnd(model, scenario, step), every: 13 }
      const unread = [...knobTrials(model, scenario, step, range)]
        .filter(({ finding, values }) => finding === 'never' && values.length === 0)
        .map(({ knob }) => knob)
      const usual = [...sweep(model, scenario, range)]
      fc.assert(
        fc.property(
          fc.record(Object.fromEntries(unread.map((name) => [name, anyValue(model.knobs[name]?.domain)]))),
          (others) => {
            expect([...sweep(model, { ...scenario, knobs: { ...scenario.knobs, ...others } }, range)]).toEqual(usual)
          },
        ),
        { numRuns: 12, seed: 2026 },
      )
    })
  },
)
