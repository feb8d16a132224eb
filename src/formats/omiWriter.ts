import type { IgnoredCounts, ObservedLine } from './observation.ts'
import { miResult } from './miResults.ts'
import type { OmiLine } from './omiLine.ts'
import { OmiOperations, type OmiOperation } from './omiOperations.ts'

/** Functions of the client that are commands of the model, by the name that the log has for them. */
const functions: Readonly<Record<string, string>> = {
  Cancel: 'cancel',
  'ft->Cancel': 'cancel',
  Close: 'close',
  'ft->Close': 'close',
  GetInstance: 'getNext',
  GetIndication: 'getNext',
  SessionClose: 'closeSession',
}

const kinds: readonly (readonly [RegExp, string])[] = [
  [/^Enumerate/, 'enumerate'],
  [/^Query/, 'query'],
  [/^(?:Associator|Reference)/, 'associators'],
  [/^Subscribe/, 'subscribe'],
  [/^Invoke/, 'invoke'],
  [/^Get/, 'get'],
  [/^Create/, 'create'],
  [/^Modify/, 'modify'],
  [/^Delete/, 'delete'],
]

/** MI_RESULT_FAILED */
const canceledEnd = 1

const reasons = ['none', 'timeout', 'shutdown', 'serviceStop']

interface Entry {
  readonly line: ObservedLine
  readonly place: number | null
}

/** A final result without an instance that nobody has asked for yet, as the last thing written. */
interface SuddenEnd {
  readonly at: number
  readonly t: number
  readonly operation: OmiOperation
  /** By a getter, not in a callback. */
  readonly isFetched: boolean
}

const isNothing = (instance: unknown): boolean => instance === null || instance === undefined
const isFinal = ({ moreResults }: OmiLine): boolean => moreResults === 0 || moreResults === false
const cancelHandle = (where: string): string | null => {
  if (where.startsWith('NULL pointer')) return 'null'
  if (where.startsWith('MI_OPERATION_NULL')) return 'zeroed'
  return where.includes('failed to start') ? null : 'operation'
}
/** OMI compares real identities, so a change of the effective one alone says nothing about what the model calls another. */
const identityIn = (where: string): string | null => {
  if (/\bset(?:res|re)?[ug]id\(/.test(where)) return 'other'
  return /\bsete[ug]id\b|effective/.test(where) ? null : 'same'
}

/**
 * Writes down what the client of a call log of OMI saw. The log has a line for each call when it has returned, so call and return
 * stand together; only what begins with `-call` has a line of its own.
 */
export class OmiWriter {
  private readonly entries: Entry[] = []
  private readonly operations: OmiOperations
  private readonly counts = new Map<string, number>()
  /** Calls that have not returned, newest last, by the log's name for the function. */
  private readonly open = new Map<string, { readonly call: string; readonly place: number }[]>()
  private readonly ignored: IgnoredCounts
  private readonly notes: string[] = []
  /** Calls of which the log says that they had not returned when it ends. */
  private readonly hung = new Set<string>()
  private readonly startsAreMissing: boolean
  private suddenEnd: SuddenEnd | null = null
  private inferredStarts = 0
  private moved = 0
  private mode: 'sync' | 'async' | null = null

  constructor(ignored: IgnoredCounts, startsAreMissing: boolean) {
    this.ignored = ignored
    this.startsAreMissing = startsAreMissing
    this.operations = new OmiOperations()
  }

  get length(): number {
    return this.entries.length
  }

  take(line: OmiLine, place: number): void {
    if (line.who === 'provider') return this.provider(line)
    const [name = '', part = ''] = line.ev.split(/-(?=call$|return$)/)
    const op = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (op !== undefined && part === 'call') this.call(name, op, line, place)
    else if (op !== undefined) this.returned(name, op, line, place)
    else if (line.ev === 'start') this.start(line, place)
    else if (line.ev === 'started') this.started(line)
    else if (line.ev === 'callback') this.callback(line, place)
    else this.rest(line)
  }

  private rest(line: OmiLine): void {
    if (line.ev === 'watchdog') {
      for (const calls of this.open.values()) for (const { call } of calls) this.hung.add(call)
      this.notes.push(
        `${line.hungIn ?? 'A call'} had not returned after ${line.afterSeconds ?? 'some'} seconds, when the recording ends.`,
      )
    } else this.ignored.add('notes of the log, and calls that the model does not have')
  }

  private provider(line: OmiLine): void {
    this.ignored.add('lines of the provider')
    if (!/^(?:enum|invoke)Begin$|^Subscribe$/.test(line.ev)) return
    if (this.startsAreMissing && !this.operations.hasWaiting()) this.inferStart()
    this.operations.begin()
  }

  private nextCall(op: string): string {
    const count = (this.counts.get(op) ?? 0) + 1
    this.counts.set(op, count)
    return `${op}#${count}`
  }

  private write(place: number | null, ...lines: ObservedLine[]): void {
    this.suddenEnd = null
    this.entries.push(...lines.map((line) => ({ line, place })))
  }

  /** The functions that start an operation return nothing. */
  private startLines(operation: OmiOperation, line: Partial<OmiLine>): ObservedLine[] {
    const kind = kinds.find(([pattern]) => pattern.test(line.op ?? ''))?.[1]
    const time = line.t_ms === undefined ? {} : { t: line.t_ms }
    const call = this.nextCall('start')
    const of = { op: 'start', call, operation: operation.name }
    return [
      { ...time, kind: 'call', ...of, ...(kind === undefined ? {} : { args: { kind } }) },
      { ...time, kind: 'return', ...of },
    ]
  }

  private start(line: OmiLine, place: number): void {
    this.mode ??= line.mode ?? null
    this.write(place, ...this.startLines(this.operations.start(), line))
  }

  private inferStart(): void {
    this.inferredStarts++
    this.write(null, ...this.startLines(this.operations.start(), { op: 'Enumerate' }))
  }

  /** "70 were started": those without a line of their own are put where they were started at the latest. */
  private started({ n }: OmiLine): void {
    while (this.operations.count < Math.min(n ?? 0, 1000)) this.inferStart()
  }

  /** Where starts have no lines, closes have none either; a session's close that returns shows that all handles were closed. */
  private inferCloses(): void {
    for (const operation of this.operations.unclosed()) {
      const of = { op: 'close', call: this.nextCall('close'), operation: operation.name }
      this.write(null, { kind: 'call', ...of }, { kind: 'return', ...of, ...miResult(0) })
      operation.end('close')
    }
  }

  private call(name: string, op: string, line: OmiLine, place: number): void {
    if (op === 'closeSession' && this.startsAreMissing) this.inferCloses()
    const call = this.nextCall(op)
    this.open.set(name, [...(this.open.get(name) ?? []), { call, place }])
    this.write(place, { t: line.t_ms, kind: 'call', op, call, ...this.subject(op, line) })
  }

  /** What a call is about: its operation, and its arguments as far as the log gives them away. */
  private subject(op: string, line: OmiLine): Pick<ObservedLine, 'operation' | 'args'> {
    if (op === 'closeSession') return {}
    const where = line.where ?? ''
    const handle = cancelHandle(where)
    const isOwn = handle !== 'null' && handle !== 'zeroed'
    const newest = this.operations.newest()
    const of = isOwn && newest !== null ? { operation: newest.name } : {}
    if (op === 'getNext') return of
    const identity = identityIn(where)
    const isOther = identity === 'other' ? { identity } : {}
    // A close of the model has no arguments of this kind unless somebody else gives it.
    if (op === 'close') return { ...of, ...(identity === 'other' ? { args: isOther } : {}) }
    const reason = reasons[Number(/\breason (\d+)\b/.exec(where)?.[1] ?? -1)]
    const args = {
      ...(handle === null ? {} : { handle }),
      ...(identity === null ? {} : { identity }),
      ...(reason === undefined ? {} : { reason }),
    }
    return { ...of, args }
  }

  private returned(name: string, op: string, line: OmiLine, place: number): void {
    const open = this.open.get(name) ?? []
    const pending = open.at(-1)
    this.open.set(name, open.slice(0, -1))
    const subject = this.subject(op, line)
    const call = pending?.call ?? this.nextCall(op)
    const lines: ObservedLine[] = pending === undefined ? [{ kind: 'call', op, call, ...subject }] : []
    const of = subject.operation === undefined ? {} : { operation: subject.operation }
    const back: ObservedLine = { t: line.t_ms, kind: 'return', op, call, ...of, ...miResult(line.ret ?? 0) }
    if (op === 'getNext') return this.fetched(lines, back, line, place)
    const isEnding = (op === 'cancel' || op === 'close') && line.ret === 0
    const at = isEnding && pending === undefined ? this.placeBeforeEnd(line) : null
    if (at === null) this.write(place, ...lines, back)
    else {
      this.moved++
      const end = this.suddenEnd?.t ?? line.t_ms
      this.entries.splice(at, 0, ...[...lines, { ...back, t: end }].map((moved) => ({ line: moved, place })))
      this.suddenEnd = null
    }
    if (isEnding) this.operations.newest()?.end(op)
  }

  /**
   * Where a cancel belongs whose line comes just after the end that it brought about. Its line is written when it has returned, by
   * another thread than that of the callback or getter; which was first, the log cannot tell, and the model has the cancel first.
   */
  private placeBeforeEnd(line: OmiLine): number | null {
    const end = this.suddenEnd
    if (end === null || end.operation !== this.operations.newest() || end.operation.isEnding) return null
    const where = line.where ?? ''
    // A getter blocks its thread, so only another thread can have ended what it waited for.
    const isElsewhere = end.isFetched ? /\bthread\b/.test(where) : !/\binside\b|\bfinal\b/.test(where)
    return isElsewhere && line.t_ms - end.t <= 1 ? end.at : null
  }

  private fetched(lines: ObservedLine[], back: ObservedLine, line: OmiLine, place: number): void {
    const operation = this.operations.newest()
    this.write(place, ...lines)
    if (line.ret !== 0 || operation === null) return this.write(place, back)
    const wasOver = operation.isOver
    const brought = wasOver ? [] : this.brought(operation, line, line.result)
    const at = this.entries.length
    this.write(place, ...brought, back)
    if (!wasOver) this.noteSuddenEnd(at, operation, line, true)
  }

  /** A result, the end, or both in one. */
  private brought(operation: OmiOperation, line: OmiLine, code: number | undefined): ObservedLine[] {
    const lines: ObservedLine[] = []
    const of = { t: line.t_ms, operation: operation.name }
    if (!isNothing(line.instance)) lines.push({ ...of, kind: 'result', n: operation.result() })
    if (isFinal(line)) {
      lines.push({ ...of, kind: 'settle', ...miResult(code ?? 0) })
      operation.over()
    }
    return lines
  }

  /** What a cancelled operation ends with in OMI, and nothing more. */
  private noteSuddenEnd(at: number, operation: OmiOperation, line: OmiLine, isFetched: boolean): void {
    const code = isFetched ? line.result : line.resultCode
    if (isFinal(line) && isNothing(line.instance) && code === canceledEnd)
      this.suddenEnd = { at, t: line.t_ms, operation, isFetched }
  }

  private callback(line: OmiLine, place: number): void {
    const hasInstance = !isNothing(line.instance)
    let operation = this.operations.owner(line.n ?? null, hasInstance)
    if (operation === null && this.startsAreMissing) this.inferStart()
    operation ??= this.operations.newest()
    if (operation === null) return this.ignored.add('callbacks of operations that nobody started')
    const at = this.entries.length
    this.write(place, ...this.brought(operation, line, line.resultCode))
    this.operations.spoke(operation)
    this.noteSuddenEnd(at, operation, line, false)
  }

  finished(): {
    readonly lines: readonly ObservedLine[]
    readonly places: readonly (number | null)[]
    readonly mode: 'sync' | 'async' | null
    readonly notes: readonly string[]
    readonly hangs: readonly number[]
  } {
    const notes = [...this.notes]
    if (this.inferredStarts > 0)
      notes.push(
        `${this.inferredStarts} operations have no line for their start, and none for their close: both are put where they were at the latest, and results are given to operations by their numbers.`,
      )
    if (this.moved > 0)
      notes.push(
        'The line of a call that ended an operation stands less than a millisecond after the end, written by another thread: the call is put first.',
      )
    return {
      lines: this.entries.map(({ line }) => line),
      places: this.entries.map(({ place }) => place),
      mode: this.mode,
      notes,
      hangs: this.entries.flatMap(({ line }, index) =>
        line.kind === 'call' && this.hung.has(line.call ?? '') ? [index] : [],
      ),
    }
  }
}
