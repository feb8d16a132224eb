import { describe, expect, it } from 'vitest'
import { lateKey } from './keptRooms.ts'
import {
  decide,
  FakeBrowser,
  open,
  pagesOf,
  reasonIn,
  reasonOn,
  reload,
  settled,
  sync,
  wait,
  type Page,
} from './testing.ts'

describe('who erases everything', () => {
  it('finds it nowhere in this browser any more', async () => {
    for (const room of ['ws://relay/room', null]) {
      const browser = new FakeBrowser()
      browser.room = room
      const pages = [await open(browser), await open(browser)]
      await decide(pages[0] as Page, 'Said.')
      await sync(pages)
      await (pages[0] as Page).notes.erase()
      await settled()
      await settled()
      expect([browser.rooms.size, browser.kept.get(lateKey) ?? '']).toEqual([0, ''])
      if (room !== null) (pages[1] as Page).close()
      const again = await reload(pages, 0)
      if (room === null) await sync(pages)
      expect(reasonOn(again)).toBeUndefined()
    }
  })

  it('takes nothing from the others in the room, also not by deciding anew', async () => {
    const pages = await pagesOf('a', 'b')
    const [a, b] = pages as [Page, Page]
    await decide(a, 'Said by a.')
    await sync(pages)
    await a.notes.erase()
    await sync(pages)
    expect(reasonIn(b)).toBe('Said by a.')
    wait()
    await decide(a, 'Said anew.')
    await sync(pages)
    for (const each of pages) expect(reasonIn(each)?.split('\n').toSorted()).toEqual(['Said anew.', 'Said by a.'])
  })
})
