import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyLedger, noted } from '#kernel/ledger.ts'
import type { Observation } from '#kernel/system.ts'
import { specifications } from '#machines/index.ts'
import { Ledgers } from './ledgers.ts'

const operation = fc.integer({ min: 0, max: 3 })
const started = fc.integer({ min: 1, max: 3 })
const anyNote: fc.Arbitrary<Observation> = fc.oneof(
  fc.record({
    type: fc.constant('return' as const),
    call: fc.constantFrom('cancel@1', 'cancel@2', 'start@1', 'poll/1'),
    code: fc.constantFrom('OK', 'FAILED'),
    clauses: fc.constant([]),
  }),
  fc.record({
    type: fc.constant('call' as const),
    call: fc.constantFrom('look/1', 'look/2'),
    op: fc.constantFrom('look', 'cancel'),
    clauses: fc.constant([]),
  }),
  fc.record({ type: fc.constant('result' as const), operation: started, label: fc.constant('one') }),
  fc.record({ type: fc.constant('settle' as const), operation: started, code: fc.constantFrom('OK', 'FAILED') }),
  fc.record({
    type: fc.constant('milestone' as const),
    operation: started,
    name: fc.constantFrom('issued' as const, 'accepted' as const, 'noticed' as const, 'stopped' as const),
    call: fc.constantFrom('cancel@1', 'cancel@2'),
  }),
  fc.record({
    type: fc.constant('resource' as const),
    operation,
    name: fc.constantFrom('quota', 'handle'),
    change: fc.constantFrom(1, -1),
  }),
  fc.record({
    type: fc.constant('hold' as const),
    operation: started,
    name: fc.constant('lock'),
    change: fc.constantFrom(1, -1),
  }),
  fc.record({ type: fc.constant('unsupported' as const), what: fc.constant(''), clauses: fc.constant([]) }),
) as fc.Arbitrary<Observation>

it('a ledger in numbers is the ledger, whatever is noted in however many steps', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...specifications),
      fc.array(fc.array(anyNote, { maxLength: 4 }), { maxLength: 12 }),
      ({ model }, steps) => {
        const ledgers = new Ledgers(model)
        const numbers = new Map<string, number>()
        let number = ledgers.empty
        let plain = emptyLedger
        for (const notes of steps) {
          number = ledgers.after(
            number,
            notes.reduce((sequence, note) => ledgers.longer(sequence, note), 0),
          )
          plain = notes.reduce((before, note) => noted(model, before, note), plain)
          expect(ledgers.value(number)).toEqual(plain)
          // Equal ledgers have one number.
          const text = JSON.stringify(ledgers.value(number))
          expect(numbers.get(text) ?? number).toBe(number)
          numbers.set(text, number)
        }
      },
    ),
    { numRuns: 300, seed: 2026 },
  )
})
