import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import type { Phase, StateMeta } from '../dialect.ts'
import {
  replyTo,
  type LroCode,
  type LroInput,
  type LroKnobs,
  type Reply,
  type ServerInternal,
  type ServerRequest,
} from './messages.ts'

type Event =
  | ServerRequest
  | Extract<ServerInternal, { type: 'answer' }>
  | { type: 'outage' }
  | { type: 'recover' }
  | { type: 'loseReply' }

const asRequest = (event: Event): ServerRequest => event as ServerRequest
const send = (reply: Reply, losing: boolean): Effect => ({
  type: 'send',
  to: `client#${reply.client}`,
  event: { ...reply, lost: losing },
  background: reply.poll,
})

/**
 * The HTTP front of the service (operations.proto, AIP-211, AIP-193): who may call what is checked here, before anything about
 * the operation itself. It keeps nothing of its own and has no opinion about operations: those questions are for the record.
 */
export const front = setup({
  types: {
    context: {} as { readonly knobs: LroKnobs; readonly losing: boolean },
    input: {} as LroInput,
    events: {} as Event,
    emitted: {} as Effect,
    tags: {} as Phase,
    meta: {} as StateMeta,
  },
  guards: {
    hasNoCredential: ({ event }) => event.type === 'CancelOperation' && event.token === 'none',
    mayOnlyRead: ({ event }) => event.type === 'CancelOperation' && event.token === 'readonly',
    isNotOffered: ({ context }) => !context.knobs.supportsCancel,
    hasNoAccess: ({ event }) => event.type === 'CancelOperation' && event.token === 'noAccess',
    hasUnknownField: ({ event }) => event.type === 'CancelOperation' && event.body === 'unknownField',
  },
  actions: {
    reply: emit(
      ({ context, event }, params: { readonly code: LroCode; readonly clauses: readonly LroClause[] }): Effect =>
        send(replyTo(asRequest(event), params.code, params.clauses), context.losing),
    ),
    passOn: emit(({ context, event }): Effect =>
      send((event as Extract<Event, { type: 'answer' }>).reply, context.losing),
    ),
    askRecord: emit(({ event }): Effect => ({ type: 'tell', to: `record#${asRequest(event).operation}`, event })),
    loseNext: assign({ losing: true }),
    loseNoMore: assign({ losing: false }),
  },
}).createMachine({
  id: 'lro/front',
  context: ({ input }) => ({ knobs: input.knobs, losing: false }),
  initial: 'serving',
  on: {
    loseReply: { actions: 'loseNext' },
    answer: { actions: ['passOn', 'loseNoMore'] },
  },
  states: {
    serving: {
      tags: 'idle',
      meta: { label: ['answers requests', 'ready'] },
      on: {
        outage: { target: 'unavailable' },
        recover: {},
        'matters.count': { actions: ['askRecord'] },
        GetOperation: { actions: ['askRecord'] },
        DeleteOperation: { actions: ['askRecord'] },
        ListOperations: { actions: [{ type: 'reply', params: { code: 'OK', clauses: [] } }, 'loseNoMore'] },
        CancelOperation: [
          {
            guard: 'hasNoCredential',
            actions: [
              { type: 'reply', params: { code: 'UNAUTHENTICATED', clauses: ['LR-10', 'LR-19'] } },
              'loseNoMore',
            ],
          },
          {
            guard: 'mayOnlyRead',
            actions: [
              { type: 'reply', params: { code: 'PERMISSION_DENIED', clauses: ['LR-10', 'LR-19'] } },
              'loseNoMore',
            ],
          },
          {
            guard: 'isNotOffered',
            actions: [{ type: 'reply', params: { code: 'UNIMPLEMENTED', clauses: ['LR-03'] } }, 'loseNoMore'],
          },
          {
            guard: 'hasNoAccess',
            actions: [{ type: 'reply', params: { code: 'PERMISSION_DENIED', clauses: ['LR-19'] } }, 'loseNoMore'],
          },
          {
            guard: 'hasUnknownField',
            actions: [{ type: 'reply', params: { code: 'INVALID_ARGUMENT', clauses: ['LR-08'] } }, 'loseNoMore'],
          },
          { actions: ['askRecord'] },
        ],
      },
    },
    unavailable: {
      tags: 'refused',
      meta: { label: ['outage: refuses everything', 'outage'] },
      on: {
        outage: {},
        recover: { target: 'serving' },
        'matters.count': { actions: [{ type: 'reply', params: { code: 'UNAVAILABLE', clauses: [] } }, 'loseNoMore'] },
        GetOperation: { actions: [{ type: 'reply', params: { code: 'UNAVAILABLE', clauses: [] } }, 'loseNoMore'] },
        DeleteOperation: { actions: [{ type: 'reply', params: { code: 'UNAVAILABLE', clauses: [] } }, 'loseNoMore'] },
        ListOperations: { actions: [{ type: 'reply', params: { code: 'UNAVAILABLE', clauses: [] } }, 'loseNoMore'] },
        CancelOperation: {
          actions: [{ type: 'reply', params: { code: 'UNAVAILABLE', clauses: ['LR-23'] } }, 'loseNoMore'],
        },
      },
    },
  },
})
