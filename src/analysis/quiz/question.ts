import type { Milestone } from '#kernel/effect.ts'
import type { Scenario } from '#kernel/model.ts'
import type { StoryId } from '../story.ts'

/** What is asked. Moments are events of the model, never ticks. */
export type Ask =
  /** What the cancel returns. */
  | { readonly kind: 'code' }
  /** How many results still arrive. */
  | { readonly kind: 'late' }
  /** What is still held when a milestone is reached, or when the cancel is answered. */
  | { readonly kind: 'held'; readonly when: Milestone | 'answered' }
  /** When a milestone is reached, or a resource is free: answered with a mark on the timeline. */
  | { readonly kind: 'tick'; readonly of: Milestone | { readonly free: string } }
  /** How the operation ends that starts after the cancel. */
  | { readonly kind: 'next' }
  /** Which clause makes the cancel return what it returns. */
  | { readonly kind: 'clause' }
  /** Of which specification something is true, when all tell the same story. */
  | { readonly kind: 'which'; readonly story: StoryId; readonly measure: Measure }

/** What is compared across specifications; the one with the largest value is the answer. */
export type Measure = 'toldFirst' | 'refuses' | 'neverTold'

/** Where an answer is true: here, when the cancel comes at other ticks, in another specification, elsewhere in this run. */
export type Source = 'here' | 'band' | 'spec' | 'run'

export interface Option {
  readonly text: string
  /** A symbol of the machine's, or words of a document. */
  readonly voice: 'plain' | 'symbol' | 'clause'
  /** Why it is right or wrong in this run. */
  readonly why: string
  readonly clauses: readonly string[]
  readonly source: Source
}

/** An option that is not the right one. */
export type Wrong = Option & { readonly source: Exclude<Source, 'here'> }

interface Asked {
  readonly prompt: string
  /** The run that is shown. */
  readonly scenario: Scenario
  readonly cancelAt: number
  /** The tick that the answer is about; the reveal goes on to it. */
  readonly momentAt: number
}

/** One of four answers is right: the one with the source `here`. */
export interface Choosing extends Asked {
  readonly kind: Exclude<Ask['kind'], 'tick'>
  /** The story that all specifications tell, where it is a question about all of them. */
  readonly story?: StoryId
  readonly options: readonly Option[]
}

/** A moment that one could take for the one that is asked for. */
export interface Moment {
  readonly tick: number
  readonly why: string
  readonly source: Wrong['source']
}

/** The answer is a mark on the timeline, at `momentAt`. */
export interface Marking extends Asked {
  readonly kind: 'tick'
  /** What is asked for, to stand after a tick: "the quota slot is free". */
  readonly of: string
  /** So many ticks off still count, since no other moment is nearer then. */
  readonly tolerance: number
  readonly why: string
  readonly clauses: readonly string[]
  /** Other moments of this run and of other ones, by tick; none at `momentAt`. */
  readonly moments: readonly Moment[]
}

export type Question = Choosing | Marking

export const optionCount = 4
export const isRight = ({ source }: Option): boolean => source === 'here'
