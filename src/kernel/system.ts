import { cancelCommand, isOfCommand } from './call.ts'
import { assert, ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Message } from './effect.ts'
import type { Knobs, Model } from './model.ts'
import { armsLate, LateTimers, type Late } from './lateTimers.ts'
import { reactionKey } from './packed.ts'
import type { CompiledTransition, Observation, ResolvedOutput } from './reaction.ts'
import { KnobNeeded, TransitionTable, tableOf, type TransitionResult, type Output } from './role.ts'

export type { Observation, ResolvedOutput } from './reaction.ts'

export interface Actor {
  readonly index: number
  /** `server`, `provider#2`. */
  readonly name: string
  /** `provider` for `provider#2`. */
  readonly role: string
  /** 2 for `provider#2`, 0 for a role with one actor. */
  readonly instance: number
  readonly table: TransitionTable
}

/** What the two ways of stepping (by due time, or in every order) do with the orders of a reaction. */
export interface Stepper {
  /** State numbers by actor; undefined where an actor was never reached. */
  readonly states: (number | undefined)[]
  reacting(actor: Actor, state: number, event: number): void
  changed(actor: Actor, before: number, after: number): void
  send(from: Actor, output: Extract<ResolvedOutput, { type: 'send' }>): void
  arm(actor: Actor, output: Extract<ResolvedOutput, { type: 'arm' }>): void
  disarm(actor: Actor, timer: string): void
  /** Returns how many messages on their way are kept. */
  cut(output: Extract<ResolvedOutput, { type: 'cut' }>): number
  note(actor: Actor, note: Observation): void
  ignored(actor: Actor, event: Message): void
  /** The event that the last `reacting` spoke of is dealt with, with everything that it set off at once. */
  reacted(): void
}

/** Names and their numbers, shared by the systems of a model that are compared with each other. */
class SymbolTable {
  readonly model: Model
  readonly isolated: boolean
  readonly actors: Actor[] = []
  readonly events: Message[] = []
  readonly eventKeys: string[] = []
  private readonly eventNumbers = new Map<string, number>()
  /** Numbers of events that were forgotten. */
  private readonly freeEvents: number[] = []
  private readonly keptEvents = new Map<ResolvedOutput, number[]>()
  private readonly actorNumbers = new Map<string, number>()
  private readonly byRole = new Map<string, Actor[]>()
  private readonly tables = new Map<string, TransitionTable>()
  /** Orders depend on an answer alone, so systems under other knobs share them. */
  readonly reactions = new Map<TransitionResult, CompiledTransition>()

  constructor(model: Model, isolated: boolean) {
    this.model = model
    this.isolated = isolated
    for (const role of model.roles) {
      this.tables.set(role.name, isolated ? new TransitionTable(role.machine) : tableOf(role.machine))
      if (!role.instances) this.actor(role.name)
    }
  }

  actor(name: string): number {
    const known = this.actorNumbers.get(name)
    if (known !== undefined) return known
    const [role = '', number] = name.split('#')
    const table = ensure(this.tables.get(role), `${this.model.spec} has a role ${role} (address ${name})`)
    const instance = number === undefined ? 0 : Number(number)
    assert(Number.isSafeInteger(instance) && instance >= 0, `address ${name} ends in a number`)
    const index = this.actors.length
    this.actors.push({ index, name, role, instance, table })
    this.actorNumbers.set(name, index)
    const siblings = this.instances(role)
    // Mostly it is the newest.
    const after = siblings.findLastIndex((sibling) => sibling.instance < instance)
    siblings.splice(after + 1, 0, ensure(this.actors[index], 'it was just made'))
    return index
  }

  /** By instance number: the order in which they were first named depends on earlier runs, and a run must not. */
  instances(role: string): Actor[] {
    const known = this.byRole.get(role)
    if (known !== undefined) return known
    const none: Actor[] = []
    this.byRole.set(role, none)
    return none
  }

  /** The event that tells who cuts a link how many messages on their way are kept. */
  kept(output: Extract<ResolvedOutput, { type: 'cut' }>, count: number): number {
    let byCount = this.keptEvents.get(output)
    if (byCount === undefined) this.keptEvents.set(output, (byCount = []))
    const nameOf = (index: number): string => (this.actors[index] as Actor).name
    return (
      byCount[count] ??
      (byCount[count] = this.event({ type: 'link.kept', from: nameOf(output.from), to: nameOf(output.to), count }))
    )
  }

  event(event: Message): number {
    const key = stableJson(event)
    const known = this.eventNumbers.get(key)
    if (known !== undefined) return known
    const number = this.freeEvents.pop() ?? this.events.length
    this.events[number] = event
    this.eventKeys[number] = key
    this.eventNumbers.set(key, number)
    return number
  }

  /** Forgets all but the states in which actors are, and these events. */
  forget(states: readonly (number | undefined)[], events: ReadonlySet<number>): void {
    this.reactions.clear()
    this.keptEvents.clear()
    const kept = new Map([...this.tables.values()].map((table) => [table, new Set<number>()]))
    for (const { index, table } of this.actors) {
      const state = states[index]
      if (state !== undefined) kept.get(table)?.add(state)
    }
    for (const [table, those] of kept) table.forget(those)
    for (const [key, number] of this.eventNumbers) {
      if (events.has(number)) continue
      this.eventNumbers.delete(key)
      this.events[number] = forgotten
      this.eventKeys[number] = ''
      this.freeEvents.push(number)
    }
  }
}

/** Stands where an event was that nobody can name any more. */
const forgotten: Message = { type: '' }

/**
 * The machines of one specification under one setting of its knobs, with everything that was ever computed about them.
 * It has no state of its own besides this memory, so that any number of runs can share it.
 */
export class System {
  readonly model: Model
  readonly knobs: Knobs
  /** The knobs that had a say in anything so far. */
  readonly knobsRead = new Set<string>()
  private readonly names: SymbolTable
  private readonly starts: number[] = []
  private readonly reactions: (CompiledTransition | undefined)[][][] = []
  /** How many transitions are remembered. */
  remembered = 0
  private readonly lateTimers = new LateTimers()
  /** Where a knob is missing that would have a say. */
  private readonly needed: (Map<number, KnobNeeded> | undefined)[] = []

  /** `isolated`: begins without what other systems have computed; for measuring and for tests. */
  constructor(model: Model, knobs: Knobs, isolated = false, names?: SymbolTable) {
    this.model = model
    this.knobs = knobs
    this.names = names ?? new SymbolTable(model, isolated)
  }

  /** The same machines under other knobs, with the same numbers for the same actors, states and events. */
  under(knobs: Knobs): System {
    return new System(this.model, knobs, this.names.isolated, this.names)
  }

  get actors(): readonly Actor[] {
    return this.names.actors
  }

  get events(): readonly Message[] {
    return this.names.events
  }

  /** The number of an actor; one that was never named before is made. */
  actor(name: string): number {
    return this.names.actor(name)
  }

  /** The number of an event; equal events have equal numbers. */
  event(event: Message): number {
    return this.names.event(event)
  }

  /** The state in which an actor begins. */
  start(actor: Actor): number {
    return (
      this.starts[actor.index] ??
      (this.starts[actor.index] = actor.table.initial(actor.instance, this.knobs, this.knobsRead))
    )
  }

  private output(output: Output, handled: Message): ResolvedOutput {
    if (output.type === 'arm') return { ...output, event: this.event(output.event) }
    if (output.type === 'disarm') return output
    const { effect } = output
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
      case 'milestone': {
        const { call } = handled
        const isCancel = typeof call === 'string' && isOfCommand(call, cancelCommand)
        return { type: 'note', effect: effect.call === undefined && isCancel ? { ...effect, call } : effect }
      }
      case 'result':
        assert(this.model.results === true, `${this.model.spec} declares that its operations have results`)
        return { type: 'note', effect }
      default:
        return { type: 'note', effect }
    }
  }

  /** What an actor does with an event: computed once. */
  reaction(actor: Actor, state: number, event: number): CompiledTransition {
    const byState = this.reactions[actor.index] ?? (this.reactions[actor.index] = [])
    const row = byState[state] ?? (byState[state] = [])
    const known = row[event]
    if (known !== undefined) return known
    const answer = this.answer(actor, state, event)
    let reaction = this.names.reactions.get(answer)
    if (reaction === undefined) {
      const outputs = answer.outputs.map((output) => this.output(output, this.events[event] as Message))
      reaction = { next: answer.next, handled: answer.handled, outputs, armsLate: armsLate(outputs) }
      this.names.reactions.set(answer, reaction)
    }
    row[event] = reaction
    this.remembered++
    return reaction
  }

  private answer(actor: Actor, state: number, event: number): TransitionResult {
    // Mostly all knobs are set, and then nothing is there.
    const needed = this.needed[actor.index]?.get(reactionKey(state, event))
    if (needed !== undefined) throw needed
    try {
      return actor.table.answer(
        state,
        this.events[event] as Message,
        this.names.eventKeys[event] as string,
        this.knobs,
        this.knobsRead,
      )
    } catch (error) {
      if (error instanceof KnobNeeded) (this.needed[actor.index] ??= new Map()).set(reactionKey(state, event), error)
      throw error
    }
  }

  /**
   * Forgets all transitions, and all states and events but those in which actors are and those that are named. For a world that goes
   * on and on, whose actors are ever new ones; it must not be in the middle of a reaction, and the memory must be its own.
   */
  forget(states: readonly (number | undefined)[], events: ReadonlySet<number>): void {
    assert(this.names.isolated, 'what others remember is not forgotten')
    this.starts.length = 0
    this.reactions.length = 0
    this.needed.length = 0
    this.remembered = 0
    this.names.forget(states, events)
  }

  /**
   * Gives an event to an actor and carries out everything that follows inside the process. Both ways of stepping the world
   * go through here; they differ only in what is given next, and when.
   */
  react(actorIndex: number, event: number, stepper: Stepper): boolean {
    const actor = this.actors[actorIndex] as Actor
    const before = stepper.states[actorIndex] ?? this.start(actor)
    stepper.reacting(actor, before, event)
    const reaction = this.reaction(actor, before, event)
    if (!reaction.handled) {
      stepper.states[actorIndex] = before
      stepper.ignored(actor, this.events[event] as Message)
      stepper.reacted()
      return false
    }
    stepper.states[actorIndex] = reaction.next
    if (reaction.next !== before) stepper.changed(actor, before, reaction.next)
    if (reaction.armsLate) this.carryOutLate(actor, reaction, stepper)
    else for (const output of reaction.outputs) this.carryOut(actor, output, stepper, null)
    stepper.reacted()
    return true
  }

  private carryOutLate(actor: Actor, { outputs }: CompiledTransition, stepper: Stepper): void {
    const late = this.lateTimers.begin(actor.index)
    try {
      for (const output of outputs) this.carryOut(actor, output, stepper, late)
    } finally {
      this.lateTimers.end()
    }
  }

  private carryOut(actor: Actor, output: ResolvedOutput, stepper: Stepper, late: Late | null): void {
    switch (output.type) {
      case 'note':
        stepper.note(actor, output.effect)
        break
      case 'send':
        stepper.send(actor, output)
        break
      case 'tell':
        this.react(output.to, output.event, stepper)
        break
      case 'tellAll':
        for (const other of this.names.instances(output.role))
          if (stepper.states[other.index] !== undefined) this.react(other.index, output.event, stepper)
        break
      case 'arm':
        if (!this.lateTimers.isPast(actor.index, output.timer, late)) stepper.arm(actor, output)
        break
      case 'disarm':
        if (!this.lateTimers.isPast(actor.index, output.timer, late)) stepper.disarm(actor, output.timer)
        break
      case 'cut': {
        const count = stepper.cut(output)
        this.react(actor.index, this.names.kept(output, count), stepper)
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
