import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario } from '#kernel/model.ts'
import { runOutcome } from '#kernel/run.ts'
import type { Outcome } from '#kernel/trace.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
import type { MiKnobs } from './knobs.ts'
import type { FinalCode, Kind } from './messages.ts'
import { model } from './model.ts'

/**
 * The behaviour once more, told straight through without machines, links or effects: one list of what is due, one record an
 * operation. The model has to come to the same outcome on any scenario.
 */

type Args = Scenario['steps'][number]['args']

interface InFlight {
  lost: boolean
  readonly isRefusal: boolean
  readonly due: number
  readonly n: number
}

const isEnumeration = (kind: Kind): boolean => ['enumerate', 'query', 'associators'].includes(kind)
const isMany = (kind: Kind): boolean => isEnumeration(kind) || kind === 'subscribe'

class Operation {
  /** Of another client, which has its own session and link, and whose callbacks take no time. */
  isOther = false
  /** Its process has ended. */
  gone = false
  kind: Kind = 'get'
  results = 0
  mode: 'async' | 'sync' = 'async'
  /** The result that the application has in hand, where that matters. */
  hand: { readonly final: boolean; returned: boolean; acknowledged: boolean } | null = null
  /** Calls that the next callback makes. */
  planned: (() => void)[] = []
  /** Its close has returned, and the session is to hear of it with the last acknowledgement. */
  owesClosed = false
  /** An acknowledgement was lost: the session never hears of its close. */
  lostAcknowledgement = false
  endsWith: FinalCode | null = null
  abandonedAt: number | null = null
  slotUntil = 0
  /** Changes whenever the time that it was given begins anew, or counts no more. */
  patience = 0
  state: 'null' | 'failed' | 'open' | 'closing' | 'closed' = 'null'
  /** The final result has reached the client library. */
  over = false
  /** The client has left the server, or has lost it. */
  left = false
  /** A result has come. */
  heard = false
  /** It was asked to stop over WS-Man before anything had come: nothing ends it. */
  silent = false
  readonly inFlight: InFlight[] = []
  readonly stock: { readonly n: number; readonly final: FinalCode | null }[] = []
  /** Calls of the getter that wait. */
  waiting = 0
  finishClose: (() => void) | null = null
  /** The server knows that the client has left. */
  clientGone = false
  holdsSlot = false
  running = false
  settle: FinalCode | null = null
  readonly milestones: Record<string, number> = {}
  late = 0
  held = 0
}

class Naive {
  private readonly knobs: MiKnobs
  private readonly due: { readonly t: number; readonly order: number; readonly act: () => void }[] = []
  private order = 0
  private t = 0
  private readonly operations = new Map<number, Operation>()
  private started = 0
  private gone = false
  private session = true
  private link = true
  private memory = true
  private slots = 0
  private memoryUsed = 0
  private handles = 0
  /** Operations of the session of which it has not heard that they are closed. */
  private open = 0
  private cancel: string | null = null
  private aim: number | null = null
  private readonly toServer: { lost: boolean }[] = []

  constructor({ knobs, steps }: Scenario) {
    this.knobs = knobs as MiKnobs
    for (const { at, do: name, args, actor } of steps) {
      const isOther = actor === 'other'
      this.later(at, () => {
        if (name === 'start') this.start(args, isOther)
        else if (isOther) this.onHandle(name, this.operation(Number(args['op'])), args, false, true)
        else if (name === 'leave') this.exit()
        else if (name === 'closeSession') this.closeSession()
        else if (name === 'dropLink') this.dropLink()
        else if (name === 'outOfMemory') this.memory = false
        else if (name === 'memoryBack') this.memory = true
        else if (name === 'serviceCancels') this.serviceCancels(this.operation(Number(args['op'])))
        else if (name === 'acknowledge') this.acknowledge(this.operation(Number(args['op'])))
        else if (args['within'] === 'callback') this.plan(name, this.operation(Number(args['op'])), args)
        else this.onHandle(name, this.operation(Number(args['op'])), args)
      })
    }
  }

  private operation(number: number): Operation {
    const known = this.operations.get(number) ?? new Operation()
    this.operations.set(number, known)
    return known
  }

  private later(ticks: number, act: () => void): void {
    this.due.push({ t: this.t + ticks, order: this.order++, act })
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
    return {
      cancel: coded(this.cancel),
      settle: coded(aimed.settle),
      lateResults: aimed.late,
      milestones: aimed.milestones,
      leaks: [
        ...Array<string>(this.handles).fill('handle'),
        ...Array<string>(this.slots).fill('quota'),
        ...Array<string>(this.memoryUsed).fill('serverMemory'),
      ],
      spentForNobody: this.spentForNobody(aimed),
      unsupported: [],
    }
  }

  /** From when only the waiting has stopped until the work has, and its slot and memory are free. */
  private spentForNobody({ abandonedAt, milestones: at, slotUntil }: Operation): number {
    if (abandonedAt === null) return 0
    return Math.max(0, (at['stopped'] ?? 0) - abandonedAt, slotUntil - abandonedAt)
  }

  private reach(operation: Operation, name: string): void {
    operation.milestones[name] ??= this.t
  }

  private hold(operation: Operation, change: number): void {
    operation.held += change
    if (operation.held === 0) operation.milestones['released'] = this.t
    else delete operation.milestones['released']
  }

  private start({ kind, mode, results }: Args, isOther: boolean): void {
    const operation = this.operation(++this.started)
    if (this.gone && !isOther) return
    operation.isOther = isOther
    operation.kind = kind as Kind
    operation.mode = isOther ? 'async' : mode === 'asSet' ? this.knobs.mode : (mode as 'async' | 'sync')
    operation.results = Number(results) || this.knobs.results
    operation.state = 'open'
    this.handles++
    this.hold(operation, 1)
    if (isOther) {
      this.overLink(() => this.request(operation), operation)
      return
    }
    if (!this.session) {
      operation.state = 'failed'
      this.finish(operation, 'MI_RESULT_INVALID_PARAMETER')
      return
    }
    this.open++
    if (!this.link) this.finish(operation, 'MI_RESULT_FAILED')
    else {
      this.overLink(() => this.request(operation))
      this.countTime(operation)
    }
  }

  /** The time that the operation has begins (anew). */
  private countTime(operation: Operation): void {
    const { operationTimeoutTicks, profile, timeoutFinalCode, timeoutTells } = this.knobs
    if (operationTimeoutTicks === 0 || profile === 'omiLocal' || operation.isOther) return
    const mine = ++operation.patience
    this.later(operationTimeoutTicks, () => {
      if (operation.patience !== mine || operation.over || operation.left || operation.silent || operation.gone) return
      if (!['open'].includes(operation.state)) return
      if (profile === 'omiWsman') operation.silent = true
      else this.leaveServer(operation, timeoutFinalCode, timeoutTells === 'asCancel')
    })
  }

  private overLink(act: () => void, operation?: Operation): void {
    const message = { lost: !this.link && operation?.isOther !== true }
    if (operation?.isOther !== true) this.toServer.push(message)
    this.later(this.knobs.linkTicks, () => {
      if (!message.lost) act()
    })
  }

  private request(operation: Operation): void {
    const { quota, serverMemory } = this.knobs
    if (this.slots >= quota || (serverMemory > 0 && this.memoryUsed >= serverMemory)) {
      this.post(operation, 0, this.knobs.quotaCode, true)
      return
    }
    if (serverMemory > 0) {
      this.memoryUsed++
      this.hold(operation, 1)
    }
    this.slots++
    operation.holdsSlot = true
    operation.running = true
    this.hold(operation, 1)
    const many = isMany(operation.kind)
    if (!many) this.later(this.knobs.invokeTicks, () => this.work(operation, 1, 1))
    else if (operation.results > 0) this.later(this.knobs.resultTicks, () => this.work(operation, 1, operation.results))
    else if (operation.kind !== 'subscribe') {
      this.stop(operation)
      this.post(operation, 0, 'MI_RESULT_OK')
    }
  }

  private work(operation: Operation, n: number, all: number): void {
    if (!operation.running) return
    const last = n === all && operation.kind !== 'subscribe'
    const isKept = this.knobs.handover === 'together' && isEnumeration(operation.kind)
    if (isKept && last) for (let before = 1; before < n; before++) this.post(operation, before, null)
    if (last || !isKept) this.post(operation, n, last ? 'MI_RESULT_OK' : null)
    if (last) this.stop(operation)
    else if (n < all) this.later(this.knobs.resultTicks, () => this.work(operation, n + 1, all))
  }

  private stop(operation: Operation): void {
    operation.running = false
    this.reach(operation, 'stopped')
    if (this.slotLife() !== 'session') this.freeSlot(operation)
    if (this.knobs.serverMemory === 0) return
    this.memoryUsed--
    this.hold(operation, -1)
  }

  private slotLife(): string {
    const { slotReleasedBy, profile } = this.knobs
    if (slotReleasedBy !== 'byProfile') return slotReleasedBy
    return profile === 'documented' ? 'provider' : 'connection'
  }

  private freeSlot(operation: Operation): void {
    if (!operation.holdsSlot) return
    operation.holdsSlot = false
    operation.slotUntil = this.t
    this.slots--
    this.hold(operation, -1)
  }

  /** From the server to the client; n 0: without an instance. */
  private post(operation: Operation, n: number, final: FinalCode | null, isRefusal = false): void {
    if (operation.clientGone) return
    const message: InFlight = {
      lost: operation.left || operation.over || operation.gone,
      isRefusal,
      due: this.t + this.knobs.linkTicks,
      n,
    }
    operation.inFlight.push(message)
    this.later(this.knobs.linkTicks, () => {
      operation.inFlight.splice(operation.inFlight.indexOf(message), 1)
      if (message.lost || operation.silent) return
      operation.heard = true
      const isLast = operation.left && operation.inFlight.every(({ lost }) => lost)
      if (operation.left) {
        if (isLast) this.finish(operation, operation.endsWith ?? 'other', 0, n)
        else if (n > 0) this.arrive(operation, n, null)
      } else if (final === null) {
        this.arrive(operation, n, null)
        if (isMany(operation.kind)) this.countTime(operation)
      } else this.finish(operation, final, n)
    })
  }

  private arrive(operation: Operation, n: number, final: FinalCode | null): void {
    operation.stock.push({ n, final })
    this.flush(operation)
  }

  /** The end, with result n (0: none), after result `before` (0: none) that comes with it. */
  private finish(operation: Operation, final: FinalCode, n = 0, before = 0): void {
    if (operation.over || operation.silent) return
    operation.over = true
    if (before > 0) operation.stock.push({ n: before, final: null })
    const isOwn = n === 0 && (operation.left || !this.link)
    if (isOwn && this.knobs.heldBack && !operation.isOther) operation.stock.pop()
    this.arrive(operation, n, final)
  }

  private flush(operation: Operation): void {
    const isSync = operation.mode === 'sync'
    if (operation.gone) return
    while (isSync ? operation.waiting > 0 : operation.hand === null) {
      const [next] = operation.stock
      if (next === undefined) return
      const isHeldBack = this.knobs.heldBack && !operation.isOther
      if (isHeldBack && operation.stock.length === 1 && next.final === null) return
      operation.stock.shift()
      operation.waiting = Math.max(0, operation.waiting - 1)
      if (next.n > 0 && operation.milestones['accepted'] !== undefined) operation.late++
      const isFinal = next.final !== null
      if (isFinal) {
        operation.settle = next.final
        this.reach(operation, 'settled')
      }
      if (isSync) {
        if (isFinal) this.consumed(operation)
        else if (operation.waiting === 0 && this.knobs.losesAcknowledgement)
          operation.hand = { final: false, returned: true, acknowledged: false }
      } else if (!operation.isOther) this.callBack(operation, isFinal)
    }
  }

  private callBack(operation: Operation, final: boolean): void {
    const hand = { final, returned: false, acknowledged: this.knobs.acknowledgement === 'automatic' }
    operation.hand = hand
    for (const make of operation.planned.splice(0)) make()
    const back = (): void => {
      hand.returned = true
      if (operation.hand === hand && hand.acknowledged) this.done(operation)
    }
    if (this.knobs.callbackTicks === 0) back()
    else this.later(this.knobs.callbackTicks, back)
  }

  private done(operation: Operation): void {
    if (operation.gone) return
    const isFinal = operation.hand?.final === true
    operation.hand = null
    if (isFinal) this.consumed(operation)
    else this.flush(operation)
  }

  private consumed(operation: Operation): void {
    operation.finishClose?.()
    if (operation.owesClosed) this.sessionHears(operation)
    operation.owesClosed = false
    operation.hand = null
  }

  private sessionHears(operation: Operation): void {
    if (operation.lostAcknowledgement) return
    if (operation.isOther) {
      if (this.knobs.slotReleasedBy === 'session') this.overLink(() => this.freeSlot(operation), operation)
      return
    }
    this.open--
    this.endSession()
  }

  private endSession(): void {
    if (this.session || this.open > 0 || this.knobs.slotReleasedBy !== 'session') return
    this.overLink(() => {
      for (const operation of this.operations.values()) if (!operation.isOther) this.freeSlot(operation)
    })
  }

  private exit(): void {
    if (this.gone) return
    this.gone = true
    for (const operation of this.operations.values()) {
      if (operation.isOther || operation.state === 'null') continue
      if (operation.state !== 'closed') {
        this.handles--
        this.hold(operation, -1)
      }
      operation.gone = true
      if (operation.state === 'failed') continue
      operation.abandonedAt ??= this.t
      for (const message of operation.inFlight) message.lost = true
      if (!operation.over && !operation.left) this.overLink(() => this.clientLeft(operation, false))
    }
    this.session = false
    this.open = 0
    this.endSession()
  }

  private acknowledge(operation: Operation): void {
    if (operation.mode === 'sync' || operation.hand === null) return
    operation.hand.acknowledged = true
    if (operation.hand.returned) this.done(operation)
  }

  private plan(name: string, operation: Operation, args: Args): void {
    const isFirst = name === 'cancel' && this.aim === null
    if (isFirst) this.aim = Number(args['op'])
    const make = (): void => this.onHandle(name, operation, args, isFirst)
    if (operation.hand?.returned === false) make()
    else operation.planned.push(make)
  }

  private serviceCancels(operation: Operation): void {
    if (!operation.running || operation.clientGone) return
    this.post(operation, 0, this.knobs.canceledFinalCode)
    operation.clientGone = true
    if (this.slotLife() === 'connection') this.freeSlot(operation)
    this.tellProvider(operation)
  }

  private onHandle(name: string, aimed: Operation, args: Args, isFirst = false, byOther = false): void {
    if (this.gone && !byOther) {
      if (name === 'cancel') this.aim ??= Number(args['op'])
      return
    }
    // A handle is good inside its own process.
    const operation = aimed.isOther === byOther ? aimed : new Operation()
    if (name === 'close') this.close(operation, args)
    else if (name === 'cancel') {
      const code = this.checks(operation, args, byOther)
      if (this.aim === null || isFirst) this.cancel = code
      this.aim ??= Number(args['op'])
      this.reach(aimed, 'issued')
      if (code !== 'MI_RESULT_OK') return
      this.reach(operation, 'accepted')
      const { hand } = operation
      const isAtHand = hand?.returned === true && !hand.acknowledged && this.knobs.losesAcknowledgement
      if (isAtHand && !operation.over && !operation.left && this.knobs.profile !== 'omiWsman') {
        operation.hand = null
        operation.lostAcknowledgement = true
      }
      this.leave(operation)
    } else if (
      operation.mode === 'sync' &&
      !['null', 'closed'].includes(operation.state) &&
      operation.settle === null
    ) {
      operation.hand = null
      operation.waiting++
      this.flush(operation)
    }
  }

  private checks(operation: Operation, args: Args, byOther: boolean): string {
    if (args['handle'] === 'null' || args['handle'] === 'zeroed') return 'MI_RESULT_INVALID_PARAMETER'
    if (args['handle'] === 'neverStarted' || operation.state === 'failed') return 'MI_RESULT_FAILED'
    if (operation.state === 'null') return 'MI_RESULT_INVALID_PARAMETER'
    if (operation.state !== 'open') return this.knobs.staleHandle
    if (args['identity'] === 'other' && this.knobs.wrongIdentity === 'accessDenied') return 'MI_RESULT_ACCESS_DENIED'
    return this.memory || byOther ? 'MI_RESULT_OK' : 'MI_RESULT_SERVER_LIMITS_EXCEEDED'
  }

  private leave(operation: Operation): void {
    if (operation.state === 'null' || operation.over || operation.left) return
    if (this.knobs.profile === 'omiWsman') {
      operation.silent ||= !operation.heard
      return
    }
    this.leaveServer(operation, this.knobs.canceledFinalCode, true)
  }

  private leaveServer(operation: Operation, endsWith: FinalCode, tells: boolean): void {
    operation.left = true
    operation.endsWith = endsWith
    const isTold = this.knobs.profile === 'documented' ? isMany(operation.kind) : operation.kind === 'subscribe'
    if (!tells || !isTold) operation.abandonedAt ??= this.t
    this.overLink(() => this.clientLeft(operation, tells), operation)
    const most = isEnumeration(operation.kind) && operation.results === 0 ? 0 : this.knobs.extraResults
    const kept = operation.inFlight.filter(({ isRefusal, lost }) => !isRefusal && !lost).slice(0, most)
    for (const message of operation.inFlight) if (!kept.includes(message)) message.lost = true
    if (kept.length === 0) this.finish(operation, endsWith)
  }

  private clientLeft(operation: Operation, tells: boolean): void {
    const isServed = !operation.clientGone
    operation.clientGone = true
    if (isServed && this.slotLife() === 'connection') this.freeSlot(operation)
    if (isServed && tells) this.tellProvider(operation)
  }

  private tellProvider(operation: Operation): void {
    const { profile, registers, noticeTicks } = this.knobs
    const { kind } = operation
    const isRegistered = profile === 'documented' ? isMany(kind) && registers !== 'never' : kind === 'subscribe'
    if (!isRegistered || !operation.running) return
    this.reach(operation, 'noticed')
    this.later(noticeTicks, () => {
      if (operation.running) this.stop(operation)
    })
  }

  private close(operation: Operation, { identity }: Args): void {
    const free = (state: 'null' | 'closed'): void => {
      operation.state = state
      operation.finishClose = null
      this.handles--
      this.hold(operation, -1)
    }
    if (operation.state === 'failed') {
      operation.stock.length = 0
      operation.hand = null
      free('null')
    } else if (operation.state === 'open') {
      if (identity === 'other' && this.knobs.wrongIdentity === 'accessDenied') return
      const isAsync = operation.mode === 'async'
      const isConsumed = operation.settle !== null && operation.hand === null
      const asks = !operation.over && !operation.left
      const isUnseen = operation.silent || (asks && this.knobs.profile === 'omiWsman' && !operation.heard)
      if (isAsync || isConsumed) {
        free('closed')
        if (isUnseen) operation.silent = true
        else if (isAsync && !isConsumed && !operation.isOther && this.knobs.acknowledgement === 'manual')
          operation.owesClosed = true
        else this.sessionHears(operation)
      } else {
        operation.state = 'closing'
        operation.finishClose = () => {
          free('closed')
          this.sessionHears(operation)
        }
      }
      this.leave(operation)
    }
  }

  private closeSession(): void {
    if (!this.session) return
    this.session = false
    for (const operation of this.operations.values()) if (!operation.isOther) this.leave(operation)
    this.endSession()
  }

  private dropLink(): void {
    if (!this.link) return
    this.link = false
    for (const message of this.toServer) message.lost = true
    const own = [...this.operations.values()].filter(({ isOther, state }) => !isOther && state !== 'null')
    for (const operation of own) {
      for (const message of operation.inFlight) message.lost = true
      if (!operation.gone) this.finish(operation, 'MI_RESULT_FAILED')
    }
    for (const operation of own) {
      operation.clientGone = true
      if (this.slotLife() !== 'provider') this.freeSlot(operation)
    }
  }
}

const at = fc.oneof(
  fc.integer({ min: 0, max: 60 }),
  fc.integer({ min: 0, max: 30 }).map((n) => n * 10),
)
const op = fc.oneof(
  { weight: 5, arbitrary: fc.constant(1) },
  { weight: 2, arbitrary: fc.constant(2) },
  { weight: 1, arbitrary: fc.constant(3) },
)
const kinds: Kind[] = ['enumerate', 'query', 'associators', 'subscribe', 'invoke', 'get', 'create', 'modify', 'delete']
const kind = fc.oneof({ weight: 2, arbitrary: fc.constant<Kind>('enumerate') }, fc.constantFrom(...kinds))
const identity = fc.oneof({ weight: 6, arbitrary: fc.constant('same') }, fc.constant('other'))
const within = fc.oneof({ weight: 5, arbitrary: fc.constant('thread') }, fc.constant('callback'))
const results = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constantFrom(1, 2, 4))
const startMode = fc.oneof({ weight: 3, arbitrary: fc.constant('asSet') }, fc.constantFrom('async', 'sync'))
const cancel = fc.record({
  op,
  handle: fc.oneof(
    { weight: 8, arbitrary: fc.constant('operation') },
    fc.constantFrom('null', 'zeroed', 'neverStarted'),
  ),
  identity,
  within,
})
const others = fc.constant('other')
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(at, fc.constant('start'), fc.record({ kind, mode: startMode, results })) },
  { weight: 6, arbitrary: fc.tuple(at, fc.constant('cancel'), cancel) },
  { weight: 6, arbitrary: fc.tuple(at, fc.constant('getNext'), fc.record({ op })) },
  { weight: 3, arbitrary: fc.tuple(at, fc.constant('close'), fc.record({ op, identity, within })) },
  { weight: 3, arbitrary: fc.tuple(at, fc.constantFrom('acknowledge', 'serviceCancels'), fc.record({ op })) },
  { weight: 2, arbitrary: fc.tuple(at, fc.constant('start'), fc.record({ kind, mode: startMode, results }), others) },
  { weight: 2, arbitrary: fc.tuple(at, fc.constant('cancel'), cancel, others) },
  { weight: 1, arbitrary: fc.tuple(at, fc.constant('close'), fc.record({ op, identity, within }), others) },
  { weight: 1, arbitrary: fc.tuple(at, fc.constant('leave'), fc.constant({})) },
  {
    weight: 1,
    arbitrary: fc.tuple(at, fc.constantFrom('closeSession', 'dropLink', 'outOfMemory', 'memoryBack'), fc.constant({})),
  },
)
const knobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 7, 10, 20, 45),
  mode: fc.constantFrom('async', 'sync'),
  results: fc.constantFrom(0, 1, 2, 5, 10),
  resultTicks: fc.constantFrom(1, 5, 10, 20),
  invokeTicks: fc.constantFrom(1, 10, 40, 100),
  noticeTicks: fc.constantFrom(0, 5, 10, 60),
  quota: fc.constantFrom(1, 2),
  extraResults: fc.constantFrom(0, 1, 2, 5),
  profile: fc.constantFrom('documented', 'omiLocal', 'omiWsman'),
  canceledFinalCode: fc.constantFrom('MI_RESULT_FAILED', 'other'),
  quotaCode: fc.constantFrom('MI_RESULT_SERVER_LIMITS_EXCEEDED', 'MI_RESULT_FAILED'),
  wrongIdentity: fc.constantFrom('accessDenied', 'allowed'),
  operationTimeoutTicks: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(1, 15, 33, 60)),
  callbackTicks: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.constantFrom(3, 17, 40)),
  acknowledgement: fc.oneof({ weight: 3, arbitrary: fc.constant('automatic') }, fc.constant('manual')),
  serverMemory: fc.constantFrom(0, 0, 1, 2),
  registers: fc.constantFrom('once', 'twice', 'never'),
  handover: fc.constantFrom('oneByOne', 'oneByOne', 'together'),
  slotReleasedBy: fc.constantFrom('byProfile', 'byProfile', 'provider', 'connection', 'session'),
  timeoutFinalCode: fc.constantFrom('MI_RESULT_FAILED', 'other'),
  timeoutTells: fc.constantFrom('asCancel', 'nobody'),
  heldBack: fc.boolean(),
  losesAcknowledgement: fc.boolean(),
  finalCallback: fc.constantFrom('afterReturn', 'beforeReturn'),
  staleHandle: fc.constantFrom('MI_RESULT_INVALID_PARAMETER', 'MI_RESULT_NOT_FOUND'),
})
const scenario = fc
  .tuple(knobs, fc.array(step, { maxLength: 10 }))
  .map(([chosen, steps]) => scenarioOf(model, chosen, [[0, 'start', { kind: 'enumerate' }], ...(steps as ShortStep[])]))

/** What the server holds at the end it holds until then, and the two do not have the same last tick. */
const comparable = (outcome: Outcome): Outcome =>
  outcome.leaks.some((name) => name !== 'handle') ? { ...outcome, spentForNobody: 0 } : outcome

it('the model and the plain telling come to the same outcome', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      expect(comparable(runOutcome(model, given))).toEqual(comparable(new Naive(given).outcome()))
    }),
    { numRuns: 600, seed: 1 },
  )
})
