import { stableJson } from '#base/json.ts'
import type { Knobs, Model, Value } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import { System } from '#kernel/system.ts'

/** Knobs whose values are tried: a knob gets its value where a machine first looks at it, so settings that make no difference are one world. */
export type Varied = Readonly<Record<string, readonly Value[]>>

/**
 * One part of a campaign that is divided by the values of some varied knobs: it explores one value of each. What comes before such
 * a knob is looked at is explored by all parts, and counted by the one that has the first value of every knob that is still open:
 * so the counts of the parts add up to those of the whole, and nothing is counted twice.
 */
export interface Part {
  /** The value of each knob by which the campaign is divided. */
  readonly values: Readonly<Record<string, Value>>
  /** Those of them of which it has the first value. */
  readonly first: ReadonlySet<string>
}

/** The settings of the varied knobs that came up, as numbers, each with the machines under it. */
export class Settings {
  private readonly varied: Varied
  private readonly part: Part | null
  /** Whether a setting is counted, by its number. */
  private readonly counted: (boolean | undefined)[] = []
  private readonly systems = new Interned<System>()
  private readonly settingWith = new Map<string, number>()
  /** No varied knob has a value yet. */
  readonly none: number

  /** `knobs`: all of them, with the value used where a knob is not varied. `part`: null for the whole. */
  constructor(model: Model, knobs: Knobs, varied: Varied, part: Part | null) {
    this.varied = varied
    this.part = part
    const fixed = Object.fromEntries(Object.entries(knobs).filter(([name]) => !Object.hasOwn(varied, name)))
    this.none = this.systems.number('{}', () => new System(model, fixed))
  }

  /** How many there are that this part counts. */
  get size(): number {
    const { size } = this.systems
    if (this.part === null) return size
    return Array.from({ length: size }, (_, i) => this.isCounted(i + 1)).filter(Boolean).length
  }

  /** Whether this part counts what happens under a setting; another does where not. */
  isCounted(setting: number): boolean {
    if (this.part === null) return true
    return this.counted[setting] ?? (this.counted[setting] = this.counts(setting, this.part))
  }

  private counts(setting: number, { values, first }: Part): boolean {
    const { knobs } = this.system(setting)
    return Object.keys(values).every((name) => knobs[name] !== undefined || first.has(name))
  }

  system(setting: number): System {
    return this.systems.value(setting)
  }

  /** The varied knobs that have a value in a setting. */
  chosen(setting: number): Record<string, Value> {
    const { knobs } = this.system(setting)
    return Object.fromEntries(
      Object.keys(this.varied).flatMap((name) => (knobs[name] === undefined ? [] : [[name, knobs[name]]])),
    )
  }

  /** The settings in which one more knob has a value: one for each of its values. */
  each(setting: number, knob: string): readonly number[] {
    const own = this.part?.values[knob]
    const values = own === undefined ? (this.varied[knob] ?? []) : [own]
    return values.map((value) => this.with(setting, knob, value))
  }

  private with(setting: number, knob: string, value: Value): number {
    const key = `${setting} ${knob} ${String(value)}`
    const known = this.settingWith.get(key)
    if (known !== undefined) return known
    const number = this.systems.number(stableJson({ ...this.chosen(setting), [knob]: value }), () => {
      const before = this.system(setting)
      return before.under({ ...before.knobs, [knob]: value })
    })
    this.settingWith.set(key, number)
    return number
  }
}
