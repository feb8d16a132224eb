import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conform, type Report } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import type { Observation, ObservedLine } from '#formats/observation.ts'
import { visiblePart } from '#formats/traceObservation.ts'
import type { Domain, Scenario, Step, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { runSteps } from '#machines/testing.ts'
import type { Specification } from '#machines/specification.ts'

/** The same scenarios each time: a failure that somebody else sees can be seen again. */
const many = { numRuns: 14, seed: 2026 }
/** To refuse is to look at everything, which takes longer. */
const few = { numRuns: 4, seed: 2026 }
const worldsMax = 1_500
/** A start of MI can be many things, each of which leads to worlds of its own. */
const worldsOf: Readonly<Record<string, number>> = { mi: 400 }

/** Of an integer its default, or a small one. */
function valueIn(domain: Domain): fc.Arbitrary<Value> {
  if (domain.type === 'enum') return fc.constantFrom(...domain.values)
  if (domain.type === 'bool') return fc.boolean()
  const max = Math.min(domain.max, Math.max(domain.min + 3, 2 * domain.default))
  return fc.oneof(fc.constant(domain.default), fc.integer({ min: domain.min, max }))
}

const valuesIn = (domains: readonly (readonly [string, Domain])[]): fc.Arbitrary<Record<string, Value>> =>
  fc.record(Object.fromEntries(domains.map(([name, domain]) => [name, valueIn(domain)])))

/** Any commands under any knobs; those that start an operation come more often. */
function anyScenario({ model }: Specification): fc.Arbitrary<Scenario> {
  const commands = Object.entries(model.commands).map(([name, { operation, args }]) => ({
    weight: operation === true ? 3 : 1,
    arbitrary: fc.record<Step>({
      at: fc.integer({ min: 0, max: 300 }),
      do: fc.constant(name),
      args: valuesIn(Object.entries(args)),
    }),
  }))
  return fc.record({
    spec: fc.constant(model.spec),
    title: fc.constant(''),
    knobs: valuesIn(Object.entries(model.knobs).map(([name, { domain }]) => [name, domain])),
    steps: fc.array(fc.oneof(...commands), { maxLength: 6, size: 'max' }),
  })
}

describe.each(specifications.map(({ model }) => model.spec))('the visible part of a run of %s', (spec) => {
  const specification = ensure(specificationOf(spec), `${spec} is registered`)
  const { model } = specification
  const scenarios = anyScenario(specification)
  const choices = Object.keys(model.knobs).filter((name) => model.knobs[name]?.kind === 'choice')

  /** What is said of a recording whose environment is known, as that of a trace is; of choices nothing is. */
  function held(observation: Observation, { knobs }: Scenario): Report {
    const environment = Object.fromEntries(Object.entries(knobs).filter(([name]) => !choices.includes(name)))
    const places = observation.lines.map((_, index) => index + 2)
    const recording = {
      from: 'observation',
      observation,
      places,
      placeIs: 'line',
      environment,
      ignored: [],
      notes: [],
    } as const
    return ensure(conform(specification, recording, { worldsMax: worldsOf[spec] ?? worldsMax }), 'nobody stops it')
  }

  const isAmong = ({ readings }: Report, { knobs }: Scenario): boolean =>
    readings.some((reading) => Object.entries(reading).every(([name, value]) => knobs[name] === value))

  it('is never refused, however time is stretched, and its own setting is among the readings', () => {
    const decided: boolean[] = []
    fc.assert(
      fc.property(scenarios, fc.integer({ min: 2, max: 1000 }), (scenario, factor) => {
        const seen = visiblePart(run(model, scenario))
        const lines = seen.lines.map((line) => ({ ...line, t: (line.t ?? 0) * factor }))
        const stretched = { ...seen, unit: 'ms', lines }
        for (const report of [held(seen, scenario), held(stretched, scenario)]) {
          const { verdict, hasAllReadings } = report
          decided.push(verdict === 'allowed')
          // Where something happened that nobody saw, another reading may need less of that.
          const isSeen = scenario.steps.every((step) => model.commands[step.do]?.kind === 'call')
          const hasToBe = verdict === 'allowed' && hasAllReadings && isSeen
          expect(verdict).not.toBe('notAllowed')
          expect(hasToBe && !isAmong(report, scenario)).toBe(false)
        }
      }),
      many,
    )
    expect(decided.filter(Boolean).length).toBeGreaterThan(0.7 * decided.length)
  })

  it('is not allowed with a return of no call, nor with a result after the end', () => {
    const verdicts: string[] = []
    fc.assert(
      fc.property(scenarios, (scenario) => {
        const seen = visiblePart(run(model, scenario))
        const { actor, t = 0 } = seen.lines.at(-1) ?? {}
        fc.pre(actor !== undefined)
        const orphan: ObservedLine = { t, kind: 'return', actor, op: 'cancel', call: 'nobody#1' }
        const ends = seen.lines.filter(({ kind }) => kind === 'settle').slice(-1)
        const late = ends.map(({ operation, ...end }): ObservedLine => ({
          t,
          kind: 'result',
          ...(end.actor === undefined ? {} : { actor: end.actor }),
          ...(operation === undefined ? {} : { operation }),
        }))
        for (const line of [orphan, ...late]) {
          const { verdict, explained } = held({ ...seen, lines: [...seen.lines, line] }, scenario)
          verdicts.push(verdict)
          expect(verdict).not.toBe('allowed')
          expect(verdict === 'notDecided' || explained === seen.lines.length).toBe(true)
        }
      }),
      few,
    )
    expect(verdicts).toContain('notAllowed')
  })
})

it('an argument may be named after its call, though an earlier call has returned', () => {
  const specification = ensure(specificationOf('wws'), 'wws is registered')
  const { model } = specification
  const given = { userState: 'given' }
  const observation = visiblePart(
    runSteps(model, {}, [
      [0, 'call'],
      [5, 'register', given],
      [15, 'register', given],
    ]),
  )
  const places = observation.lines.map((_, index) => index + 2)
  const recording = { observation, places, environment: {}, ignored: [], notes: [] }

  expect(observation.lines.filter(({ op, kind }) => op === 'register' && kind === 'call').length).toBeGreaterThan(1)
  expect(conform(specification, { ...recording, from: 'observation' })?.verdict).toBe('allowed')
})
