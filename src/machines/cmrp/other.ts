import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import { callOf, calls, handleNumber, requestOf, type CallerContext } from './calls.ts'
import type { Command } from './commands.ts'
import type { CmrpInput } from './knobs.ts'
import { codeOf, replies, type Call, type LinkEvent, type OtherCancelEvent, type Reply } from './messages.ts'
import { argsOf, failed, lost, returned } from './payloads.ts'

type Event =
  | Command<(typeof calls)[number]>
  | Reply
  | Extract<LinkEvent, { type: 'ServiceRestarted' }>
  | Extract<OtherCancelEvent, { type: 'CancelAimed' }>

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
/** The call that an event makes. Its cancel comes back with the move that it means. */
function asCall(event: Event): Call {
  if (event.type !== 'CancelAimed') return callOf(expectEvent(event, ...calls), 0)
  return callOf({ ...event, type: 'cancel' }, event.operation)
}
const isOld = (context: CallerContext, event: Event): boolean => asReply(event).connection !== context.connection
const hasRun = (context: CallerContext, event: Event): boolean => !isOld(context, event) && !asReply(event).lost
const opened = [
  { guard: 'hasSucceeded', target: '.held', actions: ['keepHandle', 'returnReply', 'forgetCall'] },
] as const

/**
 * A second client, with a connection and a handle of its own. It may do what the client may, as far as its handle allows; it watches
 * nothing, and its library does not reconnect.
 */
export const other = setup({
  types: roleTypes<CallerContext, Event, CmrpInput>(),
  guards: {
    holdsNoHandle: ({ context, event }) => {
      const { names } = asCall(event)
      return names !== null && handleNumber(context, names) === 0
    },
    isOutOfDate: ({ context, event }) => isOld(context, event),
    isLost: ({ event }) => asReply(event).lost,
    hasSucceeded: ({ context, event }) => hasRun(context, event) && codeOf(asReply(event)) === 'ERROR_SUCCESS',
    isMoveRefused: ({ context, event }) => hasRun(context, event) && codeOf(asReply(event)) !== 'ERROR_IO_PENDING',
    isCancelTaken: ({ context, event }) =>
      hasRun(context, event) && ['ERROR_IO_PENDING', 'ERROR_SUCCESS'].includes(codeOf(asReply(event))),
  },
  actions: {
    cite: citing<CmrpClause>(),
    passArgs: emit(({ context, event }): Effect => {
      const request = requestOf(asCall(event), context)
      const op = event.type === 'CancelAimed' ? 'cancel' : event.type
      return { type: 'call', op, call: request.call, args: argsOf(request) }
    }),
    noteCall: assign({ calls: ({ context, event }) => [...context.calls, asCall(event)] }),
    noteClosed: assign({ closed: ({ context }) => context.handle?.id ?? context.closed }),
    sendCall: emit(({ context, event }): Effect => ({
      type: 'send',
      to: 'node',
      event: requestOf(asCall(event), context),
    })),
    refuseNull: emit(({ event }): Effect => {
      const { method, call } = asCall(event)
      return failed(method, call, 'RPC_X_SS_IN_NULL_CONTEXT', ['CM-15', 'CM-16'])
    }),
    tellOfMove: emit(({ event }): Effect => ({
      type: 'tell',
      to: 'client',
      event: { type: 'OtherMoveStarted', operation: expectEvent(event, 'moveGroupEx').operation },
    })),
    askAim: emit(({ event }): Effect => {
      const { call, flags, handle } = expectEvent(event, 'cancel')
      return { type: 'tell', to: 'client', event: { type: 'OtherCancels', call, flags, handle } }
    }),
    issued: emit(({ event }): Effect => ({
      type: 'milestone',
      operation: expectEvent(event, 'CancelAimed').operation,
      name: 'issued',
    })),
    accepted: emit(({ event }): Effect => ({
      type: 'milestone',
      operation: asReply(event).operation,
      name: 'accepted',
    })),
    discardLate: emit((): Effect => ({ type: 'discard', why: 'the connection that it was sent over is lost' })),
    returnLost: emit(({ event }): Effect => batch({ type: 'discard', why: 'the reply is lost' }, lost(asReply(event)))),
    returnReply: emit(({ event }): Effect => returned(asReply(event))),
    forgetCall: assign({
      calls: ({ context, event }) => context.calls.filter(({ call }) => call !== asReply(event).call),
    }),
    failCalls: emit(({ context }): Effect =>
      batch(...context.calls.map(({ method, call }) => failed(method, call, 'RPC_S_CALL_FAILED', ['CM-15', 'CM-25']))),
    ),
    renewConnection: assign({ connection: ({ context }) => context.connection - 1, calls: [] }),
    keepHandle: assign({
      handle: ({ event }) => ({ id: asReply(event).handle, access: asReply(event).access ?? 'all' }),
    }),
    dropHandle: assign({ handle: null }),
    settleUnsent: emit(({ event }): Effect => ({
      type: 'settle',
      operation: fieldOf(event, 'operation'),
      code: 'RPC_X_SS_IN_NULL_CONTEXT',
    })),
    settleRefused: emit(({ event }): Effect => ({
      type: 'settle',
      operation: asReply(event).operation,
      code: codeOf(asReply(event)),
    })),
  },
}).createMachine({
  id: 'cmrp/other',
  context: { connection: -1, handle: null, closed: 0, calls: [] },
  initial: 'none',
  on: {
    openGroup: { actions: ['passArgs', 'noteCall', 'sendCall'] },
    closeGroup: [
      { guard: 'holdsNoHandle', actions: ['passArgs', 'refuseNull'] },
      { actions: ['passArgs', 'noteClosed', 'noteCall', 'sendCall'] },
    ],
    getGroupState: [
      { guard: 'holdsNoHandle', actions: ['passArgs', 'refuseNull'] },
      { actions: ['passArgs', 'noteCall', 'sendCall'] },
    ],
    moveGroupEx: [
      { guard: 'holdsNoHandle', actions: ['tellOfMove', 'passArgs', 'refuseNull', 'settleUnsent'] },
      { actions: ['tellOfMove', 'passArgs', 'noteCall', 'sendCall'] },
    ],
    cancel: { actions: 'askAim' },
    CancelAimed: [
      { guard: 'holdsNoHandle', actions: ['passArgs', 'issued', 'refuseNull'] },
      { actions: ['passArgs', 'issued', 'noteCall', 'sendCall'] },
    ],
    ServiceRestarted: { actions: ['failCalls', 'renewConnection'] },
    'reply.ApiOpenGroupEx': opened,
    'reply.ApiOpenGroup': opened,
    'reply.ApiCreateGroup': opened,
    'reply.ApiCloseGroup': [
      { guard: 'hasSucceeded', target: '.none', actions: ['dropHandle', 'returnReply', 'forgetCall'] },
    ],
    'reply.ApiMoveGroupEx': [{ guard: 'isMoveRefused', actions: ['returnReply', 'forgetCall', 'settleRefused'] }],
    'reply.ApiCancelClusterGroupOperation': [
      { guard: 'isCancelTaken', actions: ['accepted', 'returnReply', 'forgetCall'] },
    ],
    'reply.*': [
      { guard: 'isOutOfDate', actions: 'discardLate' },
      { guard: 'isLost', actions: ['returnLost', 'forgetCall'] },
      { actions: ['returnReply', 'forgetCall'] },
    ],
  },
  states: {
    none: { tags: 'idle', meta: { label: ['has no handle', 'idle'] } },
    held: { tags: 'working', meta: { label: ['has the group open', 'open'] } },
  },
})
