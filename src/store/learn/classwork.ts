import { stableJson } from '#base/json.ts'
import type { Question } from '#analysis/quiz.ts'
import { answerMark, type LessonFile } from '#formats/lesson.ts'
import type { GivenAnswer, ResultFile, ResultOf } from '#formats/result.ts'
import { fingerprint } from '#formats/scenario.ts'
import { answerTo, isAnswerRight } from './answers.ts'
import { rightText } from './learn.ts'

/** What a class answers, and what came of it: plain values, computed from questions and files. */

/** A question of a set or of a lesson, with its number from 1. */
export interface Task {
  readonly number: number
  readonly question: Question
}

/** The same for the same set or lesson, everywhere. */
export const workKey = (of: ResultOf): string => stableJson(of)

/** What a lesson's answers belong to. */
export const lessonWork = (lesson: LessonFile): ResultOf => ({
  lesson: { title: lesson.title, mark: answerMark(stableJson(lesson)) },
})

/** Fingerprint of a question and its right answer; it does not give the answer away. */
export const questionMark = (question: Question): string =>
  answerMark(stableJson([fingerprint(question.scenario), question.prompt, rightText(question)]))

/** An answer as a file has it: the text of the option, or the tick. */
export const givenText = (question: Question, answer: number): string | number =>
  question.kind === 'tick' ? answer : (question.options[answer]?.text ?? '')

/** An answer of a file as the page has it; null: none, or none that the question has. */
export function chosenBy(question: Question, given: GivenAnswer['answer']): number | null {
  if (given === null) return null
  if (question.kind === 'tick') return typeof given === 'number' ? answerTo(question, given) : null
  const index = question.options.findIndex(({ text }) => text === given)
  return index < 0 ? null : index
}

/** `other`: the question that was answered is not this one, as with another version of the model. */
export type Verdict = 'right' | 'wrong' | 'none' | 'other'

function judged(question: Question, given: GivenAnswer | undefined): Verdict {
  if (given === undefined || given.answer === null) return 'none'
  if (given.question !== questionMark(question)) return 'other'
  const chosen = chosenBy(question, given.answer)
  if (chosen === null) return 'other'
  return isAnswerRight(question, chosen) ? 'right' : 'wrong'
}

export interface PersonRow {
  readonly result: ResultFile
  readonly verdicts: readonly Verdict[]
  readonly right: number
}

/** How one question was answered by all. */
export interface TaskRow extends Task {
  readonly right: number
  /** How many answered it. */
  readonly answered: number
  /** What was answered instead of the right answer, the most frequent first. */
  readonly wrong: readonly { readonly text: string; readonly count: number }[]
  readonly rightText: string
}

export interface ClassTable {
  readonly people: readonly PersonRow[]
  readonly tasks: readonly TaskRow[]
  /** The tasks that somebody answered, those that fewest answered right first. */
  readonly hardest: readonly TaskRow[]
}

/** What all of them answered. The verdicts are computed here, whatever a file says. */
export function classTable(tasks: readonly Task[], results: readonly ResultFile[]): ClassTable {
  const people = results.map((result): PersonRow => {
    const verdicts = tasks.map(({ question, number }) => judged(question, result.answers[number - 1]))
    return { result, verdicts, right: verdicts.filter((verdict) => verdict === 'right').length }
  })
  const rows = tasks.map(({ number, question }, at): TaskRow => {
    const counts = new Map<string, number>()
    for (const { result, verdicts } of people)
      if (verdicts[at] === 'wrong') {
        const text = String(result.answers[number - 1]?.answer)
        counts.set(text, (counts.get(text) ?? 0) + 1)
      }
    const wrong = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
    const right = people.filter(({ verdicts }) => verdicts[at] === 'right').length
    const answered = right + wrong.reduce((sum, { count }) => sum + count, 0)
    return { number, question, right, answered, wrong, rightText: rightText(question) }
  })
  const hardest = rows
    .filter(({ answered }) => answered > 0)
    .sort((a, b) => a.right / a.answered - b.right / b.answered || a.number - b.number)
  return { people, tasks: rows, hardest }
}

/** How one person did. */
export interface Score {
  readonly right: number
  readonly answered: number
  readonly of: number
}

export function scoreOf(tasks: readonly Task[], answers: ReadonlyMap<string, string | number>): Score {
  const given = tasks.flatMap(({ question }) => {
    const answer = answers.get(questionMark(question))
    const chosen = answer === undefined ? null : chosenBy(question, answer)
    return chosen === null ? [] : [isAnswerRight(question, chosen)]
  })
  return { right: given.filter(Boolean).length, answered: given.length, of: tasks.length }
}

/** What a person hands in. */
export const resultOf = (
  name: string,
  of: ResultOf,
  tasks: readonly Task[],
  answers: ReadonlyMap<string, string | number>,
): ResultFile => ({
  name: name.trim(),
  of,
  answers: Array.from({ length: tasks.at(-1)?.number ?? 0 }, (_, i) => {
    const task = tasks.find(({ number }) => number === i + 1)
    const question = task === undefined ? '00000000' : questionMark(task.question)
    return { question, answer: answers.get(question) ?? null }
  }),
})

const cell = (text: string | number): string => {
  // A spreadsheet takes a cell that begins so for a formula.
  const safe = String(text).replace(/^[=+\-@]/, "'$&")
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

const signs: Readonly<Record<Verdict, string>> = { right: '1', wrong: '0', none: '', other: '?' }

/** The table for a spreadsheet: a row for each person, 1 for right, 0 for wrong, nothing where nothing was answered. */
export const tableCsv = ({ people, tasks }: ClassTable): string =>
  [
    ['name', 'right', ...tasks.map(({ number }) => `question ${number}`)],
    ...people.map(({ result, right, verdicts }) => [result.name, right, ...verdicts.map((verdict) => signs[verdict])]),
  ]
    .map((row) => `${row.map(cell).join(',')}\n`)
    .join('')
