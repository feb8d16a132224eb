import { Numbers } from '#kernel/packed.ts'

/** A command need not be given; whatever else is possible happens at last, and a poll again and again. */
export type StepKind = 'command' | 'poll' | 'other'
const kinds: Readonly<Record<StepKind, number>> = { command: 0, poll: 1, other: 2 }

/** Which world leads to which. Steps are told world by world, in the order of the worlds. */
export class Graph {
  /** Where each step leads: four times the world, and what is added for its kind. */
  private readonly edges = new Numbers()
  private readonly starts = new Numbers()

  /** Begins the steps of the next world. */
  begin(): void {
    this.starts.push(this.edges.length)
  }

  step(to: number, kind: StepKind): void {
    this.edges.push(to * 4 + kinds[kind])
  }

  private get size(): number {
    return this.starts.length
  }

  private end(world: number): number {
    return world + 1 < this.starts.length ? this.starts.at(world + 1) : this.edges.length
  }

  /**
   * The first world from which no good one is reached unless by a command, which nobody need give, or, where it could be put off for ever by an endless detour of things
   * that are not polls, a world on that detour; -1 where there is none. `good`: 1 for each good world.
   */
  neverReached(goal: Uint8Array): number {
    const unreached = this.reaching(goal).indexOf(0)
    return unreached >= 0 ? unreached : this.fairCycle(goal)
  }

  /** Worlds from which a good world can be reached, found backwards along the steps. */
  private reaching(goal: Uint8Array): Uint8Array {
    const { size, edges } = this
    const starts = new Int32Array(size + 1)
    for (let e = 0; e < edges.length; e++) {
      if ((edges.at(e) & 3) === kinds.command) continue
      const to = edges.at(e) >> 2
      starts[to + 1] = (starts[to + 1] as number) + 1
    }
    for (let i = 0; i < size; i++) starts[i + 1] = (starts[i + 1] as number) + (starts[i] as number)
    const into = new Int32Array(edges.length)
    const fill = starts.slice()
    for (let from = 0; from < size; from++)
      for (let e = this.starts.at(from); e < this.end(from); e++) {
        if ((edges.at(e) & 3) === kinds.command) continue
        const to = edges.at(e) >> 2
        into[fill[to] as number] = from
        fill[to] = (fill[to] as number) + 1
      }
    const reaches = goal.slice()
    const queue = new Numbers()
    for (let world = 0; world < size; world++) if (goal[world] === 1) queue.push(world)
    while (queue.length > 0) {
      const at = queue.pop()
      for (let e = starts[at] as number; e < (starts[at + 1] as number); e++) {
        const from = into[e] as number
        if (reaches[from] === 1) continue
        reaches[from] = 1
        queue.push(from)
      }
    }
    return reaches
  }

  /** A world on a cycle of foreground steps among worlds that are not good; -1 where there is none. */
  private fairCycle(goal: Uint8Array): number {
    const { size, edges } = this
    const inward = new Int32Array(size)
    const each = (world: number, visit: (to: number) => void): void => {
      if (goal[world] === 1) return
      for (let e = this.starts.at(world); e < this.end(world); e++) {
        const to = edges.at(e) >> 2
        if ((edges.at(e) & 3) !== kinds.poll && goal[to] === 0) visit(to)
      }
    }
    for (let world = 0; world < size; world++) each(world, (to) => (inward[to] = (inward[to] as number) + 1))
    const free = new Numbers()
    let left = 0
    for (let world = 0; world < size; world++) {
      if (goal[world] === 1) continue
      left++
      if (inward[world] === 0) free.push(world)
    }
    while (free.length > 0) {
      const at = free.pop()
      left--
      inward[at] = -1
      each(at, (to) => {
        inward[to] = (inward[to] as number) - 1
        if (inward[to] === 0) free.push(to)
      })
    }
    return left === 0 ? -1 : inward.findIndex((count, world) => count > 0 && goal[world] === 0)
  }
}
