import { stableJson } from '#base/json.ts'
import type { Knobs, Model, Value } from '#kernel/model.ts'
import { Interned, Numbers } from '#kernel/packed.ts'
import { appliesIn, isTrueIn, type Action, type Property } from '#kernel/property.ts'
import { KnobNeeded } from '#kernel/role.ts'
import { initialState, stateNamed } from '#kernel/states.ts'
import type { Actor, Observation, ResolvedOutput, Stepper, System } from '#kernel/system.ts'
import { Commands, type Bounds } from './explore/commands.ts'
import { Findings, isEnd, type EndProperty, type Candidate } from './explore/findings.ts'
import { Graph, type StepKind } from './explore/graph.ts'
import { Ledgers } from './explore/ledgers.ts'
import { Links } from './explore/links.ts'
import { Settings, type Part, type Varied } from './explore/settings.ts'
import { TimerSets } from './explore/timerSets.ts'
import { Tracked, Views, type Source } from './explore/views.ts'
import { budgetSlot, firstSlot, ledgerSlot, settingSlot, Worlds } from './explore/worlds.ts'

export type { Bounds } from './explore/commands.ts'
export type { Candidate } from './explore/findings.ts'
export type { Part, Varied } from './explore/settings.ts'

/** A way on that what a slot says leaves open: a command, the message at the head of a link, or a timer. */
interface Move {
  readonly action: Action
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
  /** Those that the part counts (see `Part`); so with all numbers here. */
  readonly worlds: number
  readonly transitions: number
  /** Whether everything within the bounds was seen. */
  readonly complete: boolean
  /** The nearest worlds in which each property was true (or, for `always`, false; for `eventually`, from which it is not reached). */
  readonly found: ReadonlyMap<string, readonly Candidate[]>
  /** In how many worlds the condition of a statement was met, for those that have one; for `eventually`, once everything was seen. */
  readonly applies: ReadonlyMap<string, number>
  /** The nearest worlds in which a code was returned by a call of this name (`cancel MI_RESULT_OK`), or settled (`settle …`). */
  readonly codes: ReadonlyMap<string, readonly number[]>
  readonly clauses: ReadonlySet<string>
  /** Different settings of the varied knobs that came up. */
  readonly settings: number
}

/**
 * Every order of delivery, of timers and of commands: the same world as a timed run, stepped by choice instead of by due time.
 * Worlds that say the same (a state for each actor with its timers, a content for each link, what was commanded, what an
 * observer remembers) are one. Breadth first, so the first world found is a nearest one.
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
  readonly views: Views
  private readonly findings: Findings
  private readonly ends: readonly EndProperty[]
  private readonly graph = new Graph()
  /** The machines under the setting of the present world. */
  private system: System

  private readonly worlds = new Worlds(() => this.views.slotAdded())
  /** How each world was first reached. */
  private readonly parents = new Numbers()
  private readonly takenBy = new Numbers()
  private readonly taken = new Interned<Action>()
  /** The ways on, by slot and what it says. */
  private readonly moves: Move[][][] = []
  private next = 0
  private worldsCounted = 0
  private transitionCount = 0

  /** What was noted since the choice was made, as the ledgers number it. */
  private noted = 0
  private readonly codesNow: Extract<Observation, { type: 'return' | 'settle' }>[] = []

  /**
   * `isObserved`: whether worlds that differ only in what an observer remembers are different. `knobs`: all of them, with the value
   * used where a knob is not varied. `part`: what is explored of them, null for all.
   */
  constructor(
    model: Model,
    knobs: Knobs,
    varied: Varied,
    bounds: Bounds,
    properties: readonly Property[],
    isObserved = true,
    part: Part | null = null,
  ) {
    this.isObserved = isObserved
    this.worldsMax = bounds.worldsMax
    this.background = new Set(model.background)
    this.settings = new Settings(model, knobs, varied, part)
    this.system = this.settings.system(this.settings.none)
    this.commands = new Commands(this.system, bounds)
    this.ledgers = new Ledgers(model)
    this.views = new Views(this.source())
    this.findings = new Findings(this.views, properties)
    this.ends = properties.filter(isEnd)
    const { vector } = this.worlds
    vector[budgetSlot] = this.commands.none
    vector[ledgerSlot] = this.ledgers.empty
    vector[settingSlot] = this.settings.none
    this.include(-1, 0, this.settings.isCounted(this.settings.none) ? 1 : 0)
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
    const count = this.worlds.width
    for (let slot = firstSlot; slot < count; slot++) this.takeAll(world, slot)
  }

  /** Takes every way on that a slot leaves open. */
  private takeAll(world: number, slot: number): void {
    const value = this.worlds.value(world, slot)
    if (value === 0) return
    const bySlot = this.moves[slot] ?? (this.moves[slot] = [])
    const moves = bySlot[value] ?? (bySlot[value] = this.movesOf(slot, value))
    for (let i = 0; i < moves.length; i++) this.take(world, slot, moves[i] as Move)
  }

  /** Makes a move in a world, once for each value of a knob that it turns out to depend on. */
  private take(world: number, slot: number, move: Move, setting?: number): void {
    const { worlds } = this
    worlds.load(world)
    this.noted = 0
    if (this.codesNow.length > 0) this.codesNow.length = 0
    if (setting !== undefined) worlds.vector[settingSlot] = setting
    const number = worlds.vector[settingSlot] as number
    this.system = this.settings.system(number)
    if (move.isTimer) {
      worlds.touch(move.actor)
      worlds.timers[move.actor] = move.rest
    } else worlds.vector[slot] = move.rest
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
    if (slot === budgetSlot)
      return this.commands
        .openAt(value)
        .map(({ actor, event, next, action }) => this.move(action, 'command', { actor, event, rest: next }))
    const kind = this.worlds.slot(slot)
    if ('actor' in kind) return this.timersOf(kind.actor, this.worlds.timersAt(kind.actor, value))
    const head = this.links.head(value)
    if (head === undefined) return []
    const { event, background } = head
    const action: Action = {
      kind: 'message',
      from: this.nameOf(kind.from),
      to: this.nameOf(kind.to),
      name: this.system.events[event]?.type ?? '',
    }
    return [
      this.move(action, background ? 'poll' : 'other', { actor: kind.to, event, rest: this.links.withoutHead(value) }),
    ]
  }

  private timersOf(actor: number, set: number): Move[] {
    return this.timerSets.timers(set).map(({ timer, name, event }) => {
      const action: Action = { kind: 'timer', actor: this.nameOf(actor), name }
      return this.move(
        action,
        this.background.has(name) ? 'poll' : 'other',
        { actor, event, rest: this.timerSets.without(set, timer) },
        true,
      )
    })
  }

  private nameOf(actor: number): string {
    return (this.system.actors[actor] as Actor).name
  }

  private move(action: Action, kind: StepKind, what: Pick<Move, 'actor' | 'event' | 'rest'>, isTimer = false): Move {
    const taken = this.taken.number(stableJson(action), () => action)
    return { action: this.taken.value(taken), taken, kind, isTimer, ...what }
  }

  /** Packs the world that has come about, and looks at what is new in it. */
  private finish(parent: number, { taken, action, kind }: Move): void {
    const { vector } = this.worlds
    const setting = vector[settingSlot] as number
    const count = this.settings.isCounted(setting) ? 1 : 0
    this.transitionCount += count
    if (this.noted !== 0) vector[ledgerSlot] = this.ledgers.after(vector[ledgerSlot] as number, this.noted)
    const child = this.include(parent, taken, count)
    if (this.ends.length > 0) this.graph.step(child, kind)
    if (this.codesNow.length > 0) for (const note of this.codesNow) this.findings.code(note, child)
    if (this.findings.asksSteps) this.findings.step(parent, child, taken, action, setting, count)
  }

  private include(parent: number, taken: number, count: 0 | 1): number {
    const { worlds } = this
    const index = worlds.pack(parent)
    if (index < 0) return -1 - index
    this.worldsCounted += count
    this.parents.push(parent)
    this.takenBy.push(taken)
    this.findings.world(index, worlds.vector[ledgerSlot] as number, parent, parent < 0 ? -1 : worlds.changes(), count)
    return index
  }

  // What the reactions ask for.

  get states(): (number | undefined)[] {
    return this.worlds.states
  }

  reacting(actor: Actor): void {
    this.worlds.touch(actor.index)
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
    worlds.vector[at] = this.links.with(worlds.vector[at] as number, order.event, order.background)
  }

  arm(actor: Actor, order: Extract<ResolvedOutput, { type: 'arm' }>): void {
    const { timers } = this.worlds
    timers[actor.index] = this.timerSets.with(timers[actor.index] ?? 0, order)
  }

  disarm(actor: Actor, timer: string): void {
    const { timers } = this.worlds
    timers[actor.index] = this.timerSets.without(timers[actor.index] ?? 0, timer)
  }

  cut(order: Extract<ResolvedOutput, { type: 'cut' }>): number {
    const { worlds } = this
    const at = worlds.link(order.from, order.to)
    const { number, kept } = this.links.cut(worlds.vector[at] as number, order.keep)
    worlds.vector[at] = number
    return kept
  }

  note(_: Actor, note: Observation): void {
    if (note.type === 'return' || note.type === 'settle') this.codesNow.push(note)
    if (note.type === 'return' || note.type === 'cite' || note.type === 'unsupported') this.findings.cite(note)
    if (!this.isObserved || note.type === 'cite' || note.type === 'discard') return
    this.noted = this.ledgers.longer(this.noted, note)
  }

  /** What statements see. */
  private source(): Source {
    const { model } = this.system
    return {
      ledgerSlot,
      budgetSlot,
      value: (world, slot) => this.worlds.value(world, slot),
      ledger: (value) => this.ledgers.value(value),
      given: (budget, command) => this.commands.given(budget, command),
      slotOf: (name) => this.worlds.slotOf(this.actorNamed(name)?.index ?? -1),
      initial: (name) => initialState(model, name),
      state: (name, local) => {
        const actor = this.actorNamed(name)
        const state = actor === undefined ? undefined : this.worlds.stateAt(actor.index, local)
        if (actor === undefined || state === undefined) return initialState(model, name)
        return stateNamed(actor.table.machine, actor.table.valueText(state))
      },
    }
  }

  private actorNamed(name: string): Actor | undefined {
    return this.system.actors.find((actor) => actor.name === name)
  }

  /** The values of the varied knobs that have mattered on the way to a world. */
  knobsOf(world: number): Record<string, Value> {
    return this.settings.chosen(this.worlds.value(world, settingSlot))
  }

  /** The choices that lead from the beginning to a world. */
  path(world: number): Action[] {
    const actions: Action[] = []
    for (let at = world; this.parents.at(at) >= 0; at = this.parents.at(at))
      actions.push(this.taken.value(this.takenBy.at(at)))
    return actions.reverse()
  }

  /** Worlds in which a statement about the end is true or does not apply, and in how many it applies. */
  private goal(property: EndProperty): { readonly goal: Uint8Array; readonly applies: number } {
    const condition = new Tracked(this.views, (view) => appliesIn(property, view))
    const truth = new Tracked(this.views, (view) => isTrueIn(property, view))
    let applies = 0
    const goal = new Uint8Array(this.worlds.size).map((_, world) => {
      if (!condition.answer(world)) return 1
      if (this.settings.isCounted(this.worlds.value(world, settingSlot))) applies++
      return truth.answer(world) ? 1 : 0
    })
    return { goal, applies }
  }

  /** What was found. May be asked at any time; the verdicts are final once the exploration is over. */
  result(): Explored {
    const { found, applies, codes, clauses } = this.findings
    for (const property of this.isComplete ? this.ends : []) {
      const end = this.goal(property)
      const world = this.graph.neverReached(end.goal)
      if (world >= 0) found.set(property.id, [{ world, action: null }])
      applies.set(property.id, end.applies)
    }
    return {
      worlds: this.worldsCounted,
      transitions: this.transitionCount,
      complete: this.isComplete,
      found,
      applies,
      codes,
      clauses,
      settings: this.settings.size,
    }
  }
}
