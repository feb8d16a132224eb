import { TimedWorld, type Item, type PlannedStep } from './timed.ts'

/**
 * A world whose commands come from outside while it runs, besides those that a scenario plans. It has no end of its own, and so no
 * bound on what it does; whoever drives it says how far time goes.
 */
export class OpenWorld extends TimedWorld {
  override bound: number = Number.POSITIVE_INFINITY

  /** Timers by actor: there may be ten thousand operations. Those that are over are left out when the next is armed. */
  private readonly timers = new Map<number, Item[]>()

  protected override schedule(item: Omit<Item, 'order'>): Item {
    const scheduled = super.schedule(item)
    if (item.kind !== 'timer') return scheduled
    const open = this.timersOf(item.actor).filter(({ dead, due }) => dead === null && due >= this.t)
    this.timers.set(item.actor, [...open, scheduled])
    return scheduled
  }

  protected override timersOf(actor: number): readonly Item[] {
    return this.timers.get(actor) ?? []
  }

  /** Time goes to a tick, which is not before now: what is due before it happens, and what is due on it unless `isBefore`. */
  goTo(tick: number, { isBefore = false } = {}): void {
    this.runUntil(isBefore ? tick : tick + 1)
    this.t = Math.max(this.t, tick)
  }

  /**
   * Carries out a command now. `slot` is the number in the key of its call, which must not be that of a call under way; a number may
   * be used again after that, so that what machines remember does not grow with the number of calls.
   */
  give(planned: PlannedStep, slot: number): void {
    this.carryOut(planned, slot)
  }

  /** Forgets what the machines remember of what is over: it may go on for days. Not in the middle of a reaction. */
  forget(): void {
    this.system.forget(this.states, new Set(this.queue.items.map(({ event }) => event)))
  }
}
