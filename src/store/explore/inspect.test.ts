import { describe, expect, it } from 'vitest'
import { specifications } from '#machines/index.ts'
import { scenarioFromBuiltIn, traceOf } from '../lab/derived.ts'
import { answerFor, chipsOfKnob, codesFor, detailOf, dutiesFor, meaningOf, milestonesFor } from './inspect.ts'
import { clauseDetail } from './clause.ts'

const runs = specifications.flatMap((specification) =>
  specification.scenarios.map((builtIn) => ({
    specification,
    id: builtIn.id,
    scenario: scenarioFromBuiltIn(specification, builtIn),
  })),
)

describe.each(runs)('$specification.document.id, $id', ({ specification, scenario }) => {
  const trace = traceOf(scenario)

  it('shows what the first cancel returned, as the outcome has it', () => {
    const answer = answerFor(scenario, null)

    expect(answer === null ? null : { code: answer.code, value: answer.value }).toEqual(trace.outcome.cancel)
    expect(answer === null ? '.' : meaningOf(scenario, answer.code)).toMatch(/\.$/)
  })

  it('lists every code once, and says who returned it', () => {
    const rows = codesFor(scenario)

    expect(rows.map(({ code }) => code)).toEqual(Object.keys(specification.document.codes))
    const here = rows.filter(({ reached }) => reached === 'cancel' || reached === 'run')
    expect(here.map(({ line }) => (trace.events[line] as { code?: string }).code)).toEqual(here.map(({ code }) => code))
    const elsewhere = rows.filter(({ reached }) => reached === 'not here')
    expect(elsewhere.map(({ line, by }) => [line, by])).toEqual(elsewhere.map(() => [-1, '']))
  })

  it('says when each milestone comes, and each duty is done', () => {
    expect(
      Object.fromEntries(milestonesFor(scenario).flatMap(({ name, tick }) => (tick === null ? [] : [[name, tick]]))),
    ).toEqual(trace.outcome.milestones)
    for (const { doneAt } of dutiesFor(scenario))
      expect(doneAt === null || trace.events.some(({ t }) => t === doneAt)).toBe(true)
  })

  it('leads from every line to its cause, and from there back', () => {
    const lost = trace.events.filter((event) => {
      const before = trace.events[detailOf(scenario, event).cause?.index ?? -1]
      return before !== undefined && !detailOf(scenario, before).effects.some(({ index }) => index === event.i)
    })

    expect(lost).toEqual([])
  })
})

describe.each(specifications)('the clauses of $document.id', (specification) => {
  const first = specification.scenarios[0]
  const scenario = first === undefined ? null : scenarioFromBuiltIn(specification, first)

  it('each have a sheet: what they say, or what they leave open', () => {
    const { clauses, questions } = specification.document
    for (const id of [...Object.keys(clauses), ...Object.keys(questions)]) {
      const detail = scenario === null ? null : clauseDetail(scenario, id)
      expect(detail?.clause?.says ?? detail?.question?.says).toMatch(/\S/)
    }
    expect(scenario === null ? null : clauseDetail(scenario, 'no such clause')).toBe(null)
  })

  it('name for each choice where it is left open', () => {
    const silent = Object.entries(specification.model.knobs).filter(
      ([name, knob]) => knob.kind === 'choice' && chipsOfKnob(specification, name).length === 0,
    )

    expect(silent).toEqual([])
  })
})
