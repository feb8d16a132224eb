// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { clauseAt, reviewPlace } from '../review/reviewPlace.ts'
import { specificationFor } from './derived.ts'
import { isKeyOf, listenToKeys } from './keyboard.ts'
import { keymap } from './keymap.ts'
import { createLab } from './lab.ts'
import type { Page } from '../files/files.ts'

const page = (scroll: () => boolean): Page => ({
  frames: { request: () => 0, cancel: () => undefined, prefersReducedMotion: () => true },
  copyLink: () => undefined,
  copyText: () => undefined,
  chooseFile: () => undefined,
  save: () => undefined,
  scroll,
})

let stop = (): void => undefined
afterEach(() => {
  stop()
  document.body.replaceChildren()
})

function pressOn(html: string, key: string): void {
  document.body.innerHTML = html
  const target = document.querySelector('[data-here]') ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
}

/** What a key loads before it steps is here, and what waited for it is done. */
const settled = (): Promise<unknown> => vi.dynamicImportSettled()

describe('a remote', () => {
  const read = (lab: ReturnType<typeof createLab>): number => {
    const { document: paper } = specificationFor(lab.getState().scenario)
    return Object.keys(paper.clauses).indexOf(clauseAt(paper, reviewPlace(lab.getState().places.review)))
  }

  it.each([
    '<button data-here>',
    '<div role="radiogroup"><input type="radio" data-here></div>',
    '<div role="radio" tabindex="0" data-here></div>',
    '<div role="tab" tabindex="0" data-here></div>',
    '<input data-here>',
    '<textarea data-here></textarea>',
    '<details><summary data-here></summary></details>',
  ])('turns the page from %s', async (html) => {
    const lab = createLab({ screen: 'review' })
    stop = listenToKeys(
      lab,
      page(() => false),
      window,
    )
    pressOn(html, 'PageDown')
    await vi.waitFor(() => expect(read(lab)).toBe(1))
    pressOn(html, 'PageUp')
    await vi.waitFor(() => expect(read(lab)).toBe(0))
  })

  it('scrolls what is read before it steps, and leaves a list that is open alone', async () => {
    const lab = createLab({ screen: 'review' })
    const left = [true, true, false]
    stop = listenToKeys(
      lab,
      page(() => left.shift() ?? false),
      window,
    )
    pressOn('', 'PageDown')
    pressOn('', 'PageDown')
    await settled()
    expect(read(lab)).toBe(0)
    pressOn('', 'PageDown')
    await vi.waitFor(() => expect(read(lab)).toBe(1))
    pressOn('<div role="listbox" tabindex="0" data-here></div>', 'PageDown')
    await settled()
    expect(read(lab)).toBe(1)
  })
})

it('what is typed while the palette is on its way is not lost', () => {
  const lab = createLab()
  stop = listenToKeys(
    lab,
    page(() => false),
    window,
  )
  window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true, cancelable: true }))
  for (const key of ['z', 'o', 'o', 'm', ' ', 'i']) pressOn('', key)
  expect(lab.getState().sheet).toEqual({ kind: 'palette', typed: 'zoom i' })
  // It has the focus now.
  pressOn('<div role="dialog"><input data-here></div>', 's')
  expect(lab.getState().sheet).toEqual({ kind: 'palette', typed: 'zoom i' })
})

it('the list of keys names those that do something on the screen', () => {
  const idsOn = (screen: 'review' | 'explore'): string[] => {
    const { ...state } = createLab({ screen }).getState()
    return keymap.filter((action) => isKeyOf(action, state)).map(({ id }) => id)
  }
  expect(idsOn('review')).toEqual(expect.arrayContaining(['clause-next', 'clause-down', 'theme', 'spec-mi']))
  expect(idsOn('review').filter((id) => /^(play|cancel-.*|undo|pin|zoom-.*)$/.test(id))).toEqual([])
  expect(idsOn('explore').filter((id) => id.startsWith('clause-'))).toEqual([])
  expect(idsOn('explore')).toContain('play')
})
