import { describe, expect, it } from 'vitest'
import type { Value } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { builtIn, runSteps, type ShortStep } from '../testing.ts'
import { lro } from './index.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>

const coded = (code: string): { code: string; value: string } => ({ code, value: model.codes[code] ?? '' })

/** An outcome in short: what is not named is null, empty or zero. */
const outcome = (
  cancel: string | null,
  settle: string | null,
  milestones: Outcome['milestones'],
  leaks: readonly string[] = ['record'],
  spentForNobody = 0,
): Outcome => ({
  cancel: cancel === null ? null : coded(cancel),
  settle: settle === null ? null : coded(settle),
  lateResults: 0,
  milestones,
  leaks,
  spentForNobody,
  unsupported: [],
})

describe('built-in scenarios', () => {
  const expected: Record<string, Outcome> = {
    'cancel-half-way': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'tidied-up': outcome(
      'OK',
      'CANCELLED',
      { issued: 160, accepted: 180, noticed: 230, stopped: 230, settled: 280, released: 310 },
      [],
    ),
    'finished-all-the-same': outcome('OK', 'OK', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 310,
      settled: 340,
    }),
    'the-end-came-first': outcome('OK', 'OK', { issued: 250, accepted: 270, stopped: 310, settled: 340 }),
    'not-offered': outcome('UNIMPLEMENTED', 'OK', { issued: 160, stopped: 310, settled: 340 }),
    'too-late': outcome('FAILED_PRECONDITION', 'OK', { issued: 320, stopped: 310, settled: 340 }),
    'not-your-cancel': outcome('OK', 'CANCELLED', { issued: 130, accepted: 150, stopped: 120, settled: 160 }),
    'deleted-is-not-cancelled': outcome('NOT_FOUND', null, { issued: 160, stopped: 310, released: 110 }, []),
    'fails-instead': outcome('OK', 'INTERNAL', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'asked-twice': outcome('OK', 'CANCELLED', { issued: 160, accepted: 180, noticed: 230, stopped: 230, settled: 280 }),
    'lost-answer': outcome('UNAVAILABLE', 'CANCELLED', {
      issued: 160,
      accepted: 210,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    outage: outcome('UNAVAILABLE', 'CANCELLED', {
      issued: 160,
      accepted: 240,
      noticed: 290,
      stopped: 290,
      settled: 340,
    }),
    'too-many-requests': outcome('RESOURCE_EXHAUSTED', 'CANCELLED', {
      issued: 160,
      accepted: 240,
      noticed: 290,
      stopped: 290,
      settled: 340,
    }),
    invented: outcome(
      'OK',
      'OK',
      { issued: 150, accepted: 170, noticed: 220, stopped: 310, settled: 350 },
      ['record'],
      160,
    ),
    'repeated-by-the-library': outcome('OK', 'CANCELLED', {
      issued: 165,
      accepted: 235,
      noticed: 285,
      stopped: 285,
      settled: 340,
    }),
    'repeat-refused': outcome('FAILED_PRECONDITION', 'CANCELLED', {
      issued: 165,
      noticed: 235,
      stopped: 235,
      settled: 280,
    }),
    'repeated-in-vain': outcome('DEADLINE_EXCEEDED', null, { issued: 165, stopped: 1010 }, ['record'], 750),
    'lost-patience': outcome(null, null, { stopped: 310 }, ['record'], 110),
    'looks-first': outcome(null, 'OK', { stopped: 310, settled: 335 }),
    'sends-nothing': outcome(null, null, { stopped: 310 }, ['record'], 140),
    remembered: outcome('OK', 'CANCELLED', { issued: 20, accepted: 40, noticed: 90, stopped: 90, settled: 100 }),
    'no-name-yet': outcome('INVALID_ARGUMENT', 'OK', { issued: 5, stopped: 310, settled: 340 }),
    'reading-is-not-enough': outcome('PERMISSION_DENIED', 'OK', { issued: 160, stopped: 310, settled: 340 }),
    'locked-out': outcome('UNAUTHENTICATED', 'OK', { issued: 100, stopped: 310, settled: 340 }),
    'nobody-of-that-name': outcome('NOT_FOUND', 'OK', { issued: 160, stopped: 310, settled: 340 }),
    'a-field-too-many': outcome('INVALID_ARGUMENT', 'CANCELLED', {
      issued: 120,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'two-counts': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 260,
      released: 290,
    }),
    'ctrl-c': outcome(null, null, { stopped: 310 }, ['record'], 150),
    'gone-before-the-second': outcome(null, null, { stopped: 310 }, ['record'], 250),
    'not-yet': outcome('FAILED_PRECONDITION', 'CANCELLED', {
      issued: 60,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'one-long-look': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 240,
    }),
    'came-back-not-done': outcome('OK', 'OK', { issued: 240, accepted: 260, stopped: 310, settled: 360 }),
    'gone-while-waiting': outcome(null, null, { stopped: 310, released: 170 }, []),
    'nothing-but-get': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'done-from-the-start': outcome('OK', 'OK', { issued: 60, accepted: 80, stopped: 10, settled: 20 }),
    'asks-when-told': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 420,
    }),
    'failed-by-itself': outcome('OK', 'INTERNAL', { issued: 130, accepted: 150, stopped: 120, settled: 160 }),
    'all-is-left': outcome(null, null, { stopped: 310 }, ['record', 'record'], 150),
    'back-by-name': outcome('OK', null, { issued: 160, accepted: 180, noticed: 230, stopped: 230 }, ['record'], 130),
    'somebody-else': outcome('OK', 'CANCELLED', {
      issued: 160,
      accepted: 180,
      noticed: 230,
      stopped: 230,
      settled: 280,
    }),
    'nothing-in-it': outcome(null, 'UNKNOWN', { stopped: 310, settled: 340 }),
    'only-now': outcome('FAILED_PRECONDITION', 'CANCELLED', {
      issued: 160,
      accepted: 230,
      noticed: 280,
      stopped: 280,
      settled: 340,
    }),
    'not-this-kind': outcome('UNIMPLEMENTED', 'OK', { issued: 160, stopped: 310, settled: 340 }),
    'one-at-a-time': outcome('INVALID_ARGUMENT', 'ABORTED', { issued: 160, settled: 120 }),
    'still-in-the-way': outcome(
      'OK',
      'CANCELLED',
      { issued: 100, accepted: 120, noticed: 170, stopped: 170, settled: 220 },
      ['record', 'record'],
    ),
  }

  it.each(lro.scenarios.map((scenario) => [scenario.id, scenario] as const))('%s', (id, scenario) => {
    expect(run(model, builtIn(lro, scenario)).outcome).toEqual(expected[id])
  })

  it('all are pinned, under names of their own', () => {
    expect(lro.scenarios.map(({ id }) => id)).toEqual(Object.keys(expected))
    expect(new Set(lro.scenarios.map(({ title }) => title)).size).toBe(lro.scenarios.length)
  })

  it('reach every code', () => {
    const reached = lro.scenarios.flatMap((scenario) =>
      run(model, builtIn(lro, scenario)).events.flatMap((event) =>
        event.kind === 'return' || event.kind === 'settle' ? [event.code] : [],
      ),
    )

    expect(Object.keys(lro.document.codes).filter((code) => !reached.includes(code))).toEqual([])
  })
})

const lro1 = (knobs: Args, ...steps: ShortStep[]): Trace => runSteps(model, knobs, [[0, 'count'], ...steps])

/** Returns of calls of this name, as [tick, code, http]. */
const returnsOf = (trace: Trace, op: string): (readonly [number, string, number | null | undefined])[] =>
  trace.events.flatMap((event) =>
    event.kind === 'return' && event.op === op ? [[event.t, event.code, event.http] as const] : [],
  )

/** Ticks at which a message of this name is sent. */
const sendsOf = (trace: Trace, name: string): number[] =>
  trace.events.flatMap((event) => (event.kind === 'send' && event.name === name ? [event.t] : []))

const lastTick = (trace: Trace): number => trace.events.at(-1)?.t ?? -1

describe('polling', () => {
  it('begins when the name arrives, and goes on a while after each answer, until done', () => {
    expect(sendsOf(lro1({}), 'GetOperation')).toEqual([20, 80, 140, 200, 260, 320])
    expect(sendsOf(lro1({ linkTicks: 0, pollTicks: 100 }), 'GetOperation')).toEqual([0, 100, 200, 300])
  })

  it('settles with what the first get that shows done has seen', () => {
    expect(lro1({}).outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 340 }))
    expect(lro1({}, [301, 'get']).outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 321 }))
    expect(lro1({}, [299, 'get']).outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 340 }))
  })

  it('on the tick on which the work ends, what was scheduled first happens first', () => {
    // The end was scheduled at tick 10, the get at 300: it finds the operation done.
    expect(lro1({}, [300, 'get']).outcome.milestones.settled).toBe(320)
  })

  it('ends with NOT_FOUND', () => {
    const trace = lro1({}, [100, 'delete'])

    expect(returnsOf(trace, 'get').at(-1)).toEqual([160, 'NOT_FOUND', 404])
    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140])
    expect(trace.outcome).toEqual(outcome(null, null, { stopped: 310, released: 110 }, []))
  })

  it('does not end with UNAVAILABLE', () => {
    const trace = lro1({}, [100, 'outage'], [320, 'recover'])

    expect(returnsOf(trace, 'get').slice(1)).toEqual([
      [100, 'OK', 200],
      [160, 'UNAVAILABLE', 503],
      [220, 'UNAVAILABLE', 503],
      [280, 'UNAVAILABLE', 503],
      [340, 'OK', 200],
    ])
    expect(trace.outcome.settle).toEqual(coded('OK'))
  })

  it('alone does not keep a run alive', () => {
    const trace = lro1({}, [100, 'outage'])

    expect(lastTick(trace)).toBe(310)
    expect(trace.outcome).toEqual(outcome(null, null, { stopped: 310 }))
  })

  it('of one operation does not concern another', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [100, 'count'],
      [200, 'cancel'],
    ])

    expect(trace.outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 200, accepted: 220, noticed: 270, stopped: 270, settled: 320 }, [
        'record',
        'record',
      ]),
    )
    expect(
      trace.events.flatMap((event) => (event.kind === 'settle' ? [[event.t, event.operation, event.code]] : [])),
    ).toEqual([
      [320, 2, 'CANCELLED'],
      [340, 1, 'OK'],
    ])
  })
})

describe('the order of checks', () => {
  const everythingWrong = { name: 'unknown', body: 'unknownField' }

  it.each<[string, Args, readonly ShortStep[], string, number]>([
    [
      'outage before all',
      { supportsCancel: false },
      [
        [50, 'outage'],
        [160, 'cancel', { ...everythingWrong, token: 'none' }],
      ],
      'UNAVAILABLE',
      503,
    ],
    [
      'then the credential',
      { supportsCancel: false },
      [[160, 'cancel', { ...everythingWrong, token: 'none' }]],
      'UNAUTHENTICATED',
      401,
    ],
    [
      'then the scope',
      { supportsCancel: false },
      [[160, 'cancel', { ...everythingWrong, token: 'readonly' }]],
      'PERMISSION_DENIED',
      403,
    ],
    [
      'then the method',
      { supportsCancel: false },
      [[160, 'cancel', { ...everythingWrong, token: 'noAccess' }]],
      'UNIMPLEMENTED',
      501,
    ],
    [
      'then the access, whether the name is known',
      {},
      [[160, 'cancel', { body: 'unknownField', token: 'noAccess' }]],
      'PERMISSION_DENIED',
      403,
    ],
    ['or not', {}, [[160, 'cancel', { ...everythingWrong, token: 'noAccess' }]], 'PERMISSION_DENIED', 403],
    ['then the body', {}, [[160, 'cancel', everythingWrong]], 'INVALID_ARGUMENT', 400],
    ['then the name: unknown', {}, [[160, 'cancel', { name: 'unknown' }]], 'NOT_FOUND', 404],
    [
      'then the name: deleted',
      { cancelDone: 'failedPrecondition' },
      [
        [330, 'delete'],
        [360, 'cancel'],
      ],
      'NOT_FOUND',
      404,
    ],
    ['then done', { cancelDone: 'failedPrecondition' }, [[330, 'cancel']], 'FAILED_PRECONDITION', 400],
    ['or done is no matter', {}, [[330, 'cancel']], 'OK', 200],
    ['an empty object is a good body', {}, [[160, 'cancel', { body: 'object' }]], 'OK', 200],
  ])('%s', (_, knobs, steps, code, http) => {
    expect(returnsOf(lro1(knobs, ...steps), 'cancel')).toEqual([[(steps.at(-1)?.[0] ?? 0) + 20, code, http]])
  })

  it('done comes before already cancelling', () => {
    const trace = lro1({ cancelDone: 'failedPrecondition' }, [160, 'cancel'], [240, 'cancel'])

    expect(returnsOf(trace, 'cancel')).toEqual([
      [180, 'OK', 200],
      [260, 'FAILED_PRECONDITION', 400],
    ])
  })

  it('already cancelling', () => {
    const twice: ShortStep[] = [
      [160, 'cancel'],
      [170, 'cancel'],
    ]

    expect(returnsOf(lro1({}, ...twice), 'cancel').at(-1)).toEqual([190, 'OK', 200])
    expect(returnsOf(lro1({ cancelTwice: 'failedPrecondition' }, ...twice), 'cancel').at(-1)).toEqual([
      190,
      'FAILED_PRECONDITION',
      400,
    ])
    expect(lro1({}, ...twice).outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 160, accepted: 180, noticed: 230, stopped: 230, settled: 280 }),
    )
  })

  it('a refused cancel tells the worker nothing', () => {
    for (const args of [
      { token: 'none' },
      { token: 'readonly' },
      { token: 'noAccess' },
      { body: 'unknownField' },
      { name: 'unknown' },
    ])
      expect(lro1({}, [160, 'cancel', args]).outcome).toMatchObject({
        settle: coded('OK'),
        milestones: { issued: 160, stopped: 310, settled: 340 },
      })
  })
})

describe('the worker notices', () => {
  it.each([
    ['yes', 'CANCELLED', { noticed: 230, stopped: 230, settled: 280 }],
    ['late', 'OK', { noticed: 230, stopped: 310, settled: 340 }],
    ['never', 'OK', { noticed: 230, stopped: 310, settled: 340 }],
    ['fails', 'INTERNAL', { noticed: 230, stopped: 230, settled: 280 }],
  ])('and, where it honours a cancel: %s, the operation ends with %s', (honoursCancel, settle, milestones) => {
    expect(lro1({ honoursCancel }, [160, 'cancel']).outcome).toEqual(
      outcome('OK', settle, { issued: 160, accepted: 180, ...milestones }),
    )
  })

  it('nothing when the work ends on the same tick: its end was scheduled first', () => {
    // Told at 250, it would notice at 310, when it ends.
    expect(lro1({}, [240, 'cancel']).outcome).toEqual(
      outcome('OK', 'OK', { issued: 240, accepted: 260, stopped: 310, settled: 340 }),
    )
    expect(lro1({}, [239, 'cancel']).outcome.settle).toEqual(coded('CANCELLED'))
  })
})

describe('a loss', () => {
  it.each<[string, string, readonly ShortStep[], number]>([
    ['of a count’s answer', 'count', [[5, 'loseReply']], 20],
    [
      'of a get’s answer',
      'get',
      [
        [100, 'loseReply'],
        [101, 'get'],
      ],
      121,
    ],
    [
      'of a list’s answer',
      'list',
      [
        [100, 'loseReply'],
        [101, 'list'],
      ],
      121,
    ],
    [
      'of a delete’s answer',
      'delete',
      [
        [100, 'loseReply'],
        [101, 'delete'],
      ],
      121,
    ],
    [
      'of a cancel’s answer',
      'cancel',
      [
        [100, 'loseReply'],
        [101, 'cancel'],
      ],
      121,
    ],
    [
      'of a refusal',
      'cancel',
      [
        [100, 'loseReply'],
        [101, 'cancel', { token: 'none' }],
      ],
      121,
    ],
    [
      'during an outage',
      'cancel',
      [
        [90, 'outage'],
        [100, 'loseReply'],
        [101, 'cancel'],
        [130, 'recover'],
      ],
      121,
    ],
  ])('%s shows as UNAVAILABLE when it was due', (_, op, steps, t) => {
    const trace = lro1({}, ...steps)
    const drops = trace.events.filter((event) => event.kind === 'drop')

    expect(drops.map((event) => [event.t, event.why])).toEqual([[t, 'the answer is lost']])
    expect(returnsOf(trace, op)).toContainEqual([t, 'UNAVAILABLE', null])
  })

  it('of a poll’s answer only costs time', () => {
    const trace = lro1({}, [325, 'loseReply'])

    expect(returnsOf(trace, 'get').slice(-2)).toEqual([
      [340, 'UNAVAILABLE', null],
      [400, 'OK', 200],
    ])
    expect(trace.outcome.milestones.settled).toBe(400)
  })

  it('of the name leaves an operation that nobody can reach, and settles nothing', () => {
    const trace = lro1({}, [5, 'loseReply'], [160, 'cancel'])

    expect(trace.outcome).toEqual(outcome('INVALID_ARGUMENT', null, { issued: 160, stopped: 310 }))
  })

  it('of a cancel’s answer does not undo the cancel', () => {
    expect(lro1({}, [160, 'cancel'], [165, 'loseReply']).outcome).toEqual(
      outcome('UNAVAILABLE', 'CANCELLED', { issued: 160, noticed: 230, stopped: 230, settled: 280 }),
    )
  })
})

describe('an outage', () => {
  it('refuses a start, which is how the operation ends', () => {
    const trace = runSteps(model, {}, [
      [0, 'outage'],
      [0, 'count'],
    ])

    expect(returnsOf(trace, 'count')).toEqual([[20, 'UNAVAILABLE', 503]])
    expect(trace.outcome).toEqual(outcome(null, 'UNAVAILABLE', { settled: 20 }, []))
  })

  it.each(['get', 'list', 'delete', 'cancel'])('refuses %s', (op) => {
    expect(returnsOf(lro1({}, [100, 'outage'], [101, op], [130, 'recover']), op)).toContainEqual([
      121,
      'UNAVAILABLE',
      503,
    ])
  })

  it('stops no work', () => {
    expect(lro1({}, [160, 'cancel'], [175, 'outage'], [400, 'recover']).outcome.milestones).toMatchObject({
      accepted: 180,
      noticed: 230,
      stopped: 230,
    })
  })
})

const styles = ['raw', 'gax', 'python', 'go', 'javaFuture', 'cpp']

describe('client styles', () => {
  it.each(styles.filter((style) => style !== 'cpp'))(
    'without a name, %s refuses by itself and sends nothing',
    (clientStyle) => {
      const trace = lro1({ clientStyle }, [15, 'cancel'])

      expect(returnsOf(trace, 'cancel')).toEqual([[15, 'INVALID_ARGUMENT', null]])
      expect(sendsOf(trace, 'CancelOperation')).toEqual([])
      expect(trace.outcome).toEqual(outcome('INVALID_ARGUMENT', 'OK', { issued: 15, stopped: 310, settled: 340 }))
    },
  )

  it.each(styles.filter((style) => style !== 'cpp'))('before any operation, %s refuses by itself', (clientStyle) => {
    expect(runSteps(model, { clientStyle }, [[0, 'cancel']]).outcome).toEqual(
      outcome('INVALID_ARGUMENT', null, { issued: 0 }, []),
    )
  })

  it('the name and a cancel on the same tick: the cancel comes first and is refused', () => {
    expect(lro1({}, [20, 'cancel']).outcome.cancel).toEqual(coded('INVALID_ARGUMENT'))
    expect(lro1({}, [21, 'cancel']).outcome.cancel).toEqual(coded('OK'))
  })

  it('without a name, cpp remembers the cancel and sends it when the name is there', () => {
    const trace = lro1({ clientStyle: 'cpp' }, [15, 'cancel'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([20])
    expect(trace.outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 20, accepted: 40, noticed: 90, stopped: 90, settled: 100 }),
    )
  })

  it('cpp remembers a cancel from before the start, and never sends it where the start is refused', () => {
    expect(
      runSteps(model, { clientStyle: 'cpp' }, [
        [0, 'cancel'],
        [10, 'count'],
      ]).outcome.milestones.issued,
    ).toBe(30)
    expect(
      runSteps(model, { clientStyle: 'cpp' }, [
        [0, 'outage'],
        [0, 'count'],
        [5, 'cancel'],
      ]).outcome,
    ).toEqual(outcome(null, 'UNAVAILABLE', { settled: 20 }, []))
  })

  it.each(['raw', 'go', 'cpp'])('%s sends and keeps polling', (clientStyle) => {
    const trace = lro1({ clientStyle }, [150, 'cancel'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([150])
    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140, 200, 260])
    expect(trace.outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 150, accepted: 170, noticed: 220, stopped: 220, settled: 280 }),
    )
  })

  it.each(['raw', 'go', 'cpp', 'gax'])('%s sends its cancel after the end too', (clientStyle) => {
    const trace = lro1({ clientStyle }, [400, 'cancel'])

    expect(returnsOf(trace, 'cancel')).toEqual([[420, 'OK', 200]])
    expect(trace.outcome).toEqual(outcome('OK', 'OK', { issued: 400, accepted: 420, stopped: 310, settled: 340 }))
  })

  it('gax breaks off a poll in flight, invents CANCELLED, and never settles with it', () => {
    const trace = lro1({ clientStyle: 'gax' }, [150, 'cancel'])

    expect(returnsOf(trace, 'get').at(-1)).toEqual([150, 'CANCELLED', null])
    expect(trace.events.filter((event) => event.kind === 'drop').map(({ t }) => t)).toEqual([160])
    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140])
    expect(trace.outcome).toEqual(
      outcome('OK', null, { issued: 150, accepted: 170, noticed: 220, stopped: 220 }, ['record'], 70),
    )
  })

  it('gax settles with another look that comes back before the poll that it broke off', () => {
    // The poll is under way from 140 to 160; the look that is sent at 121 comes back on the tick of the cancel.
    const trace = lro1({ clientStyle: 'gax', workTicks: 81 }, [121, 'get'], [141, 'cancel'])

    expect(returnsOf(trace, 'get').slice(-2)).toEqual([
      [141, 'CANCELLED', null],
      [141, 'OK', 200],
    ])
    expect(trace.events.filter((event) => event.kind === 'drop').map(({ t }) => t)).toEqual([160])
    expect(trace.outcome).toEqual(outcome('OK', 'OK', { issued: 141, accepted: 161, stopped: 91, settled: 141 }))
  })

  it('gax polls on where none is in flight, and settles with what the service says', () => {
    const trace = lro1({ clientStyle: 'gax' }, [130, 'cancel'])

    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140, 200])
    expect(trace.outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 130, accepted: 150, noticed: 200, stopped: 200, settled: 220 }),
    )
    expect(lro1({ clientStyle: 'gax', honoursCancel: 'never' }, [130, 'cancel']).outcome.settle).toEqual(coded('OK'))
  })

  it('gax sends its cancel again until it is answered', () => {
    const trace = lro1({ clientStyle: 'gax' }, [110, 'outage'], [125, 'cancel'], [200, 'recover'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([125, 165, 205])
    expect(returnsOf(trace, 'cancel')).toEqual([[225, 'OK', 200]])
    expect(trace.outcome.milestones).toMatchObject({ issued: 125, accepted: 225, noticed: 275 })
  })

  it('gax sends its cancel again where its answer was lost, and the worker hears one signal', () => {
    const trace = lro1({ clientStyle: 'gax', retryTicks: 5 }, [125, 'cancel'], [126, 'loseReply'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([125, 150])
    expect(returnsOf(trace, 'cancel')).toEqual([[170, 'OK', 200]])
    expect(trace.outcome.milestones.noticed).toBe(195)
  })

  it('gax repeats each of several cancels in its own time', () => {
    const steps: ShortStep[] = [
      [110, 'outage'],
      [125, 'cancel'],
      [130, 'cancel'],
      [190, 'recover'],
    ]

    expect(sendsOf(lro1({ clientStyle: 'gax' }, ...steps), 'CancelOperation')).toEqual([125, 130, 165, 170, 205, 210])
  })

  it('gax repeats until its patience is over, and no run is kept alive by that', () => {
    const endless = lro1({ clientStyle: 'gax' }, [110, 'outage'], [125, 'cancel'])
    const patient = lro1({ clientStyle: 'gax', totalTimeoutTicks: 100 }, [110, 'outage'], [125, 'cancel'])

    expect(returnsOf(endless, 'cancel')).toEqual([])
    expect(lastTick(endless)).toBeLessThan(500)
    expect(sendsOf(patient, 'CancelOperation')).toEqual([125, 165, 205])
    expect(returnsOf(patient, 'cancel')).toEqual([[245, 'DEADLINE_EXCEEDED', null]])
  })

  it.each(['go', 'python'])('%s sends a cancel five times at most', (clientStyle) => {
    const at = clientStyle === 'python' ? [110, 95] : [110, 125]
    const trace = lro1({ clientStyle }, [at[0] ?? 0, 'outage'], [at[1] ?? 0, 'cancel'], [600, 'recover'])

    expect(sendsOf(trace, 'CancelOperation').length).toBe(5)
    expect(returnsOf(trace, 'cancel').map(([, code]) => code)).toEqual(['UNAVAILABLE'])
  })

  it.each(['raw', 'cpp'])('%s repeats no cancel', (clientStyle) => {
    const trace = lro1({ clientStyle }, [110, 'outage'], [125, 'cancel'], [200, 'recover'])

    expect(returnsOf(trace, 'cancel')).toEqual([[145, 'UNAVAILABLE', 503]])
  })

  it.each([
    ['raw', 'DEADLINE_EXCEEDED'],
    ['gax', 'DEADLINE_EXCEEDED'],
    ['python', 'DEADLINE_EXCEEDED'],
    ['go', 'DEADLINE_EXCEEDED'],
    ['javaFuture', 'CANCELLED'],
    ['cpp', 'DEADLINE_EXCEEDED'],
  ])('%s that has waited long enough tells its caller %s, sends no cancel and knows no end', (clientStyle, code) => {
    const trace = lro1({ clientStyle, totalTimeoutTicks: 150 })

    expect(returnsOf(trace, 'get').at(-1)).toEqual([200, code, null])
    expect(sendsOf(trace, 'CancelOperation')).toEqual([])
    expect(trace.outcome).toEqual(outcome(null, null, { stopped: 310 }, ['record'], 110))
  })

  it('patience has to do with the waiting only', () => {
    expect(lro1({ totalTimeoutTicks: 1000 })).toMatchObject({ outcome: lro1({}).outcome })
    expect(lastTick(lro1({ totalTimeoutTicks: 1000 }))).toBe(lastTick(lro1({})))
    expect(lro1({ totalTimeoutTicks: 150 }, [100, 'outage']).outcome.spentForNobody).toBe(110)
    expect(lro1({ totalTimeoutTicks: 150 }, [320, 'get']).outcome.settle).toEqual(coded('OK'))
  })

  it('javaFuture stops polling and sends nothing', () => {
    for (const at of [150, 170]) {
      const trace = lro1({ clientStyle: 'javaFuture' }, [at, 'cancel'])

      expect(sendsOf(trace, 'CancelOperation')).toEqual([])
      expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140])
      expect(trace.outcome).toEqual(outcome(null, null, { stopped: 310 }, ['record'], 310 - at))
    }
  })

  it('python asks with get first, then cancels', () => {
    const trace = lro1({ clientStyle: 'python' }, [170, 'cancel'])

    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140, 170, 200, 260])
    expect(sendsOf(trace, 'CancelOperation')).toEqual([190])
    expect(trace.outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 190, accepted: 210, noticed: 260, stopped: 260, settled: 280 }),
    )
  })

  it('python sends no cancel if it is done', () => {
    const trace = lro1({ clientStyle: 'python' }, [301, 'cancel'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([])
    expect(trace.outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 321 }))
  })

  it.each<[string, readonly ShortStep[]]>([
    ['finds nothing', [[170, 'cancel', { name: 'unknown' }]]],
    ['is not allowed', [[170, 'cancel', { token: 'none' }]]],
    [
      'is not answered',
      [
        [155, 'loseReply'],
        [150, 'cancel'],
      ],
    ],
    [
      'meets an outage',
      [
        [165, 'outage'],
        [170, 'cancel'],
        [185, 'recover'],
      ],
    ],
  ])('python sends no cancel where its look %s', (_, steps) => {
    const trace = lro1({ clientStyle: 'python' }, ...steps)

    expect(sendsOf(trace, 'CancelOperation')).toEqual([])
    expect(trace.outcome).toMatchObject({ cancel: null, settle: coded('OK') })
  })

  it('a cancel of another name leaves the polling alone in every style', () => {
    for (const clientStyle of styles) {
      const { outcome: reached } = lro1({ clientStyle }, [160, 'cancel', { name: 'unknown' }])

      expect(reached.cancel).toEqual(
        clientStyle === 'javaFuture' || clientStyle === 'python' ? null : coded('NOT_FOUND'),
      )
      expect(reached.settle).toEqual(coded('OK'))
    }
  })
})

describe('the service stops the work', () => {
  it('before it began: nothing to stop', () => {
    expect(lro1({}, [5, 'serverKills']).outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 340 }))
    expect(runSteps(model, {}, [[0, 'serverKills']]).outcome).toEqual(outcome(null, null, {}, []))
  })

  it('while it works: code 1 without any cancel', () => {
    expect(lro1({}, [120, 'serverKills']).outcome).toEqual(outcome(null, 'CANCELLED', { stopped: 120, settled: 160 }))
  })

  it('after a cancel, before it was noticed', () => {
    expect(lro1({}, [160, 'cancel'], [200, 'serverKills']).outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 160, accepted: 180, stopped: 200, settled: 220 }),
    )
  })

  it('after a cancel that was noticed and not honoured', () => {
    expect(lro1({ honoursCancel: 'never' }, [160, 'cancel'], [250, 'serverKills']).outcome).toEqual(
      outcome('OK', 'CANCELLED', { issued: 160, accepted: 180, noticed: 230, stopped: 250, settled: 280 }),
    )
  })

  it('after the end: what is done stays done', () => {
    expect(lro1({}, [311, 'serverKills']).outcome).toEqual(outcome(null, 'OK', { stopped: 310, settled: 340 }))
  })

  it('concerns the newest operation', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [100, 'count'],
      [150, 'serverKills'],
    ])

    expect(
      trace.events.flatMap((event) => (event.kind === 'settle' ? [[event.t, event.operation, event.code]] : [])),
    ).toEqual([
      [200, 2, 'CANCELLED'],
      [340, 1, 'OK'],
    ])
  })
})

describe('delete', () => {
  it('while it works: the work goes on to its end', () => {
    expect(lro1({}, [100, 'delete']).outcome).toEqual(outcome(null, null, { stopped: 310, released: 110 }, []))
  })

  it('while a cancel is carried out: the end can no longer be known', () => {
    expect(lro1({}, [160, 'cancel'], [190, 'delete']).outcome).toEqual(
      outcome('OK', null, { issued: 160, accepted: 180, noticed: 230, stopped: 230, released: 200 }, []),
    )
  })

  it('when done', () => {
    expect(lro1({}, [350, 'delete']).outcome).toEqual(
      outcome(null, 'OK', { stopped: 310, settled: 340, released: 360 }, []),
    )
  })

  it('twice, or of another name: NOT_FOUND', () => {
    const trace = lro1({}, [350, 'delete'], [400, 'delete'], [450, 'delete', { name: 'unknown' }], [500, 'get'])

    expect(returnsOf(trace, 'delete')).toEqual([
      [370, 'OK', 200],
      [420, 'NOT_FOUND', 404],
      [470, 'NOT_FOUND', 404],
    ])
    expect(returnsOf(trace, 'get').at(-1)).toEqual([520, 'NOT_FOUND', 404])
  })

  it('without a name, the library refuses', () => {
    expect(returnsOf(lro1({}, [5, 'delete']), 'delete')).toEqual([[5, 'INVALID_ARGUMENT', null]])
    expect(returnsOf(lro1({}, [5, 'get']), 'get')[0]).toEqual([5, 'INVALID_ARGUMENT', null])
  })
})

describe('several operations', () => {
  it('a cancel aims at the last one started, even before its name is known', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [100, 'count'],
      [105, 'cancel'],
    ])

    expect(trace.outcome).toEqual(
      outcome('INVALID_ARGUMENT', 'OK', { issued: 105, stopped: 410, settled: 440 }, ['record', 'record']),
    )
  })

  it('every record that is left counts, under one name', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [0, 'count'],
      [100, 'delete'],
    ])

    expect(
      trace.events.flatMap((event) =>
        event.kind === 'resource' && event.name === 'record' ? [[event.t, event.held, event.operation]] : [],
      ),
    ).toEqual([
      [10, 1, 1],
      [10, 2, 2],
      [110, 1, 2],
    ])
    expect(trace.outcome.leaks).toEqual(['record'])
  })
})

describe('one operation at a time', () => {
  it.each([
    ['aborted', 'ABORTED'],
    ['alreadyExists', 'ALREADY_EXISTS'],
  ])('where a second one is %s, it meets 409 until the work has ended', (parallel, code) => {
    const trace = runSteps(model, { parallel }, [
      [0, 'count'],
      [100, 'delete'],
      [200, 'count'],
      [310, 'count'],
    ])

    expect(returnsOf(trace, 'count')).toEqual([
      [20, 'OK', 200],
      [220, code, 409],
      [330, 'OK', 200],
    ])
  })
})

describe('a phase in which a cancel is refused', () => {
  it.each([
    [[0, 90], 89, 'FAILED_PRECONDITION'],
    [[0, 90], 90, 'OK'],
    [[40, 90], 38, 'OK'],
    [[40, 90], 40, 'FAILED_PRECONDITION'],
    [[40, 40], 40, 'OK'],
    [[40, 20], 30, 'OK'],
  ] as const)('from and to %j: a cancel at %i says %s', ([refusedFrom, refusedTo], at, code) => {
    expect(returnsOf(lro1({ refusedFrom, refusedTo }, [at, 'cancel']), 'cancel')[0]?.[1]).toBe(code)
  })

  it('concerns the first cancel only', () => {
    const trace = lro1({ refusedFrom: 100, refusedTo: 200 }, [80, 'cancel'], [120, 'cancel'])

    expect(returnsOf(trace, 'cancel').map(([, code]) => code)).toEqual(['OK', 'OK'])
  })
})

describe('a wait', () => {
  const answers = (trace: Trace): unknown[] =>
    trace.events.flatMap((event) =>
      event.kind === 'return' && event.op === 'wait' ? [[event.t, event.code, event.out]] : [],
    )
  const name = 'operations/1'

  it('is answered when the operation is done, and settles it', () => {
    const trace = lro1({ pollTicks: 1000 }, [60, 'wait'], [160, 'cancel'])

    expect(answers(trace)).toEqual([[240, 'OK', { name, done: true, error: { code: 1, message: 'CANCELLED' } }]])
    expect(trace.outcome.milestones['settled']).toBe(240)
  })

  it('is answered when its time is over, or that of the service, whichever is first; the work goes on', () => {
    const trace = lro1({ waitLimitTicks: 70 }, [60, 'wait', { timeout: 50 }], [150, 'wait', { timeout: 100 }])

    expect(answers(trace)).toEqual([
      [130, 'OK', { name }],
      [240, 'OK', { name }],
    ])
  })

  it('is answered at once where the operation is done, or no time is given', () => {
    const trace = lro1({ workTicks: 100 }, [60, 'wait', { timeout: 0 }], [150, 'wait'])

    expect(answers(trace)).toEqual([
      [80, 'OK', { name }],
      [170, 'OK', { name, done: true, response: {} }],
    ])
  })

  it('shows that a cancel was asked for where the service does', () => {
    const trace = lro1(
      { exposeRequestedCancellation: true, honoursCancel: 'never' },
      [60, 'wait', { timeout: 100 }],
      [100, 'cancel'],
    )

    expect(answers(trace)).toEqual([[180, 'OK', { name, metadata: { requestedCancellation: true } }]])
  })

  it('of several, each has its own time, and the end answers all that are left', () => {
    const trace = lro1(
      {},
      [60, 'wait'],
      [70, 'wait', { timeout: 30 }],
      [80, 'wait', { timeout: 200 }],
      [100, 'serverKills'],
    )
    const end = { name, done: true, error: { code: 1, message: 'CANCELLED' } }

    expect(answers(trace)).toEqual([
      [110, 'OK', end],
      [110, 'OK', end],
      [110, 'OK', end],
    ])
  })

  it('finds nothing once the operation is deleted, and only the first answer is lost', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [60, 'wait'],
      [60, 'wait'],
      [100, 'loseReply'],
      [100, 'delete'],
    ])

    expect(answers(trace).map((answer) => (answer as unknown[]).slice(0, 2))).toEqual([
      [120, 'UNAVAILABLE'],
      [120, 'NOT_FOUND'],
    ])
  })

  it('of another name finds nothing, and without a name the library refuses', () => {
    const trace = lro1({}, [5, 'wait'], [60, 'wait', { name: 'unknown' }])

    expect(answers(trace).map((answer) => (answer as unknown[]).slice(0, 2))).toEqual([
      [5, 'INVALID_ARGUMENT'],
      [80, 'NOT_FOUND'],
    ])
  })
})

describe('an operation that is born done', () => {
  it.each([
    ['OK', { result: 'given' }, { response: {} }],
    ['UNKNOWN', { result: 'none', clientStyle: 'python' }, {}],
  ])('settles with %s under %j, and nobody polls', (code, knobs, end) => {
    const trace = lro1({ bornDone: true, ...knobs })

    expect(trace.outcome.settle?.code).toBe(code)
    expect(trace.events.filter(({ kind }) => kind === 'return')).toMatchObject([
      { t: 20, op: 'count', code: 'OK', out: { name: 'operations/1', done: true, ...end } },
    ])
  })

  it('has nothing left to cancel: C++ does not send what it remembers', () => {
    const trace = lro1({ bornDone: true, clientStyle: 'cpp' }, [5, 'cancel'])

    expect(trace.outcome).toMatchObject({ cancel: null, milestones: { stopped: 10, settled: 20 } })
  })

  it('is in nobody’s way', () => {
    const trace = lro1({ bornDone: true, parallel: 'aborted' }, [60, 'count'])

    expect(trace.events.flatMap((event) => (event.kind === 'return' ? [event.code] : []))).toEqual(['OK', 'OK'])
  })
})

describe('methods that are not offered', () => {
  it.each([
    ['all', ['OK', 'OK', 'OK']],
    ['noWait', ['OK', 'UNIMPLEMENTED', 'OK']],
    ['none', ['UNIMPLEMENTED', 'UNIMPLEMENTED', 'UNIMPLEMENTED']],
  ])('%s', (otherMethods, codes) => {
    const trace = lro1({ otherMethods }, [60, 'list'], [70, 'wait', { timeout: 0 }], [80, 'delete'])

    expect(
      ['list', 'wait', 'delete'].map((op) =>
        trace.events.flatMap((event) => (event.kind === 'return' && event.op === op ? [event.code] : [])),
      ),
    ).toEqual(codes.map((code) => [code]))
  })
})

describe('what is passed and what comes back', () => {
  const outs = (trace: Trace, op: string): unknown[] =>
    trace.events.flatMap((event) => (event.kind === 'return' && event.op === op ? [event.out] : []))
  const args = (trace: Trace, op: string): unknown[] =>
    trace.events.flatMap((event) => (event.kind === 'call' && event.op === op ? [event.args] : []))

  it('is the POST of a cancel with its path, and an empty object', () => {
    const trace = lro1({}, [160, 'cancel'])

    expect(args(trace, 'cancel')).toEqual([
      { method: 'POST', path: '/v1/operations/1:cancel', name: 'current', body: 'empty', token: 'full' },
    ])
    expect(outs(trace, 'cancel')).toEqual([{}])
    expect(outs(trace, 'count')).toEqual([{ name: 'operations/1' }])
    expect(outs(trace, 'get').slice(-2)).toEqual([
      { name: 'operations/1' },
      { name: 'operations/1', done: true, error: { code: 1, message: 'CANCELLED' } },
    ])
  })

  it('is the Operation, with a response, with nothing, or with the request shown', () => {
    expect(outs(lro1({}), 'get').at(-1)).toEqual({ name: 'operations/1', done: true, response: {} })
    expect(outs(lro1({ result: 'none' }), 'get').at(-1)).toEqual({ name: 'operations/1', done: true })
    expect(outs(lro1({ exposeRequestedCancellation: true }, [160, 'cancel']), 'get')).toContainEqual({
      name: 'operations/1',
      metadata: { requestedCancellation: true },
    })
  })

  it.each([
    [{ token: 'none' }, 401, 'UNAUTHENTICATED', 'CREDENTIALS_MISSING'],
    [{ token: 'readonly' }, 403, 'PERMISSION_DENIED', 'ACCESS_TOKEN_SCOPE_INSUFFICIENT'],
    [{ token: 'noAccess' }, 403, 'PERMISSION_DENIED', 'PERMISSION_DENIED'],
    [{ name: 'unknown' }, 404, 'NOT_FOUND', 'NOT_FOUND'],
  ])('is an error with the status of HTTP for %j', (given, code, status, reason) => {
    expect(outs(lro1({}, [160, 'cancel', given]), 'cancel')).toEqual([
      {
        error: {
          code,
          status,
          details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason, domain: 'vault.googleapis.com' }],
        },
      },
    ])
  })

  it('is all that there is, of a list, without what was deleted', () => {
    const trace = runSteps(model, { exposeRequestedCancellation: true }, [
      [0, 'list'],
      [30, 'count'],
      [100, 'count'],
      [330, 'cancel'],
      [345, 'list'],
      [400, 'delete'],
      [430, 'list'],
    ])

    expect(args(trace, 'list')[0]).toEqual({ method: 'GET', path: '/v1/operations' })
    expect(outs(trace, 'list')).toEqual([
      {},
      {
        operations: [
          { name: 'operations/1', done: true, response: {} },
          { name: 'operations/2', metadata: { requestedCancellation: true } },
        ],
      },
      { operations: [{ name: 'operations/1', done: true, response: {} }] },
    ])
  })

  it('is nothing where the answer is lost or the library refuses', () => {
    expect(outs(lro1({}, [160, 'cancel'], [165, 'loseReply']), 'cancel')).toEqual([undefined])
    expect(outs(lro1({}, [15, 'cancel']), 'cancel')).toEqual([undefined])
  })
})

describe('a client that goes away', () => {
  it.each(styles)('%s sends nothing, hears nothing, and the work goes on', (clientStyle) => {
    const trace = lro1({ clientStyle }, [150, 'leave'], [200, 'cancel'], [400, 'get'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([])
    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 140])
    expect(trace.outcome).toEqual(outcome(null, null, { stopped: 310 }, ['record'], 160))
  })

  it('makes no call any more and starts nothing, also where more than one is asked of it', () => {
    const { events } = runSteps(model, {}, [
      [0, 'count'],
      [150, 'leave'],
      [160, 'count'],
      [170, 'cancel'],
      [180, 'count'],
      [190, 'list'],
    ])

    expect(events.flatMap((event) => (event.kind === 'call' && event.t > 150 ? [event.call] : []))).toEqual([])
    expect(events.flatMap((event) => (event.kind === 'command' ? [[event.do, event.why]] : []))).toEqual([
      ['count', undefined],
      ['leave', undefined],
      ['count', 'the client has gone away'],
      ['cancel', 'the client has gone away'],
      ['count', 'the client has gone away'],
      ['list', 'the client has gone away'],
    ])
  })

  it('takes all its operations with it', () => {
    const trace = runSteps(model, {}, [
      [0, 'count'],
      [100, 'count'],
      [150, 'leave'],
    ])

    expect(sendsOf(trace, 'GetOperation')).toEqual([20, 80, 120, 140])
    expect(trace.outcome).toMatchObject({ settle: null, spentForNobody: 160 })
  })

  it('has asked for nothing in vain: a cancel that was on its way is carried out', () => {
    expect(lro1({}, [150, 'cancel'], [151, 'leave']).outcome).toEqual(
      outcome(null, null, { issued: 150, noticed: 220, stopped: 220 }, ['record'], 69),
    )
  })

  it('sends no cancel again', () => {
    const trace = lro1({ clientStyle: 'gax' }, [110, 'outage'], [125, 'cancel'], [150, 'leave'], [200, 'recover'])

    expect(sendsOf(trace, 'CancelOperation')).toEqual([125])
  })
})

describe('what an observer cannot tell', () => {
  /** What a get brings back, as far as the client can see it. */
  const shown = (knobs: Args, ...steps: ShortStep[]): unknown =>
    lro1(knobs, ...steps).events.flatMap((event) =>
      event.kind === 'return' && event.op === 'get' && event.t === 220 ? [[event.code, event.http]] : [],
    )

  it('whether a cancel is under way: the operation looks the same', () => {
    expect(shown({}, [160, 'cancel'])).toEqual(shown({}))
  })

  it('which name exists, without access', () => {
    const denied = (name: string): unknown =>
      returnsOf(lro1({}, [160, 'cancel', { name, token: 'noAccess' }]), 'cancel')

    expect(denied('unknown')).toEqual(denied('current'))
  })
})
