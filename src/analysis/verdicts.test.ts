import { expect, it } from 'vitest'
import type { PropertyReport, SpecReport, Verdict } from './check.ts'
import { headlineOf, wordsOfVerdict } from './verdicts.ts'

const property = (verdict: Verdict, belief: string | null = null): PropertyReport => ({
  id: verdict,
  kind: 'always',
  says: '',
  clauses: [],
  permitted: null,
  belief,
  evidence: null,
  verdict,
  applies: verdict === 'vacuous' ? 0 : 1,
  campaign: null,
  sighting: null,
})
const report = (complete: boolean, ...properties: readonly PropertyReport[]): SpecReport => ({
  spec: 'x',
  worlds: 1,
  transitions: 1,
  complete,
  campaigns: [],
  properties,
  codes: [],
  clauses: [],
})
const times = (n: number, verdict: Verdict, belief: string | null = null): PropertyReport[] =>
  Array.from({ length: n }, () => property(verdict, belief))

it('says what holds and what is believed in vain', () => {
  expect(headlineOf(report(true, ...times(10, 'holds'), property('neverReached'), ...times(4, 'finding', 'why')))).toBe(
    'Within the bounds below, of eleven statements: ten always hold, one was never reached. Four of four beliefs are false.',
  )
})

it('keeps findings apart from failures', () => {
  expect(
    headlineOf(
      report(true, ...times(13, 'holds'), property('violated'), ...times(2, 'finding'), property('holds', 'why')),
    ),
  ).toBe(
    'Within the bounds below, of 16 statements: 13 always hold. One is violated, and nothing permits it. Two may be broken by a conforming system. No belief is false.',
  )
})

it('claims nothing before everything was explored', () => {
  expect(headlineOf(report(false, ...times(8, 'unknown'), property('unknown', 'why')))).toBe(
    'Eight statements and one belief to be checked.',
  )
  expect(
    headlineOf(
      report(
        false,
        ...times(8, 'unknown'),
        ...times(2, 'seen'),
        property('finding'),
        property('violated'),
        property('finding', 'why'),
        property('unknown', 'why'),
      ),
    ),
  ).toBe(
    'So far, of twelve statements: two seen, one violated, one may be broken by a conforming system. One of two beliefs is false.',
  )
})

it('calls a belief true or false', () => {
  expect(wordsOfVerdict('finding', true)).toBe('false')
  expect(wordsOfVerdict('finding', false)).toBe('permitted exception')
})

it('counts a statement that says nothing neither as held nor as false', () => {
  expect(headlineOf(report(true, ...times(3, 'holds'), property('vacuous'), property('vacuous', 'why')))).toBe(
    'Within the bounds below, of four statements: three always hold. Two are vacuous: what they presuppose never happens. No belief is false.',
  )
  expect([wordsOfVerdict('vacuous', false), wordsOfVerdict('vacuous', true)]).toEqual(['vacuous', 'vacuous'])
})
