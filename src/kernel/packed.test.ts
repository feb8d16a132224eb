import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reactionKey } from './packed.ts'

it('gives a state and an event a number of their own', () => {
  const number = fc.oneof(fc.nat(3), fc.integer({ min: 2 ** 26 - 4, max: 2 ** 26 - 1 }))
  const pair = fc.tuple(number, number)

  fc.assert(
    fc.property(pair, pair, (one, other) => {
      expect(Number.isSafeInteger(reactionKey(...one))).toBe(true)
      expect(reactionKey(...one) === reactionKey(...other)).toBe(String(one) === String(other))
    }),
  )
})

it.each([
  [2 ** 26, 0],
  [0, 2 ** 26],
])('refuses what is too large to be told apart: state %i, event %i', (state, event) => {
  expect(() => reactionKey(state, event)).toThrow('within the bounds of a key')
})
