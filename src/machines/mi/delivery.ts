import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import type { FinalCode, FinalConsumed, ResultCallback, Returned } from './messages.ts'

/** What has reached the client library and not yet the application. */
export interface Stock {
  /** Number of the first result in stock; 0 if there is none. */
  readonly first: number
  readonly count: number
  readonly final: FinalCode | null
  /** Whether the last result in stock is also the final one; else the final result comes without an instance. */
  readonly carried: boolean
  /** Calls of MI_Operation_GetInstance that wait, in the order in which they came. */
  readonly waiting: readonly string[]
}

/** A result that the application has been given and that still counts as being dealt with: no other is called back meanwhile. */
export interface Handed {
  /** It was the final one. */
  readonly final: boolean
  /** Its callback has returned. */
  readonly returned: boolean
  readonly acknowledged: boolean
}

/** What decides on the delivery. */
export interface Delivering {
  readonly mode: 'async' | 'sync'
  readonly operation: number
  readonly stock: Stock
  readonly handed: Handed | null
  readonly knobs: {
    readonly heldBack: boolean
    readonly acknowledgement: 'automatic' | 'manual'
    readonly losesAcknowledgement: boolean
  }
}

export const emptyStock: Stock = { first: 0, count: 0, final: null, carried: false, waiting: [] }

/** Result `n` comes in. Results come in order. */
export const withResult = (stock: Stock, n: number): Stock => ({
  ...stock,
  first: stock.count === 0 ? n : stock.first,
  count: stock.count + 1,
})

/** The result that the library has kept back is lost. */
export const withoutLast = (stock: Stock): Stock =>
  stock.count === 0 ? stock : { ...stock, first: stock.count === 1 ? 0 : stock.first, count: stock.count - 1 }

interface Delivery {
  readonly effects: readonly Effect[]
  readonly left: Stock
  readonly handed: Handed | null
}

interface Item {
  readonly n: number
  readonly final: FinalCode | null
}

/** What the next delivery brings, and the stock without it; null where there is nothing to deliver. */
function takeNext(stock: Stock, heldBack: boolean): { readonly item: Item; readonly left: Stock } | null {
  if (stock.count > 1 || (stock.count === 1 && !stock.carried)) {
    if (heldBack && stock.count === 1 && stock.final === null) return null
    const left = { ...stock, first: stock.count === 1 ? 0 : stock.first + 1, count: stock.count - 1 }
    return { item: { n: stock.first, final: null }, left }
  }
  if (stock.final === null) return null
  return {
    item: { n: stock.first, final: stock.final },
    left: { ...stock, first: 0, count: 0, final: null, carried: false },
  }
}

/** Whether there is something that the application can have. */
export const hasNext = ({ stock, knobs }: Pick<Delivering, 'stock' | 'knobs'>): boolean =>
  stock.count > 1 || stock.final !== null || (stock.count === 1 && !knobs.heldBack)

function inCallback(operation: number, item: Item): Effect[] {
  const call = item.final === null ? '' : `finalResult/${operation}`
  const args = { instance: item.n === 0 ? null : item.n, moreResults: false, resultCode: item.final }
  const enter: Effect[] = item.final === null ? [] : [{ type: 'call', op: 'finalResult', call, operation, args }]
  const event: ResultCallback = { type: 'result callback', ...item, call }
  return [...enter, { type: 'tell', to: `client#${operation}`, event: { ...event } }]
}

const finalClauses: readonly MiClause[] = ['MI-04', 'MI-06']

function fromGetter(operation: number, call: string, item: Item): Effect[] {
  const clauses = item.final === null ? [] : finalClauses
  const event: Returned = { type: 'MI_Operation_GetInstance returned', call, code: 'MI_RESULT_OK', clauses, ...item }
  const consumed: Effect[] =
    item.final === null
      ? []
      : [{ type: 'tell', to: `runtime#${operation}`, event: { type: 'FinalConsumed' } satisfies FinalConsumed }]
  return [{ type: 'tell', to: `client#${operation}`, event: { ...event } }, ...consumed]
}

function callBack({ operation, stock, handed, knobs }: Delivering): Delivery {
  const next = handed === null && hasNext({ stock, knobs }) ? takeNext(stock, false) : null
  if (next === null) return { effects: [], left: stock, handed }
  const final = next.item.final !== null
  const acknowledged = knobs.acknowledgement === 'automatic'
  return {
    effects: inCallback(operation, next.item),
    left: next.left,
    handed: { final, returned: false, acknowledged },
  }
}

/**
 * Gives the application what it can have now. An asynchronous one gets the next result when it is done with the one before; a
 * synchronous one as much as it has calls waiting.
 */
export function deliver(given: Delivering): Delivery {
  if (given.mode === 'async') return callBack(given)
  const { operation, knobs } = given
  const effects: Effect[] = []
  let left = given.stock
  let handed = given.handed
  for (;;) {
    const [call] = left.waiting
    if (call === undefined) return { effects, left, handed }
    const next = takeNext(left, knobs.heldBack)
    if (next === null) return { effects, left, handed }
    effects.push(...fromGetter(operation, call, next.item))
    left = { ...next.left, waiting: left.waiting.slice(1) }
    // A result that was fetched counts as acknowledged with the next call of the getter.
    const isDue = next.item.final === null && left.waiting.length === 0 && knobs.losesAcknowledgement
    handed = isDue ? { final: false, returned: true, acknowledged: false } : null
  }
}
