import { describe, expect, it } from 'vitest'
import { protocols } from '#machines/index.ts'
import { scenarioFromBuiltIn, traceOf } from './derived.ts'
import {
  answerFor,
  chipsOfKnob,
  clauseDetail,
  codesFor,
  detailOf,
  dutiesFor,
  meaningOf,
  milestonesFor,
} from './inspect.ts'

const runs = protocols.flatMap((protocol) =>
  protocol.scenarios.map((builtIn) => ({ protocol, id: builtIn.id, scenario: scenarioFromBuiltIn(protocol, builtIn) })),
)

describe.each(runs)('$protocol.document.id, $id', ({ protocol, scenario }) => {
  const trace = traceOf(scenario)

  it('shows what the first cancel returned, as the outcome has it', () => {
    const answer = answerFor(scenario, null)

    expect(answer === null ? null : { code: answer.code, value: answer.value }).toEqual(trace.outcome.cancel)
    expect(answer === null ? '.' : meaningOf(scenario, answer.code)).toMatch(/\.$/)
  })

  it('lists every code once, and says who returned it', () => {
    const rows = codesFor(scenario)

    expect(rows.map(({ code }) => code)).toEqual(Object.keys(protocol.document.codes))
    const here = rows.filter(({ reached }) => reached === 'cancel' || reached === 'run')
    expect(here.map(({ line }) => (trace.events[line] as { code?: string }).code)).toEqual(here.map(({ code }) => code))
    expect(rows.filter(({ reached, show }) => (reached === 'show') !== (show !== null))).toEqual([])
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

describe.each(protocols)('the clauses of $document.id', (protocol) => {
  const first = protocol.scenarios[0]
  const scenario = first === undefined ? null : scenarioFromBuiltIn(protocol, first)

  it('each have a sheet: what they say, or what they leave open', () => {
    const { clauses, holes } = protocol.document
    for (const id of [...Object.keys(clauses), ...Object.keys(holes)]) {
      const detail = scenario === null ? null : clauseDetail(scenario, id)
      expect(detail?.clause?.says ?? detail?.hole?.says).toMatch(/\S/)
    }
    expect(scenario === null ? null : clauseDetail(scenario, 'no such clause')).toBe(null)
  })

  it('name for each choice where it is left open', () => {
    const silent = Object.entries(protocol.model.knobs).filter(
      ([name, knob]) => knob.kind === 'choice' && chipsOfKnob(protocol, name).length === 0,
    )

    expect(silent).toEqual([])
  })
})
