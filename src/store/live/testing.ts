import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { stableJson } from '#base/json.ts'
import { merge, noMinutes, type Decision, type MeetingNote, type Minutes } from '#formats/minutes.ts'
import { Notes } from '../review/comments.ts'
import type { TabMessage } from '../review/shelf.ts'
import type { KeptRoom } from './keptRooms.ts'
import { shareAll } from './sharing.ts'

/** Time goes by evenly for all; so the same moment can be met twice. */
let now = 1000
let ids = 0

/** Lets time go by. */
export const wait = (ms = 1): void => void (now += ms)

/** What of a browser stays when its pages go. */
export class FakeBrowser {
  minutes: Minutes = noMinutes
  readonly kept = new Map<string, string>()
  readonly rooms = new Map<string, KeptRoom>()
  readonly tabs: ((word: TabMessage) => void)[] = []
  /** Null: its pages are in no room. */
  room: string | null = 'ws://relay/room'
  /** How long a page waits before it puts down what is shared; above that only what it says at once stays. */
  waitMs = 0
  /** Whether it keeps nothing of rooms. */
  isDenied = false
  isOnline = true
}

export interface Page {
  readonly browser: FakeBrowser
  readonly doc: Doc
  readonly arrive: () => void
  readonly notes: Notes
  /** Closes the page, in whatever it is. */
  readonly close: () => void
}

function notesOf(browser: FakeBrowser): { readonly notes: Notes; readonly close: () => void } {
  let own: ((word: TabMessage) => void) | null = null
  const notes = new Notes({
    shelf: {
      read: async () => browser.minutes,
      put: async (minutes) => void (browser.minutes = merge(browser.minutes, minutes)),
      async clear() {
        browser.minutes = noMinutes
        browser.rooms.clear()
        browser.kept.clear()
      },
    },
    tabs: {
      post: (word) => browser.tabs.forEach((take) => (take === own ? undefined : take(word))),
      listen: (take) => void browser.tabs.push((own = take)),
    },
    keep: keepOf(browser),
    now: () => now,
    newId: () => `id${++ids}`,
  })
  return { notes, close: () => void browser.tabs.splice(0, Infinity, ...browser.tabs.filter((each) => each !== own)) }
}

const keepOf = ({ kept }: FakeBrowser) => ({
  read: (key: string) => kept.get(key) ?? null,
  write: (key: string, value: string) => void kept.set(key, value),
})

/** A page of a browser, in the room that the browser is in. */
export async function open(browser: FakeBrowser): Promise<Page> {
  const { notes, close } = notesOf(browser)
  const doc = new Doc()
  const leaving = new Set<() => void>()
  const check = (): void => {
    if (browser.isDenied) throw new Error('denied')
  }
  const world = {
    shelf: {
      async read(room: string) {
        check()
        return browser.rooms.get(room)
      },
      async put(room: string, next: (before: KeptRoom | undefined) => KeptRoom | null) {
        check()
        const kept = next(browser.rooms.get(room))
        if (kept !== null) browser.rooms.set(room, kept)
      },
      clear: async () => browser.rooms.clear(),
    },
    keep: browser.isDenied ? { read: () => null, write: () => undefined } : keepOf(browser),
    now: () => now,
    waitMs: browser.waitMs,
    whenLeft(then: () => void) {
      leaving.add(then)
      return () => void leaving.delete(then)
    },
  }
  const { arrive, stop } = await shareAll(doc, notes, browser.room === null ? null : { ...world, room: browser.room })
  // What is shared from the beginning is.
  await settled()
  return {
    browser,
    doc,
    arrive,
    notes,
    close() {
      for (const then of leaving) then()
      stop()
      close()
    },
  }
}

/** Puts a new page in the place of one of these. */
export async function reload(pages: Page[], which: number): Promise<Page> {
  const old = pages[which]
  if (old === undefined) throw new Error(`there is no page ${which}`)
  old.close()
  const page = await open(old.browser)
  pages[which] = page
  return page
}

/** A page in a browser of its own, by a name. @param known A meeting of which the browser knew before. */
export async function pageOf(name: string, known: MeetingNote | null = null): Promise<Page> {
  const browser = new FakeBrowser()
  if (known !== null) browser.kept.set('review-meeting', JSON.stringify(known))
  browser.kept.set('review-author', name)
  return open(browser)
}

export const pagesOf = (...names: readonly string[]): Promise<readonly Page[]> =>
  Promise.all(names.map((name) => pageOf(name)))

export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve))

function areTogether(a: Page, b: Page): boolean {
  if (a === b || a.browser.room !== b.browser.room) return false
  return a.browser === b.browser || (a.browser.room !== null && a.browser.isOnline && b.browser.isOnline)
}

/** What those have who reach each other, all of them have; again and again until nothing is new. */
export async function sync(pages: readonly Page[]): Promise<void> {
  for (let quiet = 0; quiet < 3;) {
    await settled()
    const before = pages.map(({ doc }) => encodeStateVector(doc).join())
    for (const from of pages)
      for (const to of pages)
        if (areTogether(from, to)) applyUpdate(to.doc, encodeStateAsUpdate(from.doc, encodeStateVector(to.doc)), 'wire')
    await settled()
    quiet = pages.every(({ doc }, i) => encodeStateVector(doc).join() === before[i]) ? quiet + 1 : 0
  }
}

/** Everybody comes back. */
export async function back(pages: readonly Page[]): Promise<void> {
  for (const { browser } of pages) browser.isOnline = true
  await sync(pages)
}

export const minutesOf = ({ notes }: Page): string => {
  const { comments, decisions } = notes.store.getState().minutes
  const sorted = <T>(all: readonly T[]): readonly string[] => all.map((each) => stableJson(each)).sort()
  return stableJson([sorted(comments), sorted(decisions)])
}

export const reasonOn = ({ notes }: Page): Decision | undefined =>
  notes.store.getState().minutes.decisions.find(({ about }) => about === 'LR-02')
export const reasonIn = (each: Page): string | undefined => reasonOn(each)?.why

/** Writes the reason again with something at its beginning, or at its end. */
export const addReason = (each: Page, text: string, isFirst: boolean): Promise<void> => {
  const why = reasonIn(each) ?? ''
  return each.notes.decide('any', 'LR-02', { why: isFirst ? `${text}${why}` : `${why}${text}` })
}

/** Decides with this reason. */
export const decide = ({ notes }: Page, why: string): Promise<void> =>
  notes.decide('any', 'LR-02', { choice: 'keep', why })

/** Two pages that know the same reason, in browsers of their own; the second has gone away, and is loaded anew. */
export async function apart(waitMs = 0): Promise<[pages: Page[], a: Page, b: Page]> {
  const browsers = [new FakeBrowser(), new FakeBrowser()] as const
  browsers[1].waitMs = waitMs
  const [a, b] = [await open(browsers[0]), await open(browsers[1])]
  const pages = [a, b]
  await decide(a, 'We keep the text.')
  await sync(pages)
  browsers[1].isOnline = false
  return [pages, a, await reload(pages, 1)]
}
