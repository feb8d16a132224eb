import { Interned, Numbers } from '#kernel/packed.ts'
import type { Boxes } from './boxes.ts'
import type { Clock } from './clock.ts'

/** Settings under which a world was reached: the fewer commands that nobody saw and the fewer obligations, the more is left open. */
interface Reached {
  readonly hidden: number
  readonly obligations: number
  boxes: readonly number[]
}

/** What a search has found: worlds, each with a set of settings under which it was reached, and the way there. */
export class Nodes {
  private readonly worlds = new Numbers()
  private readonly boxes = new Numbers()
  private readonly parents = new Numbers()
  private readonly taken = new Numbers()
  private readonly cited = new Numbers()
  private readonly costs = new Numbers()
  private readonly hiddenOf = new Numbers()
  private readonly obligations = new Numbers()
  private readonly citations = new Interned<readonly string[]>()
  private readonly sets: Boxes
  /** By world, the sets under which it was reached, each with what it left open. */
  private readonly reached: Reached[][] = []
  /** By world, the nodes that nobody has gone on from. */
  private readonly waiting = new Map<number, number[]>()
  /** Of a node that several were put together to, those; each was reached in its own way. */
  private readonly parts = new Map<number, readonly [number, number]>()
  private readonly isWithin: (some: number, all: number) => boolean

  /** `isWithin`: whether everything that one number of obligations stands for is in what another stands for. */
  constructor(sets: Boxes, isWithin: (some: number, all: number) => boolean) {
    this.sets = sets
    this.isWithin = isWithin
  }

  get size(): number {
    return this.worlds.length
  }

  /** A node for those of the settings under which the world was not reached before with as much left open; -1 where there are none. */
  add(world: number, box: number, way: Way): number {
    const reached = this.reached[world] ?? (this.reached[world] = [])
    let rest = box
    for (const other of reached) {
      if (other.hidden > way.hidden || !this.isWithin(other.obligations, way.obligations)) continue
      const left = this.sets.without(rest, other.boxes)
      if (left === null) return -1
      rest = left
    }
    const { hidden, obligations } = way
    const same = reached.find((other) => other.hidden === hidden && other.obligations === obligations)
    if (same === undefined) reached.push({ hidden, obligations, boxes: [rest] })
    else same.boxes = this.sets.merged([...same.boxes, rest])
    return this.joined(world, this.push(world, rest, way), this.waiting.get(world) ?? [])
  }

  /** Puts a node together with others of the same world that wait, where their settings are one set together. */
  private joined(world: number, node: number, waiting: readonly number[]): number {
    for (const other of waiting) {
      if (this.obligationsOf(node) !== this.obligationsOf(other) || this.hidden(node) !== this.hidden(other)) continue
      const both = this.sets.union(this.box(node), this.box(other))
      if (both === null) continue
      const joint = this.push(world, both, {
        parent: this.parent(node),
        taken: this.takenTo(node),
        cited: this.citedOn(node),
        cost: Math.min(this.cost(node), this.cost(other)),
        hidden: this.hidden(node),
        obligations: this.obligationsOf(node),
        clock: null,
      })
      this.parts.set(joint, [other, node])
      return this.joined(
        world,
        joint,
        waiting.filter((one) => one !== other),
      )
    }
    this.waiting.set(world, [...waiting, node])
    return node
  }

  /** Takes a node to go on from it; false where it was put together with another. */
  take(node: number): boolean {
    const world = this.world(node)
    const waiting = this.waiting.get(world) ?? []
    if (!waiting.includes(node)) return false
    this.waiting.set(
      world,
      waiting.filter((one) => one !== node),
    )
    return true
  }

  private push(world: number, box: number, way: Way): number {
    this.worlds.push(world)
    this.boxes.push(box)
    this.parents.push(way.parent)
    this.taken.push(way.taken)
    this.cited.push(this.citations.number(way.cited.join(' '), () => way.cited))
    this.costs.push(way.cost)
    this.hiddenOf.push(way.hidden)
    this.obligations.push(way.obligations)
    return this.worlds.length - 1
  }

  /** The node by which a node was reached under one of its settings: itself, or one that it was put together of. */
  under(node: number, setting: number): number {
    const parts = this.parts.get(node)
    if (parts === undefined) return node
    return this.under(parts.find((part) => this.sets.contains(this.box(part), setting)) ?? parts[0], setting)
  }

  world(node: number): number {
    return this.worlds.at(node)
  }

  box(node: number): number {
    return this.boxes.at(node)
  }

  /** -1 for the first. */
  parent(node: number): number {
    return this.parents.at(node)
  }

  /** The number of the action that leads here from its parent; 0 for none. */
  takenTo(node: number): number {
    return this.taken.at(node)
  }

  /** The clauses that were cited then. */
  citedOn(node: number): readonly string[] {
    return this.citations.value(this.cited.at(node))
  }

  cost(node: number): number {
    return this.costs.at(node)
  }

  hidden(node: number): number {
    return this.hiddenOf.at(node)
  }

  /** Hidden steps of which something has to come yet, as a number. */
  obligationsOf(node: number): number {
    return this.obligations.at(node)
  }
}

/** How a node was reached. */
export interface Way {
  readonly parent: number
  readonly taken: number
  readonly cited: readonly string[]
  /** Steps since the last line; those that have nothing to do with the operation of the next count more. */
  readonly cost: number
  /** Commands since the last line that nobody saw. */
  readonly hidden: number
  /** Hidden steps of which something has to come yet, as a number. */
  readonly obligations: number
  /** When what is under way would be due, where that is known. */
  readonly clock: Clock | null
}

/** A world that a step leads to. */
export interface Found {
  readonly world: number
  readonly box: number
  readonly way: Way
}
