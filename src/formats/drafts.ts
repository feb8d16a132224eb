import * as v from 'valibot'
import type { Comment } from './minutes.ts'

/** A comment that is half written, letter for letter as it stands in its fields. */
export interface Draft {
  /** The words that it is to be pinned to, as they were selected or typed; '': the whole clause. */
  readonly quote: string
  readonly words: Comment['words']
  readonly author: string
  readonly text: string
  /** What was changed last when one began to change it; null for a new comment. */
  readonly begun: number | null
}

export type Drafts = Readonly<Record<string, Draft>>

const shape = v.record(
  v.string(),
  v.object({
    quote: v.string(),
    words: v.nullable(v.object({ from: v.number(), quote: v.string() })),
    author: v.string(),
    text: v.string(),
    begun: v.nullable(v.number()),
  }),
)

/** Drafts from their text; what cannot be read is as if there were none. */
export function parseDrafts(text: string | null): Drafts {
  try {
    const read = v.safeParse(shape, JSON.parse(text ?? '{}'))
    return read.success ? read.output : {}
  } catch {
    return {}
  }
}
