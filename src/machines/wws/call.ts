import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { CancelReason, RegisterRequest, RegisterReturned, ToApp, ToCall, WwsCode } from './messages.ts'

/** The registration that is under way. */
interface Attempt {
  readonly call: string
  readonly freeState: boolean
  readonly own: boolean
}
interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** Why the call is cancelled; the first reason stays. */
  readonly reason: CancelReason | null
  readonly attempt: Attempt | null
  /** The registration in force: whether it came with a free-state callback. */
  readonly registration: { readonly freeState: boolean } | null
  /** The operation has returned while a registration was under way. */
  readonly bodyReturned: boolean
}
type Event = ToCall
interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}

const tellApp = (operation: number, event: ToApp): Effect => ({ type: 'tell', to: `app#${operation}`, event })
const tellSelf = (operation: number, event: ToCall): Effect => ({ type: 'tell', to: `call#${operation}`, event })
const asRequest = (event: Event): RegisterRequest => expectEvent(event, 'WsRegisterOperationForCancel')
const callbackKey = (context: Context): string => `cancelCallback/${context.operation}`
const freeKey = (context: Context): string => `freeStateCallback/${context.operation}`
const returned = ({ call: key, own }: Attempt, says: Says): RegisterReturned => ({
  type: 'RegisterReturned',
  call: key,
  ...says,
  own,
})
const holds = (operation: number, name: 'call' | 'userState', change: 1 | -1): Effect => ({
  type: 'resource',
  name,
  change,
  limit: null,
  operation,
})

/**
 * The runtime's record of one call: whether somebody is registered to be told, and whether the call is cancelled. The two are
 * independent, and their race is what WsRegisterOperationForCancel is about. The states are the checks of the reference in its
 * order (section 5.3): no context, complete, no callback, registered already, no memory; a cancel that was decided earlier.
 */
export const call = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    crashesWhenComplete: ({ context }) => context.knobs.afterCompletion === 'crash',
    keepsSilentWhenComplete: ({ context }) => context.knobs.afterCompletion === 'silentOk',
    callbackIsNull: ({ event }) => !fieldOf(event, 'callback'),
    hasRegistration: ({ context }) => context.attempt !== null || context.registration !== null,
    memoryIsShort: ({ event }) => fieldOf(event, 'memoryShort'),
    isUndecided: ({ context }) => context.reason === null,
    refusesWhenDecided: ({ context }) => context.knobs.registerAfterDecision === 'failAborted',
    usesOtherThread: ({ context }) => context.knobs.registerAfterDecision === 'otherThreadThenOk',
    hasFreeState: ({ context }) => context.registration?.freeState === true,
  },
  actions: {
    cite: citing<WwsClause>(),
    invoke: emit(({ context }): Effect =>
      batch(holds(context.operation, 'call', 1), tellApp(context.operation, { type: 'Invoke' })),
    ),
    unsupported: emit((): Effect => ({
      type: 'unsupported',
      clauses: ['WS-03'] satisfies WwsClause[],
      what: 'registers for cancel after the call has completed',
    })),
    /** A registering call takes its time, also where it comes to nothing. */
    refuse: emit(({ context, event }, says: Says): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: returned(asRequest(event), says),
      ticks: context.knobs.registerDuration,
    })),
    refuseDouble: emit(({ context, event }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: returned(asRequest(event), { code: context.knobs.doubleRegister, clauses: params.clauses }),
      ticks: context.knobs.registerDuration,
    })),
    begin: assign({
      attempt: ({ event }) => {
        const { call: key, freeState, own } = asRequest(event)
        return { call: key, freeState, own }
      },
    }),
    holdState: emit(({ context }): Effect => holds(context.operation, 'userState', 1)),
    keepRegistration: assign({ registration: ({ context }) => ({ freeState: context.attempt?.freeState ?? false }) }),
    returnRegister: emit(({ context }, says: Says): Effect =>
      context.attempt === null ? batch() : tellApp(context.operation, returned(context.attempt, says)),
    ),
    forgetAttempt: assign({ attempt: null }),
    keepReason: assign({
      reason: ({ event }) => expectEvent(event, 'WS_SERVICE_HOST_ABORT', 'WS_SERVICE_CHANNEL_FAULTED').type,
    }),
    callCancelCallback: emit(({ context }): Effect =>
      batch(
        { type: 'call', op: 'cancelCallback', call: callbackKey(context) },
        tellApp(context.operation, { type: 'cancelCallback', reason: context.reason ?? 'WS_SERVICE_HOST_ABORT' }),
      ),
    ),
    returnCancelCallback: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'return',
      call: callbackKey(context),
      code: 'S_OK',
      clauses: params.clauses,
    })),
    endThread: emit(({ context }): Effect => tellSelf(context.operation, { type: 'ThreadEnded' })),
    rememberReturn: assign({ bodyReturned: true }),
    /** The operation has returned meanwhile: now that nothing is under way any more, the call can complete. */
    completeIfReturned: emit(({ context }): Effect =>
      context.bodyReturned ? tellSelf(context.operation, { type: 'Return' }) : batch(),
    ),
    freeState: emit(({ context }): Effect =>
      batch(
        { type: 'call', op: 'freeStateCallback', call: freeKey(context) },
        {
          type: 'return',
          call: freeKey(context),
          code: 'S_OK',
          clauses: ['WS-11', 'WS-14', 'WS-16'] satisfies WwsClause[],
        },
        holds(context.operation, 'userState', -1),
      ),
    ),
    complete: emit(({ context }): Effect =>
      batch(
        holds(context.operation, 'call', -1),
        { type: 'tell', to: `channel#${context.operation}`, event: { type: 'Answer' } },
        { type: 'tell', to: 'host', event: { type: 'CallCompleted' } },
        tellApp(context.operation, { type: 'Completed' }),
      ),
    ),
    forgetAll: assign({ reason: null, attempt: null, registration: null, bodyReturned: false }),
  },
  delays: { registerDuration: ({ context }) => context.knobs.registerDuration },
}).createMachine({
  id: 'wws/call',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    reason: null,
    attempt: null,
    registration: null,
    bodyReturned: false,
  }),
  initial: 'absent',
  on: {
    WS_SERVICE_HOST_ABORT: {},
    WS_SERVICE_CHANNEL_FAULTED: {},
  },
  states: {
    absent: {
      tags: 'idle',
      meta: { label: ['not dispatched', 'none'] },
      on: {
        Dispatch: { target: 'executing', actions: 'invoke' },
        WsRegisterOperationForCancel: {
          actions: [{ type: 'refuse', params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'] } }],
        },
      },
    },
    executing: {
      type: 'parallel',
      on: {
        Return: [
          { guard: 'hasFreeState', target: 'completed', actions: ['freeState', 'complete', 'forgetAll'] },
          { target: 'completed', actions: ['complete', 'forgetAll'] },
        ],
      },
      states: {
        cancel: {
          initial: 'none',
          on: {
            WS_SERVICE_HOST_ABORT: { actions: [{ type: 'cite', params: { clauses: ['WS-07'] } }] },
            WS_SERVICE_CHANNEL_FAULTED: { actions: [{ type: 'cite', params: { clauses: ['WS-07'] } }] },
          },
          states: {
            none: {
              tags: 'working',
              meta: { label: ['executes, not cancelled', 'executes'] },
              on: {
                WS_SERVICE_HOST_ABORT: {
                  target: 'hostAbort',
                  actions: ['keepReason', { type: 'cite', params: { clauses: ['WS-10', 'WS-12'] } }],
                },
                WS_SERVICE_CHANNEL_FAULTED: {
                  target: 'channelFaulted',
                  actions: ['keepReason', { type: 'cite', params: { clauses: ['WS-10'] } }],
                },
              },
            },
            hostAbort: {
              initial: 'decided',
              states: {
                decided: {
                  tags: 'unaware',
                  meta: {
                    label: [
                      'cancelled by the host, and the operation is not told',
                      'cancelled, not told',
                      'host abort',
                    ],
                  },
                  on: { CallbackReturned: { target: 'notified' } },
                },
                notified: {
                  tags: 'windingDown',
                  meta: { label: ['told: waits for the operation to return', 'told, waits'] },
                },
              },
            },
            channelFaulted: {
              initial: 'decided',
              states: {
                decided: {
                  tags: 'unaware',
                  meta: {
                    label: [
                      'cancelled by a lost channel, and the operation is not told',
                      'cancelled, not told',
                      'channel lost',
                    ],
                  },
                  on: { CallbackReturned: { target: 'notified' } },
                },
                notified: {
                  tags: 'windingDown',
                  meta: { label: ['told: waits for the operation to return', 'told, waits'] },
                },
              },
            },
          },
        },
        registration: {
          initial: 'unregistered',
          on: {
            WsRegisterOperationForCancel: [
              {
                guard: 'callbackIsNull',
                actions: [{ type: 'refuse', params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'] } }],
              },
              {
                guard: 'hasRegistration',
                actions: [{ type: 'refuseDouble', params: { clauses: ['WS-08', 'WS-15', 'WS-29'] } }],
              },
              {
                guard: 'memoryIsShort',
                actions: [{ type: 'refuse', params: { code: 'E_OUTOFMEMORY', clauses: ['WS-15', 'WS-28'] } }],
              },
              {
                target: '.registering',
                actions: ['begin', { type: 'cite', params: { clauses: ['WS-01', 'WS-02', 'WS-05'] } }],
              },
            ],
          },
          states: {
            unregistered: {
              on: {
                WS_SERVICE_HOST_ABORT: { actions: [{ type: 'cite', params: { clauses: ['WS-17', 'WS-18'] } }] },
                WS_SERVICE_CHANNEL_FAULTED: { actions: [{ type: 'cite', params: { clauses: ['WS-17', 'WS-18'] } }] },
              },
            },
            registering: {
              after: {
                registerDuration: [
                  {
                    guard: 'isUndecided',
                    target: 'registered',
                    actions: [
                      'holdState',
                      'keepRegistration',
                      { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-09'] } },
                      'forgetAttempt',
                      'completeIfReturned',
                    ],
                  },
                  {
                    guard: 'refusesWhenDecided',
                    target: 'unregistered',
                    actions: [
                      {
                        type: 'returnRegister',
                        params: { code: 'WS_E_OPERATION_ABORTED', clauses: ['WS-15', 'WS-28'] },
                      },
                      'forgetAttempt',
                      'completeIfReturned',
                    ],
                  },
                  {
                    guard: 'usesOtherThread',
                    target: 'notifying',
                    actions: [
                      'holdState',
                      'keepRegistration',
                      'callCancelCallback',
                      { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-09'] } },
                      'forgetAttempt',
                      'endThread',
                    ],
                  },
                  {
                    target: 'registered',
                    actions: [
                      'holdState',
                      'keepRegistration',
                      'callCancelCallback',
                      { type: 'returnCancelCallback', params: { clauses: ['WS-04', 'WS-05', 'WS-11'] } },
                      { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-04', 'WS-09'] } },
                      'forgetAttempt',
                      'completeIfReturned',
                    ],
                  },
                ],
              },
              on: { Return: { actions: 'rememberReturn' } },
            },
            notifying: {
              on: {
                Return: { actions: 'rememberReturn' },
                ThreadEnded: {
                  target: 'registered',
                  actions: [
                    { type: 'returnCancelCallback', params: { clauses: ['WS-05', 'WS-11', 'WS-16'] } },
                    'completeIfReturned',
                  ],
                },
              },
            },
            registered: {
              on: {
                WS_SERVICE_HOST_ABORT: {
                  guard: 'isUndecided',
                  actions: [
                    'callCancelCallback',
                    { type: 'returnCancelCallback', params: { clauses: ['WS-11', 'WS-12', 'WS-13'] } },
                  ],
                },
                WS_SERVICE_CHANNEL_FAULTED: {
                  guard: 'isUndecided',
                  actions: [
                    'callCancelCallback',
                    { type: 'returnCancelCallback', params: { clauses: ['WS-11', 'WS-13'] } },
                  ],
                },
              },
            },
          },
        },
      },
    },
    completed: {
      tags: 'released',
      meta: { label: ['complete: its context is dead', 'complete'] },
      on: {
        WsRegisterOperationForCancel: [
          {
            guard: 'crashesWhenComplete',
            actions: ['unsupported', { type: 'cite', params: { clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            guard: 'keepsSilentWhenComplete',
            actions: ['unsupported', { type: 'refuse', params: { code: 'S_OK', clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            actions: [
              'unsupported',
              { type: 'refuse', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-03', 'WS-25'] } },
            ],
          },
        ],
      },
    },
  },
})
