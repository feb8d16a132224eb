import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Doc } from 'yjs'
import { createLab, type LabStore } from '../lab/lab.ts'
import { holdMeeting, readClause, reviewPlace } from '../review/reviewPlace.ts'
import type { MeetingNote } from '#formats/minutes.ts'
import { shareClause } from './sharedClause.ts'
import {
  addReason,
  decide,
  FakeBrowser,
  minutesOf,
  open,
  pageOf,
  pagesOf,
  reasonIn,
  reasonOn,
  sync,
  wait,
  type Page,
} from './testing.ts'
import { invitation, isKeptFrom, parseInvitation, parseRoom } from './rooms.ts'

type Deed =
  | { readonly kind: 'add' | 'edit' | 'why'; readonly page: number; readonly text: string }
  | { readonly kind: 'remove' | 'turn' | 'wait'; readonly page: number }
  | { readonly kind: 'vote'; readonly page: number; readonly option: string }

const page = fc.nat({ max: 2 })
const deed: fc.Arbitrary<Deed> = fc.oneof(
  fc.record({ kind: fc.constantFrom('add' as const, 'edit' as const, 'why' as const), page, text: fc.uuid() }),
  fc.record({ kind: fc.constantFrom('remove' as const, 'turn' as const, 'wait' as const), page }),
  fc.record({ kind: fc.constant('vote' as const), page, option: fc.constantFrom('keep', 'ask') }),
)

async function carryOut(pages: readonly Page[], act: Deed): Promise<void> {
  const own = pages[act.page] as Page
  const { notes } = own
  const [first] = notes.store.getState().minutes.comments
  switch (act.kind) {
    case 'add':
      return notes.add('any', 'LR-01', { words: null, author: String(act.page), text: act.text })
    case 'edit':
      return first === undefined
        ? undefined
        : notes.edit(first.id, { words: null, author: String(act.page), text: act.text })
    case 'why':
      return notes.decide('any', 'LR-02', { choice: 'change', why: act.text })
    case 'vote':
      return notes.vote('any', 'LR-03', act.option, 1)
    case 'remove':
      return first === undefined ? undefined : notes.remove(first.id)
    case 'turn':
      own.browser.isOnline = !own.browser.isOnline
      return sync(pages)
    case 'wait':
      wait()
      return sync(pages)
  }
}

/** Every word that a page shows: of comments that stand, and of decisions with their history. */
function wordsIn({ notes }: Page): readonly string[] {
  const { comments, decisions } = notes.store.getState().minutes
  return [
    ...comments.filter(({ removed }) => !removed).map(({ text }) => text),
    ...decisions.flatMap(({ why = '', before = [] }) => [why, ...before.map((each) => each.why ?? '')]),
  ]
}

describe('pages that are together', () => {
  it('come to the same whatever was written by whom while who was away; no vote is lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 14 }), async (deeds) => {
        const pages = await pagesOf('a', 'b', 'c')
        await sync(pages)
        for (const act of deeds) await carryOut(pages, act)
        for (const each of pages) each.browser.isOnline = true
        await sync(pages)
        const [one, two, three] = pages.map(minutesOf)
        expect(two).toBe(one)
        expect(three).toBe(one)
        const votes = (pages[0] as Page).notes.store.getState().minutes.decisions.find(({ about }) => about === 'LR-03')
        const counted = (option: string): number =>
          deeds.filter((act) => act.kind === 'vote' && act.option === option).length
        expect([votes?.votes?.['keep'] ?? 0, votes?.votes?.['ask'] ?? 0]).toEqual([counted('keep'), counted('ask')])
      }),
      { seed: 11, numRuns: 60 },
    )
  })

  it('lose no words where two change the same comment and the same reason at once, and one deletes it', async () => {
    const pages = await pagesOf('a', 'b', 'c')
    const [a, b, c] = pages as [Page, Page, Page]
    await a.notes.add('any', 'LR-01', { words: null, author: 'a', text: 'begun' })
    await sync(pages)
    b.browser.isOnline = false
    c.browser.isOnline = false
    const { id = '' } = a.notes.store.getState().minutes.comments[0] ?? {}
    for (const [i, each] of pages.entries()) {
      await each.notes.edit(id, { words: null, author: String(i), text: `text of ${i}` })
      await each.notes.decide('any', 'LR-02', { choice: 'change', why: `reason of ${i}` })
    }
    wait()
    await a.notes.remove(id)
    await sync(pages)
    b.browser.isOnline = true
    await sync(pages)
    c.browser.isOnline = true
    await sync(pages)
    for (const each of pages) {
      expect(wordsIn(each)).toEqual(expect.arrayContaining(['text of 1', 'text of 2']))
      // What was begun apart stands in lines of its own.
      expect(reasonIn(each)?.split('\n').sort()).toEqual(['reason of 0', 'reason of 1', 'reason of 2'])
    }
    expect(minutesOf(b)).toBe(minutesOf(a))
    expect(minutesOf(c)).toBe(minutesOf(a))
  })
})

/** A page that enters the room with what it has decided before. */
async function begunAlone(): Promise<Page> {
  const browser = new FakeBrowser()
  browser.room = null
  const alone = await open(browser)
  for (const why of ['<', '<be', '<begun>']) await decide(alone, why)
  alone.close()
  return open(Object.assign(browser, { room: new FakeBrowser().room }))
}

describe('a reason that several pages write', () => {
  it('is put together letter by letter when who was away comes back', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    await a.notes.decide('any', 'LR-02', { choice: 'keep', why: 'We keep the text.' })
    await sync(pages)
    b.browser.isOnline = false
    await a.notes.decide('any', 'LR-02', { why: 'We keep the text, for now.' })
    await a.notes.decide('any', 'LR-02', { why: 'We keep the text, for this release.' })
    for (const why of ['We all keep the text.', 'We all keep the old text.'])
      await b.notes.decide('any', 'LR-02', { why, owner: 'b' })
    b.browser.isOnline = true
    await sync(pages)
    for (const each of pages) {
      const why = 'We all keep the old text, for this release.'
      expect(reasonOn(each)).toMatchObject({ why, owner: 'b', before: [] })
    }
    // And nothing comes twice when both go on with it.
    await addReason(a, ' Agreed.', false)
    await addReason(b, 'Again: ', true)
    await sync(pages)
    for (const each of pages) expect(reasonIn(each)).toBe('Again: We all keep the old text, for this release. Agreed.')
  })

  it('of two choices goes with each: that of the one that does not stand is in the history', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    b.browser.isOnline = false
    await a.notes.decide('any', 'LR-02', { choice: 'keep', why: 'It is right.' })
    wait()
    await b.notes.decide('any', 'LR-02', { choice: 'change', why: 'It is wrong.' })
    b.browser.isOnline = true
    await sync(pages)
    for (const each of pages) {
      expect(reasonOn(each)).toMatchObject({ choice: 'change', why: 'It is wrong.' })
      expect(reasonOn(each)?.before).toMatchObject([{ choice: 'keep', why: 'It is right.' }])
    }
  })

  it('that somebody else has gone on with is in the history when it is taken back', async () => {
    const pages = await pagesOf('a', 'b')
    const [a] = pages as [Page, Page]
    await a.notes.decide('any', 'LR-02', { choice: 'keep' })
    for (const [i, text] of ['It is right', ', and read.'].entries()) {
      await addReason(pages[i] as Page, text, false)
      await sync(pages)
    }
    await a.notes.undo()
    await sync(pages)
    for (const each of pages) {
      expect(reasonOn(each)).toMatchObject({
        choice: 'keep',
        before: [{ choice: 'keep', why: 'It is right, and read.' }],
      })
      expect(reasonIn(each)).toBeUndefined()
    }
    // What one has written alone is simply taken back.
    await addReason(a, 'Once more.', false)
    await a.notes.undo()
    expect(reasonOn(a)?.before).toHaveLength(1)
  })

  it('is the same on every page, also where choices change and are taken back', async () => {
    const deeds = fc.record({ page, deed: fc.constantFrom('first', 'last', 'turn', 'wait', 'keep', 'ask', 'undo') })
    await fc.assert(
      fc.asyncProperty(fc.array(deeds, { maxLength: 18 }), async (all) => {
        const pages = await pagesOf('a', 'b', 'c')
        await sync(pages)
        for (const [i, { page: who, deed: act }] of all.entries()) {
          const own = pages[who] as Page
          if (act === 'wait' || act === 'turn') await carryOut(pages, { kind: act, page: who })
          else if (act === 'undo') await own.notes.undo()
          else if (act === 'keep' || act === 'ask') await own.notes.decide('any', 'LR-02', { choice: act })
          else await addReason(own, `<${who} ${i}>`, act === 'first')
        }
        for (const each of pages) each.browser.isOnline = true
        await sync(pages)
        expect(new Set(pages.map(minutesOf)).size).toBe(1)
      }),
      { seed: 5, numRuns: 80 },
    )
  })

  it.each([
    ['begun', pageOf],
    ['begun alone, and changed before anybody came', begunAlone],
  ])('loses no word of anybody, whoever was away when: %s', async (_, begin) => {
    const writing = fc.record({
      page,
      deed: fc.constantFrom('first', 'last', 'turn', 'wait', 'vote'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(writing, { maxLength: 16 }), async (deeds) => {
        const pages = await Promise.all([begin('a'), pageOf('b'), pageOf('c')])
        await decide(pages[0], '<begun>')
        await sync(pages)
        const said = ['<begun>']
        for (const [i, { page: who, deed: act }] of deeds.entries()) {
          const own = pages[who] as Page
          if (act === 'wait') await carryOut(pages, { kind: 'wait', page: who })
          else if (act === 'turn') await carryOut(pages, { kind: 'turn', page: who })
          else if (act === 'vote') await own.notes.vote('any', 'LR-02', 'keep', 1)
          else {
            const word = `<${who} ${i}>`
            said.push(word)
            await addReason(own, word, act === 'first')
          }
        }
        for (const each of pages) each.browser.isOnline = true
        await sync(pages)
        for (const each of pages)
          expect(
            reasonIn(each)
              ?.match(/<[^>]*>/g)
              ?.toSorted(),
          ).toEqual(said.toSorted())
        expect(new Set(pages.map(minutesOf)).size).toBe(1)
      }),
      { seed: 3, numRuns: 60 },
    )
  })
})

describe('name, date and people of a meeting', () => {
  const meetings = (pages: readonly Page[]): readonly unknown[] =>
    pages.map(({ notes }) => notes.store.getState().meeting)
  const change = ({ notes }: Page, more: Partial<MeetingNote>): void =>
    notes.setMeeting({ ...notes.store.getState().meeting, ...more })

  it('are the same on all pages, and nobody is lost who was added while somebody was away', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    change(a, { title: 'Review', date: '2026-11-29', people: ['Ada', 'Ben'] })
    await sync(pages)
    b.browser.isOnline = false
    change(a, { title: 'Review of lro', people: ['Ada', 'Ben', 'Cleo'] })
    change(b, { title: 'Second Review', people: ['Dan', 'Ada'], date: '2026-11-30' })
    b.browser.isOnline = true
    await sync(pages)
    const [first, second] = meetings(pages) as [MeetingNote, MeetingNote]
    expect(second).toEqual(first)
    expect(first).toMatchObject({ title: 'Second Review of lro', date: '2026-11-30' })
    expect(first.people.toSorted()).toEqual(['Ada', 'Cleo', 'Dan'])
  })

  it('come to a page that enters the room; the first to enter brings those that it knows', async () => {
    const today = { title: 'Today', date: '2026-11-29', people: ['Ada'] }
    const pages = await Promise.all([
      pageOf('a', today),
      pageOf('b', today),
      pageOf('c', { ...today, title: 'Last week' }),
    ])
    const [a, b, c] = pages
    c.browser.isOnline = false
    // Two of them know the same one, and come at once.
    for (const { arrive } of [a, b]) arrive()
    await sync(pages)
    expect(meetings([a, b])).toEqual([today, today])
    c.browser.isOnline = true
    await sync(pages)
    c.arrive()
    expect(meetings(pages)).toEqual([today, today, today])
  })
})

describe('a meeting that is held on several pages', () => {
  const joined = (doc: Doc, mayLead = true): LabStore => {
    const lab = createLab({ screen: 'review' })
    shareClause(doc, lab, () => mayLead)
    return lab
  }
  const clauseOf = (lab: LabStore): string => reviewPlace(lab.getState().places.review)['mi'] ?? ''

  it('shows the same clause of the same agenda on each; who is away turns nobody else', () => {
    const doc = new Doc()
    const [one, two, away] = [joined(doc), joined(doc), joined(doc, false)]
    const agenda = ['MI-02', 'MI-05', 'MI-07'].map((clause) => ({ spec: 'mi', clause }))
    holdMeeting(one, { agenda, minutes: 5 })
    holdMeeting(two, { agenda: [], minutes: 0 })
    expect(clauseOf(two)).toBe('MI-02')
    expect(two.getState().places.review).toMatchObject({ meeting: { agenda: ['mi MI-02', 'mi MI-05', 'mi MI-07'] } })
    readClause(two, 'MI-05')
    expect(clauseOf(one)).toBe('MI-05')
    holdMeeting(away, { agenda, minutes: 5 })
    readClause(away, 'MI-07')
    expect([clauseOf(one), clauseOf(two)]).toEqual(['MI-05', 'MI-05'])
  })
})

it.each([
  ['ws://192.168.0.5:1234/review', { relay: 'ws://192.168.0.5:1234', name: 'review' }],
  ['wss://relay.example/a-b_7', { relay: 'wss://relay.example', name: 'a-b_7' }],
  ['ws://[::1]:1234/x', { relay: 'ws://[::1]:1234', name: 'x' }],
])('reads %s as a room', (text, room) => {
  expect(parseRoom(text)).toEqual({ ok: true, value: room })
})

it('a room goes along in a link, and whatever else a link says is none', () => {
  const room = { relay: 'ws://[::1]:1234', name: 'x' }
  const [page, said = ''] = invitation('https://page.example/a/?b#/review', room).split('#/room/')
  expect(page).toBe('https://page.example/a/?b')
  expect(parseInvitation(said)).toEqual({ ok: true, value: room })
  for (const text of ['', '%', '%E0%A4%A', encodeURIComponent("ws://x 'unsafe-inline'/y"), 'wss%3A%2F%2Fx%2Fy%2Fz'])
    expect(parseInvitation(text).ok, text).toBe(false)
})

it.each([
  ['https://page.example/', 'ws://192.168.0.5:1234/review', true],
  ['https://page.example/', 'wss://relay.example/review', false],
  ['https://page.example/', 'ws://localhost:1234/review', false],
  ['https://page.example/', 'ws://localhost.example:1234/review', true],
  ['http://192.168.0.5/', 'ws://192.168.0.5:1234/review', false],
])('a page at %s is kept from %s by browsers: %s', (page, text, isKept) => {
  const room = parseRoom(text)
  expect(room.ok && isKeptFrom(page, room.value)).toBe(isKept)
})

it.each(['', 'http://x/y', 'ws://x', "ws://x 'unsafe-inline'/y", 'ws://x;script-src */y', 'ws://x/y/z'])(
  'does not read %s as a room',
  (text) => {
    expect(parseRoom(text).ok).toBe(false)
  },
)
