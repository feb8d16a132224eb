import { createActor, setup, type ActorRefFrom, type SnapshotFrom } from 'xstate'
import { endOf, traceOf } from './derived.ts'
import type { LabStore } from './lab.ts'

/** Ticks a second at normal speed. */
export const ticksPerSecond = 40
/** Events a second where motion is not wanted: the playhead jumps from one to the next. */
export const eventsPerSecond = 2

/** What the player needs of a window. */
export interface Frames {
  request(frame: (milliseconds: number) => void): number
  cancel(id: number): void
  /** Whether the reader has asked for little motion. */
  prefersReducedMotion(): boolean
}

/** How the playhead moves: not at all, by itself, or under a pointer (`held`), after which it goes on by itself where it did (`waiting`). */
const playerMachine = setup({
  types: { events: {} as { type: 'play' | 'pause' | 'grab' | 'release' }, tags: '' as 'on' | 'held' },
}).createMachine({
  id: 'player',
  initial: 'paused',
  states: {
    paused: { on: { play: 'playing', grab: 'held' } },
    held: { tags: 'held', on: { release: 'paused', play: 'waiting' } },
    playing: { tags: 'on', on: { pause: 'paused', grab: 'waiting' } },
    waiting: { tags: ['on', 'held'], on: { release: 'playing', pause: 'held' } },
  },
})

export type Player = ActorRefFrom<typeof playerMachine>
type Snapshot = SnapshotFrom<typeof playerMachine>

/** The player of a lab, made with it. */
export const createPlayer = (): Player => createActor(playerMachine).start()

export const isPlaying = (snapshot: Snapshot): boolean => snapshot.hasTag('on')
/** Whether a pointer holds the playhead. */
export const isScrubbing = (snapshot: Snapshot): boolean => snapshot.hasTag('held')
/** Whether it neither moves by itself nor is held. */
export const isAtRest = (snapshot: Snapshot): boolean => snapshot.matches('paused')

/**
 * Moves the playhead while the lab is playing. The store's playhead is a whole tick; the fraction between two frames is kept here,
 * and given up where somebody else has moved the playhead.
 */
export function startPlayer(lab: LabStore, frames: Frames): () => void {
  let isMoving = false
  let frame = 0
  let last: number | null = null
  let exact = 0
  /** Part of an event that is due, where the playhead goes from event to event. */
  let due = 0

  const arrive = (end: number): void => {
    const { loop } = lab.getState()
    lab.actions.seek(loop ? 0 : end)
    exact = 0
    if (!loop) lab.actions.setPlaying(false)
  }

  const glide = (seconds: number): void => {
    const { playhead, scenario, speed } = lab.getState()
    const end = endOf(traceOf(scenario))
    if (Math.floor(exact) !== playhead) exact = playhead
    exact += seconds * ticksPerSecond * speed
    if (exact >= end) arrive(end)
    else if (Math.floor(exact) !== playhead) lab.actions.seek(Math.floor(exact))
  }

  const hop = (seconds: number): void => {
    const { playhead, scenario, speed } = lab.getState()
    due += seconds * eventsPerSecond * speed
    if (due < 1) return
    due = 0
    lab.actions.stepEvent(1)
    const end = endOf(traceOf(scenario))
    if (lab.getState().playhead === playhead || lab.getState().playhead >= end) arrive(end)
  }

  const tick = (now: number): void => {
    frame = frames.request(tick)
    const seconds = last === null ? 0 : (now - last) / 1000
    last = now
    if (frames.prefersReducedMotion()) hop(seconds)
    else glide(seconds)
  }

  /** It also waits while something is dragged. */
  const follow = (): void => {
    const moves = lab.player.getSnapshot().matches('playing') && lab.getState().gesture === null
    if (moves === isMoving) return
    isMoving = moves
    frames.cancel(frame)
    last = null
    due = 0
    if (moves) frame = frames.request(tick)
  }

  follow()
  const modes = lab.player.subscribe(follow)
  const stop = lab.subscribe(follow)
  return () => {
    stop()
    modes.unsubscribe()
    frames.cancel(frame)
  }
}

/** The frames of a browser window. */
export function windowFrames(page: Window): Frames {
  const calm = page.matchMedia('(prefers-reduced-motion: reduce)')
  return {
    request: (frame) => page.requestAnimationFrame(frame),
    cancel: (id) => page.cancelAnimationFrame(id),
    prefersReducedMotion: () => calm.matches,
  }
}
