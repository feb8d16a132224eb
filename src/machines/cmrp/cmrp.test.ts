import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { builtIn, runSteps, type ShortStep } from '../testing.ts'
import { cmrp } from './index.ts'
import type { Resources } from './messages.ts'
import { model } from './model.ts'
import { groupState, resources } from './resources.ts'

type Args = Readonly<Record<string, Value>>

const coded = (code: string): { code: string; value: string } => ({ code, value: model.codes[code] ?? '' })

/** An outcome in short: what is not named is null, empty or zero. */
const outcome = (
  cancel: string | null,
  settle: string | null,
  milestones: Outcome['milestones'],
  leaks: readonly string[] = [],
): Outcome => ({
  cancel: cancel === null ? null : coded(cancel),
  settle: settle === null ? null : coded(settle),
  lateResults: 0,
  milestones,
  leaks,
  spentForNobody: 0,
  unsupported: [],
})

const online = 'ClusterGroupOnline'
const pending = 'ERROR_IO_PENDING'
const invalidState = 'ERROR_INVALID_STATE'

describe('built-in scenarios', () => {
  const expected: Record<string, Outcome> = {
    'cancelled-in-the-queue': outcome(pending, online, {
      issued: 160,
      accepted: 180,
      noticed: 170,
      stopped: 220,
      settled: 230,
      released: 220,
    }),
    'on-the-spot': outcome('ERROR_SUCCESS', online, {
      issued: 60,
      accepted: 80,
      noticed: 70,
      stopped: 70,
      settled: 80,
      released: 70,
    }),
    'no-way-back': outcome(invalidState, online, { issued: 90, stopped: 150, settled: 160, released: 150 }),
    'same-tick': outcome(invalidState, online, { issued: 70, stopped: 150, settled: 160, released: 150 }),
    'online-in-the-queue': outcome(invalidState, online, { issued: 100, stopped: 270, settled: 140, released: 270 }),
    'repeated-and-refused': outcome(invalidState, online, {
      issued: 100,
      noticed: 110,
      stopped: 160,
      settled: 170,
      released: 160,
    }),
    'somebody-elses-move': outcome('ERROR_SUCCESS', online, {
      issued: 100,
      accepted: 160,
      noticed: 110,
      stopped: 110,
      settled: 120,
      released: 110,
    }),
    'reply-lost': outcome('RPC_S_CALL_FAILED', online, {
      issued: 100,
      noticed: 110,
      stopped: 160,
      settled: 170,
      released: 160,
    }),
    unanswered: outcome(pending, online, {
      issued: 65,
      accepted: 85,
      noticed: 75,
      stopped: 125,
      settled: 135,
      released: 125,
    }),
    'not-queued': outcome(invalidState, online, { issued: 60, stopped: 150, settled: 160, released: 150 }),
    'not-queued-win32': outcome(pending, online, {
      issued: 60,
      accepted: 80,
      noticed: 70,
      stopped: 120,
      settled: 130,
      released: 120,
    }),
    'failure-in-front': outcome(invalidState, 'ClusterGroupFailed', {
      issued: 120,
      stopped: 270,
      settled: 100,
      released: 270,
    }),
    'nothing-moves': outcome(invalidState, null, { issued: 40 }),
    'cancelled-twice': outcome(pending, online, {
      issued: 100,
      accepted: 120,
      noticed: 110,
      stopped: 160,
      settled: 170,
      released: 160,
    }),
    'read-access': outcome('ERROR_ACCESS_DENIED', online, { issued: 120, stopped: 270, settled: 280, released: 270 }, [
      'groupHandle',
    ]),
    'flags-not-zero': outcome('ERROR_INVALID_PARAMETER', online, {
      issued: 60,
      stopped: 150,
      settled: 160,
      released: 150,
    }),
    'two-things-wrong': outcome('ERROR_ACCESS_DENIED', null, { issued: 40 }),
    'read-only-node': outcome('ERROR_SHARING_PAUSED', online, {
      issued: 100,
      stopped: 270,
      settled: 280,
      released: 270,
    }),
    'node-leaves': outcome(
      'ERROR_CLUSTER_NODE_SHUTTING_DOWN',
      online,
      { issued: 100, stopped: 270, settled: 280, released: 270 },
      ['groupHandle'],
    ),
    'next-node': outcome(pending, online, {
      issued: 100,
      accepted: 160,
      noticed: 150,
      stopped: 200,
      settled: 210,
      released: 200,
    }),
    'node-not-ready': outcome(
      'ERROR_CLUSTER_NODE_NOT_READY',
      online,
      { issued: 60, stopped: 150, settled: 160, released: 150 },
      ['groupHandle'],
    ),
    'no-answer-at-all': outcome(
      'RPC_S_SERVER_UNAVAILABLE',
      online,
      { issued: 60, stopped: 150, settled: 160, released: 150 },
      ['groupHandle'],
    ),
    'opened-as-of-old': outcome(pending, online, {
      issued: 60,
      accepted: 80,
      noticed: 70,
      stopped: 120,
      settled: 130,
      released: 120,
    }),
    'the-owner-tells': outcome(invalidState, online, { issued: 90, stopped: 150, settled: 160, released: 150 }),
    'old-server': outcome('RPC_S_PROCNUM_OUT_OF_RANGE', 'RPC_S_PROCNUM_OUT_OF_RANGE', { issued: 80, settled: 60 }),
    'contradictory-flags': outcome(invalidState, 'ERROR_INVALID_PARAMETER', { issued: 80, settled: 60 }),
    'closed-handle': outcome('ERROR_INVALID_HANDLE', online, { issued: 66, stopped: 150, settled: 160, released: 150 }),
    'no-handle-yet': outcome('RPC_X_SS_IN_NULL_CONTEXT', online, {
      issued: 10,
      stopped: 150,
      settled: 160,
      released: 150,
    }),
    'connection-breaks': outcome('RPC_S_CALL_FAILED', null, { issued: 100, noticed: 110, stopped: 160, released: 160 }),
    'cut-off-on-its-way': outcome('RPC_S_CALL_FAILED', null, { issued: 100, stopped: 270, released: 270 }),
    'wrong-target': outcome(pending, invalidState, { issued: 80, accepted: 100, settled: 60 }),
    'blocked-for-good': outcome(invalidState, invalidState, { issued: 80, settled: 60 }),
    'ctrl-c': { ...outcome(null, null, { stopped: 270, released: 270 }), spentForNobody: 170 },
    'gone-after-the-cancel': {
      ...outcome(null, null, { issued: 60, noticed: 70, stopped: 120, released: 120 }),
      spentForNobody: 55,
    },
    'somebody-moved-it': outcome(pending, online, {
      issued: 100,
      accepted: 120,
      noticed: 110,
      stopped: 160,
      settled: 170,
      released: 160,
    }),
    'somebody-called-it-off': outcome(pending, online, {
      issued: 60,
      accepted: 80,
      noticed: 70,
      stopped: 120,
      settled: 130,
      released: 120,
    }),
    'the-client-is-gone': {
      ...outcome(pending, null, { issued: 160, accepted: 180, noticed: 170, stopped: 220, released: 220 }),
      spentForNobody: 140,
    },
    'comes-to-nothing': outcome(pending, online, {
      issued: 60,
      accepted: 80,
      stopped: 150,
      settled: 160,
      released: 150,
    }),
    'restarted-under-the-move': outcome('ERROR_INVALID_HANDLE', online, {
      issued: 100,
      accepted: 200,
      noticed: 190,
      stopped: 240,
      settled: 250,
      released: 240,
    }),
    'restarted-under-the-cancel': outcome(pending, online, {
      issued: 100,
      accepted: 145,
      noticed: 135,
      stopped: 185,
      settled: 195,
      released: 185,
    }),
    'never-hears-again': outcome(null, null, { stopped: 150, released: 150 }),
    'resource-hangs': outcome(pending, online, {
      issued: 120,
      accepted: 140,
      noticed: 130,
      stopped: 250,
      settled: 260,
      released: 250,
    }),
    'hangs-for-good': outcome(invalidState, null, { issued: 200 }, ['move']),
    'online-while-moving': outcome(invalidState, online, { issued: 55, stopped: 150, settled: 90, released: 150 }),
    'the-other-administrator': outcome(invalidState, invalidState, { issued: 150, settled: 100 }),
    'no-answer-and-no-sign': outcome(invalidState, online, { issued: 100, stopped: 270, settled: 280, released: 270 }),
    'online-by-the-move-before': outcome(invalidState, invalidState, { issued: 230, settled: 220 }),
  }

  it.each(cmrp.scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
    expect(run(model, builtIn(cmrp, scenario)).outcome).toEqual(expected[id])
  })

  it('all are pinned, under names of their own', () => {
    expect(cmrp.scenarios.map(({ id }) => id)).toEqual(Object.keys(expected))
    expect(new Set(cmrp.scenarios.map(({ title }) => title)).size).toBe(cmrp.scenarios.length)
  })

  it('reach every code', () => {
    const reached = Object.values(expected).flatMap(({ cancel, settle }) => [cancel?.code, settle?.code])

    expect(Object.keys(cmrp.document.codes).filter((code) => !reached.includes(code))).toEqual([])
  })

  it('and steps cite every clause that is not outside the model', () => {
    const cited = new Set<string>()
    for (const scenario of cmrp.scenarios) {
      for (const event of run(model, builtIn(cmrp, scenario)).events) {
        const ids = event.kind === 'clause' ? event.ids : event.kind === 'return' ? event.clauses : []
        for (const id of ids) cited.add(id)
      }
    }

    expect(
      Object.entries(cmrp.document.clauses).flatMap(([id, clause]) =>
        cited.has(id) === 'outside' in clause ? [id] : [],
      ),
    ).toEqual([])
  })
})

const opened = (knobs: Args, ...steps: ShortStep[]): Trace => runSteps(model, knobs, [[0, 'openGroup'], ...steps])
const blocked = (knobs: Args, ...steps: ShortStep[]): Trace => opened(knobs, [0, 'policyBlocks'], ...steps)

/** Returns of calls of this name, as [tick, code]. */
const returnsOf = (trace: Trace, op: string): (readonly [number, string])[] =>
  trace.events.flatMap((event) => (event.kind === 'return' && event.op === op ? [[event.t, event.code] as const] : []))

/** How each operation ended, as [tick, operation, code]. */
const settlesOf = (trace: Trace): (readonly [number, number, string])[] =>
  trace.events.flatMap((event) => (event.kind === 'settle' ? [[event.t, event.operation, event.code] as const] : []))

/** The states of an actor, as [tick, path]. */
const statesOf = (trace: Trace, actor: string): (readonly [number, string])[] =>
  trace.events.flatMap((event) =>
    event.kind === 'state' && event.actor === actor ? [[event.t, event.to] as const] : [],
  )

/** What was dropped, as [tick, name]. */
const dropsOf = ({ events }: Trace): (readonly [number, string])[] =>
  events.flatMap((event) => {
    if (event.kind !== 'drop') return []
    const sent = events.find((other) => other.kind === 'send' && other.msg === event.msg)
    return sent?.kind === 'send' ? [[event.t, sent.name] as const] : []
  })

const cancelAt = (t: number, args: Args = {}): ShortStep => [t, 'cancel', args]

describe('the order of the checks', () => {
  /** Everything that a check can find wrong, each thing before those behind it. */
  const wrong: readonly (readonly [code: string, knobs: Args, steps: readonly ShortStep[], cancel: Args])[] = [
    ['RPC_S_PROCNUM_OUT_OF_RANGE', { profile: 'server2008' }, [], {}],
    ['ERROR_CLUSTER_NODE_SHUTTING_DOWN', {}, [[80, 'nodeShutsDown']], {}],
    ['ERROR_SHARING_PAUSED', {}, [[70, 'nodeReadOnly']], {}],
    ['ERROR_INVALID_HANDLE', {}, [], { handle: 'forged' }],
    ['ERROR_ACCESS_DENIED', {}, [[30, 'openGroup', { access: 'read' }]], {}],
    ['ERROR_INVALID_PARAMETER', {}, [], { flags: 7 }],
    ['ERROR_INVALID_STATE', {}, [], {}],
  ]

  it.each(wrong.map(([code], from) => [code, from] as const))('%s comes before all that follows', (code, from) => {
    const rest = wrong.slice(from)
    const knobs = Object.assign({}, ...rest.map(([, given]) => given)) as Args
    const cancel = Object.assign({}, ...rest.map(([, , , given]) => given)) as Args
    const trace = opened(knobs, ...rest.flatMap(([, , steps]) => steps), cancelAt(100, cancel))

    expect(returnsOf(trace, 'cancel')).toEqual([[120, code]])
  })

  it('a null handle never leaves the client, whatever else is wrong', () => {
    const steps: ShortStep[] = [
      [0, 'nodeShutsDown'],
      [0, 'dropLink'],
      cancelAt(10),
      cancelAt(20, { handle: 'closed' }),
      cancelAt(30, { handle: 'forged' }),
    ]
    const trace = runSteps(model, { profile: 'server2008' }, steps)

    expect(returnsOf(trace, 'cancel')).toEqual([
      [10, 'RPC_X_SS_IN_NULL_CONTEXT'],
      [20, 'RPC_X_SS_IN_NULL_CONTEXT'],
      [30, 'RPC_S_CALL_FAILED'],
    ])
  })

  it('of a move: the same, with the flags that contradict each other, and then whether the group is free', () => {
    const codesOf = (knobs: Args, flags: number, ...steps: ShortStep[]): string[] =>
      returnsOf(blocked(knobs, [30, 'otherAdminMoves'], ...steps, [100, 'moveGroupEx', { flags }]), 'moveGroupEx').map(
        ([, code]) => code,
      )
    const readOnly: ShortStep = [90, 'nodeReadOnly']
    const reading: ShortStep = [60, 'openGroup', { access: 'read' }]

    expect(codesOf({ profile: 'server2008' }, 5, [90, 'nodeShutsDown'])).toEqual(['RPC_S_PROCNUM_OUT_OF_RANGE'])
    expect(codesOf({}, 5, [90, 'nodeShutsDown'], readOnly)).toEqual(['ERROR_CLUSTER_NODE_SHUTTING_DOWN'])
    expect(codesOf({}, 5, readOnly, reading)).toEqual(['ERROR_SHARING_PAUSED'])
    expect(codesOf({}, 5, reading)).toEqual(['ERROR_ACCESS_DENIED'])
    expect(codesOf({}, 5)).toEqual(['ERROR_INVALID_PARAMETER'])
    expect(codesOf({}, 4)).toEqual(['ERROR_INVALID_STATE'])
  })
})

describe('the node', () => {
  it('that shuts down refuses all calls, and stays so', () => {
    const trace = opened(
      {},
      [50, 'nodeShutsDown'],
      [60, 'nodeReadWrite'],
      [70, 'getGroupState'],
      [80, 'openGroup'],
      [90, 'closeGroup'],
    )
    const refused = 'ERROR_CLUSTER_NODE_SHUTTING_DOWN'

    expect(['getGroupState', 'openGroup', 'closeGroup'].map((op) => returnsOf(trace, op).at(-1))).toEqual([
      [90, refused],
      [100, refused],
      [110, refused],
    ])
  })

  it('that is read-only refuses moves and cancels, and nothing else', () => {
    const trace = opened(
      {},
      [50, 'nodeReadOnly'],
      [60, 'getGroupState'],
      [60, 'moveGroupEx'],
      cancelAt(60),
      [60, 'closeGroup'],
      [90, 'nodeReadWrite'],
    )

    expect(['getGroupState', 'moveGroupEx', 'cancel', 'closeGroup'].flatMap((op) => returnsOf(trace, op))).toEqual([
      [80, 'ERROR_SUCCESS'],
      [80, 'ERROR_SHARING_PAUSED'],
      [80, 'ERROR_SHARING_PAUSED'],
      [80, 'ERROR_SUCCESS'],
    ])
  })

  it('of Windows Server 2008 lacks the two methods only, for the other administrator too', () => {
    const trace = opened(
      { profile: 'server2008' },
      [40, 'getGroupState'],
      [40, 'moveGroupEx'],
      [50, 'otherAdminMoves'],
      [100, 'closeGroup'],
    )

    expect(['getGroupState', 'moveGroupEx', 'closeGroup'].flatMap((op) => returnsOf(trace, op))).toEqual([
      [60, 'ERROR_SUCCESS'],
      [60, 'RPC_S_PROCNUM_OUT_OF_RANGE'],
      [120, 'ERROR_SUCCESS'],
    ])
    expect(settlesOf(trace)).toEqual([
      [50, 2, 'RPC_S_PROCNUM_OUT_OF_RANGE'],
      [60, 1, 'RPC_S_PROCNUM_OUT_OF_RANGE'],
    ])
  })

  it('refuses whom a handle for reading is not enough: moves and cancels, but no look', () => {
    const trace = runSteps(model, {}, [
      [0, 'openGroup', { access: 'read' }],
      [40, 'moveGroupEx'],
      cancelAt(40),
      [40, 'getGroupState'],
      [40, 'closeGroup'],
    ])

    expect(['moveGroupEx', 'cancel', 'getGroupState', 'closeGroup'].flatMap((op) => returnsOf(trace, op))).toEqual([
      [60, 'ERROR_ACCESS_DENIED'],
      [60, 'ERROR_ACCESS_DENIED'],
      [60, 'ERROR_SUCCESS'],
      [60, 'ERROR_SUCCESS'],
    ])
  })
})

describe('a move', () => {
  it('takes the resources offline, changes their owner and brings them online in turn', () => {
    const trace = opened({}, [40, 'moveGroupEx'])

    expect(statesOf(trace, 'move#1')).toEqual([
      [50, 'revocable.offlining.queued'],
      [80, 'committed.transferring'],
      [120, 'committed.onlining'],
      [150, 'over.done'],
    ])
    expect(statesOf(trace, 'group')).toEqual([
      [50, 'pending'],
      [150, 'online'],
    ])
    expect(trace.outcome).toEqual(outcome(null, online, { stopped: 150, settled: 160, released: 150 }, ['groupHandle']))
  })

  it('can be cancelled until the transfer begins, and no longer on that very tick', () => {
    const codes = [40, 69, 70, 139].map((t) => opened({}, [40, 'moveGroupEx'], cancelAt(t)).outcome.cancel?.code)

    expect(codes).toEqual([pending, pending, invalidState, invalidState])
  })

  it('that is queued is tried again each retryTicks, and learns only then that policy allows it', () => {
    const trace = blocked({ retryTicks: 25 }, [40, 'moveGroupEx'], [101, 'policyAllows'])

    expect(statesOf(trace, 'move#1').slice(0, 2)).toEqual([
      [50, 'revocable.blocked'],
      [125, 'revocable.offlining.queued'],
    ])
  })

  it('that is tried on the tick on which policy allows it goes on', () => {
    expect(statesOf(blocked({}, [40, 'moveGroupEx'], [110, 'policyAllows']), 'move#1')[1]).toEqual([
      110,
      'revocable.offlining.queued',
    ])
  })

  it('that is not queued fails where policy blocks it', () => {
    const trace = blocked({}, [40, 'moveGroupEx', { flags: 0 }])

    expect(returnsOf(trace, 'moveGroupEx')).toEqual([[60, invalidState]])
    expect(trace.outcome).toEqual(outcome(null, invalidState, { settled: 60 }, ['groupHandle']))
  })

  it('once begun does not heed policy any more', () => {
    expect(opened({}, [40, 'moveGroupEx'], [55, 'policyBlocks']).outcome.milestones.stopped).toBe(150)
  })

  it('that waits for a policy that never allows it does not keep the run alive', () => {
    const trace = blocked({}, [40, 'moveGroupEx'])

    expect(trace.events.at(-1)?.t).toBe(60)
    expect(trace.outcome).toEqual(outcome(null, null, {}, ['groupHandle', 'move']))
  })

  it('runs on without the node, the connection and the handle', () => {
    for (const end of ['nodeShutsDown', 'dropLink', 'closeGroup'])
      expect(opened({}, [40, 'moveGroupEx'], [60, end]).outcome.milestones.stopped).toBe(150)
  })

  it('refuses a further move while it runs or is undone, and not after', () => {
    const trace = blocked(
      {},
      [40, 'moveGroupEx'],
      [60, 'moveGroupEx'],
      cancelAt(100),
      [120, 'otherAdminMoves'],
      [160, 'otherAdminMoves'],
    )

    expect(settlesOf(trace)).toEqual([
      [80, 2, invalidState],
      [120, 3, invalidState],
      // On the tick on which the move is undone: a command comes before what the run itself brings.
      [160, 4, invalidState],
      [170, 1, online],
    ])
    expect(statesOf(trace, 'move#4')).toEqual([])
    const later = blocked({}, [40, 'moveGroupEx'], cancelAt(100), [161, 'otherAdminMoves'])
    expect(statesOf(later, 'move#2')).toEqual([[161, 'revocable.blocked']])
  })
})

describe('a cancel', () => {
  it('that is carried out later leaves the group Pending for cancelTicks', () => {
    const trace = blocked({ cancelTicks: 7 }, [40, 'moveGroupEx'], cancelAt(100))

    expect(statesOf(trace, 'move#1').slice(1)).toEqual([
      [110, 'cancelling.undoing'],
      [117, 'over.cancelled'],
    ])
    expect(statesOf(trace, 'group').at(-1)).toEqual([117, 'online'])
  })

  it('that is carried out at once leaves nothing to wait for', () => {
    const trace = blocked({ completion: 'sync' }, [40, 'moveGroupEx'], cancelAt(100), cancelAt(101))

    expect(returnsOf(trace, 'cancel')).toEqual([
      [120, 'ERROR_SUCCESS'],
      [121, invalidState],
    ])
    expect(statesOf(trace, 'move#1').at(-1)).toEqual([110, 'over.cancelled'])
    expect(settlesOf(trace)).toEqual([[120, 1, online]])
  })

  it('works as each profile says, for a move that waits and for one that is under way', () => {
    const codes = (flags: number, isBlocked: boolean): (string | undefined)[] =>
      ['letter', 'reconciled', 'win32'].map((profile) => {
        const policy: ShortStep[] = isBlocked ? [[0, 'policyBlocks']] : []
        return opened({ profile }, ...policy, [40, 'moveGroupEx', { flags }], cancelAt(60)).outcome.cancel?.code
      })

    expect(codes(4, true)).toEqual([invalidState, pending, pending])
    expect(codes(4, false)).toEqual([pending, pending, pending])
    expect(codes(2, false)).toEqual([invalidState, invalidState, pending])
  })

  it('is refused where a resource has failed, before, during and after', () => {
    const failing = (t: number): Trace => opened({}, [40, 'moveGroupEx'], [t, 'resourceFails'], cancelAt(60))

    expect([10, 69, 71].map((t) => failing(t).outcome.cancel?.code)).toEqual([invalidState, invalidState, pending])
    expect([10, 69].map((t) => failing(t).outcome.milestones.stopped)).toEqual([150, 150])
    expect(failing(71).outcome.milestones.stopped).toBe(120)
  })

  it('aims at the newest move, whoever started it and however it ended; at operation 1 before there is one', () => {
    const issued = ({ events }: Trace): number[] =>
      events.flatMap((event) => (event.kind === 'milestone' && event.name === 'issued' ? [event.operation] : []))
    const trace = opened(
      {},
      cancelAt(30),
      [40, 'moveGroupEx'],
      [50, 'moveGroupEx'],
      cancelAt(60),
      [70, 'otherAdminMoves'],
      cancelAt(80),
    )
    expect(issued(trace)).toEqual([1, 2, 3])
    expect(issued(runSteps(model, {}, [[0, 'moveGroupEx'], [0, 'moveGroupEx'], cancelAt(5)]))).toEqual([2])
  })

  it('stops whatever move runs', () => {
    const trace = blocked({}, [30, 'otherAdminMoves'], cancelAt(60))

    expect(trace.outcome).toEqual(
      outcome(pending, online, { issued: 60, accepted: 80, noticed: 70, stopped: 120, settled: 130, released: 120 }, [
        'groupHandle',
      ]),
    )
  })
})

describe('what the client sees', () => {
  it('settles with the first state other than Pending after the move was accepted', () => {
    expect(settlesOf(opened({}, [40, 'moveGroupEx'], [60, 'getGroupState'], [145, 'getGroupState']))).toEqual([
      [160, 1, online],
    ])
    expect(settlesOf(opened({}, [40, 'moveGroupEx'], [70, 'resourceFails']))).toEqual([[80, 1, 'ClusterGroupFailed']])
  })

  it('does not settle with a look that was taken before the move', () => {
    const trace = opened({}, [39, 'getGroupState'], [40, 'moveGroupEx'])

    expect(returnsOf(trace, 'getGroupState')).toEqual([[59, 'ERROR_SUCCESS']])
    expect(settlesOf(trace)).toEqual([[160, 1, online]])
  })

  it('by the letter is Online while the move waits: settled, and still queued', () => {
    const trace = blocked({ profile: 'letter' }, [40, 'moveGroupEx'], [60, 'getGroupState'])

    expect(trace.outcome).toEqual(outcome(null, online, { settled: 80 }, ['groupHandle', 'move']))
  })

  it('is Failed from the failure to the end of the move', () => {
    const trace = opened({}, [20, 'resourceFails'], [40, 'moveGroupEx'])

    expect(statesOf(trace, 'group')).toEqual([
      [20, 'failed'],
      [150, 'online'],
    ])
    expect(settlesOf(trace)).toEqual([[160, 1, online]])
  })

  it('settles moves in the order in which the group took them', () => {
    const trace = opened({}, [40, 'moveGroupEx'], [45, 'otherAdminMoves'])

    expect(settlesOf(trace)).toEqual([
      [60, 1, invalidState],
      [155, 2, online],
    ])
  })
})

describe('faults', () => {
  it('the next reply that is sent is lost, and on the tick on which it was due the call fails', () => {
    const trace = opened({}, [40, 'getGroupState'], [55, 'loseReply'], [60, 'getGroupState'], [61, 'getGroupState'])

    expect(returnsOf(trace, 'getGroupState')).toEqual([
      [60, 'ERROR_SUCCESS'],
      [80, 'RPC_S_CALL_FAILED'],
      [81, 'ERROR_SUCCESS'],
    ])
  })

  it('a move whose reply is lost settles when its end is seen', () => {
    const trace = opened({}, [40, 'moveGroupEx'], [45, 'loseReply'])

    expect(returnsOf(trace, 'moveGroupEx')).toEqual([[60, 'RPC_S_CALL_FAILED']])
    expect(trace.outcome).toEqual(outcome(null, online, { stopped: 150, settled: 160, released: 150 }, ['groupHandle']))
  })

  it('a refusal that is lost settles nothing, since nobody knows that it was one', () => {
    const trace = opened({}, [30, 'nodeReadOnly'], [40, 'moveGroupEx'], [45, 'loseReply'], [70, 'getGroupState'])

    expect(returnsOf(trace, 'moveGroupEx')).toEqual([[60, 'RPC_S_CALL_FAILED']])
    expect(trace.outcome).toEqual(outcome(null, null, {}, ['groupHandle']))
  })

  it('a move whose connection breaks settles nothing, before its answer and after it; one over a dead link is refused', () => {
    const dropped = (t: number): Trace => opened({}, [40, 'moveGroupEx'], [t, 'dropLink'])

    expect([45, 55, 65].map((t) => settlesOf(dropped(t)))).toEqual([[], [], []])
    expect([45, 55, 65].map((t) => returnsOf(dropped(t), 'moveGroupEx')[0])).toEqual([
      [45, 'RPC_S_CALL_FAILED'],
      [55, 'RPC_S_CALL_FAILED'],
      [60, pending],
    ])
    expect(settlesOf(opened({}, [30, 'dropLink'], [40, 'moveGroupEx']))).toEqual([[40, 1, 'RPC_S_CALL_FAILED']])
  })

  it('an open whose reply is lost leaves a handle that nobody has', () => {
    const trace = runSteps(model, {}, [[0, 'loseReply'], [0, 'openGroup'], cancelAt(30)])

    expect(trace.outcome).toEqual(outcome('RPC_X_SS_IN_NULL_CONTEXT', null, { issued: 30 }, ['groupHandle']))
  })

  it('a close whose reply is lost leaves the client with a handle that the node does not know', () => {
    const trace = opened({}, [40, 'loseReply'], [40, 'closeGroup'], cancelAt(80))

    expect(trace.outcome).toEqual(outcome('ERROR_INVALID_HANDLE', null, { issued: 80 }))
  })

  it('one error tells of a cancel that was taken and of one that never arrived', () => {
    const [behind, before] = ['connection-breaks', 'cut-off-on-its-way'].map((id) =>
      run(
        model,
        builtIn(
          cmrp,
          ensure(
            cmrp.scenarios.find((scenario) => scenario.id === id),
            id,
          ),
        ),
      ),
    ) as [Trace, Trace]

    expect(dropsOf(behind)).toEqual([[120, 'reply.ApiCancelClusterGroupOperation']])
    expect(dropsOf(before)).toEqual([[110, 'ApiCancelClusterGroupOperation']])
    expect(returnsOf(behind, 'cancel')).toEqual([[115, 'RPC_S_CALL_FAILED']])
    expect(returnsOf(before, 'cancel')).toEqual([[105, 'RPC_S_CALL_FAILED']])
    expect(statesOf(behind, 'move#1').at(-1)).toEqual([160, 'over.cancelled'])
    expect(statesOf(before, 'move#1').at(-1)).toEqual([270, 'over.done'])
  })

  it('a broken connection fails the calls under way and all later ones at once, and frees the handles', () => {
    const trace = opened(
      {},
      [40, 'moveGroupEx'],
      [45, 'getGroupState'],
      [52, 'dropLink'],
      [60, 'dropLink'],
      [70, 'openGroup'],
      [80, 'closeGroup'],
    )

    expect(['moveGroupEx', 'getGroupState', 'openGroup', 'closeGroup'].flatMap((op) => returnsOf(trace, op))).toEqual([
      [52, 'RPC_S_CALL_FAILED'],
      [52, 'RPC_S_CALL_FAILED'],
      [20, 'ERROR_SUCCESS'],
      [70, 'RPC_S_CALL_FAILED'],
      [80, 'RPC_S_CALL_FAILED'],
    ])
    expect(trace.outcome).toEqual(outcome(null, null, { stopped: 150, released: 150 }))
  })
})

describe('what is passed and given back', () => {
  const argsAndOut = ({ events }: Trace): unknown[] =>
    events.flatMap((event) => {
      if (event.kind === 'call') return [[event.call, event.args]]
      return event.kind === 'return' ? [[event.call, event.out]] : []
    })
  const ok = { rpc_status: '0x00000000' }

  it('stands in the trace by the names of the document, with what RPC reports', () => {
    const trace = opened({}, [40, 'moveGroupEx'], cancelAt(61), [200, 'getGroupState'], [240, 'closeGroup'])

    expect(argsAndOut(trace)).toEqual([
      ['openGroup#1', { lpszGroupName: 'the group', dwDesiredAccess: 'GENERIC_ALL' }],
      ['openGroup#1', { HGROUP_RPC: 1, lpdwGrantedAccess: 'GENERIC_ALL', Status: '0x00000000', ...ok }],
      ['moveGroupEx#1', { hGroup: 1, dwMoveFlags: 4, lpInBuffer: null, cbInBufferSize: 0 }],
      ['moveGroupEx#1', ok],
      ['cancel#1', { hGroup: 1, dwCancelFlags: 0 }],
      ['cancel#1', ok],
      ['getGroupState#1', { hGroup: 1 }],
      ['getGroupState#1', { State: online, NodeName: 'node 1', ...ok }],
      ['closeGroup#1', { Group: 1 }],
      ['closeGroup#1', { Group: null }],
    ])
  })

  it('is what RPC reports alone where the method did not run, or nobody knows', () => {
    const statuses = (trace: Trace): unknown[] =>
      trace.events.flatMap((event) => (event.kind === 'return' && event.op === 'cancel' ? [event.out] : []))

    expect(statuses(opened({ profile: 'server2008' }, cancelAt(40)))).toEqual([{ rpc_status: '0x000006D1' }])
    expect(statuses(opened({}, [40, 'loseReply'], cancelAt(40)))).toEqual([{ rpc_status: '0x000006BE' }])
    expect(statuses(opened({}, cancelAt(5)))).toEqual([{ rpc_status: '0x000006EF' }])
    expect(statuses(opened({}, cancelAt(40, { handle: 'forged' })))).toEqual([ok])
  })

  it('names the owner: another one after a move that was completed, the same after one that was undone', () => {
    const owners = (trace: Trace): unknown[] =>
      trace.events.flatMap((event) =>
        event.kind === 'return' && event.op === 'getGroupState' ? [event.out?.['NodeName']] : [],
      )

    expect(owners(opened({}, [40, 'moveGroupEx'], [145, 'getGroupState']))).toEqual(['node 2'])
    expect(
      owners(opened({}, [40, 'moveGroupEx'], [130, 'getGroupState'], [200, 'moveGroupEx'], [400, 'getGroupState'])),
    ).toEqual(['node 1', 'node 1'])
    expect(owners(opened({}, [40, 'moveGroupEx'], cancelAt(60), [200, 'getGroupState']))).toEqual(['node 1'])
  })
})

describe('the ways to a handle', () => {
  const codesOf = (method: string, ...steps: ShortStep[]): string[] => {
    const trace = runSteps(model, {}, [...steps, [0, 'openGroup', { method, access: 'read' }], [40, 'moveGroupEx']])
    return ['openGroup', 'moveGroupEx'].flatMap((op) => returnsOf(trace, op).map(([, code]) => code))
  }

  it('only the newest can ask for less than full access', () => {
    expect(codesOf('ApiOpenGroupEx')).toEqual(['ERROR_SUCCESS', 'ERROR_ACCESS_DENIED'])
    expect(codesOf('ApiOpenGroup')).toEqual(['ERROR_SUCCESS', pending])
    expect(codesOf('ApiCreateGroup')).toEqual(['ERROR_SUCCESS', pending])
  })

  it('a node that is read-only opens groups and makes none', () => {
    expect(codesOf('ApiOpenGroup', [0, 'nodeReadOnly'])).toEqual(['ERROR_SUCCESS', 'ERROR_SHARING_PAUSED'])
    expect(codesOf('ApiCreateGroup', [0, 'nodeReadOnly'])).toEqual(['ERROR_SHARING_PAUSED', 'RPC_X_SS_IN_NULL_CONTEXT'])
  })
})

describe('handles', () => {
  it('the client works with the newest one, until its close is answered', () => {
    const trace = opened({}, [10, 'cancel'], [40, 'closeGroup'], cancelAt(45), cancelAt(61))

    expect(returnsOf(trace, 'cancel')).toEqual([
      [10, 'RPC_X_SS_IN_NULL_CONTEXT'],
      [61, 'RPC_X_SS_IN_NULL_CONTEXT'],
      [65, 'ERROR_INVALID_HANDLE'],
    ])
  })

  it('a copy of a closed one is a value that the node does not know, from the close on', () => {
    const trace = opened(
      {},
      cancelAt(30, { handle: 'closed' }),
      [40, 'closeGroup'],
      cancelAt(45, { handle: 'closed' }),
      cancelAt(90, { handle: 'closed' }),
    )

    expect(returnsOf(trace, 'cancel')).toEqual([
      [30, 'RPC_X_SS_IN_NULL_CONTEXT'],
      [65, 'ERROR_INVALID_HANDLE'],
      [110, 'ERROR_INVALID_HANDLE'],
    ])
  })

  it('an older one stays open at the node', () => {
    expect(opened({}, [30, 'openGroup'], [60, 'closeGroup']).outcome.leaks).toEqual(['groupHandle'])
  })
})

describe('reconnecting', () => {
  const reconnect = { reconnect: true }

  it('repeats every call that has not returned, over the new connection and with the reopened handle', () => {
    const trace = blocked(
      reconnect,
      [40, 'moveGroupEx'],
      [100, 'getGroupState'],
      cancelAt(101),
      [105, 'dropLink'],
      [112, 'getGroupState'],
    )

    expect(returnsOf(trace, 'getGroupState')).toEqual([
      [145, 'ERROR_SUCCESS'],
      [145, 'ERROR_SUCCESS'],
    ])
    expect(trace.outcome).toEqual(
      outcome(
        pending,
        online,
        { issued: 101, accepted: 145, noticed: 135, stopped: 185, settled: 195, released: 185 },
        ['groupHandle'],
      ),
    )
  })

  it('tries again where the way back is lost too', () => {
    const lost = opened(reconnect, [40, 'dropLink'], [45, 'loseReply'], cancelAt(50))
    const broken = opened(reconnect, [40, 'dropLink'], [55, 'dropLink'], cancelAt(60))

    expect(returnsOf(lost, 'cancel')).toEqual([[100, invalidState]])
    expect(returnsOf(broken, 'cancel')).toEqual([[95, invalidState]])
  })

  it('learns from the new node what it has missed', () => {
    expect(settlesOf(opened(reconnect, [40, 'moveGroupEx'], [145, 'dropLink']))).toEqual([[165, 1, online]])
  })

  it('has nothing to open again where there was no handle', () => {
    const trace = runSteps(model, reconnect, [
      [0, 'openGroup'],
      [5, 'dropLink'],
      [60, 'closeGroup'],
    ])

    expect(returnsOf(trace, 'openGroup')).toEqual([[45, 'ERROR_SUCCESS']])
    expect(trace.outcome.leaks).toEqual([])
  })

  it('moves the group once more where the reply to the move was lost and the move is over', () => {
    const trace = opened({ ...reconnect, linkTicks: 60 }, [130, 'loseReply'], [130, 'moveGroupEx'])

    expect(statesOf(trace, 'move#1').filter(([, state]) => state === 'over.done')).toEqual([
      [290, 'over.done'],
      [530, 'over.done'],
    ])
    expect(returnsOf(trace, 'moveGroupEx')).toEqual([[490, pending]])
  })

  it('is tried whatever a node says that leaves, if it says anything', () => {
    for (const inactiveNode of ['ERROR_CLUSTER_NODE_SHUTTING_DOWN', 'ERROR_CLUSTER_NODE_NOT_READY', 'silent'])
      expect(returnsOf(opened({ ...reconnect, inactiveNode }, [90, 'nodeShutsDown'], cancelAt(100)), 'cancel')).toEqual(
        [[160, invalidState]],
      )
  })

  it('is not tried on codes that are final', () => {
    for (const [code, ...steps] of [['ERROR_SHARING_PAUSED', [90, 'nodeReadOnly']], ['ERROR_INVALID_STATE']] as [
      string,
      ...ShortStep[],
    ][])
      expect(returnsOf(opened(reconnect, ...steps, cancelAt(100)), 'cancel')).toEqual([[120, code]])
    expect(returnsOf(opened(reconnect, cancelAt(100, { handle: 'forged' })), 'cancel')).toEqual([
      [120, 'ERROR_INVALID_HANDLE'],
    ])
  })

  it('hits the move of somebody else, whose author is not told', () => {
    const scenario = cmrp.scenarios.find(({ id }) => id === 'somebody-elses-move')
    const trace = run(model, builtIn(cmrp, scenario as NonNullable<typeof scenario>))

    expect(statesOf(trace, 'move#2')).toEqual([
      [130, 'revocable.blocked'],
      [150, 'over.cancelled'],
    ])
    expect(settlesOf(trace)).toEqual([
      [120, 1, online],
      [160, 2, online],
    ])
  })
})

describe('the state of a group', () => {
  it('follows from its resources: failed, then pending, then partly online', () => {
    const rows: [Resources['disk'], Resources['application'], string][] = [
      ['Online', 'Online', 'ClusterGroupOnline'],
      ['Offline', 'Offline', 'ClusterGroupOffline'],
      ['Online', 'Offline', 'ClusterGroupPartialOnline'],
      ['OfflinePending', 'Online', 'ClusterGroupPending'],
      ['Offline', 'OnlinePending', 'ClusterGroupPending'],
      ['OnlinePending', 'Failed', 'ClusterGroupFailed'],
      ['Failed', 'Offline', 'ClusterGroupFailed'],
    ]

    expect(rows.map(([disk, application]) => groupState({ disk, application }))).toEqual(
      rows.map(([, , state]) => state),
    )
  })

  it('is Pending at every step of a move', () => {
    const { atRest, ...steps } = resources

    expect(groupState(atRest)).toBe('ClusterGroupOnline')
    expect(new Set(Object.values(steps).map(groupState))).toEqual(new Set(['ClusterGroupPending']))
  })
})
