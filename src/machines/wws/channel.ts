import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { citing, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { ToCall, ToChannel, ToClient, ToHost, ToServer } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
}
type Event = ToServer | ToChannel | Command<'cancel'>

const toHost = (event: ToHost): Effect => ({ type: 'tell', to: 'host', event })
const toCall = (operation: number, event: ToCall): Effect => ({ type: 'tell', to: `call#${operation}`, event })
const toClient = (operation: number, event: ToClient): Effect => ({ type: 'send', to: `client#${operation}`, event })

/**
 * The server's end of one client's session (WS_CHANNEL_STATE). A client that goes away is seen here and nowhere else: as a
 * fault. Once it is not open, whatever the operation returns has no way to the client.
 */
export const channel = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    isNoticedLate: ({ context }) => context.knobs.lostClient === 'noticedAtTheAnswer',
  },
  actions: {
    cite: citing<WwsClause>(),
    ...reaching('issued'),
    passToHost: emit(({ context }): Effect => toHost({ type: 'Request', operation: context.operation })),
    decideFaulted: emit(({ context }): Effect => toCall(context.operation, { type: 'WS_SERVICE_CHANNEL_FAULTED' })),
    reply: emit(({ context }): Effect => toClient(context.operation, { type: 'Reply' })),
    cutOff: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect =>
      toClient(context.operation, { type: 'ChannelGone', clauses: params.clauses }),
    ),
    loseRequest: emit((): Effect => ({ type: 'discard', why: 'the channel is gone: nothing is dispatched from it' })),
  },
}).createMachine({
  id: 'wws/channel',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance }),
  initial: 'absent',
  on: {
    cancel: { actions: 'issued' },
    WsAbortServiceHost: {},
    ProxyAborted: {},
  },
  states: {
    absent: {
      tags: 'idle',
      meta: { label: ['no session', 'none'] },
      on: {
        Accept: { target: 'open' },
        Request: { target: 'refused', actions: [{ type: 'cutOff', params: { clauses: ['WS-19', 'WS-20'] } }] },
      },
    },
    open: {
      tags: 'working',
      meta: { label: ['open'] },
      on: {
        Request: { actions: 'passToHost' },
        Refuse: { target: 'refused', actions: [{ type: 'cutOff', params: { clauses: ['WS-20'] } }] },
        Answer: { target: 'closed', actions: 'reply' },
        cancel: {
          target: 'faulted',
          actions: ['issued', { type: 'cutOff', params: { clauses: ['WS-10'] } }, 'decideFaulted'],
        },
        ProxyAborted: [
          { guard: 'isNoticedLate', target: 'lost' },
          { target: 'faulted', actions: 'decideFaulted' },
        ],
        WsAbortServiceHost: { target: 'faulted', actions: [{ type: 'cutOff', params: { clauses: ['WS-19'] } }] },
      },
    },
    lost: {
      tags: 'unaware',
      meta: { label: ['the client is gone, and nobody has noticed', 'client gone, unnoticed', 'unnoticed'] },
      on: {
        Answer: { target: 'faulted', actions: [{ type: 'cite', params: { clauses: ['WS-13'] } }] },
        cancel: { target: 'faulted', actions: ['issued', 'decideFaulted'] },
        WsAbortServiceHost: { target: 'faulted' },
      },
    },
    faulted: {
      tags: 'over',
      meta: { label: ['faulted: the answer has no way', 'faulted'] },
      on: {
        Request: { actions: 'loseRequest' },
        Answer: { actions: [{ type: 'cite', params: { clauses: ['WS-13'] } }] },
      },
    },
    refused: { tags: 'refused', meta: { label: ['not let in', 'refused'] } },
    closed: { tags: 'released', meta: { label: ['closed after the answer', 'closed'] } },
  },
})
