import { describe, expect, it } from 'vitest'
import { assign, emit, setup } from 'xstate'
import type { Effect, Message } from './effect.ts'
import type { Model, Scenario } from './model.ts'
import { run, runOutcome } from './run.ts'
import { System } from './system.ts'

/** A small specification that uses everything the kernel offers: a link, a timer, a poll, a cut, a lost message. */
const asker = setup({
  types: { context: {} as { asked: number }, events: {} as Message, emitted: {} as Effect, input: {} },
  actions: {
    ask: emit((): Effect => ({ type: 'send', to: 'server', event: { type: 'question' } })),
    count: assign({ asked: ({ context }) => context.asked + 1 }),
    take: emit(({ context }): Effect => ({ type: 'result', operation: 1, n: context.asked })),
    leave: emit((): Effect => ({ type: 'cut', from: 'server', to: 'asker', keep: 1, why: 'the asker has left' })),
    issued: emit((): Effect => ({ type: 'milestone', operation: 1, name: 'issued' })),
    accepted: emit((): Effect => ({ type: 'milestone', operation: 1, name: 'accepted' })),
    returned: emit(({ event }): Effect => ({ type: 'return', call: event['call'] as string, code: 'OK', clauses: [] })),
    hold: emit((): Effect => ({ type: 'resource', name: 'seat', change: 1, limit: 1, operation: 1 })),
    release: emit((): Effect => ({ type: 'resource', name: 'seat', change: -1, limit: 1, operation: 1 })),
  },
}).createMachine({
  id: 'toy/asker',
  context: { asked: 0 },
  initial: 'idle',
  states: {
    idle: { on: { ask: { target: 'asking', actions: ['hold', 'ask'] }, leave: { actions: 'returned' } } },
    asking: {
      on: {
        ask: { actions: 'ask' },
        answer: { actions: ['count', 'take'] },
        leave: { target: 'gone', actions: ['issued', 'accepted', 'leave', 'returned'] },
      },
    },
    gone: {
      on: {
        'link.kept': {},
        answer: { actions: ['count', 'take', 'release'] },
        ask: {},
        leave: { actions: 'returned' },
      },
    },
  },
})

const server = setup({
  types: {
    context: {} as { knobs: { thinkTicks: number } },
    events: {} as Message & { type: 'question' },
    emitted: {} as Effect,
    input: {} as { knobs: { thinkTicks: number } },
  },
  actions: { answer: emit((): Effect => ({ type: 'send', to: 'asker', event: { type: 'answer' } })) },
  delays: { thinkTicks: ({ context }) => context.knobs.thinkTicks, pollTicks: () => 7 },
}).createMachine({
  id: 'toy/server',
  context: ({ input }) => ({ knobs: input.knobs }),
  initial: 'idle',
  states: {
    idle: { on: { question: 'thinking' } },
    thinking: { after: { thinkTicks: { target: 'polling', actions: ['answer', 'answer', 'answer'] } } },
    polling: { after: { pollTicks: { target: 'polling', reenter: true } }, on: { question: 'thinking' } },
  },
})

const model: Model = {
  spec: 'toy',
  roles: [
    { name: 'asker', title: '', note: '', says: '', machine: asker, instances: false },
    { name: 'server', title: '', note: '', says: '', machine: server, instances: false },
  ],
  commands: {
    ask: { kind: 'environment', title: '', says: '', args: {}, operation: true, to: () => 'asker' },
    leave: { kind: 'call', title: '', says: '', args: {}, to: () => 'asker' },
  },
  knobs: {},
  resources: { seat: { title: 'Seat', note: '', says: '' } },
  codes: { OK: '0' },
  returns: { leave: ['OK'] },
  endings: [],
  otherValue: '1',
  background: ['pollTicks'],
  results: true,
}

const scenario = (...steps: readonly (readonly [number, string])[]): Scenario => ({
  spec: 'toy',
  title: '',
  knobs: { linkTicks: 10, thinkTicks: 5 },
  steps: steps.map(([at, name]) => ({ at, do: name, args: {} })),
})

const lines = (...steps: readonly (readonly [number, string])[]): string[] =>
  run(model, scenario(...steps)).events.map(({ t, i: _, ...event }) =>
    `${t} ${Object.values(event)
      .map((value) => (typeof value === 'object' ? '' : value))
      .join(' ')}`.trim(),
  )

describe('the kernel', () => {
  it('writes down a run, and ends it when only polls are left', () => {
    expect(lines([3, 'ask'])).toEqual([
      '3 command asker ask  0',
      '3 state asker idle asking',
      '3 resource seat 1 1 1 asker',
      '3 send m1 asker server question 13 asker',
      '13 deliver m1',
      '13 state server idle thinking',
      '18 timer server thinkTicks',
      '18 state server thinking polling',
      '18 send m2 server asker answer 28 server',
      '18 send m3 server asker answer 28 server',
      '18 send m4 server asker answer 28 server',
      '25 timer server pollTicks',
      '28 deliver m2',
      '28 result 1 1 false asker',
      '28 deliver m3',
      '28 result 1 2 false asker',
      '28 deliver m4',
      '28 result 1 3 false asker',
      '28 end only polls and retries are left, and they change nothing',
    ])
  })

  it('cuts a link: what is kept arrives and is late, the rest is lost, and a seat given back is released', () => {
    expect(lines([0, 'ask'], [20, 'leave']).slice(11)).toEqual([
      '20 command asker leave  1',
      '20 call leave#1 asker leave',
      '20 state asker asking gone',
      '20 milestone 1 issued asker',
      '20 milestone 1 accepted asker',
      '20 return leave#1 asker leave OK 0',
      '22 timer server pollTicks',
      '25 deliver m2',
      '25 result 1 1 true asker',
      '25 resource seat 0 1 1 asker',
      '25 milestone 1 released asker',
      '25 drop m3 the asker has left',
      '25 drop m4 the asker has left',
      '25 end only polls and retries are left, and they change nothing',
    ])
  })

  it('carries out a step before what the run produced on the same tick, and equal steps in list order', () => {
    const events = run(model, scenario([25, 'leave'], [25, 'ask'], [0, 'ask'])).events
    const at25 = events.filter(
      (event) => event.t === 25 && (event.kind === 'command' || event.kind === 'deliver' || event.kind === 'drop'),
    )
    expect(at25.map((event) => (event.kind === 'command' ? event.do : event.kind))).toEqual([
      'leave',
      'ask',
      'deliver',
      'drop',
      'drop',
    ])
  })

  it('gives the same bytes from fresh tables and from warm ones, with and without a recorder', () => {
    const each = scenario([0, 'ask'], [7, 'ask'], [31, 'leave'])
    const warm = run(model, each)
    const cold = run(model, each, new System(model, each.knobs, true))
    expect(JSON.stringify(cold.events)).toBe(JSON.stringify(warm.events))
    expect(runOutcome(model, each)).toEqual(warm.outcome)
  })

  it('knows what caused what', () => {
    const { events, origins } = run(model, scenario([0, 'ask']))
    const result = events.findIndex((event) => event.kind === 'result')
    const chain: string[] = []
    for (let at = result; at >= 0; at = origins[at]?.cause ?? -1) chain.push(events[at]?.kind ?? '')
    expect(chain).toEqual(['result', 'deliver', 'send', 'timer', 'deliver', 'send', 'command'])
  })

  it('knows which event each actor handled, and what led to it', () => {
    const { handled, origins, events } = run(model, scenario([0, 'ask'], [20, 'leave']))

    const told = handled.map(
      ({ line, parent, actor, event, before, after }) =>
        `${line} < ${parent}: ${actor} ${event.type} ${before.paths} to ${after.paths}`,
    )
    expect(told).toEqual([
      '0 < -1: asker ask idle to asking',
      '4 < 0: server question idle to thinking',
      '6 < 1: server xstate.after.thinkTicks.toy/server.thinking thinking to polling',
      '11 < -1: asker leave asking to gone',
      '11 < 3: asker link.kept gone to gone',
      '17 < 2: server xstate.after.pollTicks.toy/server.polling polling to polling',
      '18 < 2: asker answer gone to gone',
    ])
    expect(handled.map(({ before }) => before.context)).toContainEqual({ asked: 0 })
    expect(handled.at(-1)?.after.context).toEqual({ asked: 1 })
    const released = events.findIndex((event) => event.kind === 'milestone' && event.name === 'released')
    expect(origins[released]).toEqual({ cause: 18, by: 6, letGo: 'seat' })
  })

  it('marks the results that came while a cancel was on its way, once it is accepted', () => {
    const nothing = (): Effect => ({ type: 'batch', effects: [] })
    const slow = asker.provide({
      actions: {
        issued: emit(({ event }): Effect => ({
          type: 'milestone',
          operation: 1,
          name: 'issued',
          call: event['call'] as string,
        })),
        accepted: emit(nothing),
        leave: emit(nothing),
        returned: emit(nothing),
        // The last answer brings the acceptance.
        release: emit(({ context }): Effect =>
          context.asked === 3
            ? { type: 'milestone', operation: 1, name: 'accepted', call: 'leave@1' }
            : { type: 'batch', effects: [] },
        ),
      },
    })
    const roles = model.roles.map((role) => (role.name === 'asker' ? { ...role, machine: slow } : role))
    const late = (leave: number): object => {
      const { events, outcome } = run({ ...model, roles }, scenario([0, 'ask'], [leave, 'leave']))
      const lines = events.flatMap((event) => (event.kind === 'result' ? [event.late] : []))
      return { lines, lateResults: outcome.lateResults }
    }

    expect(late(20)).toEqual({ lines: [true, true, true], lateResults: 3 })
    expect(late(26)).toEqual({ lines: [false, false, false], lateResults: 0 })
  })

  it('says what a call passes and what comes back beside the code', () => {
    const speaking = asker.provide({
      actions: {
        returned: emit(({ event }): Effect => {
          const call = event['call'] as string
          return {
            type: 'batch',
            effects: [
              { type: 'call', op: 'leave', call, args: { at: 'once' } },
              { type: 'call', op: 'left', call: 'left', args: { reason: 1 } },
              { type: 'return', call, code: 'OK', clauses: [], out: { asked: 0 } },
            ],
          }
        }),
      },
    })
    const spoken = { ...model, roles: model.roles.map((role) => ({ ...role, machine: speaking })).slice(0, 1) }

    const payloads = (of: Model) =>
      run(of, scenario([0, 'leave'])).events.flatMap((event) =>
        event.kind === 'call' ? [[event.call, event.args]] : event.kind === 'return' ? [[event.call, event.out]] : [],
      )

    expect(payloads(spoken)).toEqual([
      ['leave#1', { at: 'once' }],
      ['left#1', { reason: 1 }],
      ['leave#1', { asked: 0 }],
    ])
    expect(payloads(model)).toEqual([
      ['leave#1', {}],
      ['leave#1', undefined],
    ])
  })

  it('gives a message its time also where no knob says how much', () => {
    const silent = { ...scenario([0, 'ask']), knobs: { thinkTicks: 5 } }
    const dues = (of: Model) =>
      run(of, silent).events.flatMap((event) => (event.kind === 'send' ? [event.due - event.t] : []))

    expect(dues(model)).toEqual([1, 1, 1, 1])
    expect(dues({ ...model, linkTicks: 3 })).toEqual([3, 3, 3, 3])
  })

  it('refuses to go on for ever', () => {
    const steps = Array.from({ length: 4 }, (_, i) => [i, 'ask'] as const)
    const endless: Model = { ...model, background: [] }
    expect(() => runOutcome(endless, scenario(...steps))).toThrow('the run does not end: it was stopped at tick')
  })
})
