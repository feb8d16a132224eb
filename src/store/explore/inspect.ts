import { citationsOf, type Citation } from '#analysis/citations.ts'
import { explain, guardSays, type Check } from '#analysis/explain.ts'
import { cancelTick, isSuccess, operationsOf } from '#analysis/facts.ts'
import { actorTitle, factsOf, lastEvent, wordsOf, type Fact } from '#analysis/words.ts'
import { byObject, byValue } from '#base/memo.ts'
import { causesOf } from '#kernel/causes.ts'
import { codesIn, exampleIndex, type ExampleIndex } from '#analysis/exampleIndex.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import { cancelLines } from '#kernel/steps.ts'
import type { Knob, Scenario, Value } from '#kernel/model.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { BuiltInScenario, Duty, Specification } from '#machines/specification.ts'
import { loadedSpecifications } from '#machines/registry.ts'
import { evidenceOf, type Clause, type Evidence, type Force, type OpenQuestion } from '#specs/document.ts'
import { scenarioFromBuiltIn, specificationFor, traceOf } from '../lab/derived.ts'
import type { Selection } from '../lab/lab.ts'
import { timelineFor } from './timeline.ts'

/** What the inspector and the sheets show. Nothing here is state: it follows from the scenario, and is remembered with its trace. */

export type Answer = Extract<TraceEvent, { kind: 'return' | 'settle' }>
export type { Check, Citation, Fact }

/** The event that is selected, if one is and the run has it. */
export function selectedEvent(scenario: Scenario, selection: Selection | null): TraceEvent | null {
  return selection?.kind === 'event' ? (traceOf(scenario).events[selection.index] ?? null) : null
}

/** What the cancel that is asked about returned. */
export const cancelReturn = (trace: Trace): Answer | null => cancelLines(trace)?.back ?? null

/** The answer that the inspector explains: the selected one, else what the first cancel returned. */
export function answerFor(scenario: Scenario, selection: Selection | null): Answer | null {
  const trace = traceOf(scenario)
  const event = selectedEvent(scenario, selection)
  if (event?.kind === 'return' || event?.kind === 'settle') return event
  if (selection?.kind !== 'code') return cancelReturn(trace)
  const own = cancelReturn(trace)
  if (own?.code === selection.code) return own
  return (
    trace.events.find(
      (other): other is Answer => (other.kind === 'return' || other.kind === 'settle') && other.code === selection.code,
    ) ?? null
  )
}

/** How an answer looks, as its flag on the timeline does: well, still under way, ended otherwise, refused. */
export type Tone = 'over' | 'start' | 'drain' | 'refuse' | 'plain'
export const toneOf = (scenario: Scenario, answer: Answer): Tone =>
  timelineFor(scenario).flags.find(({ lines }) => lines.includes(answer.i))?.tone ??
  (isSuccess(answer) ? 'over' : 'refuse')

/** Whether the answer rests on what nobody says: one of its clauses is our own filling of a hole. */
export function isOurReading(scenario: Scenario, answer: Answer): boolean {
  const { clauses } = specificationFor(scenario).document
  return answer.kind === 'return' && answer.clauses.some((id) => clauses[id]?.force === 'assumption')
}

/** A check with the title of the role that made it. */
export interface NamedCheck extends Check {
  readonly title: string
}

const checks = byObject((trace: Trace) =>
  byValue((line: number): readonly NamedCheck[] => {
    const specification = specificationFor(trace.scenario)
    return explain(specification, trace, line).map((check) => ({
      ...check,
      title: actorTitle(specification.model, check.actor, 1),
    }))
  }),
)

export const checksFor = (scenario: Scenario, answer: Answer): readonly NamedCheck[] =>
  checks(traceOf(scenario))(answer.i)

export interface DutyRow extends Duty {
  /** The tick at which it is done, or null where the run ends without. */
  readonly doneAt: number | null
}

const operations = byObject((trace: Trace) => operationsOf(specificationFor(trace.scenario).model, trace))

/** What the caller still has to do; a duty about something that was never held is left out. */
export const dutiesFor = (scenario: Scenario): readonly DutyRow[] => duties(traceOf(scenario))
const duties = byObject((trace: Trace): DutyRow[] => {
  const aimed = operations(trace).find(({ number }) => number === trace.target)
  if (aimed === undefined) return []
  return specificationFor(trace.scenario).duties.flatMap((duty): DutyRow[] => {
    const { until } = duty
    if (until === 'settled') return [{ ...duty, doneAt: aimed.milestones.settled ?? null }]
    const held = aimed.held.find(({ name }) => name === until.released)
    return held === undefined ? [] : [{ ...duty, doneAt: held.until }]
  })
})

export interface MilestoneRow {
  readonly name: Milestone
  readonly tick: number | null
  /** Ticks since the cancel; null where there is none. */
  readonly after: number | null
}

export const milestonesFor = (scenario: Scenario): readonly MilestoneRow[] => milestoneRows(traceOf(scenario))
const milestoneRows = byObject((trace: Trace): MilestoneRow[] => {
  const cancel = cancelTick(trace)
  return milestones.map((name) => {
    const tick = trace.outcome.milestones[name] ?? null
    return { name, tick, after: tick === null || cancel === null ? null : tick - cancel }
  })
})

/** The built-in scenarios of a specification are run when somebody first asks what they show. */
const shown = byObject((specification: Specification): ExampleIndex =>
  exampleIndex(specification, (builtIn) => scenarioFromBuiltIn(specification, builtIn)),
)

export interface CodeRow {
  readonly code: string
  readonly value: string
  readonly means: string
  readonly evidence: Evidence
  /** `cancel`: the first cancel of this run returned it; `run`: something else in this run did, see `by`; `show`: a built-in scenario
   *  does; `none`: no built-in scenario does. */
  readonly reached: 'cancel' | 'run' | 'show' | 'none'
  /** The call that returned it, or "the end"; '' where none did. */
  readonly by: string
  /** The line that returned it; -1 where none did. */
  readonly line: number
  readonly show: BuiltInScenario | null
}

export const codesFor = (scenario: Scenario): readonly CodeRow[] => codeRows(traceOf(scenario))
const codeRows = byObject((trace: Trace): CodeRow[] => {
  const specification = specificationFor(trace.scenario)
  const here = codesIn(trace)
  return Object.entries(specification.document.codes).map(([code, known]): CodeRow => {
    const about = { code, ...known }
    const own = cancelReturn(trace)
    if (own?.code === code) return { ...about, reached: 'cancel', by: 'cancel', line: own.i, show: null }
    if (here.has(code)) {
      const event = trace.events.find(
        (other): other is Answer => (other.kind === 'return' || other.kind === 'settle') && other.code === code,
      )
      return {
        ...about,
        reached: 'run',
        by: event?.kind === 'return' ? event.op : 'the end',
        line: event?.i ?? -1,
        show: null,
      }
    }
    const show = shown(specification).codes.get(code) ?? null
    return { ...about, reached: show === null ? 'none' : 'show', by: '', line: -1, show }
  })
})

/** What a code means here; a sentence for codes that the document does not list. */
export const meaningOf = (scenario: Scenario, code: string): string =>
  specificationFor(scenario).document.codes[code]?.means ?? 'A code that the specification does not list.'

/** What that rests on; null for codes that the document does not list. */
export const evidenceFor = (scenario: Scenario, code: string): Evidence | null =>
  specificationFor(scenario).document.codes[code]?.evidence ?? null

export interface EventDetail {
  readonly event: TraceEvent
  readonly words: string
  readonly facts: readonly Fact[]
  readonly cause: Linked | null
  readonly effects: readonly Linked[]
}
export interface Linked {
  readonly index: number
  readonly tick: number
  readonly words: string
}

export const eventWords = (scenario: Scenario, event: TraceEvent): string =>
  wordsOf(specificationFor(scenario).model, traceOf(scenario), event)

/** What happened last at or before a tick, in words. */
export function lastInWords(
  scenario: Scenario,
  tick: number,
): { readonly tick: number; readonly words: string } | null {
  const event = lastEvent(traceOf(scenario), tick)
  return event === null ? null : { tick: event.t, words: eventWords(scenario, event) }
}

/** One line of the trace with its cause and its effects. Its facts name a clause id for each citation. */
export function detailOf(scenario: Scenario, event: TraceEvent): EventDetail {
  const trace = traceOf(scenario)
  const { model } = specificationFor(scenario)
  const linked = (index: number): Linked[] => {
    const other = trace.events[index]
    return other === undefined ? [] : [{ index, tick: other.t, words: wordsOf(model, trace, other) }]
  }
  const { causeOf, effectsOf } = causesOf(trace)
  return {
    event,
    words: wordsOf(model, trace, event),
    facts: factsOf(model, trace, event),
    cause: linked(causeOf(event.i))[0] ?? null,
    effects: effectsOf(event.i).flatMap(linked),
  }
}

export interface KnobReading {
  readonly name: string
  readonly knob: Knob
  readonly value: Value
}

export interface ClauseDetail {
  readonly id: string
  /** The specification that has it. */
  readonly spec: string
  readonly clause: Clause | null
  /** The question that this id stands for, where it is an open one. */
  readonly question: OpenQuestion | null
  readonly force: Force | 'open'
  /** What the clause rests on, where neither its section nor its force says it already. */
  readonly evidence: Evidence | null
  readonly citations: readonly (Citation & { readonly says: string | null })[]
  readonly scenarios: readonly BuiltInScenario[]
  /** Open questions about the clause. */
  readonly questions: readonly (OpenQuestion & { readonly id: string })[]
  /** Knobs whose settings are the readings. */
  readonly knobs: readonly KnobReading[]
}

const citations = byObject(citationsOf)

const hasClause = ({ document }: Specification, id: string): boolean =>
  Object.hasOwn(document.clauses, id) || Object.hasOwn(document.questions, id)

/** Everything that is known of a clause or of an open question, of the open specification or else of another one; null for an id that
 *  no document has. */
export function clauseDetail(scenario: Scenario, id: string): ClauseDetail | null {
  const own = specificationFor(scenario)
  const specification = hasClause(own, id) ? own : loadedSpecifications().find((each) => hasClause(each, id))
  if (specification === undefined) return null
  const { document, model, guards } = specification
  const clause = Object.hasOwn(document.clauses, id) ? (document.clauses[id] ?? null) : null
  const question = Object.hasOwn(document.questions, id) ? (document.questions[id] ?? null) : null
  const questions = Object.entries(document.questions).flatMap(([other, about]) =>
    about.clauses.includes(id) ? [{ id: other, ...about }] : [],
  )
  const filling = new Set([
    ...(question?.knob === undefined ? [] : [question.knob]),
    ...questions.flatMap(({ knob }) => (knob === undefined ? [] : [knob])),
  ])
  const knobs = Object.entries(model.knobs).filter(
    ([name, knob]) => filling.has(name) || knob.clauses?.includes(id) === true,
  )
  return {
    id,
    spec: document.id,
    clause,
    question,
    force: clause?.force ?? 'open',
    evidence: clause?.basis === undefined ? null : evidenceOf(clause),
    citations: (citations(specification).get(id) ?? []).map((citation) => ({
      ...citation,
      says: citation.guard === null ? null : guardSays(guards, citation.guard),
    })),
    scenarios: shown(specification).clauses.get(id) ?? [],
    questions,
    knobs: knobs.map(([name, knob]) => ({
      name,
      knob,
      value: (specification === own ? scenario.knobs[name] : undefined) ?? knob.domain.default,
    })),
  }
}

/** The id of a hole that a knob fills, or the clauses that leave its choice open. */
export function chipsOfKnob(specification: Specification, name: string): readonly string[] {
  const questions = Object.entries(specification.document.questions).flatMap(([id, { knob }]) =>
    knob === name ? [id] : [],
  )
  return [...new Set([...questions, ...(specification.model.knobs[name]?.clauses ?? [])])]
}
