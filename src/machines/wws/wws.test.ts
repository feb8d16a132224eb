import { describe, expect, it } from 'vitest'
import type { Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { builtIn, runSteps, type ShortStep } from '../testing.ts'
import { wws } from './index.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>

const coded = (code: string): { code: string; value: string } => ({ code, value: model.codes[code] ?? '' })

/** An outcome in short: what is not named is empty. */
const outcome = (
  cancel: string | null,
  settle: string | null,
  milestones: Outcome['milestones'],
  leaks: readonly string[] = [],
  unsupported: readonly string[] = [],
  spentForNobody = 0,
): Outcome => ({
  cancel: cancel === null ? null : coded(cancel),
  settle: settle === null ? null : coded(settle),
  lateResults: 0,
  milestones,
  leaks,
  spentForNobody,
  unsupported,
})

const ok = 'S_OK'
const disconnected = 'WS_E_ENDPOINT_DISCONNECTED'
const aborted = 'WS_E_OPERATION_ABORTED'
const timedOut = 'WS_E_OPERATION_TIMED_OUT'
const abandoned = 'WS_E_OPERATION_ABANDONED'
const invalid = 'WS_E_INVALID_OPERATION'

const hostAbort: Args = { by: 'hostAbort' }
const clientAbort: Args = { by: 'clientAbort' }
const channelFault: Args = { by: 'channelFault' }

/** A run that begins with a call at tick 0. */
const called = (knobs: Args, ...steps: ShortStep[]): Trace => runSteps(model, knobs, [[0, 'call'], ...steps])

/** Returns of calls of this name, as [tick, code]. */
const returnsOf = (trace: Trace, op: string): (readonly [number, string])[] =>
  trace.events.flatMap((event) => (event.kind === 'return' && event.op === op ? [[event.t, event.code] as const] : []))

/** Ticks at which a call of this name begins. */
const callsOf = (trace: Trace, op: string): number[] =>
  trace.events.flatMap((event) => (event.kind === 'call' && event.op === op ? [event.t] : []))

/** What calls of this name pass. */
const argsOf = (trace: Trace, op: string): unknown[] =>
  trace.events.flatMap((event) => (event.kind === 'call' && event.op === op ? [event.args] : []))

/** What came back from calls of this name beside the code. */
const outsOf = (trace: Trace, op: string): unknown[] =>
  trace.events.flatMap((event) => (event.kind === 'return' && event.op === op ? [event.out] : []))

/** Beginnings and ends of calls of these names, in the order of the trace. */
const orderOf = (trace: Trace, ...ops: readonly string[]): string[] =>
  trace.events.flatMap((event) =>
    (event.kind === 'call' || event.kind === 'return') && ops.includes(event.op) ? [`${event.kind} ${event.op}`] : [],
  )

/** States that an actor has gone through, with the ticks at which it came there. */
const pathOf = (trace: Trace, actor: string): (readonly [number, string])[] =>
  trace.events.flatMap((event) =>
    event.kind === 'state' && event.actor === actor ? [[event.t, event.to] as const] : [],
  )

const stoppedAt = (trace: Trace): number | undefined => trace.outcome.milestones.stopped

describe('built-in scenarios', () => {
  const expected: Record<string, Outcome> = {
    'told-at-once-gone-much-later': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      noticed: 160,
      stopped: 240,
      settled: 170,
      released: 240,
    }),
    'nobody-told-the-operation': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      stopped: 310,
      settled: 170,
      released: 310,
    }),
    'callback-before-the-return': outcome(ok, disconnected, {
      issued: 45,
      accepted: 45,
      noticed: 70,
      stopped: 85,
      settled: 55,
      released: 85,
    }),
    'cancelled-before-it-could-ask': outcome(ok, disconnected, {
      issued: 15,
      accepted: 15,
      noticed: 34,
      stopped: 49,
      settled: 25,
      released: 49,
    }),
    'cut-off-on-the-way': outcome(ok, disconnected, { issued: 5, accepted: 5, settled: 15 }),
    'told-on-another-thread': outcome(ok, disconnected, {
      issued: 15,
      accepted: 15,
      noticed: 34,
      stopped: 49,
      settled: 25,
      released: 49,
    }),
    'too-late-to-register': outcome(ok, disconnected, {
      issued: 32,
      accepted: 32,
      stopped: 334,
      settled: 42,
      released: 334,
    }),
    'first-reason-wins': outcome(null, disconnected, {
      issued: 100,
      noticed: 100,
      stopped: 160,
      settled: 110,
      released: 160,
    }),
    'client-hangs-up': outcome(
      null,
      aborted,
      { issued: 160, noticed: 170, stopped: 185, settled: 160, released: 185 },
      [],
      [],
      25,
    ),
    'abandoned-is-not-cancelled': outcome(null, abandoned, { stopped: 334, settled: 100, released: 334 }, [], [], 234),
    'registered-twice': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      noticed: 160,
      stopped: 175,
      settled: 170,
      released: 175,
    }),
    'registered-nothing': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      stopped: 334,
      settled: 170,
      released: 334,
    }),
    'no-memory-to-be-told': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      stopped: 334,
      settled: 170,
      released: 334,
    }),
    'nobody-frees-the-state': outcome(
      ok,
      disconnected,
      { issued: 160, accepted: 160, noticed: 160, stopped: 175, settled: 170 },
      ['userState'],
    ),
    'dead-context': outcome(
      ok,
      ok,
      { issued: 160, accepted: 160, stopped: 110, settled: 120, released: 110 },
      [],
      ['WS-03'],
    ),
    'close-becomes-an-abort': outcome(null, disconnected, { noticed: 160, stopped: 200, settled: 170, released: 200 }),
    'told-and-works-on': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      noticed: 160,
      stopped: 334,
      settled: 170,
      released: 334,
    }),
    'answer-overtakes-the-abort': outcome(ok, ok, {
      issued: 340,
      accepted: 340,
      stopped: 334,
      settled: 344,
      released: 334,
    }),
    'one-abort-two-calls': outcome(ok, disconnected, {
      issued: 110,
      accepted: 110,
      noticed: 120,
      stopped: 135,
      settled: 120,
      released: 135,
    }),
    'told-why': outcome(null, disconnected, {
      issued: 110,
      noticed: 110,
      stopped: 170,
      settled: 120,
      released: 170,
    }),
    'ctrl-c-stops-nobody': outcome(null, null, { stopped: 310, released: 310 }, [], [], 210),
    'gone-and-nobody-noticed': outcome(null, null, { stopped: 334, released: 334 }, [], [], 234),
    'the-client-lost-its-patience': outcome(null, timedOut, { stopped: 334, settled: 100, released: 334 }, [], [], 234),
    'two-slow-handlers': outcome(ok, disconnected, {
      issued: 160,
      accepted: 210,
      noticed: 160,
      stopped: 175,
      settled: 170,
      released: 210,
    }),
    'freed-too-early': outcome(null, ok, { stopped: 334, settled: 344, released: 334 }, [], ['WS-24']),
    'handler-waits-for-itself': outcome(null, disconnected, { issued: 160, noticed: 160, stopped: 175, settled: 170 }, [
      'call',
      'userState',
    ]),
    'stop-in-the-handler': outcome(
      null,
      aborted,
      { issued: 160, noticed: 170, stopped: 185, settled: 160 },
      ['call', 'userState'],
      [],
      25,
    ),
    'slow-handler': outcome(ok, disconnected, {
      issued: 160,
      accepted: 250,
      noticed: 160,
      stopped: 175,
      settled: 170,
      released: 250,
    }),
    'open-session-keeps-the-host': outcome(null, ok, { stopped: 334, settled: 344, released: 334 }),
    'closed-twice': outcome(null, ok, { stopped: 334, settled: 344, released: 334 }),
    'registered-for-no-call': outcome(ok, disconnected, {
      issued: 160,
      accepted: 160,
      stopped: 310,
      settled: 170,
      released: 310,
    }),
  }

  it.each(wws.scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
    expect(run(model, builtIn(wws, scenario)).outcome).toEqual(expected[id])
  })

  it('all are pinned, under names of their own', () => {
    expect(wws.scenarios.map(({ id }) => id)).toEqual(Object.keys(expected))
    expect(new Set(wws.scenarios.map(({ title }) => title)).size).toBe(wws.scenarios.length)
  })

  it('reach every code', () => {
    const events = wws.scenarios.flatMap((scenario) => run(model, builtIn(wws, scenario)).events)
    const reached = events.flatMap((event) => (event.kind === 'return' || event.kind === 'settle' ? [event.code] : []))

    expect(Object.keys(wws.document.codes).filter((code) => !reached.includes(code))).toEqual([])
  })

  it('show what the titles promise', () => {
    const traceOf = (id: string): Trace => {
      const scenario = wws.scenarios.find((candidate) => candidate.id === id)
      if (scenario === undefined) throw new Error(`no scenario ${id}`)
      return run(model, builtIn(wws, scenario))
    }

    expect(returnsOf(traceOf('told-at-once-gone-much-later'), 'closeHost')).toEqual([[240, ok]])
    expect(returnsOf(traceOf('nobody-told-the-operation'), 'closeHost')).toEqual([[310, ok]])
    expect(returnsOf(traceOf('callback-before-the-return'), 'register')).toEqual([[70, ok]])
    expect(returnsOf(traceOf('cancelled-before-it-could-ask'), 'register')).toEqual([[34, ok]])
    const inOrder = (id: string): string[] =>
      traceOf(id).events.flatMap((event) =>
        event.kind === 'return' && ['register', 'cancelCallback'].includes(event.op) ? [event.op] : [],
      )
    expect(inOrder('cancelled-before-it-could-ask')).toEqual(['cancelCallback', 'register'])
    expect(inOrder('told-on-another-thread')).toEqual(['register', 'cancelCallback'])
    expect(returnsOf(traceOf('too-late-to-register'), 'register')).toEqual([[34, aborted]])
    expect(callsOf(traceOf('first-reason-wins'), 'cancelCallback')).toEqual([100])
    expect(returnsOf(traceOf('registered-twice'), 'register')).toEqual([
      [34, ok],
      [38, invalid],
    ])
    expect(returnsOf(traceOf('registered-nothing'), 'register')).toEqual([[34, 'E_INVALIDARG']])
    expect(returnsOf(traceOf('no-memory-to-be-told'), 'register')).toEqual([[34, 'E_OUTOFMEMORY']])
    expect(returnsOf(traceOf('dead-context'), 'register')).toEqual([[134, invalid]])
    expect(returnsOf(traceOf('close-becomes-an-abort'), 'closeHost')).toEqual([[200, 'WS_E_OPERATION_TIMED_OUT']])
    expect(returnsOf(traceOf('told-and-works-on'), 'closeHost')).toEqual([[334, 'WS_E_OPERATION_TIMED_OUT']])
    expect(callsOf(traceOf('one-abort-two-calls'), 'cancelCallback')).toEqual([110, 120])
    expect(argsOf(traceOf('told-why'), 'cancelCallback')).toEqual([
      { reason: 'WS_SERVICE_CHANNEL_FAULTED', state: 'state of operation 2' },
      { reason: 'WS_SERVICE_HOST_ABORT', state: 'state of operation 1' },
    ])
    expect(callsOf(traceOf('gone-and-nobody-noticed'), 'cancelCallback')).toEqual([])
    // The close is under way for ever, and so is the abort that waits for the callback.
    expect(callsOf(traceOf('handler-waits-for-itself'), 'closeHost')).toEqual([160])
    expect(returnsOf(traceOf('handler-waits-for-itself'), 'closeHost')).toEqual([])
    expect(returnsOf(traceOf('handler-waits-for-itself'), 'cancelCallback')).toEqual([])
    expect(callsOf(traceOf('stop-in-the-handler'), 'abortHost')).toEqual([170])
    expect(returnsOf(traceOf('stop-in-the-handler'), 'abortHost')).toEqual([])
    expect(returnsOf(traceOf('slow-handler'), 'cancelCallback')).toEqual([[250, ok]])
    expect(returnsOf(traceOf('slow-handler'), 'cancel')).toEqual([[250, ok]])
    expect(returnsOf(traceOf('open-session-keeps-the-host'), 'closeHost')).toEqual([[480, ok]])
    expect(returnsOf(traceOf('closed-twice'), 'closeHost')).toEqual([
      [100, invalid],
      [334, ok],
    ])
    expect(returnsOf(traceOf('registered-for-no-call'), 'register')).toEqual([[64, 'E_INVALIDARG']])
    expect(outsOf(traceOf('registered-for-no-call'), 'register')).toEqual([{ error: ['there is no context'] }])
  })
})

describe('a call', () => {
  it('is dispatched, registers, works and returns', () => {
    const trace = called({})

    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 334, settled: 344, released: 334 }))
    expect(callsOf(trace, 'register')).toEqual([30])
    expect(returnsOf(trace, 'register')).toEqual([[34, ok]])
    expect(returnsOf(trace, 'call')).toEqual([[344, ok]])
    expect(pathOf(trace, 'app#1')[0]).toEqual([10, 'running.body.entered,running.told.no'])
  })

  it.each([
    ['once', 334],
    ['never', 310],
    ['twice', 338],
    ['afterCompletion', 310],
    ['nullCallback', 334],
  ])('begins its work when its own registration has returned: %s', (registers, stopped) => {
    expect(stoppedAt(called({ registers }))).toBe(stopped)
  })

  it('does the same asynchronously', () => {
    const knobs = { operation: 'async' }

    expect(called(knobs).outcome).toEqual(called({}).outcome)
    expect(called(knobs, [160, 'cancel']).outcome).toEqual(called({}, [160, 'cancel']).outcome)
  })

  it('takes its time over a slower link and with other times', () => {
    const trace = called({ linkTicks: 100, registerTicks: 5, registerDuration: 0, workTicks: 7 })

    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 112, settled: 212, released: 112 }))
  })

  it('takes no time over a link that takes none', () => {
    expect(called({ linkTicks: 0, registerTicks: 0, registerDuration: 0, workTicks: 1 }).outcome).toEqual(
      outcome(null, ok, { stopped: 1, settled: 1, released: 1 }),
    )
  })

  it('that finishes is the newest one', () => {
    const trace = called({}, [20, 'call'], [100, 'finish'])

    expect(pathOf(trace, 'app#2').at(-1)).toEqual([100, 'over.returned'])
    expect(pathOf(trace, 'app#1').at(-1)).toEqual([334, 'over.returned'])
  })

  it('finishes before it has registered', () => {
    const trace = called({}, [15, 'finish'])

    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 15, settled: 25, released: 15 }))
    expect(callsOf(trace, 'register')).toEqual([])
  })

  it('cannot return from inside its own registering call', () => {
    expect(called({}, [32, 'finish']).outcome).toEqual(outcome(null, ok, { stopped: 34, settled: 44, released: 34 }))
  })

  it('is not finished before it was called or dispatched, nor twice', () => {
    expect(runSteps(model, {}, [[0, 'finish']]).outcome).toEqual(outcome(null, null, {}))
    expect(stoppedAt(called({}, [5, 'finish']))).toBe(334)
    expect(called({}, [100, 'finish'], [105, 'finish']).outcome).toEqual(
      outcome(null, ok, { stopped: 100, settled: 110, released: 100 }),
    )
  })
})

describe('the race of registration and cancel', () => {
  // Dispatched at 10, registering from 30 to 34.
  it.each([
    [11, 34, 'before'],
    [29, 34, 'before'],
    [30, 34, 'on the tick on which it begins'],
    [33, 34, 'during'],
    [34, 34, 'on the tick on which it returns'],
    [35, 35, 'after'],
    [200, 200, 'long after'],
  ])('a cancel at %i runs the callback at %i: %s', (at, noticed) => {
    const trace = called({}, [at, 'cancel'])

    expect(trace.outcome).toEqual(
      outcome(ok, disconnected, {
        issued: at,
        accepted: at,
        noticed,
        stopped: noticed + 15,
        settled: at + 10,
        released: noticed + 15,
      }),
    )
    expect(callsOf(trace, 'cancelCallback')).toEqual([noticed])
    expect(returnsOf(trace, 'register')).toEqual([[34, ok]])
  })

  it('the callback runs inside the registering call, or on another thread beside its end', () => {
    const order = (registerAfterDecision: string): string[] =>
      orderOf(called({ registerAfterDecision }, [32, 'cancel']), 'register', 'cancelCallback', 'freeStateCallback')

    expect(order('inlineThenOk')).toEqual([
      'call register',
      'call cancelCallback',
      'return cancelCallback',
      'return register',
      'call freeStateCallback',
      'return freeStateCallback',
    ])
    expect(order('otherThreadThenOk')).toEqual([
      'call register',
      'call cancelCallback',
      'return register',
      'return cancelCallback',
      'call freeStateCallback',
      'return freeStateCallback',
    ])
  })

  it('the state is not freed while the callback beside still runs', () => {
    const trace = called({ registerAfterDecision: 'otherThreadThenOk' }, [32, 'cancel'], [33, 'finish'])

    expect(orderOf(trace, 'register', 'cancelCallback', 'freeStateCallback').slice(1, 5)).toEqual([
      'call cancelCallback',
      'return register',
      'return cancelCallback',
      'call freeStateCallback',
    ])
    expect(stoppedAt(trace)).toBe(34)
  })

  it.each([
    [20, 'before'],
    [30, 'on the tick on which it begins'],
    [33, 'during'],
    [34, 'on the tick on which it returns'],
  ])('or the registration fails, with a cancel at %i: %s', (at) => {
    const trace = called({ registerAfterDecision: 'failAborted' }, [at, 'cancel'])

    expect(trace.outcome).toEqual(
      outcome(ok, disconnected, { issued: at, accepted: at, stopped: 334, settled: at + 10, released: 334 }),
    )
    expect(returnsOf(trace, 'register')).toEqual([[34, aborted]])
    expect(callsOf(trace, 'cancelCallback')).toEqual([])
    expect(callsOf(trace, 'freeStateCallback')).toEqual([])
  })

  it('a registration that failed so can be tried again, and fails again', () => {
    const trace = called({ registerAfterDecision: 'failAborted' }, [32, 'cancel'], [50, 'register'])

    expect(returnsOf(trace, 'register')).toEqual([
      [34, aborted],
      [54, aborted],
    ])
  })

  it('an operation cannot return while a registration by command is under way on its thread', () => {
    const trace = called({ registers: 'never', registerDuration: 40 }, [300, 'register'])

    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 340, settled: 350, released: 340 }))
    expect(returnsOf(trace, 'register')).toEqual([[340, ok]])
    expect(callsOf(trace, 'freeStateCallback')).toEqual([340])
  })
})

describe('what cancels', () => {
  it('only the abort of the host is a call', () => {
    expect(called({}, [100, 'cancel', hostAbort]).outcome.cancel).toEqual(coded(ok))
    expect(called({}, [100, 'cancel', clientAbort]).outcome.cancel).toBeNull()
    expect(called({}, [100, 'cancel', channelFault]).outcome.cancel).toBeNull()
    expect(callsOf(called({}, [100, 'cancel', clientAbort]), 'cancel')).toEqual([])
  })

  it('an abort of the host gives reason 0, the other two give reason 1', () => {
    const cancelOf = (args: Args): string | undefined => pathOf(called({}, [100, 'cancel', args]), 'call#1').at(-2)?.[1]

    expect(cancelOf(hostAbort)).toBe('executing.cancel.hostAbort.notified,executing.registration.registered')
    expect(cancelOf(clientAbort)).toBe('executing.cancel.channelFaulted.notified,executing.registration.registered')
    expect(cancelOf(channelFault)).toBe('executing.cancel.channelFaulted.notified,executing.registration.registered')
  })

  it('the server learns of a client that hangs up when the link has brought it', () => {
    expect(called({ linkTicks: 50 }, [160, 'cancel', clientAbort]).outcome).toEqual(
      outcome(null, aborted, { issued: 160, noticed: 210, stopped: 225, settled: 160, released: 225 }, [], [], 65),
    )
  })

  it('a client that hangs up while its call is on its way has still called', () => {
    const trace = called({}, [5, 'cancel', clientAbort])

    // Dispatched at 10, cancelled at 15, told at the end of its registration.
    expect(trace.outcome).toEqual(
      outcome(null, aborted, { issued: 5, noticed: 34, stopped: 49, settled: 5, released: 49 }, [], [], 44),
    )
  })

  it.each([[hostAbort], [channelFault]])(
    'a call on its way is never dispatched from a channel that is gone: %o',
    (args) => {
      const trace = called({}, [5, 'cancel', args])
      const answer = args === hostAbort ? ok : null

      expect(trace.outcome).toEqual(
        outcome(answer, disconnected, { issued: 5, ...(answer === null ? {} : { accepted: 5 }), settled: 15 }),
      )
      expect(trace.events.flatMap((event) => (event.kind === 'drop' ? [[event.t, event.why]] : []))).toEqual([
        [10, 'the channel is gone: nothing is dispatched from it'],
      ])
    },
  )

  it('the first trigger wins, whatever the order', () => {
    const reasonOf = (first: Args, second: Args): (string | undefined)[] => {
      const trace = called({ reactTicks: 100 }, [100, 'cancel', first], [150, 'cancel', second])
      expect(callsOf(trace, 'cancelCallback')).toHaveLength(1)
      const reasons = pathOf(trace, 'call#1').flatMap(([, state]) =>
        state.includes('notified') ? [state.split('.')[2]] : [],
      )
      return [...new Set(reasons)]
    }

    expect(reasonOf(hostAbort, channelFault)).toEqual(['hostAbort'])
    expect(reasonOf(channelFault, hostAbort)).toEqual(['channelFaulted'])
    expect(reasonOf(clientAbort, hostAbort)).toEqual(['channelFaulted'])
    expect(reasonOf(hostAbort, clientAbort)).toEqual(['hostAbort'])
  })

  it('on the tick on which the news of a hung-up client arrives, a step comes first', () => {
    const trace = called({ reactTicks: 100 }, [100, 'cancel', clientAbort], [110, 'abortHost'])

    expect(pathOf(trace, 'call#1').at(-2)?.[1]).toBe(
      'executing.cancel.hostAbort.notified,executing.registration.registered',
    )
  })

  it('aborting the host cancels every call, the others only the newest', () => {
    const told = (args: Args): number[] => {
      const { events } = called({}, [50, 'call'], [160, 'cancel', args])
      return events.flatMap((event) =>
        event.kind === 'milestone' && event.name === 'noticed' ? [event.operation] : [],
      )
    }

    expect(told(hostAbort)).toEqual([1, 2])
    expect(told(clientAbort)).toEqual([2])
    expect(told(channelFault)).toEqual([2])
  })

  it('a cancel aims at the last call, and at the first where there was none', () => {
    expect(called({}, [50, 'call'], [160, 'cancel']).outcome.milestones).toEqual({
      issued: 160,
      accepted: 160,
      noticed: 160,
      stopped: 175,
      settled: 170,
      released: 175,
    })
    expect(runSteps(model, {}, [[7, 'cancel']]).outcome).toEqual(outcome(ok, null, { issued: 7, accepted: 7 }))
    expect(runSteps(model, {}, [[7, 'cancel', clientAbort]]).outcome).toEqual(outcome(null, null, { issued: 7 }))
    expect(runSteps(model, {}, [[7, 'cancel', channelFault]]).outcome).toEqual(outcome(null, null, { issued: 7 }))
  })

  it('a client or a channel that is not there yet cannot be struck; an aborted host stays so', () => {
    const before = (args: Args): Outcome =>
      runSteps(model, {}, [
        [0, 'cancel', args],
        [10, 'call'],
      ]).outcome

    expect(before(clientAbort)).toEqual(outcome(null, ok, { issued: 0, stopped: 344, settled: 354, released: 344 }))
    expect(before(channelFault)).toEqual(outcome(null, ok, { issued: 0, stopped: 344, settled: 354, released: 344 }))
    expect(before(hostAbort)).toEqual(outcome(ok, disconnected, { issued: 0, accepted: 0, settled: 30 }))
  })

  it('nothing is left to cancel after completion', () => {
    for (const args of [hostAbort, clientAbort, channelFault]) {
      const isCall = args === hostAbort
      expect(called({}, [400, 'cancel', args]).outcome).toEqual(
        outcome(isCall ? ok : null, ok, {
          issued: 400,
          ...(isCall ? { accepted: 400 } : {}),
          stopped: 334,
          settled: 344,
          released: 334,
        }),
      )
    }
  })

  it('an answer on its way arrives after an abort of the host, but not at a client that has hung up', () => {
    expect(called({}, [340, 'cancel', hostAbort]).outcome.settle).toEqual(coded(ok))
    expect(called({}, [340, 'cancel', channelFault]).outcome.settle).toEqual(coded(ok))
    expect(called({}, [340, 'cancel', clientAbort]).outcome).toEqual(
      outcome(null, aborted, { issued: 340, stopped: 334, settled: 340, released: 334 }),
    )
  })

  it('on the tick on which the work is done, a step comes first', () => {
    expect(called({}, [334, 'cancel']).outcome).toEqual(
      outcome(ok, disconnected, {
        issued: 334,
        accepted: 334,
        noticed: 334,
        stopped: 334,
        settled: 344,
        released: 334,
      }),
    )
  })

  it('an operation returns when its work is done, even if it would have reacted later', () => {
    expect(stoppedAt(called({}, [330, 'cancel']))).toBe(334)
    expect(stoppedAt(called({}, [310, 'cancel']))).toBe(325)
    expect(stoppedAt(called({ cooperates: false }, [310, 'cancel']))).toBe(334)
  })

  it('a client that abandons cancels nothing, and can still hang up', () => {
    expect(called({}, [100, 'abandonCall'], [160, 'cancel', clientAbort]).outcome).toEqual(
      outcome(null, abandoned, { issued: 160, noticed: 170, stopped: 185, settled: 100, released: 185 }, [], [], 85),
    )
    expect(returnsOf(called({}, [100, 'abandonCall']), 'abandonCall')).toEqual([[100, ok]])
    expect(returnsOf(called({}, [100, 'abandonCall']), 'call')).toEqual([[100, abandoned]])
  })

  it('the newest call is the one that is abandoned', () => {
    const trace = called({}, [20, 'call'], [100, 'abandonCall'])

    expect(returnsOf(trace, 'call')).toEqual([
      [100, abandoned],
      [344, ok],
    ])
  })

  it('a call that is settled cannot be abandoned', () => {
    expect(called({}, [400, 'abandonCall']).outcome.settle).toEqual(coded(ok))
    expect(returnsOf(runSteps(model, {}, [[3, 'abandonCall']]), 'abandonCall')).toEqual([[3, ok]])
  })
})

describe('registrations', () => {
  it('a second one fails with the code that was chosen, and the first stands', () => {
    const trace = called({ registers: 'twice', doubleRegister: 'E_INVALIDARG' }, [160, 'cancel'])

    expect(returnsOf(trace, 'register')).toEqual([
      [34, ok],
      [38, 'E_INVALIDARG'],
    ])
    expect(callsOf(trace, 'cancelCallback')).toEqual([160])
    expect(callsOf(trace, 'freeStateCallback')).toEqual([175])
  })

  it('one that comes while another is under way is a second one', () => {
    const trace = called({}, [32, 'register'])

    expect(returnsOf(trace, 'register')).toEqual([
      [34, ok],
      [36, invalid],
    ])
    expect(stoppedAt(trace)).toBe(334)
  })

  it('one by command comes before the one that the operation makes itself', () => {
    const trace = called({}, [12, 'register', { freeState: 'null' }])

    expect(returnsOf(trace, 'register')).toEqual([
      [16, ok],
      [34, invalid],
    ])
    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 334, settled: 344 }, ['userState']))
  })

  it('without a callback they fail, also a second one', () => {
    expect(returnsOf(called({}, [100, 'register', { callback: 'null' }]), 'register')).toEqual([
      [34, ok],
      [104, 'E_INVALIDARG'],
    ])
  })

  it('before the dispatch there is no context to name', () => {
    expect(returnsOf(called({}, [9, 'register']), 'register')[0]).toEqual([13, 'E_INVALIDARG'])
    expect(returnsOf(runSteps(model, {}, [[0, 'register']]), 'register')).toEqual([[4, 'E_INVALIDARG']])
  })

  it('want of memory is looked at last', () => {
    const short = (...steps: ShortStep[]): (readonly [number, string])[] =>
      returnsOf(called({}, [0, 'outOfMemory'], ...steps), 'register')

    expect(short([5, 'register'])[0]).toEqual([9, 'E_INVALIDARG'])
    expect(short([12, 'register', { callback: 'null' }])[0]).toEqual([16, 'E_INVALIDARG'])
    expect(short([12, 'register'])).toEqual([
      [16, 'E_OUTOFMEMORY'],
      [34, 'E_OUTOFMEMORY'],
    ])
    expect(short([20, 'cancel'])).toEqual([[34, 'E_OUTOFMEMORY']])
    expect(short([25, 'memoryBack'], [60, 'outOfMemory'], [70, 'register'])).toEqual([
      [34, ok],
      [74, invalid],
    ])
    expect(short([350, 'register']).at(-1)).toEqual([354, invalid])
  })

  it('a registration that failed for want of memory can be made up for', () => {
    const trace = called(
      {},
      [20, 'outOfMemory'],
      [60, 'memoryBack'],
      [70, 'register', { freeState: 'given' }],
      [160, 'cancel'],
    )

    expect(trace.outcome).toEqual(
      outcome(ok, disconnected, {
        issued: 160,
        accepted: 160,
        noticed: 160,
        stopped: 175,
        settled: 170,
        released: 175,
      }),
    )
  })

  it.each([
    [invalid, [[334, invalid]]],
    ['silentOk', [[334, ok]]],
    ['crash', []],
  ] as const)('after completion they are not defined, whatever they show: %s', (afterCompletion, returns) => {
    const trace = called({ registers: 'afterCompletion', afterCompletion })

    expect(trace.outcome).toEqual(outcome(null, ok, { stopped: 310, settled: 320, released: 310 }, [], ['WS-03']))
    expect(callsOf(trace, 'register')).toEqual([330])
    expect(returnsOf(trace, 'register')).toEqual(returns)
  })

  it('after completion nothing else is looked at', () => {
    const trace = called({}, [400, 'register', { callback: 'null' }], [410, 'cancel'])

    expect(returnsOf(trace, 'register').at(-1)).toEqual([404, invalid])
    expect(trace.outcome.unsupported).toEqual(['WS-03'])
    expect(callsOf(trace, 'cancelCallback')).toEqual([])
  })
})

describe('what is passed', () => {
  it('WS-11: both callbacks get the state of the registration that stands', () => {
    const trace = called({ registers: 'twice' }, [100, 'register'], [160, 'cancel'])

    expect(argsOf(trace, 'register').map((args) => (args as { userState: unknown }).userState)).toEqual([
      'state of operation 1',
      'second state of operation 1',
      'state of register@1',
    ])
    expect(argsOf(trace, 'cancelCallback')).toEqual([
      { reason: 'WS_SERVICE_HOST_ABORT', state: 'state of operation 1' },
    ])
    expect(argsOf(trace, 'freeStateCallback')).toEqual([{ state: 'state of operation 1' }])
  })

  it.each([
    [hostAbort, 'WS_SERVICE_HOST_ABORT'],
    [clientAbort, 'WS_SERVICE_CHANNEL_FAULTED'],
    [channelFault, 'WS_SERVICE_CHANNEL_FAULTED'],
  ])('WS-10: the callback reads its reason: %o is %s', (args, reason) => {
    expect(argsOf(called({}, [160, 'cancel', args]), 'cancelCallback')).toEqual([
      { reason, state: 'state of operation 1' },
    ])
  })

  it('a registration passes what its page names', () => {
    expect(argsOf(called({ registers: 'nullCallback', freeState: false }), 'register')).toEqual([
      {
        context: 'operation 1',
        cancelCallback: null,
        freestateCallback: null,
        userState: 'state of operation 1',
        error: 'given',
      },
    ])
  })

  it('a state that is null is held by nobody, and both callbacks get it', () => {
    const trace = called(
      { registers: 'never' },
      [50, 'register', { userState: 'null', freeState: 'null' }],
      [160, 'cancel'],
    )

    expect(argsOf(trace, 'cancelCallback')).toEqual([{ reason: 'WS_SERVICE_HOST_ABORT', state: null }])
    expect(trace.outcome.leaks).toEqual([])
  })

  it('WS-31: what fails fills the error object, by one reading, and only where there is one', () => {
    const failing = (knobs: Args, args: Args): unknown =>
      outsOf(called({ registers: 'never', ...knobs }, [50, 'register', { callback: 'null', ...args }]), 'register')[0]

    expect(failing({}, {})).toEqual({ error: ['there is no cancel callback'] })
    expect(failing({ errorText: 'empty' }, {})).toEqual({ error: [] })
    expect(failing({}, { error: 'null' })).toBeUndefined()
    expect(outsOf(called({}), 'register')).toEqual([undefined])
  })

  it('without a context there is misuse at any time, and nothing undefined', () => {
    for (const at of [0, 60, 400]) {
      const trace = called({}, [at, 'register', { context: 'null' }])
      expect(returnsOf(trace, 'register')).toContainEqual([at + 4, 'E_INVALIDARG'])
      expect(trace.outcome.unsupported).toEqual([])
    }
  })
})

describe('a client that goes away', () => {
  it('is a lost channel: the operation is told with reason 1, and the client hears nothing', () => {
    const trace = called({}, [160, 'leave'])

    expect(trace.outcome).toEqual(outcome(null, null, { noticed: 170, stopped: 185, released: 185 }, [], [], 25))
    expect(argsOf(trace, 'cancelCallback')).toMatchObject([{ reason: 'WS_SERVICE_CHANNEL_FAULTED' }])
    expect(returnsOf(trace, 'call')).toEqual([])
  })

  it('spends nothing where all is over, and cannot cancel any more', () => {
    expect(called({}, [400, 'leave']).outcome).toEqual(called({}).outcome)
    expect(called({}, [100, 'leave'], [120, 'cancel', clientAbort]).outcome.milestones.issued).toBeUndefined()
  })

  it('is the one of the newest call', () => {
    const trace = called({}, [20, 'call'], [100, 'leave'])

    expect(pathOf(trace, 'client#1').at(-1)).toEqual([344, 'answered'])
    expect(pathOf(trace, 'client#2').at(-1)).toEqual([100, 'left'])
  })
})

describe('a callback that takes time', () => {
  const slow = { callbackTicks: 90 }

  it('holds up the end of the call, and the registration in which it runs', () => {
    const trace = called(slow, [32, 'cancel'])

    // Told at 34; woken at 49, but inside the registering call until 124.
    expect(returnsOf(trace, 'register')).toEqual([[124, ok]])
    expect(trace.outcome.milestones).toMatchObject({ noticed: 34, stopped: 124, released: 124 })
  })

  it('runs beside the registration by another reading', () => {
    const trace = called({ ...slow, registerAfterDecision: 'otherThreadThenOk' }, [32, 'cancel'])

    expect(returnsOf(trace, 'register')).toEqual([[34, ok]])
    expect(trace.outcome.milestones).toMatchObject({ noticed: 34, stopped: 49, released: 124 })
  })

  it.each([
    ['afterCallbacks', 250],
    ['beforeCallbacks', 160],
    ['afterCalls', 250],
  ])('WH-08: the abort returns %s', (abortReturns, at) => {
    expect(returnsOf(called({ ...slow, abortReturns }, [160, 'cancel']), 'cancel')).toEqual([[at, ok]])
  })

  it('WH-08: an abort that waits for the calls waits for those who are not told', () => {
    const trace = called({ registers: 'never', abortReturns: 'afterCalls' }, [160, 'cancel'])

    expect(returnsOf(trace, 'cancel')).toEqual([[310, ok]])
  })

  it('several run side by side', () => {
    const trace = called(slow, [50, 'call'], [160, 'cancel'])

    expect(callsOf(trace, 'cancelCallback')).toEqual([160, 160])
    expect(returnsOf(trace, 'cancelCallback').map(([t]) => t)).toEqual([250, 250])
  })

  it.each([
    ['whenCallsEnd', 'WS_E_OPERATION_TIMED_OUT', []],
    ['atTimeout', 'WS_E_OPERATION_TIMED_OUT', [[260, 'WS_E_OPERATION_TIMED_OUT']]],
    ['atTimeout', 'WS_E_OPERATION_ABORTED', [[260, aborted]]],
  ])(
    'WH-10: a close out of the callback returns at its timeout, or never: %s, %s',
    (lateClose, lateCloseCode, returns) => {
      const trace = called({ callbackCalls: 'closeHost', closeTimeoutTicks: 100, lateClose, lateCloseCode }, [
        160,
        'cancel',
      ])

      expect(returnsOf(trace, 'closeHost')).toEqual(returns)
      expect(trace.outcome.leaks).toEqual(returns.length === 0 ? ['call', 'userState'] : [])
    },
  )

  it('may abort a host where nobody waits for it', () => {
    const trace = called(
      { callbackCalls: 'abortHost', abortReturns: 'beforeCallbacks' },
      [50, 'call'],
      [160, 'cancel', channelFault],
    )

    expect(returnsOf(trace, 'abortHost')).toEqual([
      [160, ok],
      [160, ok],
    ])
    expect(argsOf(trace, 'cancelCallback')).toEqual([
      { reason: 'WS_SERVICE_CHANNEL_FAULTED', state: 'state of operation 2' },
      { reason: 'WS_SERVICE_HOST_ABORT', state: 'state of operation 1' },
    ])
  })
})

describe('sessions', () => {
  it('WS-22: keep a close until they are closed, or it runs out of time', () => {
    const closed = (...steps: ShortStep[]): (readonly [number, string])[] =>
      returnsOf(called({}, [10, 'openSession'], [400, 'closeHost'], ...steps), 'closeHost')

    expect(closed([450, 'closeSession'])).toEqual([[450, ok]])
    expect(closed([450, 'abortHost'])).toEqual([[450, ok]])
    expect(closed()).toEqual([[900, 'WS_E_OPERATION_TIMED_OUT']])
  })

  it('that nobody closes are left over', () => {
    expect(called({}, [10, 'openSession']).outcome.leaks).toEqual(['session'])
  })
})

describe('the host', () => {
  it('aborts at any time, and only the first time does something', () => {
    const trace = called({ reactTicks: 100 }, [100, 'abortHost'], [120, 'abortHost'], [140, 'cancel'])

    expect(returnsOf(trace, 'abortHost')).toEqual([
      [100, ok],
      [120, ok],
    ])
    expect(trace.outcome).toEqual(
      outcome(ok, disconnected, {
        issued: 140,
        accepted: 140,
        noticed: 100,
        stopped: 200,
        settled: 110,
        released: 200,
      }),
    )
    expect(callsOf(trace, 'cancelCallback')).toEqual([100])
  })

  it('closes at once where nothing runs', () => {
    const trace = runSteps(model, {}, [
      [5, 'closeHost'],
      [6, 'closeHost'],
      [7, 'abortHost'],
      [8, 'cancel'],
    ])

    expect(returnsOf(trace, 'closeHost')).toEqual([
      [5, ok],
      [6, invalid],
    ])
    expect(returnsOf(trace, 'abortHost')).toEqual([[7, ok]])
    expect(trace.outcome).toEqual(outcome(ok, null, { issued: 8, accepted: 8 }))
  })

  it('closes when the last call has ended, and the answers still arrive', () => {
    const trace = called({}, [50, 'call'], [100, 'closeHost'], [150, 'closeHost'])

    expect(returnsOf(trace, 'closeHost')).toEqual([
      [150, invalid],
      [384, ok],
    ])
    expect(returnsOf(trace, 'call')).toEqual([
      [344, ok],
      [394, ok],
    ])
  })

  it('turns a close that takes too long into an abort, and says so when the last call has ended', () => {
    const trace = called({ closeTimeoutTicks: 100, cooperates: false }, [50, 'call'], [100, 'closeHost'])

    expect(callsOf(trace, 'cancelCallback')).toEqual([200, 200])
    expect(returnsOf(trace, 'closeHost')).toEqual([[384, 'WS_E_OPERATION_TIMED_OUT']])
    expect(returnsOf(trace, 'call')).toEqual([
      [210, disconnected],
      [210, disconnected],
    ])
  })

  it('times out also when it was aborted before', () => {
    const trace = called({ registers: 'never', closeTimeoutTicks: 100 }, [100, 'abortHost'], [150, 'closeHost'])

    expect(returnsOf(trace, 'closeHost')).toEqual([[310, 'WS_E_OPERATION_TIMED_OUT']])
  })

  it('can be aborted while it closes', () => {
    const trace = called({}, [100, 'closeHost'], [150, 'cancel'])

    expect(trace.outcome).toEqual(
      outcome(ok, disconnected, {
        issued: 150,
        accepted: 150,
        noticed: 150,
        stopped: 165,
        settled: 160,
        released: 165,
      }),
    )
    expect(returnsOf(trace, 'closeHost')).toEqual([[165, ok]])
  })

  it('that is faulted, closing or closed takes on no call', () => {
    for (const first of ['abortHost', 'closeHost']) {
      const trace = runSteps(model, {}, [
        [0, first],
        [10, 'call'],
        [40, 'register'],
      ])
      expect(trace.outcome).toEqual(outcome(null, disconnected, { settled: 30 }))
      expect(returnsOf(trace, 'register')).toEqual([[44, 'E_INVALIDARG']])
    }
    const closing = called({}, [50, 'closeHost'], [60, 'call'])
    expect(returnsOf(closing, 'call')).toEqual([
      [80, disconnected],
      [344, ok],
    ])
  })

  it('that begins to close while a call is on its way does not take it on', () => {
    const trace = called({}, [5, 'closeHost'])

    expect(returnsOf(trace, 'closeHost')).toEqual([[5, ok]])
    expect(trace.outcome).toEqual(outcome(null, disconnected, { settled: 20 }))
  })

  it('on the tick of its timeout, a call that ends has ended if it was scheduled before', () => {
    // Both fall on 334: the end of the work was scheduled at 34, the timeout at 134.
    const trace = called({ closeTimeoutTicks: 200 }, [134, 'closeHost'])

    expect(returnsOf(trace, 'closeHost')).toEqual([[334, ok]])
  })
})

describe('conformance vectors of the reference', () => {
  const callbacks = (trace: Trace): string[] =>
    orderOf(trace, 'cancelCallback', 'freeStateCallback').filter((line) => line.startsWith('call'))
  const told = 'call cancelCallback'
  const freed = 'call freeStateCallback'

  it.each<[string, Args, ShortStep[], readonly string[], string]>([
    ['V1 register, return', {}, [], [freed], ok],
    ['V2 register, abort, return', {}, [[160, 'abortHost']], [told, freed], disconnected],
    ['V3 register, the client aborts its proxy', {}, [[160, 'cancel', clientAbort]], [told, freed], aborted],
    ['V4 abort, then register', {}, [[20, 'abortHost']], [told, freed], disconnected],
    ['V5 register twice, abort', { registers: 'twice' }, [[160, 'abortHost']], [told, freed], disconnected],
    [
      'V6 channel fault, then abort',
      {},
      [
        [160, 'cancel', channelFault],
        [165, 'abortHost'],
      ],
      [told, freed],
      disconnected,
    ],
    ['V7 register without a callback, abort', { registers: 'nullCallback' }, [[160, 'abortHost']], [], disconnected],
    ['V8 register without free-state, abort', { freeState: false }, [[160, 'abortHost']], [told], disconnected],
    ['V9 no registration, abort', { registers: 'never', workTicks: 60000 }, [[160, 'abortHost']], [], disconnected],
    ['V10 asynchronous, abort', { operation: 'async' }, [[160, 'abortHost']], [told, freed], disconnected],
    ['V11 register after completion', { registers: 'afterCompletion' }, [], [], ok],
    ['V12 close with an operation that is registered', {}, [[50, 'closeHost']], [freed], ok],
    ['V12 … and that takes too long', { closeTimeoutTicks: 100 }, [[50, 'closeHost']], [told, freed], disconnected],
    ['V13 the client abandons', {}, [[160, 'abandonCall']], [freed], abandoned],
    [
      'V16 abort twice',
      {},
      [
        [160, 'abortHost'],
        [165, 'abortHost'],
      ],
      [told, freed],
      disconnected,
    ],
  ])('%s', (_, knobs, steps, expected, settled) => {
    const trace = called(knobs, ...steps)

    expect(callbacks(trace)).toEqual(expected)
    expect(trace.outcome.settle).toEqual(coded(settled))
  })

  it('V9: a close waits for an operation that nobody can reach', () => {
    const trace = called({ registers: 'never', workTicks: 60000 }, [160, 'abortHost'], [170, 'closeHost'])

    expect(returnsOf(trace, 'closeHost')).toEqual([[60010, 'WS_E_OPERATION_TIMED_OUT']])
  })

  it('V13: the server does exactly what it would have done', () => {
    const onServer = (trace: Trace): string[] =>
      trace.events.flatMap(({ i: _i, ...event }) =>
        ('actor' in event && !event.actor.startsWith('client')) || event.kind === 'resource'
          ? [JSON.stringify(event)]
          : [],
      )

    expect(onServer(called({}, [160, 'abandonCall']))).toEqual(onServer(called({})))
  })
})

it('every command may be given at any time', () => {
  const names: readonly (readonly [string, Args])[] = [
    ['call', {}],
    ['register', { callback: 'given' }],
    ['register', { callback: 'null' }],
    ['finish', {}],
    ['cancel', hostAbort],
    ['cancel', clientAbort],
    ['cancel', channelFault],
    ['abandonCall', {}],
    ['abortHost', {}],
    ['closeHost', {}],
    ['outOfMemory', {}],
    ['memoryBack', {}],
  ]
  const ignored: string[] = []
  for (const [first, firstArgs] of names)
    for (const [second, secondArgs] of names)
      for (const at of [0, 5, 12, 32, 34, 200, 334, 340, 500]) {
        const trace = called(
          { closeTimeoutTicks: 50 },
          [at, first, firstArgs],
          [at + 3, second, secondArgs],
          [at + 20, 'closeHost'],
        )
        const drops = trace.events.flatMap((event) => (event.kind === 'drop' ? [event.why] : []))
        ignored.push(...drops.filter((why) => why.includes('takes no such message')))
        expect(trace.outcome.leaks).toEqual([])
      }

  expect(ignored).toEqual([])
})
