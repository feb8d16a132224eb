import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { Even6Input, Even6Knobs } from './knobs.ts'
import { replies, replyTo, type Code, type Reply, type Request, type StubInternal } from './messages.ts'

interface Context {
  readonly knobs: Even6Knobs
  /** Sent and not answered, oldest first. */
  readonly sent: readonly Request[]
  /** Calls that wait for the one connection, oldest first. */
  readonly queued: readonly Request[]
  /** How often the connection was made anew. */
  readonly connection: number
}
type Event = StubInternal | Reply | { readonly type: 'link.kept' } | Command<'dropLink' | 'serviceRestarts'>

const requestOf = (event: Event): Request => fieldOf(event, 'request')
const handUp = (reply: Reply): Effect => ({ type: 'tell', to: 'client', event: reply })
const toServer = (request: Request, { connection }: Context): Effect => ({
  type: 'send',
  to: 'server',
  event: { ...request, connection },
})
const why = 'the connection is lost'

/**
 * The client's side of RPC: it refuses a null handle, and on a connection without concurrent multiplexing ([MS-RPCE] 3.3.1.5.8) it
 * sends a call only when the call before was answered, a cancel too. It has no opinion on what the calls mean.
 */
export const stub = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    handleIsNull: ({ event }) => requestOf(event).handle === null,
    connectionIsTaken: ({ context }) => context.sent.length > 0 && !context.knobs.multiplex,
    othersAreOutstanding: ({ context }) => context.sent.length > 1,
    othersWait: ({ context }) => context.queued.length > 0,
    nobodyWaitsForIt: ({ context, event }) =>
      !context.sent.some(({ call }) => call === expectEvent(event, ...replies).call),
  },
  actions: {
    refuse: emit(({ event }, says: { readonly code: Code; readonly clauses: readonly Even6Clause[] }): Effect =>
      handUp(replyTo(requestOf(event), says.code, says.clauses)),
    ),
    send: emit(({ context, event }): Effect => toServer(requestOf(event), context)),
    dropLate: emit((): Effect => ({ type: 'discard', why: 'it is from the service before its restart' })),
    noteSent: assign({ sent: ({ context, event }) => [...context.sent, requestOf(event)] }),
    queue: assign({ queued: ({ context, event }) => [...context.queued, requestOf(event)] }),
    handUp: emit(({ event }): Effect => handUp(expectEvent(event, ...replies))),
    noteAnswered: assign({
      sent: ({ context, event }) =>
        context.sent.filter((request) => request.call !== expectEvent(event, ...replies).call),
    }),
    sendNext: emit(({ context }): Effect =>
      batch(...context.queued.slice(0, 1).map((request) => toServer(request, context))),
    ),
    noteNextSent: assign({
      sent: ({ context }) => [...context.sent, ...context.queued.slice(0, 1)],
      queued: ({ context }) => context.queued.slice(1),
    }),
    cutLine: emit((): Effect =>
      batch(
        { type: 'cut', from: 'stub', to: 'server', keep: 0, why },
        { type: 'cut', from: 'server', to: 'stub', keep: 0, why },
      ),
    ),
    failCalls: emit(({ context }, says: { readonly clauses: readonly Even6Clause[] }): Effect =>
      batch(
        ...[...context.sent, ...context.queued].map((request) =>
          handUp(replyTo(request, 'RPC_S_CALL_FAILED', says.clauses)),
        ),
      ),
    ),
    forgetCalls: assign({ sent: [], queued: [] }),
    /** Both ends know at once. */
    tellServer: emit((): Effect => ({ type: 'tell', to: 'server', event: { type: 'ConnectionLost' } })),
    restartServer: emit((): Effect => ({ type: 'tell', to: 'server', event: { type: 'Restart' } })),
    connectAgain: assign({ sent: [], queued: [], connection: ({ context }) => context.connection + 1 }),
  },
}).createMachine({
  id: 'even6/stub',
  context: ({ input }) => ({ knobs: input.knobs, sent: [], queued: [], connection: 0 }),
  initial: 'connected',
  states: {
    connected: {
      initial: 'ready',
      on: {
        Call: [
          {
            guard: 'handleIsNull',
            actions: { type: 'refuse', params: { code: 'RPC_X_SS_IN_NULL_CONTEXT', clauses: ['EV-25'] } },
          },
          { guard: 'connectionIsTaken', actions: 'queue' },
          { target: '.awaitingReply', actions: ['send', 'noteSent'] },
        ],
        '*': [
          { guard: 'nobodyWaitsForIt', actions: 'dropLate' },
          { guard: 'othersAreOutstanding', actions: ['handUp', 'noteAnswered'] },
          { guard: 'othersWait', actions: ['handUp', 'noteAnswered', 'sendNext', 'noteNextSent'] },
          { target: '.ready', actions: ['handUp', 'noteAnswered'] },
        ],
        dropLink: {
          target: 'disconnected',
          actions: [
            'cutLine',
            'tellServer',
            { type: 'failCalls', params: { clauses: ['EV-25', 'EV-28'] } },
            'forgetCalls',
          ],
        },
        Exit: { target: 'disconnected', actions: ['cutLine', 'tellServer', 'forgetCalls'] },
        serviceRestarts: {
          target: '.ready',
          actions: ['restartServer', { type: 'failCalls', params: { clauses: ['EV-25', 'EV-32'] } }, 'connectAgain'],
        },
      },
      states: {
        ready: { tags: 'idle', meta: { label: ['connected, no call under way', 'connected'] } },
        awaitingReply: { tags: 'working', meta: { label: ['a call is under way', 'under way'] } },
      },
    },
    disconnected: {
      tags: 'over',
      meta: { label: ['the connection is lost', 'no connection'] },
      on: {
        Call: [
          {
            guard: 'handleIsNull',
            actions: { type: 'refuse', params: { code: 'RPC_X_SS_IN_NULL_CONTEXT', clauses: ['EV-25'] } },
          },
          { actions: { type: 'refuse', params: { code: 'RPC_S_SERVER_UNAVAILABLE', clauses: ['EV-25'] } } },
        ],
        dropLink: {},
        Exit: {},
        serviceRestarts: { actions: 'restartServer' },
        'link.kept': {},
      },
    },
  },
})
