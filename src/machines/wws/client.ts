import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { ToClient, ToServer, WwsCode } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** The WsCall that waits. */
  readonly call: string | null
}
type Event = Command<'call' | 'abandonCall' | 'cancel' | 'leave'> | ToClient

const send = (operation: number, event: ToServer): Effect => ({ type: 'send', to: `channel#${operation}`, event })

/**
 * The calling side, one client and one session for each call (Client Side Service Operations). No message means cancel here:
 * the client can abort its proxy, and the server learns of it as a lost channel; or it can stop waiting, and the server learns
 * nothing.
 */
export const client = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: { waitsWithoutEnd: ({ context }) => context.knobs.callTimeoutTicks === 0 },
  actions: {
    cite: citing<WwsClause>(),
    ...reaching('issued'),
    connect: emit(({ context }): Effect => ({
      type: 'tell',
      to: 'host',
      event: { type: 'Connect', operation: context.operation },
    })),
    sendRequest: emit(({ context }): Effect => send(context.operation, { type: 'Request' })),
    keepCall: assign({ call: ({ event }: { event: Event }) => fieldOf(event, 'call') }),
    settle: emit(({ context }, params: { readonly code: WwsCode; readonly clauses: readonly WwsClause[] }): Effect =>
      batch(
        { type: 'return', call: context.call ?? '', code: params.code, clauses: params.clauses },
        { type: 'settle', operation: context.operation, code: params.code },
      ),
    ),
    settleDisconnected: emit(({ context, event }): Effect => {
      const clauses = fieldOf(event, 'clauses')
      const code: WwsCode = 'WS_E_ENDPOINT_DISCONNECTED'
      return batch(
        { type: 'return', call: context.call ?? '', code, clauses },
        { type: 'settle', operation: context.operation, code },
      )
    }),
    returnAbandon: emit(({ event }): Effect => {
      const clauses: WwsClause[] = ['WS-27']
      return { type: 'return', call: fieldOf(event, 'call'), code: 'S_OK', clauses }
    }),
    abandon: emit(({ context }): Effect => ({ type: 'abandon', operation: context.operation })),
    abortProxy: emit(({ context }): Effect => send(context.operation, { type: 'ProxyAborted' })),
    discard: emit((_, params: { readonly why: string }): Effect => ({ type: 'discard', why: params.why })),
  },
  delays: { callTimeoutTicks: ({ context }) => context.knobs.callTimeoutTicks },
}).createMachine({
  id: 'wws/client',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, call: null }),
  initial: 'idle',
  on: {
    abandonCall: { actions: 'returnAbandon' },
    cancel: { actions: 'issued' },
    leave: {},
  },
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['no call yet', 'idle'] },
      on: {
        call: [
          {
            guard: 'waitsWithoutEnd',
            target: 'calling.patient',
            actions: ['keepCall', 'connect', 'sendRequest'],
          },
          { target: 'calling.counting', actions: ['keepCall', 'connect', 'sendRequest'] },
        ],
      },
    },
    calling: {
      tags: 'working',
      meta: { label: ['waits for the answer', 'waits'] },
      on: {
        Reply: { target: 'answered', actions: [{ type: 'settle', params: { code: 'S_OK', clauses: [] } }] },
        ChannelGone: { target: 'disconnected', actions: ['settleDisconnected'] },
        abandonCall: {
          target: 'abandoned',
          actions: [
            { type: 'settle', params: { code: 'WS_E_OPERATION_ABANDONED', clauses: ['WS-27'] } },
            'returnAbandon',
            'abandon',
          ],
        },
        leave: { target: 'left', actions: ['abandon', 'abortProxy'] },
        cancel: {
          target: 'aborted',
          actions: [
            'issued',
            { type: 'settle', params: { code: 'WS_E_OPERATION_ABORTED', clauses: ['WS-10'] } },
            'abandon',
            'abortProxy',
          ],
        },
      },
      initial: 'patient',
      states: {
        patient: {},
        counting: {
          after: {
            callTimeoutTicks: {
              target: '#wws/client.abandoned',
              actions: [
                { type: 'settle', params: { code: 'WS_E_OPERATION_TIMED_OUT', clauses: ['WS-27'] } },
                'abandon',
              ],
            },
          },
        },
      },
    },
    answered: { tags: 'over', meta: { label: ['has its answer', 'answered'] } },
    disconnected: {
      tags: 'over',
      meta: { label: ['disconnected: does not know what became of the operation', 'disconnected', 'cut off'] },
    },
    abandoned: {
      tags: 'over',
      meta: { label: ['no longer waits; its session is still open', 'no longer waits', 'gave up'] },
      on: {
        Reply: {
          target: 'answeredToNobody',
          actions: [{ type: 'discard', params: { why: 'the call was abandoned: nobody waits for the answer' } }],
        },
        ChannelGone: { target: 'disconnected' },
        cancel: { target: 'aborted', actions: ['issued', 'abortProxy'] },
        leave: { target: 'left', actions: 'abortProxy' },
      },
    },
    answeredToNobody: { tags: 'over', meta: { label: ['its answer came to nobody', 'answered late', 'late'] } },
    left: {
      tags: 'over',
      meta: { label: ['is gone', 'gone'] },
      on: {
        Reply: { actions: [{ type: 'discard', params: { why: 'the client is gone: nobody waits for the answer' } }] },
        ChannelGone: { actions: [{ type: 'discard', params: { why: 'the client is gone' } }] },
        abandonCall: { actions: [{ type: 'discard', params: { why: 'the client is gone' } }] },
        cancel: { actions: [{ type: 'discard', params: { why: 'the client is gone' } }] },
      },
    },
    aborted: {
      tags: 'over',
      meta: { label: ['has aborted its proxy', 'aborted'] },
      on: {
        Reply: {
          actions: [{ type: 'discard', params: { why: 'the proxy is aborted: the answer has nowhere to go' } }],
        },
        ChannelGone: { actions: [{ type: 'discard', params: { why: 'the proxy is aborted already' } }] },
      },
    },
  },
})
