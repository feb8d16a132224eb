import { linkTicksOf, type Model } from '#kernel/model.ts'
import type { Observed } from '#kernel/observed.ts'
import { Clock } from './clock.ts'
import { Dives } from './dives.ts'
import type { Move } from './moves.ts'
import { Search } from './search.ts'
import type { SearchOptions } from './searchOptions.ts'

/** The tick of each line, or of the next that has one. */
function timesIn({ lines }: Observed): readonly number[] {
  let next = Infinity
  return lines
    .toReversed()
    .map(({ t }) => (next = t ?? next))
    .toReversed()
}

/**
 * Goes on from the newest world with the likeliest step, as a run in time does: what was sent first arrives first. So it finds a way
 * through a recording in about as many worlds as the way has steps, however much is under way at the same time, and stops at the
 * first.
 */
export class EarlySearch extends Search {
  private readonly dives = new Dives()
  /** Of the nodes that were gone on from, the ways on that were not taken yet, the likeliest last. */
  private readonly untried = new Map<number, Move[]>()
  /** Whether what is found now is not the likeliest way on. */
  private isAside = false
  /** When what is under way would be due, by node. */
  private readonly clocks = new Map<number, Clock>()
  /** The tick of each line, or of the next that has one; null where the recording does not count in ticks. */
  private readonly times: readonly number[] | null = null
  private readonly linkTicks: number
  readonly isThorough = false

  constructor(model: Model, observed: Observed, options: SearchOptions) {
    super(model, observed, options, false)
    if (observed.unit === 'ticks') {
      this.present.changes = []
      this.times = timesIn(observed)
    }
    this.linkTicks = linkTicksOf(model, options.knobs)
    this.begin()
  }

  protected lookAtNext(): boolean {
    const item = this.successes.length > 0 ? undefined : this.dives.pop()
    if (item === undefined) return false
    if (item >= 0) this.goOn(item)
    else this.tryUnusual(-1 - item)
    return true
  }

  protected wait(node: number, isFirst: boolean, clock: Clock | null): void {
    if (clock !== null) this.clocks.set(node, clock)
    if (isFirst && !this.isAside) this.dives.push(this.position(node), node)
    else this.dives.pushAside(this.position(node), node, false)
  }

  protected clockAfter(node: number, move: Move | null): Clock | null {
    if (this.times === null) return null
    const before = this.clocks.get(node) ?? new Clock(0)
    const due = move === null || move.slot < 0 ? null : before.due(move.slot, move.timer)
    const now = Math.max(before.now, due?.at ?? this.times[this.position(node)] ?? before.now)
    return before.after(now, due?.order ?? -1, this.present.changes ?? [], this.linkTicks)
  }

  /** Takes the likeliest way on that was not taken yet; the node waits for its next turn below what comes of it. */
  private goOn(node: number): void {
    let ways = this.untried.get(node)
    if (ways === undefined) {
      if (!this.nodes.take(node)) return
      this.untried.set(node, (ways = this.waysOn(node).reverse()))
      this.dives.expect(ways.length)
      if (this.canSkip(node)) this.skip(node)
      if (this.nodes.hidden(node) < this.options.hiddenMax) this.dives.pushAside(this.position(node), -1 - node, true)
    }
    const next = ways.pop()
    if (ways.length > 0) this.dives.push(this.position(node), node)
    else this.untried.delete(node)
    if (next === undefined) return
    // What runs for others comes after all that can be done for the operation of the next line, or it is tried in every order first.
    this.isAside = this.times === null && next.isTimer && this.isDetour(node, next)
    this.take(node, next, 0)
    this.isAside = false
  }

  private waysOn(node: number): Move[] {
    return [...(this.times === null ? this.usualWays(node) : this.waysInTime(node, this.times))]
  }

  /** Each of the commands that nobody saw begins a dive. */
  private tryUnusual(node: number): void {
    this.isAside = true
    for (const move of this.unusualMoves(node)) this.take(node, move, 1)
    this.isAside = false
  }

  /** The command that the next line can be; what was sent; what runs for the operation of that line, then what runs for others. */
  private usualWays(node: number): readonly Move[] {
    const moves = this.machineMoves(node)
    const isForOthers = (move: Move): boolean => this.isDetour(node, move)
    const timers = [...this.expectedMoves(node), ...moves.filter(({ isTimer }) => isTimer)]
    return [
      ...this.shownMoves(node, false),
      ...moves.filter(({ isTimer }) => !isTimer),
      ...timers.filter((move) => !isForOthers(move)),
      ...timers.filter(isForOthers),
    ]
  }

  /** What is due before the next line, the command that it can be, and what is due later. */
  private waysInTime(node: number, times: readonly number[]): readonly Move[] {
    const clock = this.clocks.get(node) ?? new Clock(0)
    const next = times[this.position(node)] ?? Infinity
    const moves = this.machineMoves(node)
      .map((move) => ({ move, due: clock.due(move.slot, move.timer) ?? { at: Infinity, order: 0 } }))
      .sort((a, b) => a.due.at - b.due.at || a.due.order - b.due.order)
    return [
      ...moves.filter(({ due }) => due.at < next).map(({ move }) => move),
      ...this.shownMoves(node, false),
      ...this.expectedMoves(node),
      ...moves.filter(({ due }) => due.at >= next).map(({ move }) => move),
    ]
  }
}
