import type { Value } from '#kernel/model.ts'

type Args = Readonly<Record<string, Value>>

/** A step, so many ticks after a moment that the story names. */
export interface StoryStep {
  readonly after: number
  readonly do: string
  readonly args?: Args
}

/** How a specification tells the stories that all of them have in common: start, cancel, and what follows. */
export interface StoryScript {
  /** After tick 0: what it takes to have an operation under way. The step that starts it comes last. */
  readonly start: readonly StoryStep[]
  /** Knobs that make the operation of this specification comparable with the others. */
  readonly knobs: Args
  readonly cancel: Args
  /** After the cancel: another operation of the same kind. */
  readonly another: readonly StoryStep[]
  /** After the cancel: the connection is lost; `cancel`: a cancel that is itself the loss of the connection. */
  readonly lost: { readonly steps: readonly StoryStep[]; readonly cancel?: Args }
  /** After the cancel: the client goes away before an answer can come; none where it cannot. */
  readonly leaves: readonly StoryStep[]
  /** What makes that nobody who works ever learns of the cancel. `start`: instead of the usual start. */
  readonly unnoticed: {
    readonly knobs: Args
    readonly start?: readonly StoryStep[]
    readonly cancel?: Args
    readonly why: string
  }
  /** Why a milestone is never reached here, in a few words, where it is not. */
  readonly never: Readonly<
    Partial<Record<'issued' | 'accepted' | 'noticed' | 'stopped' | 'settled' | 'released', string>>
  >
}
