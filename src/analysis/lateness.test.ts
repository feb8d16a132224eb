import { askedStep } from '#kernel/steps.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { emptyLedger } from '#kernel/ledger.ts'
import type { Domain, Scenario, Step, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { eventsOf, operationsOf } from './facts.ts'
import { replay } from './replay.ts'
import { inWords, plainText, sentenceOf } from './sentence.ts'
import { sweep } from './sweep.ts'

const valueIn = (domain: Domain): fc.Arbitrary<Value> => {
  if (domain.type === 'bool') return fc.boolean()
  if (domain.type === 'enum') return fc.constantFrom(...domain.values)
  return fc.integer({ min: domain.min, max: Math.min(domain.max, Math.max(domain.min + 3, 2 * domain.default)) })
}

const valuesIn = (domains: Readonly<Record<string, Domain>>): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(Object.entries(domains).map(([name, domain]) => [name, valueIn(domain)])))

/** An operation that is started at once, and then any commands; cancels come more often. */
function scenarios({ model }: Specification): fc.Arbitrary<Scenario> {
  const step = (name: string, at: fc.Arbitrary<number>): fc.Arbitrary<Step> =>
    fc.record({ at, do: fc.constant(name), args: valuesIn(model.commands[name]?.args ?? {}) })
  const names = Object.keys(model.commands)
  const start = names.filter((name) => model.commands[name]?.operation === true)
  const later = fc.oneof(
    { weight: 2, arbitrary: step('cancel', fc.nat(300)) },
    { weight: 3, arbitrary: fc.constantFrom(...names).chain((name) => step(name, fc.nat(300))) },
  )
  return fc.record({
    spec: fc.constant(model.spec),
    title: fc.constant(''),
    knobs: valuesIn(Object.fromEntries(Object.entries(model.knobs).map(([name, { domain }]) => [name, domain]))),
    steps: fc
      .tuple(
        fc.constantFrom(...start).chain((name) => step(name, fc.constant(0))),
        fc.array(later, { maxLength: 8 }),
      )
      .map(([first, rest]) => [first, ...rest]),
  })
}

const lateLines = (trace: Trace, operation: number): number =>
  eventsOf(trace, 'result').filter((event) => event.operation === operation && event.late).length

describe.each(specifications.map((specification) => [specification.document.id, specification] as const))(
  'late results of %s',
  (_, specification) => {
    const { model } = specification
    const holds = (law: (scenario: Scenario, trace: Trace) => void): void =>
      fc.assert(
        fc.property(scenarios(specification), (scenario) => law(scenario, run(model, scenario))),
        { numRuns: 100, seed: 2026 },
      )

    it('are as many in the outcome, in the lines, in the sentence and in the ribbon', () => {
      holds((scenario, trace) => {
        const { lateResults } = trace.outcome

        expect(lateLines(trace, trace.target)).toBe(lateResults)
        const aimed = operationsOf(model, trace).find(({ number }) => number === trace.target)
        expect(aimed?.lateResults ?? 0).toBe(lateResults)
        const told = /(\w+) more results? still arrives?/.exec(plainText(sentenceOf(specification, trace)))
        expect(told?.[1] ?? inWords(0)).toBe(inWords(lateResults))
        const step = askedStep(scenario)
        const at = scenario.steps[step]?.at
        if (at === undefined) return
        const [point] = sweep(model, scenario, { step, from: at, to: at })
        expect(point?.outcome).toEqual(trace.outcome)
      })
    })

    it('are known to the exhaustive check too', () => {
      holds((scenario, trace) => {
        const { operations } = replay(model, scenario).moments.at(-1)?.ledger ?? emptyLedger
        const known = Object.entries(operations).map(([number, { late }]) => [number, late])
        expect(known).toEqual(known.map(([number]) => [number, Math.min(2, lateLines(trace, Number(number)))]))
      })
    })

    it('rest on cancels that are accepted before their call returns', () => {
      holds((_scenario, { events, handled, origins }) => {
        const accepted = events.filter((event) => event.kind === 'milestone' && event.name === 'accepted')
        const returnedBefore = accepted.filter(({ i }) => {
          const { line } = handled[origins[i]?.by ?? -1] ?? { line: -1 }
          return events.some(
            (event) =>
              event.kind === 'return' &&
              event.op === 'cancel' &&
              // Of several cancels in one callback those that were refused have nothing to do with it.
              Number(event.value) === 0 &&
              origins[event.i]?.cause === line &&
              event.i < i,
          )
        })
        expect(returnedBefore).toEqual([])
      })
    })
  },
)
