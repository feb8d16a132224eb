import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addReason,
  apart,
  back,
  decide,
  FakeBrowser,
  minutesOf,
  open,
  pagesOf,
  reasonIn,
  reasonOn,
  reload,
  sync,
  wait,
  type Page,
} from './testing.ts'

const textsOn = ({ notes }: Page): readonly string[] =>
  notes.store
    .getState()
    .minutes.comments.filter(({ removed }) => !removed)
    .map(({ text }) => text)
    .toSorted()

/** Four pages in three browsers. @param waitMs How long they wait before they put down what is shared; null: they may not. */
async function meeting(waitMs: number | null): Promise<Page[]> {
  const browsers = [new FakeBrowser(), new FakeBrowser(), new FakeBrowser()] as const
  for (const each of browsers) {
    each.waitMs = waitMs ?? 0
    each.isDenied = waitMs === null
  }
  return Promise.all([...browsers, browsers[0]].map((each) => open(each)))
}

describe('a page that is loaded anew while nobody can be reached', () => {
  it.each([
    ['the database has it', 0],
    ['it went before the database had it', 1e6],
  ])('goes on with the same text: %s', async (_, waitMs) => {
    const [pages, a, b] = await apart(waitMs)
    await decide(b, 'We all keep the text.')
    await decide(await reload(pages, 1), 'We all keep the old text.')
    await decide(a, 'We keep the text, for now.')
    await back(pages)
    for (const each of pages)
      expect(reasonOn(each)).toMatchObject({ why: 'We all keep the old text, for now.', before: [] })
  })

  it('loses no word of anybody and says none twice, whoever is loaded anew when, in however many pages', async () => {
    const page = fc.nat({ max: 3 })
    const deed = fc.record({
      page,
      deed: fc.constantFrom('first', 'last', 'turn', 'wait', 'vote', 'reload', 'comment', 'edit', 'sync'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 20 }), fc.constantFrom(0, 1e6, null), async (deeds, waitMs) => {
        const pages = await meeting(waitMs)
        await decide(pages[0] as Page, '<begun>')
        await sync(pages)
        const [said, comments] = [['<begun>'], [] as string[]]
        let votes = 0
        for (const [i, { page: who, deed: act }] of deeds.entries()) {
          const own = pages[who] as Page
          const word = `<${who} ${i}>`
          // Where nothing was kept, older versions are told by their time.
          if (waitMs === null) wait()
          if (act === 'turn') own.browser.isOnline = !own.browser.isOnline
          else if (act === 'wait') wait()
          else if (act === 'reload') await reload(pages, who)
          else if (act === 'vote') {
            votes++
            await own.notes.vote('any', 'LR-02', 'keep', 1)
          } else if (act === 'comment') {
            comments.push(word)
            await own.notes.add('any', 'LR-01', { words: null, author: 'x', text: word })
          } else if (act === 'edit') {
            const [first] = own.notes.store.getState().minutes.comments
            if (first !== undefined) {
              comments.push(word)
              await own.notes.edit(first.id, { words: null, author: 'x', text: word })
            }
          } else if (act !== 'sync') {
            said.push(word)
            await addReason(own, word, act === 'first')
          }
          // Pages of one browser are always together.
          await sync(act === 'sync' ? pages : pages.filter((each) => each.browser === own.browser))
        }
        await back(pages)
        expect(new Set(pages.map(minutesOf)).size).toBe(1)
        for (const each of pages) {
          const lines = (reasonIn(each) ?? '').split('\n')
          const words = lines.join('').match(/<[^>]*>/g) ?? []
          // Where nothing is kept both stand below each other, and so some words twice.
          expect((waitMs === null ? [...new Set(words)] : words).toSorted()).toEqual(said.toSorted())
          expect(waitMs === null || lines.length === 1).toBe(true)
          expect(reasonOn(each)?.votes?.['keep'] ?? 0).toBe(votes)
          expect(new Set(textsOn(each)).size).toBe(textsOn(each).length)
          expect(comments).toEqual(expect.arrayContaining([...textsOn(each)]))
        }
      }),
      { seed: 7, numRuns: 60 },
    )
  })

  it('loses no word of the name of the meeting, and nobody who was added, whoever is loaded anew when', async () => {
    const deed = fc.record({
      page: fc.nat({ max: 3 }),
      deed: fc.constantFrom('first', 'last', 'add', 'drop', 'turn', 'sync', 'reload'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { maxLength: 20 }), fc.constantFrom(0, 1e6), async (deeds, waitMs) => {
        const pages = await meeting(waitMs)
        const first = pages[0] as Page
        first.notes.setMeeting({ title: '<begun>', date: '', people: ['begun'] })
        await sync(pages)
        const [said, people] = [['<begun>'], new Set(['begun'])]
        for (const [i, { page: who, deed: act }] of deeds.entries()) {
          const own = pages[who] as Page
          const [word, { meeting: now }] = [`<${who} ${i}>`, own.notes.store.getState()]
          const [gone, ...others] = now.people
          if (act === 'turn') own.browser.isOnline = !own.browser.isOnline
          else if (act === 'reload') await reload(pages, who)
          else if (act === 'add') {
            people.add(word)
            own.notes.setMeeting({ ...now, people: [...now.people, word] })
          } else if (act === 'drop') {
            people.delete(gone ?? '')
            own.notes.setMeeting({ ...now, people: others })
          } else if (act !== 'sync') {
            said.push(word)
            own.notes.setMeeting({ ...now, title: act === 'first' ? word + now.title : now.title + word })
          }
          await sync(act === 'sync' ? pages : pages.filter(({ browser }) => browser === own.browser))
        }
        await back(pages)
        for (const { arrive } of pages) arrive()
        for (const { notes } of pages) {
          const { title, people: there } = notes.store.getState().meeting
          expect((title.match(/<[^>]*>| . /g) ?? []).toSorted()).toEqual(said.toSorted())
          expect(there.toSorted()).toEqual([...people].toSorted())
        }
      }),
      { seed: 5, numRuns: 40 },
    )
  })

  it('does not double the name of the meeting, nor bring back who was taken off its list', async () => {
    const pages = [...(await pagesOf('a', 'b'))]
    const [a] = pages as [Page]
    a.notes.setMeeting({ title: 'Review', date: '2026-11-29', people: ['Ada', 'Ben', 'Cleo'] })
    await sync(pages)
    ;(pages[1] as Page).browser.isOnline = false
    const b = await reload(pages, 1)
    b.notes.setMeeting({ title: 'Second Review', date: '2026-11-29', people: ['Ada', 'Cleo'] })
    a.notes.setMeeting({ title: 'Review of lro', date: '2026-11-29', people: ['Ada', 'Ben', 'Cleo', 'Dan'] })
    await back(pages)
    for (const { notes } of pages)
      expect(notes.store.getState().meeting).toEqual({
        title: 'Second Review of lro',
        date: '2026-11-29',
        people: ['Ada', 'Cleo', 'Dan'],
      })
  })

  it('takes back a deletion and a choice that the others have, and they take it', async () => {
    const [pages, a, b] = await apart()
    await a.notes.add('any', 'LR-01', { words: null, author: 'a', text: 'said' })
    await a.notes.vote('any', 'LR-02', 'keep', 1)
    await back(pages)
    b.browser.isOnline = false
    const again = await reload(pages, 1)
    await again.notes.remove(again.notes.store.getState().minutes.comments[0]?.id ?? '')
    await again.notes.vote('any', 'LR-02', 'keep', 1)
    const last = await reload(pages, 1)
    await last.notes.decide('any', 'LR-02', { choice: 'none', why: null })
    await back(pages)
    for (const each of pages) {
      expect(textsOn(each)).toEqual([])
      expect(reasonOn(each)).toMatchObject({ choice: 'none', votes: { keep: 2 } })
      expect(reasonOn(each)?.before).toMatchObject([{ choice: 'keep', why: 'We keep the text.' }])
    }
  })

  it('goes on where it was, however long it was written before', async () => {
    const [pages, a, b] = await apart()
    // More versions than a version tells of.
    for (let i = 0; i < 210; i++) await addReason(a, 'x', false)
    const again = await reload(pages, 0)
    await addReason(again, ' End.', false)
    await addReason(b, 'Begin. ', true)
    await back(pages)
    for (const each of pages)
      expect(reasonOn(each)).toMatchObject({ why: `Begin. We keep the text.${'x'.repeat(210)} End.`, before: [] })
  })
})
