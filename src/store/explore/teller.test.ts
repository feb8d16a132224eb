import { describe, expect, it } from 'vitest'
import { sentenceTime, stepTime, Teller, tellingAt, type Telling } from './teller.ts'

/** Frames that come when the test says so. */
function stage(isCalm = false) {
  let wanted: ((now: number) => void) | null = null
  let now = 0
  return {
    frames: {
      request: (frame: (at: number) => void) => ((wanted = frame), 1),
      cancel: () => void (wanted = null),
      prefersReducedMotion: () => isCalm,
    },
    pass: (milliseconds: number): void => {
      const due = wanted
      wanted = null
      now += milliseconds
      due?.(now)
    },
    isWaiting: () => wanted !== null,
  }
}

const telling = (line: number, tick: number, milestone: Telling['milestone'] = null): Telling => ({
  line,
  tick,
  milestone,
  says: 'It happens',
  why: '',
  actor: 'client',
  clauses: [],
})
const story = [telling(0, 0), telling(4, 40), telling(9, 100, 'issued'), telling(12, 160), telling(20, 200, 'stopped')]

describe('a run that is told', () => {
  it('begins at the beginning, goes on by itself and stands at the next milestone', () => {
    const { frames, pass, isWaiting } = stage()
    const teller = new Teller(frames, story)
    expect(teller.store.getState()).toEqual({ index: 0, at: 0, playing: false })
    teller.play(1)
    pass(0)
    pass(sentenceTime / 2)
    expect(teller.store.getState()).toEqual({ index: 0, at: 20, playing: true })
    pass(sentenceTime)
    pass(0)
    pass(sentenceTime)
    expect(teller.store.getState()).toEqual({ index: 2, at: 100, playing: false })
    expect(isWaiting()).toBe(false)
    teller.play(4)
    pass(0)
    pass(sentenceTime / 4)
    expect(teller.store.getState()).toMatchObject({ index: 3, at: 160, playing: true })
  })

  it('loses no press of a remote, however fast they come', () => {
    const { frames, pass } = stage()
    const teller = new Teller(frames, story)
    teller.step(1)
    pass(0)
    pass(stepTime / 3)
    teller.step(1)
    expect(teller.store.getState()).toMatchObject({ index: 1, at: 40 })
    teller.step(1)
    expect(teller.store.getState()).toMatchObject({ index: 2, at: 100 })
    pass(0)
    pass(stepTime)
    expect(teller.store.getState()).toMatchObject({ index: 3, at: 160 })
    teller.step(1)
    teller.step(-1)
    expect(teller.store.getState()).toMatchObject({ index: 3, at: 160 })
  })

  it('steps at once where little motion is wanted', () => {
    const teller = new Teller(stage(true).frames, story)
    teller.step(1)
    teller.step(1)
    expect(teller.store.getState()).toEqual({ index: 2, at: 100, playing: false })
  })

  it('goes one sentence on and one back, and stays within the story', () => {
    const { frames, pass } = stage()
    const teller = new Teller(frames, story, 3)
    teller.step(1)
    pass(0)
    pass(stepTime)
    expect(teller.store.getState()).toEqual({ index: 4, at: 200, playing: false })
    teller.step(1)
    expect(teller.store.getState().index).toBe(4)
    teller.step(-1)
    expect(teller.store.getState()).toEqual({ index: 3, at: 160, playing: false })
    teller.go(0)
    teller.step(-1)
    expect(teller.store.getState()).toEqual({ index: 0, at: 0, playing: false })
  })

  it('jumps from tick to tick where little motion is wanted', () => {
    const { frames, pass } = stage(true)
    const teller = new Teller(frames, story)
    teller.play(1)
    pass(0)
    pass(sentenceTime / 2)
    expect(teller.store.getState().at).toBe(0)
    pass(sentenceTime)
    expect(teller.store.getState().at).toBe(40)
  })

  it('stands still when it is paused', () => {
    const { frames, pass, isWaiting } = stage()
    const teller = new Teller(frames, story)
    teller.play(1)
    pass(0)
    teller.pause()
    expect(teller.store.getState().playing).toBe(false)
    expect(isWaiting()).toBe(false)
  })
})

describe('a film of it', () => {
  const three = [telling(1, 0), telling(2, 40), telling(3, 100)]

  it('shows each sentence as long as the others, and the playhead on its way to the next', () => {
    expect(tellingAt(three, 0)).toEqual({ index: 0, at: 0 })
    expect(tellingAt(three, sentenceTime / 2)).toEqual({ index: 0, at: 20 })
    expect(tellingAt(three, sentenceTime)).toEqual({ index: 1, at: 40 })
    expect(tellingAt(three, sentenceTime * 1.5)).toEqual({ index: 1, at: 70 })
    expect(tellingAt(three, sentenceTime * 2.9)).toEqual({ index: 2, at: 100 })
    expect(tellingAt(three, sentenceTime * 3)).toBeNull()
    expect(tellingAt([], 0)).toBeNull()
  })
})
