import { describe, expect, it } from 'vitest'
import { createReplay, replayState, revealTime, type Stretch } from './replay.ts'

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

const stretch: Stretch = { from: 100, end: 340, stops: [100, 120, 200, 310, 320] }

describe('the reveal', () => {
  it('plays to the end in a fixed time, evenly; only then it is over', () => {
    const { frames, frame, isWaiting } = stage()
    const replay = createReplay({ frames, stretch, isOver: false })
    replay.send({ type: 'reveal' })
    frame(5000)
    expect(replayState(replay.getSnapshot())).toEqual({ at: 100, playing: true, isOver: false })
    frame(5000 + revealTime / 2)
    expect(replayState(replay.getSnapshot())).toEqual({ at: 220, playing: true, isOver: false })
    frame(5000 + revealTime * 2)
    expect(replayState(replay.getSnapshot())).toEqual({ at: 340, playing: false, isOver: true })
    expect(isWaiting()).toBe(false)
    // What was seen stays seen.
    replay.send({ type: 'seek', tick: 120 })
    expect(replayState(replay.getSnapshot()).isOver).toBe(true)
    replay.send({ type: 'cover' })
    expect(replayState(replay.getSnapshot())).toEqual({ at: 100, playing: false, isOver: false })
  })

  it('is over at once where little motion is wanted, and for whoever does not wait', () => {
    const calm = stage(true)
    const one = createReplay({ frames: calm.frames, stretch, isOver: false })
    one.send({ type: 'reveal' })
    expect(replayState(one.getSnapshot())).toEqual({ at: 340, playing: false, isOver: true })
    const moving = stage()
    const other = createReplay({ frames: moving.frames, stretch, isOver: false })
    other.send({ type: 'reveal' })
    other.send({ type: 'skip' })
    expect(replayState(other.getSnapshot())).toEqual({ at: 340, playing: false, isOver: true })
    expect([calm.isWaiting(), moving.isWaiting()]).toEqual([false, false])
  })

  it('of a link is over already', () => {
    expect(replayState(createReplay({ frames: stage().frames, stretch, isOver: true }).getSnapshot())).toEqual({
      at: 340,
      playing: false,
      isOver: true,
    })
  })
})

describe('the replay', () => {
  it('goes on from where it stands to the end, and again from the cancel', () => {
    const { frames, frame } = stage()
    const replay = createReplay({ frames, stretch, isOver: true })
    replay.send({ type: 'seek', tick: 310 })
    replay.send({ type: 'play' })
    frame(0)
    frame(250)
    expect(replayState(replay.getSnapshot())).toEqual({ at: 320, playing: true, isOver: true })
    frame(10_000)
    expect(replayState(replay.getSnapshot())).toEqual({ at: 340, playing: false, isOver: true })
    replay.send({ type: 'play' })
    expect(replayState(replay.getSnapshot()).at).toBe(100)
    replay.send({ type: 'pause' })
    expect(replayState(replay.getSnapshot())).toEqual({ at: 100, playing: false, isOver: true })
  })

  it('hops from event to event where little motion is wanted', () => {
    const { frames, frame } = stage(true)
    const replay = createReplay({ frames, stretch, isOver: true })
    replay.send({ type: 'play' })
    const seen = [0, 500, 1000, 1500, 2000, 2500].map((now) => {
      frame(now)
      return replayState(replay.getSnapshot()).at
    })
    expect(seen).toEqual([100, 120, 200, 310, 320, 340])
    expect(replayState(replay.getSnapshot()).playing).toBe(false)
  })

  it('stays within the run when it is scrubbed, and stops', () => {
    const { frames, isWaiting } = stage()
    const replay = createReplay({ frames, stretch, isOver: true })
    replay.send({ type: 'play' })
    replay.send({ type: 'seek', tick: 9999 })
    expect(replayState(replay.getSnapshot())).toEqual({ at: 340, playing: false, isOver: true })
    replay.send({ type: 'seek', tick: -5 })
    expect(replayState(replay.getSnapshot()).at).toBe(0)
    expect(isWaiting()).toBe(false)
  })
})
