import { describe, expect, it } from 'vitest'
import { observedChoice, observedOn, type Witness } from './observed.ts'

const witness = (name: string, more: Partial<Witness>): Witness => ({
  id: `lro/${name}`,
  name,
  verdict: 'allowed',
  lines: 9,
  explained: 9,
  clauses: [],
  choices: [],
  ...more,
})
const agrees = witness('agrees', {
  clauses: [{ clause: 'LR-01', seen: [4, 5, 6, 9], against: [] }],
  choices: [{ knob: 'honoursCancel', says: 'requires', fits: ['yes'], ruledOut: ['never', 'late'] }],
})
const breaks = witness('breaks', { verdict: 'notAllowed', clauses: [{ clause: 'LR-01', seen: [2], against: [7] }] })

describe('what recordings say', () => {
  it('about a clause, those that go against it first, each with its places', () => {
    expect(observedOn([agrees, breaks], 'LR-01')).toEqual([
      { id: 'lro/breaks', name: 'breaks', isContradicted: true, at: '7' },
      { id: 'lro/agrees', name: 'agrees', isContradicted: false, at: '4–6, 9' },
    ])
    expect(observedOn([agrees, breaks], 'LR-02')).toEqual([])
  })

  it('about each value of a choice', () => {
    const told = observedChoice([agrees, breaks], 'honoursCancel')
    expect(told.map(({ words, requiredBy, ruledOutBy }) => [words, requiredBy.length, ruledOutBy.length])).toEqual([
      ['yes', 1, 0],
      ['never', 0, 1],
      ['late', 0, 1],
    ])
    expect(observedChoice([agrees, breaks], 'supportsCancel')).toEqual([])
  })
})
