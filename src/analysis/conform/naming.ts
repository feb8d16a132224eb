import { callKey } from '#kernel/call.ts'
import { Interned } from '#kernel/packed.ts'

/** A call that has not returned. */
export interface OpenCall {
  /** The model's key. */
  readonly key: string
  readonly op: string
  /** The recording's name; null where its line has none, or where it was not seen. */
  readonly name: string | null
  readonly operation: number | null
  /** Whether the client that was watched made it. */
  readonly isClients: boolean
}

/** What is remembered of the names on the way through a recording. */
export interface Naming {
  /** Operations that were started. */
  readonly operations: number
  /** Which operation each of the recording's names stands for. */
  readonly numbers: readonly (readonly [name: string, number: number])[]
  /** Operations whose final outcome the client knows. */
  readonly settled: readonly number[]
  readonly calls: readonly OpenCall[]
  /** Lines behind the next one that are explained already. */
  readonly ahead: readonly number[]
}

export const unnamed: Naming = { operations: 0, numbers: [], settled: [], calls: [], ahead: [] }

export const numberOf = ({ numbers }: Naming, name: string): number | undefined =>
  numbers.find(([known]) => known === name)?.[1]

export const openCall = ({ calls }: Naming, key: string): OpenCall | undefined => calls.find((call) => call.key === key)

/** Equal names mean the same operation, and nothing else. Null where that is not so. */
export function withOperation(naming: Naming, name: string, number: number): Naming | null {
  for (const [known, value] of naming.numbers)
    if (known === name || value === number) return known === name && value === number ? naming : null
  return { ...naming, numbers: [...naming.numbers, [name, number] as const] }
}

export const withCall = (naming: Naming, call: OpenCall): Naming => ({
  ...naming,
  calls: [...naming.calls.filter(({ key }) => key !== call.key), call].sort((a, b) => (a.key < b.key ? -1 : 1)),
})

export const withoutCall = (naming: Naming, key: string): Naming =>
  openCall(naming, key) === undefined ? naming : { ...naming, calls: naming.calls.filter((call) => call.key !== key) }

/**
 * The key of the next call of this name: the first that no call under way has. A key only tells calls apart that are under way at
 * the same time, so a recording of thousands of calls needs few keys. `from`: the first ordinal that may be taken.
 */
export function freeKey(
  { calls }: Naming,
  op: string,
  from: number,
): { readonly key: string; readonly ordinal: number } {
  for (let ordinal = from; ; ordinal++) {
    const key = callKey(op, ordinal)
    if (calls.every((call) => call.key !== key && !call.key.endsWith(`/${key}`))) return { key, ordinal }
  }
}

/** Namings as numbers. */
export class Namings {
  private readonly interned = new Interned<Naming>()
  private readonly known = new WeakMap<Naming, number>()

  number(naming: Naming): number {
    const before = this.known.get(naming)
    if (before !== undefined) return before
    const { operations, numbers, settled, calls, ahead } = naming
    const key = JSON.stringify([operations, numbers, settled, calls, ahead])
    const number = this.interned.number(key, () => naming)
    this.known.set(naming, number)
    return number
  }

  value(number: number): Naming {
    return this.interned.value(number)
  }
}
