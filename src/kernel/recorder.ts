import { callId } from './call.ts'
import { assert, ensure } from '#base/assert.ts'
import type { Message, Payload } from './effect.ts'
import { ended, returned } from './fold.ts'
import type { Scenario, Step, Model } from './model.ts'
import type { Actor, Observation, ResolvedOutput, System } from './system.ts'
import type { Item, Recorder, TimedWorld } from './timed.ts'
import type { Origin, Outcome, HandledEvent, Trace, TraceEvent } from './trace.ts'

type Line = TraceEvent extends infer E ? (E extends TraceEvent ? Omit<E, 't' | 'i'> : never) : never

interface Entry {
  readonly t: number
  line: Line
  readonly origin: Origin
}

type Writable<T> = { -readonly [K in keyof T]: T[K] }

/** What the recorder keeps of a call that is under way. */
interface OpenCall {
  readonly id: string
  readonly op: string
  /** Its line; -1 where the machine began it and nothing can be added. */
  readonly entry: number
}

/** Writes a run down as the lines of docs/formats.md, section 2. */
export class TraceRecorder implements Recorder {
  readonly entries: (Entry | null)[] = []
  private readonly model: Model
  private world: TimedWorld | null = null
  private readonly handled: Writable<HandledEvent>[] = []
  /** Indexes of the handled events that are being dealt with, the innermost last. */
  private readonly dealing: number[] = []
  private readonly openCalls = new Map<string, OpenCall>()
  private readonly callCounts = new Map<string, number>()
  /** Line of the command by the key of the call that it is, or that it leads to. */
  private readonly commandLines = new Map<string, number>()
  /** Lines of the results of each operation. */
  private readonly results = new Map<number, number[]>()
  private readonly released = new Map<number, number>()
  private messages = 0
  /** Index of the line that began the reaction under way. */
  private head = -1
  /** The call of the command that is carried out: its key for the machine; null where it makes none. */
  private headCall: string | null = null
  private headActor = -1

  constructor(model: Model) {
    this.model = model
  }

  observe(world: TimedWorld): void {
    this.world = world
  }

  private write(t: number, line: Line, origin: Origin): number {
    this.entries.push({ t, line, origin })
    return this.entries.length - 1
  }

  /** Writes a line that is the doing of the actor that deals with an event now. */
  private writeOwn(t: number, line: Line, more?: Partial<Origin>): number {
    const by = this.dealer()
    const { actor } = this.handled[by] as HandledEvent
    return this.write(t, 'actor' in line ? line : { ...line, actor }, { cause: this.head, by, ...more })
  }

  /** Index of the handled event that sends or arms something now. */
  private dealer(): number {
    return ensure(this.dealing.at(-1), 'somebody deals with an event')
  }

  private callId(op: string): string {
    const count = (this.callCounts.get(op) ?? 0) + 1
    this.callCounts.set(op, count)
    return callId(op, count)
  }

  command(
    step: Step,
    index: number,
    actor: Actor,
    isCall: boolean,
    call: string,
    operation: number | undefined,
    t: number,
  ): void {
    const by = step.actor ?? actor.role
    const line: Line = { kind: 'command', actor: by, do: step.do, args: step.args, step: index }
    this.head = this.write(t, line, { cause: -1, by: -1 })
    this.headActor = actor.index
    this.headCall = isCall ? call : null
    this.commandLines.set(call, this.head)
    if (!isCall) return
    const id = this.callId(step.do)
    const of = operation === undefined ? {} : { operation }
    const entry = this.write(
      t,
      { kind: 'call', call: id, actor: actor.name, op: step.do, ...of, args: step.args },
      // The actor makes it while it deals with the command, which it is about to do.
      { cause: this.head, by: this.handled.length, command: this.head },
    )
    this.openCalls.set(call, { id, op: step.do, entry })
  }

  due(item: Item, system: System, t: number): void {
    this.headActor = item.actor
    if (item.kind === 'timer') {
      const name = item.timer.split('.')[2] ?? item.timer
      const armedBy = this.handled[item.mark] as HandledEvent
      const line: Line = { kind: 'timer', actor: (system.actors[item.actor] as Actor).name, name }
      this.head = this.write(t, line, { cause: armedBy.line, by: item.mark })
      return
    }
    const { line: sent, origin } = this.entries[item.mark] as Entry
    assert(sent.kind === 'send', 'a message was sent before it is due')
    const line: Line =
      item.dead === null ? { kind: 'deliver', msg: sent.msg } : { kind: 'drop', msg: sent.msg, why: item.dead }
    this.head = this.write(t, line, { cause: item.mark, by: origin.by })
  }

  reacting(actor: Actor, state: number, event: number): void {
    const before = actor.table.stateNamed(state)
    const parent = this.dealing.at(-1) ?? (this.entries[this.head] as Entry).origin.by
    const message = (this.world as TimedWorld).system.events[event] as Message
    this.dealing.push(this.handled.length)
    this.handled.push({
      line: this.head,
      parent,
      actor: actor.name,
      event: message,
      before,
      after: before,
      isTaken: true,
    })
  }

  reacted(): void {
    this.dealing.pop()
  }

  changed(actor: Actor, before: number, after: number, t: number): void {
    ;(this.handled[this.dealer()] as Writable<HandledEvent>).after = actor.table.stateNamed(after)
    const from = actor.table.valueText(before)
    const to = actor.table.valueText(after)
    if (from !== to) this.writeOwn(t, { kind: 'state', actor: actor.name, from, to })
  }

  sent(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>, due: number, t: number): number {
    const { system } = this.world as TimedWorld
    const to = (system.actors[order.to] as Actor).name
    const name = (system.events[order.event] as Message).type
    const line: Line = { kind: 'send', msg: `m${++this.messages}`, from: from.name, to, name, due }
    return this.writeOwn(t, line, order.background ? { isBackground: true } : {})
  }

  armed(): number {
    return this.dealer()
  }

  ignored(actor: Actor): void {
    ;(this.handled[this.dealer()] as Writable<HandledEvent>).isTaken = false
    if (actor.index !== this.headActor) return
    const world = this.world as TimedWorld
    this.dropHead(
      `${actor.name} is ${actor.table.valueText(world.states[actor.index] ?? world.system.start(actor))} and takes no such message`,
    )
  }

  private dropHead(why: string): void {
    const head = this.entries[this.head]
    if (head?.line.kind === 'deliver') head.line = { kind: 'drop', msg: head.line.msg, why }
    if (head?.line.kind !== 'command') return
    head.line = { ...head.line, why }
    this.takeBackCall()
  }

  /** The call of the command that is carried out was not made; the next one of its name has its number. */
  private takeBackCall(): void {
    const made = this.headCall === null ? undefined : this.openCalls.get(this.headCall)
    if (this.headCall === null || made === undefined) return
    this.openCalls.delete(this.headCall)
    this.entries[made.entry] = null
    this.callCounts.set(made.op, (this.callCounts.get(made.op) ?? 0) - 1)
  }

  note(actor: Actor, note: Observation, isNews: boolean, t: number): void {
    const write = (line: Line): number => this.writeOwn(t, line)
    switch (note.type) {
      case 'call':
        this.called(actor, note, t)
        break
      case 'return': {
        const call = this.openCalls.get(note.call)
        assert(call !== undefined, `${actor.name} returns from ${note.call}, which is under way`)
        this.openCalls.delete(note.call)
        const more = {
          ...(note.http === undefined ? {} : { http: note.http }),
          ...(note.out === undefined ? {} : { out: note.out }),
        }
        write({
          kind: 'return',
          call: call.id,
          actor: actor.name,
          op: call.op,
          ...returned(this.model, call.op, note.code),
          clauses: note.clauses,
          ...more,
        })
        break
      }
      case 'result':
        this.result(note, t)
        break
      case 'settle':
        if (!isNews) break
        write({ kind: 'settle', operation: note.operation, ...ended(this.model, note.code) })
        write({ kind: 'milestone', operation: note.operation, name: 'settled' })
        break
      case 'resource':
        this.resource(note, t)
        this.release(note, t)
        break
      case 'hold':
        this.release(note, t)
        break
      case 'milestone':
        if (isNews) write({ kind: 'milestone', operation: note.operation, name: note.name })
        if (note.name === 'accepted') this.markLate(note.operation)
        break
      case 'cite':
        if (note.clauses.length > 0) write({ kind: 'clause', ids: note.clauses })
        break
      case 'unsupported':
        write({ kind: 'unsupported', clauses: note.clauses, what: note.what })
        break
      case 'discard':
        if (actor.index === this.headActor) this.dropHead(note.why)
        break
      case 'abandon':
      // The outcome says what it came to; the line that led to it is there already.
    }
  }

  private called(actor: Actor, note: Extract<Observation, { type: 'call' }>, t: number): void {
    const args: { readonly args?: Payload } = note.args === undefined ? {} : { args: note.args }
    const open = this.openCalls.get(note.call)
    const own = open === undefined ? undefined : this.entries[open.entry]
    if (own?.line.kind === 'call') {
      own.line = { ...own.line, ...args }
      return
    }
    const id = this.callId(note.op)
    const of = note.operation === undefined ? {} : { operation: note.operation }
    this.openCalls.set(note.call, { id, op: note.op, entry: -1 })
    const command = this.commandLines.get(note.call)
    const more = command === undefined ? {} : { command }
    this.writeOwn(t, { kind: 'call', call: id, actor: actor.name, op: note.op, ...of, ...args }, more)
  }

  private result({ operation, n }: Extract<Observation, { type: 'result' }>, t: number): void {
    const late = (this.world as TimedWorld).fold.latenessOf(operation).accepted
    const written = this.results.get(operation) ?? []
    this.results.set(operation, written)
    written.push(this.writeOwn(t, { kind: 'result', operation, n, late }))
  }

  /** The last so many results of an operation turn out to be late. */
  private markLate(operation: number): void {
    const { late } = (this.world as TimedWorld).fold.latenessOf(operation)
    const written = this.results.get(operation) ?? []
    for (const at of late === 0 ? [] : written.slice(-late)) {
      const entry = this.entries[at]
      if (entry?.line.kind === 'result') entry.line = { ...entry.line, late: true }
    }
  }

  private resource(note: Extract<Observation, { type: 'resource' }>, t: number): void {
    const { fold } = this.world as TimedWorld
    const of = note.operation > 0 ? { operation: note.operation } : {}
    this.writeOwn(t, { kind: 'resource', name: note.name, held: fold.heldNow(note.name), limit: note.limit, ...of })
  }

  /** The operation may be released now; if it was before, that was not the last time. */
  private release({ operation, name }: Extract<Observation, { type: 'resource' | 'hold' }>, t: number): void {
    const { fold } = this.world as TimedWorld
    if (operation === 0) return
    const before = this.released.get(operation)
    if (before !== undefined) this.entries[before] = null
    this.released.delete(operation)
    if (fold.isReleased(operation))
      this.released.set(
        operation,
        this.writeOwn(t, { kind: 'milestone', operation, name: 'released' }, { letGo: name }),
      )
  }

  length(): number {
    return this.entries.length
  }

  /** The trace up to `length` entries; a release that turned out not to be the last one is left out. */
  trace(scenario: Scenario, length: number, why: string, outcome: Outcome, target: number): Trace {
    const events: TraceEvent[] = []
    const origins: Origin[] = []
    const index: number[] = []
    const underWay = new Map<string, number>()
    let t = 0
    for (const entry of this.entries.slice(0, length)) {
      index.push(events.length)
      if (entry === null) continue
      t = entry.t
      if (entry.line.kind === 'send') underWay.set(entry.line.msg, events.length)
      if (entry.line.kind === 'deliver' || entry.line.kind === 'drop') underWay.delete(entry.line.msg)
      events.push({ t, i: events.length, ...entry.line })
      const { cause, command, ...rest } = entry.origin
      const of = command === undefined ? {} : { command: index[command] as number }
      origins.push({ ...rest, cause: cause < 0 ? -1 : (index[cause] as number), ...of })
    }
    for (const [msg, cause] of underWay) {
      events.push({ t, i: events.length, kind: 'drop', msg, why: 'the run has ended: nothing can come of this poll' })
      origins.push({ cause, by: (origins[cause] as Origin).by })
    }
    events.push({ t, i: events.length, kind: 'end', why, outcome })
    origins.push({ cause: -1, by: -1 })
    const handled = this.handled
      .filter(({ line }) => line < length)
      .map((each) => ({ ...each, line: index[each.line] as number }))
    return { scenario, events, origins, handled, outcome, target }
  }
}
