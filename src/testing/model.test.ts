import { expect, it } from 'vitest'
import { bands, run } from './model.ts'

const scenario = {
  format: 'aftercancel/scenario@1',
  spec: 'lro',
  steps: [
    { at: 0, do: 'count' },
    { at: 160, do: 'cancel' },
  ],
}

it('runs a scenario, from an object and from the text of its file', () => {
  expect(run(scenario).outcome).toMatchObject({ cancel: { code: 'OK' }, settle: { code: 'CANCELLED' } })
  expect(run(JSON.stringify(scenario))).toEqual(run(scenario))
})

it('tells the bands of its cancel', () => {
  const all = bands(scenario)

  expect(all[0]?.from).toBe(0)
  expect(all.every(({ from }, i) => i === 0 || from === (all[i - 1]?.to ?? NaN) + 1)).toBe(true)
})

it('refuses what is none in a sentence', () => {
  expect(() => run({ ...scenario, spec: 'lr' })).toThrow('did you mean "lro"?')
  expect(() => bands({ ...scenario, steps: [] })).toThrow('expected a cancel')
})
