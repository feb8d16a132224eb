import { describe, expect, it } from 'vitest'
import { protocols } from '#machines/index.ts'
import { scenarioFromBuiltIn, traceOf } from './derived.ts'
import { answerFor, chipsOfKnob, clauseDetail, codesFor, detailOf, dutiesFor, meaningOf, milestonesFor } from './inspect.ts'

const runs = protocols.flatMap((protocol) => protocol.scenarios.map((builtIn) => ({ protocol, id: builtIn.id, scenario: scenarioFromBuiltIn(protocol, builtIn) })))

describe.each(runs)('$protocol.document.id, $id', ({ protocol, scenario }) => {
  const trace = traceOf(scenario)

  it('shows what the first cancel returned, as the outcome has it', () => {
    const answer = answerFor(scenario, null)

    expect(answer === null ? null : { code: answer.code, value: answer.value }).toEqual(trace.outcome.cancel)
    if (answer !== null) expect(meaningOf(scenario, answer.code)).toMatch(/\.$/)
  })

  it('lists every code once, and says who returned it', () => {
    const rows = codesFor(scenario)

    expect(rows.map(({ code }) => code)).toEqual(Object.keys(protocol.document.codes))
    for (const { code, reached, line, show } of rows) {
      const event = trace.events[line]
      if (reached === 'cancel' || reached === 'run') expect(event).toMatchObject({ code })
      if (reached === 'show') expect(protocol.scenarios).toContain(show)
    }
  })

  it('says when each milestone comes, and each duty is done', () => {
    expect(Object.fromEntries(milestonesFor(scenario).flatMap(({ name, tick }) => (tick === null ? [] : [[name, tick]])))).toEqual(trace.outcome.milestones)
    for (const { doneAt } of dutiesFor(scenario)) expect(doneAt === null || trace.events.some(({ t }) => t === doneAt)).toBe(true)
  })

  it('leads from every line to its cause, and from there back', () => {
    for (const event of trace.events) {
      const { cause } = detailOf(scenario, event)
      const before = cause === null ? undefined : trace.events[cause.index]
      if (before !== undefined) expect(detailOf(scenario, before).effects.map(({ index }) => index)).toContain(event.i)
    }
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
    for (const [name, knob] of Object.entries(protocol.model.knobs)) if (knob.kind === 'choice') expect({ name, chips: chipsOfKnob(protocol, name).length > 0 }).toEqual({ name, chips: true })
  })
})
