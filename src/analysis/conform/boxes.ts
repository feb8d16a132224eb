import type { Knobs, Model, Value } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import { System } from '#kernel/system.ts'
import type { Varied } from '../explore/settings.ts'

/** For each varied knob the values that are still possible, as bits in the order of its values. */
type Masks = readonly number[]

const isOne = (mask: number): boolean => (mask & (mask - 1)) === 0

/**
 * Sets of settings as numbers. In each, every varied knob has some of its values, independently of the others; a machine that asks
 * for one that has several is told so, and each value is tried. What made no difference is put together again, so that a set says
 * no more than what the steps so far have depended on.
 */
export class Boxes {
  readonly names: readonly string[]
  private readonly values: readonly (readonly Value[])[]
  private readonly interned = new Interned<Masks>()
  private readonly systems = new Map<string, System>()
  private readonly systemOf: System[] = []
  private readonly base: System
  /** Nothing is decided. */
  readonly all: number

  constructor(model: Model, knobs: Knobs, varied: Varied) {
    this.names = Object.keys(varied)
    this.values = this.names.map((name) => varied[name] ?? [])
    const fixed = Object.fromEntries(Object.entries(knobs).filter(([name]) => !Object.hasOwn(varied, name)))
    this.base = new System(model, fixed)
    this.all = this.number(this.values.map((values) => 2 ** values.length - 1))
  }

  private number(masks: Masks): number {
    return this.interned.number(masks.join(), () => masks)
  }

  private masks(box: number): Masks {
    return this.interned.value(box)
  }

  /** The machines under the knobs that have one value. */
  system(box: number): System {
    const known = this.systemOf[box]
    if (known !== undefined) return known
    const decided = this.decided(box)
    const key = JSON.stringify(decided)
    let system = this.systems.get(key)
    if (system === undefined) this.systems.set(key, (system = this.base.under({ ...this.base.knobs, ...decided })))
    return (this.systemOf[box] = system)
  }

  /** The knobs that have one value. */
  private decided(box: number): Record<string, Value> {
    const masks = this.masks(box)
    return Object.fromEntries(
      this.names.flatMap((name, i) => (isOne(masks[i] as number) ? [[name, this.valuesIn(box, i)[0] as Value]] : [])),
    )
  }

  /** The knobs that had a say in anything so far. */
  get knobsRead(): ReadonlySet<string> {
    return new Set([this.base, ...this.systems.values()].flatMap(({ knobsRead }) => [...knobsRead]))
  }

  private valuesIn(box: number, index: number): Value[] {
    const mask = this.masks(box)[index] as number
    return (this.values[index] ?? []).filter((_, bit) => (mask & (1 << bit)) !== 0)
  }

  /** The values that a knob can have. */
  valuesOf(box: number, name: string): readonly Value[] {
    return this.valuesIn(box, this.names.indexOf(name))
  }

  /** One for each value that a knob can have. */
  each(box: number, name: string): readonly number[] {
    const index = this.names.indexOf(name)
    const masks = this.masks(box)
    const mask = masks[index] ?? 0
    return (this.values[index] ?? []).flatMap((_, bit) =>
      (mask & (1 << bit)) === 0 ? [] : [this.number(masks.with(index, 1 << bit))],
    )
  }

  /** Whether everything in `inner` is in `outer`. */
  contains(outer: number, inner: number): boolean {
    if (outer === inner) return true
    const a = this.masks(outer)
    const b = this.masks(inner)
    return a.every((mask, i) => ((b[i] as number) & ~mask) === 0)
  }

  /** Both, where that is a set of this kind. */
  union(one: number, other: number): number | null {
    if (this.contains(one, other)) return one
    if (this.contains(other, one)) return other
    const a = this.masks(one)
    const b = this.masks(other)
    const differing = a.flatMap((mask, i) => (mask === b[i] ? [] : [i]))
    const [index] = differing
    if (index === undefined || differing.length > 1) return null
    return this.number(a.with(index, (a[index] as number) | (b[index] as number)))
  }

  /** As few as these can be put together to. */
  merged(boxes: readonly number[]): number[] {
    const all = [...boxes]
    for (let i = 0; i < all.length; i++)
      for (let j = i + 1; j < all.length; j++) {
        const both = this.union(all[i] as number, all[j] as number)
        if (both === null) continue
        all[i] = both
        all.splice(j, 1)
        // What was too different from the smaller one may fit the larger.
        i = -1
        break
      }
    return all
  }

  /**
   * What is in `box` and in none of the others, as far as that is a set of this kind; null where nothing is left. It may be more,
   * never less.
   */
  without(box: number, others: readonly number[]): number | null {
    let rest = box
    for (let i = 0; i < others.length; i++) {
      const masks = this.masks(rest)
      const other = this.masks(others[i] as number)
      const outside = masks.flatMap((mask, at) => ((mask & ~(other[at] as number)) === 0 ? [] : [at]))
      const [index] = outside
      if (index === undefined) return null
      const left = (masks[index] as number) & ~(other[index] as number)
      if (outside.length > 1 || left === masks[index]) continue
      rest = this.number(masks.with(index, left))
      // What is smaller now may be covered by one that was looked at before.
      i = -1
    }
    return rest
  }

  /** Without what it says of knobs of other names. */
  restrictedTo(box: number, isMeant: (name: string) => boolean): number {
    const whole = this.masks(this.all)
    return this.number(this.masks(box).map((mask, i) => (isMeant(this.names[i] ?? '') ? mask : (whole[i] as number))))
  }

  /** A set of one setting: of each knob the first value that it can have. */
  first(box: number): number {
    return this.number(this.masks(box).map((mask) => mask & -mask))
  }

  /** One setting of the set: of each knob the first value that it can have. */
  some(box: number): Record<string, Value> {
    return Object.fromEntries(this.names.map((name, i) => [name, this.valuesIn(box, i)[0] as Value]))
  }

  /** The knobs that cannot have all of their values, with those that they can have. */
  limits(box: number): [name: string, values: readonly Value[]][] {
    return this.names.flatMap((name, i) => {
      const values = this.valuesIn(box, i)
      return values.length === this.values[i]?.length ? [] : [[name, values] as [string, readonly Value[]]]
    })
  }
}
