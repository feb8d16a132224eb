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
  readonly due: number
  readonly n: number
}

class Operation {
  kind: Kind = 'get'
  state: 'null' | 'failed' | 'open' | 'closing' | 'closed' = 'null'
  /** The final result has reached the client library. */
  over = false
  /** The client has left the server, or has lost it. */
  left = false
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
  private session = true
  private link = true
  private memory = true
  private slots = 0
  private handles = 0
  private cancel: string | null = null
  private aim: number | null = null
  private readonly toServer: { lost: boolean }[] = []

  constructor({ knobs, steps }: Scenario) {
    this.knobs = knobs as MiKnobs
    for (const { at, do: name, args } of steps) {
      this.later(at, () => {
        if (name === 'start') this.start(args['kind'] as Kind)
        else if (name === 'closeSession') this.closeSession()
        else if (name === 'dropLink') this.dropLink()
        else if (name === 'outOfMemory') this.memory = false
        else if (name === 'memoryBack') this.memory = true
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
      leaks: [...Array<string>(this.handles).fill('handle'), ...Array<string>(this.slots).fill('quota')],
      spentForNobody: 0,
      unsupported: [],
    }
  }

  private reach(operation: Operation, name: string): void {
    operation.milestones[name] ??= this.t
  }

  private hold(operation: Operation, change: number): void {
    operation.held += change
    if (operation.held === 0) operation.milestones['released'] = this.t
    else delete operation.milestones['released']
  }

  private start(kind: Kind): void {
    const operation = this.operation(++this.started)
    operation.kind = kind
    operation.state = 'open'
    this.handles++
    this.hold(operation, 1)
    if (!this.session) {
      operation.state = 'failed'
      this.finish(operation, 'MI_RESULT_INVALID_PARAMETER')
    } else if (!this.link) this.finish(operation, 'MI_RESULT_FAILED')
    else this.overLink(() => this.request(operation))
  }

  private overLink(act: () => void): void {
    const message = { lost: false }
    this.toServer.push(message)
    this.later(this.knobs.linkTicks, () => {
      if (!message.lost) act()
    })
  }

  private request(operation: Operation): void {
    if (this.slots >= this.knobs.quota) {
      this.post(operation, 0, this.knobs.quotaCode)
      return
    }
    this.slots++
    operation.holdsSlot = true
    operation.running = true
    this.hold(operation, 1)
    const many = ['enumerate', 'query', 'associators', 'subscribe'].includes(operation.kind)
    if (!many) this.later(this.knobs.invokeTicks, () => this.work(operation, 1, 1))
    else if (this.knobs.results > 0)
      this.later(this.knobs.resultTicks, () => this.work(operation, 1, this.knobs.results))
    else if (operation.kind !== 'subscribe') {
      this.stop(operation)
      this.post(operation, 0, 'MI_RESULT_OK')
    }
  }

  private work(operation: Operation, n: number, all: number): void {
    if (!operation.running) return
    const last = n === all && operation.kind !== 'subscribe'
    this.post(operation, n, last ? 'MI_RESULT_OK' : null)
    if (last) this.stop(operation)
    else if (n < all) this.later(this.knobs.resultTicks, () => this.work(operation, n + 1, all))
  }

  private stop(operation: Operation): void {
    operation.running = false
    this.reach(operation, 'stopped')
    this.freeSlot(operation)
  }

  private freeSlot(operation: Operation): void {
    if (!operation.holdsSlot) return
    operation.holdsSlot = false
    this.slots--
    this.hold(operation, -1)
  }

  /** From the server to the client; n 0: without an instance. */
  private post(operation: Operation, n: number, final: FinalCode | null): void {
    if (operation.clientGone) return
    const message: InFlight = { lost: operation.left || operation.over, due: this.t + this.knobs.linkTicks, n }
    operation.inFlight.push(message)
    this.later(this.knobs.linkTicks, () => {
      operation.inFlight.splice(operation.inFlight.indexOf(message), 1)
      if (message.lost) return
      if (operation.left) this.arrive(operation, n, null)
      else if (final === null) this.arrive(operation, n, null)
      else this.finish(operation, final, n)
      if (operation.left && !operation.over && operation.inFlight.every(({ lost }) => lost))
        this.finish(operation, this.knobs.canceledFinalCode)
    })
  }

  private arrive(operation: Operation, n: number, final: FinalCode | null): void {
    operation.stock.push({ n, final })
    this.flush(operation)
  }

  private finish(operation: Operation, final: FinalCode, n = 0): void {
    if (operation.over) return
    operation.over = true
    this.arrive(operation, n, final)
  }

  private flush(operation: Operation): void {
    while (operation.stock.length > 0 && (this.knobs.mode === 'async' || operation.waiting > 0)) {
      operation.waiting = Math.max(0, operation.waiting - 1)
      const { n, final } = operation.stock.shift() as { n: number; final: FinalCode | null }
      if (n > 0 && operation.milestones['accepted'] !== undefined) operation.late++
      if (final === null) continue
      operation.settle = final
      this.reach(operation, 'settled')
      operation.finishClose?.()
    }
  }

  private onHandle(name: string, operation: Operation, args: Args): void {
    if (name === 'close') this.close(operation)
    else if (name === 'cancel') {
      const code = this.checks(operation, args)
      if (this.aim === null) this.cancel = code
      this.aim ??= Number(args['op'])
      this.reach(operation, 'issued')
      if (code !== 'MI_RESULT_OK') return
      this.reach(operation, 'accepted')
      this.leave(operation)
    } else if (
      this.knobs.mode === 'sync' &&
      !['null', 'closed'].includes(operation.state) &&
      operation.settle === null
    ) {
      operation.waiting++
      this.flush(operation)
    }
  }

  private checks(operation: Operation, args: Args): string {
    if (operation.state === 'null') return 'MI_RESULT_INVALID_PARAMETER'
    if (args['handle'] === 'null' || args['handle'] === 'zeroed') return 'MI_RESULT_INVALID_PARAMETER'
    if (args['handle'] === 'neverStarted' || operation.state === 'failed') return 'MI_RESULT_FAILED'
    if (operation.state !== 'open') return this.knobs.staleHandle
    if (args['identity'] === 'other' && this.knobs.wrongIdentity === 'accessDenied') return 'MI_RESULT_ACCESS_DENIED'
    return this.memory ? 'MI_RESULT_OK' : 'MI_RESULT_SERVER_LIMITS_EXCEEDED'
  }

  private leave(operation: Operation): void {
    if (operation.state === 'null' || operation.over || operation.left || this.knobs.profile === 'omiWsman') return
    operation.left = true
    this.overLink(() => this.clientLeft(operation))
    const results = operation.inFlight.filter(({ n, lost }) => n > 0 && !lost)
    const kept = results.slice(0, this.knobs.extraResults)
    for (const message of operation.inFlight) if (!kept.includes(message)) message.lost = true
    if (kept.length === 0) this.finish(operation, this.knobs.canceledFinalCode)
  }

  private clientLeft(operation: Operation): void {
    operation.clientGone = true
    const { profile, noticeTicks } = this.knobs
    if (profile !== 'documented') this.freeSlot(operation)
    const isTold =
      operation.kind === 'subscribe' ||
      (profile === 'documented' && ['enumerate', 'query', 'associators'].includes(operation.kind))
    if (!isTold || !operation.running) return
    this.later(noticeTicks, () => {
      if (!operation.running) return
      this.reach(operation, 'noticed')
      this.stop(operation)
    })
  }

  private close(operation: Operation): void {
    const free = (state: 'null' | 'closed'): void => {
      operation.state = state
      operation.finishClose = null
      this.handles--
      this.hold(operation, -1)
    }
    if (operation.state === 'failed') {
      operation.stock.length = 0
      free('null')
    } else if (operation.state === 'open') {
      if (this.knobs.mode === 'async' || operation.settle !== null) free('closed')
      else {
        operation.state = 'closing'
        operation.finishClose = () => free('closed')
      }
      this.leave(operation)
    }
  }

  private closeSession(): void {
    if (!this.session) return
    this.session = false
    for (const operation of this.operations.values()) this.leave(operation)
  }

  private dropLink(): void {
    if (!this.link) return
    this.link = false
    for (const message of this.toServer) message.lost = true
    for (const operation of this.operations.values()) {
      for (const message of operation.inFlight) message.lost = true
      if (operation.state !== 'null') this.finish(operation, 'MI_RESULT_FAILED')
    }
    for (const operation of this.operations.values()) {
      operation.clientGone = true
      if (this.knobs.profile !== 'documented') this.freeSlot(operation)
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
const cancel = fc.record({
  op,
  handle: fc.oneof(
    { weight: 8, arbitrary: fc.constant('operation') },
    fc.constantFrom('null', 'zeroed', 'neverStarted'),
  ),
  identity: fc.oneof({ weight: 6, arbitrary: fc.constant('same') }, fc.constant('other')),
})
const step = fc.oneof(
  { weight: 4, arbitrary: fc.tuple(at, fc.constant('start'), fc.record({ kind })) },
  { weight: 6, arbitrary: fc.tuple(at, fc.constant('cancel'), cancel) },
  { weight: 6, arbitrary: fc.tuple(at, fc.constant('getNext'), fc.record({ op })) },
  { weight: 3, arbitrary: fc.tuple(at, fc.constant('close'), fc.record({ op })) },
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
  staleHandle: fc.constantFrom('MI_RESULT_INVALID_PARAMETER', 'MI_RESULT_NOT_FOUND'),
})
const scenario = fc
  .tuple(knobs, fc.array(step, { maxLength: 10 }))
  .map(([chosen, steps]) => scenarioOf(model, chosen, [[0, 'start', { kind: 'enumerate' }], ...(steps as ShortStep[])]))

it('the model and the plain telling come to the same outcome', { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(scenario, (given) => {
      expect(runOutcome(model, given)).toEqual(new Naive(given).outcome())
    }),
    { numRuns: 600, seed: 1 },
  )
})
