import { createStore, type StoreApi } from 'zustand/vanilla'
import { eventsPerSecond, ticksPerSecond, type Frames } from '../lab/player.ts'

/** What a replay goes over, in ticks. */
export interface Stretch {
  /** Where the cover begins: the cancel. */
  readonly from: number
  /** The moment that the answer is about: the reveal goes on to it and stands there. */
  readonly moment: number
  readonly end: number
  /** Ticks at which something happens, ascending. */
  readonly stops: readonly number[]
}

export interface ReplayState {
  /** Up to here the run is to be seen. */
  readonly at: number
  readonly playing: boolean
}

/** A reveal takes so long, whatever the stretch: milliseconds. It is linear, since time itself must not be eased. */
export const revealTime = 2600

/** The run of a question after the answer: uncovered to the moment, and from then on in the learner's hand. */
export class Replay {
  readonly store: StoreApi<ReplayState>
  private readonly frames: Frames
  private readonly stretch: Stretch
  private frame = 0

  constructor(frames: Frames, stretch: Stretch, at: number) {
    this.frames = frames
    this.stretch = stretch
    this.store = createStore<ReplayState>()(() => ({ at, playing: false }))
  }

  /** From the cancel to the moment; at once where little motion is wanted. */
  reveal(): void {
    const { from, moment } = this.stretch
    if (this.frames.prefersReducedMotion()) this.seek(moment)
    else this.move(from, moment, (moment - from) / revealTime)
  }

  /** From here to the end, or from the cancel where that is reached already; event by event where little motion is wanted. */
  play(): void {
    const { from, end } = this.stretch
    const { at } = this.store.getState()
    const begin = at >= end ? from : at
    if (this.frames.prefersReducedMotion()) this.hop(begin)
    else this.move(begin, end, ticksPerSecond / 1000)
  }

  pause(): void {
    this.frames.cancel(this.frame)
    this.store.setState({ playing: false })
  }

  seek(tick: number): void {
    this.frames.cancel(this.frame)
    this.store.setState({ at: Math.max(0, Math.min(this.stretch.end, tick)), playing: false })
  }

  /** `speed` in ticks a millisecond. */
  private move(from: number, to: number, speed: number): void {
    this.each(from, (elapsed) => {
      const at = Math.min(to, from + elapsed * speed)
      this.store.setState({ at: Math.floor(at), playing: at < to })
      return at < to
    })
  }

  private hop(from: number): void {
    const { stops, end } = this.stretch
    const ahead = [...stops.filter((tick) => tick > from && tick < end), end]
    this.each(from, (elapsed) => {
      const passed = Math.min(ahead.length, Math.floor((elapsed * eventsPerSecond) / 1000))
      const isOn = passed < ahead.length
      this.store.setState({ at: passed === 0 ? from : (ahead[passed - 1] ?? end), playing: isOn })
      return isOn
    })
  }

  /** Calls with the milliseconds since the first frame, until it says that it is over. */
  private each(from: number, step: (elapsed: number) => boolean): void {
    this.frames.cancel(this.frame)
    this.store.setState({ at: from, playing: true })
    let first: number | null = null
    const next = (now: number): void => {
      first ??= now
      if (step(now - first)) this.frame = this.frames.request(next)
    }
    this.frame = this.frames.request(next)
  }
}
