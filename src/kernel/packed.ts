import { assert } from '#base/assert.ts'

/** More states of an actor, or events, than fit into any memory. */
const numbersMax = 2 ** 26

/** The numbers of a state and an event as one, which is exact as long as each keeps its bound. */
export function reactionKey(state: number, event: number): number {
  assert(state < numbersMax && event < numbersMax, `state ${state} and event ${event} are within the bounds of a key`)
  return state * numbersMax + event
}

/** Interns values: equal keys get equal numbers, from 1; 0 stands for nothing. */
export class Interned<T> {
  private readonly numbers = new Map<string, number>()
  private readonly values: T[] = []

  number(key: string, make: () => T): number {
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    this.values.push(make())
    const number = this.values.length
    this.numbers.set(key, number)
    return number
  }

  value(number: number): T {
    return this.values[number - 1] as T
  }

  get size(): number {
    return this.values.length
  }
}

/** A growing list of integers of 32 bits. */
export class Numbers {
  length = 0
  private data: Int32Array = new Int32Array(1024)

  push(value: number): void {
    if (this.length === this.data.length) this.data = grown(this.data)
    this.data[this.length++] = value
  }

  /** Takes the last one off. */
  pop(): number {
    return this.data[--this.length] as number
  }

  at(index: number): number {
    return this.data[index] as number
  }
}

const mix = (slot: number, value: number): number => {
  let h = Math.imul(value + Math.imul(slot + 1, 0x9e3779b1), 0x85ebca6b)
  h ^= h >>> 13
  h = Math.imul(h, 0xc2b2ae35)
  return h ^ (h >>> 16)
}

/**
 * A set of vectors of small numbers, in the order in which they were added. A vector's index is its name; the vectors lie in
 * one typed array, each behind its hash, so that one look into memory fetches both, and the hash table holds indexes. Slots that
 * are 0 do not count for the hash, so the vectors can be widened when something new needs a slot.
 */
export class VectorSet {
  width: number
  size = 0
  /** The hash and the slots of the first vector, then those of the second, … */
  private data: Int32Array
  private table: Int32Array

  constructor(width: number) {
    this.width = width
    this.data = new Int32Array((width + 1) * 1024)
    this.table = new Int32Array(4096).fill(-1)
  }

  get(index: number, slot: number): number {
    return this.data[index * (this.width + 1) + 1 + slot] as number
  }

  /** Copies a vector into `into`. */
  load(index: number, into: Int32Array): void {
    const { data, width } = this
    const start = index * (width + 1) + 1
    for (let slot = 0; slot < width; slot++) into[slot] = data[start + slot] as number
  }

  /**
   * The index of the vector; negative (−1 − index) where it was there before. Slots from `used` on are 0. `near`: the index of
   * a vector from which it differs in few places, which saves most of the work; -1 for none.
   */
  add(vector: Int32Array, used: number = this.width, near = -1): number {
    const { table, width } = this
    const hash = near < 0 ? this.hash(vector, used) : this.hashNear(vector, used, near)
    const mask = table.length - 1
    let at = hash & mask
    for (let found = table[at] as number; found >= 0; found = table[at] as number) {
      if (this.equal(found * (width + 1), hash, vector, used)) return -1 - found
      at = (at + 1) & mask
    }
    const index = this.size++
    let to = index * (width + 1)
    if (to + width + 1 > this.data.length) this.data = grown(this.data)
    this.data[to++] = hash
    for (let slot = 0; slot < used; slot++) this.data[to++] = vector[slot] as number
    table[at] = index
    if (this.size * 2 > table.length) this.rehash()
    return index
  }

  private hash(vector: Int32Array, used: number): number {
    let hash = 0
    for (let slot = 0; slot < used; slot++) {
      const value = vector[slot] as number
      if (value !== 0) hash = (hash + mix(slot, value)) | 0
    }
    return hash
  }

  private hashNear(vector: Int32Array, used: number, near: number): number {
    const { data } = this
    const start = near * (this.width + 1)
    let hash = data[start] as number
    for (let slot = 0; slot < used; slot++) {
      const value = vector[slot] as number
      const before = data[start + 1 + slot] as number
      if (value === before) continue
      if (before !== 0) hash = (hash - mix(slot, before)) | 0
      if (value !== 0) hash = (hash + mix(slot, value)) | 0
    }
    return hash
  }

  private equal(start: number, hash: number, vector: Int32Array, used: number): boolean {
    const { data } = this
    if (data[start] !== hash) return false
    for (let slot = 0; slot < used; slot++) if (data[start + 1 + slot] !== vector[slot]) return false
    return true
  }

  private rehash(): void {
    const table = new Int32Array(this.table.length * 4).fill(-1)
    const mask = table.length - 1
    for (let index = 0; index < this.size; index++) {
      let at = (this.data[index * (this.width + 1)] as number) & mask
      while ((table[at] as number) >= 0) at = (at + 1) & mask
      table[at] = index
    }
    this.table = table
  }

  /** Gives every vector more slots, all 0. */
  widen(width: number): void {
    const wider = new Int32Array(Math.max(1024, this.size * 2) * (width + 1))
    for (let index = 0; index < this.size; index++)
      wider.set(this.data.subarray(index * (this.width + 1), (index + 1) * (this.width + 1)), index * (width + 1))
    this.data = wider
    this.width = width
  }
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
