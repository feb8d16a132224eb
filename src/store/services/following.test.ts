import { describe, expect, it } from 'vitest'
import { createLab, type LabStore } from '../lab/lab.ts'
import type { Page } from '../files/files.ts'
import { createFollowers, type Follower } from './following.ts'
import { createServices } from './services.ts'

interface Stage {
  readonly lab: LabStore
  readonly followers: readonly [Follower, Follower]
  readonly frame: () => void
  readonly isWaiting: () => boolean
}

/** Two panels, and frames that come when the test says so. */
function stage(): Stage {
  let wanted: ((now: number) => void) | null = null
  const frames = {
    request: (frame: (now: number) => void) => ((wanted = frame), 1),
    cancel: () => void (wanted = null),
    prefersReducedMotion: () => false,
  }
  const lab = createLab()
  const follow = createServices(lab, () => ({ frames }) as unknown as Page).of(createFollowers)
  return {
    lab,
    followers: [follow(), follow()],
    frame: () => {
      const due = wanted
      wanted = null
      due?.(0)
    },
    isWaiting: () => wanted !== null,
  }
}

const behind = ({ lab, followers }: Stage): boolean[] =>
  followers.map(({ store }) => store.getState() !== lab.getState())

describe('panels that follow the lab', () => {
  it('are up to date at once while nothing is dragged', () => {
    const all = stage()
    for (const each of all.followers) each.follow()
    all.lab.actions.moveStep(0, 3)
    expect(behind(all)).toEqual([false, false])
    all.lab.actions.seek(2)
    expect(behind(all)).toEqual([false, false])
    expect(all.isWaiting()).toBe(false)
  })

  it('catch up one a frame while a step is dragged, in turn, and all of them when it is let go', () => {
    const all = stage()
    for (const each of all.followers) each.follow()
    all.lab.actions.beginGesture()
    all.lab.actions.moveStep(0, 3)
    expect(behind(all)).toEqual([true, true])
    all.frame()
    expect(behind(all)).toEqual([false, true])
    all.lab.actions.moveStep(0, 4)
    all.frame()
    expect(behind(all)).toEqual([true, false])
    all.frame()
    expect(behind(all)).toEqual([false, false])
    expect(all.isWaiting()).toBe(false)

    all.lab.actions.moveStep(0, 5)
    all.lab.actions.endGesture()
    expect(behind(all)).toEqual([false, false])
    expect(all.isWaiting()).toBe(false)
  })

  it('follow a knob at once, also while its slider is held', () => {
    const all = stage()
    for (const each of all.followers) each.follow()
    all.lab.actions.beginGesture()
    const { spec, knobs } = all.lab.getState().scenario
    const [name = ''] = Object.keys(knobs).filter((each) => typeof knobs[each] === 'number')
    expect([spec, name]).not.toContain('')
    all.lab.actions.setKnob(name, Number(knobs[name]) + 1)
    expect(behind(all)).toEqual([false, false])
  })

  it('are left alone when they are gone, and up to date when they come back', () => {
    const all = stage()
    const [first] = all.followers
    const leave = first.follow()
    leave()
    all.lab.actions.moveStep(0, 3)
    expect(behind(all)[0]).toBe(true)
    first.follow()
    expect(behind(all)[0]).toBe(false)
  })
})
