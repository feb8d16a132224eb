import fc from 'fast-check'
import { expect, it } from 'vitest'
import { reactionKey } from './packed.ts'

it('gives an actor, a state and an event a number of their own', () => {
  const below = (bits: number) => fc.oneof(fc.nat(3), fc.integer({ min: 2 ** bits - 4, max: 2 ** bits - 1 }))
  const triple = fc.tuple(below(21), below(16), below(16))

  fc.assert(
    fc.property(triple, triple, (one, other) => {
      expect(Number.isSafeInteger(reactionKey(...one))).toBe(true)
      expect(reactionKey(...one) === reactionKey(...other)).toBe(String(one) === String(other))
    }),
  )
})

it.each([
  [2 ** 21, 0, 0],
  [0, 2 ** 16, 0],
  [0, 0, 2 ** 16],
])('refuses what is too large to be told apart: actor %i, state %i, event %i', (actor, state, event) => {
  expect(() => reactionKey(actor, state, event)).toThrow('within the bounds of a key')
})
