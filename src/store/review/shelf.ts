import { database } from '../services/database.ts'
import type { DBSchema } from 'idb'
import { decisionKey, type Comment, type Decision, type Minutes } from '#formats/minutes.ts'

/** Where comments and decisions outlive the page. Every promise may be rejected. */
export interface CommentStore {
  read(): Promise<Minutes>
  /** Puts these down; those with the same key are replaced. Fulfilled when they are safe. */
  put(minutes: Minutes): Promise<void>
  clear(): Promise<void>
}

/** Why what is written now is lost with the page. */
export const lossWords = (error: unknown): string => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'QuotaExceededError')
    return 'The browser has no room left for comments: what is written now is lost with this page unless you save it as a file.'
  return 'The browser does not let this page keep comments: what is written now is lost with this page unless you save it as a file.'
}

interface Schema extends DBSchema {
  comments: { key: string; value: Comment }
  decisions: { key: string; value: Decision }
}

export function browserComments(): CommentStore {
  const open = database<Schema>('aftercancel-review', (db) => {
    db.createObjectStore('comments')
    db.createObjectStore('decisions')
  })
  return {
    async read() {
      const db = await open()
      const [comments, decisions] = await Promise.all([db.getAll('comments'), db.getAll('decisions')])
      return { comments, decisions }
    },
    async put({ comments, decisions }) {
      const db = await open()
      const work = db.transaction(['comments', 'decisions'], 'readwrite', { durability: 'strict' })
      // Another page may have put down something newer since this was written.
      const putComment = async (comment: Comment): Promise<void> => {
        const before = await work.objectStore('comments').get(comment.id)
        if ((before?.changed ?? -1) < comment.changed) await work.objectStore('comments').put(comment, comment.id)
      }
      const putDecision = async (decision: Decision): Promise<void> => {
        const before = await work.objectStore('decisions').get(decisionKey(decision))
        if ((before?.changed ?? -1) < decision.changed)
          await work.objectStore('decisions').put(decision, decisionKey(decision))
      }
      await Promise.all([...comments.map(putComment), ...decisions.map(putDecision), work.done])
    },
    async clear() {
      const db = await open()
      const work = db.transaction(['comments', 'decisions'], 'readwrite')
      await Promise.all([work.objectStore('comments').clear(), work.objectStore('decisions').clear(), work.done])
    },
  }
}

/** What pages of the same browser tell each other. */
export type TabMessage =
  /** `isShared`: who has a part in the shared document gets it from there, with what it came from. */
  { readonly kind: 'news'; readonly minutes: Minutes; readonly isShared: boolean } | { readonly kind: 'erased' }

/** The other pages of the same browser: each hears what the others say, and nobody hears itself. */
export interface Tabs {
  post(word: TabMessage): void
  listen(take: (word: TabMessage) => void): void
}

/** Pages that hear nothing of each other, where the browser has no such thing. */
export const alone: Tabs = { post: () => undefined, listen: () => undefined }

export function browserTabs(): Tabs {
  if (typeof BroadcastChannel === 'undefined') return alone
  const channel = new BroadcastChannel('aftercancel-review')
  return {
    post: (word) => channel.postMessage(word),
    listen: (take) => channel.addEventListener('message', ({ data }: MessageEvent<TabMessage>) => take(data)),
  }
}
