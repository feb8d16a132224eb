import { stableJson } from '#base/json.ts'
import type { Knobs, Model, Value } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import { System } from '#kernel/system.ts'

/** Knobs whose values are tried: a knob gets its value where a machine first looks at it, so settings that make no difference are one world. */
export type Varied = Readonly<Record<string, readonly Value[]>>

/** The settings of the varied knobs that came up, as numbers, each with the machines under it. */
export class Settings {
  private readonly varied: Varied
  private readonly systems = new Interned<System>()
  private readonly settingWith = new Map<string, number>()
  /** No varied knob has a value yet. */
  readonly none: number

  /** `knobs`: all of them, with the value used where a knob is not varied. */
  constructor(model: Model, knobs: Knobs, varied: Varied) {
    this.varied = varied
    const fixed = Object.fromEntries(Object.entries(knobs).filter(([name]) => !Object.hasOwn(varied, name)))
    this.none = this.systems.number('{}', () => new System(model, fixed))
  }

  get size(): number {
    return this.systems.size
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
    return (this.varied[knob] ?? []).map((value) => this.with(setting, knob, value))
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
