import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import { batch, expectEvent, roleTypes } from '../dialect.ts'
import type { Even6Input } from './knobs.ts'
import type { ToSubscription } from './messages.ts'

interface Waiting {
  readonly operation: number
  readonly takes: boolean
}
interface Context {
  /** Calls that wait for an event, in the order in which they came. */
  readonly waiting: readonly Waiting[]
}
type Event = ToSubscription

const wake = (operation: number): Effect => ({
  type: 'tell',
  to: `operation#${operation}`,
  event: { type: 'EventsArrived' },
})

/**
 * The subscription object: events that were logged since its registration and not delivered yet. A Next call takes them all, WaitAsync
 * only says that there are some. One event wakes every call that waits. Closing removes the handle, not the calls that wait.
 */
export const subscription = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    someoneTakesThem: ({ context }) => context.waiting.some(({ takes }) => takes),
    takesThem: ({ event }) => expectEvent(event, 'Wait').takes,
  },
  actions: {
    wakeAll: emit(({ context }): Effect => batch(...context.waiting.map(({ operation }) => wake(operation)))),
    nobodyWaits: assign({ waiting: [] }),
    wakeIt: emit(({ event }): Effect => wake(expectEvent(event, 'Wait').operation)),
    noteWaiting: assign({
      waiting: ({ context, event }) => [
        ...context.waiting,
        { operation: expectEvent(event, 'Wait').operation, takes: expectEvent(event, 'Wait').takes },
      ],
    }),
    noteLeft: assign({
      waiting: ({ context, event }) =>
        context.waiting.filter(({ operation }) => operation !== expectEvent(event, 'Leave').operation),
    }),
  },
}).createMachine({
  id: 'even6/subscription',
  context: { waiting: [] },
  initial: 'unregistered',
  states: {
    unregistered: {
      tags: 'idle',
      meta: { label: ['not registered yet', 'none'] },
      on: { Register: { target: 'live' } },
    },
    live: {
      initial: 'allDelivered',
      on: { Close: { target: 'closed' } },
      states: {
        allDelivered: {
          tags: 'idle',
          meta: { label: ['no undelivered event', 'no event'] },
          on: {
            EventLogged: [
              { guard: 'someoneTakesThem', actions: ['wakeAll', 'nobodyWaits'] },
              { target: 'undelivered', actions: ['wakeAll', 'nobodyWaits'] },
            ],
            Wait: { actions: 'noteWaiting' },
            Leave: { actions: 'noteLeft' },
          },
        },
        undelivered: {
          tags: 'unaware',
          meta: { label: ['events that nobody has fetched', 'undelivered'] },
          on: {
            EventLogged: {},
            Wait: [{ guard: 'takesThem', target: 'allDelivered', actions: 'wakeIt' }, { actions: 'wakeIt' }],
          },
        },
      },
    },
    closed: {
      tags: 'released',
      meta: { label: ['closed'] },
      on: {
        EventLogged: { actions: ['wakeAll', 'nobodyWaits'] },
        Leave: { actions: 'noteLeft' },
      },
    },
  },
})
