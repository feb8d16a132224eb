import { assert } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import { emptyLedger, noted } from '#kernel/ledger.ts'
import { commandEvent, type Knobs, type Model, type Value } from '#kernel/model.ts'
import { Interned, Numbers, VectorSet } from '#kernel/packed.ts'
import type { Choice, Ledger, Moment, Property } from '#kernel/property.ts'
import { KnobNeeded } from '#kernel/role.ts'
import { System, type Actor, type Note, type Order, type Stepper } from '#kernel/system.ts'

/** A command that the check may give, at any moment, as often as the bounds allow. */
export interface Offer {
  readonly do: string
  readonly args: Readonly<Record<string, Value>>
}

/** How much is commanded. A run within the bounds gives each offer any number of times, but no group more often than it may. */
export interface Bounds {
  readonly offers: readonly Offer[]
  /** Which groups a command counts for, and how often a group may be used. */
  readonly groupsOf: (command: string) => readonly string[]
  readonly groupMax: Readonly<Record<string, number>>
  /** Worlds after which the exploration stops and says that it is not complete. */
  readonly worldsMax: number
}

/** What a choice was, packed: a command offer, a link or a timer. */
interface Taken {
  readonly choice: Choice
  readonly background: boolean
}

interface Timer {
  readonly timer: string
  readonly name: string
  readonly event: number
}

interface Budget {
  readonly operations: number
  readonly given: Readonly<Record<string, number>>
  readonly used: Readonly<Record<string, number>>
}

interface Link {
  readonly cut: boolean
  readonly messages: readonly { readonly event: number; readonly background: boolean }[]
}

/** How many worlds are kept for each thing that is found: not every path can be taken in constant time. */
const candidatesMax = 24

export interface Found {
  readonly world: number
  /** For a step: the choice that leads out of that world. */
  readonly choice: Choice | null
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

const emptyLink: Link = { cut: false, messages: [] }

const budgetSlot = 0
const ledgerSlot = 1
const settingSlot = 2
const firstSlot = 3

/** Knobs whose values are tried: a knob gets its value where a machine first looks at it, so settings that make no difference are one world. */
export type Varied = Readonly<Record<string, readonly Value[]>>

/**
 * Every order of delivery, of timers and of commands: the same world as a timed run, stepped by choice instead of by due time.
 * A world is a vector of small numbers (a state for each actor with its timers, a content for each link, what was commanded,
 * what an observer remembers), and worlds with equal vectors are one. Breadth first, so the first world found is a nearest one.
 */
export class Exploration implements Stepper {
  private readonly isObserved: boolean
  private readonly model: Model
  private readonly fixed: Knobs
  private readonly varied: Varied
  private readonly settings = new Interned<System>()
  private readonly settingWith = new Map<string, number>()
  private system: System
  private readonly bounds: Bounds
  private readonly worlds = new VectorSet(24)
  private vector = new Int32Array(24)
  /** The world that is being looked at, as it was before a choice. */
  private base = new Int32Array(24)
  private loaded = -1
  /** Which actor or link a slot stands for. */
  private readonly slots: ({ readonly actor: number } | { readonly from: number; readonly to: number })[] = []
  private readonly actorSlots: number[] = []
  private readonly actorNumbers = new Map<string, number>()
  private readonly linkSlots = new Map<number, number>()
  private readonly background: ReadonlySet<string>

  private readonly locals: Map<number, number>[] = []
  private readonly localStates: number[][] = []
  private readonly localTimers: number[][] = []
  private readonly timerSets = new Interned<readonly Timer[]>()
  /** What arming or disarming makes of a set of timers. */
  private readonly armed = new Map<Order, number[]>()
  private readonly disarmed = new Map<string, number[]>()
  private readonly contents = new Interned<Link>()
  private readonly popped: number[] = []
  private readonly pushed: number[][] = []
  private readonly budgets = new Interned<Budget>()
  private readonly offersOf: { readonly offer: Offer; readonly event: number; readonly actor: number; readonly next: number; readonly taken: number }[][] = []
  private readonly ledgers = new Interned<Ledger>()
  private readonly ledgerAfter = new Map<Note, number[]>()

  private readonly parents: number[] = []
  private readonly takenBy: number[] = []
  private readonly taken = new Interned<Taken>()
  private readonly takenMessages: Map<number, number>[] = []
  private readonly takenTimers: Map<Timer, number>[] = []
  /** Where each step leads: twice the world, and one more where the step is not a poll. */
  private readonly edges = new Numbers()
  private readonly edgeStart: number[] = []
  private next = 0
  private transitionCount = 0

  readonly states: (number | undefined)[] = []
  private readonly timers: number[] = []
  private readonly touched: number[] = []
  private touchedCount = 0
  private ledger = 1

  private readonly properties: readonly Property[]
  private readonly ledgerProperties: readonly Exclude<Property, { kind: 'step' }>[]
  private readonly worldProperties: readonly Exclude<Property, { kind: 'step' }>[]
  private readonly stepProperties: readonly Extract<Property, { kind: 'step' }>[]
  /** For each choice, the step statements that it concerns. */
  private readonly stepsWhen: (typeof this.stepProperties)[] = []
  private readonly ledgersSeen = new Set<number>()
  private readonly found = new Map<string, Found[]>()
  readonly codes = new Map<string, number[]>()
  readonly clauses = new Set<string>()
  private readonly cited = new Set<Note>()
  /** Worlds in which each return or settlement was found. */
  private readonly codeWorlds = new Map<Note, number[]>()
  private readonly codesNow: Extract<Note, { type: 'return' | 'settle' }>[] = []

  /** `isObserved`: whether worlds that differ only in what an observer remembers are different. `knobs`: all of them, with the value used where a knob is not varied. */
  constructor(model: Model, knobs: Knobs, varied: Varied, bounds: Bounds, properties: readonly Property[], isObserved = true) {
    this.isObserved = isObserved
    this.model = model
    this.bounds = bounds
    this.varied = varied
    this.fixed = Object.fromEntries(Object.entries(knobs).filter(([name]) => !Object.hasOwn(varied, name)))
    this.system = new System(model, this.fixed)
    const first = this.system
    this.vector[settingSlot] = this.settings.number('{}', () => first)
    this.background = new Set(model.background)
    this.properties = properties
    const states = properties.filter((property): property is Exclude<Property, { kind: 'step' }> => property.kind !== 'step')
    this.ledgerProperties = states.filter((property) => property.on === 'ledger' && property.kind !== 'eventually')
    this.worldProperties = states.filter((property) => property.on === 'world' && property.kind !== 'eventually')
    this.stepProperties = properties.filter((property): property is Extract<Property, { kind: 'step' }> => property.kind === 'step')
    const budget: Budget = { operations: 0, given: {}, used: {} }
    this.vector[budgetSlot] = this.budgets.number(stableJson(budget), () => budget)
    this.vector[ledgerSlot] = this.ledger = this.ledgers.number(stableJson(emptyLedger), () => emptyLedger)
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
      if (this.isComplete || this.worlds.size >= this.bounds.worldsMax) return false
      this.expand(this.next++)
    }
    return !this.isComplete && this.worlds.size < this.bounds.worldsMax
  }

  private expand(world: number): void {
    this.edgeStart[world] = this.edges.length
    const budget = this.worlds.get(world, budgetSlot)
    for (const offer of this.offers(budget)) {
      this.take(world, offer.taken, true, () => {
        this.vector[budgetSlot] = offer.next
        this.system.react(offer.actor, offer.event, this)
      })
    }
    const count = this.slots.length
    for (let slot = 0; slot < count; slot++) {
      const value = this.worlds.get(world, firstSlot + slot)
      if (value === 0) continue
      const kind = this.slots[slot]
      assert(kind !== undefined, 'a slot in use stands for something')
      if ('actor' in kind) this.fireTimers(world, kind.actor, value)
      else this.deliver(world, slot, kind, value)
    }
    this.edgeStart[world + 1] = this.edges.length
  }

  /** Makes a choice in a world, once for each value of a knob that it turns out to depend on. */
  private take(world: number, taken: number, foreground: boolean, choice: () => void, setting?: number): void {
    this.load(world)
    if (setting !== undefined) this.vector[settingSlot] = setting
    const number = this.vector[settingSlot] as number
    this.system = this.settings.value(number)
    try {
      choice()
    } catch (error) {
      if (!(error instanceof KnobNeeded)) throw error
      for (const value of this.varied[error.knob] ?? []) this.take(world, taken, foreground, choice, this.withKnob(number, error.knob, value))
      return
    }
    this.finish(world, taken, foreground)
  }

  private withKnob(setting: number, knob: string, value: Value): number {
    const key = `${setting} ${knob} ${String(value)}`
    const known = this.settingWith.get(key)
    if (known !== undefined) return known
    const number = this.chooseKnob(setting, knob, value)
    this.settingWith.set(key, number)
    return number
  }

  private chooseKnob(setting: number, knob: string, value: Value): number {
    const before = this.settings.value(setting)
    const knobs = { ...before.knobs, [knob]: value }
    const chosen = Object.fromEntries(Object.keys(this.varied).flatMap((name) => (knobs[name] === undefined ? [] : [[name, knobs[name]]])))
    return this.settings.number(stableJson(chosen), () => before.under(knobs))
  }

  /** The values of the varied knobs that have mattered on the way to a world. */
  knobsOf(world: number): Record<string, Value> {
    const { knobs } = this.settings.value(this.worlds.get(world, settingSlot))
    return Object.fromEntries(Object.keys(this.varied).flatMap((name) => (knobs[name] === undefined ? [] : [[name, knobs[name]]])))
  }

  private offers(budget: number): (typeof this.offersOf)[number] {
    const known = this.offersOf[budget]
    if (known !== undefined) return known
    const { operations, given, used } = this.budgets.value(budget)
    const open: (typeof this.offersOf)[number] = []
    for (const offer of this.bounds.offers) {
      const groups = this.bounds.groupsOf(offer.do)
      if (groups.some((group) => (used[group] ?? 0) >= (this.bounds.groupMax[group] ?? 0))) continue
      const command = this.model.commands[offer.do]
      assert(command !== undefined, `${offer.do} is a command`)
      const ordinal = (given[offer.do] ?? 0) + 1
      const operation = command.operation === true ? operations + 1 : undefined
      const after: Budget = {
        operations: operation ?? operations,
        given: { ...given, [offer.do]: ordinal },
        used: { ...used, ...Object.fromEntries(groups.map((group) => [group, (used[group] ?? 0) + 1])) },
      }
      const event = this.system.event(commandEvent({ at: 0, do: offer.do, args: offer.args }, ordinal, operation))
      const choice: Choice = { kind: 'command', do: offer.do, args: offer.args, call: `${offer.do}@${ordinal}` }
      open.push({
        offer,
        event,
        actor: this.system.actor(command.to(offer.args, after.operations)),
        next: this.budgets.number(stableJson(after), () => after),
        taken: this.taken.number(stableJson(choice), () => ({ choice, background: false })),
      })
    }
    this.offersOf[budget] = open
    return open
  }

  private fireTimers(world: number, actorIndex: number, local: number): void {
    const set = this.localTimers[actorIndex]?.[local] ?? 0
    if (set === 0) return
    const actor = this.system.actors[actorIndex] as Actor
    for (const timer of this.timerSets.value(set)) {
      const background = this.background.has(timer.name)
      const taken = this.takenTimer(actor, timer, background)
      this.take(world, taken, !background, () => {
        this.touch(actorIndex)
        this.removeTimer(actorIndex, timer.timer)
        this.system.react(actorIndex, timer.event, this)
      })
    }
  }

  private deliver(world: number, slot: number, link: { readonly from: number; readonly to: number }, value: number): void {
    const head = this.contents.value(value).messages[0]
    if (head === undefined) return
    const number = this.takenMessage(link.from, link.to, head.event, head.background)
    this.take(world, number, !head.background, () => {
      this.vector[firstSlot + slot] = this.withoutHead(value)
      this.system.react(link.to, head.event, this)
    })
  }

  private takenTimer(actor: Actor, timer: Timer, background: boolean): number {
    const row = this.takenTimers[actor.index] ?? (this.takenTimers[actor.index] = new Map())
    const known = row.get(timer)
    if (known !== undefined) return known
    const choice: Choice = { kind: 'timer', actor: actor.name, name: timer.name }
    const number = this.taken.number(`timer ${actor.name} ${timer.name}`, () => ({ choice, background }))
    row.set(timer, number)
    return number
  }

  private takenMessage(fromActor: number, toActor: number, event: number, background: boolean): number {
    const row = this.takenMessages[event] ?? (this.takenMessages[event] = new Map())
    const key = fromActor * 4096 + toActor
    const known = row.get(key)
    if (known !== undefined) return known
    const from = (this.system.actors[fromActor] as Actor).name
    const to = (this.system.actors[toActor] as Actor).name
    const name = this.system.events[event]?.type ?? ''
    const number = this.taken.number(`message ${from} ${to} ${name}`, () => ({ choice: { kind: 'message', from, to, name }, background }))
    row.set(key, number)
    return number
  }

  private content(link: Link): number {
    if (!link.cut && link.messages.length === 0) return 0
    const key = `${link.cut ? 'x' : ''}${link.messages.map(({ event, background }) => `${event}${background ? 'b' : ''}`).join(',')}`
    return this.contents.number(key, () => link)
  }

  private link(content: number): Link {
    return content === 0 ? emptyLink : this.contents.value(content)
  }

  private withoutHead(content: number): number {
    const known = this.popped[content]
    if (known !== undefined) return known
    const { cut, messages } = this.link(content)
    return (this.popped[content] = this.content({ cut, messages: messages.slice(1) }))
  }

  private withTail(content: number, event: number, background: boolean): number {
    const row = this.pushed[content] ?? (this.pushed[content] = [])
    const key = event * 2 + (background ? 1 : 0)
    const known = row[key]
    if (known !== undefined) return known
    const { cut, messages } = this.link(content)
    return (row[key] = cut ? content : this.content({ cut, messages: [...messages, { event, background }] }))
  }

  /** Makes a world the present one again: decoded once, and after that only what the last choice touched is put back. */
  private load(world: number): void {
    const { vector, base, touched } = this
    if (this.loaded === world) {
      for (let i = 0; i < this.touchedCount; i++) this.decode(touched[i] as number)
    } else {
      this.loaded = world
      this.worlds.load(world, base)
      for (const kind of this.slots) if ('actor' in kind) this.decode(kind.actor)
    }
    for (let slot = firstSlot + this.slots.length - 1; slot >= 0; slot--) vector[slot] = base[slot] as number
    this.touchedCount = 0
    if (this.codesNow.length > 0) this.codesNow.length = 0
    this.ledger = this.base[ledgerSlot] as number
  }

  private decode(actor: number): void {
    const local = this.base[firstSlot + (this.actorSlots[actor] as number)] as number
    this.states[actor] = local === 0 ? undefined : this.localStates[actor]?.[local]
    this.timers[actor] = local === 0 ? 0 : (this.localTimers[actor]?.[local] ?? 0)
  }

  /** Packs what was touched, and adds the world that has come about. */
  private finish(parent: number, taken: number, foreground: boolean): void {
    this.transitionCount++
    for (let i = 0; i < this.touchedCount; i++) {
      const actor = this.touched[i] as number
      this.vector[firstSlot + this.actorSlot(actor)] = this.local(actor)
    }
    this.vector[ledgerSlot] = this.ledger
    const child = this.include(parent, taken)
    this.edges.push(child * 2 + (foreground ? 1 : 0))
    for (const note of this.codesNow) this.keepCode(note, child)
    if (this.stepProperties.length > 0) this.checkStep(parent, child, taken)
  }

  private keepCode(note: Extract<Note, { type: 'return' | 'settle' }>, world: number): void {
    let worlds = this.codeWorlds.get(note)
    if (worlds === undefined) {
      const code = note.type === 'settle' ? `settle ${note.code}` : `${note.call.split(/[@/]/)[0]} ${note.code}`
      worlds = this.codes.get(code) ?? []
      this.codes.set(code, worlds)
      this.codeWorlds.set(note, worlds)
    }
    if (worlds.length < candidatesMax) worlds.push(world)
  }

  private include(parent: number, taken: number): number {
    const index = this.worlds.add(this.vector, firstSlot + this.slots.length)
    if (index < 0) return -1 - index
    this.parents.push(parent)
    this.takenBy.push(taken)
    this.checkWorld(index)
    return index
  }

  private local(actor: number): number {
    const state = this.states[actor]
    assert(state !== undefined, 'a touched actor has a state')
    const key = state * 65_536 + (this.timers[actor] ?? 0)
    const known = this.locals[actor] ?? (this.locals[actor] = new Map())
    let number = known.get(key)
    if (number === undefined) {
      known.set(key, (number = known.size + 1))
      const states = this.localStates[actor] ?? (this.localStates[actor] = [])
      const timers = this.localTimers[actor] ?? (this.localTimers[actor] = [])
      states[number] = state
      timers[number] = this.timers[actor] ?? 0
    }
    return number
  }

  private slot(kind: (typeof this.slots)[number]): number {
    this.slots.push(kind)
    const needed = firstSlot + this.slots.length
    if (needed > this.worlds.width) {
      this.worlds.widen(this.worlds.width + 16)
      const wider = [new Int32Array(this.worlds.width), new Int32Array(this.worlds.width)] as const
      wider[0].set(this.vector)
      wider[1].set(this.base)
      this.vector = wider[0]
      this.base = wider[1]
    }
    return this.slots.length - 1
  }

  private actorSlot(actor: number): number {
    return this.actorSlots[actor] ?? (this.actorSlots[actor] = this.slot({ actor }))
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
    const slot = this.linkSlot(from.index, order.to)
    const at = firstSlot + slot
    this.vector[at] = this.withTail(this.vector[at] as number, order.event, order.background)
  }

  arm(actor: Actor, order: Extract<Order, { type: 'arm' }>): void {
    const set = this.timers[actor.index] ?? 0
    let after = this.armed.get(order)
    if (after === undefined) this.armed.set(order, (after = []))
    this.timers[actor.index] = after[set] ?? (after[set] = this.timerSet([...this.withoutTimer(set, order.timer), { timer: order.timer, name: order.name, event: order.event }]))
  }

  disarm(actor: Actor, timer: string): void {
    this.removeTimer(actor.index, timer)
  }

  private removeTimer(actor: number, timer: string): void {
    const set = this.timers[actor] ?? 0
    if (set === 0) return
    let after = this.disarmed.get(timer)
    if (after === undefined) this.disarmed.set(timer, (after = []))
    this.timers[actor] = after[set] ?? (after[set] = this.timerSet(this.withoutTimer(set, timer)))
  }

  private withoutTimer(set: number, timer: string): Timer[] {
    return set === 0 ? [] : this.timerSets.value(set).filter((other) => other.timer !== timer)
  }

  private timerSet(timers: readonly Timer[]): number {
    const sorted = [...timers].sort((a, b) => (a.timer < b.timer ? -1 : 1))
    return sorted.length === 0 ? 0 : this.timerSets.number(sorted.map(({ timer }) => timer).join(' '), () => sorted)
  }

  cut(order: Extract<Order, { type: 'cut' }>): number {
    const slot = this.linkSlot(order.from, order.to)
    const kept = this.link(this.vector[firstSlot + slot] as number).messages.slice(0, order.keep)
    this.vector[firstSlot + slot] = this.content({ cut: true, messages: kept })
    return kept.length
  }

  note(_: Actor, note: Note): void {
    if (note.type === 'return' || note.type === 'settle') this.codesNow.push(note)
    if (note.type === 'return' || note.type === 'cite' || note.type === 'unsupported') this.cite(note)
    if (!this.isObserved || note.type === 'cite' || note.type === 'discard') return
    let after = this.ledgerAfter.get(note)
    if (after === undefined) this.ledgerAfter.set(note, (after = []))
    this.ledger = after[this.ledger] ?? (after[this.ledger] = this.ledgerNoted(note))
  }

  private cite(note: Extract<Note, { type: 'return' | 'cite' | 'unsupported' }>): void {
    if (this.cited.has(note)) return
    this.cited.add(note)
    for (const id of note.clauses) this.clauses.add(id)
  }

  private ledgerNoted(note: Note): number {
    const ledger = noted(this.model, this.ledgers.value(this.ledger), note)
    return this.ledgers.number(stableJson(ledger), () => ledger)
  }

  // Statements.

  private checkWorld(world: number): void {
    const ledger = this.ledger
    if (!this.ledgersSeen.has(ledger)) {
      this.ledgersSeen.add(ledger)
      if (this.ledgerProperties.length > 0) this.checkAll(this.ledgerProperties, world)
    }
    if (this.worldProperties.length > 0) this.checkAll(this.worldProperties, world)
  }

  private checkAll(properties: readonly Exclude<Property, { kind: 'step' }>[], world: number): void {
    const moment = this.moment(world)
    for (const property of properties) {
      const known = this.found.get(property.id) ?? []
      if (known.length >= candidatesMax) continue
      if (property.holds(moment) !== (property.kind === 'always')) this.found.set(property.id, [...known, { world, choice: null }])
    }
  }

  private checkStep(parent: number, child: number, taken: number): void {
    const { choice } = this.taken.value(taken)
    const relevant = this.stepsWhen[taken] ?? (this.stepsWhen[taken] = this.stepProperties.filter((property) => property.when(choice)))
    if (relevant.length === 0) return
    const before = this.moment(parent)
    const after = this.moment(child)
    for (const property of relevant) {
      const known = this.found.get(property.id) ?? []
      if (known.length >= candidatesMax) continue
      if (!property.holds(before, after, choice)) this.found.set(property.id, [...known, { world: child, choice }])
    }
  }

  /** A world as statements see it. */
  moment(world: number): Moment {
    return {
      ledger: this.ledgers.value(this.worlds.get(world, ledgerSlot)),
      state: (name) => {
        const actor = this.actorNamed(name)
        const state = this.stateIn(world, actor)
        return state === undefined ? '' : (this.system.actors[actor] as Actor).table.valueText(state)
      },
      hasTag: (name, tag) => {
        const actor = this.actorNamed(name)
        const state = this.stateIn(world, actor)
        return state !== undefined && (this.system.actors[actor] as Actor).table.snapshot(state).hasTag(tag)
      },
      given: (command) => this.budgets.value(this.worlds.get(world, budgetSlot)).given[command] ?? 0,
    }
  }

  /** Number of an actor; -1 for one that nobody has named yet. */
  private actorNamed(name: string): number {
    const known = this.actorNumbers.get(name)
    if (known !== undefined) return known
    const index = this.system.actors.findIndex((actor) => actor.name === name)
    if (index >= 0) this.actorNumbers.set(name, index)
    return index
  }

  private stateIn(world: number, actor: number): number | undefined {
    const slot = this.actorSlots[actor]
    return slot === undefined ? undefined : this.localStates[actor]?.[this.worlds.get(world, firstSlot + slot)]
  }

  /** The choices that lead from the beginning to a world. */
  path(world: number): Choice[] {
    const choices: Choice[] = []
    for (let at = world; (this.parents[at] ?? -1) >= 0; at = this.parents[at] as number) choices.push(this.taken.value(this.takenBy[at] as number).choice)
    return choices.reverse()
  }

  /**
   * The first world from which no world is reached in which the property is true, or, where it could be put off for ever by an
   * endless detour of things that are not polls, a world on that detour; -1 where there is none.
   */
  private neverReached(property: Extract<Property, { kind: 'eventually' }>): number {
    const size = this.next
    const good = new Uint8Array(size)
    const byLedger = new Map<number, boolean>()
    for (let world = 0; world < size; world++) {
      const ledger = this.worlds.get(world, ledgerSlot)
      let holds = property.on === 'ledger' ? byLedger.get(ledger) : undefined
      if (holds === undefined) byLedger.set(ledger, (holds = property.holds(this.moment(world))))
      good[world] = holds ? 1 : 0
    }
    const detour = this.detour(good, size)
    const reaches = this.reaching(good, size)
    for (let world = 0; world < size; world++) if (reaches[world] === 0) return world
    return detour
  }

  /** Worlds from which a good world can be reached, found backwards along the edges. */
  private reaching(good: Uint8Array, size: number): Uint8Array {
    const starts = new Int32Array(size + 1)
    for (let e = 0; e < this.edges.length; e++) {
      const to = this.edges.at(e) >> 1
      if (to < size) starts[to + 1] = (starts[to + 1] as number) + 1
    }
    for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
    const into = new Int32Array(this.edges.length)
    const fill = starts.slice()
    for (let from = 0; from < size; from++)
      for (let e = this.edgeStart[from] as number; e < (this.edgeStart[from + 1] as number); e++) {
        const to = this.edges.at(e) >> 1
        if (to >= size) continue
        into[fill[to] as number] = from
        fill[to] = (fill[to] as number) + 1
      }
    const reaches = good.slice()
    const queue: number[] = []
    for (let world = 0; world < size; world++) if (good[world] === 1) queue.push(world)
    for (let at = queue.pop(); at !== undefined; at = queue.pop())
      for (let e = starts[at] as number; e < (starts[at + 1] as number); e++) {
        const from = into[e] as number
        if (reaches[from] === 1) continue
        reaches[from] = 1
        queue.push(from)
      }
    return reaches
  }

  /** A world on a cycle of foreground steps among worlds that are not good; -1 where there is none. */
  private detour(good: Uint8Array, size: number): number {
    const inward = new Int32Array(size)
    const each = (world: number, visit: (to: number) => void): void => {
      if (good[world] === 1) return
      for (let e = this.edgeStart[world] as number; e < (this.edgeStart[world + 1] as number); e++) {
        const to = this.edges.at(e) >> 1
        if (this.edges.at(e) % 2 === 1 && to < size && good[to] === 0) visit(to)
      }
    }
    for (let world = 0; world < size; world++) each(world, (to) => (inward[to] = (inward[to] as number) + 1))
    const free: number[] = []
    let left = 0
    for (let world = 0; world < size; world++) {
      if (good[world] === 1) continue
      left++
      if (inward[world] === 0) free.push(world)
    }
    for (let at = free.pop(); at !== undefined; at = free.pop()) {
      left--
      inward[at] = -1
      each(at, (to) => {
        inward[to] = (inward[to] as number) - 1
        if (inward[to] === 0) free.push(to)
      })
    }
    if (left === 0) return -1
    return inward.findIndex((count, world) => count > 0 && good[world] === 0)
  }

  /** What was found. May be asked at any time; the verdicts are final once the exploration is over. */
  result(): Explored {
    const found = new Map(this.found)
    for (const property of this.properties) {
      if (property.kind !== 'eventually' || !this.isComplete) continue
      const world = this.neverReached(property)
      if (world >= 0) found.set(property.id, [{ world, choice: null }])
    }
    return {
      worlds: this.worlds.size,
      transitions: this.transitionCount,
      complete: this.isComplete,
      found,
      codes: this.codes,
      clauses: this.clauses,
      settings: this.settings.size,
    }
  }
}
