import fc from 'fast-check'
import { expect, it } from 'vitest'
import { emptyLedger, noted } from './ledger.ts'
import type { Model } from './model.ts'
import type { Observation } from './system.ts'
import { afterAcceptance, afterIssue, afterResult, afterReturn, nothingLate, type Lateness } from './lateness.ts'

type Event =
  | { readonly kind: 'issue' | 'accept' | 'return'; readonly call: string }
  | { readonly kind: 'result'; readonly call: '' }

/** The rule as it is said: results after the first issue of all that are accepted before they return. */
function told(events: readonly Event[]): number {
  const at = (kind: Event['kind'], call: string): number =>
    events.findIndex((event) => event.kind === kind && event.call === call)
  const starts = ['a', 'b', 'c'].flatMap((call) => {
    const issue = at('issue', call)
    const accept = at('accept', call)
    return issue >= 0 && accept > issue ? [issue] : []
  })
  const from = Math.min(...starts)
  return events.filter(({ kind }, i) => kind === 'result' && i > from).length
}

function counted(events: readonly Event[], most?: number): Lateness {
  return events.reduce((before, { kind, call }) => {
    switch (kind) {
      case 'issue':
        return afterIssue(before, call)
      case 'accept':
        return afterAcceptance(before, call)
      case 'return':
        return afterReturn(before, call)
      case 'result':
        return afterResult(before, most)
    }
  }, nothingLate)
}

/** Each cancel is issued, perhaps accepted or refused, in this order; results come at any time. */
const life = fc
  .tuple(fc.constantFrom('a', 'b', 'c'), fc.constantFrom('accept', 'return', null))
  .map(([call, end]): Event[] => [{ kind: 'issue', call }, ...(end === null ? [] : [{ kind: end, call } as const])])
const history = fc
  .tuple(
    fc.uniqueArray(life, { selector: ([first]) => first?.call, maxLength: 3 }),
    fc.nat(8),
    fc.infiniteStream(fc.nat()),
  )
  .map(([lives, results, random]) => {
    const lines: Event[][] = [...lives, Array.from({ length: results }, (): Event => ({ kind: 'result', call: '' }))]
    const events: Event[] = []
    while (lines.some((line) => line.length > 0)) {
      const left = lines.filter((line) => line.length > 0)
      const line = left[Number(random.next().value) % left.length]
      const event = line?.shift()
      if (event !== undefined) events.push(event)
    }
    return events
  })

it('counts the results after the first accepted cancel was issued, however late it is accepted', () => {
  fc.assert(
    fc.property(history, (events) => {
      expect(counted(events).late).toBe(told(events))
      expect(counted(events, 2).late).toBe(Math.min(2, told(events)))
    }),
    { numRuns: 1000, seed: 9 },
  )
})

const model: Model = {
  spec: 'toy',
  roles: [],
  commands: {},
  knobs: {},
  resources: {},
  codes: {},
  returns: { cancel: ['OK'] },
  endings: [],
  otherValue: '1',
  background: [],
  results: true,
}

function noteOf({ kind, call }: Event): Observation {
  switch (kind) {
    case 'result':
      return { type: 'result', operation: 1, n: 1 }
    case 'return':
      return { type: 'return', call: `cancel@${call}`, code: 'OK', clauses: [] }
    default:
      return { type: 'milestone', operation: 1, name: kind === 'issue' ? 'issued' : 'accepted', call: `cancel@${call}` }
  }
}

it('is the rule of the ledger of the exhaustive check too, which forgets every cancel that is decided', () => {
  fc.assert(
    fc.property(history, (events) => {
      const ledger = events.map(noteOf).reduce((before, note) => noted(model, before, note), emptyLedger)

      expect(ledger.operations[1]?.late ?? 0).toBe(Math.min(2, told(events)))
      const isOpen = (call: string): boolean => events.filter((event) => event.call === call).length === 1
      const isAccepted = events.some(({ kind }) => kind === 'accept')
      const undecided = Object.keys(ledger.operations[1]?.undecided ?? {}).sort()
      expect(
        isAccepted ||
          undecided.join() === ['cancel@a', 'cancel@b', 'cancel@c'].filter((key) => isOpen(key.slice(-1))).join(),
      ).toBe(true)
    }),
    { numRuns: 1000, seed: 9 },
  )
})

it('keeps no cancel of a model without results: each would make another world', () => {
  const { results: _, ...without } = model
  const ledger = noted(without, emptyLedger, noteOf({ kind: 'issue', call: 'a' }))

  expect(ledger.operations[1]?.undecided).toEqual({})
})
