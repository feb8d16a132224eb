import { describe, expect, it } from 'vitest'
import { assign, emit, setup, transition, type AnyMachineSnapshot } from 'xstate'
import type { Effect, Message } from './effect.ts'
import { KnobNeeded, TransitionTable } from './role.ts'

const lamp = setup({
  types: {
    context: {} as { knobs: { burnTicks: number; dim: boolean }; presses: number },
    events: {} as Message,
    emitted: {} as Effect,
    input: {} as { knobs: { burnTicks: number; dim: boolean } },
  },
  guards: { dims: ({ context }) => context.knobs.dim, isWorn: ({ context }) => context.presses > 2 },
  actions: {
    count: assign({ presses: ({ context }) => context.presses + 1 }),
    shine: emit((): Effect => ({
      type: 'batch',
      effects: [
        { type: 'cite', clauses: ['A'] },
        { type: 'cite', clauses: ['B'] },
      ],
    })),
  },
  delays: { burnTicks: ({ context }) => context.knobs.burnTicks },
}).createMachine({
  id: 'toy/lamp',
  context: ({ input }) => ({ knobs: input.knobs, presses: 0 }),
  initial: 'off',
  states: {
    off: {
      on: {
        press: [
          { guard: 'isWorn' },
          { guard: 'dims', target: 'on.dim', actions: ['count', 'shine'] },
          { target: 'on', actions: ['count', 'shine'] },
        ],
        look: {},
      },
    },
    on: { initial: 'bright', after: { burnTicks: 'off' }, on: { press: 'off' }, states: { bright: {}, dim: {} } },
  },
})

const press = (table: TransitionTable, state: number, knobs: { burnTicks: number; dim: boolean }) =>
  table.answer(state, { type: 'press' }, 'press', knobs)

describe('a role', () => {
  it('is a table over its machine: next state, effects in order, timers', () => {
    const table = new TransitionTable(lamp)
    const knobs = { burnTicks: 7, dim: false }
    const on = press(table, table.initial(0, knobs), knobs)
    expect(table.valueText(on.next)).toBe('on.bright')
    expect(on.outputs).toEqual([
      { type: 'effect', effect: { type: 'cite', clauses: ['A'] } },
      { type: 'effect', effect: { type: 'cite', clauses: ['B'] } },
      {
        type: 'arm',
        timer: 'xstate.after.burnTicks.toy/lamp.on',
        name: 'burnTicks',
        ticks: 7,
        event: { type: 'xstate.after.burnTicks.toy/lamp.on' },
      },
    ])
    expect(press(table, on.next, knobs).outputs).toEqual([
      { type: 'disarm', timer: 'xstate.after.burnTicks.toy/lamp.on' },
    ])
  })

  it('tells an event that is taken without effect from one that nobody takes', () => {
    const table = new TransitionTable(lamp)
    const knobs = { burnTicks: 7, dim: false }
    const off = table.initial(0, knobs)
    expect(table.answer(off, { type: 'look' }, 'look', knobs).handled).toBe(true)
    expect(table.answer(off, { type: 'kick' }, 'kick', knobs).handled).toBe(false)
  })

  it('computes again only where a knob had a say that now says something else', () => {
    const table = new TransitionTable(lamp)
    const off = table.initial(0, { burnTicks: 7, dim: false })
    const bright = press(table, off, { burnTicks: 7, dim: false })
    press(table, off, { burnTicks: 7, dim: true })
    press(table, bright.next, { burnTicks: 7, dim: false })
    expect(table.computed).toBe(3)
    press(table, bright.next, { burnTicks: 9, dim: true })
    expect(table.computed).toBe(3)
    press(table, off, { burnTicks: 9, dim: false })
    expect(table.computed).toBe(4)
  })

  it('says which knob it needs where one is missing', () => {
    const table = new TransitionTable(lamp)
    const off = table.initial(0, {})
    const ask = () => table.answer(off, { type: 'press' }, 'press', { burnTicks: 3 })
    expect(ask).toThrow(KnobNeeded)
    expect(press(table, off, { burnTicks: 3, dim: true }).handled).toBe(true)
  })

  it('agrees with the pure transition() of XState', () => {
    const table = new TransitionTable(lamp)
    const knobs = { burnTicks: 7, dim: true }
    const events = ['press', 'look', 'press', 'kick', 'press', 'press', 'press', 'press', 'press']
    let state = table.initial(0, knobs)
    for (const type of events) {
      const answer = table.answer(state, { type }, type, knobs)
      const [next, actions] = table.under(knobs, () => transition(lamp, table.snapshot(state) as never, { type })) as [
        AnyMachineSnapshot,
        readonly { type: string }[],
      ]
      expect(table.snapshot(answer.next).value).toEqual(next.value)
      expect(table.snapshot(answer.next).context.presses).toBe(next.context.presses)
      expect(answer.outputs.length > 0).toBe(actions.length > 0)
      state = answer.next
    }
  })
})
