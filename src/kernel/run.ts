import { assert, ensure } from '#base/assert.ts'
import type { Message } from './effect.ts'
import { coded } from './fold.ts'
import type { Scenario, Step, Model } from './model.ts'
import { systemFor, type Actor, type Observation, type ResolvedOutput, type System } from './system.ts'
import { plan, TimedWorld, type Item, type Recorder } from './timed.ts'
import type { Origin, Outcome, HandledEvent, Trace, TraceEvent } from './trace.ts'

type Line = TraceEvent extends infer E ? (E extends TraceEvent ? Omit<E, 't' | 'i'> : never) : never

interface Entry {
  readonly t: number
  line: Line
  readonly cause: number
  readonly reactions: HandledEvent[]
}

/** Writes a run down as the lines of formats.md, section 2. */
class TraceRecorder implements Recorder {
  readonly entries: (Entry | null)[] = []
  private readonly model: Model
  private world: TimedWorld | null = null
  private readonly openCalls = new Map<string, { id: string; op: string }>()
  private readonly callCounts = new Map<string, number>()
  private readonly released = new Map<number, number>()
  private messages = 0
  /** Index of the line that began the reaction under way. */
  private head = -1
  private headActor = -1

  constructor(model: Model) {
    this.model = model
  }

  observe(world: TimedWorld): void {
    this.world = world
  }

  private write(t: number, line: Line, cause: number): number {
    this.entries.push({ t, line, cause, reactions: [] })
    return this.entries.length - 1
  }

  private openCall(key: string, op: string): string {
    const count = (this.callCounts.get(op) ?? 0) + 1
    this.callCounts.set(op, count)
    const id = `${op}#${count}`
    this.openCalls.set(key, { id, op })
    return id
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
    this.head = this.write(t, { kind: 'command', actor: by, do: step.do, args: step.args, step: index }, -1)
    this.headActor = actor.index
    if (!isCall) return
    const id = this.openCall(call, step.do)
    this.write(
      t,
      { kind: 'call', call: id, actor: actor.name, op: step.do, ...(operation === undefined ? {} : { operation }) },
      this.head,
    )
  }

  due(item: Item, system: System, t: number): void {
    this.headActor = item.actor
    if (item.kind === 'timer') {
      const name = item.timer.split('.')[2] ?? item.timer
      this.head = this.write(t, { kind: 'timer', actor: (system.actors[item.actor] as Actor).name, name }, item.mark)
      return
    }
    const sent = this.entries[item.mark]?.line
    assert(sent?.kind === 'send', 'a message was sent before it is due')
    if (item.dead === null) this.head = this.write(t, { kind: 'deliver', msg: sent.msg }, item.mark)
    else this.head = this.write(t, { kind: 'drop', msg: sent.msg, why: item.dead }, item.mark)
  }

  reacting(actor: Actor, state: number, event: number): void {
    this.entries[this.head]?.reactions.push({ actor: actor.index, state, event })
  }

  changed(actor: Actor, before: number, after: number, t: number): void {
    const from = actor.table.valueText(before)
    const to = actor.table.valueText(after)
    if (from !== to) this.write(t, { kind: 'state', actor: actor.name, from, to }, this.head)
  }

  sent(from: Actor, order: Extract<ResolvedOutput, { type: 'send' }>, due: number, t: number): number {
    const { system } = this.world as TimedWorld
    const to = (system.actors[order.to] as Actor).name
    const name = (system.events[order.event] as Message).type
    return this.write(t, { kind: 'send', msg: `m${++this.messages}`, from: from.name, to, name, due }, this.head)
  }

  armed(): number {
    return this.head
  }

  ignored(actor: Actor): void {
    if (actor.index !== this.headActor) return
    const world = this.world as TimedWorld
    this.dropHead(
      `${actor.name} is ${actor.table.valueText(world.states[actor.index] ?? world.system.start(actor))} and takes no such message`,
    )
  }

  private dropHead(why: string): void {
    const head = this.entries[this.head]
    if (head?.line.kind === 'deliver') head.line = { kind: 'drop', msg: head.line.msg, why }
  }

  note(actor: Actor, note: Observation, isNews: boolean, t: number): void {
    const write = (line: Line): number => this.write(t, line, this.head)
    switch (note.type) {
      case 'call': {
        const id = this.openCall(note.call, note.op)
        write({
          kind: 'call',
          call: id,
          actor: actor.name,
          op: note.op,
          ...(note.operation === undefined ? {} : { operation: note.operation }),
        })
        break
      }
      case 'return': {
        const call = this.openCalls.get(note.call)
        assert(call !== undefined, `${actor.name} returns from ${note.call}, which is under way`)
        this.openCalls.delete(note.call)
        const http = note.http === undefined ? {} : { http: note.http }
        write({
          kind: 'return',
          call: call.id,
          actor: actor.name,
          op: call.op,
          ...coded(this.model, note.code),
          clauses: note.clauses,
          ...http,
        })
        break
      }
      case 'result':
        write({
          kind: 'result',
          operation: note.operation,
          n: note.n,
          late: (this.world as TimedWorld).fold.isAccepted(note.operation),
        })
        break
      case 'settle':
        if (!isNews) break
        write({ kind: 'settle', operation: note.operation, ...coded(this.model, note.code) })
        write({ kind: 'milestone', operation: note.operation, name: 'settled' })
        break
      case 'resource':
        this.resource(note, t)
        this.release(note.operation, t)
        break
      case 'hold':
        this.release(note.operation, t)
        break
      case 'milestone':
        if (isNews) write({ kind: 'milestone', operation: note.operation, name: note.name })
        break
      case 'cite':
        if (note.clauses.length > 0) write({ kind: 'clause', ids: note.clauses })
        break
      case 'unsupported':
        write({ kind: 'unsupported', clauses: note.clauses, what: note.what })
        break
      case 'discard':
        if (actor.index === this.headActor) this.dropHead(note.why)
    }
  }

  private resource(note: Extract<Observation, { type: 'resource' }>, t: number): void {
    const { fold } = this.world as TimedWorld
    const of = note.operation > 0 ? { operation: note.operation } : {}
    this.write(
      t,
      { kind: 'resource', name: note.name, held: fold.heldNow(note.name), limit: note.limit, ...of },
      this.head,
    )
  }

  /** The operation may be released now; if it was before, that was not the last time. */
  private release(operation: number, t: number): void {
    const { fold } = this.world as TimedWorld
    if (operation === 0) return
    const before = this.released.get(operation)
    if (before !== undefined) this.entries[before] = null
    this.released.delete(operation)
    if (fold.isReleased(operation))
      this.released.set(operation, this.write(t, { kind: 'milestone', operation, name: 'released' }, this.head))
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
      origins.push({ cause: entry.cause < 0 ? -1 : (index[entry.cause] as number), reactions: entry.reactions })
    }
    for (const [msg, cause] of underWay) {
      events.push({ t, i: events.length, kind: 'drop', msg, why: 'the run has ended: nothing can come of this poll' })
      origins.push({ cause, reactions: [] })
    }
    events.push({ t, i: events.length, kind: 'end', why, outcome })
    origins.push({ cause: -1, reactions: [] })
    return { scenario, events, origins, outcome, target }
  }
}

/**
 * Runs a scenario to its trace. Pure: the same scenario gives the same trace, byte for byte.
 * @throws RunTooLong where the run would not end within the bound.
 */
export function run(model: Model, scenario: Scenario, system: System = systemFor(model, scenario.knobs)): Trace {
  const recorder = new TraceRecorder(model)
  const world = new TimedWorld(system, plan(scenario.steps), recorder)
  recorder.observe(world)
  const length = world.runToEnd()
  const why =
    length < recorder.length() ? 'only polls and retries are left, and they change nothing' : 'nothing is due any more'
  const trace = recorder.trace(scenario, length, why, world.fold.outcome(), world.fold.target)
  systems.set(trace, system)
  return trace
}

const systems = new WeakMap<Trace, System>()

/** The system whose numbers a trace's reactions speak of. Not `systemFor`, which may have forgotten it and would number anew. */
export const systemOf = (trace: Trace): System => ensure(systems.get(trace), 'a trace was made by run')

/** The outcome alone, without writing the run down. @throws RunTooLong */
export function runOutcome(
  model: Model,
  scenario: Scenario,
  system: System = systemFor(model, scenario.knobs),
): Outcome {
  const world = new TimedWorld(system, plan(scenario.steps), null)
  world.runToEnd()
  return world.fold.outcome()
}
