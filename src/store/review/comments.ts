import { createStore, type StoreApi } from 'zustand/vanilla'
import { err, ok, type Result } from '#base/result.ts'
import * as codec from '#formats/minutes.ts'
import {
  commentsOn,
  decisionOn,
  type Comment,
  type Decided,
  type Decision,
  type MeetingNote,
  type Minutes,
} from '#formats/minutes.ts'
import { compareMinutes, settle, together, type Conflict, type Incoming, type Side } from '#formats/minutesMerge.ts'
import { countedVote } from '#formats/minutesLive.ts'
import type { KeyValueStore } from '../services/persistence.ts'
import { forget, onItsWay, readable, setOut } from './bridge.ts'
import { readDrafts, writeDraft, type Draft, type Drafts } from './drafts.ts'
import { readMeeting, writeMeeting } from './meetingNote.ts'
import { Steps } from './steps.ts'
import { lossWords, type CommentStore, type TabMessage, type Tabs } from './shelf.ts'

export { commentsOn, decisionOn }
export type { Comment, Conflict, Decided, Decision, Draft, Incoming, MeetingNote, Minutes, Side }

export interface NotesState {
  readonly minutes: Minutes
  /** Whether what the browser keeps has been read. */
  readonly isRead: boolean
  /** Why what is seen here would be lost with the page; null where all of it is safe. */
  readonly problem: string | null
  /** The name that was last written under a comment or a decision. */
  readonly author: string
  /** Comments that are half written. */
  readonly drafts: Drafts
  readonly meeting: MeetingNote
  /** What undo takes back, in words; null: nothing. */
  readonly undoable: string | null
  /** Somebody else's minutes that wait for a choice; null: there are none. */
  readonly offered: Incoming | null
}

/** What one writes of a comment. */
export interface Written {
  readonly words: Comment['words']
  readonly author: string
  readonly text: string
}

/** What is decided; null takes a member away. */
export type Deciding = { readonly [Name in keyof Omit<Decided, 'changed'>]?: Decided[Name] | null }

const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

/** Without members that say nothing, which a file leaves out. */
function compact(decision: { readonly [Name in keyof Decision]?: Decision[Name] | null }): Decision {
  const told = Object.entries(decision).filter(([, value]) => value !== null && value !== undefined && value !== '')
  return Object.fromEntries(told) as unknown as Decision
}

/** What the notes of a page live on; a test gives its own. */
export interface NotesWorld {
  readonly shelf: CommentStore
  readonly tabs: Tabs
  readonly keep: KeyValueStore
  readonly now: () => number
  readonly newId: () => string
}

/** Comments and decisions of this browser. The state is the truth; each change is put down at once, and what could not be is tried again. */
export class Notes {
  readonly store: StoreApi<NotesState>
  private readonly world: NotesWorld
  private unsaved: Minutes = codec.noMinutes
  private reading: Promise<void> | null = null
  private readonly steps = new Steps()
  private isShared = false
  /** Under which this page counts votes. */
  private page: string | null = null

  constructor(world: NotesWorld) {
    this.world = world
    this.store = createStore<NotesState>()(() => ({
      minutes: codec.noMinutes,
      isRead: false,
      problem: null,
      author: world.keep.read('review-author') ?? '',
      drafts: readDrafts(world.keep),
      meeting: readMeeting(world.keep),
      undoable: null,
      offered: null,
    }))
    world.tabs.listen((word) => this.hear(word))
  }

  /** Reads what is kept, once; what was written meanwhile stays. */
  read(): Promise<void> {
    return (this.reading ??= this.world.shelf.read().then(
      (kept) => {
        const minutes = codec.merge(this.minutes, readable(kept))
        const last = minutes.comments.toSorted((a, b) => b.changed - a.changed)[0]
        this.store.setState(({ author }) => ({ minutes, isRead: true, author: author || (last?.author ?? '') }))
        const late = onItsWay(this.world.keep)
        return late.comments.length + late.decisions.length > 0 ? this.put(late) : undefined
      },
      (error: unknown) => {
        this.reading = null
        this.store.setState({ isRead: true, problem: lossWords(error) })
      },
    ))
  }

  /** The name under what is written from now on. */
  setAuthor(author: string): void {
    this.store.setState({ author })
    this.world.keep.write('review-author', author)
  }

  setMeeting(meeting: MeetingNote): void {
    this.store.setState({ meeting })
    writeMeeting(this.world.keep, meeting)
  }

  /** Keeps what is half written, under its name (see `draftOf`); null: there is nothing of it any more. */
  keepDraft(name: string, draft: Draft | null): void {
    this.store.setState(({ drafts: { [name]: _, ...others } }) => ({
      drafts: draft === null ? others : { ...others, [name]: draft },
    }))
    writeDraft(this.world.keep, name, draft)
  }

  add(spec: string, clause: string, { words, author, text }: Written): Promise<void> {
    const made = this.world.now()
    this.setAuthor(author)
    const comment = { id: this.world.newId(), spec, clause, words, author, text, made, changed: made, removed: false }
    return this.act(`the new comment on ${clause}`, { comments: [comment], decisions: [] })
  }

  edit(id: string, { words, author, text }: Written): Promise<void> {
    this.setAuthor(author)
    // Who saves a comment that was removed meanwhile, in another page, wants it.
    return this.change('the change of a comment', id, { words, author, text, removed: false })
  }

  remove(id: string): Promise<void> {
    return this.change('the deletion of a comment', id, { removed: true })
  }

  /**
   * Decides, or says more about what was decided. A new choice begins without a reason; the choice before goes into the history. What is
   * written letter by letter is one step of undo.
   */
  decide(spec: string, about: string, change: Deciding): Promise<void> {
    const known = this.minutes.decisions.find((decision) => decision.spec === spec && decision.about === about)
    const same = (name: 'choice' | 'reading'): boolean =>
      change[name] === undefined || JSON.stringify(change[name]) === JSON.stringify(known?.[name] ?? null)
    const isNew = !same('choice') || !same('reading')
    const decision = compact({
      choice: 'none',
      ...known,
      ...(isNew && known !== undefined ? { why: null, before: codec.historyWith(known) } : {}),
      ...change,
      spec,
      about,
      by: this.store.getState().author,
      changed: this.later(known),
      ...(known === undefined ? {} : { replaces: codec.replacing(known) }),
    })
    const letters = isNew ? '' : `${spec} ${about} ${Object.keys(change).join(' ')}`
    return this.act(`the decision on ${about}`, { comments: [], decisions: [decision] }, letters)
  }

  /** Counts a vote for an option of what is to be decided, or with -1 takes one back. */
  vote(spec: string, about: string, option: string, by: 1 | -1): Promise<void> {
    const known = this.minutes.decisions.find((decision) => decision.spec === spec && decision.about === about)
    return this.decide(spec, about, countedVote(known, (this.page ??= this.world.newId()), option, by))
  }

  /** Puts down what came of what others wrote at the same time; it is no step of undo here. */
  readonly shared = (news: Minutes): Promise<void> => this.put(news)

  /** Whether what is here and what is in a document that pages share is kept the same. */
  sharing(isShared: boolean): void {
    this.isShared = isShared
  }

  /** Takes back what was done last in this page: said, changed, deleted, decided or taken in. */
  async undo(): Promise<void> {
    const making = {
      later: (before: Comment | Decision) => this.later(before),
      newId: this.world.newId,
      page: this.page,
    }
    const undone = this.steps.back(this.minutes, making)
    if (undone === null) return
    this.tellUndoable()
    await this.put(undone)
  }

  /**
   * Reads what another browser wrote. What is only new comes in at once; what would change something that is here, or contradicts it,
   * is offered, and `accept` or `decline` answers. The error is a sentence, and then nothing has changed.
   */
  async take(text: string): Promise<Result<string>> {
    const checked = codec.parseMinutes(text)
    if (!checked.ok) return checked
    await this.read()
    const incoming = compareMinutes(this.minutes, checked.value)
    const { updates, conflicts, older } = incoming
    const ignored = older === 0 ? [] : [`${plural(older, 'older version was', 'older versions were')} ignored`]
    if (conflicts.length + updates.comments.length + updates.decisions.length > 0) {
      this.store.setState({ offered: incoming })
      return ok(['it says something else than what is here; choose what stays', ...ignored].join('; '))
    }
    await this.act('what came in from a file', incoming.added)
    const came = this.cameIn(incoming.added)
    return ok([came === '' ? 'all that it says is here already' : `${came} came in`, ...ignored].join('; '))
  }

  /** Takes in what was offered, with these sides of its conflicts; one's own where nothing is said. */
  async accept(sides: Readonly<Record<string, Side>>): Promise<Result<string>> {
    const { offered } = this.store.getState()
    if (offered === null) return err('there is nothing to take in')
    const { added, updates, conflicts } = offered
    this.store.setState({ offered: null })
    const settled = conflicts.map((conflict) =>
      settle(
        conflict,
        sides[`${conflict.kind} ${conflict.key}`] ?? 'mine',
        Math.max(this.world.now(), conflict.mine.changed + 1, conflict.theirs.changed + 1),
        this.world.newId(),
      ),
    )
    await this.act('what came in from a file', together([added, updates, ...settled]))
    const parts = [
      this.cameIn(added),
      plural(updates.comments.length + updates.decisions.length, 'newer version'),
      plural(conflicts.length, 'conflict'),
    ].filter((part) => part !== '' && !part.startsWith('0 '))
    return ok(`${parts.join(', ')} settled`)
  }

  decline(): void {
    this.store.setState({ offered: null })
  }

  /** Forgets everything, here and in the browser. */
  async erase(): Promise<void> {
    forget(this.world.keep)
    this.unsaved = codec.noMinutes
    this.steps.clear()
    for (const name of Object.keys(this.store.getState().drafts)) this.keepDraft(name, null)
    this.store.setState({ minutes: codec.noMinutes, problem: null, undoable: null, offered: null })
    this.world.tabs.post({ kind: 'erased' })
    await this.world.shelf.clear().catch((error: unknown) => this.store.setState({ problem: lossWords(error) }))
  }

  /** Everything that was said and decided, as a file for another browser; with what checks came to. */
  text(checks: readonly codec.CheckNote[] = []): string {
    const { meeting } = this.store.getState()
    const isSaid = meeting.title !== '' || meeting.date !== '' || meeting.people.length > 0
    return codec.minutesText({
      ...this.minutes,
      ...(isSaid ? { meeting } : {}),
      ...(checks.length === 0 ? {} : { checks }),
    })
  }

  private cameIn({ comments, decisions }: Minutes): string {
    const [said, decided] = [
      comments.filter(({ removed }) => !removed).length,
      decisions.filter(({ choice }) => choice !== 'none').length,
    ]
    return [
      ...(said === 0 ? [] : [plural(said, 'new comment')]),
      ...(decided === 0 ? [] : [plural(decided, 'new decision')]),
    ].join(', ')
  }

  /** What another page did is seen here too; it has put that down itself. */
  private hear(word: TabMessage): void {
    if (word.kind === 'erased') {
      this.unsaved = codec.noMinutes
      this.store.setState({ minutes: codec.noMinutes })
    } else if (!word.isShared || !this.isShared)
      this.store.setState(({ minutes }) => ({ minutes: codec.merge(minutes, readable(word.minutes)) }))
  }

  private get minutes(): Minutes {
    return this.store.getState().minutes
  }

  /** Now, but in any case after what it replaces, whatever the clock of the browser that wrote it. */
  private later(before: { readonly changed: number } | undefined): number {
    return Math.max(this.world.now(), (before?.changed ?? 0) + 1)
  }

  private change(title: string, id: string, change: Partial<Comment>): Promise<void> {
    const known = this.minutes.comments.find((comment) => comment.id === id)
    if (known === undefined) return Promise.resolve()
    const changed = { ...known, ...change, changed: this.later(known), replaces: codec.replacing(known) }
    return this.act(title, { comments: [changed], decisions: [] })
  }

  private tellUndoable(): void {
    this.store.setState({ undoable: this.steps.title })
  }

  /** Does something that undo takes back. `joins`: what is done under the same name one after the other is one step; '': it is its own. */
  private act(title: string, news: Minutes, joins = ''): Promise<void> {
    this.steps.add(title, this.minutes, news, joins)
    this.tellUndoable()
    return this.put(news)
  }

  private async put(news: Minutes): Promise<void> {
    this.store.setState(({ minutes }) => ({ minutes: codec.merge(minutes, news) }))
    this.world.tabs.post({ kind: 'news', minutes: news, isShared: this.isShared })
    const wanted = codec.merge(this.unsaved, news)
    this.unsaved = wanted
    const way = setOut(this.world.keep, wanted)
    try {
      await this.world.shelf.put(way.all)
      if (this.unsaved === wanted) this.unsaved = codec.noMinutes
      this.store.setState({ problem: null })
    } catch (error) {
      this.store.setState({ problem: lossWords(error) })
    }
    way.end()
  }
}
