import { describe, expect, it } from 'vitest'
import { traceOf } from '../lab/derived.ts'
import { createLab } from '../lab/lab.ts'
import { hints } from '../lab/state.ts'
import { firstVisit, followHints } from './firstVisit.ts'
import type { KeyValueStore } from './persistence.ts'

function keeper(kept: Record<string, string> = {}): KeyValueStore & { readonly kept: Record<string, string> } {
  return { kept, read: (key) => kept[key] ?? null, write: (key, value) => void (kept[key] = value) }
}

describe('a first visit', () => {
  it('is one operation with three commands, and the playhead at the cancel; Play begins at the beginning', () => {
    const lab = createLab(firstVisit(keeper(), ''))
    const { scenario, playhead } = lab.getState()
    expect(scenario.steps.map(({ do: name }) => name)).toEqual(['start', 'cancel', 'close'])
    expect(playhead).toBe(scenario.steps[1]?.at)
    const { outcome } = traceOf(scenario)
    expect(outcome.cancel?.code).toBe('MI_RESULT_OK')
    // Something still happens after the cancel has said OK.
    expect(outcome.milestones.stopped).toBeGreaterThan(outcome.milestones.settled ?? Infinity)
    lab.actions.setPlaying(true)
    expect(lab.getState().playhead).toBe(0)
    lab.actions.setPlaying(false)
    lab.actions.seek(90)
    lab.actions.setPlaying(true)
    expect(lab.getState().playhead).toBe(90)
  })

  it('has four hints at most beside the line on what this is', () => {
    expect(hints.length).toBeLessThanOrEqual(5)
    expect(createLab(firstVisit(keeper(), '')).getState().hints).toEqual(hints)
  })

  it('is neither a link nor the second one', () => {
    expect(firstVisit(keeper(), '#abc')).toEqual({ hints: [] })
    expect(firstVisit(keeper({ hints: '' }), '')).toEqual({ hints: [] })
  })

  it('closes a hint when its thing was done, and for good', () => {
    const keep = keeper()
    const lab = createLab(firstVisit(keep, ''))
    const stop = followHints(lab, keep)
    lab.actions.beginGesture()
    lab.actions.cancelAt(200)
    lab.actions.endGesture()
    expect(lab.getState().hints).not.toContain('pole')
    lab.actions.select({ kind: 'event', index: 3 })
    lab.actions.closeHint('welcome')
    expect(keep.kept['hints']).toBe('ribbon reasons')
    lab.actions.openSpec('mi', 'over-for-you-only')
    expect(lab.getState().hints).toEqual([])
    expect(keep.kept['hints']).toBe('')
    stop()
  })
})
