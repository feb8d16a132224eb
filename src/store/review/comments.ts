import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import * as codec from '#formats/minutes.ts'
import {
  commentsOn,
  decisionKey,
  decisionOn,
  type Choice,
  type Comment,
  type Decision,
  type Minutes,
} from '#formats/minutes.ts'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { err, ok, type Result } from '#base/result.ts'
import type { Document } from '#specs/document.ts'

export { commentsOn, decisionOn }
export type { Choice, Comment, Decision, Minutes }

/** Where comments and decisions outlive the page. Every promise may be rejected. */
export interface CommentStore {
  read(): Promise<Minutes>
  /** Puts these down; those with the same key are replaced. Fulfilled when they are safe. */
  put(minutes: Minutes): Promise<void>
  clear(): Promise<void>
}

interface Schema extends DBSchema {
  comments: { key: string; value: Comment }
  decisions: { key: string; value: Decision }
}

/** The browser's database. Opened when it is first needed; where that failed, it is tried again with the next call. */
export function browserComments(): CommentStore {
  let opened: Promise<IDBPDatabase<Schema>> | null = null
  const database = (): Promise<IDBPDatabase<Schema>> => {
    if (opened !== null) return opened
    const opening = openDB<Schema>('aftercancel-review', 1, {
      upgrade(db) {
        db.createObjectStore('comments')
        db.createObjectStore('decisions')
      },
      // Another tab has a newer version of the page, or the browser threw the database away.
      blocking: () => void opening.then((db) => db.close()),
      terminated: () => (opened = null),
    })
    opened = opening
    opening.catch(() => (opened = null))
    return opening
  }
  return {
    async read() {
      const db = await database()
      const [comments, decisions] = await Promise.all([db.getAll('comments'), db.getAll('decisions')])
      return { comments, decisions }
    },
    async put({ comments, decisions }) {
      const db = await database()
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
      const db = await database()
      const work = db.transaction(['comments', 'decisions'], 'readwrite')
      await Promise.all([work.objectStore('comments').clear(), work.objectStore('decisions').clear(), work.done])
    },
  }
}

/** What pages of the same browser tell each other. */
export type TabMessage = { readonly kind: 'news'; readonly minutes: Minutes } | { readonly kind: 'erased' }

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

export interface NotesState {
  readonly minutes: Minutes
  /** Whether what the browser keeps has been read. */
  readonly isRead: boolean
  /** Why what is seen here would be lost with the page; null where all of it is safe. */
  readonly problem: string | null
  /** The name that was last written under a comment. */
  readonly author: string
}

/** What one writes of a comment. */
export interface Draft {
  readonly words: Comment['words']
  readonly author: string
  readonly text: string
}

const told = (error: unknown): string => {
  const name = error instanceof Error ? error.name : ''
  if (name === 'QuotaExceededError')
    return 'The browser has no room left for comments: what is written now is lost with this page unless you save it as a file.'
  return 'The browser does not let this page keep comments: what is written now is lost with this page unless you save it as a file.'
}

/** Those that can be read; a record of another version of the page stays where it is, unseen. */
function readable({ comments, decisions }: Minutes): Minutes {
  return { comments: comments.filter(codec.isComment), decisions: decisions.filter(codec.isDecision) }
}

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** Comments and decisions of this browser. The state is the truth; each change is put down at once, and what could not be is tried again. */
export class Notes {
  readonly store: StoreApi<NotesState> = createStore<NotesState>()(() => ({
    minutes: codec.noMinutes,
    isRead: false,
    problem: null,
    author: '',
  }))
  private readonly shelf: CommentStore
  private readonly now: () => number
  private readonly newId: () => string
  private readonly tabs: Tabs
  private unsaved: Minutes = codec.noMinutes
  private reading: Promise<void> | null = null

  constructor(
    shelf: CommentStore = browserComments(),
    now: () => number = Date.now,
    newId: () => string = () => crypto.randomUUID(),
    tabs: Tabs = browserTabs(),
  ) {
    this.shelf = shelf
    this.tabs = tabs
    tabs.listen((word) => this.hear(word))
    this.now = now
    this.newId = newId
  }

  /** Reads what is kept, once; what was written meanwhile stays. */
  read(): Promise<void> {
    return (this.reading ??= this.shelf.read().then(
      (kept) => {
        const minutes = codec.merge(this.minutes, readable(kept)).minutes
        const last = minutes.comments.toSorted((a, b) => b.changed - a.changed)[0]
        this.store.setState(({ author }) => ({ minutes, isRead: true, author: author || (last?.author ?? '') }))
      },
      (error: unknown) => {
        this.reading = null
        this.store.setState({ isRead: true, problem: told(error) })
      },
    ))
  }

  add(spec: string, clause: string, { words, author, text }: Draft): Promise<void> {
    const made = this.now()
    this.store.setState({ author })
    return this.put({
      comments: [{ id: this.newId(), spec, clause, words, author, text, made, changed: made, removed: false }],
      decisions: [],
    })
  }

  edit(id: string, { words, author, text }: Draft): Promise<void> {
    this.store.setState({ author })
    // Who saves a comment that was removed meanwhile, in another page, wants it.
    return this.change(id, { words, author, text, removed: false })
  }

  remove(id: string): Promise<void> {
    return this.change(id, { removed: true })
  }

  decide(spec: string, about: string, choice: Choice | null): Promise<void> {
    const before = this.minutes.decisions.find((decision) => decision.spec === spec && decision.about === about)
    return this.put({
      comments: [],
      decisions: [{ spec, about, choice: choice ?? 'none', changed: this.later(before) }],
    })
  }

  /** Takes in what another browser wrote. The error is a sentence, and then nothing has changed. */
  async take(text: string): Promise<Result<string>> {
    let documents: readonly Document[]
    try {
      const { specifications } = await import('#machines/index.ts')
      documents = specifications.map(({ document }) => document)
    } catch {
      return err('the specifications that it may speak of could not be loaded; is there a connection?')
    }
    const checked = codec.parseMinutes(text, documents)
    if (!checked.ok) return checked
    await this.read()
    const { added, changed, decided } = codec.merge(this.minutes, checked.value)
    await this.put(checked.value)
    const came = [
      ...(added === 0 ? [] : [plural(added, 'new comment')]),
      ...(changed === 0 ? [] : [plural(changed, 'changed comment')]),
      ...(decided === 0 ? [] : [plural(decided, 'decision')]),
    ]
    return ok(came.length === 0 ? 'nothing in it was new' : `${came.join(', ')} came in`)
  }

  /** Forgets everything, here and in the browser. */
  async erase(): Promise<void> {
    this.unsaved = codec.noMinutes
    this.store.setState({ minutes: codec.noMinutes, problem: null })
    this.tabs.post({ kind: 'erased' })
    await this.shelf.clear().catch((error: unknown) => this.store.setState({ problem: told(error) }))
  }

  /** What another page did is seen here too; it has put that down itself. */
  private hear(word: TabMessage): void {
    if (word.kind === 'erased') {
      this.unsaved = codec.noMinutes
      this.store.setState({ minutes: codec.noMinutes })
    } else this.store.setState(({ minutes }) => ({ minutes: codec.merge(minutes, readable(word.minutes)).minutes }))
  }

  private get minutes(): Minutes {
    return this.store.getState().minutes
  }

  /** Now, but in any case after what it replaces, whatever the clock of the browser that wrote it. */
  private later(before: { readonly changed: number } | undefined): number {
    return Math.max(this.now(), (before?.changed ?? 0) + 1)
  }

  private change(id: string, change: Partial<Comment>): Promise<void> {
    const known = this.minutes.comments.find((comment) => comment.id === id)
    if (known === undefined) return Promise.resolve()
    return this.put({ comments: [{ ...known, ...change, changed: this.later(known) }], decisions: [] })
  }

  /** Everything that was said and decided, as a file for another browser. */
  text(): string {
    return codec.minutesText(this.minutes)
  }

  /** What was said of a document and decided about it, to be read. */
  markdown(document: Document): string {
    return codec.minutesMarkdown(document, this.minutes)
  }

  private async put(news: Minutes): Promise<void> {
    this.store.setState(({ minutes }) => ({ minutes: codec.merge(minutes, news).minutes }))
    this.tabs.post({ kind: 'news', minutes: news })
    const wanted = codec.merge(this.unsaved, news).minutes
    this.unsaved = wanted
    try {
      await this.shelf.put(wanted)
      if (this.unsaved === wanted) this.unsaved = codec.noMinutes
      this.store.setState({ problem: null })
    } catch (error) {
      this.store.setState({ problem: told(error) })
    }
  }
}

/** The notes of the page. */
export const createNotes = (): Notes => new Notes()
