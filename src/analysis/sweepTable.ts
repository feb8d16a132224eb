import { assert, ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import { milestones, type Milestone } from '#kernel/effect.ts'
import type { Coded, Outcome } from '#kernel/trace.ts'
import type { Hold, SweepPoint } from './sweep.ts'

/**
 * Everything about a point of a sweep that is no tick. Few stories are told over and over along a sweep, so that a point is
 * the number of its story and some ticks, and a hundred thousand points fit into the memory of a few thousand objects.
 */
export interface Story {
  /** With 0 for each milestone that is reached, and 1 where anything is spent for nobody. */
  readonly outcome: Outcome
  readonly target: number
  readonly isTaken: boolean
  readonly settles: readonly (Coded | null)[]
  /** Names of what the aimed operation holds at some time, and whether it lets go of it. */
  readonly holds: readonly { readonly name: string; readonly released: boolean }[]
}

/** Consecutive points as plain numbers, and the stories that were not told before: what travels between threads. */
export interface SweepChunk {
  readonly from: number
  readonly count: number
  readonly stories: readonly Story[]
  /** For each point: the number of its story, its milestones in order, its holds in order, and what is spent for nobody where anything is. */
  readonly numbers: Float64Array
}

const storyOfPoint = ({ outcome, target, isTaken, settles, holds }: SweepPoint): Story => ({
  outcome: {
    ...outcome,
    milestones: Object.fromEntries(Object.keys(outcome.milestones).map((name) => [name, 0])),
    spentForNobody: Math.min(1, outcome.spentForNobody),
  },
  target,
  isTaken,
  settles,
  holds: holds.map(({ name, ticks }) => ({ name, released: ticks !== null })),
})

/** Where the numbers of a story's points are. */
interface Shape {
  readonly reached: readonly Milestone[]
  /** Place of the number of each hold, null where it is for ever. */
  readonly holds: ReadonlyMap<string, number | null>
  /** Place of the ticks that are spent for nobody; null where none are. */
  readonly spent: number | null
  readonly width: number
}

function shapeOf({ outcome, holds }: Story): Shape {
  const reached = milestones.filter((name) => name in outcome.milestones)
  let width = reached.length
  const places = new Map(holds.map(({ name, released }) => [name, released ? width++ : null]))
  const spent = outcome.spentForNobody > 0 ? width++ : null
  return { reached, holds: places, spent, width }
}

/** Packs points into chunks; ticks have to follow each other by `stride`. */
export class SweepPacker {
  private readonly known = new Map<string, number>()
  private stories: Story[] = []
  private numbers: number[] = []
  private count = 0
  private from = 0

  add(point: SweepPoint): void {
    if (this.count === 0) this.from = point.tick
    this.count++
    const story = storyOfPoint(point)
    const key = stableJson(story)
    let number = this.known.get(key)
    if (number === undefined) {
      number = this.known.size
      this.known.set(key, number)
      this.stories.push(story)
    }
    this.numbers.push(number)
    for (const name of milestones) {
      const t = point.outcome.milestones[name]
      if (t !== undefined) this.numbers.push(t)
    }
    for (const { ticks } of point.holds) if (ticks !== null) this.numbers.push(ticks)
    if (point.outcome.spentForNobody > 0) this.numbers.push(point.outcome.spentForNobody)
  }

  /** What came since the last time. */
  take(): SweepChunk {
    const chunk = {
      from: this.from,
      count: this.count,
      stories: this.stories,
      numbers: Float64Array.from(this.numbers),
    }
    this.stories = []
    this.numbers = []
    this.count = 0
    return chunk
  }
}

/** The points of a sweep, one for each tick (or each `stride`-th, for a preview), growing at its end. */
export class SweepTable {
  readonly from: number
  readonly stride: number
  readonly stories: Story[] = []
  private readonly shapes: Shape[] = []
  /** Stories told by earlier packers. */
  private told = 0
  private readonly storyAt: number[] = []
  private readonly offsets: number[] = []
  private readonly numbers: number[] = []

  constructor(from: number, stride = 1) {
    this.from = from
    this.stride = stride
  }

  /** What follows comes from another packer, which counts its stories from 0. */
  restart(): void {
    this.told = this.stories.length
  }

  /** A table with the points before a tick; this one stays as it is. */
  until(tick: number): SweepTable {
    const copy = new SweepTable(this.from, this.stride)
    const kept = Math.max(0, Math.min(this.length, this.index(tick)))
    copy.stories.push(...this.stories)
    copy.shapes.push(...this.shapes)
    for (let i = 0; i < kept; i++) {
      copy.storyAt.push(this.storyAt[i] as number)
      copy.offsets.push(this.offsets[i] as number)
    }
    const end = this.offsets[kept] ?? this.numbers.length
    for (let i = 0; i < end; i++) copy.numbers.push(this.numbers[i] as number)
    copy.restart()
    return copy
  }

  get length(): number {
    return this.storyAt.length
  }

  /** The first tick that is not tried yet. */
  get end(): number {
    return this.from + this.length * this.stride
  }

  append(chunk: SweepChunk): void {
    if (chunk.count === 0) return
    assert(chunk.from === this.end, `a chunk of a sweep begins at ${this.end}, not at ${chunk.from}`)
    for (const story of chunk.stories) {
      this.stories.push(story)
      this.shapes.push(shapeOf(story))
    }
    let at = 0
    for (let i = 0; i < chunk.count; i++) {
      const number = this.told + (chunk.numbers[at++] as number)
      const { width } = ensure(this.shapes[number], `story ${number} was told`)
      this.storyAt.push(number)
      this.offsets.push(this.numbers.length)
      for (let k = 0; k < width; k++) this.numbers.push(chunk.numbers[at++] as number)
    }
    assert(at === chunk.numbers.length, 'a chunk has as many numbers as its stories ask for')
  }

  private index(tick: number): number {
    return Math.floor((tick - this.from) / this.stride)
  }

  has(tick: number): boolean {
    return tick >= this.from && this.index(tick) < this.length
  }

  /** Number of the story at a tick that the table has (of a preview: of the tried tick at or before it). */
  storyNumber(tick: number): number {
    return ensure(this.storyAt[this.index(tick)], `the sweep has tick ${tick}`)
  }

  story(tick: number): Story {
    return this.stories[this.storyNumber(tick)] as Story
  }

  /** For how long a resource is held: ticks, null for ever, undefined where it is not held at all. */
  heldFor(tick: number, name: string): number | null | undefined {
    const index = this.index(tick)
    const place = (this.shapes[this.storyAt[index] as number] as Shape).holds.get(name)
    return typeof place === 'number' ? this.numbers[(this.offsets[index] as number) + place] : place
  }

  /** Ticks that are spent for nobody; 0 where none are. */
  spentFor(tick: number): number {
    const index = this.index(tick)
    const place = (this.shapes[this.storyAt[index] as number] as Shape).spent
    return place === null ? 0 : (this.numbers[(this.offsets[index] as number) + place] as number)
  }

  /** The point as it was put in. */
  point(tick: number): SweepPoint {
    const number = this.storyNumber(tick)
    const { outcome, target, isTaken, settles } = this.stories[number] as Story
    const { reached, holds, spent } = this.shapes[number] as Shape
    const offset = this.offsets[this.index(tick)] as number
    const at = (place: number): number => this.numbers[offset + place] as number
    return {
      tick: this.from + this.index(tick) * this.stride,
      outcome: {
        ...outcome,
        milestones: Object.fromEntries(reached.map((name, i) => [name, at(i)])),
        spentForNobody: spent === null ? 0 : at(spent),
      },
      target,
      isTaken,
      settles,
      holds: [...holds].map(([name, place]): Hold => ({ name, ticks: place === null ? null : at(place) })),
    }
  }

  *points(to = this.end - 1): Generator<SweepPoint> {
    for (let tick = this.from; tick <= to; tick += this.stride) yield this.point(tick)
  }
}
