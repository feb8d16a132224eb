import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { ToHost, WwsCode } from './messages.ts'

/** A call on the host that has not returned; `callback`: the operation whose cancel callback waits for it. */
interface Waiting {
  readonly call: string
  readonly callback: number | null
}
interface Context {
  readonly knobs: WwsKnobs
  /** Number of the newest call: a cancel aims at it. */
  readonly newest: number
  /** Calls that are dispatched and not complete. */
  readonly running: number
  /** Sessions that are open without a call. */
  readonly sessions: number
  /** Cancel callbacks that run. */
  readonly telling: number
  /** The WsCloseServiceHost that waits. */
  readonly close: Waiting | null
  /** The WsAbortServiceHost that waits; `cancels`: the operation at which it aims, if it is the cancel of the run. */
  readonly abort: (Waiting & { readonly cancels: number | null; readonly clauses: readonly WwsClause[] }) | null
}
type Event =
  | Command<'cancel' | 'abortHost' | 'closeHost' | 'openSession' | 'closeSession' | 'outOfMemory' | 'memoryBack'>
  | ToHost
interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}

/** A call on the host as it reaches it: by command, or from a cancel callback. */
const waitingOf = (event: Event): Waiting => ({
  call: fieldOf(event, 'call'),
  callback: 'callback' in event && typeof event.callback === 'number' ? event.callback : null,
})
const session = (change: 1 | -1): Effect => ({ type: 'resource', name: 'session', change, limit: null, operation: 0 })
/** A call returns, and whoever made it goes on. */
const returning = ({ call, callback }: Waiting, says: Says): Effect =>
  batch(
    { type: 'return', call, code: says.code, clauses: says.clauses },
    ...(callback === null
      ? []
      : [{ type: 'tell', to: `callback#${callback}`, event: { type: 'HostReturned', call } } as const]),
  )

/** The host's abort: channels and sessions go down, callbacks begin, and it returns in its own time. */
const striking = <C extends WwsClause>(...clauses: readonly C[]) =>
  [
    { type: 'keepAbort', params: { clauses } },
    'dropSessions',
    'forgetSessions',
    { type: 'strike', params: { returns: true } },
  ] as const
/** A close that has run out of time: the same, with nobody who waits for an abort. */
const takingDown = ['dropSessions', 'forgetSessions', { type: 'strike', params: { returns: false } }] as const
const abortDone = ['returnAbort', 'forgetAbort'] as const
/** A close: at once where nothing is open, else it waits in `target`. */
const closing = <T extends string>(target: T, clauses: readonly WwsClause[]) =>
  [
    {
      guard: 'hasNothing',
      target: 'closed',
      actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-20'] } }],
    },
    { target, actions: ['keepClose', { type: 'cite', params: { clauses } }] },
  ] as const
/** The abort of a host that closes: where only sessions are left, the close is done. */
const abortingTheClose = (...before: readonly 'issued'[]) =>
  [
    {
      guard: 'hasNoCalls',
      target: '#wws/host.state.closed',
      actions: [
        ...before,
        ...striking('WS-12'),
        { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-20', 'WS-22'] } },
        'forgetClose',
      ],
    },
    { target: 'aborted', actions: [...before, ...striking('WS-12')] },
  ] as const

/**
 * The service host (WS_SERVICE_HOST_STATE) and the process around it. Aborting it takes down channels and tells those who asked
 * to be told, but ends no operation; a close waits, and when it has waited too long it becomes an abort that goes on waiting.
 */
export const host = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    hasNothing: ({ context }) => context.running === 0 && context.sessions === 0,
    hasNoCalls: ({ context }) => context.running === 0,
    isLastCall: ({ context }) => context.running === 1,
    isLastOfAll: ({ context }) => context.running === 1 && context.sessions === 0,
    isLastSession: ({ context }) => context.running === 0 && context.sessions === 1,
    hasSession: ({ context }) => context.sessions > 0,
    isLastCallback: ({ context }) => context.telling === 1,
    hasCallbacks: ({ context }) => context.telling > 0,
    returnsFirst: ({ context }) => context.knobs.abortReturns === 'beforeCallbacks',
    waitsForCalls: ({ context }) => context.knobs.abortReturns === 'afterCalls' && context.running > 0,
    returnsAtTimeout: ({ context }) => context.knobs.lateClose === 'atTimeout',
  },
  actions: {
    cite: citing<WwsClause>(),
    countSession: assign({ newest: ({ event }) => fieldOf(event, 'operation') }),
    accept: emit(({ event }): Effect => ({
      type: 'tell',
      to: `channel#${fieldOf(event, 'operation')}`,
      event: { type: 'Accept' },
    })),
    refuse: emit(({ event }): Effect => ({
      type: 'tell',
      to: `channel#${fieldOf(event, 'operation')}`,
      event: { type: 'Refuse' },
    })),
    countCall: assign({ running: ({ context }) => context.running + 1 }),
    uncountCall: assign({ running: ({ context }) => context.running - 1 }),
    dispatch: emit(({ event }): Effect => ({
      type: 'tell',
      to: `call#${fieldOf(event, 'operation')}`,
      event: { type: 'Dispatch' },
    })),
    issued: emit(({ context }): Effect => ({
      type: 'milestone',
      operation: Math.max(1, context.newest),
      name: 'issued',
    })),
    accepted: emit(({ context }): Effect => ({
      type: 'milestone',
      operation: Math.max(1, context.newest),
      name: 'accepted',
    })),
    keepAbort: assign({
      abort: ({ context, event }, params: { readonly clauses: readonly WwsClause[] }) => ({
        ...waitingOf(event),
        cancels: event.type === 'cancel' ? Math.max(1, context.newest) : null,
        clauses: params.clauses,
      }),
    }),
    /** Channels first, then the callbacks; the abort itself returns after them, or before. */
    strike: emit(({ context }, params: { readonly returns: boolean }): Effect => {
      const channels: Effect = { type: 'tell', to: 'channel#*', event: { type: 'WsAbortServiceHost' } }
      const calls: Effect = { type: 'tell', to: 'call#*', event: { type: 'WS_SERVICE_HOST_ABORT' } }
      const struck: Effect = { type: 'tell', to: 'host', event: { type: 'Struck' } }
      if (!params.returns) return batch(channels, calls)
      return context.knobs.abortReturns === 'beforeCallbacks'
        ? batch(channels, struck, calls)
        : batch(channels, calls, struck)
    }),
    dropSessions: emit(({ context }): Effect => batch(...Array.from({ length: context.sessions }, () => session(-1)))),
    forgetSessions: assign({ sessions: 0 }),
    returnAbort: emit(({ context: { abort } }): Effect => {
      if (abort === null) return batch()
      const { call, cancels, clauses } = abort
      return batch(
        ...(cancels === null ? [] : [{ type: 'milestone', operation: cancels, name: 'accepted', call } as const]),
        returning(abort, { code: 'S_OK', clauses }),
      )
    }),
    forgetAbort: assign({ abort: null }),
    return: emit(({ event }, says: Says): Effect => returning(waitingOf(event), says)),
    keepClose: assign({ close: ({ event }) => waitingOf(event) }),
    returnClose: emit(({ context }, says: Says): Effect =>
      context.close === null ? batch() : returning(context.close, says),
    ),
    returnLateClose: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect =>
      context.close === null
        ? batch()
        : returning(context.close, { code: context.knobs.lateCloseCode, clauses: params.clauses }),
    ),
    forgetClose: assign({ close: null }),
    countCallback: assign({ telling: ({ context }) => context.telling + 1 }),
    uncountCallback: assign({ telling: ({ context }) => context.telling - 1 }),
    openSession: assign({ sessions: ({ context }) => context.sessions + 1 }),
    closeSession: assign({ sessions: ({ context }) => context.sessions - 1 }),
    holdSession: emit((): Effect => session(1)),
    letGoSession: emit((): Effect => session(-1)),
    passOn: emit(({ event }, params: { readonly memoryShort: boolean }): Effect => {
      const request = expectEvent(event, 'WsRegisterOperationForCancel')
      return { type: 'tell', to: `call#${request.operation}`, event: { ...request, memoryShort: params.memoryShort } }
    }),
  },
  delays: { closeTimeoutTicks: ({ context }) => context.knobs.closeTimeoutTicks },
}).createMachine({
  id: 'wws/host',
  context: ({ input }) => ({
    knobs: input.knobs,
    newest: 0,
    running: 0,
    sessions: 0,
    telling: 0,
    close: null,
    abort: null,
  }),
  type: 'parallel',
  states: {
    state: {
      initial: 'open',
      on: {
        Connect: { actions: 'countSession' },
        Request: { actions: ['refuse', { type: 'cite', params: { clauses: ['WS-20'] } }] },
        CallCompleted: { actions: 'uncountCall' },
        cancel: { actions: ['issued', 'accepted', { type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        abortHost: { actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        WsAbortServiceHost: { actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        closeHost: {
          actions: [{ type: 'return', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-23', 'WS-29'] } }],
        },
        WsCloseServiceHost: {
          actions: [{ type: 'return', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-23', 'WS-29'] } }],
        },
        openSession: {
          actions: [{ type: 'return', params: { code: 'WS_E_ENDPOINT_DISCONNECTED', clauses: ['WS-19', 'WS-20'] } }],
        },
        closeSession: [
          {
            guard: 'hasSession',
            actions: ['closeSession', 'letGoSession', { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } }],
          },
          { actions: [{ type: 'return', params: { code: 'S_OK', clauses: [] } }] },
        ],
      },
      states: {
        open: {
          tags: 'working',
          meta: { label: ['open'] },
          on: {
            Connect: { actions: ['countSession', 'accept'] },
            Request: { actions: ['countCall', 'dispatch'] },
            openSession: {
              actions: ['openSession', 'holdSession', { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } }],
            },
            cancel: { target: 'faulted', actions: ['issued', ...striking('WS-12', 'WS-19')] },
            abortHost: { target: 'faulted', actions: [...striking('WS-12', 'WS-19')] },
            WsAbortServiceHost: { target: 'faulted', actions: [...striking('WS-12', 'WS-19')] },
            closeHost: [...closing('closing', ['WS-20', 'WS-22'])],
            WsCloseServiceHost: [...closing('closing', ['WS-20', 'WS-22'])],
          },
        },
        faulted: {
          tags: 'over',
          meta: { label: ['faulted: aborted, but not closed', 'faulted'] },
          on: {
            closeHost: [...closing('closing.aborted', ['WS-13', 'WS-17'])],
            WsCloseServiceHost: [...closing('closing.aborted', ['WS-13', 'WS-17'])],
          },
        },
        closing: {
          initial: 'draining',
          tags: 'windingDown',
          meta: { label: ['closing: waits for the calls', 'closing'] },
          after: {
            closeTimeoutTicks: [
              {
                guard: 'hasNoCalls',
                target: 'closed',
                actions: [
                  ...takingDown,
                  { type: 'returnLateClose', params: { clauses: ['WS-21', 'WS-22'] } },
                  'forgetClose',
                ],
              },
              {
                guard: 'returnsAtTimeout',
                target: '.timedOut',
                actions: [...takingDown, { type: 'returnLateClose', params: { clauses: ['WS-21'] } }, 'forgetClose'],
              },
              { target: '.timedOut', actions: [...takingDown, { type: 'cite', params: { clauses: ['WS-21'] } }] },
            ],
          },
          on: {
            CallCompleted: [
              {
                guard: 'isLastOfAll',
                target: 'closed',
                actions: [
                  'uncountCall',
                  { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-13', 'WS-20'] } },
                  'forgetClose',
                ],
              },
              { actions: 'uncountCall' },
            ],
          },
          states: {
            draining: {
              on: {
                closeSession: [
                  {
                    guard: 'isLastSession',
                    target: '#wws/host.state.closed',
                    actions: [
                      'closeSession',
                      'letGoSession',
                      { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } },
                      { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-20', 'WS-22'] } },
                      'forgetClose',
                    ],
                  },
                  {
                    guard: 'hasSession',
                    actions: [
                      'closeSession',
                      'letGoSession',
                      { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } },
                    ],
                  },
                ],
                cancel: [...abortingTheClose('issued')],
                abortHost: [...abortingTheClose()],
                WsAbortServiceHost: [...abortingTheClose()],
              },
            },
            aborted: {
              meta: { label: ['closing after an abort: still waits for the calls', 'closing, aborted', 'aborted'] },
            },
            timedOut: {
              meta: { label: ['close timed out and became an abort: still waits for the calls', 'timed out'] },
              on: {
                CallCompleted: [
                  {
                    guard: 'isLastCall',
                    target: '#wws/host.state.closed',
                    actions: [
                      'uncountCall',
                      { type: 'returnLateClose', params: { clauses: ['WS-13', 'WS-21'] } },
                      'forgetClose',
                    ],
                  },
                  { actions: 'uncountCall' },
                ],
              },
            },
          },
        },
        closed: { tags: 'released', meta: { label: ['closed'] } },
      },
    },
    abort: {
      initial: 'none',
      on: {
        CallbackBegins: { actions: 'countCallback' },
        CallbackEnds: { actions: 'uncountCallback' },
      },
      states: {
        none: {
          on: {
            Struck: [
              { guard: 'returnsFirst', actions: [...abortDone] },
              { guard: 'waitsForCalls', target: 'waitsForCalls' },
              { guard: 'hasCallbacks', target: 'waitsForCallbacks' },
              { actions: [...abortDone] },
            ],
          },
        },
        waitsForCallbacks: {
          on: {
            CallbackEnds: [
              { guard: 'isLastCallback', target: 'none', actions: ['uncountCallback', ...abortDone] },
              { actions: 'uncountCallback' },
            ],
          },
        },
        waitsForCalls: { on: { CallCompleted: { guard: 'isLastCall', target: 'none', actions: [...abortDone] } } },
      },
    },
    memory: {
      initial: 'enough',
      on: { outOfMemory: { target: '.short' }, memoryBack: { target: '.enough' } },
      states: {
        enough: {
          on: { WsRegisterOperationForCancel: { actions: [{ type: 'passOn', params: { memoryShort: false } }] } },
        },
        short: {
          on: { WsRegisterOperationForCancel: { actions: [{ type: 'passOn', params: { memoryShort: true } }] } },
        },
      },
    },
  },
})
