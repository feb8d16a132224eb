import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario } from '#kernel/model.ts'
import { runOutcome } from '#kernel/run.ts'
import type { Outcome } from '#kernel/trace.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
import type { Even6Knobs } from './knobs.ts'
import { model } from './model.ts'

/**
 * The behaviour once more, told straight through without machines, links or effects: one list of what is due, one record a call, a
 * registration and an operation. The model has to come to the same outcome on any scenario.
 */

type Args = Scenario['steps'][number]['args']
type Kind = 'control' | 'query' | 'subscription'

const ok = 'ERROR_SUCCESS'
const badHandle = 'ERROR_INVALID_HANDLE'
const badParameter = 'ERROR_INVALID_PARAMETER'
const nullHandle = 'RPC_X_SS_IN_NULL_CONTEXT'
const failed = 'RPC_S_CALL_FAILED'
const unavailable = 'RPC_S_SERVER_UNAVAILABLE'

/** What long calls are called with. */
const calledWith: Readonly<Record<string, Kind>> = {
  queryNext: 'query',
  querySeek: 'query',
  subscriptionNextAsync: 'subscription',
  subscriptionNext: 'subscription',
  subscriptionWaitAsync: 'subscription',
  clearLog: 'control',
  exportLog: 'control',
  localizeExportLog: 'control',
}
const givesOut: Readonly<Record<string, readonly Kind[]>> = {
  registerLogQuery: ['query', 'control'],
  registerSubscription: ['subscription', 'control'],
  registerControllableOperation: ['control'],
}

/** A client with its end of RPC. */
class Side {
  isHere = true
  readonly mine: Record<Kind, Handle | null> = { control: null, query: null, subscription: null }
  closed: Handle | null = null
  under = { control: 0, closed: 0 }
  readonly started: number[] = []
  isConnected = true
  connection = 0
  sent: Call[] = []
  queue: Call[] = []
  inFlight: { lost: boolean }[] = []
  readonly multiplex: boolean
  constructor(multiplex: boolean) {
    this.multiplex = multiplex
  }
}

/** What one registration has given out. */
interface Registration {
  readonly side: Side
  readonly mode: unknown
  readonly open: Set<Kind>
  /** Of a service before a restart. */
  isOld: boolean
  isStale: boolean
  flag: boolean
  /** Events that nobody has fetched. */
  undelivered: boolean
  /** Calls under the control handle that a cancel would stop. */
  readonly outstanding: Set<Operation>
  readonly waits: Operation[]
}
interface Handle {
  readonly kind: Kind
  readonly of: Registration
}
interface Call {
  readonly name: string
  readonly side: Side
  readonly handle: Handle | 'forged' | null
  readonly operation: Operation | null
  /** The operation that a cancel means, or the last one started under a control handle that is closed. */
  readonly aim: number
  readonly mode: unknown
  /** The connection that it was sent on. */
  readonly connection: number
  readonly isFirstCancel: boolean
  waited: boolean
  lost: boolean
}
class Operation {
  call: Call | null = null
  state: 'no' | 'scans' | 'waits' | 'works' | 'over' = 'no'
  sees = false
  /** What of it is held: the call, its file, its share in the handles. */
  readonly holds = new Set<string>()
  settle: string | null = null
  abandonedAt: number | null = null
  readonly milestones: Record<string, number> = {}
}

class Naive {
  private readonly knobs: Even6Knobs
  private readonly due: { readonly t: number; readonly order: number; readonly act: () => void }[] = []
  private order = 0
  private t = 0
  private readonly operations = new Map<number, Operation>()
  private started = 0
  private readonly client: Side
  private readonly other = new Side(true)
  private aim: number | null = null
  private cancel: string | null = null
  // The server.
  private busy = false
  private noMemory = false
  private readonly registrations: Registration[] = []
  private taken: Call[] = []
  private parked: Call[] = []

  constructor({ knobs, steps }: Scenario) {
    this.knobs = knobs as Even6Knobs
    this.client = new Side(this.knobs.multiplex)
    for (const { at, do: name, args, actor } of steps)
      this.later(at, () => this.step(name, args, actor === 'other' ? this.other : this.client))
  }

  private later(ticks: number, act: () => void): void {
    this.due.push({ t: this.t + ticks, order: this.order++, act })
  }

  private operation(number: number): Operation {
    const known = this.operations.get(number) ?? new Operation()
    this.operations.set(number, known)
    return known
  }

  outcome(): Outcome {
    for (;;) {
      this.due.sort((a, b) => a.t - b.t || a.order - b.order)
      const next = this.due.shift()
      if (next === undefined) break
      this.t = next.t
      next.act()
    }
    const aimed = this.operation(this.aim ?? 1)
    const coded = (code: string | null): { code: string; value: string } | null =>
      code === null ? null : { code, value: model.codes[code] ?? model.otherValue }
    const handles = (kind: Kind): string[] =>
      this.registrations.flatMap(({ open }) => (open.has(kind) ? [`${kind}Handle`] : []))
    const held = (what: string): string[] =>
      [...this.operations.values()].flatMap(({ holds }) => (holds.has(what) ? [what] : []))
    return {
      cancel: coded(this.cancel),
      settle: coded(aimed.settle),
      lateResults: 0,
      milestones: aimed.milestones,
      leaks: [...held('call'), ...handles('control'), ...held('file'), ...handles('query'), ...handles('subscription')],
      spentForNobody:
        aimed.abandonedAt === null ? 0 : Math.max(0, (aimed.milestones['stopped'] ?? 0) - aimed.abandonedAt),
      unsupported: [],
    }
  }

  private reach(operation: Operation, name: string): void {
    operation.milestones[name] ??= this.t
  }

  private hold(operation: Operation, ...what: readonly string[]): void {
    for (const each of what) operation.holds.add(each)
    delete operation.milestones['released']
  }

  private free(operation: Operation, what: string): void {
    if (operation.holds.delete(what) && operation.holds.size === 0) operation.milestones['released'] = this.t
  }

  private step(name: string, args: Args, side: Side): void {
    const isLong = calledWith[name] !== undefined
    if (isLong) this.started++
    if (name === 'serverBusy') this.busy = true
    else if (name === 'serverFree') this.busy = false
    else if (name === 'outOfMemory') this.noMemory = true
    else if (name === 'memoryBack') this.noMemory = false
    else if (name === 'eventLogged') this.logEvent()
    else if (name === 'dropLink') this.disconnect(side, true)
    else if (name === 'serviceRestarts') this.restart()
    else if (name === 'leave') this.leave(side)
    else if (isLong) this.startLong(side, name)
    else if (name === 'cancel') this.giveCancel(side, args)
    else if (name === 'close') this.giveClose(side, args['handle'] as Kind)
    else if (side.isHere) this.call(side, { name, handle: null, mode: args['mode'] ?? null })
  }

  // The client.

  private call(side: Side, made: Partial<Call> & { readonly name: string; readonly handle: Call['handle'] }): void {
    const call: Call = {
      side,
      operation: null,
      aim: 0,
      mode: null,
      isFirstCancel: false,
      waited: false,
      lost: false,
      connection: side.connection,
      ...made,
    }
    const takesHandle = givesOut[call.name] === undefined
    if (takesHandle && call.handle === null) this.back(call, nullHandle)
    else if (!side.isConnected) this.back(call, unavailable)
    else if (side.sent.length > 0 && !side.multiplex) side.queue.push(call)
    else this.send(call)
  }

  private startLong(side: Side, name: string): void {
    if (!side.isHere) return
    const kind = calledWith[name] as Kind
    const handle = side.mine[kind]
    side.started.push(this.started)
    if (handle !== null && handle.of === side.mine.control?.of) side.under.control = this.started
    if (handle !== null && handle.of === side.closed?.of) side.under.closed = this.started
    this.call(side, { name, handle, operation: this.operation(this.started) })
  }

  private giveCancel(side: Side, { handle: which }: Args): void {
    const isFirstCancel = this.aim === null
    if (!side.isHere) {
      this.aim ??= this.started || 1
      return
    }
    const under = which === 'control' ? side.under.control : which === 'closed' ? side.under.closed : 0
    const aim = under || (side.started.at(-1) ?? 1)
    this.aim ??= aim
    this.reach(this.operation(aim), 'issued')
    const handle = which === 'forged' ? 'forged' : which === 'closed' ? side.closed : side.mine[which as Kind]
    this.call(side, { name: 'cancel', handle, aim, isFirstCancel })
  }

  private giveClose(side: Side, kind: Kind): void {
    if (side.isHere)
      this.call(side, { name: 'close', handle: side.mine[kind], aim: kind === 'control' ? side.under.control : 0 })
  }

  /** A call has returned. */
  private back(call: Call, code: string, registration: Registration | null = null): void {
    const { name, operation, handle, side } = call
    if (!side.isHere) return
    if (operation !== null) {
      operation.settle = code
      this.reach(operation, 'settled')
    }
    if (call.isFirstCancel) this.cancel = code
    if (code !== ok) return
    if (name === 'cancel') this.reach(this.operation(call.aim), 'accepted')
    if (registration !== null) {
      for (const kind of givesOut[name] ?? []) side.mine[kind] = { kind, of: registration }
      side.under.control = 0
    }
    if (name === 'close') this.forget(side, handle as Handle, call.aim)
  }

  private forget(side: Side, { kind, of }: Handle, aim: number): void {
    const isMine = side.mine[kind]?.of === of
    if (kind === 'control') {
      side.closed = { kind, of }
      side.under.closed = isMine ? side.under.control : aim
      if (isMine) side.under.control = 0
    }
    if (isMine) side.mine[kind] = null
  }

  private leave(side: Side): void {
    if (!side.isHere) return
    side.isHere = false
    for (const number of side.started) this.operation(number).abandonedAt ??= this.t
    this.disconnect(side, false)
  }

  // Its stub.

  private overLink({ inFlight }: Side, act: () => void): void {
    const message = { lost: false }
    inFlight.push(message)
    this.later(this.knobs.linkTicks, () => {
      if (!message.lost) act()
    })
  }

  private send(given: Call): void {
    const { side } = given
    const call = { ...given, connection: side.connection }
    side.sent.push(call)
    this.overLink(side, () => this.receive(call))
  }

  private reply(call: Call, code: string, registration: Registration | null = null): void {
    const { side } = call
    this.overLink(side, () => {
      const at = side.sent.indexOf(call)
      if (at < 0) return
      side.sent.splice(at, 1)
      this.back(call, code, registration)
      const next = side.sent.length === 0 ? side.queue.shift() : undefined
      if (next !== undefined) this.send(next)
    })
  }

  private failCalls(side: Side): void {
    const all = [...side.sent, ...side.queue]
    side.sent = []
    side.queue = []
    for (const call of all) this.back(call, failed)
  }

  private disconnect(side: Side, isTold: boolean): void {
    if (!side.isConnected) return
    side.isConnected = false
    for (const message of side.inFlight) message.lost = true
    for (const operation of this.operations.values())
      if (operation.call?.side === side && (operation.state === 'waits' || this.knobs.linkLoss === 'workStops'))
        this.abandon(operation)
    this.runDown(side)
    if (isTold) this.failCalls(side)
  }

  private restart(): void {
    for (const operation of this.operations.values()) this.abandon(operation)
    for (const side of [this.client, this.other]) {
      this.runDown(side)
      if (!side.isConnected) continue
      side.connection++
      this.failCalls(side)
    }
    for (const registration of this.registrations) registration.isOld = true
  }

  // The server.

  private runDown(side: Side): void {
    for (const registration of this.registrations.filter((one) => one.side === side))
      for (const kind of ['query', 'subscription', 'control'] as const) this.closeHandle({ kind, of: registration })
    this.taken = this.taken.filter((call) => call.side !== side)
    this.parked = this.parked.filter((call) => call.side !== side)
  }

  private closeHandle({ kind, of }: Handle): void {
    if (!of.open.delete(kind)) return
    if (kind === 'control') {
      of.outstanding.clear()
      of.flag = false
    }
    for (const operation of this.operations.values()) {
      const with_ = operation.call?.handle
      if (with_ === null || with_ === undefined || with_ === 'forged' || with_.of !== of) continue
      if (kind === 'control' && operation.state === 'over') this.free(operation, 'control')
      if (kind !== 'control' && with_.kind === kind) this.free(operation, 'own')
    }
  }

  private register(call: Call): void {
    if (this.noMemory) {
      this.reply(call, 'ERROR_OUTOFMEMORY')
      return
    }
    const registration: Registration = {
      side: call.side,
      mode: call.mode,
      open: new Set(givesOut[call.name]),
      isOld: false,
      isStale: false,
      flag: false,
      undelivered: false,
      outstanding: new Set(),
      waits: [],
    }
    this.registrations.push(registration)
    this.reply(call, ok, registration)
  }

  private receive(call: Call): void {
    if (call.connection !== call.side.connection) return
    const { name, handle } = call
    if (givesOut[name] !== undefined) {
      this.register(call)
      return
    }
    const known = handle === 'forged' || handle === null ? null : handle
    const isOpen = known !== null && known.of.open.has(known.kind)
    const isLog = calledWith[name] === 'control'
    if (known?.of.isOld === true) this.reply(call, badHandle)
    else if (!isOpen && !call.waited && this.knobs.validation === 'runtime') this.reply(call, badHandle)
    else if (this.knobs.serializeHandle && this.isTaken(handle)) {
      call.waited = true
      this.parked.push(call)
    } else if (known === null || (!isOpen && !isLog)) this.reply(call, badParameter)
    else if (name === 'cancel') this.doCancel(call, known)
    else if (name === 'close') {
      this.closeHandle(known)
      this.reply(call, ok)
    } else if (name === 'queryNext' && known.of.isStale) this.reply(call, 'ERROR_EVT_QUERY_RESULT_STALE')
    else if (known.kind === 'subscription' && (known.of.mode === 'push') !== (name === 'subscriptionNextAsync'))
      this.reply(call, 'ERROR_INVALID_OPERATION')
    else this.begin(call, known)
  }

  private isTaken(handle: Call['handle']): boolean {
    return this.taken.some(
      (by) =>
        by.handle === handle ||
        (by.handle !== 'forged' &&
          handle !== 'forged' &&
          by.handle?.of === handle?.of &&
          by.handle?.kind === handle?.kind),
    )
  }

  private begin(call: Call, { kind, of }: Handle): void {
    const operation = call.operation as Operation
    this.taken.push(call)
    operation.call = call
    this.hold(operation, 'control', ...(kind === 'control' ? [] : ['own']))
    if (of.flag) {
      this.reach(operation, 'noticed')
      this.end(operation, this.knobs.stoppedCallCode)
      this.finish(call)
      return
    }
    if (of.open.has('control')) of.outstanding.add(operation)
    this.hold(operation, 'call')
    if (kind === 'query') {
      operation.state = 'scans'
      this.later(this.knobs.workTicks, () => this.workIsDone(operation))
    } else if (kind === 'subscription') {
      operation.state = 'waits'
      if (of.undelivered) {
        if (call.name !== 'subscriptionWaitAsync') of.undelivered = false
        this.workIsDone(operation)
      } else of.waits.push(operation)
    } else {
      operation.state = 'works'
      if (call.name !== 'clearLog') this.hold(operation, 'file')
      this.later(this.knobs.workTicks, () => this.workIsDone(operation))
      this.lookLater(operation)
    }
  }

  private lookLater(operation: Operation): void {
    this.later(this.knobs.pollTicks, () => {
      if (operation.state !== 'works') return
      if (!operation.sees) {
        this.lookLater(operation)
        return
      }
      this.reach(operation, 'noticed')
      this.end(operation, this.knobs.stoppedCallCode)
      this.finish(operation.call as Call)
    })
  }

  private workIsDone(operation: Operation): void {
    if (operation.state === 'over') return
    const call = operation.call as Call
    this.end(operation, ok)
    if (call.name === 'clearLog')
      for (const registration of this.registrations) if (registration.open.has('query')) registration.isStale = true
    this.finish(call)
  }

  /** An operation is over, with an answer or (null) without. */
  private end(operation: Operation, code: string | null): void {
    const call = operation.call as Call
    const { of } = call.handle as Handle
    operation.state = 'over'
    this.reach(operation, 'stopped')
    of.outstanding.delete(operation)
    of.waits.splice(0, of.waits.length, ...of.waits.filter((waits) => waits !== operation))
    this.free(operation, 'file')
    this.free(operation, 'call')
    if (!of.open.has('control')) this.free(operation, 'control')
    if (code !== null && call.side.isConnected) this.reply(call, code)
  }

  /** Its handle is free for those that wait for it. */
  private finish(call: Call): void {
    this.taken = this.taken.filter((by) => by !== call)
    this.giveTurns()
  }

  private giveTurns(): void {
    const free = this.parked.filter(({ handle }) => !this.isTaken(handle))
    this.parked = this.parked.filter((call) => !free.includes(call))
    for (const call of free) this.receive(call)
  }

  private abandon(operation: Operation): void {
    if (operation.state !== 'no' && operation.state !== 'over') this.end(operation, null)
  }

  private doCancel(call: Call, { kind, of }: Handle): void {
    if (kind !== 'control') {
      this.reply(call, badParameter)
      return
    }
    const isIdle = of.outstanding.size === 0
    const isRefused = !of.flag && !isIdle && this.busy
    if (!of.flag && !isRefused && (!isIdle || this.knobs.setFlagWhenIdle)) {
      for (const operation of [...of.outstanding].filter(({ state }) => state !== 'works')) {
        this.reach(operation, 'noticed')
        this.end(operation, this.knobs.stoppedCallCode)
        this.taken = this.taken.filter((by) => by !== operation.call)
      }
      for (const operation of of.outstanding) operation.sees = true
      of.flag = true
    }
    this.reply(call, isRefused ? this.knobs.busyCode : ok)
    this.giveTurns()
  }

  private logEvent(): void {
    for (const registration of this.registrations) {
      const { waits, open } = registration
      const someoneTakes = waits.some(({ call }) => call?.name !== 'subscriptionWaitAsync')
      if (open.has('subscription') && !registration.undelivered) registration.undelivered = !someoneTakes
      for (const operation of waits.splice(0)) this.workIsDone(operation)
    }
  }
}

const at = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 30 }).map((n) => n * 10),
)
const plain = (...names: string[]): fc.Arbitrary<ShortStep> => fc.tuple(at, fc.constantFrom(...names), fc.constant({}))
const step: fc.Arbitrary<ShortStep> = fc.oneof(
  { weight: 3, arbitrary: plain('registerLogQuery', 'registerControllableOperation') },
  {
    weight: 2,
    arbitrary: fc.tuple(at, fc.constant('registerSubscription'), fc.record({ mode: fc.constantFrom('pull', 'push') })),
  },
  { weight: 6, arbitrary: plain(...Object.keys(calledWith)) },
  {
    weight: 5,
    arbitrary: fc.tuple(
      at,
      fc.constant('cancel'),
      fc.record({
        handle: fc.oneof(
          { weight: 4, arbitrary: fc.constant('control') },
          fc.constantFrom('query', 'subscription', 'closed', 'forged'),
        ),
      }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      at,
      fc.constant('close'),
      fc.record({ handle: fc.constantFrom('control', 'query', 'subscription') }),
    ),
  },
  { weight: 2, arbitrary: plain('eventLogged') },
  {
    weight: 3,
    arbitrary: plain('serverBusy', 'serverFree', 'outOfMemory', 'memoryBack', 'dropLink', 'leave', 'serviceRestarts'),
  },
)
const knobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 7, 10, 20),
  workTicks: fc.constantFrom(1, 20, 25, 50, 100),
  pollTicks: fc.constantFrom(1, 10, 25, 40),
  validation: fc.constantFrom('table', 'runtime'),
  setFlagWhenIdle: fc.boolean(),
  busyCode: fc.constantFrom('ERROR_CANCELLED', 'other'),
  stoppedCallCode: fc.constantFrom('ERROR_CANCELLED', 'other'),
  multiplex: fc.boolean(),
  serializeHandle: fc.boolean(),
  linkLoss: fc.constantFrom('workGoesOn', 'workStops'),
})
const first = fc.constantFrom<ShortStep>(
  [0, 'registerLogQuery'],
  [0, 'registerSubscription', { mode: 'pull' }],
  [0, 'registerControllableOperation'],
)
const scenario = fc
  .tuple(knobs, first, fc.array(fc.tuple(step, fc.constantFrom(undefined, undefined, 'other')), { maxLength: 12 }))
  .map(([chosen, begin, all]): Scenario => {
    const given = scenarioOf(model, chosen, [begin, ...all.map(([one]) => one)])
    const whose = [undefined, ...all.map(([, actor]) => actor)]
    return {
      ...given,
      steps: given.steps.map((one, i) => {
        const actor = whose[i]
        return actor !== undefined && model.commands[one.do]?.actors?.includes(actor) === true ? { ...one, actor } : one
      }),
    }
  })

it('the model and the plain telling come to the same outcome', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      expect(runOutcome(model, given)).toEqual(new Naive(given).outcome())
    }),
    { numRuns: 600, seed: 1 },
  )
})
