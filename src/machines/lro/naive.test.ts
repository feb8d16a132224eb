import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
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
  /** How the operation ended, where a look has shown that. */
  readonly end: LroCode | null
}
interface Operation {
  readonly milestones: Record<string, number>
  /** Cancels that wait for the name. */
  readonly waiting: (() => void)[]
  isNamed: boolean
  isPolled: boolean
  /** Polls before this one are not listened to. */
  polls: number
  record: 'absent' | 'kept' | 'deleted'
  isAsked: boolean
  isWorking: boolean
  end: LroCode | null
  settle: LroCode | null
}
type Returned = readonly [t: number, call: string, code: string, http: number | null]
type Method = 'count' | 'get' | 'list' | 'delete' | 'cancel'

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
  private isOut = false
  private isLosing = false

  constructor(scenario: Scenario) {
    this.knobs = scenario.knobs as LroKnobs
    this.steps = scenario.steps
    const calls = new Map<string, number>()
    const inOrder = [...scenario.steps].sort((a, b) => a.at - b.at)
    for (const step of inOrder)
      this.at(step.at, () => {
        calls.set(step.do, (calls.get(step.do) ?? 0) + 1)
        this.step(step, `${step.do}#${calls.get(step.do)}`)
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
      isNamed: false,
      isPolled: false,
      polls: 0,
      record: 'absent',
      isAsked: false,
      isWorking: false,
      end: null,
      settle: null,
    })
  }

  private reach(operation: Operation, name: string): void {
    operation.milestones[name] ??= this.t
  }

  private step({ do: name, args }: Step, call: string): void {
    if (name === 'count') this.started++
    const operation = this.operation(Math.max(1, this.started))
    const isCurrent = args['name'] === 'current'
    const back = ({ code, isLost }: Answer): void => this.back(call, code, isLost ? null : httpStatus[code])
    switch (name) {
      case 'count':
        this.ask(operation, 'count', args, (answer) => {
          back(answer)
          this.hasStarted(operation, answer)
        })
        break
      case 'get':
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
      case 'serverKills':
        if (operation.isWorking) this.stop(operation, 'CANCELLED')
        break
      case 'loseReply':
        this.isLosing = true
        break
      default:
        this.isOut = name === 'outage'
    }
  }

  private back(call: string, code: LroCode, http: number | null): void {
    this.returns.push([this.t, call, code, http])
    if (call === 'cancel#1') this.firstCancel = code
  }

  private hasStarted(operation: Operation, { code }: Answer): void {
    if (code !== 'OK') {
      this.settle(operation, code)
      return
    }
    operation.isNamed = true
    operation.isPolled = true
    for (const send of operation.waiting) send()
    this.poll(operation)
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
    if (this.isOut && this.t > last + 6 * this.knobs.linkTicks) return
    const poll = operation.polls
    this.ask(operation, 'get', { name: 'current' }, (answer) => {
      if (poll !== operation.polls) return
      this.look(operation, answer)
      if (answer.code === 'NOT_FOUND') operation.isPolled = false
      if (!operation.isPolled) return
      this.at(this.t + this.knobs.pollTicks, () => {
        if (operation.isPolled) this.poll(operation)
      })
    })
  }

  private cancel(operation: Operation, request: CancelRequest, call: string): void {
    const { clientStyle } = this.knobs
    if (this.cancels++ === 0) this.aim = Math.max(1, this.started)
    const send = (): void => {
      this.reach(operation, 'issued')
      this.ask(operation, 'cancel', { ...request }, ({ code, isLost }) => {
        if (code === 'OK') this.reach(operation, 'accepted')
        this.back(call, code, isLost ? null : httpStatus[code])
      })
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
    if ((clientStyle === 'gax' || clientStyle === 'javaFuture') && request.name === 'current') {
      operation.isPolled = false
      operation.polls++
    }
    if (clientStyle === 'javaFuture') return
    if (clientStyle !== 'python') {
      send()
      return
    }
    this.ask(operation, 'get', { name: request.name }, (answer) => {
      this.look(operation, answer)
      if (answer.end === null) send()
    })
  }

  /** Over the link and back. */
  private ask(operation: Operation, method: Method, args: Step['args'], then: (answer: Answer) => void): void {
    this.at(this.t + this.knobs.linkTicks, () => {
      const code = this.serve(operation, method, args)
      const shows = method === 'get' && code === 'OK' ? operation.end : null
      const answer: Answer = this.isLosing
        ? { code: 'UNAVAILABLE', isLost: true, end: null }
        : { code, isLost: false, end: shows }
      this.isLosing = false
      this.at(this.t + this.knobs.linkTicks, () => then(answer))
    })
  }

  private serve(operation: Operation, method: Method, args: Step['args']): LroCode {
    const { supportsCancel, cancelDone, cancelTwice, workTicks, noticeTicks, honoursCancel } = this.knobs
    if (this.isOut) return 'UNAVAILABLE'
    if (method === 'list') return 'OK'
    if (method === 'count') {
      operation.record = 'kept'
      operation.isWorking = true
      this.at(this.t + workTicks, () => {
        if (operation.isWorking) this.stop(operation, 'OK')
      })
      return 'OK'
    }
    if (method === 'cancel') {
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
    }
    if (method !== 'cancel') return 'OK'
    if (operation.end !== null) return cancelDone === 'ok' ? 'OK' : 'FAILED_PRECONDITION'
    if (operation.isAsked) return cancelTwice === 'ok' ? 'OK' : 'FAILED_PRECONDITION'
    operation.isAsked = true
    this.at(this.t + noticeTicks, () => {
      if (!operation.isWorking) return
      this.reach(operation, 'noticed')
      if (honoursCancel === 'yes') this.stop(operation, 'CANCELLED')
      if (honoursCancel === 'fails') this.stop(operation, 'INTERNAL')
    })
    return 'OK'
  }

  private stop(operation: Operation, end: LroCode): void {
    operation.isWorking = false
    operation.end = end
    this.reach(operation, 'stopped')
  }

  outcome(): Outcome {
    const { settle, milestones } = this.operation(Math.max(1, this.aim))
    const coded = (code: LroCode | null): Outcome['cancel'] =>
      code === null ? null : { code, value: model.codes[code] ?? '' }
    const left = this.operations.filter((operation) => operation.record === 'kept')
    return {
      cancel: coded(this.firstCancel),
      settle: coded(settle),
      lateResults: 0,
      milestones,
      leaks: left.map(() => 'record'),
      spentForNobody: 0,
      unsupported: [],
    }
  }
}

/** Returns of what the scenario asked for; polls and looks of the library are not numbered here. */
const returnsIn = (trace: Trace): Returned[] =>
  trace.events.flatMap((event): Returned[] =>
    event.kind === 'return' && event.op !== 'get' ? [[event.t, event.call, event.code, event.http ?? null]] : [],
  )

const names = Object.keys(model.commands)
const often = ['count', 'cancel', 'cancel', 'cancel']

const anyStep: fc.Arbitrary<ShortStep> = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 0, max: 50 }).map((n) => 10 * n),
    ),
    fc.constantFrom(...names, ...often),
    fc.constantFrom('current', 'current', 'unknown'),
    fc.constantFrom('empty', 'object', 'unknownField'),
    fc.constantFrom('full', 'full', 'full', 'readonly', 'none', 'noAccess'),
  )
  .map(([at, name, of, body, token]) => {
    const args = name === 'cancel' ? { name: of, body, token } : name === 'get' || name === 'delete' ? { name: of } : {}
    return [at, name, args] as const
  })

const anyKnobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 10, 30),
  workTicks: fc.constantFrom(1, 80, 81, 300),
  noticeTicks: fc.constantFrom(1, 20, 60),
  pollTicks: fc.constantFrom(1, 20, 40),
  honoursCancel: fc.constantFrom('yes', 'late', 'never', 'fails'),
  supportsCancel: fc.constantFrom(true, true, true, false),
  cancelDone: fc.constantFrom('ok', 'failedPrecondition'),
  cancelTwice: fc.constantFrom('ok', 'failedPrecondition'),
  exposeRequestedCancellation: fc.boolean(),
  clientStyle: fc.constantFrom('raw', 'gax', 'python', 'go', 'javaFuture', 'cpp'),
})

it('comes to the same as a straightforward program, on any scenario', () => {
  fc.assert(
    fc.property(anyKnobs, fc.array(anyStep, { maxLength: 12, size: 'max' }), (knobs, steps) => {
      const scenario = scenarioOf(model, knobs, steps)
      const trace = run(model, scenario)
      const naive = new Naive(scenario)

      expect(trace.outcome).toEqual(naive.outcome())
      expect(returnsIn(trace)).toEqual(naive.returns.filter(([, call]) => !call.startsWith('get#')))
    }),
    { numRuns: 500, seed: 2026 },
  )
})
