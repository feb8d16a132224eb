import type { Json } from '#base/json.ts'
import { err, ok } from '#base/result.ts'
import { operationOut } from '#machines/lro/operationOut.ts'
import { linesMax, type ObservedLine } from './observation.ts'
import type { Parsing } from './opened.ts'
import { quoted } from './quoted.ts'
import { rpcCode, rpcValue } from './rpcCodes.ts'

type Members = Readonly<Record<string, unknown>>

/** A member of an object from outside; never one that it inherits. */
export function member(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, key))
    return undefined
  return (value as Members)[key]
}

/** A longer name is that of no operation; with a number behind it it still is a name of an observation. */
export const nameMax = 900

/** What is kept of an Operation in JSON: no metadata, no response, no message. */
export interface OperationSeen {
  readonly name: string
  readonly done: boolean
  /** How it ended; null while it runs. */
  readonly end: { readonly code: string; readonly value: string } | null
  readonly out: Json
}

/** How an Operation that is done ended. */
function endOf(value: unknown): { readonly code: string; readonly value: string } {
  const error = member(value, 'error')
  if (error === undefined || error === null) return { code: 'OK', value: '0' }
  const number = member(error, 'code')
  const code = typeof number === 'number' ? rpcCode(number) : null
  return code === null || code === 'OK'
    ? { code: 'other', value: String(Number(number)) }
    : { code, value: rpcValue(code) }
}

/** What is seen of an Operation with this name, whatever it is called in its own JSON. */
export function operationSeen(name: string, value: unknown): OperationSeen {
  const isDone = member(value, 'done') === true
  return { name, done: isDone, end: isDone ? endOf(value) : null, out: operationOut(value) }
}

/** The name of an Operation in JSON, or null where the value is none. */
export function operationName(value: unknown): string | null {
  const name = member(value, 'name')
  return typeof name === 'string' && name.length <= nameMax && /(?:^|\/)operations\/./.test(name)
    ? name.replace(/^\/+/, '')
    : null
}

const isOperation = (value: unknown): boolean =>
  operationName(value) !== null ||
  (typeof member(value, 'name') === 'string' &&
    ['done', 'response', 'error', 'metadata'].some((key) => member(value, key) !== undefined))

/** The operations in a value: an Operation, a list of them, the answer to a list. Null where it is nothing of the kind. */
export function operationsIn(value: unknown): readonly unknown[] | null {
  const listed = Array.isArray(value) ? (value as unknown[]) : (member(value, 'operations') ?? [value])
  return Array.isArray(listed) && listed.length > 0 && listed.every(isOperation) ? (listed as unknown[]) : null
}

/** A call and its return; nobody saw when. */
export function looked(op: 'count' | 'get', call: string, operation: string, out?: Json): ObservedLine[] {
  return [
    { kind: 'call', op, call, operation },
    { kind: 'return', op, call, operation, code: 'OK', value: '0', ...(out === undefined ? {} : { out }) },
  ]
}

/**
 * A pasted Operation, or a list of them: each is what a look at it returned. That they were started is inferred, and what else
 * was called nobody saw. Of operations with the same name the first is the earliest look.
 */
export function* parseOperations(value: unknown): Parsing {
  const operations = operationsIn(value)
  if (operations === null) return err(`expected an Operation, or a list of operations, found ${quoted(value)}`)
  const lines: ObservedLine[] = []
  const places: (number | null)[] = []
  const settled = new Map<string, boolean>()
  const push = (place: number | null, ...more: ObservedLine[]): void => {
    lines.push(...more)
    places.push(...more.map(() => place))
  }
  for (const [index, item] of operations.entries()) {
    if (lines.length > linesMax - 5)
      return err(`operation ${index + 1}: expected a list that gives at most ${linesMax.toLocaleString('en')} lines`)
    const name = String(member(item, 'name')).slice(0, nameMax)
    if (!settled.has(name)) {
      push(null, ...looked('count', `count#${settled.size + 1}`, name))
      settled.set(name, false)
    }
    const { out, end } = operationSeen(name, item)
    push(index + 1, ...looked('get', `get#${index + 1}`, name, out))
    if (end !== null && settled.get(name) === false) {
      push(index + 1, { kind: 'settle', operation: name, ...end })
      settled.set(name, true)
    }
    if (index % 200 === 199) yield index / operations.length
  }
  return ok({
    from: 'operation',
    observation: { spec: 'lro', unit: 'ms', title: lines[0]?.operation?.slice(0, 200) ?? '', sees: [], lines },
    places,
    placeIs: 'entry',
    environment: {},
    ignored: [],
    notes: ['That the operation was started is inferred; who else called what before the look is not known.'],
  })
}
