import { describe, expect, it } from 'vitest'
import { run } from '#kernel/run.ts'
import { specifications } from '#machines/index.ts'
import { lro } from '#machines/lro/index.ts'
import { scenarioOf } from '#machines/testing.ts'
import { bandsOf, storyOf, sweep } from './sweep.ts'
import { storyRow } from './storyRow.ts'
import { extent, stories, storyAt, storyScenario, tell } from './story.ts'

const each = stories.flatMap((story) =>
  specifications.map((specification) => [story.id, specification.document.id, story, specification] as const),
)

describe('a story of all specifications', () => {
  it.each(each)('is an ordinary scenario that aims at its operation: %s %s', (_story, _spec, story, specification) => {
    const { trace, cancelAt } = tell(specification, story.id, story.moment)
    expect(trace.outcome.milestones.issued).toBe(cancelAt)
    expect(trace.outcome.milestones.stopped ?? trace.outcome.milestones.settled).toBeDefined()
  })

  it.each(each)('says what the run of its scenario comes to: %s %s', (_story, _spec, story, specification) => {
    const { scenario, cancelAt, reached, answer, end, goesOn } = storyRow(tell(specification, story.id, story.moment))
    const { outcome } = run(specification.model, scenario)
    expect(
      Object.fromEntries(reached.flatMap(({ name, after }) => (after === null ? [] : [[name, cancelAt + after]]))),
    ).toEqual(outcome.milestones)
    expect(reached.map(({ after, why }) => (after === null) === why.length > 8)).toEqual(reached.map(() => true))
    expect([answer?.code, end?.code]).toEqual([outcome.cancel?.code, outcome.settle?.code])
    expect(goesOn).toBe(Math.max(0, (outcome.milestones.stopped ?? cancelAt) - cancelAt))
  })

  it.each(each)('tells what is spent for nobody, or why nothing is: %s %s', (_story, _spec, story, specification) => {
    const told = tell(specification, story.id, story.moment)
    const { spentForNobody, whyNoneSpent } = storyRow(told)
    expect(spentForNobody).toBe(told.trace.outcome.spentForNobody)
    expect(whyNoneSpent === '').toBe(spentForNobody > 0)
  })

  it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
    'keeps what its title says: %s',
    (_, specification) => {
      const milestones = (id: (typeof stories)[number]['id']) =>
        tell(specification, id, stories.find((story) => story.id === id)?.moment ?? 0).trace.outcome.milestones
      const { to } = extent(specification, 'half-way')
      expect(milestones('half-way').issued).toBeLessThan(to)
      expect(milestones('half-way').noticed).toBeDefined()
      expect(milestones('too-late').noticed).toBeUndefined()
      expect(milestones('unnoticed').noticed).toBeUndefined()
      expect(milestones('unnoticed').stopped).toBe(extent(specification, 'unnoticed').to)
      expect(storyScenario(specification, 'twice', 0.5).steps.filter((step) => step.do === 'cancel')).toHaveLength(2)
    },
  )

  it.each(specifications.map((specification) => [specification.document.id, specification] as const))(
    'in which the client leaves has no answer that comes after that: %s',
    (_, specification) => {
      const { trace, steps } = tell(specification, 'leaves', 0.5)
      const left = steps.find(({ role }) => role === 'leaves')?.step.at ?? Infinity
      const heard = trace.events.filter(
        (event) => event.t > left && (event.kind === 'settle' || (event.kind === 'return' && event.op === 'cancel')),
      )
      expect(left).toBeLessThan(Infinity)
      expect(heard).toEqual([])
    },
  )

  it('that is about the moment follows it, and no other does', () => {
    for (const { id, moment } of stories) expect(storyAt(id, moment)).toBe(id)
    expect([0, 0.29, 0.3, 0.79, 0.8, 0.99, 1].map((moment) => storyAt('early', moment))).toEqual([
      'early',
      'early',
      'half-way',
      'half-way',
      'last-moment',
      'last-moment',
      'too-late',
    ])
    expect(storyAt('twice', 1.2)).toBe('twice')
  })
})

describe('a sweep in which the waiting is cancelled, and nothing else', () => {
  const scenario = scenarioOf(lro.model, { clientStyle: 'javaFuture' }, [
    [0, 'count'],
    [160, 'cancel'],
  ])
  const points = [...sweep(lro.model, scenario, { step: 1, from: 0, to: 400 })]

  it('counts down the ticks that are spent for nobody', () => {
    expect([110, 111, 130].map((tick) => points[tick]?.outcome.spentForNobody)).toEqual([200, 199, 180])
  })

  it('is one story as long as anything is spent, and another where nothing is', () => {
    const bands = bandsOf(points, storyOf)
    const spent = bands.map(({ outcome }) => outcome.spentForNobody > 0)
    expect(bands.length).toBeLessThan(20)
    expect(new Set(spent)).toEqual(new Set([true, false]))
  })
})
