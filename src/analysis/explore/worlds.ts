import { assert } from '#base/assert.ts'
import { VectorSet } from '#kernel/packed.ts'
import { slotBit } from './views.ts'

// What the first numbers of a world stand for; each of the others is what an actor is in, with its timers, or what is on a link.
export const budgetSlot = 0
export const ledgerSlot = 1
export const settingSlot = 2
export const firstSlot = 3

export type Slot = { readonly actor: number } | { readonly from: number; readonly to: number }

const actorsMax = 4096

/**
 * Worlds as vectors of small numbers, and one of them unpacked: the present one, in which actors can be given other states and
 * timers, and slots other values, until it is packed again as a world of its own.
 */
export class Worlds {
  private readonly packed = new VectorSet(16)
  /** The present world, packed; what belongs to actors is only right once they are packed. */
  vector = new Int32Array(16)
  /** The present world as it was when it was loaded. */
  private base = new Int32Array(16)
  private loaded = -1
  /** States and sets of timers of the present world, by actor; undefined where an actor was not reached. */
  readonly states: (number | undefined)[] = []
  readonly timers: number[] = []
  private readonly touched: number[] = []
  private touchedCount = 0

  /** What each slot from the first stands for. */
  private readonly slots: Slot[] = []
  private readonly actorSlots: number[] = []
  private readonly linkSlots = new Map<number, number>()
  private readonly slotAdded: () => void

  // An actor's state and timers together have one number, which is what its slot holds; by actor, state and timers.
  private readonly locals: number[][][] = []
  private readonly localStates: number[][] = []
  private readonly localTimers: number[][] = []

  /** `slotAdded`: told when the worlds have got a slot for one more actor. */
  constructor(slotAdded: () => void) {
    this.slotAdded = slotAdded
  }

  get size(): number {
    return this.packed.size
  }

  /** How many slots are in use. */
  get width(): number {
    return firstSlot + this.slots.length
  }

  value(world: number, slot: number): number {
    return this.packed.get(world, slot)
  }

  /** What a slot from the first stands for. */
  slot(slot: number): Slot {
    return this.slots[slot - firstSlot] as Slot
  }

  /** The slot of an actor; -1 as long as there is none. */
  slotOf(actor: number): number {
    return this.actorSlots[actor] ?? -1
  }

  /** The state that an actor's slot says; undefined where it was not reached. */
  stateAt(actor: number, local: number): number | undefined {
    return local === 0 ? undefined : this.localStates[actor]?.[local]
  }

  /** The timers that an actor's slot says. */
  timersAt(actor: number, local: number): number {
    return local === 0 ? 0 : (this.localTimers[actor]?.[local] ?? 0)
  }

  /** Makes a world the present one: unpacked once, and when it is loaded again only what was touched is put back. */
  load(world: number): void {
    const { vector, base, touched } = this
    if (this.loaded === world) {
      for (let i = 0; i < this.touchedCount; i++) this.unpack(touched[i] as number)
    } else {
      this.loaded = world
      this.packed.load(world, base)
      for (const slot of this.slots) if ('actor' in slot) this.unpack(slot.actor)
    }
    for (let slot = this.width - 1; slot >= 0; slot--) vector[slot] = base[slot] as number
    this.touchedCount = 0
  }

  private unpack(actor: number): void {
    const local = this.base[this.actorSlots[actor] as number] as number
    this.states[actor] = this.stateAt(actor, local)
    this.timers[actor] = this.timersAt(actor, local)
  }

  /** Says that an actor of the present world changes, or is reached. */
  touch(actor: number): void {
    for (let i = 0; i < this.touchedCount; i++) if (this.touched[i] === actor) return
    this.touched[this.touchedCount++] = actor
    if (this.actorSlots[actor] !== undefined) return
    this.actorSlots[actor] = this.add({ actor })
    this.timers[actor] = 0
    this.slotAdded()
  }

  /** The slot of a link. */
  link(from: number, to: number): number {
    const key = from * actorsMax + to
    const known = this.linkSlots.get(key)
    if (known !== undefined) return known
    const slot = this.add({ from, to })
    this.linkSlots.set(key, slot)
    return slot
  }

  private add(slot: Slot): number {
    this.slots.push(slot)
    if (this.width > this.packed.width) {
      // With many operations there is a new slot at every turn.
      this.packed.widen(this.packed.width + (this.packed.width < 64 ? 4 : this.packed.width >> 2))
      this.vector = widened(this.vector, this.packed.width)
      this.base = widened(this.base, this.packed.width)
    }
    return this.width - 1
  }

  /** Packs the present world, which came from world `near` (-1: from nowhere). Its number; negative (−1 − number) where it was known. */
  pack(near: number): number {
    for (let i = 0; i < this.touchedCount; i++) {
      const actor = this.touched[i] as number
      this.vector[this.actorSlots[actor] as number] = this.local(actor)
    }
    return this.packed.add(this.vector, this.width, near)
  }

  /** The slots in which the world that was packed differs from the one that was loaded (see `slotBit`). */
  changes(): number {
    let changed = 0
    for (let slot = this.width - 1; slot >= 0; slot--)
      if (this.vector[slot] !== this.base[slot]) changed |= slotBit(slot)
    return changed
  }

  private local(actor: number): number {
    const state = this.states[actor]
    assert(state !== undefined, 'a touched actor has a state')
    const timers = this.timers[actor] ?? 0
    const byState = this.locals[actor] ?? (this.locals[actor] = [])
    const byTimers = byState[state] ?? (byState[state] = [])
    return byTimers[timers] ?? (byTimers[timers] = this.newLocal(actor, state, timers))
  }

  private newLocal(actor: number, state: number, timers: number): number {
    const states = this.localStates[actor] ?? (this.localStates[actor] = [0])
    const sets = this.localTimers[actor] ?? (this.localTimers[actor] = [0])
    sets.push(timers)
    return states.push(state) - 1
  }
}

function widened(vector: Int32Array, width: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(width)
  wider.set(vector)
  return wider
}
