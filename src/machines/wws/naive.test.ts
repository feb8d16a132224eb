import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome } from '#kernel/trace.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
import type { WwsKnobs } from './knobs.ts'
import { model } from './model.ts'

/**
 * The behaviour once more, told straight through: one list of what is due, no machines, links or effects. The model has to come
 * to the same outcome and the same returns on any scenario.
 */

interface Due {
  readonly t: number
  readonly order: number
  readonly isAlive: () => boolean
  readonly act: () => void
}
interface Registration {
  readonly context: boolean
  readonly callback: boolean
  readonly freeState: boolean
  readonly userState: boolean
  /** Made by the operation itself: for the first time, again, or too late; null: by command. */
  readonly own: 'first' | 'second' | 'late' | null
  readonly inside: boolean
}
interface Call {
  readonly number: number
  client: 'calls' | 'gaveUp' | 'isDone' | 'left'
  channel: 'absent' | 'open' | 'lost' | 'gone'
  runtime: 'absent' | 'executes' | 'complete'
  isCancelled: boolean
  attempt: Registration | null
  registration: Registration | null
  callback: 'no' | 'runs' | 'runsInside' | 'over'
  /** The operation has returned, but its callback has not. */
  isWaitedFor: boolean
  isRunning: boolean
  inside: number
  wantsToReturn: boolean
  held: number
  settle: string | null
  abandonedAt: number | null
}
/** A call on the host that waits; `of`: the call out of whose callback it came. */
interface Waiting {
  readonly op: string
  readonly of: Call | null
  /** The operation whose cancel it is, if it is one; and whether it is the first. */
  readonly cancels: number | null
  readonly isFirst?: boolean
}

class Naive {
  readonly returns: (readonly [t: number, op: string, code: string])[] = []
  private readonly knobs: WwsKnobs
  private readonly steps: readonly Step[]
  private due: Due[] = []
  private order = 0
  private t = 0
  private readonly calls: Call[] = []
  private host: 'open' | 'faulted' | 'draining' | 'aborted' | 'timedOut' | 'closed' | 'freed' = 'open'
  private hasMemory = true
  private running = 0
  private sessions = 0
  private telling = 0
  private close: Waiting | null = null
  private abort: Waiting | null = null
  private states = 0
  /** Clauses that say that what was done is not defined. */
  private readonly undefinedBy: string[] = []
  /** Milestones of operations, also of one that was not called yet. */
  private readonly milestones: Record<number, Record<string, number>> = {}
  private aim: number | null = null
  private cancel: string | null = null

  constructor({ knobs, steps }: Scenario) {
    this.knobs = knobs as WwsKnobs
    this.steps = steps
      .map((step, i) => ({ step, i }))
      .sort((a, b) => a.step.at - b.step.at || a.i - b.i)
      .map(({ step }) => step)
  }

  outcome(): Outcome {
    let next = 0
    for (;;) {
      this.due = this.due.filter(({ isAlive }) => isAlive()).sort((a, b) => a.t - b.t || a.order - b.order)
      const step = this.steps[next]
      const first = this.due[0]
      if (step !== undefined && (first === undefined || step.at <= first.t)) {
        this.t = step.at
        next++
        this.carryOut(step)
      } else if (first === undefined) break
      else {
        this.due.shift()
        this.t = first.t
        first.act()
      }
    }
    const coded = (code: string | null | undefined): { code: string; value: string } | null =>
      code === null || code === undefined ? null : { code, value: model.codes[code] ?? '' }
    const aimed = this.calls[(this.aim ?? 1) - 1]
    const milestones = this.milestones[this.aim ?? 1] ?? {}
    const abandonedAt = aimed?.abandonedAt ?? null
    return {
      cancel: coded(this.cancel),
      settle: coded(aimed?.settle),
      lateResults: 0,
      milestones,
      leaks: [
        ...this.calls.flatMap(({ runtime }) => (runtime === 'executes' ? ['call'] : [])),
        ...Array.from({ length: this.sessions }, () => 'session'),
        ...Array.from({ length: this.states }, () => 'userState'),
      ],
      spentForNobody: abandonedAt === null ? 0 : Math.max(0, (milestones['stopped'] ?? 0) - abandonedAt),
      unsupported: this.undefinedBy,
    }
  }

  private later(ticks: number, act: () => void, isAlive: () => boolean = () => true): void {
    this.due.push({ t: this.t + ticks, order: this.order++, act, isAlive })
  }
  private isUndefined(clause: string): void {
    if (!this.undefinedBy.includes(clause)) this.undefinedBy.push(clause)
  }
  private back(op: string, code: string): void {
    this.returns.push([this.t, op, code])
  }
  private reach(call: Call | number, name: string): void {
    const number = typeof call === 'number' ? call : call.number
    const reached = (this.milestones[number] ??= {})
    reached[name] ??= this.t
  }
  private hold(call: Call, change: number): void {
    call.held += change
    const reached = (this.milestones[call.number] ??= {})
    if (call.held === 0) reached['released'] = this.t
    else delete reached['released']
  }

  private carryOut({ do: name, args }: Step): void {
    const number = Math.max(1, this.calls.length)
    const newest = this.calls[number - 1]
    const isFirst = name === 'cancel' && this.aim === null
    if (isFirst) this.aim = number
    switch (name) {
      case 'call':
        this.callService()
        break
      case 'register': {
        const registration: Registration = {
          context: args['context'] === 'given',
          callback: args['callback'] === 'given',
          freeState: args['freeState'] === 'given',
          userState: args['userState'] === 'given',
          own: null,
          inside: newest?.isRunning === true,
        }
        if (newest === undefined) this.later(this.knobs.registerDuration, () => this.back('register', 'E_INVALIDARG'))
        else this.register(newest, registration)
        break
      }
      case 'finish':
        if (newest?.isRunning === true) this.wantToReturn(newest)
        break
      case 'cancel':
        if (args['by'] === 'hostAbort') {
          this.reach(number, 'issued')
          this.abortHost({ op: 'cancel', of: null, cancels: number, isFirst })
        } else if (args['by'] === 'clientAbort') this.abortProxy(newest, number)
        else this.faultChannel(newest, number)
        break
      case 'abandonCall':
        if (newest?.client === 'left') break
        if (newest?.client === 'calls') this.giveUp(newest, 'WS_E_OPERATION_ABANDONED')
        this.back('abandonCall', 'S_OK')
        break
      case 'leave':
        if (newest?.client !== 'calls' && newest?.client !== 'gaveUp') break
        newest.client = 'left'
        newest.abandonedAt ??= this.t
        this.breakConnection(newest)
        break
      case 'abortHost':
        this.abortHost({ op: 'abortHost', of: null, cancels: null })
        break
      case 'closeHost':
        this.closeHost({ op: 'closeHost', of: null, cancels: null })
        break
      case 'freeHost':
        if (this.host === 'closed') {
          this.host = 'freed'
          this.back('freeHost', 'S_OK')
        } else this.isUndefined('WS-24')
        break
      case 'openSession':
        if (this.host === 'open') this.sessions++
        this.back('openSession', this.host === 'open' ? 'S_OK' : 'WS_E_ENDPOINT_DISCONNECTED')
        break
      case 'closeSession':
        this.back('closeSession', 'S_OK')
        if (this.sessions === 0) break
        this.sessions--
        if (this.host === 'draining') this.closeIfDone('S_OK')
        break
      case 'outOfMemory':
      case 'memoryBack':
        this.hasMemory = name === 'memoryBack'
    }
  }

  // ---- the client and its channel

  private callService(): void {
    const call: Call = {
      number: this.calls.length + 1,
      client: 'calls',
      channel: this.host === 'open' ? 'open' : 'absent',
      runtime: 'absent',
      isCancelled: false,
      attempt: null,
      registration: null,
      callback: 'no',
      isWaitedFor: false,
      isRunning: false,
      inside: 0,
      wantsToReturn: false,
      held: 0,
      settle: null,
      abandonedAt: null,
    }
    this.calls.push(call)
    this.later(this.knobs.linkTicks, () => {
      if (call.channel === 'gone') return
      if (call.channel === 'open' && this.host === 'open') this.dispatch(call)
      else this.cutOff(call)
    })
    if (this.knobs.callTimeoutTicks > 0)
      this.later(
        this.knobs.callTimeoutTicks,
        () => this.giveUp(call, 'WS_E_OPERATION_TIMED_OUT'),
        () => call.client === 'calls',
      )
  }
  private giveUp(call: Call, code: string): void {
    call.client = 'gaveUp'
    call.abandonedAt = this.t
    this.back('call', code)
    this.settle(call, code)
  }
  private cutOff(call: Call): void {
    call.channel = 'gone'
    this.later(this.knobs.linkTicks, () => {
      if (call.client === 'calls') {
        this.back('call', 'WS_E_ENDPOINT_DISCONNECTED')
        this.settle(call, 'WS_E_ENDPOINT_DISCONNECTED')
      }
      if (call.client !== 'left') call.client = 'isDone'
    })
  }
  private settle(call: Call, code: string): void {
    call.settle = code
    this.reach(call, 'settled')
  }
  private abortProxy(call: Call | undefined, number: number): void {
    if (call?.client === 'left') return
    this.reach(number, 'issued')
    if (call === undefined || call.client === 'isDone') return
    if (call.client === 'calls') {
      this.back('call', 'WS_E_OPERATION_ABORTED')
      this.settle(call, 'WS_E_OPERATION_ABORTED')
      call.abandonedAt = this.t
    }
    call.client = 'isDone'
    this.breakConnection(call)
  }
  private breakConnection(call: Call): void {
    this.later(this.knobs.linkTicks, () => {
      if (call.channel !== 'open') return
      if (this.knobs.lostClient === 'noticedAtTheAnswer') call.channel = 'lost'
      else {
        call.channel = 'gone'
        this.decide(call)
      }
    })
  }
  private faultChannel(call: Call | undefined, number: number): void {
    this.reach(number, 'issued')
    if (call?.channel !== 'open' && call?.channel !== 'lost') return
    if (call.channel === 'open') this.cutOff(call)
    call.channel = 'gone'
    this.decide(call)
  }

  // ---- the operation

  private dispatch(call: Call): void {
    this.running++
    call.runtime = 'executes'
    this.hold(call, 1)
    call.isRunning = true
    const { registers, registerTicks } = this.knobs
    if (registers === 'never' || registers === 'afterCompletion') this.work(call)
    else
      this.later(
        registerTicks,
        () => {
          if (!call.wantsToReturn) this.registerItself(call, 'first')
        },
        () => call.isRunning,
      )
  }
  private work(call: Call): void {
    this.later(
      this.knobs.workTicks,
      () => this.wantToReturn(call),
      () => call.isRunning,
    )
  }
  private registerItself(call: Call, own: 'first' | 'second' | 'late'): void {
    const { registers, freeState } = this.knobs
    const inside = own !== 'late'
    this.register(call, {
      context: true,
      callback: registers !== 'nullCallback',
      freeState,
      userState: true,
      own,
      inside,
    })
  }
  private wantToReturn(call: Call): void {
    if (call.inside > 0) call.wantsToReturn = true
    else this.leave(call)
  }
  private leave(call: Call): void {
    call.isRunning = false
    this.reach(call, 'stopped')
    if (call.callback === 'runs') call.isWaitedFor = true
    else this.complete(call)
  }
  private complete(call: Call): void {
    call.runtime = 'complete'
    if (call.registration?.freeState === true) {
      this.back('freeStateCallback', 'S_OK')
      if (call.registration.userState) {
        this.states--
        this.hold(call, -1)
      }
    }
    this.hold(call, -1)
    if (call.channel === 'open')
      this.later(this.knobs.linkTicks, () => {
        if (call.client === 'calls') {
          this.back('call', 'S_OK')
          this.settle(call, 'S_OK')
        }
        if (call.client !== 'left') call.client = 'isDone'
      })
    call.channel = 'gone'
    this.running--
    if (this.running === 0 && this.host === 'timedOut') this.closeIfDone(this.knobs.lateCloseCode)
    else if (this.host === 'draining' || this.host === 'aborted') this.closeIfDone('S_OK')
    if (this.running === 0 && this.knobs.abortReturns === 'afterCalls') this.returnAbort()
    if (this.knobs.registers === 'afterCompletion')
      this.later(this.knobs.registerTicks, () => this.registerItself(call, 'late'))
  }

  // ---- registering and telling

  private register(call: Call, registration: Registration): void {
    if (registration.inside) call.inside++
    const answer = (code: string): void =>
      this.later(this.knobs.registerDuration, () => this.registered(call, registration, code))
    if (!registration.context || call.runtime === 'absent') answer('E_INVALIDARG')
    else if (call.runtime === 'complete') {
      this.isUndefined('WS-03')
      const { afterCompletion } = this.knobs
      if (afterCompletion !== 'crash') answer(afterCompletion === 'silentOk' ? 'S_OK' : afterCompletion)
    } else if (!registration.callback) answer('E_INVALIDARG')
    else if (call.attempt !== null || call.registration !== null) answer(this.knobs.doubleRegister)
    else if (!this.hasMemory) answer('E_OUTOFMEMORY')
    else {
      call.attempt = registration
      this.later(this.knobs.registerDuration, () => this.decideRegistration(call, registration))
    }
  }
  private decideRegistration(call: Call, registration: Registration): void {
    const reading = this.knobs.registerAfterDecision
    if (call.isCancelled && reading === 'failAborted') {
      call.attempt = null
      this.registered(call, registration, 'WS_E_OPERATION_ABORTED')
      return
    }
    call.registration = registration
    if (registration.userState) {
      this.states++
      this.hold(call, 1)
    }
    if (call.isCancelled && reading === 'inlineThenOk') this.tell(call, 'runsInside')
    else {
      call.attempt = null
      if (call.isCancelled) call.callback = 'runs'
      this.registered(call, registration, 'S_OK')
      if (call.isCancelled) this.tell(call, 'runs')
    }
  }
  private registered(call: Call, { own, inside }: Registration, code: string): void {
    this.back('register', code)
    if (!call.isRunning || !inside) return
    call.inside--
    if (call.wantsToReturn && call.inside === 0) this.leave(call)
    else if (own === 'first' && this.knobs.registers === 'twice' && !call.wantsToReturn)
      this.registerItself(call, 'second')
    else if (own !== null) this.work(call)
  }
  private decide(call: Call): void {
    if (call.runtime !== 'executes' || call.isCancelled) return
    call.isCancelled = true
    if (call.registration !== null) this.tell(call, 'runs')
  }
  private tell(call: Call, how: 'runs' | 'runsInside'): void {
    call.callback = how
    this.telling++
    this.reach(call, 'noticed')
    if (call.isRunning && this.knobs.cooperates)
      this.later(
        this.knobs.reactTicks,
        () => this.wantToReturn(call),
        () => call.isRunning,
      )
    const { callbackTicks, callbackCalls } = this.knobs
    const goOn = (): void => {
      if (callbackCalls === 'nothing') this.callbackBack(call)
      else if (callbackCalls === 'closeHost') this.closeHost({ op: 'closeHost', of: call, cancels: null })
      else this.abortHost({ op: 'abortHost', of: call, cancels: null })
    }
    if (callbackTicks === 0) goOn()
    else this.later(callbackTicks, goOn)
  }
  private callbackBack(call: Call): void {
    const isInside = call.callback === 'runsInside'
    call.callback = 'over'
    this.back('cancelCallback', 'S_OK')
    const { attempt } = call
    if (isInside && attempt !== null) {
      call.attempt = null
      this.registered(call, attempt, 'S_OK')
    } else if (call.isWaitedFor) this.complete(call)
    this.telling--
    if (this.telling === 0 && this.knobs.abortReturns === 'afterCallbacks') this.returnAbort()
  }

  // ---- the host

  private answer({ op, of, cancels, isFirst }: Waiting, code: string): void {
    this.back(op, code)
    if (cancels !== null) this.reach(cancels, 'accepted')
    if (isFirst === true) this.cancel = code
    if (of !== null) this.callbackBack(of)
  }
  private returnAbort(): void {
    const { abort } = this
    this.abort = null
    if (abort === null) return
    this.answer(abort, 'S_OK')
  }
  private strike(between: () => void): void {
    this.sessions = 0
    for (const call of this.calls) {
      if (call.channel === 'open') this.cutOff(call)
      else if (call.channel === 'lost') call.channel = 'gone'
    }
    if (this.knobs.abortReturns === 'beforeCallbacks') between()
    for (const call of this.calls) this.decide(call)
    if (this.knobs.abortReturns !== 'beforeCallbacks') between()
  }
  private abortHost(waiting: Waiting): void {
    if (this.host === 'freed') {
      this.isUndefined('WS-24')
      return
    }
    if (this.host !== 'open' && this.host !== 'draining') {
      this.answer(waiting, 'S_OK')
      return
    }
    const isOver = this.host === 'draining' && this.running === 0
    this.host = isOver ? 'closed' : this.host === 'open' ? 'faulted' : 'aborted'
    this.abort = waiting
    const { close } = this
    this.strike(() => {
      const { abortReturns } = this.knobs
      const waits =
        (abortReturns === 'afterCalls' && this.running > 0) || (abortReturns === 'afterCallbacks' && this.telling > 0)
      if (!waits) this.returnAbort()
    })
    if (isOver && close !== null) {
      this.close = null
      this.answer(close, 'S_OK')
    }
  }
  private closeHost(waiting: Waiting): void {
    if (this.host === 'freed') this.isUndefined('WS-24')
    else if (this.host !== 'open' && this.host !== 'faulted') this.answer(waiting, 'WS_E_INVALID_OPERATION')
    else if (this.running === 0 && this.sessions === 0) {
      this.host = 'closed'
      this.answer(waiting, 'S_OK')
    } else {
      this.host = this.host === 'open' ? 'draining' : 'aborted'
      this.close = waiting
      this.later(
        this.knobs.closeTimeoutTicks,
        () => this.closeTimesOut(),
        () => this.host === 'draining' || this.host === 'aborted',
      )
    }
  }
  private closeTimesOut(): void {
    const isOver = this.running === 0
    this.host = isOver ? 'closed' : 'timedOut'
    this.strike(() => undefined)
    const { close } = this
    if (close === null || (!isOver && this.knobs.lateClose === 'whenCallsEnd')) return
    this.close = null
    this.answer(close, this.knobs.lateCloseCode)
  }
  private closeIfDone(code: string): void {
    if (this.running > 0 || this.sessions > 0) return
    this.host = 'closed'
    const { close } = this
    this.close = null
    if (close !== null) this.answer(close, code)
  }
}

const at = fc.oneof(
  fc.integer({ min: 0, max: 400 }),
  fc.integer({ min: 0, max: 40 }).map((n) => n * 10),
)
const few = <T>(often: T, ...seldom: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(often) }, { weight: 3, arbitrary: fc.constantFrom(...seldom) })
const plain = (...names: string[]): fc.Arbitrary<ShortStep> => fc.tuple(at, fc.constantFrom(...names), fc.constant({}))
const given = few('given', 'null')
const step: fc.Arbitrary<ShortStep> = fc.oneof(
  { weight: 3, arbitrary: plain('call') },
  {
    weight: 6,
    arbitrary: fc.tuple(at, fc.constant('cancel'), fc.record({ by: few('hostAbort', 'clientAbort', 'channelFault') })),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(
      at,
      fc.constant('register'),
      fc.record({ callback: given, freeState: given, context: given, userState: given }),
    ),
  },
  { weight: 5, arbitrary: plain('closeHost', 'abortHost', 'leave', 'abandonCall') },
  { weight: 5, arbitrary: plain('finish', 'openSession', 'closeSession', 'outOfMemory', 'memoryBack') },
  { weight: 1, arbitrary: plain('freeHost') },
)
const knobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 10, 60),
  operation: fc.constantFrom('sync', 'async'),
  registers: few('once', 'never', 'twice', 'afterCompletion', 'nullCallback'),
  registerTicks: fc.constantFrom(0, 20),
  registerDuration: fc.constantFrom(0, 4, 40),
  freeState: few(true, false),
  workTicks: fc.constantFrom(1, 100, 300),
  cooperates: few(true, false),
  reactTicks: fc.constantFrom(0, 15, 80),
  callbackTicks: fc.constantFrom(0, 0, 10, 90),
  callTimeoutTicks: few(0, 1, 50, 200),
  callbackCalls: few('nothing', 'closeHost', 'abortHost'),
  closeTimeoutTicks: fc.constantFrom(1, 50, 100, 500),
  doubleRegister: fc.constantFrom('WS_E_INVALID_OPERATION', 'E_INVALIDARG'),
  afterCompletion: fc.constantFrom('WS_E_INVALID_OPERATION', 'silentOk', 'crash'),
  registerAfterDecision: fc.constantFrom('inlineThenOk', 'otherThreadThenOk', 'failAborted'),
  abortReturns: few('afterCallbacks', 'beforeCallbacks', 'afterCalls'),
  lateClose: few('whenCallsEnd', 'atTimeout'),
  lateCloseCode: fc.constantFrom('WS_E_OPERATION_TIMED_OUT', 'WS_E_OPERATION_ABORTED'),
  lostClient: few('noticedAtOnce', 'noticedAtTheAnswer'),
})
const scenario = fc
  .tuple(knobs, fc.array(step, { maxLength: 9 }))
  .map(([chosen, steps]) => scenarioOf(model, chosen, [[0, 'call'], ...steps]))

it('the model and the plain telling come to the same outcome and the same returns', () => {
  fc.assert(
    fc.property(scenario, (asGiven) => {
      const trace = run(model, asGiven)
      const naive = new Naive(asGiven)
      expect(trace.outcome).toEqual(naive.outcome())
      const inModel = trace.events.flatMap((event) =>
        event.kind === 'return' ? [[event.t, event.op, event.code] as const] : [],
      )
      expect(inModel.map(String).sort()).toEqual(naive.returns.map(String).sort())
    }),
    { numRuns: Number(process.env['WWS_RUNS'] ?? 300) },
  )
})
