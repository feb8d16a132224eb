import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Domain, Scenario, Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { knobDefaults } from '#machines/domains.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { builtIn } from '#machines/testing.ts'
import { related } from '#kernel/causes.ts'
import { placeTimeline } from './place.ts'
import { viewOf } from './testing.ts'
import { timelineOf } from './timeline.ts'
import type { Timeline } from './types.ts'

const timelineFor = (trace: Trace): Timeline =>
  timelineOf(ensure(specificationOf(trace.scenario.spec), 'a trace has a specification').model, trace)

const valueOf = (domain: Domain): fc.Arbitrary<Value> => {
  if (domain.type === 'bool') return fc.boolean()
  if (domain.type === 'enum') return fc.constantFrom(...domain.values)
  return fc.integer({ min: domain.min, max: Math.min(domain.max, domain.min + 6) })
}

/** Any commands at any ticks, under the usual knobs. */
function scenarios({ model }: Specification): fc.Arbitrary<Scenario> {
  const step = fc.constantFrom(...Object.entries(model.commands)).chain(([name, { args }]) =>
    fc.record({
      at: fc.nat(400),
      do: fc.constant(name),
      args: fc.record(Object.fromEntries(Object.entries(args).map(([arg, domain]) => [arg, valueOf(domain)]))),
    }),
  )
  return fc
    .array(step, { maxLength: 9 })
    .map((steps) => ({ spec: model.spec, title: '', knobs: knobDefaults(model), steps }))
}

const everyRun = specifications.flatMap((specification) =>
  specification.scenarios.map((scenario) => ({
    name: `${specification.document.id}: ${scenario.title}`,
    trace: run(specification.model, builtIn(specification, scenario)),
  })),
)

function expectTimeline(trace: Trace): void {
  const timeline = timelineFor(trace)
  const lines = [
    ...timeline.messages,
    ...timeline.flags,
    ...timeline.marks,
    ...timeline.milestones,
    ...timeline.commands,
    ...timeline.lanes.flatMap(({ tracks }) => tracks.flatMap(({ spans }) => spans)),
    ...timeline.resources.flatMap(({ steps }) => steps),
  ].flatMap((part) => part.lines)
  for (const line of lines) expect(trace.events[line]).toBeDefined()
  for (const { tracks } of timeline.lanes)
    for (const { spans } of tracks)
      for (const [i, span] of spans.entries()) {
        expect(span.to ?? Infinity).toBeGreaterThan(span.from)
        expect(span.to ?? Infinity).toBeLessThanOrEqual(spans[i + 1]?.from ?? Infinity)
      }
  for (const { sent, arrived } of timeline.messages) expect(arrived).toBeGreaterThanOrEqual(sent)
  const linked = timeline.messages.filter(({ inside }) => !inside)
  expect(linked.length).toBe(trace.events.filter(({ kind }) => kind === 'send').length)
  expect(timeline.marks.filter(({ kind }) => kind === 'late' || kind === 'result').length).toBe(
    trace.events.filter(({ kind }) => kind === 'result').length,
  )
  expect(timeline.flags.filter(({ kind }) => kind === 'return').length).toBe(
    trace.events.filter(({ kind }) => kind === 'return').length,
  )
  expect(Object.fromEntries(timeline.milestones.map(({ name, tick }) => [name, tick]))).toEqual(
    trace.outcome.milestones,
  )
  for (const { place, name } of timeline.milestones)
    expect({ name, isPlaced: place !== null }).toEqual({ name, isPlaced: true })
}

describe('every run of every specification', () => {
  it.each(everyRun)('$name', ({ trace }) => {
    expectTimeline(trace)
  })

  it.each(specifications.map((specification) => ({ id: specification.document.id, specification })))(
    '$id: any commands at any ticks',
    ({ specification }) => {
      fc.assert(
        fc.property(scenarios(specification), (scenario) => {
          expectTimeline(run(specification.model, scenario))
        }),
        { numRuns: 40 },
      )
    },
  )

  it.each(everyRun.filter(({ trace }) => trace.outcome.cancel !== null))(
    '$name: the cancel answers above the client',
    ({ trace }) => {
      const timeline = timelineFor(trace)
      const answer = timeline.flags.filter(({ priority }) => priority === 100).slice(0, 1)
      const { flags } = placeTimeline(timeline, viewOf(0, timeline.end + 10, 1100, 480))

      expect(answer.map(({ texts }) => texts[0])).toEqual([trace.outcome.cancel?.code])
      for (const { lines } of answer) expect(flags.map((flag) => flag.lines)).toContain(lines)
    },
  )
})

it('causes are followed both ways', () => {
  const trace = everyRun[0]?.trace as Trace
  const cancel = trace.events.findIndex((event) => event.kind === 'command' && event.do === 'cancel')
  const back = trace.events.findIndex((event) => event.kind === 'return' && event.call === 'cancel#1')

  expect(related(trace, cancel).has(back)).toBe(true)
  expect(related(trace, back).has(cancel)).toBe(true)
  expect(related(trace, back).has(0)).toBe(false)
})
