import { explain, unheard, type Check } from '#analysis/explain.ts'
import { cameOutSince } from '#analysis/since.ts'
import { cancelTick, isSuccess, operationsOf } from '#analysis/facts.ts'
import { actorTitle, factsOf, lastEvent, wordsOf, type Fact } from '#analysis/words.ts'
import { byObject, byValue } from '#base/memo.ts'
import { causesOf } from '#kernel/causes.ts'
import { codesIn } from '#analysis/exampleIndex.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import { cancelCommand } from '#kernel/call.ts'
import { cancelLines } from '#kernel/steps.ts'
import type { Scenario } from '#kernel/model.ts'
import type { Trace, TraceEvent } from '#kernel/trace.ts'
import type { Duty, Specification } from '#machines/specification.ts'
import type { Evidence } from '#specs/document.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import type { Selection } from '../lab/lab.ts'
import { timelineFor } from './timeline.ts'

/** What the inspector and the sheets show. Nothing here is state: it follows from the scenario, and is remembered with its trace. */

export type Answer = Extract<TraceEvent, { kind: 'return' | 'settle' }>
export type { Check, Fact }

/** The event that is selected, if one is and the run has it. */
export function selectedEvent(scenario: Scenario, selection: Selection | null): TraceEvent | null {
  return selection?.kind === 'event' ? (traceOf(scenario).events[selection.index] ?? null) : null
}

/** What the cancel that is asked about returned. */
const cancelReturn = (trace: Trace): Answer | null => cancelLines(trace)?.back ?? null

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
  /** For the one that decides: what of this run made it come out so. */
  readonly since: { readonly tick: number; readonly words: string } | null
}

const checks = byObject((trace: Trace) =>
  byValue((line: number): readonly NamedCheck[] => {
    const specification = specificationFor(trace.scenario)
    return explain(specification, trace, line).map((check) => ({
      ...check,
      title: actorTitle(specification.model, check.actor, 1),
      since: check.verdict === 'decisive' ? sinceOf(trace, check) : null,
    }))
  }),
)

function sinceOf(trace: Trace, check: Check): NamedCheck['since'] {
  const specification = specificationFor(trace.scenario)
  const event = cameOutSince(specification, trace, check)
  return event === null ? null : { tick: event.t, words: wordsOf(specification.model, trace, event) }
}

/** Why the cancel that is asked about gets no answer, where that is since nobody listens. */
export const unheardFor = (scenario: Scenario): readonly NamedCheck[] => unheardChecks(traceOf(scenario))
const unheardChecks = byObject((trace: Trace): readonly NamedCheck[] => {
  const specification = specificationFor(trace.scenario)
  return unheard(specification, trace).map((check) => ({
    ...check,
    title: actorTitle(specification.model, check.actor, 1),
    since: sinceOf(trace, check),
  }))
})

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

export interface CodeRow {
  readonly code: string
  readonly value: string
  readonly means: string
  readonly evidence: Evidence
  /** `cancel`: the first cancel of this run returned it; `run`: something else in this run did, see `by`. */
  readonly reached: 'cancel' | 'run' | 'not here'
  /** The call that returned it, or "the end"; '' where none did. */
  readonly by: string
  /** The line that returned it; -1 where none did. */
  readonly line: number
}

export const codesFor = (scenario: Scenario): readonly CodeRow[] => codeRows(traceOf(scenario))
const codeRows = byObject((trace: Trace): CodeRow[] => {
  const specification = specificationFor(trace.scenario)
  const here = codesIn(trace)
  return Object.entries(specification.document.codes).map(([code, known]): CodeRow => {
    const about = { code, ...known }
    const own = cancelReturn(trace)
    if (own?.code === code) return { ...about, reached: 'cancel', by: 'cancel', line: own.i }
    if (here.has(code)) {
      const event = trace.events.find(
        (other): other is Answer => (other.kind === 'return' || other.kind === 'settle') && other.code === code,
      )
      return {
        ...about,
        reached: 'run',
        by: event?.kind === 'return' ? event.op : 'the end',
        line: event?.i ?? -1,
      }
    }
    return { ...about, reached: 'not here', by: '', line: -1 }
  })
})

/** What a code means here; a sentence for codes that the document does not list. */
export const meaningOf = (scenario: Scenario, code: string): string =>
  specificationFor(scenario).document.codes[code]?.means ?? 'A code that the specification does not list.'

/** What an answer means for the role that it has: returned by a cancel, or by another call, or as the end of an operation. */
export function meaningHere(scenario: Scenario, answer: Answer): string {
  const isCancel = answer.kind === 'return' && answer.op === cancelCommand
  const otherwise = isCancel ? undefined : specificationFor(scenario).document.codes[answer.code]?.otherwise
  return otherwise ?? meaningOf(scenario, answer.code)
}

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

const eventWords = (scenario: Scenario, event: TraceEvent): string =>
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

/** The id of a hole that a knob fills, or the clauses that leave its choice open. */
export function chipsOfKnob(specification: Specification, name: string): readonly string[] {
  const questions = Object.entries(specification.document.questions).flatMap(([id, { knob }]) =>
    knob === name ? [id] : [],
  )
  return [...new Set([...questions, ...(specification.model.knobs[name]?.clauses ?? [])])]
}
