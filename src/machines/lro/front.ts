import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { expectEvent, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import { methods, replyTo, type LroCode, type Reply, type ServerRequest, type ToFront } from './messages.ts'

interface Context {
  readonly knobs: LroKnobs
  readonly losing: boolean
}
type Event = ServerRequest | ToFront | Command<'outage' | 'recover' | 'loseReply'>

const asRequest = (event: Event): ServerRequest => expectEvent(event, ...methods)
/** An answer, which may be the one that is lost; no other is lost after it. */
const replying = (code: LroCode, ...clauses: readonly LroClause[]) =>
  [{ type: 'reply', params: { code, clauses } }, 'loseNoMore'] as const
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
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    hasNoCredential: ({ event }) => expectEvent(event, 'CancelOperation').token === 'none',
    mayOnlyRead: ({ event }) => expectEvent(event, 'CancelOperation').token === 'readonly',
    isNotOffered: ({ context }) => !context.knobs.supportsCancel,
    hasNoAccess: ({ event }) => expectEvent(event, 'CancelOperation').token === 'noAccess',
    hasUnknownField: ({ event }) => expectEvent(event, 'CancelOperation').body === 'unknownField',
  },
  actions: {
    reply: emit(
      ({ context, event }, params: { readonly code: LroCode; readonly clauses: readonly LroClause[] }): Effect =>
        send(replyTo(asRequest(event), params.code, params.clauses), context.losing),
    ),
    passOn: emit(({ context, event }): Effect => send(expectEvent(event, 'answer').reply, context.losing)),
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
        ListOperations: { actions: replying('OK') },
        CancelOperation: [
          {
            guard: 'hasNoCredential',
            actions: replying('UNAUTHENTICATED', 'LR-10', 'LR-19'),
          },
          {
            guard: 'mayOnlyRead',
            actions: replying('PERMISSION_DENIED', 'LR-10', 'LR-19'),
          },
          {
            guard: 'isNotOffered',
            actions: replying('UNIMPLEMENTED', 'LR-03'),
          },
          {
            guard: 'hasNoAccess',
            actions: replying('PERMISSION_DENIED', 'LR-19'),
          },
          {
            guard: 'hasUnknownField',
            actions: replying('INVALID_ARGUMENT', 'LR-08'),
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
        'matters.count': { actions: replying('UNAVAILABLE') },
        GetOperation: { actions: replying('UNAVAILABLE') },
        DeleteOperation: { actions: replying('UNAVAILABLE') },
        ListOperations: { actions: replying('UNAVAILABLE') },
        CancelOperation: {
          actions: replying('UNAVAILABLE', 'LR-23'),
        },
      },
    },
  },
})
