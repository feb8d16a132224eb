import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { specifications, specificationOf } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { builtIn, runSteps } from '#machines/testing.ts'
import { diff, firstDifference, identified, type Match } from './diff.ts'

const { model } = ensure(specificationOf('lro'), 'lro is registered')
const each = specifications.map((specification) => [specification.document.id, specification] as const)

/** A built-in scenario with its steps moved about and some choices made otherwise. */
function scenarioOf(specification: Specification): fc.Arbitrary<Scenario> {
  const choices = Object.entries(specification.model.knobs).flatMap(([name, { kind, domain }]) => {
    if (kind !== 'choice' || domain.type === 'int') return []
    const values: readonly Value[] = domain.type === 'bool' ? [false, true] : domain.values
    return [[name, fc.constantFrom(...values)] as const]
  })
  return fc
    .tuple(
      fc.constantFrom(...specification.scenarios),
      fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 12, maxLength: 12 }),
      fc.record(Object.fromEntries(choices), { requiredKeys: [] }),
    )
    .map(([scenario, delays, knobs]) => {
      const whole = builtIn(specification, scenario)
      return {
        ...whole,
        knobs: { ...whole.knobs, ...(knobs as Record<string, Value>) },
        steps: whole.steps.map((step, i) => ({ ...step, at: step.at + (delays[i % delays.length] ?? 0) })),
      }
    })
}

const tracesOf = (specification: Specification): fc.Arbitrary<Trace> =>
  scenarioOf(specification).map((scenario) => run(specification.model, scenario))
const lines = (trace: Trace): number[] => identified(trace).map(({ event }) => event.i)
const lefts = (matches: readonly Match[]): number[] =>
  matches.flatMap((match) => (match.kind === 'onlyRight' ? [] : [match.left.i]))
const rights = (matches: readonly Match[]): number[] =>
  matches.flatMap((match) => (match.kind === 'onlyLeft' ? [] : [match.right.i]))
const ascending = (numbers: readonly number[]): number[] => numbers.toSorted((a, b) => a - b)

/** A match as it would be with the sides swapped, as text. */
function mirrored(match: Match): string {
  switch (match.kind) {
    case 'onlyLeft':
      return `onlyRight ${match.left.i}`
    case 'onlyRight':
      return `onlyLeft ${match.right.i}`
    case 'same':
      return `same ${match.right.i} ${match.left.i}`
    case 'moved':
    case 'changed':
      return `${match.kind} ${match.right.i} ${match.left.i} ${0 - match.by}`
  }
}
function plain(match: Match): string {
  if (match.kind === 'onlyLeft') return `onlyLeft ${match.left.i}`
  if (match.kind === 'onlyRight') return `onlyRight ${match.right.i}`
  return `${match.kind} ${match.left.i} ${match.right.i}${match.kind === 'same' ? '' : ` ${match.by}`}`
}

describe.each(each)('two runs of %s side by side', (_, specification) => {
  it('are all the same where the scenario is', () => {
    fc.assert(
      fc.property(tracesOf(specification), (trace) => diff(trace, trace).every(({ kind }) => kind === 'same')),
      { numRuns: 30 },
    )
  })

  it('account for every event of both exactly once', () => {
    fc.assert(
      fc.property(tracesOf(specification), tracesOf(specification), (left, right) => {
        const matches = diff(left, right)
        expect(lefts(matches)).toEqual(lines(left))
        expect(ascending(rights(matches))).toEqual(lines(right))
      }),
      { numRuns: 40 },
    )
  })

  it('mirror each other when they are swapped', () => {
    fc.assert(
      fc.property(tracesOf(specification), tracesOf(specification), (left, right) => {
        expect(diff(right, left).map(plain).toSorted()).toEqual(diff(left, right).map(mirrored).toSorted())
      }),
      { numRuns: 40 },
    )
  })

  it('are moved by as much as everything is', () => {
    fc.assert(
      fc.property(scenarioOf(specification), fc.integer({ min: 1, max: 400 }), (scenario, by) => {
        const later = { ...scenario, steps: scenario.steps.map((step) => ({ ...step, at: step.at + by })) }
        const kinds = diff(run(specification.model, scenario), run(specification.model, later)).map((match) =>
          match.kind === 'moved' ? match.by : match.kind,
        )
        expect([...new Set(kinds)]).toEqual([by])
      }),
      { numRuns: 30 },
    )
  })

  it('name every event once', () => {
    fc.assert(
      fc.property(tracesOf(specification), (trace) => {
        const keys = identified(trace).map(({ key }) => key)
        return new Set(keys).size === keys.length
      }),
      { numRuns: 40 },
    )
  })
})

describe('the first difference', () => {
  it('is where the worker decides otherwise', () => {
    const left = runSteps(model, {}, [
      [0, 'count'],
      [160, 'cancel'],
    ])
    const right = runSteps(model, { honoursCancel: 'late' }, [
      [0, 'count'],
      [160, 'cancel'],
    ])
    const first = firstDifference(diff(left, right))
    expect(first).toMatchObject({
      kind: 'changed',
      left: { t: 230, kind: 'state', actor: 'worker#1', from: 'executing.told', to: 'ended' },
      right: { t: 310, kind: 'state', actor: 'worker#1', from: 'executing.finishing', to: 'ended' },
    })
  })

  it('is none between a run and itself', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [160, 'cancel'],
    ])
    expect(firstDifference(diff(trace, trace))).toBeNull()
  })
})
