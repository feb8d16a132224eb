import type { Choice, Decided, Decision } from '#formats/minutes.ts'
import { valueWords } from '../lab/valueWords.ts'
import type { Question } from './review.ts'

export { valueWords }

/** What was decided, in words. */

/** The words for a choice on a clause, and on a question that the documents leave open. */
const onClause: Readonly<Record<Choice, string>> = {
  keep: 'Keep',
  ask: 'Ask the authors',
  change: 'Fix the text',
  reading: 'Reading chosen',
}
const onQuestion: Readonly<Record<Choice, string>> = { ...onClause, keep: 'Leave open' }

export const choiceWords = (choice: Choice, isQuestion: boolean): string => (isQuestion ? onQuestion : onClause)[choice]

/** "Fix the text: immediately", "Leave open". */
export function decidedWords({ choice, reading }: Pick<Decided, 'choice' | 'reading'>, isQuestion: boolean): string {
  if (choice === 'none') return 'taken back'
  const chosen = reading === undefined ? null : valueWords(reading.value)
  if (choice === 'reading') return chosen === null ? onQuestion.reading : `Reading chosen: ${chosen}`
  return chosen === null ? choiceWords(choice, isQuestion) : `${choiceWords(choice, isQuestion)}, to say: ${chosen}`
}

const two = (n: number): string => String(n).padStart(2, '0')

/** "2026-11-28 14:31", in the time of the reader. */
export function momentWords(milliseconds: number): string {
  const date = new Date(milliseconds)
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`
}

/** Votes in the order of the options: "5, 1, 2"; '' where nobody voted. */
export function votesWords({ votes }: Pick<Decision, 'votes'>, question: Pick<Question, 'knob'> | null): string {
  const told = Object.entries(votes ?? {}).filter(([, count]) => count > 0)
  const title = (option: string): string => {
    if (option.startsWith('reading ')) return valueWords(option.slice('reading '.length))
    return choiceWords(option as Choice, question !== null)
  }
  return told.map(([option, count]) => `${title(option)} ${count}`).join(', ')
}

/** What was decided before, by whom and why: of two who decided at once the words of both stay. */
export function formerWords(past: Decided, isQuestion: boolean): string {
  const { by = '', why = '' } = past
  return `${decidedWords(past, isQuestion)}${by === '' ? '' : `, ${by}`}${why === '' ? '' : `: ${why}`}`
}
