import { isComment, isDecision, merge, noMinutes, type Minutes } from '#formats/minutes.ts'
import type { KeyValueStore } from '../services/persistence.ts'

const key = 'review-on-its-way'

/** Those that can be read; a record of another version of the page stays where it is, unseen. */
export const readable = ({ comments, decisions }: Minutes): Minutes => ({
  comments: comments.filter(isComment),
  decisions: decisions.filter(isDecision),
})

/** What a page wrote and had not seen safe in the database when it went, of any page of this browser. */
export function onItsWay(keep: KeyValueStore): Minutes {
  try {
    const { comments, decisions } = JSON.parse(keep.read(key) ?? '') as Partial<Minutes>
    return Array.isArray(comments) && Array.isArray(decisions) ? readable({ comments, decisions }) : noMinutes
  } catch {
    return noMinutes
  }
}

/** What has to arrive in the database, and what to call when it has, or never will. */
interface Way {
  readonly all: Minutes
  readonly end: () => void
}

/**
 * The database takes a moment, and a page can be closed or loaded anew in it; this storage answers at once. What is said here stays there
 * until it has arrived, with what other pages have on its way.
 */
export function setOut(keep: KeyValueStore, news: Minutes): Way {
  const all = merge(onItsWay(keep), news)
  const text = JSON.stringify(all)
  keep.write(key, text)
  // Where another page has said more since, that one ends it when all of it has arrived.
  return { all, end: () => keep.read(key) === text && forget(keep) }
}

export const forget = (keep: KeyValueStore): void => keep.write(key, '')
