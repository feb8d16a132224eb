import { describe, expect, it } from 'vitest'
import type { Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { builtIn, runSteps, type ShortStep } from '../testing.ts'
import { even6 } from './index.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>

const coded = (code: string): { code: string; value: string } => ({
  code,
  value: code === 'other' ? model.otherValue : (model.codes[code] ?? ''),
})

/** An outcome in short: what is not named is empty or zero. */
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

const ok = 'ERROR_SUCCESS'
const cancelled = 'ERROR_CANCELLED'
const badParameter = 'ERROR_INVALID_PARAMETER'
const badHandle = 'ERROR_INVALID_HANDLE'
const nullHandle = 'RPC_X_SS_IN_NULL_CONTEXT'
const failed = 'RPC_S_CALL_FAILED'
const unavailable = 'RPC_S_SERVER_UNAVAILABLE'
const stale = 'ERROR_EVT_QUERY_RESULT_STALE'
const badOperation = 'ERROR_INVALID_OPERATION'

describe('built-in scenarios', () => {
  const expected: Record<string, Outcome> = {
    'export-half-way': outcome(ok, cancelled, {
      issued: 128,
      accepted: 148,
      noticed: 160,
      stopped: 160,
      settled: 170,
      released: 310,
    }),
    'query-half-way': outcome(ok, cancelled, { issued: 160, accepted: 180, noticed: 170, stopped: 170, settled: 180 }, [
      'controlHandle',
      'queryHandle',
    ]),
    'waiting-for-an-event': outcome(ok, cancelled, {
      issued: 300,
      accepted: 320,
      noticed: 310,
      stopped: 310,
      settled: 320,
      released: 370,
    }),
    'sticky-flag': outcome(ok, cancelled, {
      issued: 80,
      accepted: 100,
      noticed: 110,
      stopped: 110,
      settled: 120,
      released: 330,
    }),
    'poisoned-while-idle': outcome(ok, cancelled, {
      issued: 40,
      accepted: 60,
      noticed: 110,
      stopped: 110,
      settled: 120,
      released: 210,
    }),
    'idle-leaves-flag': outcome(ok, ok, { issued: 40, accepted: 60, stopped: 210, settled: 220, released: 310 }),
    'wrong-handle': outcome(badParameter, ok, { issued: 160, stopped: 210, settled: 220, released: 320 }),
    'after-close-table': outcome(badParameter, ok, { issued: 250, stopped: 160, settled: 170, released: 210 }),
    'after-close-runtime': outcome(badHandle, ok, { issued: 250, stopped: 160, settled: 170, released: 210 }),
    'close-is-no-cancel': outcome(badParameter, ok, { issued: 100, stopped: 160, settled: 170, released: 160 }),
    'busy-then-retry': outcome(cancelled, cancelled, {
      issued: 120,
      accepted: 180,
      noticed: 170,
      stopped: 170,
      settled: 180,
      released: 240,
    }),
    'own-codes': outcome('other', 'other', { issued: 120, accepted: 170, noticed: 160, stopped: 160, settled: 170 }, [
      'controlHandle',
      'queryHandle',
    ]),
    'export-at-95': outcome(ok, cancelled, {
      issued: 195,
      accepted: 215,
      noticed: 206,
      stopped: 206,
      settled: 216,
      released: 310,
    }),
    'export-never-looked': outcome(ok, ok, { issued: 195, accepted: 215, stopped: 210, settled: 220, released: 310 }),
    'export-at-100': outcome(ok, ok, { issued: 201, accepted: 221, stopped: 210, settled: 220, released: 310 }),
    'one-connection': outcome(ok, ok, { issued: 130, accepted: 240, stopped: 210, settled: 220, released: 330 }),
    'parked-behind-the-export': outcome(ok, ok, {
      issued: 130,
      accepted: 220,
      stopped: 210,
      settled: 220,
      released: 310,
    }),
    'line-dropped': outcome(unavailable, failed, { issued: 200, stopped: 150, settled: 150, released: 150 }),
    'line-dropped-export': outcome(unavailable, failed, { issued: 100, stopped: 160, settled: 80, released: 160 }),
    'client-leaves': { ...outcome(null, null, { stopped: 160, released: 160 }), spentForNobody: 70 },
    'client-leaves-work-stops': outcome(null, null, { stopped: 90, released: 90 }),
    'service-came-back': outcome(badHandle, badHandle, { issued: 150, settled: 140 }, [
      'controlHandle',
      'subscriptionHandle',
    ]),
    'log-cleared-under-query': outcome(ok, stale, { issued: 200, accepted: 220, settled: 180 }),
    'event-wins': outcome(ok, ok, { issued: 140, accepted: 160, stopped: 150, settled: 160 }, [
      'controlHandle',
      'subscriptionHandle',
    ]),
    'cancel-wins': outcome(ok, cancelled, { issued: 140, accepted: 160, noticed: 150, stopped: 150, settled: 160 }, [
      'controlHandle',
      'subscriptionHandle',
    ]),
    'two-under-one-handle': outcome(ok, cancelled, {
      issued: 80,
      accepted: 100,
      noticed: 95,
      stopped: 95,
      settled: 105,
      released: 220,
    }),
    'replaced-handle': outcome(ok, ok, { issued: 100, accepted: 120, stopped: 160, settled: 170 }, ['controlHandle']),
    'no-memory-no-handle': outcome(nullHandle, nullHandle, { issued: 60, settled: 50 }),
    'push-is-not-pull': outcome(ok, cancelled, {
      issued: 150,
      accepted: 170,
      noticed: 160,
      stopped: 160,
      settled: 170,
      released: 220,
    }),
    'cleared-by-somebody-else': outcome(
      ok,
      cancelled,
      { issued: 320, accepted: 340, noticed: 330, stopped: 330, settled: 340 },
      ['controlHandle', 'controlHandle', 'controlHandle', 'queryHandle', 'queryHandle'],
    ),
    'my-cancel-their-clear': outcome(ok, ok, { issued: 80, accepted: 100, stopped: 150, settled: 160 }, [
      'controlHandle',
      'controlHandle',
    ]),
    'one-leaves-one-stays': outcome(ok, cancelled, {
      issued: 90,
      accepted: 110,
      noticed: 110,
      stopped: 110,
      settled: 120,
      released: 210,
    }),
    'a-restart-is-for-all': outcome(null, failed, { stopped: 80, settled: 80, released: 80 }),
  }

  it.each(even6.scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
    expect(run(model, builtIn(even6, scenario)).outcome).toEqual(expected[id])
  })

  it('all are pinned, under names of their own', () => {
    expect(even6.scenarios.map(({ id }) => id)).toEqual(Object.keys(expected))
    expect(new Set(even6.scenarios.map(({ title }) => title)).size).toBe(even6.scenarios.length)
  })

  it('reach every code', () => {
    const reached = even6.scenarios.flatMap((scenario) =>
      run(model, builtIn(even6, scenario)).events.flatMap((event) => (event.kind === 'return' ? [event.code] : [])),
    )

    expect(Object.keys(even6.document.codes).filter((code) => !reached.includes(code))).toEqual([])
  })
})

const control: ShortStep = [0, 'registerControllableOperation']
const query: ShortStep = [0, 'registerLogQuery']
const pull: ShortStep = [0, 'registerSubscription', { mode: 'pull' }]
const push: ShortStep = [0, 'registerSubscription', { mode: 'push' }]

/** All returns after tick 20, on which the registration is back, as [tick, call, code]. */
const returnsOf = (trace: Trace): (readonly [number, string, string])[] =>
  trace.events.flatMap((event) =>
    event.kind === 'return' && event.t > 20 ? [[event.t, event.call, event.code] as const] : [],
  )
const returns = (knobs: Args, ...steps: ShortStep[]): (readonly [number, string, string])[] =>
  returnsOf(runSteps(model, knobs, steps))
const outcomeOf = (knobs: Args, ...steps: ShortStep[]): Outcome => runSteps(model, knobs, steps).outcome

/** Milestones of an operation, as [tick, name], in order. */
const milestonesOf = (trace: Trace, operation: number): (readonly [number, string])[] =>
  trace.events.flatMap((event) =>
    event.kind === 'milestone' && event.operation === operation ? [[event.t, event.name] as const] : [],
  )

const clausesOf = (trace: Trace, call: string): readonly string[] =>
  trace.events.flatMap((event) => (event.kind === 'return' && event.call === call ? event.clauses : []))

describe('handles', () => {
  it('a null handle is refused by the stub at once', () => {
    expect(outcomeOf({}, [5, 'cancel'])).toEqual(outcome(nullHandle, null, { issued: 5 }))
    expect(outcomeOf({}, query, [5, 'cancel'])).toEqual(
      outcome(nullHandle, null, { issued: 5 }, ['controlHandle', 'queryHandle']),
    )
    expect(outcomeOf({}, control, [19, 'clearLog']).settle).toEqual(coded(nullHandle))
    expect(outcomeOf({}, control, [20, 'clearLog']).settle).toEqual(coded(nullHandle))
    expect(outcomeOf({}, control, [21, 'clearLog']).settle).toEqual(coded(ok))
  })

  it.each(['query', 'subscription', 'closed'])('a cancel with no %s handle has a null handle', (handle) => {
    expect(outcomeOf({}, control, [30, 'cancel', { handle }]).cancel).toEqual(coded(nullHandle))
  })

  it('a cancel with a forged handle is sent even without any handle', () => {
    expect(returns({}, [30, 'cancel', { handle: 'forged' }])).toEqual([[50, 'cancel#1', badParameter]])
    expect(returns({ validation: 'runtime' }, [30, 'cancel', { handle: 'forged' }])).toEqual([
      [50, 'cancel#1', badHandle],
    ])
  })

  it('of another type are refused by the method, whoever knows the handle', () => {
    for (const validation of ['table', 'runtime']) {
      expect(returns({ validation }, query, [30, 'cancel', { handle: 'query' }])).toEqual([
        [50, 'cancel#1', badParameter],
      ])
      expect(returns({ validation }, pull, [30, 'cancel', { handle: 'subscription' }])).toEqual([
        [50, 'cancel#1', badParameter],
      ])
    }
  })

  it('the check of the handle comes before everything else', () => {
    expect(returns({}, query, [25, 'serverBusy'], [30, 'queryNext'], [45, 'cancel', { handle: 'query' }])[0]).toEqual([
      65,
      'cancel#1',
      badParameter,
    ])
  })

  it('the reply to close empties the handle, and only then is there a closed one', () => {
    expect(returns({}, control, [100, 'close'], [119, 'cancel'], [119, 'cancel', { handle: 'closed' }])).toEqual([
      [119, 'cancel#2', nullHandle],
      [120, 'close#1', ok],
      [139, 'cancel#1', badParameter],
    ])
    expect(returns({}, control, [100, 'close'], [121, 'cancel'], [121, 'cancel', { handle: 'closed' }])).toEqual([
      [120, 'close#1', ok],
      [121, 'cancel#1', nullHandle],
      [141, 'cancel#2', badParameter],
    ])
  })

  it('a handle is closed once', () => {
    for (const [validation, code] of [
      ['table', badParameter],
      ['runtime', badHandle],
    ] as const)
      expect(returns({ validation }, control, [100, 'close'], [110, 'close'], [125, 'close'])).toEqual([
        [120, 'close#1', ok],
        [125, 'close#3', nullHandle],
        [130, 'close#2', code],
      ])
  })

  it('a registration takes the place of the handle, and a close of the old one leaves the new one', () => {
    expect(
      returns(
        {},
        control,
        [100, 'close'],
        [95, 'registerControllableOperation'],
        [130, 'clearLog'],
        [150, 'cancel', { handle: 'closed' }],
      ),
    ).toEqual([
      [115, 'registerControllableOperation#2', ok],
      [120, 'close#1', ok],
      [170, 'cancel#1', badParameter],
      [250, 'clearLog#1', ok],
    ])
  })

  it('only close takes a handle out', () => {
    const steps: ShortStep[] = [query, [30, 'queryNext'], [50, 'cancel'], [60, 'cancel']]

    expect(outcomeOf({}, ...steps).leaks).toEqual(['controlHandle', 'queryHandle'])
    expect(outcomeOf({}, ...steps, [90, 'close']).leaks).toEqual(['queryHandle'])
    expect(outcomeOf({}, ...steps, [90, 'close'], [90, 'close', { handle: 'query' }]).leaks).toEqual([])
  })

  it('log calls are not checked by the method, only by the runtime', () => {
    const steps: ShortStep[] = [control, [100, 'close'], [105, 'clearLog']]

    expect(returns({}, ...steps)).toEqual([
      [120, 'close#1', ok],
      [225, 'clearLog#1', ok],
    ])
    expect(returns({ validation: 'runtime' }, ...steps)).toEqual([
      [120, 'close#1', ok],
      [125, 'clearLog#1', badHandle],
    ])
    expect(milestonesOf(runSteps(model, {}, steps), 1)).toEqual([
      [215, 'stopped'],
      [215, 'released'],
      [225, 'settled'],
    ])
  })

  it('other calls are', () => {
    const steps = (read: string): ShortStep[] => [
      [100, 'close', { handle: read.startsWith('query') ? 'query' : 'subscription' }],
      [105, read],
    ]

    expect(returns({}, query, ...steps('querySeek'))[1]).toEqual([125, 'querySeek#1', badParameter])
    expect(returns({}, pull, ...steps('subscriptionNext'))[1]).toEqual([125, 'subscriptionNext#1', badParameter])
    expect(returns({ validation: 'runtime' }, query, ...steps('queryNext'))[1]).toEqual([125, 'queryNext#1', badHandle])
  })

  it('without memory there is none', () => {
    expect(
      returns(
        {},
        [5, 'outOfMemory'],
        [10, 'registerLogQuery'],
        [11, 'registerSubscription'],
        [12, 'registerControllableOperation'],
        [50, 'queryNext'],
      ),
    ).toEqual([
      [30, 'registerLogQuery#1', 'ERROR_OUTOFMEMORY'],
      [31, 'registerSubscription#1', 'ERROR_OUTOFMEMORY'],
      [32, 'registerControllableOperation#1', 'ERROR_OUTOFMEMORY'],
      [50, 'queryNext#1', nullHandle],
    ])
    expect(returns({}, [5, 'outOfMemory'], [10, 'registerLogQuery'], [15, 'memoryBack'], [50, 'queryNext'])[1]).toEqual(
      [170, 'queryNext#1', ok],
    )
  })
})

describe('cancel', () => {
  it('stops reads at once, and log calls when they look', () => {
    expect(outcomeOf({}, query, [30, 'querySeek'], [51, 'cancel']).milestones).toEqual({
      issued: 51,
      accepted: 71,
      noticed: 61,
      stopped: 61,
      settled: 71,
    })
    for (const log of ['clearLog', 'exportLog', 'localizeExportLog'])
      expect(outcomeOf({}, control, [30, log], [51, 'cancel']).milestones).toEqual({
        issued: 51,
        accepted: 71,
        noticed: 65,
        stopped: 65,
        settled: 75,
      })
  })

  it('a look on the tick on which the flag is set sees it, if the cancel was sent before the look was planned', () => {
    expect(outcomeOf({}, control, [30, 'clearLog'], [55, 'cancel']).milestones.noticed).toBe(90)
    expect(
      outcomeOf({ linkTicks: 30, pollTicks: 20 }, control, [70, 'clearLog'], [90, 'cancel']).milestones.noticed,
    ).toBe(120)
    expect(
      outcomeOf({ linkTicks: 30, pollTicks: 20 }, control, [70, 'clearLog'], [110, 'cancel']).milestones.noticed,
    ).toBe(140)
  })

  it('work that is done on a tick is done, even if the flag is looked at on that tick', () => {
    expect(outcomeOf({}, control, [30, 'clearLog'], [129, 'cancel'])).toEqual(
      outcome(ok, ok, { issued: 129, accepted: 149, stopped: 140, settled: 150 }, ['controlHandle']),
    )
    expect(outcomeOf({ pollTicks: 100 }, control, [30, 'clearLog'], [50, 'cancel']).settle).toEqual(coded(ok))
    expect(outcomeOf({ pollTicks: 99 }, control, [30, 'clearLog'], [50, 'cancel']).settle).toEqual(coded(cancelled))
  })

  it('what was scheduled first happens first where the cancel arrives when the read ends', () => {
    expect(outcomeOf({}, query, [30, 'queryNext'], [129, 'cancel']).settle).toEqual(coded(cancelled))
    expect(outcomeOf({}, query, [30, 'queryNext'], [130, 'cancel']).settle).toEqual(coded(ok))
    expect(outcomeOf({ linkTicks: 50, workTicks: 20 }, query, [110, 'queryNext'], [130, 'cancel']).settle).toEqual(
      coded(cancelled),
    )
  })

  it('of what was cancelled is success, and changes nothing', () => {
    const trace = runSteps(model, {}, [control, [30, 'clearLog'], [45, 'cancel'], [56, 'serverBusy'], [50, 'cancel']])

    expect(returnsOf(trace)).toEqual([
      [65, 'cancel#1', ok],
      [70, 'cancel#2', ok],
      [75, 'clearLog#1', cancelled],
    ])
    expect(clausesOf(trace, 'cancel#2')).toEqual(['EV-07', 'EV-14', 'EV-10'])
  })

  it('with nothing outstanding is success, even on a busy server, and sets the flag if it is to', () => {
    const steps: ShortStep[] = [control, [25, 'serverBusy'], [30, 'cancel'], [60, 'clearLog']]

    expect(returns({}, ...steps)).toEqual([
      [50, 'cancel#1', ok],
      [80, 'clearLog#1', cancelled],
    ])
    expect(returns({ setFlagWhenIdle: false }, ...steps)).toEqual([
      [50, 'cancel#1', ok],
      [180, 'clearLog#1', ok],
    ])
  })

  it('on a busy server does nothing', () => {
    const steps: ShortStep[] = [control, [30, 'clearLog'], [45, 'serverBusy'], [50, 'cancel'], [200, 'exportLog']]

    expect(returns({}, ...steps)).toEqual([
      [70, 'cancel#1', cancelled],
      [150, 'clearLog#1', ok],
      [320, 'exportLog#1', ok],
    ])
    expect(returns({ busyCode: 'other' }, ...steps)[0]).toEqual([70, 'cancel#1', 'other'])
  })

  it('ends every call that starts under its flag, of whatever kind', () => {
    for (const [register, call, kind] of [
      [query, 'queryNext', {}],
      [query, 'querySeek', {}],
      [push, 'subscriptionNextAsync', { stoppedCallCode: 'other' }],
      [pull, 'subscriptionNext', {}],
      [pull, 'subscriptionWaitAsync', {}],
      [control, 'clearLog', { stoppedCallCode: 'other' }],
      [control, 'exportLog', {}],
      [control, 'localizeExportLog', {}],
    ] as const)
      expect(returns(kind, register, [30, 'cancel'], [55, 'eventLogged'], [60, call])[1]).toEqual([
        80,
        `${call}#1`,
        'stoppedCallCode' in kind ? 'other' : cancelled,
      ])
  })

  it('stops everything under its handle and nothing else', () => {
    expect(
      returns(
        {},
        query,
        [30, 'queryNext'],
        [31, 'clearLog'],
        [35, 'registerSubscription'],
        [60, 'subscriptionNext'],
        [70, 'cancel'],
        [90, 'eventLogged'],
      ),
    ).toEqual([
      [55, 'registerSubscription#1', ok],
      [90, 'subscriptionNext#1', cancelled],
      [90, 'cancel#1', ok],
      [150, 'queryNext#1', ok],
      [151, 'clearLog#1', ok],
    ])
  })

  it('aims at the last operation under its handle, else at the last one, else at the first', () => {
    const aimOf = (...steps: ShortStep[]): string[] =>
      runSteps(model, {}, steps).events.flatMap((event) =>
        event.kind === 'milestone' && event.name === 'issued' ? [`${event.operation}`] : [],
      )
    const two: ShortStep[] = [
      query,
      [30, 'queryNext'],
      [31, 'querySeek'],
      [32, 'registerControllableOperation'],
      [60, 'clearLog'],
      [61, 'queryNext'],
    ]

    expect(aimOf([5, 'cancel'])).toEqual(['1'])
    expect(aimOf(...two, [70, 'cancel'])).toEqual(['3'])
    expect(aimOf(...two, [70, 'cancel', { handle: 'query' }])).toEqual(['4'])
    expect(aimOf(...two, [70, 'cancel', { handle: 'forged' }])).toEqual(['4'])
    expect(aimOf(...two, [70, 'close'], [95, 'cancel'])).toEqual(['4'])
    expect(aimOf(...two, [70, 'close'], [95, 'cancel', { handle: 'closed' }])).toEqual(['3'])
    expect(aimOf(...two, [70, 'registerControllableOperation'], [95, 'cancel'])).toEqual(['4'])
  })

  it('counts operations that were refused', () => {
    expect(outcomeOf({}, pull, [30, 'subscriptionNextAsync'], [60, 'cancel'])).toEqual(
      outcome(ok, badOperation, { issued: 60, accepted: 80, settled: 50 }, ['controlHandle', 'subscriptionHandle']),
    )
  })
})

describe('what is passed and what comes back', () => {
  it('has the names of the document', () => {
    const { events } = runSteps(model, {}, [
      query,
      [30, 'queryNext'],
      [60, 'cancel'],
      [90, 'close', { handle: 'query' }],
    ])
    const calls = events.flatMap((event) => (event.kind === 'call' ? [[event.op, event.args]] : []))
    const returned = events.flatMap((event) => (event.kind === 'return' ? [[event.op, event.out]] : []))

    expect(calls).toEqual([
      ['registerLogQuery', {}],
      ['queryNext', { logQuery: 'query#1' }],
      ['cancel', { handle: 'control#1' }],
      ['close', { handle: 'query#1' }],
    ])
    expect(returned[0]).toEqual(['registerLogQuery', { handle: 'query#1', opControl: 'control#1' }])
  })
})

describe('who goes away', () => {
  const work: readonly ShortStep[] = [control, [30, 'exportLog']]

  it('a client that leaves hears nothing, calls nobody, and is not cancelled for', () => {
    const trace = runSteps(model, {}, [...work, [60, 'leave'], [70, 'cancel'], [80, 'leave']])
    expect(trace.events.filter(({ t, kind }) => t >= 60 && ['return', 'settle'].includes(kind))).toEqual([])
    expect([trace.outcome.spentForNobody, trace.outcome.milestones.stopped]).toEqual([80, 140])
  })

  it('what a lost connection stops beside waits is a choice', () => {
    const stopped = (knobs: Args, ...steps: ShortStep[]): number | undefined =>
      outcomeOf(knobs, ...steps, [60, 'dropLink']).milestones.stopped

    expect(stopped({}, ...work)).toBe(140)
    expect(stopped({ linkLoss: 'workStops' }, ...work)).toBe(60)
    expect(stopped({}, query, [30, 'queryNext'])).toBe(140)
    expect(stopped({}, pull, [30, 'subscriptionNext'])).toBe(60)
  })

  it('a file that is half-written is gone when the export gives up', () => {
    const { events } = runSteps(model, {}, [...work, [50, 'cancel']])
    expect(
      events.flatMap((event) => (event.kind === 'resource' && event.name === 'file' ? [[event.t, event.held]] : [])),
    ).toEqual([
      [40, 1],
      [65, 0],
    ])
  })

  it('a service that restarts knows no handle of before, whoever checks handles', () => {
    const steps: ShortStep[] = [
      control,
      [30, 'clearLog'],
      [50, 'serviceRestarts'],
      [60, 'clearLog'],
      [90, 'registerControllableOperation'],
      [120, 'clearLog'],
    ]
    const expected = [
      [50, 'clearLog#1', failed],
      [80, 'clearLog#2', badHandle],
      [110, 'registerControllableOperation#2', ok],
      [240, 'clearLog#3', ok],
    ]
    expect(returns({}, ...steps)).toEqual(expected)
    expect(returns({ validation: 'runtime' }, ...steps)).toEqual(expected)
  })

  it('what is on its way when the service restarts is lost, both ways', () => {
    expect(returns({}, control, [30, 'cancel'], [35, 'serviceRestarts'])).toEqual([[35, 'cancel#1', failed]])
    expect(returns({}, control, [30, 'cancel'], [45, 'serviceRestarts'])).toEqual([[45, 'cancel#1', failed]])
  })

  it('a clear that is done makes queries stale, a cancelled one does not', () => {
    const after = (...steps: ShortStep[]): unknown =>
      returns({}, query, [30, 'clearLog'], ...steps, [200, 'registerLogQuery'], [230, 'queryNext']).at(-1)
    const read = (...steps: ShortStep[]): unknown =>
      returns({ setFlagWhenIdle: false }, query, [30, 'clearLog'], ...steps, [200, 'queryNext']).at(-1)

    expect(read()).toEqual([220, 'queryNext#1', stale])
    expect(after()).toEqual([350, 'queryNext#1', ok])
  })
})

describe('what is held', () => {
  it('an operation is released when its call is over and both its handles are closed', () => {
    const released = (...steps: ShortStep[]): number | undefined =>
      outcomeOf({}, query, [30, 'queryNext'], ...steps).milestones.released

    expect(released([60, 'cancel'])).toBeUndefined()
    expect(released([60, 'cancel'], [200, 'close'])).toBeUndefined()
    expect(released([60, 'close', { handle: 'query' }])).toBeUndefined()
    expect(released([60, 'close'], [200, 'close', { handle: 'query' }])).toBe(210)
    expect(released([60, 'close', { handle: 'query' }], [200, 'close'])).toBe(210)
    expect(released([60, 'close'], [65, 'close', { handle: 'query' }])).toBe(140)
  })

  it('a handle is counted once, however many operations were started under it', () => {
    const trace = runSteps(model, {}, [
      query,
      [30, 'queryNext'],
      [31, 'queryNext'],
      [190, 'close', { handle: 'query' }],
      [200, 'close'],
    ])
    const counted = trace.events.flatMap((event) =>
      event.kind === 'resource' && event.name === 'controlHandle' ? [[event.t, event.held]] : [],
    )
    const released = trace.events.flatMap((event) =>
      event.kind === 'milestone' && event.name === 'released' ? [[event.t, event.operation]] : [],
    )

    expect(counted).toEqual([
      [10, 1],
      [210, 0],
    ])
    expect(released).toEqual([
      [210, 1],
      [210, 2],
    ])
  })

  it('a call that nothing ends is held for ever', () => {
    expect(outcomeOf({}, pull, [30, 'subscriptionNext'])).toEqual(
      outcome(null, null, {}, ['call', 'controlHandle', 'subscriptionHandle']),
    )
  })
})

describe('subscriptions', () => {
  it('push and pull have calls of their own', () => {
    const calls = [
      [30, 'subscriptionNextAsync'],
      [31, 'subscriptionNext'],
      [32, 'subscriptionWaitAsync'],
      [60, 'eventLogged'],
    ] as const

    expect(returns({}, push, ...calls)).toEqual([
      [51, 'subscriptionNext#1', badOperation],
      [52, 'subscriptionWaitAsync#1', badOperation],
      [70, 'subscriptionNextAsync#1', ok],
    ])
    expect(returns({}, pull, ...calls)).toEqual([
      [50, 'subscriptionNextAsync#1', badOperation],
      [70, 'subscriptionNext#1', ok],
      [70, 'subscriptionWaitAsync#1', ok],
    ])
  })

  it('events since the registration count, and those before it do not', () => {
    expect(returns({}, pull, [10, 'eventLogged'], [30, 'subscriptionNext'])).toEqual([])
    expect(returns({}, pull, [11, 'eventLogged'], [30, 'subscriptionNext'])).toEqual([[50, 'subscriptionNext#1', ok]])
    expect(returns({}, pull, [30, 'subscriptionNext'], [40, 'eventLogged'])).toEqual([[50, 'subscriptionNext#1', ok]])
  })

  it('a read takes all events, a wait none', () => {
    expect(
      returns(
        {},
        pull,
        [25, 'eventLogged'],
        [26, 'eventLogged'],
        [30, 'subscriptionWaitAsync'],
        [31, 'subscriptionNext'],
        [32, 'subscriptionNext'],
      ),
    ).toEqual([
      [50, 'subscriptionWaitAsync#1', ok],
      [51, 'subscriptionNext#1', ok],
    ])
  })

  it('one event wakes every call that waits, on every subscription', () => {
    expect(
      returns(
        {},
        pull,
        [25, 'subscriptionNext'],
        [26, 'subscriptionNext'],
        [27, 'registerSubscription', { mode: 'push' }],
        [50, 'subscriptionNextAsync'],
        [80, 'eventLogged'],
        [85, 'subscriptionNextAsync'],
      ),
    ).toEqual([
      [47, 'registerSubscription#2', ok],
      [90, 'subscriptionNext#1', ok],
      [90, 'subscriptionNext#2', ok],
      [90, 'subscriptionNextAsync#1', ok],
    ])
  })

  it('events that wake only waits stay', () => {
    expect(returns({}, pull, [25, 'subscriptionWaitAsync'], [50, 'eventLogged'], [60, 'subscriptionNext'])).toEqual([
      [60, 'subscriptionWaitAsync#1', ok],
      [80, 'subscriptionNext#1', ok],
    ])
  })

  it('a closed one still wakes the call that waits', () => {
    expect(
      returns({}, pull, [25, 'subscriptionNext'], [50, 'close', { handle: 'subscription' }], [80, 'eventLogged']),
    ).toEqual([
      [70, 'close#1', ok],
      [90, 'subscriptionNext#1', ok],
    ])
  })
})

describe('a single connection', () => {
  const one = { multiplex: false }

  it('carries a call when the one before has been answered', () => {
    expect(returns(one, query, [30, 'queryNext'], [31, 'cancel'], [32, 'close'])).toEqual([
      [150, 'queryNext#1', ok],
      [170, 'cancel#1', ok],
      [190, 'close#1', ok],
    ])
  })

  it('never carries the cancel of a wait that nothing ends', () => {
    expect(outcomeOf(one, pull, [30, 'subscriptionNext'], [60, 'cancel'])).toEqual(
      outcome(null, null, { issued: 60 }, ['call', 'controlHandle', 'subscriptionHandle']),
    )
  })

  it('a null handle waits for nothing', () => {
    expect(returns(one, control, [25, 'clearLog'], [30, 'queryNext'])).toEqual([
      [30, 'queryNext#1', nullHandle],
      [145, 'clearLog#1', ok],
    ])
  })
})

describe('one call at a time on a handle', () => {
  const serial = { serializeHandle: true }

  it('lets the cancel of a log call wait, and not that of a read', () => {
    expect(returns(serial, control, [30, 'clearLog'], [50, 'cancel'])).toEqual([
      [150, 'clearLog#1', ok],
      [150, 'cancel#1', ok],
    ])
    expect(returns(serial, query, [30, 'queryNext'], [50, 'cancel'])).toEqual([
      [70, 'queryNext#1', cancelled],
      [70, 'cancel#1', ok],
    ])
  })

  it('turns are taken in order', () => {
    expect(
      returns(serial, control, [30, 'clearLog'], [31, 'exportLog'], [32, 'cancel'], [33, 'localizeExportLog']),
    ).toEqual([
      [150, 'clearLog#1', ok],
      [250, 'exportLog#1', ok],
      [250, 'cancel#1', ok],
      [250, 'localizeExportLog#1', cancelled],
    ])
  })

  it('a read that gets its turn by a cancel starts under the flag', () => {
    expect(returns(serial, query, [30, 'queryNext'], [31, 'querySeek'], [50, 'cancel'])).toEqual([
      [70, 'queryNext#1', cancelled],
      [70, 'cancel#1', ok],
      [70, 'querySeek#1', cancelled],
    ])
  })

  it('the runtime checks before it lets wait, the method when the turn has come', () => {
    const steps: ShortStep[] = [
      control,
      [30, 'clearLog'],
      [31, 'close'],
      [32, 'cancel'],
      [33, 'cancel', { handle: 'forged' }],
    ]

    expect(returns({ ...serial, validation: 'runtime' }, ...steps)).toEqual([
      [53, 'cancel#2', badHandle],
      [150, 'clearLog#1', ok],
      [150, 'close#1', ok],
      [150, 'cancel#1', badParameter],
    ])
    expect(returns({ ...serial, validation: 'table' }, ...steps)).toEqual([
      [53, 'cancel#2', badParameter],
      [150, 'clearLog#1', ok],
      [150, 'close#1', ok],
      [150, 'cancel#1', badParameter],
    ])
  })
})

describe('a lost connection', () => {
  it('fails what is outstanding and refuses what comes later; what works on holds nothing but its call', () => {
    const trace = runSteps(model, {}, [
      query,
      [30, 'queryNext'],
      [31, 'clearLog'],
      [60, 'cancel'],
      [65, 'dropLink'],
      [70, 'cancel'],
      [75, 'registerLogQuery'],
    ])

    expect(returnsOf(trace)).toEqual([
      [65, 'queryNext#1', failed],
      [65, 'clearLog#1', failed],
      [65, 'cancel#1', failed],
      [70, 'cancel#2', unavailable],
      [75, 'registerLogQuery#2', unavailable],
    ])
    expect(trace.outcome).toEqual(outcome(failed, failed, { issued: 60, stopped: 141, settled: 65, released: 141 }))
  })

  it('loses what is on its way in both directions', () => {
    expect(returns({}, control, [30, 'close'], [45, 'dropLink'], [60, 'cancel'])).toEqual([
      [45, 'close#1', failed],
      [60, 'cancel#1', unavailable],
    ])
    expect(outcomeOf({}, control, [5, 'dropLink'], [60, 'clearLog'])).toEqual(
      outcome(null, nullHandle, { settled: 60 }),
    )
  })

  it('fails calls that wait for the connection or for a handle', () => {
    expect(returns({ multiplex: false }, query, [30, 'queryNext'], [31, 'cancel'], [65, 'dropLink'])).toEqual([
      [65, 'queryNext#1', failed],
      [65, 'cancel#1', failed],
    ])
    expect(
      returns(
        { serializeHandle: true },
        control,
        [30, 'clearLog'],
        [31, 'cancel'],
        [65, 'dropLink'],
        [70, 'eventLogged'],
      ),
    ).toEqual([
      [65, 'clearLog#1', failed],
      [65, 'cancel#1', failed],
    ])
  })

  it('is for good', () => {
    expect(returns({}, control, [65, 'dropLink'], [66, 'dropLink'], [70, 'clearLog'])).toEqual([
      [70, 'clearLog#1', unavailable],
    ])
  })
})
