import type { Clock } from './clocks.ts'
import type { ServedWorld } from './world.ts'

/** Somebody who wants to be told that a tick has come; time stands until it may go on. */
interface Alarm {
  readonly tick: number
  readonly ring: () => void
}

/** Lets everything happen that is about to: answers that are read, and requests that follow them. */
const turn = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 0))

/**
 * Time goes as far as somebody waits for an answer, and stands while nobody does. A look at an operation counts as coming `pollTicks`
 * after the answer to the look before, however long its client took in the world outside: so a client comes to the same ticks on any
 * machine.
 */
export class FlowClock implements Clock {
  private readonly world: ServedWorld
  private readonly pollTicks: number
  private readonly lookedAt = new Map<number, number>()
  /** Looks whose time has not come. */
  private held: { readonly tick: number; readonly release: () => void }[] = []
  private underWay = 0
  private alarm: Alarm | null = null
  private isStanding = false
  /** Whether looks wait for somebody who is cancelling. */
  private isHolding = false
  /** Whether somebody has looked since time stands. */
  private hasLooked = false
  private isRunning = false
  private isStopped = false
  /** Goes up whenever somebody asks, is answered, or is told that a tick has come. */
  activity = 0

  constructor(world: ServedWorld) {
    this.world = world
    this.pollTicks = Number(world.scenario.knobs['pollTicks'] ?? 0)
  }

  admit(look?: number): Promise<void> {
    this.activity++
    this.underWay++
    // Whoever does more than look does it now; what stood still for it may go on.
    if (look === undefined) {
      this.isStanding = false
      this.run()
    } else this.hasLooked = true
    const before = look === undefined ? undefined : this.lookedAt.get(look)
    const tick = before === undefined ? this.world.t : before + this.pollTicks
    if (tick <= this.world.t) return Promise.resolve()
    return new Promise((release) => {
      this.held.push({ tick, release })
      this.run()
    })
  }

  moved(): void {
    this.run()
  }

  answered(look?: number): void {
    this.activity++
    this.underWay--
    if (look !== undefined) this.lookedAt.set(look, this.world.t)
  }

  /** Resolves when a tick has come, before anything that is due on it; then time stands, until somebody does something or `goOn`. */
  reach(tick: number): Promise<void> {
    return new Promise((ring) => {
      this.alarm = { tick, ring }
      if (this.world.t >= tick) this.ring(this.alarm)
    })
  }

  /**
   * Where nobody does anything, what that means: `waits` for the tick that somebody wants to be told of, or `stands` until somebody
   * does something. `hasBegun`: who has not even started, or looked since time stands, may be slow. Null where time may still go.
   */
  get quiet(): { readonly what: 'waits' | 'stands'; readonly hasBegun: boolean } | null {
    if (this.isStanding) return { what: 'stands', hasBegun: this.hasLooked }
    if (this.isHolding && !this.isRunning) return { what: 'stands', hasBegun: true }
    return this.underWay === 0 ? { what: 'waits', hasBegun: this.world.operations > 0 } : null
  }

  /** Time goes to the tick that somebody waits for, though nobody waits for an answer. */
  skip(): void {
    if (this.alarm === null || this.isRunning) return
    const { alarm } = this
    this.world.goTo(alarm.tick, { isBefore: true })
    this.ring(alarm)
  }

  /**
   * No look comes until `goOn`: a library that repeats a refused cancel pauses in the world outside, and looks of its other half would
   * meanwhile take time on, a different number of them each time.
   */
  holdLooks(): void {
    this.isHolding = true
  }

  goOn(): void {
    this.isStanding = false
    this.isHolding = false
    this.run()
  }

  stop(): void {
    this.isStopped = true
  }

  /** How many answers are waited for that time goes on for. */
  private get awaited(): number {
    return this.isHolding ? this.underWay - this.held.length : this.underWay
  }

  private ring(alarm: Alarm): void {
    this.alarm = null
    this.isStanding = true
    this.hasLooked = false
    this.activity++
    alarm.ring()
  }

  private run(): void {
    if (this.isRunning) return
    this.isRunning = true
    void this.flow()
  }

  private async flow(): Promise<void> {
    for (await turn(); this.awaited > 0 && !this.isStanding && !this.isStopped; await turn()) {
      const look = this.isHolding ? Infinity : this.held.reduce((least, { tick }) => Math.min(least, tick), Infinity)
      const due = Math.min(look, this.world.nextDue() ?? Infinity)
      if (this.alarm !== null && this.alarm.tick <= due) {
        this.world.goTo(this.alarm.tick, { isBefore: true })
        this.ring(this.alarm)
      } else if (due === Infinity) break
      else if (look === due) this.release(due)
      else this.world.goTo(due)
    }
    this.isRunning = false
  }

  private release(tick: number): void {
    this.world.goTo(tick)
    const now = this.held.filter((each) => each.tick <= tick)
    this.held = this.held.filter((each) => each.tick > tick)
    for (const { release } of now) release()
  }
}
