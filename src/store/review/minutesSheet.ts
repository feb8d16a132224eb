import type { SpecReport } from '#analysis/check.ts'
import {
  commentsOn,
  decisionOn,
  type CheckNote,
  type Comment,
  type Decision,
  type MeetingNote,
  type Minutes,
} from '#formats/minutes.ts'
import { observedOn, type ClauseObserved, type Witness as Recorded } from '../evidence/observed.ts'
import type { Scenario } from '#kernel/model.ts'
import type { Specification } from '#machines/specification.ts'
import type { Force } from '#specs/document.ts'
import { questionsOf, verifiedFor, type Question, type Verified } from './review.ts'
import { witnessesOf, type Witness } from './witnesses.ts'

/** What the minutes of one specification say: data, from which the printed page, Markdown and issues are made. */

export interface SheetQuestion extends Question {
  readonly decision: Decision | null
  /** Whether no clause before this one has it: several may. */
  readonly isFirst: boolean
}

export interface SheetClause {
  readonly id: string
  readonly force: Force
  readonly section: string
  readonly says: string
  readonly decision: Decision | null
  readonly comments: readonly Comment[]
  readonly questions: readonly SheetQuestion[]
  /** What the check found of its statements; empty where it did not run. */
  readonly verdicts: readonly Verified[]
  readonly witness: Witness | null
  /** Recordings of real systems that show it, or go against it. */
  readonly observed: readonly ClauseObserved[]
  /** Whether anything was said or decided about it, or about a question of it that no clause before it has. */
  readonly isSpoken: boolean
}

export interface MinutesSheet {
  readonly spec: string
  readonly title: string
  readonly family: string
  /** Documents with their versions. */
  readonly documents: readonly string[]
  readonly meeting: MeetingNote
  /** How much the check has explored, in a sentence; null where it did not run. */
  readonly check: string | null
  /** Number of the model's version; null as long as it is not known. */
  readonly model: string | null
  readonly clauses: readonly SheetClause[]
  /** How much of what one takes in speaks of clauses that this version does not know. */
  readonly aside: number
}

interface Known {
  readonly minutes: Minutes
  readonly meeting: MeetingNote
  readonly report: SpecReport | null
  readonly recordings: readonly Recorded[]
  readonly check: string | null
  readonly model: string | null
}

function asideOf({ document }: Specification, { comments, decisions }: Minutes): number {
  const isKnown = (id: string): boolean => Object.hasOwn(document.clauses, id) || Object.hasOwn(document.questions, id)
  return (
    comments.filter(({ spec, clause, removed }) => spec === document.id && !removed && !isKnown(clause)).length +
    decisions.filter(({ spec, about, choice }) => spec === document.id && choice !== 'none' && !isKnown(about)).length
  )
}

/** The specifications of which something was said or decided, by their ids. */
export function spokenOf({ comments, decisions }: Minutes): readonly string[] {
  const said = comments.flatMap(({ spec, removed }) => (removed ? [] : [spec]))
  const decided = decisions.flatMap(({ spec, choice }) => (choice === 'none' ? [] : [spec]))
  return [...new Set([...said, ...decided])].sort()
}

/** The minutes of the specification of a scenario. */
export function minutesSheet(specification: Specification, scenario: Scenario, known: Known): MinutesSheet {
  const { document } = specification
  const { minutes, report } = known
  const ids = Object.keys(document.clauses)
  const asked = new Set<string>()
  const clauses = ids.flatMap((id): SheetClause[] => {
    const clause = document.clauses[id]
    if (clause === undefined) return []
    const comments = commentsOn(minutes, document.id, id)
    const decision = decisionOn(minutes, document.id, id)
    const questions = questionsOf(specification, id).map((question) => ({
      ...question,
      decision: decisionOn(minutes, document.id, question.id),
      isFirst: !asked.has(question.id),
    }))
    for (const question of questions) asked.add(question.id)
    const isSpoken =
      comments.length > 0 ||
      decision !== null ||
      questions.some((question) => question.decision !== null && question.isFirst)
    return [
      {
        id,
        ...clause,
        decision,
        comments,
        questions,
        verdicts: verifiedFor(report, id).filter(({ mark }) => mark !== 'pending'),
        witness: isSpoken ? (witnessesOf(scenario, report, id, minutes.decisions)[0] ?? null) : null,
        observed: observedOn(known.recordings, id),
        isSpoken,
      },
    ]
  })
  return {
    spec: document.id,
    title: document.title,
    family: document.family,
    documents: document.documents,
    meeting: known.meeting,
    check: known.check,
    model: known.model,
    clauses,
    aside: asideOf(specification, minutes),
  }
}

export interface SheetCounts {
  readonly comments: number
  readonly decided: Readonly<Record<'keep' | 'ask' | 'change' | 'reading', number>>
  /** Questions that nobody decided. */
  readonly undecided: readonly SheetQuestion[]
}

/** What it comes to; a question that several clauses have counts once. */
export function countsOfSheet({ clauses }: MinutesSheet): SheetCounts {
  const questions = new Map(clauses.flatMap((clause) => clause.questions.map((question) => [question.id, question])))
  const decisions = [
    ...clauses.map(({ decision }) => decision),
    ...[...questions.values()].map((each) => each.decision),
  ]
  const count = (choice: string): number => decisions.filter((decision) => decision?.choice === choice).length
  return {
    comments: clauses.reduce((sum, { comments }) => sum + comments.length, 0),
    decided: { keep: count('keep'), ask: count('ask'), change: count('change'), reading: count('reading') },
    undecided: [...questions.values()].filter(({ decision }) => decision === null),
  }
}

/** What the checks of these sheets came to, for a file. */
export const checksOf = (sheets: readonly MinutesSheet[]): readonly CheckNote[] =>
  sheets.flatMap(({ spec, model, check, clauses }) =>
    check === null
      ? []
      : [
          {
            spec,
            model,
            says: check,
            verdicts: Object.fromEntries(
              clauses.flatMap(({ verdicts }) => verdicts.map(({ id, mark }) => [id, mark] as const)),
            ),
          },
        ],
  )
