import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import type { MiKnobs } from './knobs.ts'
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

export const emptyStock: Stock = { first: 0, count: 0, final: null, carried: false, waiting: [] }

/** Result `n` comes in. Results come in order. */
export const withResult = (stock: Stock, n: number): Stock => ({
  ...stock,
  first: stock.count === 0 ? n : stock.first,
  count: stock.count + 1,
})

interface Delivery {
  readonly effects: readonly Effect[]
  readonly left: Stock
}

interface Item {
  readonly n: number
  readonly final: FinalCode | null
}

/** What the next delivery brings, and the stock without it; null where there is nothing to deliver. */
function takeNext(stock: Stock): { readonly item: Item; readonly left: Stock } | null {
  if (stock.count > 1 || (stock.count === 1 && !stock.carried)) {
    const left = { ...stock, first: stock.count === 1 ? 0 : stock.first + 1, count: stock.count - 1 }
    return { item: { n: stock.first, final: null }, left }
  }
  if (stock.final === null) return null
  return {
    item: { n: stock.first, final: stock.final },
    left: { ...stock, first: 0, count: 0, final: null, carried: false },
  }
}

/** After the final result: the operation is told that it was consumed. */
const consumed = (operation: number, item: Item): Effect[] =>
  item.final === null
    ? []
    : [{ type: 'tell', to: `runtime#${operation}`, event: { type: 'FinalConsumed' } satisfies FinalConsumed }]

function inCallback(operation: number, item: Item): Effect[] {
  const call = item.final === null ? '' : `finalResult/${operation}`
  const enter: Effect[] = item.final === null ? [] : [{ type: 'call', op: 'finalResult', call, operation }]
  const event: ResultCallback = { type: 'result callback', ...item, call }
  return [...enter, { type: 'tell', to: `client#${operation}`, event: { ...event } }, ...consumed(operation, item)]
}

const finalClauses: readonly MiClause[] = ['MI-04', 'MI-06']

function fromGetter(operation: number, call: string, item: Item): Effect[] {
  const clauses = item.final === null ? [] : finalClauses
  const event: Returned = { type: 'MI_Operation_GetInstance returned', call, code: 'MI_RESULT_OK', clauses, ...item }
  return [{ type: 'tell', to: `client#${operation}`, event: { ...event } }, ...consumed(operation, item)]
}

/**
 * Gives the application everything that it can have now: an asynchronous one all that is in stock, a synchronous one as much as
 * it has calls waiting.
 */
export function deliver(mode: MiKnobs['mode'], operation: number, stock: Stock): Delivery {
  const effects: Effect[] = []
  let left = stock
  for (;;) {
    const [call] = left.waiting
    if (mode === 'sync' && call === undefined) return { effects, left }
    const next = takeNext(left)
    if (next === null) return { effects, left }
    effects.push(...(call === undefined ? inCallback(operation, next.item) : fromGetter(operation, call, next.item)))
    left = { ...next.left, waiting: left.waiting.slice(1) }
  }
}
