import type { SpecReport } from '#analysis/check.ts'
import { wordsOfVerdict } from '#analysis/verdicts.ts'
import type { Knob, Scenario } from '#kernel/model.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { specificationFor, scenarioFromBuiltIn } from '../lab/derived.ts'
import { clauseDetail } from '../explore/clause.ts'
import { appliesText, figure, markOf, type Mark } from '../verify/verify.ts'

/** What the Review screen shows of a clause. Everything follows from the models; nothing here is state. */

/** A statement about a clause, with what the check of this session says of it. */
export interface Verified {
  readonly id: string
  readonly says: string
  readonly isBelief: boolean
  readonly mark: Mark
  readonly word: string
  /** How much was seen for that: "in 3 120 worlds", "after 5 steps"; empty where nothing was. */
  readonly note: string
  /** The run that the check found: it breaks the statement, or shows it. */
  readonly found: { readonly scenario: Scenario; readonly isAgainst: boolean } | null
}

/** What a mark on a clause stands for: what is known of the statements that cite it. */
export const markTitles: Readonly<Record<Mark, string>> = {
  holds: 'what is stated of it holds',
  seen: 'reached',
  never: 'not reached',
  exception: 'may be broken by a conforming system',
  false: 'false',
  violated: 'broken, and nothing permits it',
  vacuous: 'its condition was never met',
  pending: 'not checked',
}

const byGravity: readonly Mark[] = ['violated', 'vacuous', 'exception', 'false', 'holds', 'seen', 'never']

/** The statements that cite a clause: what is known first, and of that the gravest, beliefs after the others. Those that nobody checked in this session have the mark `pending`. */
export function verifiedFor(report: SpecReport | null, clause: string): readonly Verified[] {
  const citing =
    report?.properties.filter(({ clauses, permitted }) => clauses.includes(clause) || permitted === clause) ?? []
  const all = citing.map((property) => {
    const isBelief = property.belief !== null
    const { id, says, verdict, sighting, kind } = property
    const steps = sighting?.path.length ?? 0
    const note =
      sighting !== null
        ? `after ${steps} ${steps === 1 ? 'step' : 'steps'}`
        : verdict === 'holds' && report !== null
          ? appliesText(report, property)
          : verdict === 'neverReached'
            ? `in none of ${figure(report?.worlds ?? 0)} states`
            : ''
    const scenario = sighting?.scenario ?? null
    return {
      id,
      says,
      isBelief,
      mark: markOf(property),
      word: verdict === 'unknown' ? 'not checked yet' : wordsOfVerdict(verdict, isBelief),
      note,
      found: scenario === null ? null : { scenario, isAgainst: kind !== 'reachable' },
    }
  })
  const rank = ({ mark, isBelief }: Verified): number =>
    (mark === 'pending' ? 2 * byGravity.length : byGravity.indexOf(mark)) + (isBelief ? byGravity.length : 0)
  return all.toSorted((a, b) => rank(a) - rank(b))
}

/** One mark for a clause: the gravest of what is known of its statements; null where nothing is known. */
export function markFor(report: SpecReport | null, clause: string): Mark | null {
  const marks = new Set(
    verifiedFor(report, clause)
      .filter(({ isBelief }) => !isBelief)
      .map(({ mark }) => mark),
  )
  return byGravity.find((mark) => marks.has(mark)) ?? null
}

/** Something that the documents leave open about a clause. */
export interface Question {
  readonly id: string
  readonly says: string
  /** What the model does, or does besides what the knob decides; null where the knob decides all of it. */
  readonly answer: string | null
  /** The knob whose values are the readings; null where the model has one answer. */
  readonly knob: { readonly name: string; readonly knob: Knob } | null
}

/** Open questions about a clause: those that name it, and those whose knob is filled in because of it. */
export function questionsOf(specification: Specification, clause: string): readonly Question[] {
  const { document, model } = specification
  return Object.entries(document.questions).flatMap(([id, question]): Question[] => {
    const knob = question.knob === undefined ? undefined : model.knobs[question.knob]
    const isAbout = question.clauses.includes(clause) || knob?.clauses?.includes(clause) === true
    return isAbout
      ? [
          {
            id,
            says: question.says,
            answer: question.answer ?? null,
            knob: knob === undefined || question.knob === undefined ? null : { name: question.knob, knob },
          },
        ]
      : []
  })
}

/** What is said about a clause for the list: its first words, as many as find room. */
export function shortly(says: string, max = 48): string {
  if (says.length <= max) return says
  const cut = says.slice(0, max).replace(/[\s,;:(]+\S*$/, '')
  return `${cut}…`
}

export const clauseFor = (scenario: Scenario, id: string) => clauseDetail(scenario, id)
export const scenarioOf = (scenario: Scenario, builtIn: BuiltInScenario): Scenario =>
  scenarioFromBuiltIn(specificationFor(scenario), builtIn)
