import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Model, Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import { askAbout, askedStep, cancelLines, insertStep, moveStep, removeStep, swapSteps } from '#kernel/steps.ts'
import { plan } from '#kernel/timed.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import { specificationOf, specifications } from '#machines/index.ts'
import { sweep } from './sweep.ts'

const modelOf = (spec: string): Model => ensure(specificationOf(spec), `${spec} is known`).model

function scenarioOf(model: Model, steps: readonly (readonly [number, string, Step['args']?])[]): Scenario {
  return {
    spec: model.spec,
    title: '',
    knobs: knobDefaults(model),
    steps: steps.map(([at, name, args]) => ({
      at,
      do: name,
      args: { ...defaults(model.commands[name]?.args ?? {}), ...args },
    })),
  }
}

/** Any commands at any of a few ticks, so that many are on the same one; any of them may be asked about. */
const anyScenario = (model: Model): fc.Arbitrary<Scenario> => {
  const step = fc
    .record({
      at: fc.integer({ min: 0, max: 40 }),
      do: fc.constantFrom(...Object.keys(model.commands)),
      op: fc.integer({ min: 1, max: 4 }),
      pick: fc.nat(),
    })
    .map(({ at, do: name, op, pick }): Step => {
      const args = Object.entries(model.commands[name]?.args ?? {}).map(([arg, domain]) => [
        arg,
        domain.type === 'int' && domain.counts === 'operations'
          ? op
          : domain.type === 'enum'
            ? (domain.values[pick % domain.values.length] ?? domain.default)
            : domain.default,
      ])
      return { at, do: name, args: Object.fromEntries(args) }
    })
  return fc
    .record({
      steps: fc.array(step, { minLength: 1, maxLength: 8 }),
      asked: fc.option(fc.nat({ max: 7 }), { nil: undefined }),
    })
    .map(({ steps, asked }) => ({
      spec: model.spec,
      title: '',
      knobs: knobDefaults(model),
      steps,
      ...(asked === undefined || asked >= steps.length ? {} : { asked }),
    }))
}

/** For each step the index of the one that starts the operation that it names; -1 where nothing does, null where it names none. */
function meant(model: Model, { steps }: Scenario): (number | null)[] {
  const starts = plan(steps).filter(({ step }) => model.commands[step.do]?.operation === true)
  return steps.map((step) => {
    const counted = Object.entries(model.commands[step.do]?.args ?? {}).find(
      ([, domain]) => domain.type === 'int' && domain.counts === 'operations',
    )
    return counted === undefined ? null : (starts[Number(step.args[counted[0]]) - 1]?.index ?? -1)
  })
}

const bare = ({ at, do: name }: Step): unknown => [at, name]

describe.each(specifications.map(({ model }) => [model.spec, model] as const))('steps of %s', (_, model) => {
  const scene = fc.record({
    scenario: anyScenario(model),
    pick: fc.nat({ max: 7 }),
    to: fc.integer({ min: -5, max: 60 }),
  })

  it('a step that is moved moves no other and keeps what each of them means', () => {
    fc.assert(
      fc.property(scene, ({ scenario, pick, to }) => {
        const index = pick % scenario.steps.length
        const moved = moveStep(model, scenario, index, to)
        const own = ensure(moved.steps[index], 'it is there')
        expect(own.at).toBe(Math.max(0, to))
        expect(moved.steps.map(bare)).toEqual(scenario.steps.map((step, i) => bare(i === index ? own : step)))
        expect(meant(model, moved)).toEqual(meant(model, scenario))
        expect(moved.asked).toBe(scenario.asked)
        expect(moveStep(model, scenario, index, ensure(scenario.steps[index], 'it is there').at)).toBe(scenario)
      }),
    )
  })

  it('a step that comes and goes again leaves everything as it was', () => {
    fc.assert(
      fc.property(scene, ({ scenario, pick, to }) => {
        const at = Math.max(0, to)
        const step = ensure(scenario.steps[pick % scenario.steps.length], 'it is there')
        const more = insertStep(model, scenario, { ...step, at })
        const before = meant(model, scenario)
        // Who meant an operation that was not there may get the one that is started last.
        const after = meant(model, more).slice(0, -1)
        expect(
          after.filter((start, i) => start !== before[i] && !(before[i] === -1 && start === scenario.steps.length)),
        ).toEqual([])
        const less = removeStep(model, more, scenario.steps.length)
        expect(less.steps.map(bare)).toEqual(scenario.steps.map(bare))
        expect(less.asked).toBe(scenario.asked)
        expect(meant(model, less)).toEqual(before)
      }),
    )
  })

  it('a step that is taken away takes along what it started, and nothing else', () => {
    fc.assert(
      fc.property(scene, ({ scenario, pick }) => {
        const index = pick % scenario.steps.length
        const less = removeStep(model, scenario, index)
        const expected = meant(model, scenario).flatMap((start, i) =>
          i === index
            ? []
            : [start === null || start < 0 ? start : start === index ? -1 : start - (start > index ? 1 : 0)],
        )
        expect(meant(model, less)).toEqual(expected)
        expect(less.steps[less.asked ?? -1]).toBe(
          scenario.asked === index || scenario.asked === undefined
            ? undefined
            : less.steps[scenario.asked - (scenario.asked > index ? 1 : 0)],
        )
      }),
    )
  })

  it('two steps that change places mean what they meant', () => {
    fc.assert(
      fc.property(scene, ({ scenario, pick, to }) => {
        const [one, other] = [pick % scenario.steps.length, Math.abs(to) % scenario.steps.length]
        const place = (i: number): number => (i === one ? other : i === other ? one : i)
        const swapped = swapSteps(model, scenario, one, other)
        const before = meant(model, scenario)
        const there = (start: number | null): number | null => (start === null || start < 0 ? start : place(start))
        expect(meant(model, swapped)).toEqual(before.map((_start, i) => there(before[place(i)] ?? null)))
      }),
    )
  })

  it('a sweep of any step says at each tick what the run with the step there says', () => {
    fc.assert(
      fc.property(scene, ({ scenario, pick, to }) => {
        const step = pick % scenario.steps.length
        const tick = Math.max(0, to)
        const about = scenario.steps[step]?.do === 'cancel' ? step : scenario.asked
        const moved = moveStep(model, scenario, step, tick)
        const asked = about === undefined ? askedStep(scenario) : about
        const trace = run(model, askAbout(moved, asked))
        const points = [...sweep(model, scenario, { step, from: 0, to: tick })]
        expect(points.at(-1)?.outcome).toEqual(trace.outcome)
        expect(points.at(-1)?.target).toBe(trace.target)
      }),
      { numRuns: 60 },
    )
  })
})

describe('what was seen', () => {
  const mi = modelOf('mi')
  const twice = scenarioOf(mi, [
    [0, 'start'],
    [100, 'cancel'],
    [150, 'cancel'],
    [300, 'close'],
  ])

  it('a cancel passes another one and leaves it where it is', () => {
    const asked = askAbout(twice, askedStep(twice))
    const dragged = [120, 149, 151, 237, 400].reduce(
      (scenario, tick) => moveStep(mi, scenario, askedStep(scenario), tick),
      asked,
    )
    expect(dragged.steps.map(({ at }) => at)).toEqual([0, 400, 150, 300])
    expect(askedStep(dragged)).toBe(1)
  })

  it('a question about the second cancel is answered for the second', () => {
    const second = run(mi, askAbout(twice, 2))
    const first = run(mi, twice)
    const backs = first.events.flatMap((event) => (event.kind === 'return' && event.op === 'cancel' ? [event] : []))
    expect([first, second].map((trace) => trace.outcome.cancel?.code)).toEqual(backs.map(({ code }) => code))
    expect(cancelLines(second)?.command.t).toBe(150)
    expect(cancelLines(second)?.back?.code).toBe(backs[1]?.code)
  })

  it('a close keeps its operation when another one is started before it', () => {
    const three = scenarioOf(mi, [
      [0, 'start'],
      [10, 'start'],
      [20, 'start'],
      [200, 'close', { op: 3 }],
    ])
    const four = insertStep(mi, three, { at: 15, do: 'start', args: defaults(mi.commands['start']?.args ?? {}) })
    expect(four.steps[3]?.args['op']).toBe(4)
    expect(moveStep(mi, four, 4, 30).steps[3]?.args['op']).toBe(3)
    expect(removeStep(mi, four, 0).steps[2]?.args['op']).toBe(3)
    // Its own start is gone: it means an operation that nobody starts.
    expect(removeStep(mi, four, 2).steps[2]?.args['op']).toBe(4)
  })

  it('a cancel with a closed handle takes the one that is open where nothing was closed yet', () => {
    const even6 = modelOf('even6')
    const scenario = scenarioOf(even6, [
      [0, 'registerControllableOperation'],
      [20, 'exportLog'],
      [100, 'close', { handle: 'control' }],
      [140, 'cancel', { handle: 'closed' }],
    ])
    const early = moveStep(even6, scenario, 3, 60)
    expect(early.steps[3]?.args['handle']).toBe('control')
    expect(moveStep(even6, scenario, 3, 120).steps[3]?.args['handle']).toBe('closed')
    // The same where it is the close that is moved.
    expect(moveStep(even6, scenario, 2, 200).steps[3]?.args['handle']).toBe('control')
    const codes = [...sweep(even6, scenario, { step: 3, from: 60, to: 140, every: 80 })].map(
      ({ outcome }) => outcome.cancel?.code,
    )
    expect(codes).toEqual([early, scenario].map((each) => run(even6, each).outcome.cancel?.code))
    expect(codes[0]).not.toBe(codes[1])
  })
})
