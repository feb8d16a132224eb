import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { ToHost, WwsCode } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  /** Number of the newest call: a cancel aims at it. */
  readonly newest: number
  /** Calls that are dispatched and not complete. */
  readonly running: number
  /** The WsCloseServiceHost that waits. */
  readonly close: string | null
}
type Event = Command<'cancel' | 'abortHost' | 'closeHost' | 'outOfMemory' | 'memoryBack'> | ToHost
interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}

/**
 * The service host (WS_SERVICE_HOST_STATE) and the process around it. Aborting it takes down channels and tells those who asked
 * to be told, but ends no operation; a close waits, and when it has waited too long it becomes an abort that goes on waiting.
 */
export const host = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    hasNoCalls: ({ context }) => context.running === 0,
    isLastCall: ({ context }) => context.running === 1,
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
    abortChannels: emit((): Effect => ({ type: 'tell', to: 'channel#*', event: { type: 'WsAbortServiceHost' } })),
    cancelCalls: emit((): Effect => ({ type: 'tell', to: 'call#*', event: { type: 'WS_SERVICE_HOST_ABORT' } })),
    return: emit(({ event }, says: Says): Effect => ({ type: 'return', call: fieldOf(event, 'call'), ...says })),
    keepClose: assign({ close: ({ event }) => fieldOf(event, 'call') }),
    returnClose: emit(({ context }, says: Says): Effect => ({ type: 'return', call: context.close ?? '', ...says })),
    forgetClose: assign({ close: null }),
    passOn: emit(({ event }, params: { readonly memoryShort: boolean }): Effect => {
      const request = expectEvent(event, 'WsRegisterOperationForCancel')
      return { type: 'tell', to: `call#${request.operation}`, event: { ...request, memoryShort: params.memoryShort } }
    }),
  },
  delays: { closeTimeoutTicks: ({ context }) => context.knobs.closeTimeoutTicks },
}).createMachine({
  id: 'wws/host',
  context: ({ input }) => ({ knobs: input.knobs, newest: 0, running: 0, close: null }),
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
        closeHost: {
          actions: [{ type: 'return', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-23', 'WS-29'] } }],
        },
      },
      states: {
        open: {
          tags: 'working',
          meta: { label: ['open'] },
          on: {
            Connect: { actions: ['countSession', 'accept'] },
            Request: { actions: ['countCall', 'dispatch'] },
            cancel: {
              target: 'faulted',
              actions: [
                'issued',
                'abortChannels',
                'cancelCalls',
                'accepted',
                { type: 'return', params: { code: 'S_OK', clauses: ['WS-12', 'WS-19'] } },
              ],
            },
            abortHost: {
              target: 'faulted',
              actions: [
                'abortChannels',
                'cancelCalls',
                { type: 'return', params: { code: 'S_OK', clauses: ['WS-12', 'WS-19'] } },
              ],
            },
            closeHost: [
              {
                guard: 'hasNoCalls',
                target: 'closed',
                actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-20'] } }],
              },
              { target: 'closing', actions: ['keepClose', { type: 'cite', params: { clauses: ['WS-20'] } }] },
            ],
          },
        },
        faulted: {
          tags: 'over',
          meta: { label: ['faulted: aborted, but not closed', 'faulted'] },
          on: {
            closeHost: [
              {
                guard: 'hasNoCalls',
                target: 'closed',
                actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-20'] } }],
              },
              {
                target: 'closing.aborted',
                actions: ['keepClose', { type: 'cite', params: { clauses: ['WS-13', 'WS-17'] } }],
              },
            ],
          },
        },
        closing: {
          initial: 'draining',
          tags: 'windingDown',
          meta: { label: ['closing: waits for the calls', 'closing'] },
          after: {
            closeTimeoutTicks: {
              target: '.timedOut',
              actions: ['abortChannels', 'cancelCalls', { type: 'cite', params: { clauses: ['WS-21'] } }],
            },
          },
          on: {
            CallCompleted: [
              {
                guard: 'isLastCall',
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
                cancel: {
                  target: 'aborted',
                  actions: [
                    'issued',
                    'abortChannels',
                    'cancelCalls',
                    'accepted',
                    { type: 'return', params: { code: 'S_OK', clauses: ['WS-12'] } },
                  ],
                },
                abortHost: {
                  target: 'aborted',
                  actions: [
                    'abortChannels',
                    'cancelCalls',
                    { type: 'return', params: { code: 'S_OK', clauses: ['WS-12'] } },
                  ],
                },
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
                      {
                        type: 'returnClose',
                        params: { code: 'WS_E_OPERATION_TIMED_OUT', clauses: ['WS-13', 'WS-21'] },
                      },
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
