import type { Actor, Observation, ResolvedOutput, Stepper } from '#kernel/system.ts'
import { armedBy, sentOn, type Change } from './clock.ts'
import type { Foot } from './obligations.ts'
import { Links } from '../explore/links.ts'
import { TimerSets } from '../explore/timerSets.ts'
import { Worlds } from '../explore/worlds.ts'

/** Something that an actor did in a step. */
export interface Noted {
  readonly actor: string
  readonly note: Observation
}

/** The present world of a search, and what reactions do to it: the same as in the exhaustive check. */
export class Present implements Stepper {
  readonly worlds = new Worlds(() => undefined)
  readonly links = new Links()
  readonly timerSets = new TimerSets()
  /** What was done since the step began. */
  readonly notes: Noted[] = []
  /** What it changed in what is under way, where somebody wants to know. */
  changes: Change[] | null = null
  private readonly actors = new Set<number>()
  private readonly pushed = new Map<number, number>()
  private readonly cutLinks = new Set<number>()
  private popped = -1

  /** A step begins. `popped`: the link that it is taken from, -1 for none; `actors`: slots that it has to do with besides. */
  begin(popped: number, actors: readonly number[]): void {
    this.notes.length = 0
    if (this.changes !== null) this.changes = []
    this.actors.clear()
    this.pushed.clear()
    this.cutLinks.clear()
    this.popped = popped
    for (const slot of actors) this.actors.add(slot)
  }

  /** What the step has to do with so far. */
  get foot(): Foot {
    return {
      actors: [...this.actors].sort((a, b) => a - b),
      popped: this.popped,
      pushed: [...this.pushed],
      cut: [...this.cutLinks],
    }
  }

  get states(): (number | undefined)[] {
    return this.worlds.states
  }

  reacting(actor: Actor): void {
    this.worlds.touch(actor.index)
    this.actors.add(this.worlds.slotOf(actor.index))
  }

  changed(): void {
    // The state is packed when the reaction is over.
  }

  ignored(): void {
    // A message that nobody takes is lost; the world is the one without it.
  }

  reacted(): void {
    // Who told whom is of no interest here.
  }

  send(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>): void {
    const { worlds } = this
    const at = worlds.link(from.index, order.to)
    const link = worlds.vector[at] as number
    if (!this.pushed.has(at)) this.pushed.set(at, this.links.size(link))
    this.changes?.push(sentOn(at, order))
    worlds.vector[at] = this.links.with(link, order.event, order.background)
  }

  arm(actor: Actor, order: Extract<ResolvedOutput, { type: 'arm' }>): void {
    const { timers } = this.worlds
    this.changes?.push(armedBy(this.worlds.slotOf(actor.index), order))
    timers[actor.index] = this.timerSets.with(timers[actor.index] ?? 0, order)
  }

  disarm(actor: Actor, timer: string): void {
    const { timers } = this.worlds
    this.changes?.push({ type: 'disarm', slot: this.worlds.slotOf(actor.index), timer })
    timers[actor.index] = this.timerSets.without(timers[actor.index] ?? 0, timer)
  }

  cut(order: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const { worlds } = this
    const at = worlds.link(order.from, order.to)
    this.cutLinks.add(at)
    this.changes?.push({ type: 'cut', slot: at, keep: order.keep })
    const { number, kept } = this.links.cut(worlds.vector[at] as number, order.keep)
    worlds.vector[at] = number
    return kept
  }

  note(actor: Actor, note: Observation): void {
    this.notes.push({ actor: actor.name, note })
  }
}
