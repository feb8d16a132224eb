import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, expectEvent, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import {
  methods,
  replyTo,
  type LroCode,
  type Reply,
  type ServerRequest,
  type Shown,
  type Start,
  type ToFront,
} from './messages.ts'

interface Context {
  readonly knobs: LroKnobs
  readonly losing: boolean
  /** What every request is answered with while there is an outage. */
  readonly outage: LroCode
  /** Whether the work of an operation goes on in the matter, where that is one at a time. */
  readonly isTaken: boolean
  /** What the records have shown of the list that is being made. */
  readonly listed: readonly Shown[]
}
type Event = ServerRequest | ToFront | Command<'outage' | 'recover' | 'loseReply'>

/** Requests that say with what token they come. */
const carriers = ['CancelOperation', 'GetOperation', 'WaitOperation'] as const
/** What is wrong with a start. */
const faultOf = (event: Event): Start['request'] => expectEvent(event, 'matters.count').request
const asRequest = (event: Event): ServerRequest => expectEvent(event, ...methods)
/** An answer, which may be the one that is lost; no other is lost after it. */
const replying = (code: LroCode, ...clauses: readonly LroClause[]) =>
  [{ type: 'reply', params: { code, clauses } }, 'loseNoMore'] as const
const refusing = ['refuse', 'loseNoMore'] as const
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
    startsWithoutCredential: ({ event }) => faultOf(event) === 'noCredential',
    startsWithoutAccess: ({ event }) => faultOf(event) === 'noAccess',
    isIncomplete: ({ event }) => faultOf(event) === 'incomplete',
    namesNoMatter: ({ event }) => faultOf(event) === 'unknownMatter',
    namesClosedMatter: ({ event }) => faultOf(event) === 'closedMatter',
    hasNoCredential: ({ event }) => expectEvent(event, ...carriers).token === 'none',
    mayOnlyRead: ({ event }) => expectEvent(event, 'CancelOperation').token === 'readonly',
    isNotOffered: ({ context }) => !context.knobs.supportsCancel,
    hasNoWait: ({ context }) => context.knobs.otherMethods !== 'all',
    hasCancelOnly: ({ context }) => context.knobs.otherMethods === 'none',
    isNotOfferedToAnyone: ({ context }) => !context.knobs.supportsCancel && context.knobs.unimplementedFirst,
    abortsParallel: ({ context }) => context.isTaken && context.knobs.parallel === 'aborted',
    refusesParallel: ({ context }) => context.isTaken && context.knobs.parallel === 'alreadyExists',
    hasNoAccess: ({ event }) => expectEvent(event, ...carriers).token === 'noAccess',
    hasUnknownField: ({ event }) => expectEvent(event, 'CancelOperation').body === 'unknownField',
  },
  actions: {
    reply: emit(
      ({ context, event }, params: { readonly code: LroCode; readonly clauses: readonly LroClause[] }): Effect =>
        send(replyTo(asRequest(event), params.code, params.clauses), context.losing),
    ),
    refuse: emit(({ context, event }): Effect => {
      const request = asRequest(event)
      const clauses = request.type === 'CancelOperation' && context.outage === 'UNAVAILABLE' ? ['LR-23' as const] : []
      return send(replyTo(request, context.outage, clauses), context.losing)
    }),
    beginOutage: assign({ outage: ({ event }) => expectEvent(event, 'outage').answer }),
    passOn: emit(({ context, event }): Effect => send(expectEvent(event, 'answer').reply, context.losing)),
    askAll: emit(({ event }): Effect =>
      batch(
        { type: 'tell', to: 'record#*', event: { type: 'ShowInList' } },
        { type: 'tell', to: 'front', event: { type: 'ListComplete', request: asRequest(event) } },
      ),
    ),
    noteListed: assign({
      listed: ({ context, event }) => [...context.listed, expectEvent(event, 'Listed').shown],
    }),
    sendList: emit(({ context, event }): Effect => {
      const { request } = expectEvent(event, 'ListComplete')
      return send({ ...replyTo(request, 'OK', []), listed: context.listed }, context.losing)
    }),
    forgetList: assign({ listed: [] }),
    askRecord: emit(({ event }): Effect => ({ type: 'tell', to: `record#${asRequest(event).operation}`, event })),
    takeMatter: assign({ isTaken: true }),
    freeMatter: assign({ isTaken: false }),
    loseNext: assign({ losing: true }),
    loseNoMore: assign({ losing: false }),
  },
}).createMachine({
  id: 'lro/front',
  context: ({ input }) => ({ knobs: input.knobs, losing: false, outage: 'UNAVAILABLE', isTaken: false, listed: [] }),
  initial: 'serving',
  on: {
    loseReply: { actions: 'loseNext' },
    answer: { actions: ['passOn', 'loseNoMore'] },
    Listed: { actions: 'noteListed' },
    ListComplete: { actions: ['sendList', 'forgetList', 'loseNoMore'] },
    MatterTaken: { actions: 'takeMatter' },
    MatterFree: { actions: 'freeMatter' },
  },
  states: {
    serving: {
      tags: 'idle',
      meta: { label: ['answers requests', 'ready'] },
      on: {
        outage: { target: 'unavailable', actions: 'beginOutage' },
        recover: {},
        'matters.count': [
          { guard: 'startsWithoutCredential', actions: replying('UNAUTHENTICATED', 'LR-19') },
          { guard: 'startsWithoutAccess', actions: replying('PERMISSION_DENIED', 'LR-19') },
          { guard: 'isIncomplete', actions: replying('INVALID_ARGUMENT') },
          { guard: 'namesNoMatter', actions: replying('NOT_FOUND') },
          { guard: 'namesClosedMatter', actions: replying('FAILED_PRECONDITION') },
          { guard: 'abortsParallel', actions: replying('ABORTED', 'LR-28') },
          { guard: 'refusesParallel', actions: replying('ALREADY_EXISTS', 'LR-28') },
          { actions: ['askRecord'] },
        ],
        GetOperation: [
          { guard: 'hasNoCredential', actions: replying('UNAUTHENTICATED', 'LR-10', 'LR-19') },
          { guard: 'hasNoAccess', actions: replying('PERMISSION_DENIED', 'LR-19') },
          { actions: ['askRecord'] },
        ],
        WaitOperation: [
          { guard: 'hasNoCredential', actions: replying('UNAUTHENTICATED', 'LR-10', 'LR-19') },
          { guard: 'hasNoWait', actions: replying('UNIMPLEMENTED', 'LR-29') },
          { guard: 'hasNoAccess', actions: replying('PERMISSION_DENIED', 'LR-19') },
          { actions: ['askRecord'] },
        ],
        DeleteOperation: [
          { guard: 'hasCancelOnly', actions: replying('UNIMPLEMENTED', 'LR-29') },
          { actions: ['askRecord'] },
        ],
        ListOperations: [
          { guard: 'hasCancelOnly', actions: replying('UNIMPLEMENTED', 'LR-29') },
          { actions: 'askAll' },
        ],
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
        outage: { actions: 'beginOutage' },
        recover: { target: 'serving' },
        'matters.count': { actions: refusing },
        GetOperation: { actions: refusing },
        WaitOperation: { actions: refusing },
        DeleteOperation: { actions: refusing },
        ListOperations: { actions: refusing },
        CancelOperation: { actions: refusing },
      },
    },
  },
})
