import type { Knobs, Model, Value } from '#kernel/model.ts'
import type { Observed, ObservedLine } from '#kernel/observed.ts'
import type { Action } from '#kernel/property.ts'
import { KnobNeeded } from '#kernel/role.ts'
import { budgetSlot, firstSlot, ledgerSlot } from '../explore/worlds.ts'
import { Alternatives } from './alternatives.ts'
import { Boxes } from './boxes.ts'
import type { Clock } from './clock.ts'
import { Moves, seenOf, type Move } from './moves.ts'
import { Namings, numberOf, openCall, unnamed, type Naming } from './naming.ts'
import { Obligations } from './obligations.ts'
import { Nodes, type Found, type Way } from './nodes.ts'
import { isFurther, nextLines, passed, type Place } from './places.ts'
import { Readings } from './readings.ts'
import { recordedIn } from './recorded.ts'
import type { SearchOptions } from './searchOptions.ts'
import { after, contextOf, explains, isSeenIn, sightOf, type LineContext, type Sight } from './sight.ts'
import { Present, type Noted } from './stepping.ts'

// What the first numbers of a world stand for here.
const namingSlot = budgetSlot
const positionSlot = ledgerSlot

/** Hidden steps that may wait for something to come of them at the same time. */
const obligationsMax = 3

/** A step on the way to a world, with the number of lines that are explained after it. */
export interface PathStep {
  readonly action: Action
  readonly explained: number
}

/**
 * The worlds of a specification together with a place in a recording: the same world as a timed run, stepped by choice, where
 * what is seen of a step has to be what the recording has next. In which order they are looked at, whoever extends it says.
 */
export abstract class Search {
  protected readonly model: Model
  protected readonly observed: Observed
  protected readonly options: SearchOptions
  private readonly context: LineContext
  private readonly sees: ReadonlySet<string>
  private readonly boxes: Boxes
  protected readonly nodes: Nodes
  protected readonly present = new Present()
  private readonly moves: Moves
  private readonly namings = new Namings()
  private readonly obligations = new Obligations()
  readonly alternatives = new Alternatives()
  readonly readings: Readings
  /** Worlds in which everything is explained, each under another reading. */
  readonly successes: number[] = []
  private worldsAtSuccess = Infinity
  /** Whether hidden steps are made as late as can be, so that what has nothing to do with the next line is not tried before it. */
  protected readonly isLate: boolean
  /** Whether it goes on until every world is looked at, so that all readings are found. */
  abstract readonly isThorough: boolean

  constructor(model: Model, observed: Observed, options: SearchOptions, isLate: boolean) {
    this.isLate = isLate
    this.model = model
    this.observed = observed
    this.options = options
    this.context = contextOf(model, observed, options.relaxed)
    this.sees = new Set(observed.sees)
    this.boxes = new Boxes(model, options.knobs, options.varied)
    this.nodes = new Nodes(this.boxes, (some, all) => this.obligations.isWithin(some, all))
    this.readings = new Readings(model, this.boxes)
    const recorded = recordedIn(model, observed, options.pinned, options.relaxed)
    this.moves = new Moves(model, observed, recorded, this.boxes.system(this.boxes.all), this.present)
    this.present.worlds.vector[namingSlot] = this.namings.number(unnamed)
  }

  /** The world in which nothing has happened waits to be looked at. */
  protected begin(): void {
    const way = { parent: -1, taken: 0, cited: [], cost: 0, hidden: 0, obligations: 0, clock: null }
    this.include(this.pack(-1), this.boxes.all, way, true)
  }

  get worldCount(): number {
    return this.nodes.size
  }

  /** Whether a bound was met before everything was looked at. */
  get isBounded(): boolean {
    const { worldsMax, readingWorldsMax } = this.options
    return this.worldCount >= Math.min(worldsMax, this.worldsAtSuccess + readingWorldsMax)
  }

  /** The knobs that had a say in anything so far. */
  get knobsRead(): ReadonlySet<string> {
    return this.boxes.knobsRead
  }

  /** Looks at up to `count` worlds. Returns whether there are more to look at within the bounds. */
  advance(count: number): boolean {
    for (let i = 0; i < count; i++) if (this.isBounded || !this.lookAtNext()) return false
    return true
  }

  /** Looks at the world whose turn it is; false where there is none. */
  protected abstract lookAtNext(): boolean

  /** A node was found, which waits to be looked at. `isFirst`: whether it is the likeliest that a step leads to. */
  protected abstract wait(node: number, isFirst: boolean, clock: Clock | null): void

  /** When what is under way would be due after the step that was just made, where that is known. */
  protected abstract clockAfter(node: number, move: Move | null): Clock | null

  private value(node: number, slot: number): number {
    return this.present.worlds.value(this.nodes.world(node), slot)
  }

  protected position(node: number): number {
    return this.value(node, positionSlot)
  }

  private namingOf(node: number): Naming {
    return this.namings.value(this.value(node, namingSlot))
  }

  /** What the machines can do by themselves, in the order in which it came up. */
  protected machineMoves(node: number): Move[] {
    const moves: Move[] = []
    for (let slot = firstSlot; slot < this.present.worlds.width; slot++)
      moves.push(...this.moves.at(slot, this.value(node, slot)))
    return moves
  }

  /** Commands that the next line can be: as usual, or not. */
  protected shownMoves(node: number, isUnusual: boolean): readonly Move[] {
    return this.moves.shown(this.position(node), this.namingOf(node), this.value(node, namingSlot), isUnusual)
  }

  /** Commands that nobody saw, by which operations come to the ends that are shown of them. */
  protected expectedMoves(node: number): readonly Move[] {
    return this.moves.expected(this.namingOf(node), this.value(node, namingSlot))
  }

  /** Commands that nobody need have seen, and those that the next line can be if it is not as usual. */
  protected unusualMoves(node: number): readonly Move[] {
    if (this.nodes.hidden(node) >= this.options.hiddenMax) return []
    const hidden = this.moves.hidden(this.position(node), this.namingOf(node), this.value(node, namingSlot))
    return [...this.shownMoves(node, true), ...hidden]
  }

  /** Whether the next line can be passed over. */
  protected canSkip(node: number): boolean {
    return this.options.relaxed.has(this.position(node))
  }

  protected skip(node: number): void {
    const position = this.position(node)
    const { worlds } = this.present
    worlds.load(this.nodes.world(node))
    const { position: next, naming } = passed({ position, naming: this.namingOf(node) }, position)
    worlds.vector[positionSlot] = next
    worlds.vector[namingSlot] = this.namings.number(naming)
    const way = {
      parent: node,
      taken: 0,
      cited: [],
      cost: 0,
      hidden: 0,
      obligations: 0,
      clock: this.clockAfter(node, null),
    }
    this.include(this.pack(this.nodes.world(node)), this.nodes.box(node), way, false)
  }

  /** Makes a step, once for each way in which the recording can have it; settings under which it comes to the same go together. */
  protected take(node: number, move: Move, hidden: 0 | 1): void {
    const found: Found[] = []
    this.branch(node, move, this.nodes.box(node), hidden, found)
    const [only] = found
    if (only !== undefined && found.length === 1) return this.include(only.world, only.box, only.way, true)
    const alike = new Map<string, Found[]>()
    for (const one of found) {
      const key = `${one.world} ${one.way.obligations}`
      alike.set(key, [...(alike.get(key) ?? []), one])
    }
    let isFirst = true
    for (const same of alike.values())
      for (const box of this.boxes.merged(same.map((one) => one.box))) {
        const { world, way } = same[0] as Found
        this.include(world, box, way, isFirst)
        isFirst = false
      }
  }

  /** Makes a step under each value of a knob that it turns out to depend on. */
  private branch(node: number, move: Move, box: number, hidden: 0 | 1, found: Found[]): void {
    if (this.readings.covers(box)) return
    const { worlds } = this.present
    worlds.load(this.nodes.world(node))
    this.present.begin(move.isTimer ? -1 : move.slot, move.foot)
    if (move.isTimer) {
      worlds.touch(move.actor)
      worlds.timers[move.actor] = move.rest
    } else if (move.slot >= 0) worlds.vector[move.slot] = move.rest
    try {
      this.boxes.system(box).react(move.actor, move.event, this.present)
    } catch (error) {
      if (!(error instanceof KnobNeeded)) throw error
      for (const decided of this.boxes.each(box, error.knob)) this.branch(node, move, decided, hidden, found)
      return
    }
    this.finish(node, move, box, hidden, found)
  }

  private finish(node: number, move: Move, box: number, hidden: 0 | 1, found: Found[]): void {
    const { worlds, notes } = this.present
    const { first, others } = seenOf(move, notes)
    const cited = notes.flatMap(({ note }) => (note.type === 'cite' || note.type === 'return' ? note.clauses : []))
    const before = this.namingOf(node)
    const naming = move.starts === 0 ? before : { ...before, operations: before.operations + 1 }
    const position = this.value(node, positionSlot)
    const outcomes: Place[] = []
    this.explain({ position, naming }, first, others, 0, outcomes, { node, cited })
    if (outcomes.length === 0) return
    const { foot } = this.present
    const open = this.nodes.obligationsOf(node)
    const clock = this.clockAfter(node, move)
    for (const outcome of outcomes) {
      const isSeen = isFurther(outcome, { position, naming })
      if (isSeen && !this.obligations.areMetBy(open, foot)) continue
      const obligations = isSeen || !this.isLate ? 0 : this.obligations.with(open, foot)
      if (this.obligations.size(obligations) > obligationsMax) continue
      worlds.vector[positionSlot] = outcome.position
      worlds.vector[namingSlot] = this.namings.number(outcome.naming)
      const cost = isSeen ? 0 : this.nodes.cost(node) + 1 + (this.isDetour(node, move) ? 2 : 0)
      const way = {
        parent: node,
        taken: move.taken,
        cited,
        cost,
        hidden: isSeen ? 0 : this.nodes.hidden(node) + hidden,
        obligations,
        clock,
      }
      found.push({ world: this.pack(this.nodes.world(node)), box, way })
    }
  }

  /** The present world's number. */
  private pack(near: number): number {
    const number = this.present.worlds.pack(near)
    return number < 0 ? -1 - number : number
  }

  /** Whether a step has nothing to do with the operation that the next line is about. */
  protected isDetour(node: number, { operations }: Move): boolean {
    const naming = this.namingOf(node)
    const line = this.observed.lines[this.position(node)]
    if (operations.length === 0 || line === undefined) return false
    const named = line.operation === undefined ? undefined : numberOf(naming, line.operation)
    const target = named ?? naming.calls.find(({ name }) => name !== null && name === line.call)?.operation ?? null
    return target !== null && !operations.includes(target)
  }

  /** The ways in which what was noted in one step goes with the lines that come next. */
  private explain(
    from: Place,
    own: Sight | null,
    notes: readonly Noted[],
    index: number,
    outcomes: Place[],
    about: { readonly node: number; readonly cited: readonly string[] },
  ): void {
    const { position, naming } = from
    const { lines } = this.observed
    const noted = notes[index]
    if (position >= lines.length || (own === null && noted === undefined)) {
      outcomes.push(from)
      return
    }
    const next = own === null ? index + 1 : index
    const sight = own ?? (noted === undefined ? null : this.sightOf(noted, naming))
    const goOn = (outcome: Place): void => this.explain(outcome, null, notes, next, outcomes, about)
    if (sight === null) {
      goOn(from)
      return
    }
    let isExplained = false
    for (const at of nextLines(this.context.ends, from)) {
      const named = explains(this.context, lines[at] as ObservedLine, at, sight, naming)
      if (named === null) continue
      isExplained = true
      goOn(passed({ position, naming: named }, at))
    }
    const isSeen = isSeenIn(this.context, this.sees, sight, this.options.isWhole)
    if (!isSeen) goOn({ position, naming: after(naming, sight) })
    else if (!isExplained && own === null && this.nodes.hidden(about.node) === 0)
      this.alternatives.add(position, sight, () => [
        ...sight.clauses,
        ...about.cited,
        ...this.citedOnTheWay(about.node, position),
      ])
  }

  private sightOf({ actor, note }: Noted, naming: Naming): Sight | null {
    if (note.type === 'call' && openCall(naming, note.call) !== undefined) return null
    return sightOf(this.model, actor, note, naming)
  }

  /** Clauses that were cited on the way to a node since the last line. */
  private citedOnTheWay(node: number, position: number): readonly string[] {
    const { nodes } = this
    const cited: string[] = []
    for (let at = node; this.value(at, positionSlot) === position && nodes.parent(at) >= 0; at = nodes.parent(at))
      cited.push(...nodes.citedOn(at))
    return cited
  }

  private include(world: number, box: number, way: Way, isFirst: boolean): void {
    const node = this.nodes.add(world, box, way)
    if (node < 0) return
    const position = this.value(node, positionSlot)
    this.alternatives.reach(position)
    if (position < this.observed.lines.length) this.wait(node, isFirst, way.clock)
    else this.succeed(node)
  }

  private succeed(node: number): void {
    const box = this.nodes.box(node)
    if (this.readings.covers(box)) return
    this.readings.add(box)
    if (this.successes.length === 0) this.worldsAtSuccess = this.worldCount
    this.successes.push(node)
  }

  /** All knobs under which a node was reached: those that were decided on the way, and the others as they were given. */
  knobsOf(node: number): Knobs {
    return { ...this.options.knobs, ...this.boxes.some(this.nodes.box(node)) }
  }

  /** The values of each choice under which it is explained. */
  fits(): Record<string, readonly Value[]> {
    return Object.fromEntries(this.boxes.names.map((name) => [name, this.readings.values(name)]))
  }

  /** The steps that lead to a node. */
  path(node: number): PathStep[] {
    const { nodes } = this
    const setting = this.boxes.first(nodes.box(node))
    const steps: PathStep[] = []
    for (let at = nodes.under(node, setting); nodes.parent(at) >= 0; at = nodes.under(nodes.parent(at), setting)) {
      const taken = nodes.takenTo(at)
      if (taken > 0) steps.push({ action: this.moves.action(taken), explained: this.value(at, positionSlot) })
    }
    return steps.reverse()
  }

  /** The first node that explains as much as any: others may go with the beginning of a step. */
  furthest(): number {
    let best = 0
    for (let other = 1; other < this.worldCount; other++)
      if (this.value(other, positionSlot) > this.value(best, positionSlot)) best = other
    return best
  }
}
