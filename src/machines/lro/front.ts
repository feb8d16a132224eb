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
  /** Whether the work of an operation goes on in the matter, where that is one at a time. */
  readonly isTaken: boolean
}
type Event = ServerRequest | ToFront | Command<'outage' | 'recover' | 'loseReply'>

const asRequest = (event: Event): ServerRequest => expectEvent(event, ...methods)
/** An answer, which may be the one that is lost; no other is lost after it. */
const replying = (code: LroCode, ...clauses: readonly LroClause[]) =>
  [{ type: 'reply', params: { code, clauses } }, 'loseNoMore'] as const
const send = (reply: Reply, losing: boolean): Effect => ({
  type: 'send',
  to: `${reply.by}#${reply.client}`,
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
    hasNoCredential: ({ event }) => expectEvent(event, 'CancelOperation', 'GetOperation').token === 'none',
    mayOnlyRead: ({ event }) => expectEvent(event, 'CancelOperation').token === 'readonly',
    isNotOffered: ({ context }) => !context.knobs.supportsCancel,
    isNotOfferedToAnyone: ({ context }) => !context.knobs.supportsCancel && context.knobs.unimplementedFirst,
    abortsParallel: ({ context }) => context.isTaken && context.knobs.parallel === 'aborted',
    refusesParallel: ({ context }) => context.isTaken && context.knobs.parallel === 'alreadyExists',
    hasNoAccess: ({ event }) => expectEvent(event, 'CancelOperation', 'GetOperation').token === 'noAccess',
    hasUnknownField: ({ event }) => expectEvent(event, 'CancelOperation').body === 'unknownField',
  },
  actions: {
    reply: emit(
      ({ context, event }, params: { readonly code: LroCode; readonly clauses: readonly LroClause[] }): Effect =>
        send(replyTo(asRequest(event), params.code, params.clauses), context.losing),
    ),
    passOn: emit(({ context, event }): Effect => send(expectEvent(event, 'answer').reply, context.losing)),
    askRecord: emit(({ event }): Effect => ({ type: 'tell', to: `record#${asRequest(event).operation}`, event })),
    takeMatter: assign({ isTaken: true }),
    freeMatter: assign({ isTaken: false }),
    loseNext: assign({ losing: true }),
    loseNoMore: assign({ losing: false }),
  },
}).createMachine({
  id: 'lro/front',
  context: ({ input }) => ({ knobs: input.knobs, losing: false, isTaken: false }),
  initial: 'serving',
  on: {
    loseReply: { actions: 'loseNext' },
    answer: { actions: ['passOn', 'loseNoMore'] },
    MatterTaken: { actions: 'takeMatter' },
    MatterFree: { actions: 'freeMatter' },
  },
  states: {
    serving: {
      tags: 'idle',
      meta: { label: ['answers requests', 'ready'] },
      on: {
        outage: { target: 'unavailable' },
        recover: {},
        'matters.count': [
          { guard: 'abortsParallel', actions: replying('ABORTED', 'LR-28') },
          { guard: 'refusesParallel', actions: replying('ALREADY_EXISTS', 'LR-28') },
          { actions: ['askRecord'] },
        ],
        GetOperation: [
          { guard: 'hasNoCredential', actions: replying('UNAUTHENTICATED', 'LR-10', 'LR-19') },
          { guard: 'hasNoAccess', actions: replying('PERMISSION_DENIED', 'LR-19') },
          { actions: ['askRecord'] },
        ],
        DeleteOperation: { actions: ['askRecord'] },
        ListOperations: { actions: replying('OK') },
        CancelOperation: [
          { guard: 'isNotOfferedToAnyone', actions: replying('UNIMPLEMENTED', 'LR-03') },
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
