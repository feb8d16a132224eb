import { stableJson } from '#base/json.ts'
import type { Model, Value } from '#kernel/model.ts'
import type { Boxes } from './boxes.ts'
import type { ChoiceReport, Reading } from './report.ts'
import type { Open, Pinned } from './varied.ts'

/** Readings that are written out, at most. */
const readingsMax = 200

/** The weakest settings of choices under which something is so, as far as they are found. */
export class Readings {
  private boxes: readonly number[] = []
  private readonly isChoice: (name: string) => boolean
  private readonly all: Boxes
  private readonly known = new Map<number, boolean>()

  constructor(model: Model, all: Boxes) {
    this.all = all
    this.isChoice = (name) => model.knobs[name]?.kind === 'choice'
  }

  private choices(box: number): number {
    return this.all.restrictedTo(box, this.isChoice)
  }

  /** Whether all of a set is among them, so that nothing weaker can come of it. */
  covers(box: number): boolean {
    if (this.boxes.length === 0) return false
    const known = this.known.get(box)
    if (known !== undefined) return known
    const choices = this.choices(box)
    const is = this.boxes.some((reading) => this.all.contains(reading, choices))
    this.known.set(box, is)
    return is
  }

  add(box: number): void {
    this.boxes = this.all.merged([...this.boxes, this.choices(box)])
    this.known.clear()
  }

  /** Each as the values of the knobs that it speaks of. */
  list(): readonly Reading[] {
    const all = this.boxes.flatMap((box) => {
      let readings: Reading[] = [{}]
      for (const [name, values] of this.all.limits(box))
        readings = readings
          .flatMap((reading) => values.map((value) => ({ ...reading, [name]: value })))
          .slice(0, readingsMax)
      return readings
    })
    return all.toSorted((a, b) => (stableJson(a) < stableJson(b) ? -1 : 1)).slice(0, readingsMax)
  }

  /** The values of a choice that some of them have. */
  values(name: string): readonly Value[] {
    return [...new Set(this.boxes.flatMap((box) => this.all.valuesOf(box, name)))]
  }
}

/** What is known of the choices. */
export interface Known {
  readonly open: Open
  readonly fits: Readonly<Record<string, readonly Value[]>>
  /** Whether what does not fit is ruled out. */
  readonly isComplete: boolean
}

/** For each choice which of the values that were tried fit, from the weakest settings. */
export const saysOf = ({ open, fits, isComplete }: Known, choices: readonly string[], pinned: Pinned): ChoiceReport[] =>
  choices.map((knob) => {
    const given = pinned[knob]
    const values = open.varied[knob] ?? (given === undefined ? [] : [given])
    const fitting = values.filter((value) => fits[knob]?.includes(value) ?? true)
    const ruledOut = isComplete ? values.filter((value) => !fitting.includes(value)) : []
    const isDecided = fitting.length + ruledOut.length === values.length
    return {
      knob,
      says: ruledOut.length === 0 ? 'nothing' : fitting.length === 1 && isDecided ? 'requires' : 'rulesOut',
      fits: fitting,
      ruledOut,
    }
  })
