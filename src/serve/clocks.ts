import type { ServedWorld } from './world.ts'

/** Says when time goes in a world that is served. */
export interface Clock {
  /** A call has come: the world is brought to the moment at which it is made. `look`: the operation that it only looks at. */
  admit(look?: number): Promise<void>
  /** A call was made, or somebody waits. */
  moved(): void
  /** A call has its answer. */
  answered(look?: number): void
  /** Nothing goes on by itself any more. */
  stop(): void
}

const now = Promise.resolve()

/** Time goes only when it is told to. */
export class StillClock implements Clock {
  private readonly world: ServedWorld

  constructor(world: ServedWorld) {
    this.world = world
  }

  admit(): Promise<void> {
    return now
  }

  moved(): void {
    // What takes no time happens at once.
    this.world.goTo(this.world.t)
  }

  answered(): void {}

  stop(): void {}
}

/** A timer of the platform takes no more milliseconds. */
const pauseMax = 2 ** 31 - 1

/** A tick takes so many milliseconds of the world outside. */
export class RealClock implements Clock {
  private readonly world: ServedWorld
  private readonly tickMs: number
  private readonly start = performance.now()
  private timer: ReturnType<typeof setTimeout> | undefined
  private timerTick = Infinity

  constructor(world: ServedWorld, tickMs: number) {
    this.world = world
    this.tickMs = tickMs
    this.moved()
  }

  private catchUp(): void {
    const tick = Math.floor((performance.now() - this.start) / this.tickMs)
    this.world.goTo(Math.max(this.world.t, tick))
  }

  admit(): Promise<void> {
    this.catchUp()
    return now
  }

  moved(): void {
    const next = this.world.nextDue()
    if (next === null || next === this.timerTick) return
    clearTimeout(this.timer)
    this.timerTick = next
    const pause = this.start + next * this.tickMs - performance.now()
    this.timer = setTimeout(() => this.wake(), Math.min(pauseMax, Math.max(0, Math.ceil(pause))))
  }

  private wake(): void {
    this.timerTick = Infinity
    this.catchUp()
    this.moved()
  }

  answered(): void {}

  stop(): void {
    clearTimeout(this.timer)
  }
}
