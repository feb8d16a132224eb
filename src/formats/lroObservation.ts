import type { Json } from '#base/json.ts'
import { err, ok } from '#base/result.ts'
import { codeOf, isSuccess, jsonIn, requestsIn, type Exchange, type Request } from './lroExchanges.ts'
import { OperationNames } from './lroNames.ts'
import { IgnoredCounts, linesMax, observedKinds, type ObservedLine } from './observation.ts'
import type { Opened, Parsing } from './opened.ts'
import { looked, member, operationName, operationSeen } from './operationJson.ts'
import { rpcValue } from './rpcCodes.ts'

/** What the answer says besides its code, as far as it is kept. */
function outOf({ asked, exchange, body }: Request): Json | undefined {
  if (!isSuccess(exchange) || asked.op === 'list') return undefined
  if (asked.op !== 'cancel' && asked.op !== 'delete')
    return body === undefined ? undefined : operationSeen('', body).out
  if (exchange.body === '') return null
  if (typeof body !== 'object' || body === null) return undefined
  const members = Object.keys(body).length
  return members === 0 ? {} : { unexpected: members }
}

/** The body of a cancel, in the words of the model; null where it cannot be told. */
function bodyArg(text: string | null, name: string): 'empty' | 'object' | 'unknownField' | null {
  if (text === null) return null
  if (text.trim() === '') return 'empty'
  const value = jsonIn(text)
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const keys = Object.keys(value)
  if (keys.length === 0) return 'object'
  return keys.length === 1 && member(value, 'name') === name ? null : 'unknownField'
}

interface Moment {
  readonly request: Request
  readonly index: number
  readonly isReturn: boolean
  readonly at: number
}

/** Requests in the order in which they were made: that of their times, where all have one, else that of the file. */
const inOrder = (requests: readonly Request[], isTimed: boolean): readonly Request[] =>
  isTimed ? requests.toSorted((a, b) => (a.exchange.start ?? 0) - (b.exchange.start ?? 0)) : requests

/** Whether a look shows what stays: an end, or that the record is gone. What it shows was so when it returned, and maybe not before. */
const showsWhatStays = (request: Request): boolean =>
  codeOf(request) === 'NOT_FOUND' || (isSuccess(request.exchange) && operationSeen('', request.body).end !== null)

/** Calls and returns as if all went over one connection, and how many had to be moved for that. */
interface Ordered {
  readonly moments: readonly Moment[]
  readonly overtaken: number
}

/**
 * Calls and returns in the order in which they happened; where no times are known, one exchange after the other. HTTP has a connection for
 * each request, so that one may overtake another; the model has one line to the server and one back. A request that was overtaken counts
 * as answered when the first one that overtook it was: it had not ended then, if it had not ended later. A look that shows an end counts
 * as made when it returned. A wait is answered when the server likes.
 */
function moments(requests: readonly Request[], isTimed: boolean): Ordered {
  let overtaken = 0
  // From the last request on: when the first of those that were made later was answered.
  let firstBack = Infinity
  const all: Moment[] = []
  for (const [index, request] of [...requests.entries()].reverse()) {
    const { start, end } = request.exchange
    let at = isTimed ? (start ?? 0) : index
    let back = isTimed ? Math.max(at, end ?? at) : index
    if (firstBack < back && request.asked.op !== 'wait') {
      overtaken += 1
      if (request.asked.op === 'get' && showsWhatStays(request)) at = back
      else back = Math.max(at, firstBack)
    }
    firstBack = Math.min(firstBack, back)
    all.push({ request, index, isReturn: false, at }, { request, index, isReturn: true, at: back })
  }
  all.sort((a, b) => a.at - b.at || a.index - b.index || Number(a.isReturn) - Number(b.isReturn))
  return { moments: all, overtaken }
}

const sentenceOfOvertaken = (count: number): string =>
  `${count === 1 ? 'One request was' : `${count} requests were`} overtaken by a later one, on a connection of its own: its answer counts as given before that one’s, or, where it shows an end, its call as made just before.`

/** What of a name tells operations apart: projects in front of it can be written in several ways. */
const ownName = (name: string): string => name.slice(name.lastIndexOf('operations/'))

/** Whether a look is answered with the name of another operation than it asked for. */
function namesAnother({ asked, exchange, body }: Request): boolean {
  const name = isSuccess(exchange) ? operationName(body) : null
  return (asked.op === 'get' || asked.op === 'wait') && name !== null && ownName(name) !== ownName(asked.name)
}

const sentenceOfAnother = (count: number): string =>
  `${count === 1 ? 'One look was' : `${count} looks were`} answered with the name of another operation than was asked for. No clause is about that: what it shows counts for the one that was asked for.`

/** Writes down what a client of long-running operations saw, under the names that the trace of the model has for it. */
class Writer {
  readonly lines: ObservedLine[] = []
  readonly places: (number | null)[] = []
  private readonly names: OperationNames
  private readonly calls = new Map<Request, { readonly call: string; readonly operation: string | null }>()
  private readonly counts = new Map<string, number>()
  private readonly settled = new Set<string>()

  constructor(names: OperationNames) {
    this.names = names
    for (const name of names.before)
      for (const line of looked('count', this.nextCall('count'), names.start(name))) this.write(null, line)
  }

  private nextCall(op: string): string {
    const count = (this.counts.get(op) ?? 0) + 1
    this.counts.set(op, count)
    return `${op}#${count}`
  }

  private write(place: number | null, line: ObservedLine): void {
    this.lines.push(line)
    this.places.push(place)
  }

  /** What a request is about; a start that was refused has an operation too, which nobody has a name for. */
  private operationOf({ asked, body, exchange }: Request, call: string): string | null {
    if (asked.op === 'list') return null
    if (asked.op !== 'count') return this.names.current(this.names.canonical(asked.name))
    const name = isSuccess(exchange) ? operationName(body) : null
    return name === null ? call : this.names.start(name)
  }

  call(request: Request, time: { readonly t?: number }): void {
    const { asked, exchange } = request
    const call = this.nextCall(asked.op)
    const operation = this.operationOf(request, call)
    this.calls.set(request, { call, operation })
    const args: Record<string, string> = {}
    if (asked.op !== 'count' && asked.op !== 'list') {
      const name = this.names.canonical(asked.name)
      if (!this.names.isStarted(name) && codeOf(request) === 'NOT_FOUND') args['name'] = 'unknown'
      const body = asked.op === 'cancel' ? bodyArg(exchange.requestBody, name) : null
      if (body !== null) args['body'] = body
    }
    this.write(exchange.place, {
      ...time,
      kind: 'call',
      op: asked.op,
      call,
      ...(operation === null ? {} : { operation }),
      ...(Object.keys(args).length === 0 ? {} : { args }),
    })
  }

  return(request: Request, time: { readonly t?: number }): void {
    const { asked, exchange } = request
    const { call, operation } = this.calls.get(request) ?? { call: '', operation: null }
    const code = codeOf(request)
    const out = outOf(request)
    this.write(exchange.place, {
      ...time,
      kind: 'return',
      op: asked.op,
      call,
      ...(operation === null ? {} : { operation }),
      code,
      value: rpcValue(code),
      http: exchange.status === 0 ? null : exchange.status,
      ...(out === undefined ? {} : { out }),
    })
    const end = this.endIn(request)
    if (end === null || operation === null || this.settled.has(operation)) return
    this.settled.add(operation)
    this.write(exchange.place, { ...time, kind: 'settle', operation, ...end })
  }

  /** What the client learns of how its operation ended: from the first look that shows it, or from the refusal of the start. */
  private endIn(request: Request): { readonly code: string; readonly value: string } | null {
    const { asked, exchange, body } = request
    if (asked.op === 'count') {
      const code = codeOf(request)
      if (exchange.status === 0) return null
      // One that is born done is known at once.
      return isSuccess(exchange) ? operationSeen('', body).end : { code, value: rpcValue(code) }
    }
    return isSuccess(exchange) && (asked.op === 'get' || asked.op === 'wait') ? operationSeen('', body).end : null
  }
}

/** Thousandths of a millisecond are kept, so that equal times stay equal. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 1000) / 1000

const sentenceOfBefore = (names: readonly string[]): string =>
  names.length === 1
    ? 'The operation was started before the recording begins: that it was started is inferred, and that nobody had cancelled it is assumed.'
    : `${names.length} operations were started before the recording begins: that is inferred, and that nobody had cancelled them is assumed.`

/** What the requests of a file say about long-running operations. */
export function* observeExchanges(
  exchanges: readonly Exchange[],
  about: Pick<Opened, 'from' | 'placeIs'> & { readonly title: string },
): Parsing {
  const ignored = new IgnoredCounts()
  const found = yield* requestsIn(exchanges, ignored)
  if (found.length === 0)
    return err(
      `expected requests that start, look at, cancel or delete a long-running operation, found ${exchanges.length} that do not`,
    )
  if (found.length * 2 > linesMax) return err(`expected at most ${linesMax.toLocaleString('en')} calls and returns`)
  const isTimed = found.every(({ exchange }) => exchange.start !== null)
  const requests = inOrder(found, isTimed)
  const names = new OperationNames(requests)
  const writer = new Writer(names)
  const { moments: all, overtaken } = moments(requests, isTimed)
  const zero = all[0]?.at ?? 0
  for (const [index, { request, isReturn, at }] of all.entries()) {
    if (writer.lines.length >= linesMax)
      return err(`expected at most ${linesMax.toLocaleString('en')} calls and returns`)
    const time = isTimed ? { t: rounded(at - zero) } : {}
    if (isReturn) writer.return(request, time)
    else writer.call(request, time)
    if (index % 500 === 499) yield index / all.length
  }
  const others = requests.filter(namesAnother).length
  const isPartlyTimed = !isTimed && requests.some(({ exchange }) => exchange.start !== null)
  return ok({
    from: about.from,
    observation: {
      spec: 'lro',
      unit: 'ms',
      title: about.title,
      sees: [...observedKinds],
      lines: writer.lines,
    },
    places: writer.places,
    placeIs: about.placeIs,
    environment: {},
    ignored: ignored.list(),
    notes: [
      ...(names.before.length === 0 ? [] : [sentenceOfBefore(names.before)]),
      ...(overtaken === 0 ? [] : [sentenceOfOvertaken(overtaken)]),
      ...(others === 0 ? [] : [sentenceOfAnother(others)]),
      ...(isPartlyTimed ? ['Some requests have no time, so only their order counts.'] : []),
    ],
  })
}
