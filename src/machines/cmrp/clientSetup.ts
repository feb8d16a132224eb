import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import {
  callOf,
  calls,
  handleNumber,
  recoverableCodes,
  reopenedClosed,
  requestOf,
  type ClientContext,
} from './calls.ts'
import type { Command } from './commands.ts'
import type { CmrpInput } from './knobs.ts'
import {
  codeOf,
  replies,
  type Call,
  type GroupState,
  type LinkEvent,
  type Notification,
  type OtherCancelEvent,
  type Reply,
} from './messages.ts'
import { argsOf, failed, lost, returned } from './payloads.ts'

type Event =
  | Command<(typeof calls)[number] | 'dropLink' | 'leave'>
  | Reply
  | Notification
  | Exclude<LinkEvent, { type: 'ConnectionLost' }>
  | Extract<OtherCancelEvent, { type: 'OtherCancels' }>

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
const asCall = (event: Event, context: ClientContext): Call => callOf(expectEvent(event, ...calls), context.newest)
const isOld = (context: ClientContext, event: Event): boolean => fieldOf(event, 'connection') !== context.connection
const isRecoverable = (context: ClientContext, event: Event): boolean =>
  context.knobs.reconnect && recoverableCodes.includes(codeOf(asReply(event)))
/** The six values that the document lists for the cancel. */
const listed: readonly CmrpCode[] = [
  'ERROR_SUCCESS',
  'ERROR_ACCESS_DENIED',
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'ERROR_IO_PENDING',
  'ERROR_INVALID_STATE',
]
/** The answer is one that the application gets to see. */
const isFinal = (context: ClientContext, event: Event): boolean =>
  !isOld(context, event) && !isRecoverable(context, event)
/** The group's state, where the message shows it. */
const stateIn = (context: ClientContext, event: Event): GroupState | null =>
  isOld(context, event) || ('lost' in event && event.lost) ? null : fieldOf(event, 'state')
/** No answer came, and none will. */
const unanswered = ({ method, call }: Call): Effect => failed(method, call, 'RPC_S_CALL_FAILED', ['CM-15', 'CM-25'])

/** What the client looks at and does; its states are in client.ts. */
export const clientSetup = setup({
  types: roleTypes<ClientContext, Event, CmrpInput>(),
  guards: {
    holdsNoHandle: ({ context, event }) => {
      const { names } = asCall(event, context)
      return names !== null && handleNumber(context, names) === 0
    },
    hasNoLink: ({ context }) => context.connection === 0,
    isReconnecting: ({ context }) => context.isReconnecting,
    reconnects: ({ context }) => context.knobs.reconnect,
    /** A library that has no call under way does not notice: only the next one tells it, with a code that is final. */
    noticesAndReconnects: ({ context }) => context.calls.length > 0 && context.knobs.reconnect,
    isOutOfDate: ({ context, event }) => isOld(context, event),
    isWorthReconnecting: ({ context, event }) => isRecoverable(context, event),
    isLost: ({ event }) => asReply(event).lost,
    hasNotRun: ({ event }) => asReply(event).rpcStatus !== 'RPC_S_OK',
    hasSucceeded: ({ context, event }) => isFinal(context, event) && codeOf(asReply(event)) === 'ERROR_SUCCESS',
    hasOpenedForReading: ({ context, event }) =>
      isFinal(context, event) && codeOf(asReply(event)) === 'ERROR_SUCCESS' && asReply(event).access === 'read',
    isMoveTaken: ({ context, event }) => isFinal(context, event) && codeOf(asReply(event)) === 'ERROR_IO_PENDING',
    isMoveRefused: ({ context, event }) =>
      isFinal(context, event) && !asReply(event).lost && codeOf(asReply(event)) !== 'ERROR_IO_PENDING',
    isMoveUnanswered: ({ context, event }) => isFinal(context, event) && asReply(event).lost,
    isCancelTaken: ({ context, event }) =>
      isFinal(context, event) &&
      (codeOf(asReply(event)) === 'ERROR_IO_PENDING' || codeOf(asReply(event)) === 'ERROR_SUCCESS'),
    isUnlisted: ({ context, event }) => isFinal(context, event) && !listed.includes(codeOf(asReply(event))),
    showsTheEnd: ({ context, event }) => {
      const state = stateIn(context, event)
      return state !== null && state !== 'ClusterGroupPending' && ![0, context.seen].includes(fieldOf(event, 'moved'))
    },
    showsPending: ({ context, event }) => stateIn(context, event) === 'ClusterGroupPending',
    showsNoMove: ({ context, event }) =>
      stateIn(context, event) !== null && stateIn(context, event) !== 'ClusterGroupPending',
  },
  actions: {
    cite: citing<CmrpClause>(),
    /** Commands are calls already; this says what they pass. */
    passArgs: emit(({ context, event }): Effect => {
      const request = requestOf(asCall(event, context), context)
      return { type: 'call', op: event.type, call: request.call, args: argsOf(request) }
    }),
    noteCall: assign({ calls: ({ context, event }) => [...context.calls, asCall(event, context)] }),
    sendCall: emit(({ context, event }): Effect => ({
      type: 'send',
      to: 'node',
      event: requestOf(asCall(event, context), context),
    })),
    noteClosed: assign({ closed: ({ context }) => context.handle?.id ?? context.closed }),
    noteNewest: assign({ newest: ({ event }) => fieldOf(event, 'operation') }),
    noteOwn: assign({
      newest: ({ event }) => fieldOf(event, 'operation'),
      own: ({ context, event }) => [...context.own, fieldOf(event, 'operation')],
    }),
    refuseNull: emit(({ context, event }): Effect => {
      const { method, call } = asCall(event, context)
      return failed(method, call, 'RPC_X_SS_IN_NULL_CONTEXT', ['CM-15', 'CM-16'])
    }),
    failCall: emit(({ context, event }): Effect => unanswered(asCall(event, context))),
    returnLost: emit(({ event }): Effect => batch({ type: 'discard', why: 'the reply is lost' }, lost(asReply(event)))),
    returnReply: emit(({ event }): Effect => returned(asReply(event))),
    neverMade: emit((): Effect => ({ type: 'discard', why: 'the client has gone' })),
    discardLate: emit((): Effect => ({ type: 'discard', why: 'the connection that it was sent over is lost' })),
    discardLost: emit(({ event }): Effect =>
      asReply(event).lost ? { type: 'discard', why: 'the reply is lost' } : batch(),
    ),
    forgetCall: assign({
      calls: ({ context, event }) => context.calls.filter(({ call }) => call !== asReply(event).call),
    }),
    failCalls: emit(({ context }): Effect => batch(...context.calls.map(unanswered))),
    forgetCalls: assign({ calls: [] }),
    tellNode: emit((): Effect => ({ type: 'tell', to: 'node', event: { type: 'ConnectionLost' } })),
    hangUp: assign({ connection: 0 }),
    renewConnection: assign({ connection: ({ context }) => context.connection + 1 }),
    /** What was sent before still arrives, and then the node finds the connection closed. */
    closeConnection: emit(({ context }): Effect =>
      context.connection === 0 ? batch() : { type: 'send', to: 'node', event: { type: 'ConnectionLost' } },
    ),
    abandon: emit(({ context }): Effect =>
      batch(...context.own.map((operation): Effect => ({ type: 'abandon', operation }))),
    ),
    forgetAll: assign({ connection: 0, isReconnecting: false, handle: null, closed: 0, calls: [], own: [] }),
    aimForOther: emit(({ context, event }): Effect => ({
      type: 'tell',
      to: 'other',
      event: { ...expectEvent(event, 'OtherCancels'), type: 'CancelAimed', operation: Math.max(1, context.newest) },
    })),
    nextConnection: assign({ connection: ({ context }) => context.connection + 1, isReconnecting: true }),
    connect: emit(({ context }): Effect => ({
      type: 'send',
      to: 'node',
      event: {
        type: 'Reconnect',
        call: '',
        connection: context.connection,
        handle: 0,
        access: context.handle?.access ?? null,
        flags: 0,
        operation: 0,
      },
    })),
    takeReopened: assign({
      isReconnecting: false,
      handle: ({ context, event }) =>
        context.handle === null ? null : { id: asReply(event).handle, access: context.handle.access },
      closed: ({ context, event }) => reopenedClosed(context, asReply(event).handle),
    }),
    sendCallsAgain: emit(({ context }): Effect =>
      batch(...context.calls.map((call): Effect => ({ type: 'send', to: 'node', event: requestOf(call, context) }))),
    ),
    keepHandle: assign({
      handle: ({ event }) => ({ id: asReply(event).handle, access: asReply(event).access ?? 'all' }),
    }),
    dropHandle: assign({ handle: null }),
    issued: emit(({ context }): Effect => ({
      type: 'milestone',
      operation: Math.max(1, context.newest),
      name: 'issued',
    })),
    accepted: emit(({ event }): Effect => ({
      type: 'milestone',
      operation: asReply(event).operation,
      name: 'accepted',
    })),
    settleUnsent: emit(({ event }, params: { readonly code: CmrpCode }): Effect => ({
      type: 'settle',
      operation: expectEvent(event, 'moveGroupEx').operation,
      code: params.code,
    })),
    settleRefused: emit(({ event }): Effect => ({
      type: 'settle',
      operation: asReply(event).operation,
      code: codeOf(asReply(event)),
    })),
    settleSeen: emit(({ event }): Effect => ({
      type: 'settle',
      operation: fieldOf(event, 'moved'),
      code: ensure(fieldOf(event, 'state'), 'the message shows a state'),
    })),
    noteSeen: assign({ seen: ({ event }) => fieldOf(event, 'moved') }),
  },
})
