import { describe, expect, it } from 'vitest'
import { merge, minutesText, noMinutes, type Minutes } from '#formats/minutes.ts'
import { alone, commentsOn, decisionOn, Notes, type CommentStore, type Tabs, type TabMessage } from './comments.ts'

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
    this.kept = merge(this.kept, minutes).minutes
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

function notesOn(shelf: CommentStore, prefix = 'id', tabs: Tabs = alone): Notes {
  let [time, count] = [100, 0]
  return new Notes(
    shelf,
    () => time++,
    () => `${prefix}${count++}`,
    tabs,
  )
}

const draft = { words: null, author: 'Test', text: 'Really?' }
const on = (notes: Notes) => commentsOn(notes.store.getState().minutes, 'even6', 'EV-11')
const full = Object.assign(new Error('full'), { name: 'QuotaExceededError' })

describe('comments and decisions', () => {
  it('are there after a reload', async () => {
    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    await notes.decide('even6', 'EV-11', 'ask')

    const again = notesOn(shelf)
    await again.read()
    expect(on(again)).toMatchObject([{ author: 'Test', text: 'Really?' }])
    expect(decisionOn(again.store.getState().minutes, 'even6', 'EV-11')).toBe('ask')
    expect(again.store.getState()).toMatchObject({ problem: null, author: 'Test' })
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
    await notes.decide('even6', 'EV-12', 'keep')
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
    await notes.decide('even6', 'EV-11', 'ask')
    await notes.decide('even6', 'EV-11', null)
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
    await other.decide('even6', 'EH-03', 'change')
    const text = minutesText(other.store.getState().minutes)

    const shelf = new FakeShelf()
    const notes = notesOn(shelf)
    await notes.add('even6', 'EV-11', draft)
    expect(await notes.take(text)).toEqual({ ok: true, value: '1 new comment, 1 decision came in' })
    expect(await notes.take(text)).toEqual({ ok: true, value: 'nothing in it was new' })
    expect(shelf.kept.comments).toHaveLength(2)
    expect(await notes.take('{}')).toMatchObject({ ok: false })
    expect(on(notes)).toHaveLength(2)
  })

  it('in two pages of one browser follow each other, and nothing is lost', async () => {
    const [shelf, page] = [new FakeShelf(), wire()]
    const [one, two] = [notesOn(shelf, 'one', page()), notesOn(shelf, 'two', page())]
    await one.add('even6', 'EV-11', draft)
    await two.add('even6', 'EV-11', { ...draft, text: 'And who?' })
    await one.decide('even6', 'EV-11', 'change')
    for (const notes of [one, two]) {
      expect(on(notes)).toHaveLength(2)
      expect(decisionOn(notes.store.getState().minutes, 'even6', 'EV-11')).toBe('change')
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

  it('of another page are checked before they are believed', () => {
    const page = wire()
    const notes = notesOn(new FakeShelf(), 'one', page())
    page().post({ kind: 'news', minutes: { comments: [{ id: 7 } as never], decisions: [] } })
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
