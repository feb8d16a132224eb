import { parseDrafts, type Draft, type Drafts } from '#formats/drafts.ts'
import type { KeyValueStore } from '../services/persistence.ts'

export type { Draft, Drafts }

/** Name of the draft of a new comment on a clause; the draft of a change has the id of its comment. */
export const draftOf = (spec: string, clause: string): string => `new ${spec} ${clause}`

const key = 'review-drafts'

/** What is kept, so that it survives a step, a reload and a page that is closed. */
export const readDrafts = (keep: KeyValueStore): Drafts => parseDrafts(keep.read(key))

/** Puts down one draft, or with null that there is none; the drafts of another page of this browser stay. */
export function writeDraft(keep: KeyValueStore, name: string, draft: Draft | null): void {
  const { [name]: _, ...others } = readDrafts(keep)
  keep.write(key, JSON.stringify(draft === null ? others : { ...others, [name]: draft }))
}
