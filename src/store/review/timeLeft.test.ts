import { expect, it } from 'vitest'
import { timeLeft } from './timeLeft.ts'

it.each([
  [300, '5:00'],
  [245, '4:05'],
  [1, '0:01'],
  [0, '0:00'],
  [-30, '+0:30'],
  [-3661, '+61:01'],
])('%d seconds are %s', (seconds, words) => {
  expect(timeLeft(seconds)).toBe(words)
})
