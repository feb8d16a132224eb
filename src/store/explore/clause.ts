import { citationsOf, type Citation } from '#analysis/citations.ts'
import { guardSays } from '#analysis/explain.ts'
import { byObject } from '#base/memo.ts'
import type { Knob, Scenario, Value } from '#kernel/model.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { loadedSpecifications } from '#machines/registry.ts'
import { evidenceOf, type Clause, type Evidence, type Force, type OpenQuestion } from '#specs/document.ts'
import { specificationFor } from '../lab/derived.ts'
import { shownBy } from './shown.ts'

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
    scenarios: shownBy(specification).clauses.get(id) ?? [],
    questions,
    knobs: knobs.map(([name, knob]) => ({
      name,
      knob,
      value: (specification === own ? scenario.knobs[name] : undefined) ?? knob.domain.default,
    })),
  }
}
