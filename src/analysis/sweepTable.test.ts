import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askAbout, askedStep, moveStep } from '#kernel/steps.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { builtIn } from '#machines/testing.ts'
import { operationsOf } from './facts.ts'
import { sweep, sweepEnd, type SweepPoint } from './sweep.ts'
import { SweepPacker, SweepTable } from './sweepTable.ts'

interface Case {
  readonly name: string
  readonly specification: Specification
  readonly scenario: Scenario
  readonly step: number
}

const cases: Case[] = specifications.flatMap((specification) =>
  specification.scenarios
    .map((each) => ({
      name: `${specification.document.id} ${each.id}`,
      specification,
      scenario: builtIn(specification, each),
    }))
    .map((each) => ({ ...each, step: askedStep(each.scenario) }))
    .filter(({ step }) => step >= 0),
)

describe.each(cases)('a sweep of $name', ({ specification: { model }, scenario, step }) => {
  const to = sweepEnd(model, scenario, step)
  const points = [...sweep(model, scenario, { step, from: 0, to })]

  it('tries every tick', () => {
    expect(points.map(({ tick }) => tick)).toEqual(Array.from({ length: to + 1 }, (_, tick) => tick))
  })

  it('says at each tick what the run with the step there says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: to }), (tick) => {
        const trace = run(model, askAbout(moveStep(model, scenario, step, tick), step))
        const operations = operationsOf(model, trace)
        const aimed = operations.find(({ number }) => number === trace.target)
        // A share in something that is counted elsewhere is held too, but no line of the trace says so.
        const held =
          aimed?.held.map(({ name, until }) => ({ name, ticks: until === null ? null : Math.max(0, until - tick) })) ??
          []
        const { outcome, target, settles, holds } = points[tick] as SweepPoint

        expect(outcome).toEqual(trace.outcome)
        expect(target).toBe(trace.target)
        expect(settles).toEqual(operations.map(({ settle }) => settle))
        expect(holds).toEqual(expect.arrayContaining(held))
      }),
      { numRuns: 10 },
    )
  })

  it('comes out of a table as it was put in, however it is cut into chunks', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: to }), { maxLength: 5 }), (cuts) => {
        const packer = new SweepPacker()
        const table = new SweepTable(0)
        for (const point of points) {
          packer.add(point)
          if (cuts.includes(point.tick)) table.append(structuredClone(packer.take()))
        }
        table.append(structuredClone(packer.take()))

        expect(table.end).toBe(to + 1)
        expect([...table.points()]).toEqual(points)
        for (const { tick, outcome } of points) expect(table.spentFor(tick)).toBe(outcome.spentForNobody)
        for (const { tick, holds } of points)
          for (const name of Object.keys(model.resources))
            expect(table.heldFor(tick, name)).toBe(holds.find((hold) => hold.name === name)?.ticks)
      }),
      { numRuns: 2 },
    )
  })
})

it('a table refuses a chunk that leaves a gap', () => {
  const table = new SweepTable(0)

  expect(() => table.append({ from: 3, count: 1, stories: [], numbers: new Float64Array([0]) })).toThrow(
    'begins at 0, not at 3',
  )
})

it('a table goes on with what another packer found', () => {
  const { specification, scenario, step } = cases[0] as Case
  const table = new SweepTable(0)
  const exact = [...sweep(specification.model, scenario, { step, from: 0, to: 300 })]
  for (const part of [exact.slice(0, 170), exact.slice(170)]) {
    const packer = new SweepPacker()
    for (const point of part) packer.add(point)
    table.restart()
    table.append(packer.take())
  }

  expect([...table.points()]).toEqual(exact)

  expect([...table.until(100).points()]).toEqual(exact.slice(0, 100))
  expect([...table.until(1000).points()]).toEqual(exact)
  expect(table.end).toBe(301)
})

it('a preview answers for the ticks between those that it tried', () => {
  const { specification, scenario, step } = cases[0] as Case
  const packer = new SweepPacker()
  const exact = [...sweep(specification.model, scenario, { step, from: 0, to: 40 })]
  for (const point of sweep(specification.model, scenario, { step, from: 0, to: 40, every: 8 })) packer.add(point)
  const table = new SweepTable(0, 8)
  table.append(packer.take())

  expect(table.length).toBe(6)
  expect(table.point(15)).toEqual(exact[8])
  expect(table.has(47)).toBe(true)
  expect(table.has(48)).toBe(false)
})
