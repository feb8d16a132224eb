import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import { removeStep } from '#kernel/steps.ts'
import { newStep, specificationFor } from '../lab/derived.ts'
import { createLab } from '../lab/lab.ts'
import { keptKeys, keyedSteps, unstarted } from './commandRows.ts'

const lab = createLab()
const { scenario } = lab.getState()
const { model } = specificationFor(scenario)
const steps = scenario.steps

describe('the keys of rows', () => {
  it('stay with their steps when one is removed, whatever else its removal renumbers', () => {
    fc.assert(
      fc.property(fc.nat({ max: steps.length - 1 }), (index) => {
        const keys = keptKeys(keyedSteps(steps), removeStep(model, scenario, index).steps)
        expect(keys.keys).toEqual([...steps.keys()].filter((i) => i !== index))
      }),
    )
  })

  it('stay when a step is moved, and a step that is added gets one that nobody had', () => {
    const before = keptKeys(keyedSteps(steps), steps.slice(1))
    const first = ensure(steps[1], 'there is a second step')
    const moved = keptKeys(before, [{ ...first, at: first.at + 7 }, ...steps.slice(2)])
    expect(moved.keys).toEqual(before.keys)
    const more = keptKeys(moved, [...moved.steps, newStep(model, 'cancel', 5)])
    expect(more.keys).toEqual([...moved.keys, steps.length])
  })

  it('go along when two steps change places', () => {
    const [one, two, ...rest] = steps
    if (one === undefined || two === undefined) throw new Error('there are two steps')
    expect(keptKeys(keyedSteps(steps), [two, one, ...rest]).keys.slice(0, 2)).toEqual([1, 0])
  })
})

it('a step names an operation that nothing starts only where nothing starts it', () => {
  const [start] = steps.flatMap((step, i) => (model.commands[step.do]?.operation === true ? [i] : []))
  const without = removeStep(model, scenario, ensure(start, 'something is started'))
  const close = newStep(model, 'close', 90)
  expect(unstarted({ ...scenario, steps: [...steps, close] }, close)).toBeNull()
  const lost = { ...close, args: { ...close.args, op: 4 } }
  expect(unstarted({ ...without, steps: [...without.steps, lost] }, lost)).toBe(4)
  expect(steps.map((step) => unstarted(scenario, step))).toEqual(steps.map(() => null))
})
