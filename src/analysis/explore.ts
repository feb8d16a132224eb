import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Knobs, Model, Value } from '#kernel/model.ts'
import { Interned, Numbers, VectorSet } from '#kernel/packed.ts'
import type { Choice, Property } from '#kernel/property.ts'
import { KnobNeeded } from '#kernel/role.ts'
import type { Actor, Note, Order, Stepper, System } from '#kernel/system.ts'
import { Commands, type Bounds } from './explore/commands.ts'
import { Findings, type EndProperty, type Found } from './explore/findings.ts'
import { Graph, type StepKind } from './explore/graph.ts'
import { Ledgers } from './explore/ledgers.ts'
import { Links } from './explore/links.ts'
import { Remembered, slotBit } from './explore/remembered.ts'
import { Settings, type Varied } from './explore/settings.ts'
import { Sights, type Scenery } from './explore/sights.ts'
import { TimerSets } from './explore/timerSets.ts'

export type { Bounds, Offer } from './explore/commands.ts'
export type { Found } from './explore/findings.ts'
export type { Varied } from './explore/settings.ts'

/** A way on that what a slot says leaves open: a command, the message at the head of a link, or a timer. */
interface Move {
  readonly choice: Choice
  /** The number of the choice. */
  readonly taken: number
  readonly kind: StepKind
  /** Who is given which event. */
  readonly actor: number
  readonly event: number
  /** What the slot says afterwards; for a timer, which timers of the actor are left. */
  readonly rest: number
  readonly isTimer: boolean
}

export interface Explored {
  readonly worlds: number
  readonly transitions: number
  /** Whether everything within the bounds was seen. */
  readonly complete: boolean
  /** The nearest worlds in which each property was true (or, for `always`, false; for `eventually`, from which it is not reached). */
  readonly found: ReadonlyMap<string, readonly Found[]>
  /** The nearest worlds in which a code was returned by a call of this name (`cancel MI_RESULT_OK`), or settled (`settle …`). */
  readonly codes: ReadonlyMap<string, readonly number[]>
  readonly clauses: ReadonlySet<string>
  /** Different settings of the varied knobs that came up. */
  readonly settings: number
}

// What the first numbers of a world stand for; the others are what an actor is in, with its timers, or what is on a link.
const budgetSlot = 0
const ledgerSlot = 1
const settingSlot = 2
const firstSlot = 3

type Slot = { readonly actor: number } | { readonly from: number; readonly to: number }

/**
 * Every order of delivery, of timers and of commands: the same world as a timed run, stepped by choice instead of by due time.
 * A world is a vector of small numbers (a state for each actor with its timers, a content for each link, what was commanded,
 * what an observer remembers), and worlds with equal vectors are one. Breadth first, so the first world found is a nearest one.
 */
export class Exploration implements Stepper {
  private readonly isObserved: boolean
  private readonly worldsMax: number
  private readonly background: ReadonlySet<string>
  private readonly settings: Settings
  private readonly commands: Commands
  private readonly ledgers: Ledgers
  private readonly links = new Links()
  private readonly timerSets = new TimerSets()
  readonly sights: Sights
  private readonly findings: Findings
  private readonly ends: readonly EndProperty[]
  private readonly graph = new Graph()
  /** The machines under the setting of the present world. */
  private system: System

  private readonly worlds = new VectorSet(16)
  private vector = new Int32Array(16)
  /** The world that is being looked at, as it was before a choice. */
  private base = new Int32Array(16)
  private loaded = -1
  /** Which actor or link a slot stands for. */
  private readonly slots: Slot[] = []
  private readonly actorSlots: number[] = []
  private readonly linkSlots = new Map<number, number>()

  // An actor's state and timers together have one number, which is what its slot holds.
  private readonly locals: Map<number, number>[] = []
  private readonly localStates: number[][] = []
  private readonly localTimers: number[][] = []

  /** How each world was first reached. */
  private readonly parents = new Numbers()
  private readonly takenBy = new Numbers()
  private readonly taken = new Interned<Choice>()
  /** The ways on, by slot and what it says. */
  private readonly moves: Move[][][] = []
  private next = 0
  private transitionCount = 0

  // The present world, unpacked, while a choice is carried out.
  readonly states: (number | undefined)[] = []
  private readonly timers: number[] = []
  private readonly touched: number[] = []
  private touchedCount = 0
  /** What was noted since the choice was made, as the ledgers number it. */
  private noted = 0
  private readonly codesNow: Extract<Note, { type: 'return' | 'settle' }>[] = []

  /** `isObserved`: whether worlds that differ only in what an observer remembers are different. `knobs`: all of them, with the value used where a knob is not varied. */
  constructor(model: Model, knobs: Knobs, varied: Varied, bounds: Bounds, properties: readonly Property[], isObserved = true) {
    this.isObserved = isObserved
    this.worldsMax = bounds.worldsMax
    this.background = new Set(model.background)
    this.settings = new Settings(model, knobs, varied)
    this.system = this.settings.system(this.settings.none)
    this.commands = new Commands(this.system, bounds)
    this.ledgers = new Ledgers(model)
    this.sights = new Sights(this.scenery())
    this.findings = new Findings(this.sights, properties)
    this.ends = properties.filter((property): property is EndProperty => property.kind === 'eventually')
    this.vector[budgetSlot] = this.commands.none
    this.vector[ledgerSlot] = this.ledgers.empty
    this.vector[settingSlot] = this.settings.none
    this.include(-1, 0)
  }

  get worldCount(): number {
    return this.worlds.size
  }

  /** Worlds that are found but not yet looked at. */
  get frontier(): number {
    return this.worlds.size - this.next
  }

  get transitions(): number {
    return this.transitionCount
  }

  get isComplete(): boolean {
    return this.next >= this.worlds.size
  }

  /** Looks at up to `count` more worlds. Returns whether anything is left to look at within the bound. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) {
      if (this.isComplete || this.worlds.size >= this.worldsMax) return false
      this.expand(this.next++)
    }
    return !this.isComplete && this.worlds.size < this.worldsMax
  }

  private expand(world: number): void {
    if (this.ends.length > 0) this.graph.begin()
    this.takeAll(world, budgetSlot)
    const count = firstSlot + this.slots.length
    for (let slot = firstSlot; slot < count; slot++) this.takeAll(world, slot)
  }

  /** Takes every way on that a slot leaves open. */
  private takeAll(world: number, slot: number): void {
    const value = this.worlds.get(world, slot)
    if (value === 0) return
    const bySlot = this.moves[slot] ?? (this.moves[slot] = [])
    const moves = bySlot[value] ?? (bySlot[value] = this.movesOf(slot, value))
    for (let i = 0; i < moves.length; i++) this.take(world, slot, moves[i] as Move)
  }

  /** Makes a move in a world, once for each value of a knob that it turns out to depend on. */
  private take(world: number, slot: number, move: Move, setting?: number): void {
    this.load(world)
    if (setting !== undefined) this.vector[settingSlot] = setting
    const number = this.vector[settingSlot] as number
    this.system = this.settings.system(number)
    if (move.isTimer) {
      this.touch(move.actor)
      this.timers[move.actor] = move.rest
    } else this.vector[slot] = move.rest
    try {
      this.system.react(move.actor, move.event, this)
    } catch (error) {
      if (!(error instanceof KnobNeeded)) throw error
      for (const decided of this.settings.each(number, error.knob)) this.take(world, slot, move, decided)
      return
    }
    this.finish(world, move)
  }

  private movesOf(slot: number, value: number): Move[] {
    if (slot === budgetSlot) return this.commands.openAt(value).map(({ actor, event, next, choice }) => this.move(choice, 'command', { actor, event, rest: next }))
    const kind = this.slots[slot - firstSlot] as Slot
    if ('actor' in kind) return this.timersOf(kind.actor, (this.localTimers[kind.actor] as number[])[value] as number)
    const head = this.links.head(value)
    if (head === undefined) return []
    const { event, background } = head
    const choice: Choice = { kind: 'message', from: this.nameOf(kind.from), to: this.nameOf(kind.to), name: this.system.events[event]?.type ?? '' }
    return [this.move(choice, background ? 'poll' : 'other', { actor: kind.to, event, rest: this.links.withoutHead(value) })]
  }

  private timersOf(actor: number, set: number): Move[] {
    return this.timerSets.timers(set).map(({ timer, name, event }) => {
      const choice: Choice = { kind: 'timer', actor: this.nameOf(actor), name }
      return this.move(choice, this.background.has(name) ? 'poll' : 'other', { actor, event, rest: this.timerSets.without(set, timer) }, true)
    })
  }

  private nameOf(actor: number): string {
    return (this.system.actors[actor] as Actor).name
  }

  private move(choice: Choice, kind: StepKind, what: Pick<Move, 'actor' | 'event' | 'rest'>, isTimer = false): Move {
    const taken = this.taken.number(stableJson(choice), () => choice)
    return { choice: this.taken.value(taken), taken, kind, isTimer, ...what }
  }

  /** Makes a world the present one again: unpacked once, and after that only what the last choice touched is put back. */
  private load(world: number): void {
    const { vector, base, touched } = this
    if (this.loaded === world) {
      for (let i = 0; i < this.touchedCount; i++) this.unpack(touched[i] as number)
    } else {
      this.loaded = world
      this.worlds.load(world, base)
      for (const kind of this.slots) if ('actor' in kind) this.unpack(kind.actor)
    }
    for (let slot = firstSlot + this.slots.length - 1; slot >= 0; slot--) vector[slot] = base[slot] as number
    this.touchedCount = 0
    if (this.codesNow.length > 0) this.codesNow.length = 0
    this.noted = 0
  }

  private unpack(actor: number): void {
    const local = this.base[firstSlot + (this.actorSlots[actor] as number)] as number
    this.states[actor] = local === 0 ? undefined : this.localStates[actor]?.[local]
    this.timers[actor] = local === 0 ? 0 : (this.localTimers[actor]?.[local] ?? 0)
  }

  /** Packs what was touched, and adds the world that has come about. */
  private finish(parent: number, { taken, choice, kind }: Move): void {
    this.transitionCount++
    for (let i = 0; i < this.touchedCount; i++) {
      const actor = this.touched[i] as number
      this.vector[firstSlot + this.actorSlot(actor)] = this.local(actor)
    }
    if (this.noted !== 0) this.vector[ledgerSlot] = this.ledgers.after(this.vector[ledgerSlot] as number, this.noted)
    const child = this.include(parent, taken)
    if (this.ends.length > 0) this.graph.step(child, kind)
    if (this.codesNow.length > 0) for (const note of this.codesNow) this.findings.code(note, child)
    if (this.findings.asksSteps) this.findings.step(parent, child, taken, choice)
  }

  private include(parent: number, taken: number): number {
    const index = this.worlds.add(this.vector, firstSlot + this.slots.length, parent)
    if (index < 0) return -1 - index
    this.parents.push(parent)
    this.takenBy.push(taken)
    this.findings.world(index, this.vector[ledgerSlot] as number, parent < 0 ? -1 : this.changedSlots())
    return index
  }

  private changedSlots(): number {
    let changed = 0
    for (let slot = firstSlot + this.slots.length - 1; slot >= 0; slot--) if (this.vector[slot] !== this.base[slot]) changed |= slotBit(slot)
    return changed
  }

  private local(actor: number): number {
    const state = this.states[actor]
    assert(state !== undefined, 'a touched actor has a state')
    const timers = this.timers[actor] ?? 0
    const known = this.locals[actor] ?? (this.locals[actor] = new Map<number, number>())
    const key = state * 65_536 + timers
    let number = known.get(key)
    if (number === undefined) {
      known.set(key, (number = known.size + 1))
      const states = this.localStates[actor] ?? (this.localStates[actor] = [0])
      const sets = this.localTimers[actor] ?? (this.localTimers[actor] = [0])
      states[number] = state
      sets[number] = timers
    }
    return number
  }

  private slot(kind: Slot): number {
    this.slots.push(kind)
    if (firstSlot + this.slots.length > this.worlds.width) {
      this.worlds.widen(this.worlds.width + 4)
      this.vector = widened(this.vector, this.worlds.width)
      this.base = widened(this.base, this.worlds.width)
    }
    return this.slots.length - 1
  }

  private actorSlot(actor: number): number {
    const known = this.actorSlots[actor]
    if (known !== undefined) return known
    const slot = (this.actorSlots[actor] = this.slot({ actor }))
    this.sights.slotAdded()
    return slot
  }

  private linkSlot(from: number, to: number): number {
    const key = from * 4096 + to
    const known = this.linkSlots.get(key)
    if (known !== undefined) return known
    const slot = this.slot({ from, to })
    this.linkSlots.set(key, slot)
    return slot
  }

  private touch(actor: number): void {
    this.touched[this.touchedCount++] = actor
  }

  // What the reactions ask for.

  reacting(actor: Actor): void {
    for (let i = 0; i < this.touchedCount; i++) if (this.touched[i] === actor.index) return
    this.touch(actor.index)
    if (this.actorSlots[actor.index] !== undefined) return
    this.actorSlot(actor.index)
    this.timers[actor.index] = 0
  }

  changed(): void {
    // The state is packed when the reaction is over.
  }

  ignored(): void {
    // A message that nobody takes is lost; the world is the one without it.
  }

  send(from: Actor, order: Extract<Order, { type: 'send' }>): void {
    const at = firstSlot + this.linkSlot(from.index, order.to)
    this.vector[at] = this.links.with(this.vector[at] as number, order.event, order.background)
  }

  arm(actor: Actor, order: Extract<Order, { type: 'arm' }>): void {
    this.timers[actor.index] = this.timerSets.with(this.timers[actor.index] ?? 0, order)
  }

  disarm(actor: Actor, timer: string): void {
    this.timers[actor.index] = this.timerSets.without(this.timers[actor.index] ?? 0, timer)
  }

  cut(order: Extract<Order, { type: 'cut' }>): number {
    const at = firstSlot + this.linkSlot(order.from, order.to)
    const { number, kept } = this.links.cut(this.vector[at] as number, order.keep)
    this.vector[at] = number
    return kept
  }

  note(_: Actor, note: Note): void {
    if (note.type === 'return' || note.type === 'settle') this.codesNow.push(note)
    if (note.type === 'return' || note.type === 'cite' || note.type === 'unsupported') this.findings.cite(note)
    if (!this.isObserved || note.type === 'cite' || note.type === 'discard') return
    this.noted = this.ledgers.longer(this.noted, note)
  }

  /** What statements see. */
  private scenery(): Scenery {
    const actorNamed = (name: string): Actor | undefined => this.system.actors.find((actor) => actor.name === name)
    return {
      ledgerSlot,
      budgetSlot,
      value: (world, slot) => this.worlds.get(world, slot),
      ledger: (value) => this.ledgers.value(value),
      given: (budget, command) => this.commands.given(budget, command),
      slotOf: (name) => {
        const slot = this.actorSlots[actorNamed(name)?.index ?? -1]
        return slot === undefined ? -1 : firstSlot + slot
      },
      state: (name, local) => {
        const actor = actorNamed(name)
        const state = actor === undefined || local === 0 ? undefined : this.localStates[actor.index]?.[local]
        if (actor === undefined || state === undefined) return null
        const { table } = actor
        return { number: state, text: table.valueText(state), hasTag: (tag) => table.snapshot(state).hasTag(tag) }
      },
    }
  }

  /** The values of the varied knobs that have mattered on the way to a world. */
  knobsOf(world: number): Record<string, Value> {
    return this.settings.chosen(this.worlds.get(world, settingSlot))
  }

  /** The choices that lead from the beginning to a world. */
  path(world: number): Choice[] {
    const choices: Choice[] = []
    for (let at = world; this.parents.at(at) >= 0; at = this.parents.at(at)) choices.push(this.taken.value(this.takenBy.at(at)))
    return choices.reverse()
  }

  /** Worlds in which a statement about the end is true. */
  private good({ holds }: EndProperty): Uint8Array {
    const remembered = new Remembered(this.sights, (moment) => holds(moment))
    return new Uint8Array(this.worlds.size).map((_, world) => (remembered.answer(world, world) ? 1 : 0))
  }

  /** What was found. May be asked at any time; the verdicts are final once the exploration is over. */
  result(): Explored {
    const { found, codes, clauses } = this.findings
    for (const property of this.ends) {
      const world = this.isComplete ? this.graph.neverReached(this.good(property)) : -1
      if (world >= 0) found.set(property.id, [{ world, choice: null }])
    }
    return {
      worlds: this.worlds.size,
      transitions: this.transitionCount,
      complete: this.isComplete,
      found,
      codes,
      clauses,
      settings: this.settings.size,
    }
  }
}

function widened(vector: Int32Array, width: number): Int32Array<ArrayBuffer> {
  const wider = new Int32Array(width)
  wider.set(vector)
  return wider
}
