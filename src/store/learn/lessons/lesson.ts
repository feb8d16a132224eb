import type { Ask } from '#analysis/quiz.ts'
import type { Value } from '#kernel/model.ts'

/**
 * A lesson is one file: some sentences, and what is asked about a built-in scenario. In the sentences, `{cancel}` is the tick of
 * the cancel, the name of a milestone is its tick, and `{knob:NAME}` is a setting: no number is written by hand.
 */
export interface Lesson {
  /** Stable name in links and in the progress. */
  readonly id: string
  readonly title: string
  /** Two to four sentences. */
  readonly says: string
  readonly ask: Ask
  /** The run; for a question across all specifications the story names it. */
  readonly run?: {
    readonly spec: string
    readonly scenario: string
    /** Moves the cancel by one tick. */
    readonly cancel?: 'before' | 'after'
    readonly knobs?: Readonly<Record<string, Value>>
  }
}
