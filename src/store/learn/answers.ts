import { isRight, type Marking, type Question } from '#analysis/quiz.ts'
import { tickStep, timeScale, xOf } from '#layout/scale.ts'
import { visibleSpan } from '../lab/derived.ts'

/** What somebody answered, and what it is worth. */

/** Ticks at which the marker can be put: from the cancel to the end of the axis. */
export function markRange({ scenario, cancelAt }: Pick<Marking, 'scenario' | 'cancelAt'>): {
  readonly from: number
  readonly to: number
} {
  return { from: cancelAt, to: Math.floor(visibleSpan({ scenario, span: null, gesture: null }).to) }
}

/** The answer as it counts for a question: the index of an option, or a tick that can be marked; null: none. */
export function answerTo(question: Question, chosen: number | null): number | null {
  if (chosen === null) return null
  if (question.kind !== 'tick') return chosen < question.options.length ? chosen : null
  const { from, to } = markRange(question)
  return chosen < from || chosen > to ? null : chosen
}

/** How far a mark is from the moment that was asked for, in ticks: less than 0 is too early. */
export const offBy = ({ momentAt }: Pick<Marking, 'momentAt'>, mark: number): number => mark - momentAt

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
  tolerance === 0
    ? 'It counts when it is the very tick.'
    : `It counts when it is at most ${ticks(tolerance)} off: then nothing else in the run is nearer.`

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

/** A ruler to mark by hand: labelled ticks with where they stand in a width from 0 to 1, and finer ones between them. */
export interface Ruler {
  readonly to: number
  readonly cancel: { readonly tick: number; readonly x: number }
  readonly ticks: readonly { readonly tick: number; readonly x: number; readonly isLabelled: boolean }[]
}

/** Room of a label on paper, as a share of the width, and how many finer ticks there are for each labelled one. */
const labelRoom = 0.07
const finer = 5

export function rulerOf(question: Marking): Ruler {
  const { to } = markRange(question)
  const scale = { ...timeScale({ from: 0, to }, 1, 0), width: 1 }
  const step = tickStep(scale, labelRoom)
  const fine = Math.max(1, step / finer)
  const ticks = Array.from({ length: Math.floor(to / fine) + 1 }, (_, i) => i * fine).filter(Number.isInteger)
  return {
    to,
    cancel: { tick: question.cancelAt, x: xOf(scale, question.cancelAt) },
    ticks: ticks.map((tick) => ({ tick, x: xOf(scale, tick), isLabelled: tick % step === 0 })),
  }
}

/** What is asked for on paper counts within this. */
export const keyText = ({ momentAt, tolerance }: Marking): string =>
  tolerance === 0 ? String(momentAt) : `${momentAt}, give or take ${tolerance}`
