import { operationName, member } from './operationJson.ts'
import { pathOf, routeOf, verbOf, type Route } from './lroRoutes.ts'
import type { IgnoredCounts } from './observation.ts'
import { rpcCode, rpcNamed, rpcOfStatus, type RpcCode } from './rpcCodes.ts'

/** A body of more characters is not looked into. */
const bodyMax = 1024 * 1024

/** A request over HTTP and its answer, as a file has it. Headers are not in it: nothing of them is ever read. */
export interface Exchange {
  /** Line or entry of the file, from 1. */
  readonly place: number
  readonly method: string
  readonly url: string
  /** Null where it is not known whether there was any. */
  readonly requestBody: string | null
  /** 0 where no answer came. */
  readonly status: number
  /** The client itself gave up, rather than the network. */
  readonly aborted: boolean
  readonly body: string | null
  /** Milliseconds on some clock; null where nobody wrote them down. */
  readonly start: number | null
  readonly end: number | null
}

/** A request of the LRO surface, with what it asked for and the JSON that came back. */
export interface Request {
  readonly exchange: Exchange
  readonly asked: Route | { readonly op: 'count' }
  /** Undefined where there is none, or none that can be read. */
  readonly body: unknown
}

/** A body as JSON, or undefined. */
export function jsonIn(text: string | null): unknown {
  if (text === null || text.length > bodyMax || text.trim() === '') return undefined
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export const isSuccess = ({ status }: Exchange): boolean => status >= 200 && status < 300
/** Redirects are followed by a request of their own, and what is provisional by the answer. */
const isNoAnswer = ({ status }: Exchange): boolean =>
  (status > 0 && status < 200) || (status >= 300 && status < 400) || status >= 600
const canStart = ({ method }: Exchange): boolean => ['POST', 'PUT', 'PATCH', 'DELETE'].includes(method)
const startKey = ({ method, url }: Exchange): string => `${method} ${pathOf(url)}`

/** Code of an answer: the name in its body, else what its status stands for. */
export function codeOf({ exchange, body }: Request): RpcCode {
  if (exchange.status === 0) return exchange.aborted ? 'CANCELLED' : 'UNAVAILABLE'
  if (isSuccess(exchange)) return 'OK'
  const answer: unknown = Array.isArray(body) ? body[0] : body
  const named = rpcNamed(member(member(answer, 'error'), 'status'))
  if (named !== null && named !== 'OK') return named
  const number = member(answer, 'code')
  const plain = typeof number === 'number' && number > 0 ? rpcCode(number) : null
  return plain ?? rpcOfStatus(exchange.status)
}

/** A look that was answered by something else: other interfaces have operations too, such as those of Compute. */
function isOtherLook({ exchange, asked, body }: Request): boolean {
  if ((asked.op !== 'get' && asked.op !== 'wait') || !isSuccess(exchange) || body === undefined) return false
  return (
    operationName(body) === null &&
    ['done', 'response', 'error', 'metadata'].every((key) => member(body, key) === undefined)
  )
}

/**
 * Of all exchanges, those of the LRO surface; the others are counted. A start is a request that was answered by an operation, or
 * the same request again, or the `:count` of Vault.
 */
export function* requestsIn(
  exchanges: readonly Exchange[],
  ignored: IgnoredCounts,
): Generator<number, Request[], void> {
  const starts = new Set<string>()
  const all: { exchange: Exchange; route: Route | null; body: unknown }[] = []
  for (const [index, exchange] of exchanges.entries()) {
    const route = routeOf(exchange.method, exchange.url)
    const body = route !== null || canStart(exchange) ? jsonIn(exchange.body) : undefined
    all.push({ exchange, route, body })
    const started = route === null && canStart(exchange) && isSuccess(exchange) && operationName(body) !== null
    if (started) starts.add(startKey(exchange))
    if (index % 500 === 499) yield index / exchanges.length
  }
  const requests: Request[] = []
  for (const { exchange, route, body } of all) {
    const isStart =
      route === null &&
      canStart(exchange) &&
      (starts.has(startKey(exchange)) || verbOf(pathOf(exchange.url)) === 'count') &&
      (!isSuccess(exchange) || operationName(body) !== null)
    const asked = isStart ? ({ op: 'count' } as const) : route
    if (asked === null || isNoAnswer(exchange) || isOtherLook({ exchange, asked, body })) {
      ignored.add('requests that concern no operation')
      continue
    }
    const isLook = asked.op === 'get' || asked.op === 'wait'
    if (body === undefined && isSuccess(exchange) && isLook) ignored.add('bodies of answers that could not be read')
    requests.push({ exchange, asked, body })
  }
  return requests
}
