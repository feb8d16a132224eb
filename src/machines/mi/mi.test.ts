import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ensure } from '#base/assert.ts'
import type { Scenario, Value } from '#kernel/model.ts'
import { statechartOf } from '#kernel/statechart.ts'
import { run, runOutcome } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { mi as document } from '#specs/mi.ts'
import { knobDefaults } from '../domains.ts'
import { builtIn, runSteps, scenarioOf, type ShortStep } from '../testing.ts'
import { mi } from './index.ts'
import { model } from './model.ts'

type Args = Readonly<Record<string, Value>>

const wsman: Args = { profile: 'omiWsman' }
const local: Args = { profile: 'omiLocal' }
const sync: Args = { mode: 'sync' }

const limits = { code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED', value: '27' }
const failed = { code: 'MI_RESULT_FAILED', value: '1' }
const okay = { code: 'MI_RESULT_OK', value: '0' }
const invalid = { code: 'MI_RESULT_INVALID_PARAMETER', value: '4' }
const outcome = (
  cancel: Outcome['cancel'],
  settle: Outcome['settle'],
  lateResults: number,
  times: Outcome['milestones'],
  leaks: string[] = [],
  spentForNobody = 0,
): Outcome => ({
  cancel,
  settle,
  lateResults,
  milestones: times,
  leaks,
  spentForNobody,
  unsupported: [],
})

describe('built-in scenarios', () => {
  const outcomes: Readonly<Record<string, Outcome>> = {
    'over-for-you-only': outcome(okay, failed, 2, {
      issued: 200,
      accepted: 200,
      noticed: 230,
      stopped: 290,
      settled: 220,
      released: 340,
    }),
    'stopped-inside-a-callback': outcome(null, null, 0, { stopped: 210, released: 210 }, [], 140),
    'farewell-cut-off': outcome(okay, failed, 1, {
      issued: 60,
      accepted: 60,
      noticed: 70,
      stopped: 130,
      settled: 60,
      released: 165,
    }),
    'patience-begins-anew': outcome(null, okay, 0, { stopped: 210, settled: 220, released: 260 }),
    'acknowledged-inside': outcome(okay, null, 0, { issued: 150, accepted: 150, noticed: 160, stopped: 210 }, [
      'handle',
    ]),
    'somebody-elses-mistakes': outcome(invalid, failed, 1, {
      issued: 40,
      accepted: 75,
      noticed: 85,
      stopped: 145,
      settled: 80,
      released: 145,
    }),
    'ctrl-c-stops-nobody': outcome(null, null, 0, { stopped: 210, released: 210 }, [], 110),
    'somebody-elses-slot': outcome(okay, limits, 0, { issued: 80, accepted: 80, settled: 60, released: 100 }),
    'the-method-goes-on': outcome(
      okay,
      failed,
      0,
      {
        issued: 100,
        accepted: 100,
        stopped: 310,
        settled: 100,
        released: 310,
      },
      [],
      210,
    ),
    'nobody-looked': outcome(okay, failed, 1, {
      issued: 160,
      accepted: 160,
      noticed: 170,
      stopped: 210,
      settled: 160,
      released: 400,
    }),
    'the-last-word-is-lost': outcome(okay, failed, 1, {
      issued: 215,
      accepted: 215,
      stopped: 210,
      settled: 220,
      released: 250,
    }),
    'too-late': outcome(okay, okay, 0, { issued: 230, accepted: 230, stopped: 210, settled: 220, released: 250 }),
    'cancelled-before-it-began': outcome(okay, failed, 0, {
      issued: 5,
      accepted: 5,
      noticed: 15,
      stopped: 75,
      settled: 5,
      released: 75,
    }),
    'asking-again': outcome(okay, failed, 1, {
      issued: 95,
      accepted: 95,
      noticed: 105,
      stopped: 165,
      settled: 100,
      released: 165,
    }),
    'fetch-the-rest': outcome(okay, failed, 1, {
      issued: 95,
      accepted: 95,
      noticed: 105,
      stopped: 165,
      settled: 110,
      released: 165,
    }),
    'woken-by-the-cancel': outcome(okay, failed, 0, {
      issued: 25,
      accepted: 25,
      noticed: 35,
      stopped: 95,
      settled: 25,
      released: 95,
    }),
    'a-close-that-never-returns': outcome(null, null, 0, { noticed: 110, stopped: 170 }, ['handle']),
    'the-other-thread-lets-it-go': outcome(null, failed, 0, { noticed: 95, stopped: 155, settled: 220, released: 220 }),
    'asking-is-no-use': outcome(okay, failed, 1, {
      issued: 95,
      accepted: 95,
      noticed: 105,
      stopped: 165,
      settled: 100,
      released: 165,
    }),
    'close-cancels': outcome(invalid, failed, 0, {
      issued: 97,
      noticed: 105,
      stopped: 165,
      settled: 100,
      released: 165,
    }),
    'nothing-to-be-found': outcome({ code: 'MI_RESULT_NOT_FOUND', value: '6' }, failed, 0, {
      issued: 110,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 170,
    }),
    'closing-time': outcome(okay, failed, 0, {
      issued: 120,
      accepted: 120,
      noticed: 105,
      stopped: 165,
      settled: 100,
      released: 165,
    }),
    'the-last-handle-out': outcome(null, failed, 0, { noticed: 105, stopped: 165, settled: 100, released: 165 }),
    'never-started': outcome(failed, invalid, 0, { issued: 20, settled: 10, released: 30 }),
    'before-anything': outcome(invalid, failed, 1, {
      issued: 0,
      accepted: 110,
      noticed: 120,
      stopped: 180,
      settled: 110,
      released: 180,
    }),
    'somebody-else': outcome({ code: 'MI_RESULT_ACCESS_DENIED', value: '2' }, failed, 0, {
      issued: 100,
      accepted: 150,
      noticed: 160,
      stopped: 210,
      settled: 150,
      released: 210,
    }),
    'no-memory-to-cancel': outcome({ code: 'MI_RESULT_SERVER_LIMITS_EXCEEDED', value: '27' }, failed, 1, {
      issued: 100,
      accepted: 120,
      noticed: 130,
      stopped: 190,
      settled: 120,
      released: 300,
    }),
    'the-link-breaks': outcome(okay, failed, 0, {
      issued: 120,
      accepted: 120,
      stopped: 210,
      settled: 100,
      released: 210,
    }),
    'the-slot-goes-with-the-client': outcome(
      okay,
      failed,
      1,
      {
        issued: 100,
        accepted: 100,
        stopped: 210,
        settled: 100,
        released: 120,
      },
      [],
      110,
    ),
    'only-subscriptions-are-told': outcome(okay, failed, 1, {
      issued: 100,
      accepted: 100,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 120,
    }),
    'all-of-them-come': outcome(okay, okay, 9, {
      issued: 220,
      accepted: 220,
      stopped: 210,
      settled: 310,
      released: 350,
    }),
    'ok-and-nothing-happens': outcome(okay, okay, 7, {
      issued: 100,
      accepted: 100,
      stopped: 210,
      settled: 220,
      released: 230,
    }),
    'a-code-that-nobody-names': outcome(okay, { code: 'other', value: '1000' }, 0, {
      issued: 100,
      accepted: 100,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 170,
    }),
    'ok-and-never-an-end': outcome(okay, null, 0, { issued: 100, accepted: 100, stopped: 310, released: 310 }),
    'cancelled-from-inside': outcome(okay, failed, 0, {
      issued: 90,
      accepted: 90,
      noticed: 100,
      stopped: 160,
      settled: 95,
      released: 200,
    }),
    'stopped-inside-its-handler': outcome(null, null, 0, { noticed: 60, stopped: 120 }, ['handle']),
    'a-way-out-of-the-handler': outcome(null, failed, 0, { noticed: 60, stopped: 120, settled: 50, released: 120 }),
    'the-time-was-up': outcome(null, failed, 0, { stopped: 310, settled: 100, released: 310 }, [], 210),
    'the-service-did-it': outcome(okay, failed, 0, {
      issued: 130,
      accepted: 130,
      noticed: 100,
      stopped: 160,
      settled: 110,
      released: 160,
    }),
    'the-slot-lives-as-long-as-the-session': outcome(okay, failed, 1, {
      issued: 100,
      accepted: 100,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 310,
    }),
    'a-slot-and-no-memory': outcome(
      okay,
      failed,
      1,
      {
        issued: 100,
        accepted: 100,
        stopped: 210,
        settled: 100,
        released: 210,
      },
      [],
      110,
    ),
    'not-before-you-say-so': outcome(okay, failed, 3, {
      issued: 130,
      accepted: 130,
      noticed: 140,
      stopped: 200,
      settled: 260,
      released: 300,
    }),
    'the-lost-acknowledgement': outcome(
      okay,
      failed,
      1,
      {
        issued: 85,
        accepted: 85,
        stopped: 210,
        settled: 120,
        released: 130,
      },
      [],
      125,
    ),
    'never-asked-to-be-told': outcome(okay, failed, 1, {
      issued: 100,
      accepted: 100,
      stopped: 210,
      settled: 100,
      released: 210,
    }),
    'registered-twice': outcome(okay, failed, 1, {
      issued: 100,
      accepted: 100,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 170,
    }),
    'the-last-one-is-held-back': outcome(
      okay,
      failed,
      0,
      {
        issued: 95,
        accepted: 95,
        stopped: 210,
        settled: 95,
        released: 120,
      },
      [],
      115,
    ),
    'over-before-it-returned': outcome(okay, failed, 0, {
      issued: 100,
      accepted: 100,
      noticed: 110,
      stopped: 170,
      settled: 100,
      released: 170,
    }),
    'not-yours-to-close': outcome(null, failed, 0, { noticed: 160, stopped: 210, settled: 150, released: 210 }),
    'one-listens-one-asks': outcome(okay, failed, 1, {
      issued: 95,
      accepted: 95,
      noticed: 105,
      stopped: 165,
      settled: 100,
      released: 165,
    }),
    'stopped-inside-the-close': outcome(null, null, 0, { noticed: 110, stopped: 170, released: 170 }, [], 10),
    'early-and-late-for-somebody-else': outcome(okay, null, 0, {
      issued: 25,
      accepted: 25,
      stopped: 210,
      released: 260,
    }),
    'the-failure-has-to-be-fetched': outcome(failed, invalid, 0, { issued: 60, settled: 90, released: 120 }),
    'no-such-class': outcome(okay, failed, 0, { issued: 115, accepted: 115, settled: 120, released: 160 }),
    'one-line-of-two': outcome(null, failed, 0, { stopped: 210, settled: 80, released: 120 }),
    'on-their-way-to-somebody-else': outcome(okay, failed, 2, {
      issued: 130,
      accepted: 130,
      noticed: 180,
      stopped: 240,
      settled: 160,
      released: 280,
    }),
  }

  it('each has its outcome', () => {
    expect(
      Object.fromEntries(mi.scenarios.map((scenario) => [scenario.id, run(model, builtIn(mi, scenario)).outcome])),
    ).toEqual(outcomes)
  })

  it('the close of the session comes back with the last handle, and not with the work', () => {
    const scenario = ensure(
      mi.scenarios.find(({ id }) => id === 'the-last-handle-out'),
      'it is built in',
    )

    expect(
      story(run(model, builtIn(mi, scenario))).filter((line) => /quota|closeSession|stopped|close#|settle/.test(line)),
    ).toEqual([
      '10 quota 1',
      '20 quota 2',
      '95 settle 2 MI_RESULT_FAILED',
      '100 settle 1 MI_RESULT_FAILED',
      '120 close#1 MI_RESULT_OK',
      '165 stopped 1',
      '165 quota 1',
      '200 closeSession#1 MI_RESULT_OK',
      '200 close#2 MI_RESULT_OK',
      '320 stopped 2',
      '320 quota 0',
    ])
  })

  it('together they return every code of the cancel, with every profile', () => {
    const traces = mi.scenarios.map((scenario) => run(model, builtIn(mi, scenario)))
    const codes = traces.flatMap(({ events }) =>
      events.flatMap((event) => (event.kind === 'return' && event.op === 'cancel' ? [event.code] : [])),
    )

    // NOT_SUPPORTED is told to a provider, never to a caller.
    const ofCancel = Object.keys(document.codes).filter((code) => code !== 'MI_RESULT_NOT_SUPPORTED')
    expect([...new Set(codes)].sort()).toEqual(ofCancel.sort())
    expect([...new Set(traces.map(({ scenario }) => String(scenario.knobs['profile'])))].sort()).toEqual([
      'documented',
      'omiLocal',
      'omiWsman',
    ])
  })

  it('together they cite every clause that is not outside the model', () => {
    const cited = mi.scenarios.flatMap((scenario) =>
      run(model, builtIn(mi, scenario)).events.flatMap((event) =>
        event.kind === 'clause' ? event.ids : event.kind === 'return' ? event.clauses : [],
      ),
    )
    const inside = Object.entries(document.clauses).flatMap(([id, clause]) => ('outside' in clause ? [] : [id]))

    expect([...new Set(cited)].sort()).toEqual(inside)
  })
})

/** What happened in a run, as one line each: calls and returns, results and ends, what is held, milestones. */
function story(trace: Trace): string[] {
  return trace.events.flatMap((event) => {
    switch (event.kind) {
      case 'return':
        return [`${event.t} ${event.call} ${event.code}`]
      case 'result':
        return [`${event.t} result ${event.operation}.${event.n}${event.late ? ' late' : ''}`]
      case 'settle':
        return [`${event.t} settle ${event.operation} ${event.code}`]
      case 'resource':
        return [`${event.t} ${event.name} ${event.held}`]
      case 'milestone':
        return event.name === 'settled' ? [] : [`${event.t} ${event.name} ${event.operation}`]
      default:
        return []
    }
  })
}

const told = (knobs: Args, steps: readonly ShortStep[], about: RegExp): string[] =>
  story(runSteps(model, knobs, steps)).filter((line) => about.test(line))

describe('corners', () => {
  const ends = /settle|result/

  it('a result that is due on the tick of the cancel was on its way, and comes', () => {
    expect(
      told(
        {},
        [
          [0, 'start'],
          [40, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['40 result 1.1 late', '40 settle 1 MI_RESULT_FAILED'])
  })

  it('an extra result comes when it is due, the final one after the last of them', () => {
    const steps: ShortStep[] = [
      [0, 'start'],
      [135, 'cancel'],
    ]

    expect(told({ linkTicks: 50, extraResults: 2 }, steps, ends)).toEqual([
      '120 result 1.1',
      '140 result 1.2 late',
      '160 result 1.3 late',
      '160 settle 1 MI_RESULT_FAILED',
    ])
    expect(told({ linkTicks: 50, extraResults: 1 }, steps, ends)).toEqual([
      '120 result 1.1',
      '140 result 1.2 late',
      '140 settle 1 MI_RESULT_FAILED',
    ])
    expect(told({ linkTicks: 50, extraResults: 0 }, steps, ends)).toEqual([
      '120 result 1.1',
      '135 settle 1 MI_RESULT_FAILED',
    ])
  })

  it('a final result on the link loses its final part, and its instance is an extra result', () => {
    expect(
      told(
        { results: 1 },
        [
          [0, 'start'],
          [35, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['40 result 1.1 late', '40 settle 1 MI_RESULT_FAILED'])
    expect(
      told(
        { results: 1, extraResults: 0 },
        [
          [0, 'start'],
          [35, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['35 settle 1 MI_RESULT_FAILED'])
    expect(
      told(
        {},
        [
          [0, 'start', { kind: 'invoke' }],
          [315, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['320 result 1.1 late', '320 settle 1 MI_RESULT_FAILED'])
  })

  it('a final result without an instance on the link is lost altogether, a refusal too', () => {
    expect(
      told(
        { results: 0 },
        [
          [0, 'start'],
          [15, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['15 settle 1 MI_RESULT_FAILED'])
    expect(
      told(
        {},
        [
          [0, 'start'],
          [1, 'start'],
          [15, 'cancel', { op: 2 }],
        ],
        /settle 2|result 2/,
      ),
    ).toEqual(['15 settle 2 MI_RESULT_FAILED'])
  })

  it('the answer to the request is no result', () => {
    const knobs = { linkTicks: 100, extraResults: 1, resultTicks: 10 }

    expect(
      told(
        knobs,
        [
          [0, 'start'],
          [150, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['210 result 1.1 late', '210 settle 1 MI_RESULT_FAILED'])
    expect(
      told(
        knobs,
        [
          [0, 'start'],
          [105, 'cancel'],
        ],
        ends,
      ),
    ).toEqual(['105 settle 1 MI_RESULT_FAILED'])
  })

  it('the last result carries the final one; without results the operation ends on admission', () => {
    expect(told({ results: 2 }, [[0, 'start']], /settle|result|stopped|quota/)).toEqual([
      '10 quota 1',
      '40 result 1.1',
      '50 stopped 1',
      '50 quota 0',
      '60 result 1.2',
      '60 settle 1 MI_RESULT_OK',
    ])
    expect(told({ results: 0 }, [[0, 'start']], /settle|result|stopped|quota/)).toEqual([
      '10 quota 1',
      '10 stopped 1',
      '10 quota 0',
      '20 settle 1 MI_RESULT_OK',
    ])
  })

  it('an operation has as many results as its start says, where it says so', () => {
    const three: ShortStep[] = [
      [0, 'start', { results: 1 }],
      [200, 'start'],
      [400, 'start', { results: 3 }],
    ]
    expect(told({ results: 2 }, three, /settle|result/)).toEqual([
      '40 result 1.1',
      '40 settle 1 MI_RESULT_OK',
      '240 result 2.1',
      '260 result 2.2',
      '260 settle 2 MI_RESULT_OK',
      '440 result 3.1',
      '460 result 3.2',
      '480 result 3.3',
      '480 settle 3 MI_RESULT_OK',
    ])
    expect(told({ results: 0 }, [[0, 'start', { kind: 'subscribe', results: 1 }]], /settle|result/)).toEqual([
      '40 result 1.1',
    ])
    // A result that is on its way at the cancel comes, also where the setting says that there is none.
    expect(
      told(
        { results: 0 },
        [
          [0, 'start', { results: 1 }],
          [35, 'cancel'],
        ],
        /settle|result/,
      ),
    ).toEqual(['40 result 1.1 late', '40 settle 1 MI_RESULT_FAILED'])
  })

  it('a callback that is stuck in the close of its session takes no time of its own meanwhile', () => {
    const { events } = runSteps(model, { callbackTicks: 5, results: 2 }, [
      [0, 'closeSession', { within: 'callback', completion: 'none' }],
      [0, 'start'],
    ])

    expect(events.filter((event) => event.kind === 'timer' && event.name === 'callbackTicks')).toEqual([])
    expect(events.some((event) => event.kind === 'state' && event.to.startsWith('callback.stuck'))).toBe(true)
  })

  it('a subscription stays open when its results are posted, until it is cancelled, closed or cut off', () => {
    const start: ShortStep = [0, 'start', { kind: 'subscribe' }]
    const about = /settle|stopped|noticed/

    expect(told({ results: 1 }, [start], about)).toEqual([])
    expect(told({ results: 0 }, [start], about)).toEqual([])
    expect(told({ results: 1 }, [start, [500, 'cancel']], about)).toEqual([
      '500 settle 1 MI_RESULT_FAILED',
      '510 noticed 1',
      '570 stopped 1',
    ])
    expect(told({ results: 1 }, [start, [500, 'close']], about)).toEqual([
      '500 settle 1 MI_RESULT_FAILED',
      '510 noticed 1',
      '570 stopped 1',
    ])
    expect(told({ results: 1 }, [start, [500, 'closeSession']], about)).toEqual([
      '500 settle 1 MI_RESULT_FAILED',
      '510 noticed 1',
      '570 stopped 1',
    ])
    expect(told({ results: 1 }, [start, [500, 'dropLink']], about)).toEqual(['500 settle 1 MI_RESULT_FAILED'])
    expect(runSteps(model, { results: 1 }, [start, [500, 'dropLink']]).outcome.leaks).toEqual(['handle', 'quota'])
    expect(runSteps(model, { results: 1, ...local }, [start, [500, 'dropLink']]).outcome.leaks).toEqual(['handle'])
  })

  it('a handle that no start has opened is an invalid parameter, to every call; that of an operation that never started gives FAILED', () => {
    expect(
      told(
        sync,
        [
          [0, 'cancel'],
          [0, 'close'],
          [0, 'getNext'],
          [0, 'cancel', { op: 1000, handle: 'neverStarted' }],
        ],
        /#/,
      ),
    ).toEqual([
      '0 cancel#1 MI_RESULT_INVALID_PARAMETER',
      '0 close#1 MI_RESULT_INVALID_PARAMETER',
      '0 getNext#1 MI_RESULT_INVALID_PARAMETER',
      '0 cancel#2 MI_RESULT_FAILED',
    ])
  })

  it('an operation that failed to start: cancel FAILED, close OK and zeroed', () => {
    const steps: ShortStep[] = [
      [0, 'closeSession'],
      [1, 'start'],
      [2, 'cancel'],
      [3, 'getNext'],
      [4, 'getNext'],
      [5, 'close'],
      [6, 'cancel'],
      [7, 'close'],
      [8, 'getNext'],
    ]

    expect(told(sync, steps, /./)).toEqual([
      '0 closeSession#1 MI_RESULT_OK',
      '1 handle 1',
      '1 start#1 MI_RESULT_OK',
      '2 issued 1',
      '2 cancel#1 MI_RESULT_FAILED',
      '3 settle 1 MI_RESULT_INVALID_PARAMETER',
      '3 getNext#1 MI_RESULT_OK',
      '4 getNext#2 MI_RESULT_OK',
      '5 handle 0',
      '5 released 1',
      '5 close#1 MI_RESULT_OK',
      '6 cancel#2 MI_RESULT_INVALID_PARAMETER',
      '7 close#2 MI_RESULT_INVALID_PARAMETER',
      '8 getNext#3 MI_RESULT_INVALID_PARAMETER',
    ])
    expect(told({}, steps, /getNext|settle/)).toEqual([
      '1 settle 1 MI_RESULT_INVALID_PARAMETER',
      '3 getNext#1 MI_RESULT_INVALID_PARAMETER',
      '4 getNext#2 MI_RESULT_INVALID_PARAMETER',
      '8 getNext#3 MI_RESULT_INVALID_PARAMETER',
    ])
  })

  it('synchronously nothing comes before it is fetched, and what is fetched after the cancel is late', () => {
    const steps: ShortStep[] = [
      [0, 'start'],
      [65, 'cancel'],
      [70, 'getNext'],
      [71, 'getNext'],
      [72, 'getNext'],
      [73, 'getNext'],
      [90, 'getNext'],
    ]

    expect(told(sync, steps, /settle|result|getNext/)).toEqual([
      '70 result 1.1 late',
      '70 getNext#1 MI_RESULT_OK',
      '71 result 1.2 late',
      '71 getNext#2 MI_RESULT_OK',
      '72 settle 1 MI_RESULT_FAILED',
      '72 getNext#3 MI_RESULT_OK',
      '73 getNext#4 MI_RESULT_OK',
      '90 getNext#5 MI_RESULT_OK',
    ])
  })

  it('an operation whose final result is here, though not fetched, is over: the cancel changes nothing', () => {
    const steps: ShortStep[] = [
      [0, 'start'],
      [45, 'cancel'],
      [50, 'getNext'],
    ]

    expect(told({ ...sync, results: 1 }, steps, /settle|result|cancel/)).toEqual([
      '45 cancel#1 MI_RESULT_OK',
      '50 result 1.1 late',
      '50 settle 1 MI_RESULT_OK',
    ])
  })

  it('a synchronous close waits until the final result was fetched, and so does the close of the session', () => {
    const steps: ShortStep[] = [
      [0, 'start'],
      [20, 'closeSession'],
      [25, 'close'],
      [26, 'close'],
      [27, 'cancel'],
      [90, 'getNext'],
    ]

    expect(told(sync, steps, /close|cancel#|getNext|handle|settle/)).toEqual([
      '0 handle 1',
      '26 close#2 MI_RESULT_INVALID_PARAMETER',
      '27 cancel#1 MI_RESULT_INVALID_PARAMETER',
      '90 settle 1 MI_RESULT_FAILED',
      '90 getNext#1 MI_RESULT_OK',
      '90 handle 0',
      '90 closeSession#1 MI_RESULT_OK',
      '90 close#1 MI_RESULT_OK',
    ])
  })

  it('an asynchronous operation has no getter', () => {
    expect(
      told(
        {},
        [
          [0, 'start'],
          [100, 'getNext'],
        ],
        /getNext/,
      ),
    ).toEqual(['100 getNext#1 MI_RESULT_INVALID_PARAMETER'])
  })

  it('only a cancel looks at the memory', () => {
    const steps: ShortStep[] = [
      [0, 'outOfMemory'],
      [1, 'start'],
      [50, 'cancel'],
      [60, 'close'],
      [70, 'closeSession'],
    ]

    expect(told({}, steps, /(start|cancel|close\w*|finalResult)#/)).toEqual([
      '1 start#1 MI_RESULT_OK',
      '50 cancel#1 MI_RESULT_SERVER_LIMITS_EXCEEDED',
      '60 close#1 MI_RESULT_OK',
      '61 finalResult#1 MI_RESULT_OK',
      '70 closeSession#1 MI_RESULT_OK',
    ])
  })

  it('a broken link: what was on its way is lost, providers run on untold, the slot stays with them', () => {
    const steps: ShortStep[] = [
      [0, 'start'],
      [95, 'cancel'],
      [98, 'dropLink'],
      [120, 'start'],
      [130, 'cancel', { op: 2 }],
      [140, 'dropLink'],
    ]

    expect(told({ canceledFinalCode: 'other' }, steps, /settle|late|noticed|stopped|quota|cancel/)).toEqual([
      '10 quota 1',
      '95 cancel#1 MI_RESULT_OK',
      '98 settle 1 MI_RESULT_FAILED',
      '120 settle 2 MI_RESULT_FAILED',
      '130 cancel#2 MI_RESULT_OK',
      '210 stopped 1',
      '210 quota 0',
    ])
    expect(told(local, steps, /quota|stopped/)).toEqual(['10 quota 1', '98 quota 0', '210 stopped 1'])
  })

  it('a provider that was told before the link broke still stops', () => {
    expect(
      told(
        {},
        [
          [0, 'start'],
          [50, 'cancel'],
          [61, 'dropLink'],
        ],
        /noticed|stopped/,
      ),
    ).toEqual(['60 noticed 1', '120 stopped 1'])
    expect(
      told(
        {},
        [
          [0, 'start'],
          [50, 'cancel'],
          [60, 'dropLink'],
        ],
        /noticed|stopped/,
      ),
    ).toEqual(['210 stopped 1'])
  })

  it('a request that was cancelled on its way is worked on all the same', () => {
    expect(
      told(
        {},
        [
          [0, 'start', { kind: 'invoke' }],
          [5, 'cancel'],
        ],
        /settle|quota|stopped|noticed/,
      ),
    ).toEqual(['5 settle 1 MI_RESULT_FAILED', '10 quota 1', '310 stopped 1', '310 quota 0'])
  })

  it('OMI frees the slot when the disconnect reaches the server, and not before', () => {
    const get: Args = { kind: 'get' }
    const steps: ShortStep[] = [
      [0, 'start'],
      [50, 'cancel'],
      [49, 'start', get],
      [51, 'start', get],
    ]

    expect(told({ ...local, invokeTicks: 10 }, steps, /settle|quota/)).toEqual([
      '10 quota 1',
      '50 settle 1 MI_RESULT_FAILED',
      '60 quota 0',
      '61 quota 1',
      '69 settle 2 MI_RESULT_SERVER_LIMITS_EXCEEDED',
      '71 quota 0',
      '81 settle 3 MI_RESULT_OK',
    ])
  })

  describe('over WS-Man, as OMI was seen, nothing is done about a cancel', () => {
    const about = /settle|stopped|close|cancel#|handle|quota/

    it('after the first result everything comes as if nothing were', () => {
      const steps: ShortStep[] = [
        [0, 'start'],
        [41, 'cancel'],
        [42, 'closeSession'],
        [45, 'close'],
      ]

      expect(told({ ...wsman, results: 2 }, steps, about)).toEqual([
        '0 handle 1',
        '10 quota 1',
        '41 cancel#1 MI_RESULT_OK',
        '45 handle 0',
        '45 closeSession#1 MI_RESULT_OK',
        '45 close#1 MI_RESULT_OK',
        '50 stopped 1',
        '50 quota 0',
        '60 settle 1 MI_RESULT_OK',
      ])
    })

    it.each<[string, ShortStep]>([
      ['a cancel', [39, 'cancel']],
      ['a close', [39, 'close']],
      ['the close of the session', [39, 'closeSession']],
      ['a cancel before the request has arrived', [5, 'cancel']],
    ])('before the first result %s leaves it without an end, and the session never closes', (_, asks) => {
      const steps: ShortStep[] = [[0, 'start'], asks, [300, 'close'], [310, 'closeSession'], [320, 'dropLink']]
      const { events, outcome } = runSteps(model, wsman, steps)
      const returned = events.flatMap((event) => (event.kind === 'return' ? [event.op] : []))

      expect(outcome.settle).toBe(null)
      expect(outcome.milestones.stopped).toBe(210)
      expect(outcome.leaks).toEqual([])
      expect(returned).toContain('close')
      expect(returned.filter((op) => op === 'closeSession')).toEqual(asks[1] === 'closeSession' ? ['closeSession'] : [])
    })

    it('an invoke is not over before it is over: its cancel comes before the first result', () => {
      const steps: ShortStep[] = [
        [0, 'start', { kind: 'invoke' }],
        [100, 'cancel'],
      ]

      expect(runSteps(model, wsman, steps).outcome).toEqual(
        outcome(okay, null, 0, { issued: 100, accepted: 100, stopped: 310 }, ['handle']),
      )
    })
  })

  it('two handles that leak are two leaks', () => {
    const start: ShortStep = [0, 'start', { kind: 'get' }]

    expect(runSteps(model, { quota: 2 }, [start, start]).outcome.leaks).toEqual(['handle', 'handle'])
  })

  it('a provider has noticed when it is told, and has stopped when its work ends, whichever ends it', () => {
    const about = /noticed|stopped/

    expect(
      told(
        {},
        [
          [0, 'start'],
          [140, 'cancel'],
        ],
        about,
      ),
    ).toEqual(['150 noticed 1', '210 stopped 1'])
    expect(
      told(
        { noticeTicks: 10 },
        [
          [0, 'start'],
          [190, 'cancel'],
        ],
        about,
      ),
    ).toEqual(['200 noticed 1', '210 stopped 1'])
  })

  it('the last callback is a call that the application returns from at once', () => {
    const lines = runSteps(model, {}, [
      [0, 'start'],
      [15, 'cancel'],
    ]).events.flatMap((event) =>
      (event.kind === 'call' || event.kind === 'return') &&
      !['start', 'registerCancel', 'cancelCallback'].includes(event.op)
        ? [`${event.kind} ${event.call} by ${event.actor}`]
        : [],
    )

    expect(lines).toEqual([
      'call cancel#1 by client#1',
      'return cancel#1 by client#1',
      'call finalResult#1 by runtime#1',
      'return finalResult#1 by client#1',
    ])
  })

  describe('callbacks that take time', () => {
    const slow: Args = { callbackTicks: 50, extraResults: 0 }
    const about = /result|Result|settle|cancel#|close/

    it('come one after the other, and the last one after a cancel waits for the one that runs', () => {
      expect(told({ ...slow, results: 3 }, [[0, 'start']], about)).toEqual([
        '40 result 1.1',
        '90 result#1 MI_RESULT_OK',
        '90 result 1.2',
        '140 result#2 MI_RESULT_OK',
        '140 result 1.3',
        '140 settle 1 MI_RESULT_OK',
        '190 finalResult#1 MI_RESULT_OK',
      ])
      expect(
        told(
          slow,
          [
            [0, 'start'],
            [45, 'cancel'],
          ],
          about,
        ),
      ).toEqual([
        '40 result 1.1',
        '45 cancel#1 MI_RESULT_OK',
        '90 result#1 MI_RESULT_OK',
        '90 settle 1 MI_RESULT_FAILED',
        '140 finalResult#1 MI_RESULT_OK',
      ])
    })

    it.each([0, 50])(
      'a call that was planned for a callback is made when the next one begins (%i ticks each)',
      (ticks) => {
        const steps: ShortStep[] = [
          [0, 'start'],
          [5, 'cancel', { within: 'callback' }],
          [6, 'close', { within: 'callback' }],
        ]
        const { events, outcome: end } = runSteps(model, { ...slow, callbackTicks: ticks }, steps)
        const made = events.flatMap((event) => (event.kind === 'call' && /cancel$|close/.test(event.op) ? [event] : []))

        expect(made.map(({ t, op, args }) => [t, op, args])).toEqual([
          [40, 'cancel', { operation: 'the handle that the callback was given', reason: 'MI_REASON_NONE' }],
          [40, 'close', { operation: 'the handle that the callback was given' }],
        ])
        expect(end.settle).toEqual(failed)
        expect(end.milestones.settled).toBe(40 + ticks)
        expect(end.leaks).toEqual([])
      },
    )

    it('a close of the session inside one waits for ever, unless another thread closes the handles', () => {
      const steps: ShortStep[] = [
        [0, 'start'],
        [60, 'closeSession', { within: 'callback' }],
      ]

      expect(told(slow, steps, about)).toEqual(['40 result 1.1'])
      expect(told(slow, [...steps, [200, 'close']], about)).toEqual([
        '40 result 1.1',
        '200 closeSession#1 MI_RESULT_OK',
        '200 close#1 MI_RESULT_OK',
        '250 result#1 MI_RESULT_OK',
        '250 settle 1 MI_RESULT_FAILED',
        '300 finalResult#1 MI_RESULT_OK',
      ])
    })
  })

  describe('acknowledgements by hand', () => {
    const manual: Args = { acknowledgement: 'manual', extraResults: 0 }
    const about = /result|settle|acknowledge|closeSession/

    it('the next result waits for them, and so do the last callback and the close of the session', () => {
      const steps: ShortStep[] = [
        [0, 'start'],
        [50, 'cancel'],
        [60, 'close'],
        [70, 'closeSession'],
        [80, 'acknowledge'],
        [90, 'acknowledge'],
        [100, 'acknowledge'],
      ]

      expect(told(manual, steps, about)).toEqual([
        '40 result 1.1',
        '80 acknowledge#1 MI_RESULT_OK',
        '80 settle 1 MI_RESULT_FAILED',
        '90 acknowledge#2 MI_RESULT_OK',
        '90 closeSession#1 MI_RESULT_OK',
        '100 acknowledge#3 MI_RESULT_INVALID_PARAMETER',
      ])
    })

    it('one inside the callback takes effect when the callback returns', () => {
      const steps: ShortStep[] = [
        [0, 'start'],
        [45, 'acknowledge'],
      ]

      expect(told({ ...manual, callbackTicks: 30 }, steps, about)).toEqual([
        '40 result 1.1',
        '45 acknowledge#1 MI_RESULT_OK',
        '70 result#1 MI_RESULT_OK',
        '70 result 1.2',
        '100 result#2 MI_RESULT_OK',
      ])
    })

    it('one that is lost at the cancel keeps the session from closing, as OMI was seen', () => {
      const steps: ShortStep[] = [
        [0, 'start'],
        [50, 'cancel'],
        [60, 'acknowledge'],
        [70, 'close'],
        [80, 'closeSession'],
      ]
      const lossy: Args = { ...manual, losesAcknowledgement: true }

      expect(told(lossy, steps, about)).toEqual([
        '40 result 1.1',
        '50 settle 1 MI_RESULT_FAILED',
        '60 acknowledge#1 MI_RESULT_OK',
      ])
    })
  })

  describe('an operation that was given a time', () => {
    const about = /result|settle|noticed|stopped/
    const short: Args = { operationTimeoutTicks: 25, extraResults: 0 }

    it('an enumeration as the longest gap between results', () => {
      expect(told({ ...short, results: 2 }, [[0, 'start']], about)).toEqual([
        '25 settle 1 MI_RESULT_FAILED',
        '35 noticed 1',
        '50 stopped 1',
      ])
      expect(told({ ...short, operationTimeoutTicks: 41, results: 2 }, [[0, 'start']], about)).toEqual([
        '40 result 1.1',
        '50 stopped 1',
        '60 result 1.2',
        '60 settle 1 MI_RESULT_OK',
      ])
    })

    it('any other kind for the whole, and who is told is a choice, as the code is', () => {
      expect(told({ ...short, timeoutFinalCode: 'other' }, [[0, 'start', { kind: 'get' }]], about)).toEqual([
        '25 settle 1 other',
        '310 stopped 1',
      ])
      expect(told({ ...short, timeoutTells: 'nobody', results: 2 }, [[0, 'start']], about)).toEqual([
        '25 settle 1 MI_RESULT_FAILED',
        '50 stopped 1',
      ])
    })

    it('OMI: the local transport ignores it, and over WS-Man nothing comes after it', () => {
      const invoke: ShortStep = [0, 'start', { kind: 'invoke' }]

      expect(told({ ...short, ...local }, [invoke], about)).toEqual([
        '310 stopped 1',
        '320 result 1.1',
        '320 settle 1 MI_RESULT_OK',
      ])
      expect(told({ ...short, ...wsman }, [invoke], about)).toEqual(['310 stopped 1'])
    })

    it('a cancel comes first, or finds it over', () => {
      const steps = (at: number): ShortStep[] => [
        [0, 'start', { kind: 'invoke' }],
        [at, 'cancel'],
      ]
      const knobs: Args = { ...short, timeoutFinalCode: 'other' }

      expect(told(knobs, steps(24), /settle/)).toEqual(['24 settle 1 MI_RESULT_FAILED'])
      expect(told(knobs, steps(26), /settle/)).toEqual(['25 settle 1 other'])
    })
  })

  describe('a slot', () => {
    const steps: ShortStep[] = [
      [0, 'start', { kind: 'invoke' }],
      [50, 'cancel'],
      [60, 'close'],
      [400, 'closeSession'],
    ]
    const freeAt = (knobs: Args): string[] => told(knobs, steps, /quota 0/)

    it.each<[string, Args, string]>([
      ['documented: with the provider', {}, '310 quota 0'],
      ['OMI: with the connection', local, '60 quota 0'],
      ['said for itself: with the provider', { ...local, slotReleasedBy: 'provider' }, '310 quota 0'],
      ['said for itself: with the connection', { slotReleasedBy: 'connection' }, '60 quota 0'],
      ['with the session', { slotReleasedBy: 'session' }, '410 quota 0'],
    ])('%s', (_, knobs, line) => {
      expect(freeAt(knobs)).toEqual([line])
    })

    it('of a session whose link breaks is free at once', () => {
      const broken: ShortStep[] = [steps[0] as ShortStep, [70, 'dropLink']]

      expect(told({ slotReleasedBy: 'session' }, broken, /quota 0/)).toEqual(['70 quota 0'])
    })
  })

  describe('a provider', () => {
    const calls = (knobs: Args, steps: readonly ShortStep[]): unknown[] =>
      runSteps(model, knobs, steps).events.flatMap((event): unknown[] => {
        if (event.kind === 'call' && /registerCancel|cancelCallback/.test(event.op)) return [[event.op, event.args]]
        return event.kind === 'return' && event.op === 'registerCancel' ? [event.code] : []
      })
    const cancel: ShortStep = [50, 'cancel', { reason: 'shutdown' }]
    const registration = ['registerCancel', { cancel: 'cancelCallback' }]

    it('registers once or twice, and is called back once, with a reason or without', () => {
      expect(calls({}, [[0, 'start'], cancel])).toEqual([
        registration,
        'MI_RESULT_OK',
        ['cancelCallback', { reason: 'MI_REASON_NONE' }],
      ])
      expect(calls({ registers: 'twice', reasonTravels: true }, [[0, 'start'], cancel])).toEqual([
        registration,
        'MI_RESULT_OK',
        registration,
        'MI_RESULT_OK',
        ['cancelCallback', { reason: 'MI_REASON_SHUTDOWN' }],
      ])
    })

    it('that cannot be told, or has not registered, works to its end', () => {
      const invoke: ShortStep[] = [[0, 'start', { kind: 'invoke' }], cancel]

      expect(calls({}, invoke)).toEqual([registration, 'MI_RESULT_NOT_SUPPORTED'])
      expect(calls(local, [[0, 'start'], cancel])).toEqual([registration, 'MI_RESULT_NOT_SUPPORTED'])
      expect(calls({ registers: 'never' }, [[0, 'start'], cancel])).toEqual([])
      expect(told({ registers: 'never' }, [[0, 'start'], cancel], /noticed|stopped/)).toEqual(['210 stopped 1'])
    })

    it('is told by the service that stops, of whatever can be told', () => {
      const stop: ShortStep = [50, 'serviceCancels', { reason: 'shutdown' }]

      expect(calls({}, [[0, 'start'], stop])).toEqual([
        registration,
        'MI_RESULT_OK',
        ['cancelCallback', { reason: 'MI_REASON_SHUTDOWN' }],
      ])
      expect(told({}, [[0, 'start', { kind: 'invoke' }], stop], /settle|noticed|stopped/)).toEqual([
        '60 settle 1 MI_RESULT_FAILED',
        '310 stopped 1',
      ])
    })
  })

  it('what the last callback and the getter bring is in the trace', () => {
    const brought = (knobs: Args, steps: ShortStep[]): unknown[] =>
      runSteps(model, knobs, steps).events.flatMap((event): unknown[] => {
        if (event.kind === 'call' && event.op === 'finalResult') return [event.args]
        return event.kind === 'return' && event.op === 'getNext' ? [event.out] : []
      })
    const get: ShortStep[] = [60, 80, 90].map((at) => [at, 'getNext'])

    expect(brought({ results: 2 }, [[0, 'start']])).toEqual([
      { instance: 2, moreResults: false, resultCode: 'MI_RESULT_OK' },
    ])
    expect(brought({ ...sync, results: 2 }, [[0, 'start'], ...get])).toEqual([
      { instance: 1, moreResults: true, result: 'MI_RESULT_OK' },
      { instance: 2, moreResults: false, result: 'MI_RESULT_OK' },
      { instance: null, moreResults: false },
    ])
  })

  it('a refused cancel is issued, and the operation does not notice it', () => {
    expect(
      runSteps(model, {}, [
        [0, 'start'],
        [100, 'cancel', { identity: 'other' }],
      ]).outcome,
    ).toEqual(
      outcome({ code: 'MI_RESULT_ACCESS_DENIED', value: '2' }, okay, 0, { issued: 100, stopped: 210, settled: 220 }, [
        'handle',
      ]),
    )
  })

  it('a cancel aims at its op, also where there is none', () => {
    expect(
      runSteps(model, {}, [
        [0, 'start'],
        [100, 'cancel', { op: 7 }],
      ]).outcome,
    ).toEqual(outcome(invalid, null, 0, { issued: 100 }, ['handle']))
  })
})

describe('whatever is done', () => {
  const at = fc.integer({ min: 0, max: 260 })
  const op = fc.integer({ min: 1, max: 3 })
  const step: fc.Arbitrary<ShortStep> = fc.oneof(
    fc.tuple(at, fc.constant('start'), fc.record({ kind: fc.constantFrom('enumerate', 'subscribe', 'invoke') })),
    fc.tuple(
      at,
      fc.constant('cancel'),
      fc.record({
        op,
        handle: fc.constantFrom('operation', 'operation', 'null', 'neverStarted'),
        identity: fc.constantFrom('same', 'same', 'other'),
        reason: fc.constantFrom('none', 'timeout', 'shutdown', 'serviceStop'),
      }),
    ),
    fc.tuple(at, fc.constantFrom('getNext', 'close'), fc.record({ op })),
    fc.tuple(at, fc.constantFrom('closeSession', 'outOfMemory', 'memoryBack', 'dropLink'), fc.constant({})),
  )
  const knobs = fc.record({
    mode: fc.constantFrom('async', 'sync'),
    linkTicks: fc.constantFrom(0, 10, 40),
    profile: fc.constantFrom('documented', 'omiLocal', 'omiWsman'),
    extraResults: fc.constantFrom(0, 2),
    quota: fc.constantFrom(1, 2),
  })
  const scenario = fc
    .tuple(knobs, fc.array(step, { maxLength: 12 }))
    .map(([chosen, steps]) => scenarioOf(model, { ...chosen, invokeTicks: 60 }, [[0, 'start'], ...steps]))
  const holds = (law: (given: Scenario) => void): void =>
    fc.assert(fc.property(scenario, law), { numRuns: 250, seed: 7 })

  it('every machine takes every event that reaches it, except what comes from a server that was left', () => {
    holds((given) => {
      const { events, handled } = run(model, given)
      const ignored = handled.flatMap(({ line, actor, event, isTaken }) =>
        isTaken || events[line]?.kind === 'drop' ? [] : [`${actor} ${event.type}`],
      )
      expect(ignored).toEqual([])
    })
  })

  it('each operation has one final result at most, and nothing follows it', () => {
    holds((given) => {
      const seen = new Set<number>()
      for (const event of run(model, given).events) {
        if (event.kind !== 'result' && event.kind !== 'settle') continue
        expect(seen.has(event.operation)).toBe(false)
        if (event.kind === 'settle') seen.add(event.operation)
      }
    })
  })

  it('asynchronously every operation that was cancelled comes to its end at the client', () => {
    holds((given) => {
      const { cancel, settle } = runOutcome(model, {
        ...given,
        knobs: { ...given.knobs, mode: 'async', profile: 'documented' },
      })
      expect(cancel?.code === 'MI_RESULT_OK' && settle === null).toBe(false)
    })
  })

  it('no more slots are held than there are', () => {
    holds((given) => {
      const held = run(model, given).events.flatMap((event) =>
        event.kind === 'resource' && event.name === 'quota' ? [event.held] : [],
      )
      expect(Math.max(0, ...held)).toBeLessThanOrEqual(Number(given.knobs['quota']))
    })
  })

  it('the reason makes no difference', () => {
    holds((given) => {
      const steps = given.steps.map((one) =>
        one.do === 'cancel' ? { ...one, args: { ...one.args, reason: 'none' } } : one,
      )
      expect(runOutcome(model, { ...given, steps })).toEqual(runOutcome(model, given))
    })
  })

  it('to cancel again changes nothing', () => {
    holds((given) => {
      const twice = given.steps.flatMap((one) => (one.do === 'cancel' ? [one, one] : [one]))
      expect(runOutcome(model, { ...given, steps: twice })).toEqual(runOutcome(model, given))
    })
  })

  it('a cancel under another identity changes nothing but the calls', () => {
    holds((given) => {
      const denied = given.steps.map((one) =>
        one.do === 'cancel' ? { ...one, args: { ...one.args, identity: 'other' } } : one,
      )
      const about = (lines: readonly string[]): string[] => lines.filter((line) => !/cancel|issued/.test(line))
      const without = given.steps.filter((one) => one.do !== 'cancel')
      expect(about(story(run(model, { ...given, steps: denied })))).toEqual(
        about(story(run(model, { ...given, steps: without }))),
      )
    })
  })
})

it('every guard has its sentence, and every sentence its guard', () => {
  const states = model.roles.flatMap(({ machine }) => [...statechartOf(machine).states.values()])
  const named = new Set(states.flatMap(({ transitions }) => transitions.flatMap(({ guard }) => guard?.name ?? [])))

  expect([...named].sort()).toEqual(Object.keys(mi.guards).sort())
})

it('knobs that leave something open name a clause or a hole', () => {
  const known: readonly string[] = [...Object.keys(document.clauses), ...Object.keys(document.questions)]
  const named = Object.values(model.knobs).flatMap(({ kind, clauses }) => (kind === 'choice' ? [clauses ?? []] : []))

  expect(named.every((clauses) => clauses.length > 0 && clauses.every((id) => known.includes(id)))).toBe(true)
  expect(Object.keys(knobDefaults(model)).length).toBe(26)
})
