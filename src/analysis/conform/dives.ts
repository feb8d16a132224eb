/** Visits in which a dive may get no further, besides some for each thing that is under way; then it is the turn of another. */
const leastPatience = 40
/** By how much farther off it is what parts from a dive that has got no further for as long as it may. */
const idleCost = 4

/** One way down: the nodes that were left aside on it, by the number of lines that are explained. */
interface Dive {
  readonly places: number[][]
  furthest: number
  /** Since it got further. */
  visits: number
  patience: number
  /** How often it, or what it parted from, was given up for the time being. */
  cost: number
}

/**
 * Nodes that wait to be looked at, for a search that goes down without looking aside: of those that explain the most the newest first.
 * Where a way parts, all but the likeliest are dives of their own. One that gets no further waits until those had their turn that part
 * from the likeliest ways in fewer places.
 */
export class Dives {
  private current: Dive | null = null
  private readonly waiting: Dive[][] = []

  push(position: number, item: number): void {
    if (this.current === null) this.pushAside(position, item, false)
    else put(this.current, position, item)
  }

  /** Begins a dive. `isFirst`: before those that part from the likeliest way in as many places. */
  pushAside(position: number, item: number, isFirst: boolean): void {
    const { cost = -1, visits = 0, patience = 1 } = this.current ?? {}
    const dive = {
      places: [],
      furthest: position,
      visits: 0,
      patience: leastPatience,
      cost: cost + 1 + Math.floor((idleCost * visits) / patience),
    }
    put(dive, position, item)
    this.wait(dive, isFirst)
  }

  /** So many ways on there are where it is now. */
  expect(ways: number): void {
    if (this.current !== null && this.current.visits <= 1) this.current.patience = leastPatience + 2 * ways
  }

  pop(): number | undefined {
    for (;;) {
      const dive = this.current ?? this.next()
      if (dive === null) return undefined
      if (dive.visits++ >= dive.patience) {
        dive.visits = 0
        dive.cost += 1 + idleCost
        this.current = null
        this.wait(dive, false)
        continue
      }
      for (; dive.places.length > 0; dive.places.pop()) {
        const item = dive.places.at(-1)?.pop()
        if (item !== undefined) return item
      }
      this.current = null
    }
  }

  private next(): Dive | null {
    for (const dives of this.waiting) {
      const dive = dives?.shift()
      if (dive !== undefined) return (this.current = dive)
    }
    return null
  }

  private wait(dive: Dive, isFirst: boolean): void {
    while (this.waiting.length <= dive.cost) this.waiting.push([])
    if (isFirst) this.waiting[dive.cost]?.unshift(dive)
    else this.waiting[dive.cost]?.push(dive)
  }
}

function put(dive: Dive, position: number, item: number): void {
  while (dive.places.length <= position) dive.places.push([])
  dive.places[position]?.push(item)
  if (position <= dive.furthest) return
  dive.furthest = position
  dive.visits = 0
  dive.cost = Math.max(0, dive.cost - 1)
}
