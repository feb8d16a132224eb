import { describe, expect, it } from 'vitest'
import { merge, minutesText, noMinutes, type Minutes } from '#formats/minutes.ts'
import type { KeyValueStore } from '../services/persistence.ts'
import { commentsOn, decisionOn, Notes } from './comments.ts'
import { draftOf, type Draft } from './drafts.ts'
import { alone, type CommentStore, type Tabs, type TabMessage } from './shelf.ts'

/** A browser's database in memory, which can be made to refuse. */
class FakeShelf implements CommentStore {
  kept: Minutes = noMinutes
  refuses: Error | null = null
  async read(): Promise<Minutes> {
    this.check()
    return this.kept
  }
  async put(minutes: Minutes): Promise<void> {
    this.check()
    this.kept = merge(this.kept, minutes)
  }
  async clear(): Promise<void> {
    this.check()
    this.kept = noMinutes
  }
  private check(): void {
    if (this.refuses !== null) throw this.refuses
  }
}

/** Pages of one browser; each hears what the others say. */
function wire(): () => Tabs {
  const pages: ((word: TabMessage) => void)[] = []
  return () => {
    let own: ((word: TabMessage) => void) | null = null
    return {
      post: (word) => pages.forEach((take) => (take === own ? undefined : take(word))),
      listen: (take) => void pages.push((own = take)),
    }
  }
}

function memory(): KeyValueStore {
  const kept = new Map<string, string>()
  return { read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) }
}

function notesOn(shelf: CommentStore, prefix = 'id', tabs: Tabs = alone, keep: KeyValueStore = memory()): Notes {
  let [time, count] = [100, 0]
  return new Notes({ shelf, tabs, keep, now: () => time++, newId: () => `${prefix}${count++}` })
}

const draft = { words: null, author: 'Test', text: 'Really?' }
const on = (notes: Notes) => commentsOn(notes.store.getState().minutes, 'even6', 'EV-11')
const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })

describe('comments and decisions', () => {
  it('are there after a reload', async () => {
    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    await notes.decide('even6', 'EV-11', { choice: 'ask' })

    const again = notesOn(shelf)
    await again.read()
    expect(on(again)).toMatchObject([{ author: 'Test', text: 'Really?' }])
    expect(decisionOn(again.store.getState().minutes, 'even6', 'EV-11')?.choice).toBe('ask')
    expect(again.store.getState()).toMatchObject({ problem: null, author: 'Test' })
  })

  it('are there as well where the page went before the database had them, and are erased with the rest', async () => {
    const keep = memory()
    const slow = Object.assign(new FakeShelf(), { put: () => new Promise<void>(() => undefined) })
    const one = notesOn(slow, 'one', alone, keep)
    const other = notesOn(slow, 'other', alone, keep)
    void one.add('even6', 'EV-11', draft)
    void other.decide('even6', 'EV-11', { choice: 'ask' })

    const shelf = new FakeShelf()
    const again = notesOn(shelf, 'again', alone, keep)
    await again.read()
    expect(on(again)).toMatchObject([{ text: 'Really?' }])
    expect([shelf.kept.comments.length, shelf.kept.decisions.length]).toEqual([1, 1])
    await again.erase()
    const after = notesOn(shelf, 'after', alone, keep)
    await after.read()
    expect(after.store.getState().minutes).toEqual(noMinutes)

    // What has arrived is not put down a second time.
    await after.add('even6', 'EV-11', draft)
    const empty = new FakeShelf()
    await notesOn(empty, 'last', alone, keep).read()
    expect(empty.kept).toEqual(noMinutes)
  })

  it('that are written before the database has answered are kept beside what it held', async () => {
    const shelf = new FakeShelf()
    await notesOn(shelf, 'old').add('even6', 'EV-11', draft)
    const notes = notesOn(shelf, 'new')
    const reading = notes.read()
    await Promise.all([reading, notes.add('even6', 'EV-11', { ...draft, text: 'Yes.' })])
    expect(on(notes)).toHaveLength(2)
  })

  it('stay in memory when the database refuses, which is told; the next change keeps all of them', async () => {
    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.read()
    shelf.refuses = full
    await notes.add('even6', 'EV-11', draft)
    expect(on(notes)).toHaveLength(1)
    expect(notes.store.getState().problem).toContain('no room left')

    shelf.refuses = null
    await notes.decide('even6', 'EV-12', { choice: 'keep' })
    expect(notes.store.getState().problem).toBeNull()
    expect(shelf.kept.comments).toHaveLength(1)
  })

  it('are told to be lost where the browser forbids a database from the beginning', async () => {
    const shelf = new FakeShelf()
    shelf.refuses = new Error('SecurityError')
    const notes = notesOn(shelf)
    await notes.read()
    expect(notes.store.getState()).toMatchObject({
      isRead: true,
      problem: expect.stringContaining('does not let this page keep') as string,
    })
  })

  it('can be changed, removed and decided anew', async () => {
    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    await notes.edit('id0', { ...draft, text: 'Truly?' })
    expect(on(notes)).toMatchObject([{ text: 'Truly?' }])
    await notes.remove('id0')
    await notes.decide('even6', 'EV-11', { choice: 'ask' })
    await notes.decide('even6', 'EV-11', { choice: 'none' })
    const again = notesOn(shelf)
    await again.read()
    expect(on(again)).toEqual([])
    expect(decisionOn(again.store.getState().minutes, 'even6', 'EV-11')).toBeNull()
  })

  it('of a version that this page cannot read are left alone', async () => {
    const shelf = new FakeShelf()
    shelf.kept = { comments: [{ strange: true } as never], decisions: [] }
    const notes = notesOn(shelf)
    await notes.read()
    expect(notes.store.getState().minutes).toEqual(noMinutes)
    expect(shelf.kept.comments).toHaveLength(1)
  })

  it('come in from a file, once', async () => {
    const other = notesOn(new FakeShelf(), 'other')
    await other.add('even6', 'EV-11', draft)
    await other.decide('even6', 'EH-03', { choice: 'change' })
    const text = minutesText(other.store.getState().minutes)

    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    expect(await notes.take(text)).toEqual({ ok: true, value: '1 new comment, 1 new decision came in' })
    expect(await notes.take(text)).toEqual({ ok: true, value: 'all that it says is here already' })
    expect(shelf.kept.comments).toHaveLength(2)
    expect(await notes.take('{}')).toMatchObject({ ok: false })
    expect(on(notes)).toHaveLength(2)
  })

  it('of somebody else that contradict are offered, with both sides, and nothing is replaced before one chooses', async () => {
    const other = notesOn(new FakeShelf(), 'other')
    await other.decide('even6', 'EH-03', { choice: 'change', why: 'Two servers differ.' })
    const text = other.text()

    const notes = notesOn(new FakeShelf())
    await notes.decide('even6', 'EH-03', { choice: 'keep' })
    const own = () => decisionOn(notes.store.getState().minutes, 'even6', 'EH-03')
    expect(await notes.take(text)).toMatchObject({ ok: true })
    expect(own()?.choice).toBe('keep')
    const { offered } = notes.store.getState()
    expect(offered?.conflicts).toMatchObject([{ mine: { choice: 'keep' }, theirs: { choice: 'change' } }])
    notes.decline()
    expect(own()?.choice).toBe('keep')

    await notes.take(text)
    expect(await notes.accept({ 'decision even6 EH-03': 'theirs' })).toEqual({ ok: true, value: '1 conflict settled' })
    expect(own()).toMatchObject({ choice: 'change', why: 'Two servers differ.', before: [{ choice: 'keep' }] })
    expect(await notes.take(text)).toEqual({ ok: true, value: 'all that it says is here already' })
    await notes.undo()
    expect(own()?.choice).toBe('keep')
  })

  it('that are older than what is here are ignored, and that is told', async () => {
    const notes = notesOn(new FakeShelf())
    await notes.add('even6', 'EV-11', draft)
    const text = notes.text()
    await notes.edit('id0', { ...draft, text: 'Truly?' })
    expect(await notes.take(text)).toEqual({
      ok: true,
      value: 'all that it says is here already; 1 older version was ignored',
    })
  })

  it('on clauses that nobody knows here are kept, and go along', async () => {
    const text = minutesText({
      comments: [],
      decisions: [{ spec: 'even6', about: 'EV-99', choice: 'keep', changed: 3 }],
    })
    const notes = notesOn(new FakeShelf())
    expect(await notes.take(text)).toEqual({ ok: true, value: '1 new decision came in' })
    expect(notes.text()).toContain('EV-99')
  })

  it('go along with what checks came to, which is not taken in', async () => {
    const checks = [{ spec: 'even6', model: '0a1b', says: 'every order was tried', verdicts: { 'no-end': 'holds' } }]
    const from = notesOn(new FakeShelf())
    await from.add('even6', 'EV-11', draft)
    const text = from.text(checks)
    expect(JSON.parse(text)).toMatchObject({ checks })
    const notes = notesOn(new FakeShelf())
    expect(await notes.take(text)).toEqual({ ok: true, value: '1 new comment came in' })
    expect(notes.text()).not.toContain('every order was tried')
  })

  it('can be undone, one after the other', async () => {
    const notes = notesOn(new FakeShelf())
    await notes.add('even6', 'EV-11', draft)
    await notes.decide('even6', 'EV-11', { choice: 'ask', owner: 'A' })
    await notes.decide('even6', 'EV-11', { choice: 'change' })
    await notes.remove('id0')
    const decision = () => decisionOn(notes.store.getState().minutes, 'even6', 'EV-11')
    expect(on(notes)).toEqual([])
    expect(notes.store.getState().undoable).toBe('the deletion of a comment')
    await notes.undo()
    expect(on(notes)).toMatchObject([{ text: 'Really?' }])
    expect(decision()).toMatchObject({ choice: 'change', owner: 'A', before: [{ choice: 'ask' }] })
    await notes.undo()
    expect(decision()).toMatchObject({ choice: 'ask', owner: 'A' })
    expect(decision()?.before).toBeUndefined()
    await notes.undo()
    expect(decision()).toBeNull()
    await notes.undo()
    expect(on(notes)).toEqual([])
    expect(notes.store.getState().undoable).toBeNull()
  })

  it('have a history: a new choice has a reason of its own, and what was decided before is still there', async () => {
    const notes = notesOn(new FakeShelf())
    notes.setAuthor('Chair')
    await notes.decide('even6', 'EH-03', { choice: 'reading', reading: { knob: 'busyCode', value: 'other' } })
    await notes.decide('even6', 'EH-03', { why: 'Seen in two servers.', votes: { ask: 2 } })
    await notes.decide('even6', 'EH-03', { choice: 'ask', reading: null })
    const decision = decisionOn(notes.store.getState().minutes, 'even6', 'EH-03')
    expect(decision).toMatchObject({ choice: 'ask', by: 'Chair', votes: { ask: 2 } })
    expect(decision?.why).toBeUndefined()
    expect(decision?.reading).toBeUndefined()
    expect(decision?.before).toMatchObject([{ choice: 'reading', why: 'Seen in two servers.', by: 'Chair' }])
  })

  it('half written are still there in the next page, until they are written or discarded', () => {
    const keep = memory()
    const half: Draft = { quote: '', words: null, author: 'A', text: 'I wonder wh', begun: null }
    const name = draftOf('even6', 'EV-11')
    notesOn(new FakeShelf(), 'one', alone, keep).keepDraft(name, half)
    const next = notesOn(new FakeShelf(), 'two', alone, keep)
    expect(next.store.getState().drafts).toEqual({ [name]: half })
    next.keepDraft(draftOf('even6', 'EV-12'), half)
    next.keepDraft(name, null)
    const last = notesOn(new FakeShelf(), 'three', alone, keep)
    expect(Object.keys(last.store.getState().drafts)).toEqual([draftOf('even6', 'EV-12')])
    keep.write('review-drafts', '{"x": 7}')
    expect(notesOn(new FakeShelf(), 'four', alone, keep).store.getState().drafts).toEqual({})
  })

  it('in two pages of one browser follow each other, and nothing is lost', async () => {
    const [shelf, page] = [new FakeShelf(), wire()]
    const [one, two] = [notesOn(shelf, 'one', page()), notesOn(shelf, 'two', page())]
    await one.add('even6', 'EV-11', draft)
    await two.add('even6', 'EV-11', { ...draft, text: 'And who?' })
    await one.decide('even6', 'EV-11', { choice: 'change' })
    for (const notes of [one, two]) {
      expect(on(notes)).toHaveLength(2)
      expect(decisionOn(notes.store.getState().minutes, 'even6', 'EV-11')?.choice).toBe('change')
    }
    await two.remove('one0')
    expect(on(one)).toMatchObject([{ text: 'And who?' }])
    // Somebody was just changing it there.
    await one.edit('one0', { ...draft, text: 'Wanted after all.' })
    expect(on(two).map(({ text }) => text)).toContain('Wanted after all.')
    expect(shelf.kept.comments).toHaveLength(2)
    await one.erase()
    expect(on(two)).toEqual([])
  })

  it('come from the shared document alone where both pages share one', async () => {
    const [shelf, page] = [new FakeShelf(), wire()]
    const [one, two] = [notesOn(shelf, 'one', page()), notesOn(shelf, 'two', page())]
    two.sharing(true)
    await one.add('even6', 'EV-11', draft)
    expect(on(two)).toHaveLength(1)
    one.sharing(true)
    await one.add('even6', 'EV-11', { ...draft, text: 'And who?' })
    expect(on(two)).toHaveLength(1)
    await one.erase()
    expect(on(two)).toEqual([])
  })

  it('of another page are checked before they are believed', () => {
    const page = wire()
    const notes = notesOn(new FakeShelf(), 'one', page())
    page().post({ kind: 'news', minutes: { comments: [{ id: 7 } as never], decisions: [] }, isShared: false })
    expect(notes.store.getState().minutes).toEqual(noMinutes)
  })

  it('are gone when they are erased', async () => {
    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    await notes.erase()
    expect(on(notes)).toEqual([])
    expect(shelf.kept).toEqual(noMinutes)
  })
})
