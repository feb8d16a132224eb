import fc from 'fast-check'
import { expect, it } from 'vitest'
import { caretAfter, textChange } from './textChange.ts'

const text = fc.array(fc.constantFrom('a', 'b', ' ', '😀', '😁', '\n'), { maxLength: 12 }).map((all) => all.join(''))

it('a change makes the later text of the earlier one, and cuts no letter', () => {
  fc.assert(
    fc.property(text, text, (before, after) => {
      const { from, removed, inserted } = textChange(before, after)
      const rest = [before.slice(0, from), before.slice(from + removed)]
      expect(`${rest[0] ?? ''}${inserted}${rest[1] ?? ''}`).toBe(after)
      for (const part of [...rest, inserted]) expect(() => encodeURIComponent(part)).not.toThrow()
    }),
  )
})

it.each([
  ['one two', 'zero one two', 3, 8],
  ['one two', 'one two three', 3, 3],
  ['one two', 'one, two', 3, 3],
  ['one two', 'one, two', 4, 5],
  ['one two three', 'one three', 6, 5],
])('of %j and %j the caret at %i stands at %i', (before, after, caret, then) => {
  expect(caretAfter(textChange(before, after), caret)).toBe(then)
})
