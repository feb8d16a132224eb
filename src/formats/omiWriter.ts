import type { IgnoredCounts, ObservedLine } from './observation.ts'
import { miResult } from './miResults.ts'
import { cancelHandle, functions, identityIn, isFinal, isNothing, kindOf, reasons, singleKinds } from './omiCalls.ts'
import type { OmiLine } from './omiLine.ts'
import { OmiOperations, type OmiOperation } from './omiOperations.ts'

/** MI_RESULT_FAILED */
const canceledEnd = 1
/** MI_RESULT_INVALID_PARAMETER */
const invalidParameter = 4

/** Callbacks with messages, progress, questions and parts of an answer are of kinds that the model does not have. */
const bringsResults: ReadonlySet<string> = new Set(['instance', 'indication', 'class'])

interface Entry {
  readonly line: ObservedLine
  readonly place: number | null
}

/** A call that has not returned. */
interface Pending {
  readonly call: string
  readonly operation: OmiOperation | null
}

/** A final result without an instance that nobody has asked for yet, as the last thing written. */
interface SuddenEnd {
  readonly at: number
  readonly t: number
  readonly operation: OmiOperation
  /** By a getter, not in a callback. */
  readonly isFetched: boolean
}

/**
 * Writes down what the client of a call log of OMI saw. The log has a line for each call when it has returned, so call and return
 * stand together; only what begins with `-call` has a line of its own.
 */
export class OmiWriter {
  private entries: Entry[] = []
  private readonly operations: OmiOperations
  private readonly counts = new Map<string, number>()
  /** Calls that have not returned, newest last, by the log's name for the function. */
  private readonly open = new Map<string, Pending[]>()
  private readonly ignored: IgnoredCounts
  private readonly notes: string[] = []
  /** Calls of which the log says that they had not returned when it ends. */
  private readonly hung = new Set<string>()
  private readonly startsAreMissing: boolean
  private suddenEnd: SuddenEnd | null = null
  private inferredStarts = 0
  private moved = 0
  private mode: 'sync' | 'async' | null = null
  private earlierSessions = 0
  private lateReturns = 0
  private isSessionClosing = false

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
    const [name = '', part = ''] = line.ev.split(/-(?=call$|return$|complet\w*$)/)
    const op = Object.hasOwn(functions, name) ? functions[name] : undefined
    if (op !== undefined && part === 'call') this.call(name, op, line, place)
    else if (op !== undefined && (!part.startsWith('complet') || this.isPending(name)))
      this.returned(name, op, line, place)
    else if (line.ev === 'start') this.start(line, place)
    else if (line.ev === 'started') this.started(line)
    else if (line.ev === 'callback') this.callback(line, place)
    else if (line.ev === 'NewSession') this.newSession(line)
    else this.rest(line)
  }

  /**
   * The model has one session. Where another one is opened when the one before is closed and none of its handles is left, the two
   * are taken for one that stays open.
   */
  private newSession(line: OmiLine): void {
    const closes = this.entries.filter(({ line: { kind, op } }) => kind === 'call' && op === 'closeSession').length
    if (closes > 0 && !this.isPending('SessionClose') && this.operations.unclosed().length === 0) {
      this.entries = this.entries.filter(({ line: { op } }) => op !== 'closeSession')
      this.suddenEnd = null
      this.earlierSessions += closes
    }
    this.isSessionClosing = false
    this.rest(line)
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

  private isPending(name: string): boolean {
    return (this.open.get(name) ?? []).length > 0
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
    const kind = kindOf(line.op)
    operation.hasOneResult = singleKinds.has(kind)
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
    if (op === 'closeSession') this.isSessionClosing = true
    const call = this.nextCall(op)
    const operation = this.operations.meant(undefined)
    this.open.set(name, [...(this.open.get(name) ?? []), { call, operation }])
    this.write(place, { t: line.t_ms, kind: 'call', op, call, ...this.subject(op, line, operation) })
  }

  /** What a call is about: its operation, and its arguments as far as the log gives them away. */
  private subject(op: string, line: OmiLine, operation: OmiOperation | null): Pick<ObservedLine, 'operation' | 'args'> {
    if (op === 'closeSession') return {}
    const where = line.where ?? ''
    const handle = cancelHandle(where)
    const isOwn = handle !== 'null' && handle !== 'zeroed'
    const of = isOwn && operation !== null ? { operation: operation.name } : {}
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
    const operation = pending === undefined ? this.operations.meant(line.ret) : pending.operation
    const subject = this.subject(op, line, operation)
    const call = pending?.call ?? this.nextCall(op)
    const lines: ObservedLine[] = pending === undefined ? [{ kind: 'call', op, call, ...subject }] : []
    const of = subject.operation === undefined ? {} : { operation: subject.operation }
    const back: ObservedLine = { t: line.t_ms, kind: 'return', op, call, ...of, ...miResult(line.ret ?? 0) }
    if (op === 'closeSession' && pending !== undefined && this.wasClosedBefore(pending.call, back, place)) return
    if (op === 'getNext') return this.fetched(lines, back, line, place, operation)
    const isEnding = (op === 'cancel' || op === 'close') && line.ret === 0
    const at = isEnding && pending === undefined ? this.placeBeforeEnd(line, operation) : null
    if (at === null) this.write(place, ...lines, back)
    else {
      this.moved++
      const end = this.suddenEnd?.t ?? line.t_ms
      this.entries.splice(at, 0, ...[...lines, { ...back, t: end }].map((moved) => ({ line: moved, place })))
      this.suddenEnd = null
    }
    if (isEnding) operation?.end(op)
  }

  /**
   * A session's close waits in a thread of its own, which writes its line when it goes on again: any time after the close of the last
   * handle, with which the model lets it return.
   */
  private wasClosedBefore(call: string, back: ObservedLine, place: number): boolean {
    const at = this.entries.findLastIndex(
      ({ line: { kind, op, value } }) => kind === 'return' && op === 'close' && value === '0',
    )
    const called = this.entries.findIndex(({ line }) => line.call === call)
    const { t } = this.entries[at]?.line ?? {}
    const isLast = at === this.entries.length - 1
    if (called > at || t === undefined || (isLast && t === back.t) || this.operations.unclosed().length > 0)
      return false
    this.entries.splice(at + 1, 0, { line: { ...back, t }, place })
    this.suddenEnd = null
    this.lateReturns++
    return true
  }

  /**
   * Where a cancel belongs whose line comes just after the end that it brought about. Its line is written when it has returned, by
   * another thread than that of the callback or getter; which was first, the log cannot tell, and the model has the cancel first.
   */
  private placeBeforeEnd(line: OmiLine, operation: OmiOperation | null): number | null {
    const end = this.suddenEnd
    if (end === null || this.isSessionClosing || end.operation !== operation || end.operation.isEnding) return null
    const where = line.where ?? ''
    // A getter blocks its thread, so only another thread can have ended what it waited for.
    const isElsewhere = end.isFetched ? /\bthread\b/.test(where) : !/\binside\b|\bfinal\b/.test(where)
    return isElsewhere && line.t_ms - end.t <= 1 ? end.at : null
  }

  private fetched(
    lines: ObservedLine[],
    back: ObservedLine,
    line: OmiLine,
    place: number,
    operation: OmiOperation | null,
  ): void {
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
    const isAnswer = operation.hasOneResult && operation.results === 0 && isFinal(line) && code === 0
    if (!isNothing(line.instance) || isAnswer) lines.push({ ...of, kind: 'result', n: operation.result() })
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
    if (!bringsResults.has(line.kind ?? 'instance'))
      return this.ignored.add('callbacks that bring no result of the operation')
    const hasInstance = !isNothing(line.instance)
    const isOfSession = this.isSessionClosing && line.resultCode === canceledEnd
    let operation = this.operations.owner(line.n ?? null, hasInstance, isOfSession)
    if (operation === null && this.startsAreMissing) this.inferStart()
    operation ??= this.operations.newest()
    if (operation === null) return this.ignored.add('callbacks of operations that nobody started')
    const at = this.entries.length
    this.write(place, ...this.brought(operation, line, line.resultCode))
    this.operations.spoke(operation)
    this.noteSuddenEnd(at, operation, line, false)
    if (!hasInstance && isFinal(line) && line.resultCode === invalidParameter) this.putInsideStart(at, operation, line)
  }

  /** An operation that cannot be started has its last callback before the function that starts it is over. */
  private putInsideStart(at: number, operation: OmiOperation, { t_ms: t }: OmiLine): void {
    const start = this.entries[at - 1]
    const { kind, op } = start?.line ?? {}
    if (start === undefined || kind !== 'return' || op !== 'start' || start.line.operation !== operation.name) return
    this.entries.splice(at - 1, 1)
    this.entries.push({ ...start, line: { ...start.line, t } })
    this.suddenEnd = null
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
    if (this.earlierSessions > 0)
      notes.push(
        `Another session is opened after the close of one, ${this.earlierSessions === 1 ? 'once' : `${this.earlierSessions} times`}: the model has one, which stays open in between, so these closes are left out.`,
      )
    if (this.lateReturns > 0)
      notes.push(
        'The line of a session’s close stands some time after the close of the last handle, which it waited for in another thread: it is put there.',
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
