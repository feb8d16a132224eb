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
  /** What it goes on with as soon as the resource answers. */
  waiting: (() => void) | null
}
interface Caller {
  handle: number
  closed: number
  isLinked: boolean
  /** Counts connections: what belongs to an earlier one is lost. */
  epoch: number
}
interface Call {
  readonly by: Caller
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
  private readonly client: Caller = { handle: 0, closed: 0, isLinked: true, epoch: 0 }
  private readonly other: Caller = { handle: 0, closed: 0, isLinked: true, epoch: 0 }
  private isGone = false
  /** The move that was started last, by anybody who is there. */
  private newest = 0
  private isPortOpen = true
  private hangs = false
  private readonly own: number[] = []
  private readonly abandonedAt: Record<number, number> = {}
  private isLosing = false
  private isLeaving = false
  private isReadOnly = false
  private isBlocked = false
  private hasFailed = false
  private readonly table = new Map<number, { readonly access: Access; readonly by: Caller }>()
  private handles = 0
  private operations = 0
  private move: Move | null = null
  private moved = 0
  private shown = 'ClusterGroupOnline'
  private readonly open = new Map<string, Call>()
  private readonly counts: Record<string, number> = {}
  /** The call of the first cancel that was given. */
  private asked: string | undefined
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
      spentForNobody: this.spent(this.aim ?? 1),
      unsupported: [],
    }
  }

  /** What is spent for nobody; not told where the move never ends. */
  private spent(operation: number): number {
    const since = this.abandonedAt[operation]
    return since === undefined ? 0 : Math.max(0, (this.milestones[operation]?.['stopped'] ?? 0) - since)
  }

  private later(ticks: number, act: () => void, isAlive: () => boolean, isRetry = false): void {
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
    if (this.move === null || this.knobs.whileMoving === 'online') return 'ClusterGroupOnline'
    if (this.move.phase === 'blocked' && this.knobs.profile === 'letter') return 'ClusterGroupOnline'
    return 'ClusterGroupPending'
  }

  private see(state: string, moved: number): void {
    if (state !== 'ClusterGroupPending' && moved > 0) this.settle(moved, state)
  }

  private show(): void {
    const { state, moved } = this
    if (state === this.shown) return
    this.shown = state
    if (this.client.isLinked && this.isPortOpen)
      this.later(this.knobs.linkTicks, () => this.see(state, moved), this.hears(this.client))
  }

  private enter(phase: Move['phase'], ticks: number, next: () => void): void {
    const { move } = this
    if (move === null) return
    move.phase = phase
    move.waiting = null
    this.show()
    const needsTheResource = phase === 'offline' || phase === 'online' || phase === 'cancelling'
    const goOn = (): void => {
      if (needsTheResource && this.hangs) move.waiting = next
      else next()
    }
    this.later(ticks, goOn, () => this.move === move && move.phase === phase, phase === 'blocked')
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
    this.move = { operation, flags, phase: 'new', waiting: null }
    this.moved = operation
    this.attempt()
    return 'ERROR_IO_PENDING'
  }

  private cancelMove(): string {
    const { move } = this
    const isTooLate = move?.phase !== 'blocked' && move?.phase !== 'offline'
    if (move === null || isTooLate || this.state !== 'ClusterGroupPending') return 'ERROR_INVALID_STATE'
    if (!hasBits(move.flags, 4) && this.knobs.profile !== 'win32') return 'ERROR_INVALID_STATE'
    const isAtOnce = this.knobs.completion === 'sync' && !this.hangs
    if (!isAtOnce && this.knobs.acceptedCancel === 'comesToNothing') return 'ERROR_IO_PENDING'
    this.reach(move.operation, 'noticed')
    if (isAtOnce) this.end()
    else this.enter('cancelling', this.knobs.cancelTicks, () => this.end())
    return isAtOnce ? 'ERROR_SUCCESS' : 'ERROR_IO_PENDING'
  }

  private get leavingCode(): string {
    return this.knobs.inactiveNode === 'silent' ? 'RPC_S_SERVER_UNAVAILABLE' : this.knobs.inactiveNode
  }

  /** What the node answers. */
  private serve({ by, op, args, handle, operation }: Call): string {
    const changes = op === 'moveGroupEx' || op === 'cancel'
    const flags = Number(args['flags'])
    if (changes && this.knobs.profile === 'server2008') return 'RPC_S_PROCNUM_OUT_OF_RANGE'
    if (this.isLeaving) return this.leavingCode
    if ((changes || args['method'] === 'ApiCreateGroup') && this.isReadOnly) return 'ERROR_SHARING_PAUSED'
    if (op === 'openGroup') {
      const access = args['method'] === 'ApiOpenGroupEx' ? (args['access'] as Access) : 'all'
      this.table.set(++this.handles, { access, by })
      if (by === this.client) this.isPortOpen = true
      return 'ERROR_SUCCESS'
    }
    if (!this.table.has(handle)) return 'ERROR_INVALID_HANDLE'
    if (op === 'closeGroup') this.table.delete(handle)
    if (!changes) return 'ERROR_SUCCESS'
    if (this.table.get(handle)?.access !== 'all') return 'ERROR_ACCESS_DENIED'
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
    if (id === this.asked) this.cancel = code
    return true
  }

  private answer(call: Call, code: string): void {
    if (!this.give(call, code)) return
    if (call.op === 'moveGroupEx' && code !== 'ERROR_IO_PENDING') this.settle(call.operation, code)
    if (call.op === 'cancel' && (code === 'ERROR_IO_PENDING' || code === 'ERROR_SUCCESS'))
      this.reach(call.operation, 'accepted')
  }

  /** Whether what is on its way to or from somebody still arrives. */
  private reaches(by: Caller): () => boolean {
    const { epoch } = by
    return () => by.isLinked && by.epoch === epoch
  }
  private hears(by: Caller): () => boolean {
    const reaches = this.reaches(by)
    return () => reaches() && !(by === this.client && this.isGone)
  }

  private call(by: Caller, op: string, args: Step['args'], operation: number): void {
    // A call that a client makes after it has gone is none, and has no number; it is asked about nevertheless.
    const isMade = by !== this.client || !this.isGone
    if (op === 'cancel') this.asked ??= isMade ? 'cancel#1' : 'none'
    if (!isMade) return
    this.counts[op] = (this.counts[op] ?? 0) + 1
    if (op === 'cancel') this.reach(operation, 'issued')
    if (op === 'moveGroupEx' && by === this.client) this.own.push(operation)
    const names = op === 'openGroup' ? 'none' : (args['handle'] ?? 'group')
    const numbers: Record<string, number> = { none: -1, forged: -1, group: by.handle, closed: by.closed }
    const call: Call = { by, id: `${op}#${this.counts[op]}`, op, args, handle: numbers[String(names)] ?? 0, operation }
    this.open.set(call.id, call)
    if (call.handle === 0) return this.answer(call, 'RPC_X_SS_IN_NULL_CONTEXT')
    if (op === 'closeGroup') by.closed = by.handle
    if (!by.isLinked) return this.answer(call, 'RPC_S_CALL_FAILED')
    this.later(
      this.knobs.linkTicks,
      () => {
        const code = this.serve(call)
        const [isLost, opened, state, moved] = [this.isLosing, this.handles, this.state, this.moved]
        this.isLosing = false
        const hear = (): void => {
          if (isLost) return this.fail(call)
          this.answer(call, code)
          if (code !== 'ERROR_SUCCESS') return
          if (op === 'openGroup') by.handle = opened
          if (op === 'closeGroup') by.handle = 0
          if (op === 'getGroupState' && by === this.client) this.see(state, moved)
        }
        this.later(this.knobs.linkTicks, hear, this.hears(by))
      },
      this.reaches(by),
    )
  }

  private runDown(by: Caller): void {
    by.isLinked = false
    for (const [id, handle] of this.table) if (handle.by === by) this.table.delete(id)
  }
  private failAll(by: Caller): void {
    for (const call of this.open.values()) if (call.by === by) this.fail(call)
  }

  private leave(): void {
    if (this.isGone) return
    this.isGone = true
    for (const operation of this.own) this.abandonedAt[operation] = this.t
    if (this.client.isLinked)
      this.later(
        this.knobs.linkTicks,
        () => this.runDown(this.client),
        () => true,
      )
  }

  private serviceRestarts(): void {
    this.table.clear()
    this.isLeaving = false
    this.isReadOnly = false
    this.isPortOpen = false
    if (this.client.isLinked && !this.isGone) this.failAll(this.client)
    this.failAll(this.other)
    this.client.epoch++
    this.other.epoch++
  }

  private carryOut({ do: name, args, actor }: Step): void {
    const by = actor === 'other' ? this.other : this.client
    switch (name) {
      case 'moveGroupEx':
        this.operations++
        // What a client that has gone would have started is no move.
        if (by !== this.client || !this.isGone) this.newest = this.operations
        return this.call(by, name, args, this.operations)
      case 'cancel': {
        const meant = Math.max(1, this.newest)
        this.aim ??= by === this.client && this.isGone ? Math.max(1, this.operations) : meant
        return this.call(by, name, args, meant)
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
      case 'resourceHangs':
        this.hangs = true
        return
      case 'resourceAnswers': {
        this.hangs = false
        const goOn = this.move?.waiting
        return goOn?.()
      }
      case 'serviceRestarts':
        return this.serviceRestarts()
      case 'leave':
        return this.leave()
      case 'dropLink':
        if (this.isGone || !this.client.isLinked) return
        this.runDown(this.client)
        return this.failAll(this.client)
      case 'otherAdminMoves':
        this.newest = ++this.operations
        return this.otherAdminMoves(this.newest)
      default:
        return this.call(by, name, args, 0)
    }
  }

  private otherAdminMoves(operation: number): void {
    const refusals = [
      this.knobs.profile === 'server2008' ? ['RPC_S_PROCNUM_OUT_OF_RANGE'] : [],
      this.isLeaving ? [this.leavingCode] : [],
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
  {
    weight: 2,
    arbitrary: fc.tuple(
      at,
      fc.constant('openGroup'),
      fc.record({ access: few('all', 'read'), method: few('ApiOpenGroupEx', 'ApiOpenGroup', 'ApiCreateGroup') }),
    ),
  },
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
  { weight: 2, arbitrary: plain('nodeReadOnly', 'nodeShutsDown', 'dropLink', 'serviceRestarts', 'leave') },
  { weight: 2, arbitrary: plain('resourceHangs', 'resourceAnswers') },
)
const knobs = fc.record({
  linkTicks: fc.constantFrom(0, 1, 10, 25, 100),
  profile: fc.constantFrom('reconciled', 'letter', 'win32', 'server2008'),
  completion: fc.constantFrom('async', 'sync'),
  acceptedCancel: few('undoesTheMove', 'comesToNothing'),
  whileMoving: few('pending', 'online'),
  inactiveNode: fc.constantFrom('ERROR_CLUSTER_NODE_SHUTTING_DOWN', 'ERROR_CLUSTER_NODE_NOT_READY', 'silent'),
  retryTicks: fc.constantFrom(1, 7, 60),
  offlineTicks: fc.constantFrom(10, 30, 100),
  transferTicks: fc.constantFrom(1, 40),
  cancelTicks: fc.constantFrom(1, 10, 50),
})
const scenario = fc
  .tuple(knobs, fc.array(step, { maxLength: 12 }), fc.array(few(false, true), { minLength: 13, maxLength: 13 }))
  .map(([chosen, steps, byOthers]) => {
    const made = scenarioOf(model, chosen, [[0, 'openGroup'], ...steps])
    const isCall = (name: string): boolean => model.commands[name]?.actors !== undefined
    return {
      ...made,
      steps: made.steps.map((one, i) => (byOthers[i] === true && isCall(one.do) ? { ...one, actor: 'other' } : one)),
    }
  })

const returnsOf = ({ events }: Trace): (readonly [number, string, string])[] =>
  events.flatMap((event) => (event.kind === 'return' ? [[event.t, event.call, event.code] as const] : []))
const settlesOf = ({ events }: Trace): Record<number, string> =>
  Object.fromEntries(events.flatMap((event) => (event.kind === 'settle' ? [[event.operation, event.code]] : [])))

it('the model and the plain telling come to the same outcome, returns and settlements', () => {
  fc.assert(
    fc.property(scenario, (given) => {
      const trace = run(model, given)
      const naive = new Naive(given)
      const outcome = naive.outcome()
      const isKept = outcome.leaks.includes('move')
      // What is held for nobody and never given back counts to the end of the run, whose last tick is the kernel's affair.
      expect(isKept ? { ...trace.outcome, spentForNobody: outcome.spentForNobody } : trace.outcome).toEqual(outcome)
      expect(returnsOf(trace)).toEqual(naive.returns)
      expect(settlesOf(trace)).toEqual(naive.settles)
    }),
    { numRuns: Number(process.env['CMRP_RUNS'] ?? 300) },
  )
})
