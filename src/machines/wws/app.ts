import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { RegisterRequest, ToApp } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** Wants to return, but is inside a registering call of its own. */
  readonly leaving: boolean
}
type Event = Command<'register' | 'finish'> | ToApp

const register = (request: Omit<RegisterRequest, 'type'>): Effect => ({
  type: 'tell',
  to: 'host',
  event: { type: 'WsRegisterOperationForCancel', ...request },
})

/**
 * The service's own code for one operation (Server Side Service Operations): it registers, works, and returns in its own time.
 * What the cancel callback does is up to it; here it wakes the operation, or not.
 */
export const app = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    registersFirst: ({ context }) =>
      context.knobs.registers !== 'never' && context.knobs.registers !== 'afterCompletion',
    registersAgain: ({ context }) => context.knobs.registers === 'twice',
    registersTooLate: ({ context }) => context.knobs.registers === 'afterCompletion',
    isAsync: ({ context }) => context.knobs.operation === 'async',
    cooperates: ({ context }) => context.knobs.cooperates,
    wasCommanded: ({ event }) => !fieldOf(event, 'own'),
    isLeaving: ({ context }) => context.leaving,
  },
  actions: {
    cite: citing<WwsClause>(),
    callRegister: emit(({ context }, params: { readonly which: 'first' | 'second' | 'late' }): Effect => {
      const key = `register/${context.operation}/${params.which}`
      const { registers, freeState } = context.knobs
      return batch(
        { type: 'call', op: 'register', call: key },
        register({
          operation: context.operation,
          call: key,
          callback: registers !== 'nullCallback',
          freeState,
          own: true,
        }),
      )
    }),
    passRegister: emit(({ context, event }): Effect => {
      const { call, callback, freeState } = expectEvent(event, 'register')
      return register({
        operation: context.operation,
        call,
        callback: callback === 'given',
        freeState: freeState === 'given',
        own: false,
      })
    }),
    returnRegister: emit(({ event }): Effect => {
      const { call, code, clauses } = expectEvent(event, 'RegisterReturned')
      return { type: 'return', call, code, clauses }
    }),
    noticed: emit(({ context }): Effect =>
      batch(
        { type: 'milestone', operation: context.operation, name: 'noticed' },
        { type: 'tell', to: `call#${context.operation}`, event: { type: 'CallbackReturned' } },
      ),
    ),
    wakeUp: emit(({ context }): Effect => ({
      type: 'tell',
      to: `app#${context.operation}`,
      event: { type: 'WakeUp' },
    })),
    leaveLater: assign({ leaving: true }),
    leave: emit(({ context }): Effect =>
      batch(
        { type: 'milestone', operation: context.operation, name: 'stopped' },
        { type: 'tell', to: `call#${context.operation}`, event: { type: 'Return' } },
      ),
    ),
    forgetLeaving: assign({ leaving: false }),
  },
  delays: {
    registerTicks: ({ context }) => context.knobs.registerTicks,
    workTicks: ({ context }) => context.knobs.workTicks,
    reactTicks: ({ context }) => context.knobs.reactTicks,
  },
}).createMachine({
  id: 'wws/app',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, leaving: false }),
  initial: 'idle',
  on: {
    register: { actions: 'passRegister' },
    RegisterReturned: { actions: 'returnRegister' },
    cancelCallback: { actions: 'noticed' },
    finish: {},
  },
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['not called', 'idle'] },
      on: {
        Invoke: [
          { guard: 'registersFirst', target: 'running.body.entered' },
          { guard: 'isAsync', target: 'running.body.pending' },
          { target: 'running.body.working' },
        ],
      },
    },
    running: {
      type: 'parallel',
      states: {
        body: {
          initial: 'entered',
          states: {
            entered: {
              after: { registerTicks: { target: 'registering' } },
              on: {
                finish: { target: '#wws/app.over', actions: 'leave' },
                WakeUp: { target: '#wws/app.over', actions: 'leave' },
              },
            },
            registering: {
              entry: [{ type: 'callRegister', params: { which: 'first' } }],
              on: {
                RegisterReturned: [
                  { guard: 'wasCommanded', actions: 'returnRegister' },
                  {
                    guard: 'isLeaving',
                    target: '#wws/app.over',
                    actions: ['returnRegister', 'leave', 'forgetLeaving'],
                  },
                  { guard: 'registersAgain', target: 'registeringAgain', actions: 'returnRegister' },
                  { guard: 'isAsync', target: 'pending', actions: 'returnRegister' },
                  { target: 'working', actions: 'returnRegister' },
                ],
                finish: { actions: 'leaveLater' },
                WakeUp: { actions: 'leaveLater' },
              },
            },
            registeringAgain: {
              entry: [{ type: 'callRegister', params: { which: 'second' } }],
              on: {
                RegisterReturned: [
                  { guard: 'wasCommanded', actions: 'returnRegister' },
                  {
                    guard: 'isLeaving',
                    target: '#wws/app.over',
                    actions: ['returnRegister', 'leave', 'forgetLeaving'],
                  },
                  { guard: 'isAsync', target: 'pending', actions: 'returnRegister' },
                  { target: 'working', actions: 'returnRegister' },
                ],
                finish: { actions: 'leaveLater' },
                WakeUp: { actions: 'leaveLater' },
              },
            },
            working: {
              after: { workTicks: { target: '#wws/app.over', actions: 'leave' } },
              on: {
                finish: { target: '#wws/app.over', actions: 'leave' },
                WakeUp: { target: '#wws/app.over', actions: 'leave' },
              },
            },
            pending: {
              entry: [{ type: 'cite', params: { clauses: ['WS-02', 'WS-26'] } }],
              after: { workTicks: { target: '#wws/app.over', actions: 'leave' } },
              on: {
                finish: { target: '#wws/app.over', actions: 'leave' },
                WakeUp: { target: '#wws/app.over', actions: 'leave' },
              },
            },
          },
        },
        told: {
          initial: 'no',
          states: {
            no: {
              tags: 'working',
              meta: { label: ['works'] },
              on: {
                cancelCallback: [
                  { guard: 'cooperates', target: 'yes', actions: 'noticed' },
                  {
                    target: 'ignored',
                    actions: ['noticed', { type: 'cite', params: { clauses: ['WS-13', 'WS-30'] } }],
                  },
                ],
              },
            },
            yes: {
              tags: 'windingDown',
              meta: { label: ['told: on its way to return', 'told, returns'] },
              after: { reactTicks: { actions: [{ type: 'cite', params: { clauses: ['WS-30'] } }, 'wakeUp'] } },
            },
            ignored: {
              tags: 'unaware',
              meta: { label: ['told, and works on all the same', 'told, works on', 'works on'] },
            },
          },
        },
      },
    },
    over: {
      initial: 'returned',
      states: {
        returned: {
          tags: 'over',
          meta: { label: ['has returned', 'returned'] },
          on: { Completed: [{ guard: 'registersTooLate', target: 'remembers' }, {}] },
        },
        remembers: {
          tags: 'over',
          meta: { label: ['has returned, but will still register', 'returned'] },
          after: {
            registerTicks: { target: 'registersLate', actions: [{ type: 'callRegister', params: { which: 'late' } }] },
          },
        },
        registersLate: { tags: 'over', meta: { label: ['uses a context that is dead', 'dead context'] } },
      },
    },
  },
})
