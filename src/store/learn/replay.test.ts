import { describe, expect, it } from 'vitest'
import { Replay, revealTime, type Stretch } from './replay.ts'

/** Frames that come when the test says so. */
function stage(prefersReducedMotion = false) {
  let wanted: ((now: number) => void) | null = null
  return {
    frames: {
      request: (frame: (now: number) => void) => ((wanted = frame), 1),
      cancel: () => void (wanted = null),
      prefersReducedMotion: () => prefersReducedMotion,
    },
    frame: (now: number): void => {
      const due = wanted
      wanted = null
      due?.(now)
    },
    isWaiting: () => wanted !== null,
  }
}

const stretch: Stretch = { from: 100, moment: 310, end: 340, stops: [100, 120, 200, 310, 320] }

describe('the reveal', () => {
  it('goes on to the moment in a fixed time, evenly, and stands there', () => {
    const { frames, frame, isWaiting } = stage()
    const replay = new Replay(frames, stretch, 100)
    replay.reveal()
    frame(5000)
    expect(replay.store.getState()).toEqual({ at: 100, playing: true })
    frame(5000 + revealTime / 2)
    expect(replay.store.getState()).toEqual({ at: 205, playing: true })
    frame(5000 + revealTime * 2)
    expect(replay.store.getState()).toEqual({ at: 310, playing: false })
    expect(isWaiting()).toBe(false)
  })

  it('is there at once where little motion is wanted', () => {
    const { frames, isWaiting } = stage(true)
    const replay = new Replay(frames, stretch, 100)
    replay.reveal()
    expect(replay.store.getState()).toEqual({ at: 310, playing: false })
    expect(isWaiting()).toBe(false)
  })
})

describe('the replay', () => {
  it('goes on from where it stands to the end, and again from the cancel', () => {
    const { frames, frame } = stage()
    const replay = new Replay(frames, stretch, 310)
    replay.play()
    frame(0)
    frame(250)
    expect(replay.store.getState()).toEqual({ at: 320, playing: true })
    frame(10_000)
    expect(replay.store.getState()).toEqual({ at: 340, playing: false })
    replay.play()
    expect(replay.store.getState().at).toBe(100)
    replay.pause()
    expect(replay.store.getState()).toEqual({ at: 100, playing: false })
  })

  it('hops from event to event where little motion is wanted', () => {
    const { frames, frame } = stage(true)
    const replay = new Replay(frames, stretch, 100)
    replay.play()
    const seen = [0, 500, 1000, 1500, 2000, 2500].map((now) => {
      frame(now)
      return replay.store.getState().at
    })
    expect(seen).toEqual([100, 120, 200, 310, 320, 340])
    expect(replay.store.getState().playing).toBe(false)
  })

  it('stays within the run when it is scrubbed, and stops', () => {
    const { frames, isWaiting } = stage()
    const replay = new Replay(frames, stretch, 100)
    replay.play()
    replay.seek(9999)
    expect(replay.store.getState()).toEqual({ at: 340, playing: false })
    replay.seek(-5)
    expect(replay.store.getState().at).toBe(0)
    expect(isWaiting()).toBe(false)
  })
})
