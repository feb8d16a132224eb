import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { lateKey, oldest } from './keptRooms.ts'
import {
  addReason,
  apart,
  back,
  decide,
  FakeBrowser,
  open,
  pageOf,
  pagesOf,
  reasonIn,
  reasonOn,
  reload,
  settled,
  sync,
  wait,
  type Page,
} from './testing.ts'

const titleOn = ({ notes }: Page): string => notes.store.getState().meeting.title

describe('what a browser keeps of a room', () => {
  const kept = ({ browser }: Page) => browser.rooms.get(browser.room ?? '')
  const damaged = (page: Page, state: unknown): void =>
    void page.browser.rooms.set(page.browser.room ?? '', { ...kept(page), state } as never)

  it('is what its pages wrote, all of it, also where they write at the same time', async () => {
    const browser = new FakeBrowser()
    const pages = [await open(browser), await open(browser)]
    await sync(pages)
    for (const [i, { notes }] of pages.entries())
      await notes.decide('any', `LR-0${i}`, { choice: 'keep', why: `<${i}>` })
    // Neither has heard of the other yet.
    await settled()
    await settled()
    for (const { close } of pages) close()
    expect(browser.kept.get(lateKey) ?? '').toBe('')
    // What is kept as data is gone, so that the room alone tells.
    browser.minutes = { comments: [], decisions: [] }
    const { decisions } = (await open(browser)).notes.store.getState().minutes
    expect(decisions.map(({ why = '' }) => why).toSorted()).toEqual(['<0>', '<1>'])
  })

  it('is one state, not all that was ever written', async () => {
    const { notes, ...page } = await pageOf('a')
    for (let i = 0; i < 100; i++) await notes.decide('any', 'LR-02', { choice: 'keep', why: 'x'.repeat(i) })
    await settled()
    await settled()
    const { size, state } = { size: 0, ...kept({ notes, ...page }) }
    expect(size).toBe(0)
    expect(state?.length).toBeLessThan(100 * 150)
  })

  it('goes into the room where it was left and written on elsewhere', async () => {
    const [pages, a, b] = await apart()
    const { browser } = b
    browser.room = null
    const alone = await reload(pages, 1)
    await decide(alone, 'We all keep the text.')
    await decide(alone, 'We all keep the old text.')
    browser.room = 'ws://relay/room'
    await reload(pages, 1)
    await decide(a, 'We keep the text, for now.')
    await back(pages)
    for (const each of pages) expect(reasonIn(each)).toBe('We all keep the old text, for now.')
  })

  it.each([
    ['is none', null],
    ['is cut', 'cut'],
    ['is something else', 'text'],
  ])('is begun anew where what is kept %s; the review is there', async (_, how) => {
    const [pages, a, b] = await apart()
    await settled()
    damaged(b, how === 'cut' ? kept(b)?.state.slice(0, 60) : how)
    b.browser.kept.set(lateKey, `{"room":"${b.browser.room}","at":1,"update":"###"}`)
    const again = await reload(pages, 1)
    expect(reasonIn(again)).toBe('We keep the text.')
    await again.notes.vote('any', 'LR-02', 'keep', 1)
    await addReason(a, ' Yes.', false)
    await back(pages)
    for (const each of pages) {
      expect(reasonIn(each)).toContain('We keep the text. Yes.')
      expect(reasonOn(each)?.votes).toEqual({ keep: 1 })
    }
    await settled()
    expect((await reload(pages, 1)).doc.getMap('versions').size).toBeGreaterThan(0)
  })

  it('is of no harm, whatever it is', async () => {
    const [pages, , b] = await apart()
    await decide(b, 'We all keep the text.')
    await settled()
    await settled()
    const { state = new Uint8Array() } = kept(b) ?? {}
    const damage = fc.record({ at: fc.nat({ max: state.length - 1 }), byte: fc.nat({ max: 255 }), isCut: fc.boolean() })
    await fc.assert(
      fc.asyncProperty(damage, async ({ at, byte, isCut }) => {
        const bytes = isCut ? state.slice(0, at) : state.with(at, byte)
        damaged(b, bytes)
        const again = await reload(pages, 1)
        await again.notes.decide('any', 'LR-02', { why: 'We keep the text!' })
        expect(reasonIn(again)).toContain('We keep the text!')
        expect(again.doc.getMap('versions').size).toBeGreaterThan(0)
        await decide(again, 'We keep the text.')
      }),
      { seed: 2, numRuns: 60 },
    )
  })

  it('may be nothing: all else goes on as it was', async () => {
    const pages = [...(await pagesOf('a', 'b'))]
    ;(pages[1] as Page).browser.isDenied = true
    const b = await reload(pages, 1)
    await decide(b, 'Said.')
    await sync(pages)
    expect(pages.map(reasonIn)).toEqual(['Said.', 'Said.'])
    expect(reasonIn(await reload(pages, 1))).toBe('Said.')
  })

  it('is of the next day what was said and decided, and not who was there and where', async () => {
    const [pages, a, b] = await apart()
    b.notes.setMeeting({ title: 'Today', date: '', people: ['Ada'] })
    b.doc.getMap('room').set('at', { spec: 'lro', clause: 'LR-02' })
    await settled()
    await settled()
    wait(13 * 3_600_000)
    const next = await reload(pages, 1)
    expect(next.doc.getMap('room').size + next.doc.getMap('meeting').size).toBe(0)
    a.notes.setMeeting({ title: 'Tomorrow', date: '', people: ['Ben'] })
    await decide(next, 'We all keep the text.')
    await decide(a, 'We keep the text, for now.')
    await back(pages)
    next.arrive()
    expect(pages.map(titleOn)).toEqual(['Tomorrow', 'Tomorrow'])
    for (const each of pages) expect(reasonIn(each)).toBe('We all keep the text, for now.')
  })

  it('is only that as well where the document grew too large', async () => {
    const page = await pageOf('a')
    await decide(page, 'Said.')
    page.doc.getMap('room').set('agenda', 'x'.repeat(2_100_000))
    await settled()
    await settled()
    expect(kept(page)).toMatchObject({ isWhole: false })
    expect(kept(page)?.state.length).toBeLessThan(1000)
    page.close()
    const again = await open(page.browser)
    expect([...again.doc.getMap('versions').keys()]).toHaveLength(1)
    expect(again.doc.getMap('room').size).toBe(0)
  })

  it('goes for rooms that somebody was in later', () => {
    const rooms = Array.from({ length: 10 }, (_, i) => [`room ${i}`, (i * 7) % 10] as const)
    expect(oldest(rooms).toSorted()).toEqual(['room 0', 'room 3'])
    expect(oldest(rooms.slice(0, 8))).toEqual([])
  })
})
