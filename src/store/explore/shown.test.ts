import { afterEach, expect, it, vi } from 'vitest'
import type { ExampleIndex } from '#analysis/exampleIndex.ts'
import { run } from '#kernel/run.ts'
import { cmrp } from '#machines/cmrp/index.ts'
import { even6 } from '#machines/even6/index.ts'
import { scenarioFromBuiltIn } from '../lab/derived.ts'
import { shownBy, shownSoon } from './shown.ts'

afterEach(() => vi.unstubAllGlobals())

/** Of which nobody has asked anything yet. */
const fresh = { ...even6 }

/** An idle callback for each time that the page has nothing else to do. */
function idleTimes(): { readonly next: () => boolean } {
  const waiting = new Map<number, () => void>()
  let last = 0
  vi.stubGlobal('requestIdleCallback', (go: () => void) => {
    waiting.set(++last, go)
    return last
  })
  vi.stubGlobal('cancelIdleCallback', (handle: number) => waiting.delete(handle))
  return {
    next: () => {
      const [[handle, go] = []] = waiting
      if (handle === undefined || go === undefined) return false
      waiting.delete(handle)
      go()
      return true
    },
  }
}

it('runs one scenario at a time, stops when it is told to, goes on where it was, and comes to what all show at once', () => {
  const idle = idleTimes()
  const told: ExampleIndex[] = []
  const stop = shownSoon(fresh, (index) => told.push(index))
  for (let i = 0; i < 3; i++) expect(idle.next()).toBe(true)
  stop()
  expect(idle.next()).toBe(false)

  shownSoon(fresh, (index) => told.push(index))
  let times = 3
  while (idle.next()) times++
  expect(times).toBe(fresh.scenarios.length + 1)
  expect(told).toEqual([shownBy(fresh)])
})

it('shows each code by a scenario that comes to it', () => {
  const { codes } = shownBy(cmrp)
  expect(codes.size).toBeGreaterThan(5)
  for (const [code, builtIn] of codes) {
    const { events } = run(cmrp.model, scenarioFromBuiltIn(cmrp, builtIn))
    expect(events.some((event) => 'code' in event && event.code === code)).toBe(true)
  }
})
