import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { CancelReason, RegisterRequest, RegisterReturned, ToApp, ToCall, WwsCode } from './messages.ts'

/** A registration that is under way, or in force. */
interface Registration {
  readonly freeState: boolean
  readonly userState: string | null
}
/** The registration that is under way. */
interface Attempt extends Registration {
  readonly call: string
  readonly error: boolean
  readonly own: boolean
  readonly inside: boolean
}
interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** Why the call is cancelled; the first reason stays. */
  readonly reason: CancelReason | null
  readonly attempt: Attempt | null
  /** The registration in force. */
  readonly registration: Registration | null
  /** The operation has returned while its cancel callback still runs. */
  readonly bodyReturned: boolean
}
type Event = ToCall
interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}
/** `why`: the text that a refused registration may leave in the error object. */
interface Refusal extends Says {
  readonly why: string
}

const tellApp = (operation: number, event: ToApp): Effect => ({ type: 'tell', to: `app#${operation}`, event })
const tellSelf = (operation: number, event: ToCall): Effect => ({ type: 'tell', to: `call#${operation}`, event })
const asRequest = (event: Event): RegisterRequest => expectEvent(event, 'WsRegisterOperationForCancel')
const callbackKey = (context: Context): string => `cancelCallback/${context.operation}`
const freeKey = (context: Context): string => `freeStateCallback/${context.operation}`
const returned = (
  { call: key, own, inside }: Pick<Attempt, 'call' | 'own' | 'inside'>,
  says: Says,
): RegisterReturned => ({
  type: 'RegisterReturned',
  call: key,
  code: says.code,
  clauses: says.clauses,
  own,
  inside,
})
/** The return of a registration that failed; where it came with an error object, with what is in there (WS-31). */
const refused = (
  { knobs }: Context,
  attempt: Pick<Attempt, 'call' | 'own' | 'inside' | 'error'>,
  { why, ...says }: Refusal,
): RegisterReturned =>
  attempt.error
    ? {
        ...returned(attempt, { ...says, clauses: [...says.clauses, 'WS-31'] }),
        out: { error: knobs.errorText === 'filled' ? [why] : [] },
      }
    : returned(attempt, says)
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
    contextIsNull: ({ event }) => !fieldOf(event, 'context'),
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
    refuse: emit(({ context, event }, refusal: Refusal): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: refused(context, asRequest(event), refusal),
      ticks: context.knobs.registerDuration,
    })),
    refuseDouble: emit(({ context, event }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: refused(context, asRequest(event), {
        code: context.knobs.doubleRegister,
        clauses: params.clauses,
        why: 'the call has a registration already',
      }),
      ticks: context.knobs.registerDuration,
    })),
    /** On a dead context the call may well say that all is fine. */
    swallow: emit(({ context, event }, says: Says): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: returned(asRequest(event), says),
      ticks: context.knobs.registerDuration,
    })),
    begin: assign({
      attempt: ({ event }) => {
        const { call: key, freeState, userState, error, own, inside } = asRequest(event)
        return { call: key, freeState, userState, error, own, inside }
      },
    }),
    holdState: emit(({ context: { operation, attempt } }): Effect =>
      attempt?.userState == null ? batch() : holds(operation, 'userState', 1),
    ),
    keepRegistration: assign({
      registration: ({ context: { attempt } }) =>
        attempt === null ? null : { freeState: attempt.freeState, userState: attempt.userState },
    }),
    returnRegister: emit(({ context }, says: Says): Effect =>
      context.attempt === null ? batch() : tellApp(context.operation, returned(context.attempt, says)),
    ),
    failRegister: emit(({ context }, refusal: Refusal): Effect =>
      context.attempt === null ? batch() : tellApp(context.operation, refused(context, context.attempt, refusal)),
    ),
    forgetAttempt: assign({ attempt: null }),
    keepReason: assign({
      reason: ({ event }) => expectEvent(event, 'WS_SERVICE_HOST_ABORT', 'WS_SERVICE_CHANNEL_FAULTED').type,
    }),
    callCancelCallback: emit(({ context }): Effect => ({
      type: 'call',
      op: 'cancelCallback',
      call: callbackKey(context),
      args: { reason: context.reason, state: (context.attempt ?? context.registration)?.userState ?? null },
    })),
    runCancelCallback: emit(({ context }): Effect => ({
      type: 'tell',
      to: `callback#${context.operation}`,
      event: {
        type: 'cancelCallback',
        reason: context.reason ?? 'WS_SERVICE_HOST_ABORT',
        state: (context.attempt ?? context.registration)?.userState ?? null,
      },
    })),
    returnCancelCallback: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'return',
      call: callbackKey(context),
      code: 'S_OK',
      clauses: params.clauses,
    })),
    rememberReturn: assign({ bodyReturned: true }),
    /** The operation has returned meanwhile: now that nothing is under way any more, the call can complete. */
    completeIfReturned: emit(({ context }): Effect =>
      context.bodyReturned ? tellSelf(context.operation, { type: 'Return' }) : batch(),
    ),
    freeState: emit(({ context }): Effect => {
      const state = context.registration?.userState ?? null
      const clauses: WwsClause[] = ['WS-11', 'WS-14', 'WS-16']
      return batch(
        { type: 'call', op: 'freeStateCallback', call: freeKey(context), args: { state } },
        { type: 'return', call: freeKey(context), code: 'S_OK', clauses },
        ...(state === null ? [] : [holds(context.operation, 'userState', -1)]),
      )
    }),
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
          actions: [
            {
              type: 'refuse',
              params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
            },
          ],
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
                  on: { CallbackBegan: { target: 'notified' } },
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
                  on: { CallbackBegan: { target: 'notified' } },
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
                guard: 'contextIsNull',
                actions: [
                  {
                    type: 'refuse',
                    params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
                  },
                ],
              },
              {
                guard: 'callbackIsNull',
                actions: [
                  {
                    type: 'refuse',
                    params: {
                      code: 'E_INVALIDARG',
                      clauses: ['WS-06', 'WS-15', 'WS-29'],
                      why: 'there is no cancel callback',
                    },
                  },
                ],
              },
              {
                guard: 'hasRegistration',
                actions: [{ type: 'refuseDouble', params: { clauses: ['WS-08', 'WS-15', 'WS-29'] } }],
              },
              {
                guard: 'memoryIsShort',
                actions: [
                  {
                    type: 'refuse',
                    params: { code: 'E_OUTOFMEMORY', clauses: ['WS-15', 'WS-28'], why: 'there is no memory' },
                  },
                ],
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
                    ],
                  },
                  {
                    guard: 'refusesWhenDecided',
                    target: 'unregistered',
                    actions: [
                      {
                        type: 'failRegister',
                        params: {
                          code: 'WS_E_OPERATION_ABORTED',
                          clauses: ['WS-15', 'WS-28'],
                          why: 'the call is cancelled already',
                        },
                      },
                      'forgetAttempt',
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
                      'runCancelCallback',
                    ],
                  },
                  {
                    target: 'notifyingInside',
                    actions: ['holdState', 'keepRegistration', 'callCancelCallback', 'runCancelCallback'],
                  },
                ],
              },
            },
            notifyingInside: {
              on: {
                CallbackReturned: {
                  target: 'registered',
                  actions: [
                    { type: 'returnCancelCallback', params: { clauses: ['WS-04', 'WS-05', 'WS-11'] } },
                    { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-04', 'WS-09'] } },
                    'forgetAttempt',
                  ],
                },
              },
            },
            notifying: {
              on: {
                Return: { actions: 'rememberReturn' },
                CallbackReturned: {
                  target: 'registered',
                  actions: [
                    { type: 'returnCancelCallback', params: { clauses: ['WS-05', 'WS-11', 'WS-13', 'WS-16'] } },
                    'completeIfReturned',
                  ],
                },
              },
            },
            registered: {
              on: {
                WS_SERVICE_HOST_ABORT: {
                  guard: 'isUndecided',
                  target: 'notifying',
                  actions: ['callCancelCallback', 'runCancelCallback'],
                },
                WS_SERVICE_CHANNEL_FAULTED: {
                  guard: 'isUndecided',
                  target: 'notifying',
                  actions: ['callCancelCallback', 'runCancelCallback'],
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
            guard: 'contextIsNull',
            actions: [
              {
                type: 'refuse',
                params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
              },
            ],
          },
          {
            guard: 'crashesWhenComplete',
            actions: ['unsupported', { type: 'cite', params: { clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            guard: 'keepsSilentWhenComplete',
            actions: ['unsupported', { type: 'swallow', params: { code: 'S_OK', clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            actions: [
              'unsupported',
              {
                type: 'refuse',
                params: {
                  code: 'WS_E_INVALID_OPERATION',
                  clauses: ['WS-03', 'WS-25'],
                  why: 'the call is complete',
                },
              },
            ],
          },
        ],
      },
    },
  },
})
