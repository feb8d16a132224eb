import { stableJson } from '#base/json.ts'
import { emptyLedger, noted } from '#kernel/ledger.ts'
import type { Model } from '#kernel/model.ts'
import { Interned } from '#kernel/packed.ts'
import type { Ledger } from '#kernel/property.ts'
import type { Observation } from '#kernel/system.ts'

/** A part of a ledger: one of its records, or what it says of the operation with this number. A note changes a part without looking at another. */
type Part = Exclude<keyof Ledger, 'operations'> | number

const records = ['returned', 'called', 'held', 'unsupported'] as const

const partOf = (ledger: Ledger, part: Part): unknown =>
  typeof part === 'number' ? ledger.operations[part] : ledger[part]

/** A ledger in which nothing but this part is written. */
const only = (part: Part, value: unknown): Ledger =>
  typeof part === 'string'
    ? { ...emptyLedger, [part]: value }
    : { ...emptyLedger, operations: value === undefined ? {} : ({ [part]: value } as Ledger['operations']) }

/** What was noted within one step. */
interface Sequence {
  readonly notes: readonly Observation[]
  readonly longer: Map<Observation, number>
  /** The ledger afterwards, by the one before. */
  readonly after: Map<number, number>
}

const newSequence = (notes: readonly Observation[]): Sequence => ({ notes, longer: new Map(), after: new Map() })

/** What a part can say, as numbers. */
class PartValues {
  private readonly part: Part
  private readonly values = new Interned<unknown>()
  /** By note, and by what it says before. */
  private readonly afterNote = new Map<Observation, number[]>()
  /** What it says in the beginning. */
  readonly first: number

  constructor(part: Part) {
    this.part = part
    this.first = this.number(partOf(emptyLedger, part))
  }

  private number(value: unknown): number {
    return this.values.number(stableJson(value ?? null), () => value)
  }

  /** Equal values are one object. */
  value(number: number): unknown {
    return this.values.value(number)
  }

  /** There are far fewer notes than sequences of them, and most notes leave a part as it is. */
  after(model: Model, before: number, notes: readonly Observation[]): number {
    let number = before
    for (const note of notes) {
      let after = this.afterNote.get(note)
      if (after === undefined) this.afterNote.set(note, (after = []))
      number = after[number] ?? (after[number] = this.afterOne(model, number, note))
    }
    return number
  }

  private afterOne(model: Model, number: number, note: Observation): number {
    return this.number(partOf(noted(model, only(this.part, this.value(number)), note), this.part))
  }
}

/** What an observer remembers, as numbers. */
export class Ledgers {
  private readonly model: Model
  private readonly ledgers = new Interned<{ readonly ledger: Ledger; readonly parts: readonly number[] }>()
  /** The records, and then the operations from 1. */
  private readonly parts: PartValues[] = records.map((part) => new PartValues(part))
  private readonly sequences: Sequence[] = [newSequence([])]
  /** The ledger of a world in which nothing has happened. */
  readonly empty: number

  constructor(model: Model) {
    this.model = model
    this.empty = this.number(this.parts.map(({ first }) => first))
  }

  get size(): number {
    return this.ledgers.size
  }

  /** Parts of ledgers that are equal are one object. */
  value(number: number): Ledger {
    return this.ledgers.value(number).ledger
  }

  /** The number of a sequence of notes with one more note; 0 is the empty one. */
  longer(sequence: number, note: Observation): number {
    const { notes, longer } = this.sequences[sequence] as Sequence
    const known = longer.get(note)
    if (known !== undefined) return known
    const number = this.sequences.length
    this.sequences.push(newSequence([...notes, note]))
    longer.set(note, number)
    if ('operation' in note)
      while (this.parts.length < records.length + note.operation)
        this.parts.push(new PartValues(this.parts.length - records.length + 1))
    return number
  }

  /** The ledger after a sequence of notes. What is noted within one step is put down at its end: nobody sees what was in between. */
  after(ledger: number, sequence: number): number {
    const { notes, after } = this.sequences[sequence] as Sequence
    const known = after.get(ledger)
    if (known !== undefined) return known
    const before = this.ledgers.value(ledger).parts
    const number = this.number(this.parts.map((part, i) => part.after(this.model, before[i] ?? part.first, notes)))
    after.set(ledger, number)
    return number
  }

  private number(parts: number[]): number {
    // An operation of which nothing is said says the same as none.
    while (parts.length > records.length && parts.at(-1) === this.parts[parts.length - 1]?.first) parts.pop()
    return this.ledgers.number(parts.join(), () => ({ parts, ledger: this.written(parts) }))
  }

  private written(parts: readonly number[]): Ledger {
    const values = parts.map((number, i) => this.parts[i]?.value(number))
    const [returned, called, held, unsupported, ...operations] = values
    const known = operations.flatMap((operation, i) => (operation === undefined ? [] : [[i + 1, operation]]))
    return { returned, called, held, unsupported, operations: Object.fromEntries(known) } as Ledger
  }
}
