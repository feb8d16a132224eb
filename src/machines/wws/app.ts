import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { RegisterRequest, ToApp } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** Registering calls that are under way on its own thread. */
  readonly inside: number
  /** Wants to return, but is inside a registering call. */
  readonly leaving: boolean
}
type Event = Command<'register' | 'finish'> | ToApp

const isGiven = (argument: 'given' | 'null'): boolean => argument === 'given'

/** The registering call as it is made, and as the trace shows it. */
const registering = (request: Omit<RegisterRequest, 'type'>): Effect =>
  batch(
    {
      type: 'call',
      op: 'register',
      call: request.call,
      args: {
        context: request.context ? `operation ${request.operation}` : null,
        cancelCallback: request.callback ? 'given' : null,
        freestateCallback: request.freeState ? 'given' : null,
        userState: request.userState,
        error: request.error ? 'given' : null,
      },
    },
    { type: 'tell', to: 'host', event: { type: 'WsRegisterOperationForCancel', ...request } },
  )
/** The state of a registration that is the n-th of its operation, or was made by command. */
const ownState = { first: 'state', second: 'second state', late: 'late state' } as const

/**
 * The service's own code for one operation (Server Side Service Operations): it registers, works, and returns in its own time.
 * All its registering calls are made on its own thread, so that it cannot return while one is under way. What the cancel
 * callback does is up to it; here it wakes the operation, or not.
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
    isInside: ({ context }) => context.inside > 0,
    comesOut: ({ context, event }) => context.leaving && context.inside === 1 && fieldOf(event, 'inside'),
  },
  actions: {
    cite: citing<WwsClause>(),
    ...reaching('stopped'),
    callRegister: emit(({ context }, params: { readonly which: keyof typeof ownState }): Effect => {
      const { registers, freeState } = context.knobs
      return registering({
        operation: context.operation,
        call: `register/${context.operation}/${params.which}`,
        context: true,
        callback: registers !== 'nullCallback',
        freeState,
        userState: `${ownState[params.which]} of operation ${context.operation}`,
        error: true,
        own: true,
        inside: params.which !== 'late',
      })
    }),
    passRegister: emit(({ context, event }, params: { readonly inside: boolean }): Effect => {
      const { call, ...given } = expectEvent(event, 'register')
      return registering({
        operation: context.operation,
        call,
        context: isGiven(given.context),
        callback: isGiven(given.callback),
        freeState: isGiven(given.freeState),
        userState: isGiven(given.userState) ? `state of ${call}` : null,
        error: isGiven(given.error),
        own: false,
        inside: params.inside,
      })
    }),
    goIn: assign({ inside: ({ context }) => context.inside + 1 }),
    returnRegister: emit(({ event }): Effect => {
      const { call, code, clauses, out } = expectEvent(event, 'RegisterReturned')
      return { type: 'return', call, code, clauses, ...(out === undefined ? {} : { out }) }
    }),
    comeOut: assign({
      inside: ({ context, event }) => context.inside - (fieldOf(event, 'inside') ? 1 : 0),
    }),
    wakeUp: emit(({ context }): Effect => ({
      type: 'tell',
      to: `app#${context.operation}`,
      event: { type: 'WakeUp' },
    })),
    leaveLater: assign({ leaving: true }),
    back: emit(({ context }): Effect => ({
      type: 'tell',
      to: `call#${context.operation}`,
      event: { type: 'Return' },
    })),
    forgetThread: assign({ leaving: false, inside: 0 }),
  },
  delays: {
    registerTicks: ({ context }) => context.knobs.registerTicks,
    workTicks: ({ context }) => context.knobs.workTicks,
    reactTicks: ({ context }) => context.knobs.reactTicks,
  },
}).createMachine({
  id: 'wws/app',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, inside: 0, leaving: false }),
  initial: 'idle',
  on: {
    register: { actions: [{ type: 'passRegister', params: { inside: false } }] },
    RegisterReturned: { actions: 'returnRegister' },
    finish: {},
    Told: {},
    WakeUp: {},
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
      on: {
        register: { actions: [{ type: 'passRegister', params: { inside: true } }, 'goIn'] },
        RegisterReturned: [
          { guard: 'comesOut', target: 'over', actions: ['returnRegister', 'stopped', 'back', 'forgetThread'] },
          { actions: ['returnRegister', 'comeOut'] },
        ],
        finish: [
          { guard: 'isInside', actions: 'leaveLater' },
          { target: 'over', actions: ['stopped', 'back'] },
        ],
        WakeUp: [
          { guard: 'isInside', actions: 'leaveLater' },
          { target: 'over', actions: ['stopped', 'back'] },
        ],
      },
      states: {
        body: {
          initial: 'entered',
          states: {
            entered: { after: { registerTicks: [{ guard: 'isLeaving' }, { target: 'registering' }] } },
            registering: {
              entry: [{ type: 'callRegister', params: { which: 'first' } }, 'goIn'],
              on: {
                RegisterReturned: [
                  {
                    guard: 'comesOut',
                    target: '#wws/app.over',
                    actions: ['returnRegister', 'stopped', 'back', 'forgetThread'],
                  },
                  { guard: 'wasCommanded', actions: ['returnRegister', 'comeOut'] },
                  { guard: 'isLeaving', target: 'working', actions: ['returnRegister', 'comeOut'] },
                  { guard: 'registersAgain', target: 'registeringAgain', actions: ['returnRegister', 'comeOut'] },
                  { guard: 'isAsync', target: 'pending', actions: ['returnRegister', 'comeOut'] },
                  { target: 'working', actions: ['returnRegister', 'comeOut'] },
                ],
              },
            },
            registeringAgain: {
              entry: [{ type: 'callRegister', params: { which: 'second' } }, 'goIn'],
              on: {
                RegisterReturned: [
                  {
                    guard: 'comesOut',
                    target: '#wws/app.over',
                    actions: ['returnRegister', 'stopped', 'back', 'forgetThread'],
                  },
                  { guard: 'wasCommanded', actions: ['returnRegister', 'comeOut'] },
                  { guard: 'isAsync', target: 'pending', actions: ['returnRegister', 'comeOut'] },
                  { target: 'working', actions: ['returnRegister', 'comeOut'] },
                ],
              },
            },
            working: {
              after: {
                workTicks: [
                  { guard: 'isInside', actions: 'leaveLater' },
                  { target: '#wws/app.over', actions: ['stopped', 'back'] },
                ],
              },
            },
            pending: {
              entry: [{ type: 'cite', params: { clauses: ['WS-02', 'WS-26'] } }],
              after: {
                workTicks: [
                  { guard: 'isInside', actions: 'leaveLater' },
                  { target: '#wws/app.over', actions: ['stopped', 'back'] },
                ],
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
                Told: [
                  { guard: 'cooperates', target: 'yes' },
                  { target: 'ignored', actions: [{ type: 'cite', params: { clauses: ['WS-13', 'WS-30'] } }] },
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
          meta: { label: ['has returned, but will still register', 'registers on', 'early'] },
          after: {
            registerTicks: { target: 'registersLate', actions: [{ type: 'callRegister', params: { which: 'late' } }] },
          },
        },
        registersLate: { tags: 'over', meta: { label: ['uses a context that is dead', 'dead context'] } },
      },
    },
  },
})
