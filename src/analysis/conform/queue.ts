/** Numbers in, numbers out in the same order. */
class Queue {
  private readonly items: number[] = []
  private head = 0

  push(item: number): void {
    this.items.push(item)
  }

  shift(): number | undefined {
    return this.items[this.head++]
  }

  get isEmpty(): boolean {
    return this.head >= this.items.length
  }
}

/** Nodes that wait to be looked at, by the number of lines that are explained, and of those the ones with the least cost first. */
export class Frontier {
  private readonly places: (Queue | undefined)[][] = []
  private lowest = 0
  private highest = -1

  push(position: number, cost: number, item: number): void {
    const place = this.places[position] ?? (this.places[position] = [])
    const queue = place[cost] ?? (place[cost] = new Queue())
    queue.push(item)
    this.lowest = Math.min(this.lowest, position)
    this.highest = Math.max(this.highest, position)
  }

  /** One of those that explain the least: all ways to a world are known before it is gone on from. */
  pop(): number | undefined {
    for (; this.lowest <= this.highest; this.lowest++) {
      const item = this.popAt(this.lowest)
      if (item !== undefined) return item
    }
    return undefined
  }

  private popAt(position: number): number | undefined {
    for (const queue of this.places[position] ?? []) if (queue?.isEmpty === false) return queue.shift()
    return undefined
  }
}
