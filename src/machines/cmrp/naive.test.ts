import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Scenario, Step } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { scenarioOf, type ShortStep } from '../testing.ts'
import type { CmrpKnobs } from './knobs.ts'
import type { Access } from './messages.ts'
import { model } from './model.ts'

/**
 * The behaviour once more (without reconnecting), told straight through: one list of what is due, no machines, links or
 * effects. The model has to come to the same outcome and the same returns on any scenario.
 */

interface Due {
  readonly t: number
  readonly order: number
  readonly isRetry: boolean
  readonly isAlive: () => boolean
  readonly act: () => void
}
interface Move {
  readonly operation: number
  readonly flags: number
  phase: 'new' | 'blocked' | 'offline' | 'transfer' | 'online' | 'cancelling'
}
interface Call {
  readonly id: string
  readonly op: string
  readonly args: Step['args']
  /** Number of the handle that it is made with. */
  readonly handle: number
  /** The move that it starts or means. */
  readonly operation: number
}

const hasBits = (flags: number, bits: number): boolean => (flags & bits) === bits

class Naive {
  readonly returns: (readonly [t: number, call: string, code: string])[] = []
  readonly settles: Record<number, string> = {}
  private readonly knobs: CmrpKnobs
  private readonly steps: readonly Step[]
  private readonly milestones: Record<number, Record<string, number>> = {}
  private due: Due[] = []
  private order = 0
  private t = 0
  private isLinked = true
  private isLosing = false
  private isLeaving = false
  private isReadOnly = false
  private isBlocked = false
  private hasFailed = false
  private readonly table = new Map<number, Access>()
  private handles = 0
  private handle = 0
  private closed = 0
  private operations = 0
  private move: Move | null = null
  private moved = 0
  private shown = 'ClusterGroupOnline'
  private readonly open = new Map<string, Call>()
  private readonly counts: Record<string, number> = {}
  private cancel: string | null = null
  private aim: number | null = null

  constructor({ knobs, steps }: Scenario) {
    this.knobs = knobs as CmrpKnobs
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
      } else if (
        first === undefined ||
        (step === undefined && this.isBlocked && this.due.every(({ isRetry }) => isRetry))
      )
        break
      else {
        this.due.shift()
        this.t = first.t
        first.act()
      }
    }
    const coded = (code: string | null | undefined): { code: string; value: string } | null =>
      code === null || code === undefined ? null : { code, value: model.codes[code] ?? '' }
    return {
      cancel: coded(this.cancel),
      settle: coded(this.settles[this.aim ?? 1]),
      lateResults: 0,
      milestones: this.milestones[this.aim ?? 1] ?? {},
      leaks: [...Array.from(this.table.keys(), () => 'groupHandle'), ...(this.move === null ? [] : ['move'])],
      spentForNobody: 0,
      unsupported: [],
    }
  }

  private later(ticks: number, act: () => void, isAlive: () => boolean = () => this.isLinked, isRetry = false): void {
    this.due.push({ t: this.t + ticks, order: this.order++, act, isAlive, isRetry })
  }

  private reach(operation: number, name: string): void {
    const reached = this.milestones[operation] ?? (this.milestones[operation] = {})
    reached[name] ??= this.t
  }

  private settle(operation: number, code: string): void {
    if (this.settles[operation] !== undefined) return
    this.settles[operation] = code
    this.reach(operation, 'settled')
  }

  private get state(): string {
    if (this.hasFailed) return 'ClusterGroupFailed'
    if (this.move === null || (this.move.phase === 'blocked' && this.knobs.profile === 'letter'))
      return 'ClusterGroupOnline'
    return 'ClusterGroupPending'
  }

  private see(state: string, moved: number): void {
    if (state !== 'ClusterGroupPending' && moved > 0) this.settle(moved, state)
  }

  private show(): void {
    const { state, moved } = this
    if (state === this.shown) return
    this.shown = state
    if (this.isLinked) this.later(this.knobs.linkTicks, () => this.see(state, moved))
  }

  private enter(phase: Move['phase'], ticks: number, next: () => void): void {
    const { move } = this
    if (move === null) return
    move.phase = phase
    this.show()
    this.later(ticks, next, () => this.move === move && move.phase === phase, phase === 'blocked')
  }

  private attempt(): void {
    const { retryTicks, offlineTicks, transferTicks, onlineTicks } = this.knobs
    if (this.isBlocked) this.enter('blocked', retryTicks, () => this.attempt())
    else
      this.enter('offline', offlineTicks, () =>
        this.enter('transfer', transferTicks, () => this.enter('online', onlineTicks, () => this.end())),
      )
  }

  private end(): void {
    const { move } = this
    if (move === null) return
    this.reach(move.operation, 'stopped')
    this.reach(move.operation, 'released')
    this.move = null
    this.hasFailed = false
    this.show()
  }

  private startMove(operation: number, flags: number): string {
    if (this.move !== null || (this.isBlocked && !hasBits(flags, 4))) return 'ERROR_INVALID_STATE'
    this.move = { operation, flags, phase: 'new' }
    this.moved = operation
    this.attempt()
    return 'ERROR_IO_PENDING'
  }

  private cancelMove(): string {
    const { move } = this
    const isTooLate = move?.phase !== 'blocked' && move?.phase !== 'offline'
    if (move === null || isTooLate || this.state !== 'ClusterGroupPending') return 'ERROR_INVALID_STATE'
    if (!hasBits(move.flags, 4) && this.knobs.profile !== 'win32') return 'ERROR_INVALID_STATE'
    this.reach(move.operation, 'noticed')
    if (this.knobs.completion === 'async') {
      this.enter('cancelling', this.knobs.cancelTicks, () => this.end())
      return 'ERROR_IO_PENDING'
    }
    this.end()
    return 'ERROR_SUCCESS'
  }

  /** What the node answers. */
  private serve({ op, args, handle, operation }: Call): string {
    const changes = op === 'moveGroupEx' || op === 'cancel'
    const flags = Number(args['flags'])
    if (changes && this.knobs.profile === 'server2008') return 'RPC_S_PROCNUM_OUT_OF_RANGE'
    if (this.isLeaving) return 'ERROR_CLUSTER_NODE_SHUTTING_DOWN'
    if (changes && this.isReadOnly) return 'ERROR_SHARING_PAUSED'
    if (op === 'openGroup') {
      this.table.set(++this.handles, args['access'] as Access)
      return 'ERROR_SUCCESS'
    }
    if (!this.table.has(handle)) return 'ERROR_INVALID_HANDLE'
    if (op === 'closeGroup') this.table.delete(handle)
    if (!changes) return 'ERROR_SUCCESS'
    if (this.table.get(handle) !== 'all') return 'ERROR_ACCESS_DENIED'
    if (op === 'moveGroupEx') return hasBits(flags, 5) ? 'ERROR_INVALID_PARAMETER' : this.startMove(operation, flags)
    return flags === 0 ? this.cancelMove() : 'ERROR_INVALID_PARAMETER'
  }

  /** A call fails that was sent: nobody knows whether it was carried out. */
  private fail(call: Call): void {
    this.give(call, 'RPC_S_CALL_FAILED')
  }

  private give({ id }: Call, code: string): boolean {
    if (!this.open.delete(id)) return false
    this.returns.push([this.t, id, code])
    if (id === 'cancel#1') this.cancel = code
    return true
  }

  private answer(call: Call, code: string): void {
    if (!this.give(call, code)) return
    if (call.op === 'moveGroupEx' && code !== 'ERROR_IO_PENDING') this.settle(call.operation, code)
    if (call.op === 'cancel' && (code === 'ERROR_IO_PENDING' || code === 'ERROR_SUCCESS'))
      this.reach(call.operation, 'accepted')
  }

  private call(op: string, args: Step['args'], operation: number): void {
    this.counts[op] = (this.counts[op] ?? 0) + 1
    const names = op === 'openGroup' ? 'none' : (args['handle'] ?? 'group')
    const numbers: Record<string, number> = { none: -1, forged: -1, group: this.handle, closed: this.closed }
    const call: Call = { id: `${op}#${this.counts[op]}`, op, args, handle: numbers[String(names)] ?? 0, operation }
    this.open.set(call.id, call)
    if (call.handle === 0) return this.answer(call, 'RPC_X_SS_IN_NULL_CONTEXT')
    if (op === 'closeGroup') this.closed = this.handle
    if (!this.isLinked) return this.answer(call, 'RPC_S_CALL_FAILED')
    this.later(this.knobs.linkTicks, () => {
      const code = this.serve(call)
      const [isLost, opened, state, moved] = [this.isLosing, this.handles, this.state, this.moved]
      this.isLosing = false
      this.later(this.knobs.linkTicks, () => {
        if (isLost) return this.fail(call)
        this.answer(call, code)
        if (code !== 'ERROR_SUCCESS') return
        if (op === 'openGroup') this.handle = opened
        if (op === 'closeGroup') this.handle = 0
        if (op === 'getGroupState') this.see(state, moved)
      })
    })
  }

  private carryOut({ do: name, args }: Step): void {
    switch (name) {
      case 'moveGroupEx':
        return this.call(name, args, ++this.operations)
      case 'cancel': {
        const meant = Math.max(1, this.operations)
        this.aim ??= meant
        this.reach(meant, 'issued')
        return this.call(name, args, meant)
      }
      case 'policyBlocks':
      case 'policyAllows':
        this.isBlocked = name === 'policyBlocks'
        return
      case 'resourceFails':
        this.hasFailed = true
        return this.show()
      case 'nodeReadOnly':
      case 'nodeReadWrite':
        this.isReadOnly = name === 'nodeReadOnly'
        return
      case 'nodeShutsDown':
        this.isLeaving = true
        return
      case 'loseReply':
        this.isLosing = true
        return
      case 'dropLink':
        this.isLinked = false
        this.table.clear()
        for (const call of this.open.values()) this.fail(call)
        return
      case 'otherAdminMoves':
        return this.otherAdminMoves(++this.operations)
      default:
        return this.call(name, args, 0)
    }
  }

  private otherAdminMoves(operation: number): void {
    const refusals = [
      this.knobs.profile === 'server2008' ? ['RPC_S_PROCNUM_OUT_OF_RANGE'] : [],
      this.isLeaving ? ['ERROR_CLUSTER_NODE_SHUTTING_DOWN'] : [],
      this.isReadOnly ? ['ERROR_SHARING_PAUSED'] : [],
    ].flat()
    const code = refusals[0] ?? this.startMove(operation, 4)
    if (code !== 'ERROR_IO_PENDING') this.settle(operation, code)
  }
}

const at = fc.oneof(
  fc.integer({ min: 0, max: 300 }),
  fc.integer({ min: 0, max: 30 }).map((n) => n * 10),
)
const few = <T>(often: T, ...seldom: T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 6, arbitrary: fc.constant(often) }, { weight: 2, arbitrary: fc.constantFrom(...seldom) })
const flags = few(4, 0, 3, 5, 14)
const plain = (...names: string[]): fc.Arbitrary<ShortStep> => fc.tuple(at, fc.constantFrom(...names), fc.constant({}))
const step: fc.Arbitrary<ShortStep> = fc.oneof(
  { weight: 2, arbitrary: fc.tuple(at, fc.constant('openGroup'), fc.record({ access: few('all', 'read') })) },
  { weight: 4, arbitrary: fc.tuple(at, fc.constant('moveGroupEx'), fc.record({ flags })) },
  {
    weight: 6,
    arbitrary: fc.tuple(
      at,
      fc.constant('cancel'),
      fc.record({ flags: few(0, 1), handle: few('group', 'closed', 'forged') }),
    ),
  },
  { weight: 5, arbitrary: plain('policyBlocks', 'policyAllows', 'otherAdminMoves', 'resourceFails') },
  { weight: 4, arbitrary: plain('getGroupState', 'closeGroup', 'loseReply', 'nodeReadWrite') },
  { weight: 1, arbitrary: plain('nodeReadOnly', 'nodeShutsDown', 'dropLink') },
)
const knobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 10, 25, 100),
  profile: fc.constantFrom('reconciled', 'letter', 'win32', 'server2008'),
  completion: fc.constantFrom('async', 'sync'),
  retryTicks: fc.constantFrom(1, 7, 60),
  offlineTicks: fc.constantFrom(10, 30, 100),
  transferTicks: fc.constantFrom(1, 40),
  cancelTicks: fc.constantFrom(1, 10, 50),
})
const scenario = fc
  .tuple(knobs, fc.array(step, { maxLength: 10 }))
  .map(([chosen, steps]) => scenarioOf(model, chosen, [[0, 'openGroup'], ...steps]))

const returnsOf = ({ events }: Trace): (readonly [number, string, string])[] =>
  events.flatMap((event) => (event.kind === 'return' ? [[event.t, event.call, event.code] as const] : []))
const settlesOf = ({ events }: Trace): Record<number, string> =>
  Object.fromEntries(events.flatMap((event) => (event.kind === 'settle' ? [[event.operation, event.code]] : [])))

it('the model and the plain telling come to the same outcome, returns and settlements', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      const trace = run(model, given)
      const naive = new Naive(given)
      expect(trace.outcome).toEqual(naive.outcome())
      expect(returnsOf(trace)).toEqual(naive.returns)
      expect(settlesOf(trace)).toEqual(naive.settles)
    }),
    { numRuns: Number(process.env['CMRP_RUNS'] ?? 300) },
  )
}, 60_000)
