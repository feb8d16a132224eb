import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { packLink } from '#formats/share.ts'
import { specifications } from '#machines/index.ts'
import type { KeyValueStore } from '../services/persistence.ts'
import { keepAddress, readLink, viewOf, type AddressBar } from './links.ts'
import { roomRoute } from '../live/relay.ts'
import { createLab, type LabState, type LabStore } from './lab.ts'

interface Bar extends AddressBar {
  readonly entries: string[]
  back(): void
  leaves(): void
}

/** An address bar with a history, as a browser keeps it. */
function bar(hash = '', navigation = 'reload'): Bar {
  const listeners = new Map<string, () => void>()
  const entries = [hash]
  const location = { hash }
  const leaves = (): void => listeners.get('pagehide')?.()
  const page = {
    entries,
    leaves,
    location: location as Location,
    performance: { getEntriesByType: () => [{ type: navigation }] },
    history: {
      pushState: (_: unknown, __: string, address: string) => {
        entries.push(address)
        location.hash = address
      },
      replaceState: (_: unknown, __: string, address: string) => {
        entries[entries.length - 1] = address
        location.hash = address
      },
    } as unknown as History,
    addEventListener: (type: string, listener: () => void) => listeners.set(type, listener),
    removeEventListener: (type: string) => listeners.delete(type),
    back() {
      entries.pop()
      location.hash = entries.at(-1) ?? ''
      listeners.get('popstate')?.()
    },
  }
  return page as unknown as Bar
}

const kept = ({ scenario, screen, playhead, selection, span, builtIn }: LabState) => ({
  scenario,
  screen,
  playhead,
  selection,
  span,
  builtIn,
})

/** What a tab keeps over a reload. */
function session(): KeyValueStore {
  const kept = new Map<string, string>()
  return { read: (key) => kept.get(key) ?? null, write: (key, value) => void kept.set(key, value) }
}
const tab = session()

/** Lets the timers run out; what they start goes on in streams. */
const quiet = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000)

/** Lets the timers run out, and waits for what comes of it. */
async function until(come: () => boolean): Promise<void> {
  await quiet()
  while (!come()) await new Promise((resolve) => setImmediate(resolve))
}

const other = specifications[0]?.scenarios[1]?.id ?? ''
const openOther = (lab: LabStore): void => lab.actions.openSpec(lab.getState().scenario.spec, other)

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }))
afterEach(() => void vi.useRealTimers())

describe('the address', () => {
  it('holds the scenario and how it is looked at, and opening it brings everything back', async () => {
    const page = bar()
    const lab = createLab()
    keepAddress(lab, page, tab)
    openOther(lab)
    lab.actions.cancelAt(33)
    lab.actions.seek(77)
    lab.actions.select({ kind: 'event', index: 3 })
    lab.actions.setSpan({ from: 10, to: 90 })
    await until(() => page.location.hash !== '')

    const again = createLab()
    await keepAddress(again, bar(page.location.hash), tab).ready

    expect(kept(again.getState())).toEqual(kept(lab.getState()))
    expect(again.getState().notice).toBe(null)
  })

  it('turns a page of the history with each lesson and each clause, not with what is done there', async () => {
    const page = bar('#/learn')
    const lab = createLab()
    const links = keepAddress(lab, page, tab)
    await links.ready
    const put = async (place: Record<string, string | number | boolean>): Promise<number> => {
      lab.actions.setPlace('learn', place)
      await links.flush()
      return page.entries.length
    }
    const first = await put({ tab: 'course', lesson: 'a', revealed: false })
    expect(await put({ tab: 'course', lesson: 'a', revealed: true })).toBe(first)
    expect(await put({ tab: 'course', lesson: 'b', revealed: false })).toBe(first + 1)
    lab.actions.goTo('review')
    lab.actions.setPlace('review', { mi: 'MI-01' })
    await links.flush()
    lab.actions.setPlace('review', { mi: 'MI-02' })
    await links.flush()
    expect(page.entries).toHaveLength(first + 3)
  })

  it('that holds no place leads to the usual one, also back from another', async () => {
    const lab = createLab()
    const page = bar()
    const links = keepAddress(lab, page, tab)
    lab.actions.goTo('learn')
    await links.flush()
    lab.actions.setPlace('learn', { tab: 'course', lesson: 'b' })
    await links.flush()
    page.back()
    await until(() => lab.getState().places.learn === null)
    expect(lab.getState().screen).toBe('learn')
    links.stop()
  })

  it('goes back to what was chosen last, however soon after that one has left', async () => {
    const lab = createLab()
    const page = bar()
    const links = keepAddress(lab, page, tab)
    lab.actions.goTo('verify')
    await links.flush()
    lab.actions.setPlace('verify', { row: 'chosen' })
    // Another click.
    await Promise.resolve()
    lab.actions.goTo('explore')
    await links.flush()
    page.back()
    await until(() => lab.getState().screen === 'verify')
    expect(lab.getState().places.verify).toEqual({ row: 'chosen' })
    links.stop()
  })

  it('keeps the page that is being written while the next screen opens', async () => {
    const lab = createLab()
    const page = bar()
    const links = keepAddress(lab, page, tab)
    lab.actions.goTo('learn')
    await links.flush()
    const before = page.entries.length
    lab.actions.setPlace('learn', { tab: 'course', lesson: 'b' })
    // Packing the link takes a while, and somebody clicks meanwhile.
    const writing = links.flush()
    lab.actions.goTo('evidence')
    await writing
    await links.flush()
    expect(page.entries).toHaveLength(before + 2)
    page.back()
    await until(() => lab.getState().screen === 'learn')
    expect(lab.getState().places.learn).toEqual({ tab: 'course', lesson: 'b' })
    links.stop()
  })

  it('is made good where the page is loaded anew at the one before, once', async () => {
    for (const isWritten of [false, true]) {
      const lab = createLab()
      const page = bar()
      const links = keepAddress(lab, page, tab)
      openOther(lab)
      lab.actions.seek(7)
      if (isWritten) await links.flush()
      page.leaves()
      const again = createLab()
      const anew = bar()
      await keepAddress(again, anew, tab).ready
      expect(kept(again.getState())).toEqual(kept(lab.getState()))
      // It stands in the address now, in the place of what was there.
      expect(anew.entries).toHaveLength(1)
      expect(anew.location.hash).not.toBe('')
      const other = createLab()
      await keepAddress(other, bar(), tab).ready
      expect(other.getState().builtIn).not.toBe(lab.getState().builtIn)
      links.stop()
    }
  })

  it('is not made good where the page is opened, nor with what is no view', async () => {
    const lab = createLab()
    const page = bar()
    keepAddress(lab, page, tab)
    openOther(lab)
    page.leaves()
    const opened = createLab()
    await keepAddress(opened, bar('', 'navigate'), tab).ready
    expect(opened.getState().builtIn).not.toBe(lab.getState().builtIn)
    for (const text of ['{', '[]', '{"format":1}', '{"format":"aftercancel/view@1"}']) {
      tab.write('leaving', text)
      const fresh = createLab()
      const before = kept(fresh.getState())
      await keepAddress(fresh, bar(), tab).ready
      expect(kept(fresh.getState())).toEqual(before)
      expect(fresh.getState().notice).toBe(null)
    }
  })

  it('gives way to an invitation into a room', async () => {
    const lab = createLab()
    const page = bar()
    keepAddress(lab, page, tab)
    openOther(lab)
    page.leaves()
    const invited = createLab()
    await keepAddress(invited, bar(`#${roomRoute}x`), tab).ready
    expect(invited.getState()).toMatchObject({ screen: 'review', sheet: { kind: 'room', address: 'x' } })
  })

  it('goes back to the screen that was left before it was written, and to nothing between', async () => {
    const lab = createLab()
    const page = bar()
    const links = keepAddress(lab, page, tab)
    const before = lab.getState().scenario
    lab.actions.goTo('verify')
    await Promise.resolve()
    lab.actions.setPlace('verify', { row: 'chosen' })
    await Promise.resolve()
    openOther(lab)
    lab.actions.goTo('explore')
    await links.flush()
    page.back()
    await until(() => lab.getState().screen === 'verify')
    expect(lab.getState().places.verify).toEqual({ row: 'chosen' })
    expect(lab.getState().scenario).toEqual(before)
    expect(page.entries).toHaveLength(2)
    links.stop()
  })

  it('is not written during a gesture, nor while playing', async () => {
    const page = bar()
    const lab = createLab()
    keepAddress(lab, page, tab)

    lab.actions.beginGesture()
    lab.actions.cancelAt(50)
    await quiet()
    expect(vi.getTimerCount()).toBe(0)
    expect(page.entries).toEqual([''])
    lab.actions.endGesture()
    lab.actions.setPlaying(true)
    lab.actions.seek(3)
    await quiet()
    expect(vi.getTimerCount()).toBe(0)
    expect(page.entries).toEqual([''])
    lab.actions.setPlaying(false)
    await until(() => page.location.hash !== '')

    expect(page.entries).toHaveLength(1)
    expect(page.entries[0]).toMatch(/^#[\w-]{50,}$/)
  })

  it('gets a step of history with another scenario, and back leads to the one before', async () => {
    const page = bar()
    const lab = createLab()
    keepAddress(lab, page, tab)
    lab.actions.cancelAt(55)
    await until(() => page.location.hash !== '')
    const first = kept(lab.getState())

    openOther(lab)
    await until(() => page.entries.length === 2)
    page.back()
    await until(() => lab.getState().builtIn === first.builtIn)

    expect(kept(lab.getState())).toEqual(first)
    expect(page.entries).toHaveLength(1)
  })

  it.each([
    [
      'cut short',
      (link: string) => link.slice(0, -20),
      /^The link is damaged: .+\. The default scenario is open instead\.$/,
    ],
    [
      'with strange letters',
      () => '#%%%',
      /^The link is damaged: it was cut short or changed on its way\. The default scenario is open instead\.$/,
    ],
  ])('that is %s is told in a sentence, and the default scenario opens', async (_, damage, told) => {
    const page = bar()
    const lab = createLab()
    keepAddress(lab, page, tab)
    lab.actions.cancelAt(50)
    await until(() => page.location.hash !== '')

    const again = createLab()
    await keepAddress(again, bar(damage(page.location.hash)), tab).ready

    expect(again.getState().notice).toEqual({ kind: 'error', text: expect.stringMatching(told) as string })
    expect(kept(again.getState())).toEqual(kept(createLab().getState()))
  })

  it('of somebody else, or with a scenario that is refused, is told as such', async () => {
    const foreign = createLab()
    await keepAddress(foreign, bar(`#${await packLink({ hello: 1 })}`), tab).ready
    expect(foreign.getState().notice?.text).toBe('The link is not one of ours. The default scenario is open instead.')

    const view = viewOf(foreign.getState())
    const bad = createLab()
    await keepAddress(
      bad,
      bar(`#${await packLink({ ...view, scenario: { ...(view['scenario'] as object), spec: 'none' } })}`),
      tab,
    ).ready
    expect(bad.getState().notice?.text).toMatch(
      /^The scenario in the link is refused: spec: unknown specification .+ The default scenario is open instead\.$/,
    )
  })

  it('with a view that makes no sense opens the scenario all the same', async () => {
    const view = {
      ...viewOf(createLab().getState()),
      screen: 'nowhere',
      playhead: -4,
      selection: { kind: 'event', index: 99_999 },
      span: { from: 9, to: 1 },
      builtIn: 'gone',
    }

    const lab = createLab()
    await keepAddress(lab, bar(`#${await packLink(view)}`), tab).ready

    expect(lab.getState()).toMatchObject({
      notice: null,
      screen: 'explore',
      selection: null,
      span: null,
      builtIn: null,
    })
  })

  it('that names no screen is told as such', async () => {
    const lab = createLab()
    const page = bar('#/nonsense')
    await keepAddress(lab, page, tab).ready
    expect(lab.getState()).toMatchObject({
      screen: 'explore',
      notice: { kind: 'error', text: 'This address names no screen. The default scenario is open instead.' },
    })
    expect(page.location.hash).not.toBe('#/nonsense')
  })

  it('can name a screen only', async () => {
    const lab = createLab()

    await keepAddress(lab, bar('#/verify'), tab).ready

    expect(lab.getState()).toMatchObject({ screen: 'verify', notice: null })
    expect(await readLink('')).toMatchObject({ ok: false })
  })
})
