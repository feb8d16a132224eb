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
 * one typed array, and the hash table holds indexes. Slots that are 0 do not count for the hash, so the vectors can be
 * widened when something new needs a slot.
 */
export class VectorSet {
  width: number
  size = 0
  private data: Int32Array
  private table: Int32Array
  private hashes: Int32Array

  constructor(width: number) {
    this.width = width
    this.data = new Int32Array(width * 1024)
    this.hashes = new Int32Array(1024)
    this.table = new Int32Array(4096).fill(-1)
  }

  get(index: number, slot: number): number {
    return this.data[index * this.width + slot] as number
  }

  /** Copies a vector into `into`. */
  load(index: number, into: Int32Array): void {
    into.set(this.data.subarray(index * this.width, (index + 1) * this.width))
  }

  /** The index of the vector; negative (−1 − index) where it was there before. Slots from `used` on are 0. */
  add(vector: Int32Array, used: number = this.width): number {
    const { width } = this
    let hash = 0
    for (let slot = 0; slot < used; slot++) {
      const value = vector[slot] as number
      if (value !== 0) hash = (hash + mix(slot, value)) | 0
    }
    const mask = this.table.length - 1
    let at = hash & mask
    for (let found = this.table[at] as number; found >= 0; found = this.table[at] as number) {
      if (this.hashes[found] === hash && this.equal(found, vector, used)) return -1 - found
      at = (at + 1) & mask
    }
    const index = this.size++
    if (index * width + width > this.data.length) this.data = grown(this.data)
    if (index >= this.hashes.length) this.hashes = grown(this.hashes)
    this.data.set(vector, index * width)
    this.hashes[index] = hash
    this.table[at] = index
    if (this.size * 2 > this.table.length) this.rehash()
    return index
  }

  private equal(index: number, vector: Int32Array, used: number): boolean {
    const start = index * this.width
    for (let slot = 0; slot < used; slot++) if (this.data[start + slot] !== vector[slot]) return false
    return true
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 4).fill(-1)
    const mask = this.table.length - 1
    for (let index = 0; index < this.size; index++) {
      let at = (this.hashes[index] as number) & mask
      while ((this.table[at] as number) >= 0) at = (at + 1) & mask
      this.table[at] = index
    }
  }

  /** Gives every vector more slots, all 0. */
  widen(width: number): void {
    const wider = new Int32Array(Math.max(1024, this.size * 2) * width)
    for (let index = 0; index < this.size; index++) wider.set(this.data.subarray(index * this.width, (index + 1) * this.width), index * width)
    this.data = wider
    this.width = width
  }
}

function grown(array: Int32Array): Int32Array {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
