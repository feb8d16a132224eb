import { expect, it } from 'vitest'
import type { Witness } from '../evidence/observed.ts'
import { isDisputed } from './disputed.ts'

const recording = (name: string, more: Partial<Witness>): Witness => ({
  id: name,
  name,
  verdict: 'allowed',
  lines: 1,
  explained: 1,
  clauses: [],
  choices: [],
  ...more,
})
const clause = (seen: readonly number[], against: readonly number[]): Partial<Witness> => ({
  clauses: [{ clause: 'A-1', seen, against }],
})
const choice = (
  says: 'requires' | 'rulesOut',
  fits: readonly string[],
  ruledOut: readonly string[],
): Partial<Witness> => ({
  choices: [{ knob: 'k', says, fits, ruledOut }],
})

it.each([
  ['one shows it, another goes against it', [clause([1], []), clause([], [2])], true],
  ['both show it', [clause([1], []), clause([2], [])], false],
  ['both go against it', [clause([], [1]), clause([], [2])], false],
  ['one needs what the other rules out', [choice('requires', ['x'], ['y']), choice('requires', ['y'], ['x'])], true],
  ['both need the same', [choice('requires', ['x'], ['y']), choice('requires', ['x'], ['y'])], false],
  ['one alone needs and rules out', [choice('requires', ['x'], ['y'])], false],
])('recordings disagree: %s', (_, each, is) => {
  const recordings = each.map((more, i) => recording(String(i), more))
  expect(isDisputed(recordings, 'A-1', ['k'])).toBe(is)
  expect(isDisputed(recordings, 'A-2', [])).toBe(false)
})
