import { afterEach, describe, expect, it, vi } from 'vitest'
import { specifications } from '#machines/index.ts'
import { isPlainKey, keyOf, listenToKeys } from './keyboard.ts'
import { keymap, paletteActions } from './keymap.ts'
import { createLab } from './lab.ts'
import { isPlaying } from './player.ts'
import type { Page } from '../files/files.ts'

const page: Page = {
  frames: { request: () => 0, cancel: () => undefined, prefersReducedMotion: () => true },
  copyLink: () => undefined,
  copyText: () => undefined,
  chooseFile: () => undefined,
  save: () => undefined,
  scroll: () => false,
}
const press = (lab: ReturnType<typeof createLab>, key: string): void =>
  keymap.find(({ keys }) => keys?.includes(key))?.run(lab, page)
const cancel = (lab: ReturnType<typeof createLab>): number =>
  lab.getState().scenario.steps.find((step) => step.do === 'cancel')?.at ?? -1

describe('the map of the keyboard', () => {
  it('gives every key one meaning', () => {
    const keys = keymap.flatMap((action) => action.keys ?? [])

    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })

  it('reads keys as they are written down', () => {
    const key = (event: Partial<KeyboardEvent>): string =>
      keyOf({ key: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...event })

    expect([
      key({ key: ' ' }),
      key({ key: 'C', shiftKey: true }),
      key({ key: '{', shiftKey: true }),
      key({ key: 'Z', ctrlKey: true, shiftKey: true }),
      key({ key: 'z', metaKey: true }),
      key({ key: 'ArrowLeft', shiftKey: true }),
      key({ key: 'c', altKey: true }),
    ]).toEqual(['Space', 'c', '{', 'Shift+Mod+z', 'Mod+z', 'Shift+ArrowLeft', ''])
  })

  it('tells keys that stand alone from those with Ctrl', () => {
    expect(['c', '?', 'Space', 'Mod+z'].map(isPlainKey)).toEqual([true, true, false, false])
  })

  it('moves the cancel by one and by ten, and never before the start', () => {
    const lab = createLab()
    lab.actions.cancelAt(12)

    press(lab, ']')
    press(lab, '{')
    expect(cancel(lab)).toBe(3)
    press(lab, '{')
    expect(cancel(lab)).toBe(0)
  })

  it('puts the cancel at the playhead', () => {
    const lab = createLab({ playhead: 71 })

    press(lab, 'c')

    expect(cancel(lab)).toBe(71)
  })

  it('zooms around the playhead, and out to the whole run', () => {
    const lab = createLab({ playhead: 100 })

    press(lab, '+')
    press(lab, '+')
    const { span } = lab.getState()
    expect(span?.from).toBeLessThan(100)
    expect(span?.to).toBeGreaterThan(100)
    press(lab, '-')
    press(lab, '-')

    expect(lab.getState().span).toBe(null)
  })

  it('opens the specifications by their numbers', () => {
    const lab = createLab()

    for (const [i, { document }] of specifications.entries()) {
      press(lab, String(i + 1))
      expect(lab.getState().scenario.spec).toBe(document.id)
    }
  })
})

describe('the palette', () => {
  it('offers each action once, every built-in scenario, and only what is possible', () => {
    const lab = createLab()
    const ids = paletteActions(lab.getState()).map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(ids.filter((id) => id.startsWith('scenario-'))).toHaveLength(
      specifications.reduce((count, { scenarios }) => count + scenarios.length, 0),
    )
    expect(ids).not.toContain('undo')
    lab.actions.cancelAt(1)
    expect(paletteActions(lab.getState()).map(({ id }) => id)).toContain('undo')
  })

  it('does everything that it offers', () => {
    const lab = createLab()

    for (const action of paletteActions(lab.getState())) action.run(lab, page)

    expect(lab.getState().notice?.kind).not.toBe('error')
  })
})

describe('the keyboard of a page', () => {
  afterEach(() => {
    vi.unstubAllGlobals()
  })

  it.each(['verify', 'review', 'learn'] as const)('changes nothing on %s that is not to be seen there', (screen) => {
    vi.stubGlobal('Element', class {})
    const lab = createLab()
    lab.actions.cancelAt(44)
    lab.actions.goTo(screen)
    const window = new EventTarget()
    const stop = listenToKeys(lab, page, window as Window)
    const before = lab.getState()
    const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
    for (const key of [' ', 'ArrowRight', 'End', 'l', 'c', ']', '{', 'p', '+', 'e']) {
      window.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { ...plain, key }))
      window.dispatchEvent(Object.assign(new Event('keyup'), { ...plain, key }))
    }
    window.dispatchEvent(
      Object.assign(new Event('keydown', { cancelable: true }), { ...plain, key: 'z', ctrlKey: true }),
    )
    stop()

    expect(lab.getState()).toEqual(before)
  })

  it('plays while the large chart is open, and does nothing else there', () => {
    vi.stubGlobal('Element', class {})
    const lab = createLab()
    lab.actions.openSheet({ kind: 'chart', role: 'client' })
    const window = new EventTarget()
    const stop = listenToKeys(lab, page, window as Window)
    const before = lab.getState()
    const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false }
    const down = (key: string): boolean =>
      window.dispatchEvent(Object.assign(new Event('keydown', { cancelable: true }), { ...plain, key }))
    down('c')
    down('e')
    expect(lab.getState()).toEqual(before)
    down('End')
    expect(lab.getState().playhead).toBeGreaterThan(before.playhead)
    down(' ')
    expect(isPlaying(lab.player.getSnapshot())).toBe(true)
    stop()
  })
})
