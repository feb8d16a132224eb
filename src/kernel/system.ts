import { assert, ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Message } from './effect.ts'
import type { Knobs, Model } from './model.ts'
import { RoleTable, tableOf, type SingleEffect, type Want } from './role.ts'

export interface Actor {
  readonly index: number
  /** `server`, `provider#2`. */
  readonly name: string
  /** `provider` for `provider#2`. */
  readonly role: string
  /** 2 for `provider#2`, 0 for a role with one actor. */
  readonly instance: number
  readonly table: RoleTable
  readonly start: number
}

/** Effects with names turned into numbers, once for each remembered transition. */
export type Order =
  | { readonly type: 'send'; readonly to: number; readonly event: number; readonly background: boolean; readonly ticks: number | null }
  | { readonly type: 'tell'; readonly to: number; readonly event: number }
  | { readonly type: 'tellAll'; readonly role: string; readonly event: number }
  | { readonly type: 'arm'; readonly timer: string; readonly name: string; readonly ticks: number; readonly event: number }
  | { readonly type: 'disarm'; readonly timer: string }
  | { readonly type: 'cut'; readonly from: number; readonly to: number; readonly keep: number; readonly why: string }
  | { readonly type: 'note'; readonly effect: Note }

/** Effects that change nothing in the world: they are what an observer sees. */
export type Note = Exclude<SingleEffect, { type: 'send' | 'tell' | 'cut' }>

interface Reaction {
  readonly next: number
  readonly handled: boolean
  readonly orders: readonly Order[]
}

/** What the two ways of stepping (by due time, or in every order) do with the orders of a reaction. */
export interface Stepper {
  /** State numbers by actor; undefined where an actor was never reached. */
  readonly states: (number | undefined)[]
  reacting(actor: Actor, state: number, event: number): void
  changed(actor: Actor, before: number, after: number): void
  send(from: Actor, order: Extract<Order, { type: 'send' }>): void
  arm(actor: Actor, order: Extract<Order, { type: 'arm' }>): void
  disarm(actor: Actor, timer: string): void
  /** Returns how many messages on their way are kept. */
  cut(order: Extract<Order, { type: 'cut' }>): number
  note(actor: Actor, note: Note): void
  ignored(actor: Actor, event: Message): void
}

/**
 * The machines of one specification under one setting of its knobs, with everything that was ever computed about them.
 * It has no state of its own besides this memory, so that any number of runs can share it.
 */
export class System {
  readonly model: Model
  readonly knobs: Knobs
  readonly actors: Actor[] = []
  readonly events: Message[] = []
  private readonly eventKeys: string[] = []
  private readonly eventNumbers = new Map<string, number>()
  private readonly actorNumbers = new Map<string, number>()
  private readonly tables = new Map<string, RoleTable>()
  private readonly reactions: (Reaction | undefined)[][][] = []

  /** `isolated`: begins without what other systems have computed; for measuring and for tests. */
  constructor(model: Model, knobs: Knobs, isolated = false) {
    this.model = model
    this.knobs = knobs
    for (const role of model.roles) {
      this.tables.set(role.name, isolated ? new RoleTable(role.machine) : tableOf(role.machine))
      if (!role.instances) this.actor(role.name)
    }
  }

  /** The number of an actor; one that was never named before is made. */
  actor(name: string): number {
    const known = this.actorNumbers.get(name)
    if (known !== undefined) return known
    const [role = '', number] = name.split('#')
    const table = ensure(this.tables.get(role), `${this.model.spec} has a role ${role} (address ${name})`)
    const instance = number === undefined ? 0 : Number(number)
    assert(Number.isSafeInteger(instance) && instance >= 0, `address ${name} ends in a number`)
    const index = this.actors.length
    this.actors.push({ index, name, role, instance, table, start: table.initial(instance, this.knobs) })
    this.actorNumbers.set(name, index)
    this.reactions.push([])
    return index
  }

  /** The number of an event; equal events have equal numbers. */
  event(event: Message): number {
    const key = stableJson(event)
    const known = this.eventNumbers.get(key)
    if (known !== undefined) return known
    const number = this.events.length
    this.events.push(event)
    this.eventKeys.push(key)
    this.eventNumbers.set(key, number)
    return number
  }

  /** By instance number: the order in which they were first named depends on earlier runs, and a run must not. */
  private instances(role: string): Actor[] {
    return this.actors.filter((actor) => actor.role === role).sort((a, b) => a.instance - b.instance)
  }

  private order(want: Want): Order {
    if (want.type === 'arm') return { ...want, event: this.event(want.event) }
    if (want.type === 'disarm') return want
    const { effect } = want
    switch (effect.type) {
      case 'send':
        return {
          type: 'send',
          to: this.actor(effect.to),
          event: this.event(effect.event),
          background: effect.background ?? false,
          ticks: effect.ticks ?? null,
        }
      case 'tell':
        return effect.to.endsWith('#*')
          ? { type: 'tellAll', role: effect.to.slice(0, -2), event: this.event(effect.event) }
          : { type: 'tell', to: this.actor(effect.to), event: this.event(effect.event) }
      case 'cut':
        return { ...effect, from: this.actor(effect.from), to: this.actor(effect.to) }
      default:
        return { type: 'note', effect }
    }
  }

  private reaction(actor: Actor, state: number, event: number): Reaction {
    const byState = this.reactions[actor.index] as (Reaction | undefined)[][]
    const row = byState[state] ?? (byState[state] = [])
    const known = row[event]
    if (known !== undefined) return known
    const answer = actor.table.answer(state, this.events[event] as Message, this.eventKeys[event] as string, this.knobs)
    const reaction = { next: answer.next, handled: answer.handled, orders: answer.wants.map((want) => this.order(want)) }
    row[event] = reaction
    return reaction
  }

  /**
   * Gives an event to an actor and carries out everything that follows inside the process. Both ways of stepping the world
   * go through here; they differ only in what is given next, and when.
   */
  react(actorIndex: number, event: number, stepper: Stepper): boolean {
    const actor = this.actors[actorIndex] as Actor
    const before = stepper.states[actorIndex] ?? actor.start
    stepper.reacting(actor, before, event)
    const reaction = this.reaction(actor, before, event)
    if (!reaction.handled) {
      stepper.states[actorIndex] = before
      stepper.ignored(actor, this.events[event] as Message)
      return false
    }
    stepper.states[actorIndex] = reaction.next
    if (reaction.next !== before) stepper.changed(actor, before, reaction.next)
    for (const order of reaction.orders) this.carryOut(actor, order, stepper)
    return true
  }

  private carryOut(actor: Actor, order: Order, stepper: Stepper): void {
    switch (order.type) {
      case 'note':
        stepper.note(actor, order.effect)
        break
      case 'send':
        stepper.send(actor, order)
        break
      case 'tell':
        this.react(order.to, order.event, stepper)
        break
      case 'tellAll':
        for (const other of this.instances(order.role))
          if (stepper.states[other.index] !== undefined) this.react(other.index, order.event, stepper)
        break
      case 'arm':
        stepper.arm(actor, order)
        break
      case 'disarm':
        stepper.disarm(actor, order.timer)
        break
      case 'cut': {
        const count = stepper.cut(order)
        const from = (this.actors[order.from] as Actor).name
        const to = (this.actors[order.to] as Actor).name
        this.react(actor.index, this.event({ type: 'link.kept', from, to, count }), stepper)
      }
    }
  }
}

const systems = new Map<Model, Map<string, System>>()
const systemsKept = 64

/** The shared system of a model under these knobs; the least recently used ones are forgotten. */
export function systemFor(model: Model, knobs: Knobs): System {
  let byKnobs = systems.get(model)
  if (byKnobs === undefined) systems.set(model, (byKnobs = new Map()))
  const key = stableJson(knobs)
  const system = byKnobs.get(key) ?? new System(model, knobs)
  byKnobs.delete(key)
  byKnobs.set(key, system)
  if (byKnobs.size > systemsKept) byKnobs.delete(ensure(byKnobs.keys().next().value, 'there is an oldest system'))
  return system
}
