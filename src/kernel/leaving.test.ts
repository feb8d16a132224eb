import { describe, expect, it } from 'vitest'
import { emit, setup } from 'xstate'
import type { Effect, Message } from './effect.ts'
import type { Model, Step } from './model.ts'
import { run } from './run.ts'
import type { Trace } from './trace.ts'

/** A client that starts work, leaves it alone, and is told who does something. */
const client = setup({
  types: { events: {} as Message, emitted: {} as Effect, input: {} },
  actions: {
    take: emit((): Effect => ({ type: 'resource', name: 'seat', change: 1, limit: 1, operation: 1 })),
    keepRecord: emit((): Effect => ({ type: 'resource', name: 'record', change: 1, limit: null, operation: 1 })),
    giveBack: emit((): Effect => ({ type: 'resource', name: 'seat', change: -1, limit: 1, operation: 1 })),
    stopped: emit((): Effect => ({ type: 'milestone', operation: 1, name: 'stopped' })),
    abandon: emit((): Effect => ({ type: 'abandon', operation: 1 })),
    refuse: emit((): Effect => ({ type: 'discard', why: 'nobody is there' })),
    answer: emit(({ event }): Effect => ({ type: 'return', call: event['call'] as string, code: 'OK', clauses: [] })),
    tell: emit(({ event }): Effect => ({
      type: 'unsupported',
      clauses: [],
      what: event['by'] === 'other' ? 'other' : 'the client',
    })),
  },
  delays: { workTicks: () => 100, seatTicks: () => 150 },
}).createMachine({
  id: 'toy/client',
  initial: 'idle',
  on: {
    leave: { actions: 'abandon' },
    exit: { target: '.left' },
    look: { actions: 'answer' },
    ask: { actions: 'tell' },
  },
  states: {
    left: { on: { look: { actions: 'refuse' } } },
    idle: { on: { begin: { target: 'working', actions: ['take', 'keepRecord'] } } },
    working: { after: { workTicks: { target: 'ended', actions: 'stopped' } } },
    ended: { after: { seatTicks: { target: 'free', actions: 'giveBack' } } },
    free: {},
  },
})

const model: Model = {
  spec: 'toy',
  roles: [{ name: 'client', title: '', note: '', says: '', machine: client, instances: false }],
  commands: {
    begin: { kind: 'environment', title: '', says: '', args: {}, operation: true, to: () => 'client' },
    leave: { kind: 'fault', title: '', says: '', args: {}, to: () => 'client' },
    exit: { kind: 'fault', title: '', says: '', args: {}, to: () => 'client' },
    look: { kind: 'call', title: '', says: '', args: {}, to: () => 'client' },
    ask: { kind: 'environment', title: '', says: '', args: {}, actors: ['other'], to: () => 'client' },
  },
  knobs: {},
  resources: { seat: { title: '', note: '', says: '' }, record: { title: '', note: '', says: '' } },
  codes: { OK: '0' },
  returns: { look: ['OK'] },
  endings: [],
  otherValue: '1',
  background: [],
}

type Short = readonly [at: number, name: string, actor?: string]
const steps = (all: readonly Short[]): Step[] =>
  all.map(([at, name, actor]) => ({ at, do: name, args: {}, ...(actor === undefined ? {} : { actor }) }))
const runSteps = (...all: readonly Short[]): Trace =>
  run(model, { spec: 'toy', title: '', knobs: {}, steps: steps(all) })

describe('a client that leaves', () => {
  it('leaves work and what is limited to nobody; what is kept without a limit does not count', () => {
    const spent = (at: number): number => runSteps([0, 'begin'], [at, 'leave']).outcome.spentForNobody
    expect([30, 100, 200, 250, 400].map(spent)).toEqual([220, 150, 50, 0, 0])
  })

  it('that stays spends nothing for nobody', () => {
    expect(runSteps([0, 'begin']).outcome.spentForNobody).toBe(0)
  })
})

describe('a command to a client that is not there', () => {
  it('says why nothing came of it, and is no call', () => {
    const { events } = runSteps([1, 'look'], [2, 'exit'], [3, 'look'])
    expect(events.flatMap((event) => (event.kind === 'call' ? [event.call] : []))).toEqual(['look#1'])
    expect(events.flatMap((event) => (event.kind === 'command' ? [[event.do, event.why]] : []))).toEqual([
      ['look', undefined],
      ['exit', undefined],
      ['look', 'nobody is there'],
    ])
    expect(events.map(({ i }) => i)).toEqual(events.map((_, i) => i))
  })
})

describe('somebody else', () => {
  it('is told to the machine and stands in the trace', () => {
    const { events } = runSteps([5, 'ask', 'other'], [6, 'ask'], [7, 'ask', 'client'])
    expect(events.flatMap((event) => (event.kind === 'unsupported' ? [event.what] : []))).toEqual([
      'other',
      'the client',
      'the client',
    ])
    expect(events.flatMap((event) => (event.kind === 'command' ? [event.actor] : []))).toEqual([
      'other',
      'client',
      'client',
    ])
  })
})
