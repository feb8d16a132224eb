import type { Deciding, Decision } from '#store/review/comments.ts'
import { notedOn, optionsOf, pressed, type Option } from '#store/review/options.ts'
import type { Question } from '#store/review/review.ts'
import { useNotes } from '#store/review/useNotes.ts'

/** What is decided about a clause (`question` null) or a question, and what decides it. */
export interface DecidingOn {
  readonly about: string
  readonly question: Question | null
  /** Null: nothing is written about it. */
  readonly decision: Decision | null
  readonly options: readonly Option[]
  readonly press: (option: Option) => void
  readonly vote: (option: Option, by: 1 | -1) => void
  readonly write: (change: Deciding) => void
}

export function useDeciding(): (spec: string, about: string, question: Question | null) => DecidingOn {
  const { minutes, notes } = useNotes()
  return (spec, about, question) => {
    const decision = notedOn(minutes, spec, about)
    const write = (change: Deciding): void => void notes.decide(spec, about, change)
    return {
      about,
      question,
      decision,
      options: optionsOf(question),
      press: (option) => write(pressed(option, decision)),
      vote: (option, by) => void notes.vote(spec, about, option.id, by),
      write,
    }
  }
}
