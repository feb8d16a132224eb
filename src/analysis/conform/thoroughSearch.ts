import type { Model } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import { Frontier } from './queue.ts'
import { Search } from './search.ts'
import type { SearchOptions } from './searchOptions.ts'

/**
 * The worlds that explain the least come first: all ways to a world are known before it is gone on from, so that little is done twice
 * and all readings are found. Those in which something was done that nobody saw (a fault, a change of the world) come when all others
 * are at their end.
 */
export class ThoroughSearch extends Search {
  private readonly layers: Frontier[] = []
  /** How many commands that nobody saw there are on the way to the worlds that are looked at. */
  private layer = 0
  readonly isThorough = true

  constructor(model: Model, observed: Observed, options: SearchOptions) {
    super(model, observed, options, true)
    this.begin()
  }

  protected lookAtNext(): boolean {
    const item = this.layers[this.layer]?.pop()
    if (item !== undefined) this.visit(item)
    else if (this.successes.length > 0 || this.layers[this.layer + 1] === undefined) return false
    else this.layer++
    return true
  }

  protected wait(node: number): void {
    this.push(this.layer, node, 0)
  }

  protected clockAfter(): null {
    return null
  }

  /** Items are nodes twice: to be gone on from, and, a layer further on, from with something that nobody saw. */
  private push(layer: number, node: number, isHidden: 0 | 1): void {
    const frontier = this.layers[layer] ?? (this.layers[layer] = new Frontier())
    frontier.push(this.position(node), this.nodes.cost(node), node * 2 + isHidden)
  }

  private visit(item: number): void {
    const node = item >> 1
    if (this.readings.covers(this.nodes.box(node))) return
    if ((item & 1) === 1) for (const move of this.unusualMoves(node)) this.take(node, move, 1)
    else if (this.nodes.take(node)) this.expand(node)
  }

  private expand(node: number): void {
    const { prefersMachines, hiddenMax } = this.options
    if (!prefersMachines) this.takeShown(node)
    this.takeMachines(node)
    for (const move of this.expectedMoves(node)) this.take(node, move, 0)
    if (prefersMachines) this.takeShown(node)
    if (this.canSkip(node)) this.skip(node)
    if (this.nodes.hidden(node) < hiddenMax) this.push(this.layer + 1, node, 1)
  }

  private takeShown(node: number): void {
    for (const move of this.shownMoves(node, false)) this.take(node, move, 0)
  }

  /** Timers before messages, and what came later before what came earlier: the last that is found is what a timed run would do next. */
  private takeMachines(node: number): void {
    const moves = this.machineMoves(node).reverse()
    for (const move of moves) if (move.isTimer) this.take(node, move, 0)
    for (const move of moves) if (!move.isTimer) this.take(node, move, 0)
  }
}
