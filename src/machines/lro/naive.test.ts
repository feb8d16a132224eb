import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { defaults } from '../domains.ts'
import { scenarioOf } from '../testing.ts'
import type { LroKnobs } from './knobs.ts'
import { httpStatus, type CancelRequest, type LroCode } from './messages.ts'
import { model } from './model.ts'

/**
 * The behaviour once more, told straight through: one list of what is due, no machines, links or effects. The model has to come
 * to the same outcome and the same returns on any scenario.
 */

interface Answer {
  readonly code: LroCode
  readonly isLost: boolean
  /** How the operation ended, as a library takes it, where a look has shown that. */
  readonly end: LroCode | null
}
interface Operation {
  readonly milestones: Record<string, number>
  /** Cancels that wait for the name. */
  readonly waiting: (() => void)[]
  /** Answers to waits that are still open. */
  waits: ((code: LroCode) => void)[]
  isNamed: boolean
  isPolled: boolean
  /** Polls before this one are not listened to. */
  polls: number
  isPollUnderWay: boolean
  record: 'absent' | 'kept' | 'deleted'
  abandonedAt: number | null
  hasLeft: boolean
  cancellable: boolean
  startedAt: number
  /** When the patience of the library is over. */
  waitsUntil: number
  isAsked: boolean
  isWorking: boolean
  end: LroCode | null
  settle: LroCode | null
}
type Returned = readonly [t: number, call: string, code: string, http: number | null]
type Method = 'count' | 'get' | 'wait' | 'list' | 'delete' | 'cancel'

class Naive {
  readonly returns: Returned[] = []
  private readonly knobs: LroKnobs
  private readonly steps: readonly Step[]
  private readonly operations: Operation[] = []
  private due: { readonly t: number; readonly order: number; readonly act: () => void }[] = []
  private order = 0
  private t = 0
  private started = 0
  private aim = 0
  private cancels = 0
  private firstCancel: LroCode | null = null
  /** Whether nobody was there to make the first cancel. */
  private isFirstUnmade = false
  private outage: LroCode | null = null
  private isLosing = false
  private readonly calls = new Map<string, number>()
  /** Whether the program of the client has ended; it starts nothing more. */
  private hasGone = false
  private working = 0

  constructor(scenario: Scenario) {
    this.knobs = scenario.knobs as LroKnobs
    this.steps = scenario.steps
    const inOrder = [...scenario.steps].sort((a, b) => a.at - b.at)
    for (const step of inOrder)
      this.at(step.at, () => {
        const call = (this.calls.get(step.do) ?? 0) + 1
        this.calls.set(step.do, call)
        this.step(step, `${step.do}#${call}`)
      })
    for (;;) {
      const next = this.due.toSorted((a, b) => a.t - b.t || a.order - b.order)[0]
      if (next === undefined) return
      this.due = this.due.filter((item) => item !== next)
      this.t = next.t
      next.act()
    }
  }

  private at(t: number, act: () => void): void {
    this.due.push({ t, order: this.order++, act })
  }

  private operation(number: number): Operation {
    return (this.operations[number] ??= {
      milestones: {},
      waiting: [],
      waits: [],
      isNamed: false,
      isPolled: false,
      polls: 0,
      isPollUnderWay: false,
      record: 'absent',
      abandonedAt: null,
      hasLeft: this.hasGone,
      cancellable: true,
      startedAt: Infinity,
      waitsUntil: Infinity,
      isAsked: false,
      isWorking: false,
      end: null,
      settle: null,
    })
  }

  private reach(operation: Operation, name: string): void {
    operation.milestones[name] ??= this.t
  }

  private step({ do: name, args, actor }: Step, call: string): void {
    if (name === 'count') this.started++
    const operation = this.operation(Math.max(1, this.started))
    const isCurrent = args['name'] === 'current'
    const back = ({ code, isLost }: Answer): void => this.back(call, code, isLost ? null : httpStatus[code])
    if (actor === 'other' && (name === 'get' || name === 'delete' || name === 'cancel')) {
      this.someoneElse(operation, name, args, call)
      return
    }
    if (operation.hasLeft && name !== 'serverKills' && ['call', 'fault'].includes(kindOf(name))) {
      if (name === 'cancel' && this.cancels++ === 0) this.aim = Math.max(1, this.started)
      if (!['outage', 'recover', 'loseReply'].includes(name)) {
        // No call was made: the next one of its name has its number.
        if (name === 'cancel' && this.cancels === 1) this.isFirstUnmade = true
        this.calls.set(name, (this.calls.get(name) ?? 0) - 1)
        return
      }
    }
    switch (name) {
      case 'leave':
        this.hasGone = true
        for (const left of this.operations) {
          if (left === undefined || left.hasLeft) continue
          left.hasLeft = true
          left.abandonedAt ??= this.t
          left.isPolled = false
          left.polls++
          left.waiting.length = 0
        }
        break
      case 'count':
        this.ask(operation, 'count', args, (answer) => {
          back(answer)
          this.hasStarted(operation, answer)
        })
        break
      case 'get':
      case 'wait':
      case 'delete':
        if (isCurrent && !operation.isNamed) this.back(call, 'INVALID_ARGUMENT', null)
        else
          this.ask(operation, name, args, (answer) => {
            back(answer)
            this.look(operation, answer)
          })
        break
      case 'list':
        this.ask(operation, 'list', args, back)
        break
      case 'cancel':
        this.cancel(operation, args as unknown as CancelRequest, call)
        break
      case 'serverKills': {
        const { error } = args
        const number = Number(args['operation'])
        if (number > this.started) break
        const meant = number === 0 ? operation : this.operation(number)
        if (meant.isWorking) this.stop(meant, error === 'ofItsOwn' ? this.knobs.failsWith : (error as LroCode))
        break
      }
      case 'loseReply':
        this.isLosing = true
        break
      default:
        this.outage = name === 'outage' ? (args['answer'] as LroCode) : null
    }
  }

  private someoneElse(
    operation: Operation,
    method: 'get' | 'delete' | 'cancel',
    args: Step['args'],
    call: string,
  ): void {
    if (method === 'cancel') {
      if (this.cancels++ === 0) this.aim = Math.max(1, this.started)
      this.reach(operation, 'issued')
    }
    this.ask(
      operation,
      method,
      args,
      ({ code, isLost }) => {
        if (method === 'cancel' && code === 'OK') this.reach(operation, 'accepted')
        this.back(call, code, isLost ? null : httpStatus[code])
      },
      false,
    )
  }

  private back(call: string, code: LroCode, http: number | null): void {
    this.returns.push([this.t, call, code, http])
    if (call === 'cancel#1' && !this.isFirstUnmade) this.firstCancel = code
  }

  private hasStarted(operation: Operation, { code, isLost, end }: Answer): void {
    if (isLost) return
    if (code !== 'OK') {
      this.settle(operation, code)
      return
    }
    operation.isNamed = true
    if (end !== null) {
      this.settle(operation, end)
      return
    }
    operation.isPolled = this.knobs.polls
    const { totalTimeoutTicks } = this.knobs
    if (totalTimeoutTicks > 0) operation.waitsUntil = this.t + totalTimeoutTicks
    for (const send of operation.waiting) send()
    if (operation.isPolled) this.poll(operation)
  }

  private settle(operation: Operation, code: LroCode): void {
    operation.settle ??= code
    this.reach(operation, 'settled')
  }

  private look(operation: Operation, { end }: Answer): void {
    if (end === null) return
    this.settle(operation, end)
    operation.isPolled = false
  }

  /** Polls that can only meet an outage without end are left out. */
  private poll(operation: Operation): void {
    const last = Math.max(0, ...this.steps.map(({ at }) => at))
    if (this.outage !== null && this.t > last + 6 * this.knobs.linkTicks && operation.waitsUntil === Infinity) return
    const poll = operation.polls
    operation.isPollUnderWay = true
    this.ask(operation, 'get', { name: 'current' }, (answer) => {
      operation.isPollUnderWay = false
      if (poll !== operation.polls) return
      this.look(operation, answer)
      if (answer.code === 'NOT_FOUND') operation.isPolled = false
      if (!operation.isPolled) return
      this.at(this.t + this.knobs.pollTicks, () => {
        if (!operation.isPolled) return
        if (this.t < operation.waitsUntil) this.poll(operation)
        else this.giveUp(operation)
      })
    })
  }

  private giveUp(operation: Operation): void {
    operation.isPolled = false
    operation.abandonedAt ??= this.t
  }

  /** How often a library sends a cancel that meets UNAVAILABLE. */
  private get attempts(): number {
    const { clientStyle } = this.knobs
    if (clientStyle === 'gax') return Infinity
    return clientStyle === 'python' || clientStyle === 'go' ? 5 : 1
  }

  private sendCancel(operation: Operation, request: CancelRequest, call: string, since: number, attempt: number): void {
    const { retryTicks, totalTimeoutTicks, linkTicks } = this.knobs
    this.ask(operation, 'cancel', { ...request }, ({ code, isLost }) => {
      if (code !== 'UNAVAILABLE' || attempt >= this.attempts) {
        if (code === 'OK') this.reach(operation, 'accepted')
        this.back(call, code, isLost ? null : httpStatus[code])
        return
      }
      this.at(this.t + retryTicks, () => {
        if (operation.hasLeft) return
        if (totalTimeoutTicks > 0 && this.t - since >= totalTimeoutTicks) {
          this.back(call, 'DEADLINE_EXCEEDED', null)
          return
        }
        const last = Math.max(0, ...this.steps.map(({ at }) => at))
        const isHopeless = this.outage !== null && this.t > last + 6 * linkTicks
        const isEndless = this.attempts === Infinity && totalTimeoutTicks === 0
        if (!isHopeless || !isEndless) this.sendCancel(operation, request, call, since, attempt + 1)
      })
    })
  }

  private cancel(operation: Operation, request: CancelRequest, call: string): void {
    const { clientStyle } = this.knobs
    if (this.cancels++ === 0) this.aim = Math.max(1, this.started)
    const send = (): void => {
      this.reach(operation, 'issued')
      this.sendCancel(operation, request, call, this.t, 1)
    }
    if (request.name === 'current' && !operation.isNamed) {
      if (clientStyle === 'cpp') {
        operation.waiting.push(send)
        return
      }
      this.reach(operation, 'issued')
      this.back(call, 'INVALID_ARGUMENT', null)
      return
    }
    const isAsking = operation.isPolled && operation.isPollUnderWay
    if (request.name === 'current' && (clientStyle === 'javaFuture' || (clientStyle === 'gax' && isAsking))) {
      if (operation.isPolled) operation.abandonedAt ??= this.t
      operation.isPolled = false
      operation.polls++
    }
    if (clientStyle === 'javaFuture') return
    if (clientStyle !== 'python') {
      send()
      return
    }
    this.ask(operation, 'get', { name: request.name, token: request.token }, (answer) => {
      this.look(operation, answer)
      if (answer.code === 'OK' && answer.end === null) send()
    })
  }

  /** Over the link and back. */
  private ask(
    operation: Operation,
    method: Method,
    args: Step['args'],
    then: (answer: Answer) => void,
    isOwn = true,
  ): void {
    this.at(this.t + this.knobs.linkTicks, () => {
      const reply = (code: LroCode): void => {
        const shows = ['count', 'get', 'wait'].includes(method) && code === 'OK' ? this.shown(operation.end) : null
        const answer: Answer = this.isLosing
          ? { code: 'UNAVAILABLE', isLost: true, end: null }
          : { code, isLost: false, end: shows }
        this.isLosing = false
        this.at(this.t + this.knobs.linkTicks, () => {
          if (!isOwn || !operation.hasLeft) then(answer)
        })
      }
      const code = this.serve(operation, method, args)
      if (method !== 'wait' || code !== 'OK' || operation.end !== null) {
        reply(code)
        return
      }
      operation.waits.push(reply)
      this.at(this.t + Math.min(Number(args['timeout']), this.knobs.waitLimitTicks), () => {
        if (!operation.waits.includes(reply)) return
        operation.waits = operation.waits.filter((other) => other !== reply)
        reply('OK')
      })
    })
  }

  private endWaits(operation: Operation, code: LroCode): void {
    const waits = operation.waits
    operation.waits = []
    for (const reply of waits) reply(code)
  }

  /** What the library makes of an end. */
  private shown(end: LroCode | null): LroCode | null {
    const { result, clientStyle } = this.knobs
    if (end !== 'OK' || result === 'given') return end
    return clientStyle === 'raw' || clientStyle === 'gax' ? 'OK' : 'UNKNOWN'
  }

  private serve(operation: Operation, method: Method, args: Step['args']): LroCode {
    const { supportsCancel, cancelDone, cancelTwice, workTicks, noticeTicks, honoursCancel, parallel } = this.knobs
    const { unimplementedFirst, refusedFrom, refusedTo, otherMethods, bornDone } = this.knobs
    if (this.outage !== null) return this.outage
    if (otherMethods === 'none' && (method === 'list' || method === 'delete')) return 'UNIMPLEMENTED'
    if (otherMethods !== 'all' && method === 'wait') return 'UNIMPLEMENTED'
    if (method === 'list') return 'OK'
    if (method === 'count') {
      const refusal = refusals[String(args['request'])]
      if (refusal !== undefined) return refusal
      if (this.working > 0 && parallel !== 'allowed') return parallel === 'aborted' ? 'ABORTED' : 'ALREADY_EXISTS'
      operation.cancellable = args['cancellable'] !== false
      operation.startedAt = this.t
      operation.record = 'kept'
      if (bornDone) {
        operation.end = 'OK'
        this.reach(operation, 'stopped')
        return 'OK'
      }
      this.working++
      operation.isWorking = true
      this.at(this.t + workTicks, () => {
        if (operation.isWorking) this.stop(operation, 'OK')
      })
      return 'OK'
    }
    if (method === 'get') {
      if (args['token'] === 'none') return 'UNAUTHENTICATED'
      if (args['token'] === 'noAccess') return 'PERMISSION_DENIED'
    }
    if (method === 'cancel') {
      if (!supportsCancel && unimplementedFirst) return 'UNIMPLEMENTED'
      if (args['token'] === 'none') return 'UNAUTHENTICATED'
      if (args['token'] === 'readonly') return 'PERMISSION_DENIED'
      if (!supportsCancel) return 'UNIMPLEMENTED'
      if (args['token'] === 'noAccess') return 'PERMISSION_DENIED'
      if (args['body'] === 'unknownField') return 'INVALID_ARGUMENT'
    }
    if (args['name'] === 'unknown' || operation.record !== 'kept') return 'NOT_FOUND'
    if (method === 'delete') {
      operation.record = 'deleted'
      this.reach(operation, 'released')
      this.endWaits(operation, 'NOT_FOUND')
    }
    if (method !== 'cancel') return 'OK'
    if (!operation.cancellable) return 'UNIMPLEMENTED'
    if (operation.end !== null) return cancelDone === 'ok' ? 'OK' : 'FAILED_PRECONDITION'
    if (operation.isAsked) return cancelTwice === 'ok' ? 'OK' : 'FAILED_PRECONDITION'
    const since = this.t - operation.startedAt
    if (since >= refusedFrom && since < refusedTo) return 'FAILED_PRECONDITION'
    operation.isAsked = true
    this.at(this.t + noticeTicks, () => {
      if (!operation.isWorking) return
      this.reach(operation, 'noticed')
      if (honoursCancel === 'yes') this.stop(operation, 'CANCELLED')
      if (honoursCancel === 'fails') this.stop(operation, this.knobs.failsWith)
    })
    return 'OK'
  }

  private stop(operation: Operation, end: LroCode): void {
    this.working--
    operation.isWorking = false
    operation.end = end
    this.reach(operation, 'stopped')
    this.endWaits(operation, 'OK')
  }

  outcome(): Outcome {
    const { settle, milestones, abandonedAt } = this.operation(Math.max(1, this.aim))
    const coded = (code: LroCode | null): Outcome['cancel'] =>
      code === null ? null : { code, value: model.codes[code] ?? '' }
    const left = this.operations.filter((operation) => operation.record === 'kept')
    return {
      cancel: coded(this.firstCancel),
      settle: coded(settle),
      lateResults: 0,
      milestones,
      leaks: left.map(() => 'record'),
      spentForNobody: abandonedAt === null ? 0 : Math.max(0, (milestones['stopped'] ?? 0) - abandonedAt),
      unsupported: [],
    }
  }
}

/** Returns of what the scenario asked for; polls and looks of the library are not numbered here. */
const returnsIn = (trace: Trace): Returned[] =>
  trace.events.flatMap((event): Returned[] =>
    event.kind === 'return' && event.op !== 'get' ? [[event.t, event.call, event.code, event.http ?? null]] : [],
  )

const refusals: Readonly<Record<string, LroCode>> = {
  noCredential: 'UNAUTHENTICATED',
  noAccess: 'PERMISSION_DENIED',
  incomplete: 'INVALID_ARGUMENT',
  unknownMatter: 'NOT_FOUND',
  closedMatter: 'FAILED_PRECONDITION',
}

const kindOf = (name: string): string => model.commands[name]?.kind ?? ''

const names = Object.keys(model.commands)
const often = ['count', 'cancel', 'cancel', 'cancel']

const anyStep: fc.Arbitrary<Step> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 50 }).map((n) => 10 * n),
    ),
    fc.constantFrom(...names, ...often),
    fc.constantFrom('current', 'current', 'unknown'),
    fc.constantFrom('empty', 'object', 'unknownField'),
    fc.constantFrom('full', 'full', 'full', 'readonly', 'none', 'noAccess'),
    fc.constantFrom(true, true, true, false),
    fc.constantFrom(undefined, undefined, undefined, 'other'),
    fc.constantFrom(0, 20, 100, 1000),
    fc.constantFrom('good', 'good', 'good', ...Object.keys(refusals)),
    fc.record({
      operation: fc.constantFrom(0, 0, 1, 2, 3),
      error: fc.constantFrom('CANCELLED', 'ofItsOwn', 'NOT_FOUND', 'UNAVAILABLE'),
    }),
  )
  .map(([at, name, of, body, token, cancellable, actor, timeout, request, kill]) => {
    const args: Step['args'] =
      name === 'cancel'
        ? { name: of, body, token }
        : name === 'get' || name === 'delete'
          ? { name: of }
          : name === 'wait'
            ? { name: of, timeout }
            : name === 'count'
              ? { cancellable, request }
              : name === 'serverKills'
                ? kill
                : {}
    return { at, do: name, args, ...(actor === undefined ? {} : { actor }) }
  })

const anyKnobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 10, 30),
  workTicks: fc.constantFrom(1, 80, 81, 300),
  noticeTicks: fc.constantFrom(1, 20, 60),
  pollTicks: fc.constantFrom(1, 20, 40),
  retryTicks: fc.constantFrom(1, 15, 20),
  totalTimeoutTicks: fc.constantFrom(0, 0, 60, 200),
  honoursCancel: fc.constantFrom('yes', 'late', 'never', 'fails'),
  supportsCancel: fc.constantFrom(true, true, true, false),
  cancelDone: fc.constantFrom('ok', 'failedPrecondition'),
  cancelTwice: fc.constantFrom('ok', 'failedPrecondition'),
  exposeRequestedCancellation: fc.boolean(),
  result: fc.constantFrom('given', 'none'),
  parallel: fc.constantFrom('allowed', 'allowed', 'aborted', 'alreadyExists'),
  unimplementedFirst: fc.boolean(),
  otherMethods: fc.constantFrom('all', 'all', 'noWait', 'none'),
  bornDone: fc.constantFrom(false, false, false, true),
  waitLimitTicks: fc.constantFrom(0, 50, 1000),
  refusedFrom: fc.constantFrom(0, 0, 40),
  refusedTo: fc.constantFrom(0, 0, 90, 150),
  failsWith: fc.constantFrom('INTERNAL', 'ABORTED'),
  polls: fc.constantFrom(true, true, true, false),
  clientStyle: fc.constantFrom('raw', 'gax', 'python', 'go', 'javaFuture', 'cpp'),
})

it('comes to the same as a straightforward program, on any scenario', () => {
  fc.assert(
    fc.property(anyKnobs, fc.array(anyStep, { maxLength: 12, size: 'max' }), (knobs, steps) => {
      const scenario: Scenario = {
        ...scenarioOf(model, knobs, []),
        steps: steps.map((step) => ({
          ...step,
          args: { ...defaults(model.commands[step.do]?.args ?? {}), ...step.args },
        })),
      }
      const trace = run(model, scenario)
      const naive = new Naive(scenario)

      expect(trace.outcome).toEqual(naive.outcome())
      expect(returnsIn(trace)).toEqual(naive.returns.filter(([, call]) => !call.startsWith('get#')))
    }),
    { numRuns: 500, seed: 2026 },
  )
})
