import { describe, expect, it } from 'vitest'
import { endOf, traceOf } from './derived.ts'
import { createLab, type LabStore } from './lab.ts'
import { isPlaying, startPlayer, type Frames } from './player.ts'

/** Frames that come when the test says so. */
function handFrames(
  prefersReducedMotion = false,
): Frames & { readonly pass: (milliseconds: number, times?: number) => void; readonly waiting: () => boolean } {
  let next: ((milliseconds: number) => void) | null = null
  let now = 0
  return {
    request(frame) {
      next = frame
      return 1
    },
    cancel() {
      next = null
    },
    prefersReducedMotion: () => prefersReducedMotion,
    waiting: () => next !== null,
    pass(milliseconds, times = 1) {
      for (let i = 0; i < times; i++) {
        now += milliseconds
        const frame = next
        next = null
        frame?.(now)
      }
    },
  }
}

const playingLab = (frames: Frames): LabStore => {
  const lab = createLab({ playhead: 0 })
  startPlayer(lab, frames)
  lab.actions.setPlaying(true)
  return lab
}
const told = (lab: LabStore): { playhead: number; playing: boolean } => ({
  playhead: lab.getState().playhead,
  playing: isPlaying(lab.player.getSnapshot()),
})
const end = (lab: LabStore): number => endOf(traceOf(lab.getState().scenario))

describe('the player', () => {
  it('moves the playhead 40 ticks a second and keeps the fraction between frames', () => {
    const frames = handFrames()
    const lab = playingLab(frames)
    frames.pass(0)

    frames.pass(12.5, 3)

    expect(lab.getState().playhead).toBe(1)
    frames.pass(12.5, 77)
    expect(lab.getState().playhead).toBe(40)
  })

  it('obeys the speed', () => {
    const frames = handFrames()
    const lab = playingLab(frames)
    frames.pass(0)

    lab.actions.setSpeed(4)
    frames.pass(250)
    lab.actions.setSpeed(0.25)
    frames.pass(1000)

    expect(lab.getState().playhead).toBe(50)
  })

  it('stops at the end, and begins anew when played from there', () => {
    const frames = handFrames()
    const lab = playingLab(frames)

    frames.pass(1_000_000, 2)

    expect(told(lab)).toEqual({ playhead: end(lab), playing: false })
    expect(frames.waiting()).toBe(false)
    lab.actions.setPlaying(true)
    expect(told(lab)).toEqual({ playhead: 0, playing: true })
  })

  it('goes round where it loops', () => {
    const frames = handFrames()
    const lab = playingLab(frames)
    lab.actions.setLoop(true)

    frames.pass(1_000_000, 2)

    expect(told(lab)).toEqual({ playhead: 0, playing: true })
  })

  it('goes on from where somebody else put the playhead', () => {
    const frames = handFrames()
    const lab = playingLab(frames)
    frames.pass(0)
    frames.pass(15)

    lab.actions.seek(100)
    frames.pass(50)

    expect(lab.getState().playhead).toBe(102)
  })

  it('waits while the playhead is held, and while something is dragged', () => {
    const frames = handFrames()
    const lab = playingLab(frames)

    lab.actions.beginScrub()
    expect(frames.waiting()).toBe(false)
    lab.actions.endScrub()
    expect(frames.waiting()).toBe(true)
    lab.actions.beginGesture()
    expect(frames.waiting()).toBe(false)
    lab.actions.endGesture()
    expect(frames.waiting()).toBe(true)
    lab.actions.beginScrub()
    lab.actions.setPlaying(false)
    lab.actions.endScrub()
    expect(frames.waiting()).toBe(false)
    expect(told(lab).playing).toBe(false)
  })

  it('hops from event to event where motion is not wanted', () => {
    const frames = handFrames(true)
    const lab = playingLab(frames)
    const ticks = [...new Set(traceOf(lab.getState().scenario).events.map(({ t }) => t))].filter((t) => t > 0)
    const seen: number[] = []
    frames.pass(0)

    for (let i = 0; i < 3; i++) {
      frames.pass(499)
      frames.pass(1)
      seen.push(lab.getState().playhead)
    }

    expect(seen).toEqual(ticks.slice(0, 3))
    frames.pass(500, 10_000)
    expect(told(lab)).toEqual({ playhead: end(lab), playing: false })
  })
})
