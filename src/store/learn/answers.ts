import { isRight, type Marking, type Question } from '#analysis/quiz.ts'
import { visibleSpan } from '../lab/derived.ts'

/** What somebody answered, and what it is worth. */

/** Ticks at which the marker can be put: from the cancel to the end of the axis. */
export function markRange({ scenario, cancelAt }: Pick<Marking, 'scenario' | 'cancelAt'>): {
  readonly from: number
  readonly to: number
} {
  return { from: cancelAt, to: Math.floor(visibleSpan({ scenario, span: null, gesture: null }).to) }
}

/** Where the marker waits until it is put: at the end of the axis, where everything is over, whatever is asked. */
export const markStart = (question: Pick<Marking, 'scenario' | 'cancelAt'>): number => markRange(question).to

/** The answer as it counts for a question: the index of an option, or a tick that can be marked; null: none. */
export function answerTo(question: Question, chosen: number | null): number | null {
  if (chosen === null) return null
  if (question.kind !== 'tick') return chosen < question.options.length ? chosen : null
  const { from, to } = markRange(question)
  return chosen < from || chosen > to ? null : chosen
}

/** How far a mark is from the moment that was asked for, in ticks: less than 0 is too early. */
const offBy = ({ momentAt }: Pick<Marking, 'momentAt'>, mark: number): number => mark - momentAt

export const isMarkRight = (question: Marking, mark: number): boolean =>
  Math.abs(offBy(question, mark)) <= question.tolerance

export function isAnswerRight(question: Question, answer: number): boolean {
  if (question.kind === 'tick') return isMarkRight(question, answer)
  const option = question.options[answer]
  return option !== undefined && isRight(option)
}

const ticks = (n: number): string => `${n} ${n === 1 ? 'tick' : 'ticks'}`

/** "4 ticks too early"; "exactly there". */
export function offText(question: Marking, mark: number): string {
  const off = offBy(question, mark)
  return off === 0 ? 'exactly there' : `${ticks(Math.abs(off))} too ${off < 0 ? 'early' : 'late'}`
}

/** What counts as right, told before anybody answers. */
export const toleranceText = ({ tolerance }: Marking): string =>
  tolerance === 0 ? 'Only the exact tick counts as right.' : `Within ${ticks(tolerance)} counts as right.`

/** What is told when an answer is revealed: to a screen reader, all of it in one sentence. */
export function verdictOf(question: Question, answer: number): string {
  if (question.kind === 'tick') {
    const off = offText(question, answer)
    return isMarkRight(question, answer)
      ? `Right, ${off}: at ${question.momentAt} ${question.of}.`
      : `Not at ${answer}, that is ${off}: at ${question.momentAt} ${question.of}.`
  }
  const right = question.options.find(isRight)?.text ?? ''
  return isAnswerRight(question, answer) ? `Right: ${right}` : `Not here. What happens: ${right}`
}

/** What is asked for on paper counts within this. */
export const keyText = ({ momentAt, tolerance }: Marking): string =>
  tolerance === 0 ? String(momentAt) : `${momentAt}, give or take ${tolerance}`
