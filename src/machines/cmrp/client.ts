import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import { callOf, calls, handleNumber, reopenedClosed, requestOf, type ClientContext } from './calls.ts'
import type { Command } from './commands.ts'
import type { CmrpInput } from './knobs.ts'
import {
  codeOf,
  replies,
  type Call,
  type GroupState,
  type LinkEvent,
  type Notification,
  type Reply,
} from './messages.ts'

type Event =
  | Command<(typeof calls)[number] | 'dropLink'>
  | Reply
  | Notification
  | Extract<LinkEvent, { type: 'OtherMoveStarted' }>

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
const asCall = (event: Event, context: ClientContext): Call => callOf(expectEvent(event, ...calls), context)
const isOld = (context: ClientContext, event: Event): boolean => fieldOf(event, 'connection') !== context.connection
/** On these the library tries another node (3.2.4.6); of that list, only what can happen here. */
const recoverable: readonly CmrpCode[] = ['RPC_S_CALL_FAILED', 'ERROR_CLUSTER_NODE_SHUTTING_DOWN']
const isRecoverable = (context: ClientContext, event: Event): boolean =>
  context.knobs.reconnect && recoverable.includes(codeOf(asReply(event)))
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
const failed = (call: string): Effect => ({
  type: 'return',
  call,
  code: 'RPC_S_CALL_FAILED',
  clauses: ['CM-15', 'CM-25'] satisfies CmrpClause[],
})

/**
 * The application with its ClusAPI library: it opens the group, moves it, cancels, and watches it through its notification
 * port (3.2.4). A cancel names no move; `operation` is the one that the application means, the newest that it knows of.
 */
export const client = setup({
  types: roleTypes<ClientContext, Event, CmrpInput>(),
  guards: {
    holdsNoHandle: ({ context, event }) => {
      const { names } = asCall(event, context)
      return names !== null && handleNumber(context, names) === 0
    },
    hasNoLink: ({ context }) => context.connection === 0,
    isReconnecting: ({ context }) => context.isReconnecting,
    reconnects: ({ context }) => context.knobs.reconnect,
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
    noteCall: assign({ calls: ({ context, event }) => [...context.calls, asCall(event, context)] }),
    sendCall: emit(({ context, event }): Effect => ({
      type: 'send',
      to: 'node',
      event: requestOf(asCall(event, context), context),
    })),
    noteClosed: assign({ closed: ({ context }) => context.handle?.id ?? context.closed }),
    noteNewest: assign({
      newest: ({ event }) => fieldOf(event, 'operation'),
    }),
    refuseNull: emit(({ event }): Effect => ({
      type: 'return',
      call: fieldOf(event, 'call'),
      code: 'RPC_X_SS_IN_NULL_CONTEXT',
      clauses: ['CM-15', 'CM-16'] satisfies CmrpClause[],
    })),
    failCall: emit(({ event }): Effect => failed(fieldOf(event, 'call'))),
    /** The library hands up the one or the other: what RPC reports, or the method's own value. */
    returnLost: emit(({ event }): Effect =>
      batch({ type: 'discard', why: 'the reply is lost' }, failed(asReply(event).call)),
    ),
    returnReply: emit(({ event }): Effect => {
      const { call, clauses } = asReply(event)
      return { type: 'return', call, code: codeOf(asReply(event)), clauses }
    }),
    discardLate: emit((): Effect => ({ type: 'discard', why: 'the connection that it was sent over is lost' })),
    discardLost: emit(({ event }): Effect =>
      asReply(event).lost ? { type: 'discard', why: 'the reply is lost' } : batch(),
    ),
    forgetCall: assign({
      calls: ({ context, event }) => context.calls.filter(({ call }) => call !== asReply(event).call),
    }),
    failCalls: emit(({ context }): Effect => batch(...context.calls.map(({ call }) => failed(call)))),
    forgetCalls: assign({ calls: [] }),
    tellNode: emit((): Effect => ({ type: 'tell', to: 'node', event: { type: 'ConnectionLost' } })),
    hangUp: assign({ connection: 0 }),
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
}).createMachine({
  id: 'cmrp/client',
  context: ({ input }) => ({
    knobs: input.knobs,
    connection: 1,
    isReconnecting: false,
    handle: null,
    closed: 0,
    calls: [],
    newest: 0,
    seen: 0,
  }),
  type: 'parallel',
  states: {
    library: {
      initial: 'connected',
      on: {
        openGroup: [
          { guard: 'hasNoLink', actions: 'failCall' },
          { guard: 'isReconnecting', actions: 'noteCall' },
          { actions: ['noteCall', 'sendCall'] },
        ],
        closeGroup: [
          { guard: 'holdsNoHandle', actions: 'refuseNull' },
          { guard: 'hasNoLink', actions: ['noteClosed', 'failCall'] },
          { guard: 'isReconnecting', actions: ['noteClosed', 'noteCall'] },
          { actions: ['noteClosed', 'noteCall', 'sendCall'] },
        ],
        getGroupState: [
          { guard: 'holdsNoHandle', actions: 'refuseNull' },
          { guard: 'hasNoLink', actions: 'failCall' },
          { guard: 'isReconnecting', actions: 'noteCall' },
          { actions: ['noteCall', 'sendCall'] },
        ],
        moveGroupEx: [
          {
            guard: 'holdsNoHandle',
            actions: [
              'noteNewest',
              'refuseNull',
              { type: 'settleUnsent', params: { code: 'RPC_X_SS_IN_NULL_CONTEXT' } },
            ],
          },
          {
            guard: 'hasNoLink',
            actions: ['noteNewest', 'failCall', { type: 'settleUnsent', params: { code: 'RPC_S_CALL_FAILED' } }],
          },
          { guard: 'isReconnecting', actions: ['noteNewest', 'noteCall'] },
          { actions: ['noteNewest', 'noteCall', 'sendCall'] },
        ],
        cancel: [
          { guard: 'holdsNoHandle', actions: ['issued', 'refuseNull'] },
          { guard: 'hasNoLink', actions: ['issued', 'failCall'] },
          { guard: 'isReconnecting', actions: ['issued', 'noteCall'] },
          { actions: ['issued', 'noteCall', 'sendCall'] },
        ],
        OtherMoveStarted: { actions: 'noteNewest' },
        CLUSTER_CHANGE_GROUP_STATE: [{ guard: 'isOutOfDate', actions: 'discardLate' }, {}],
        'reply.Reconnect': { actions: 'discardLate' },
        'reply.*': [
          { guard: 'isOutOfDate', actions: 'discardLate' },
          {
            guard: 'isWorthReconnecting',
            target: '.reconnecting',
            actions: ['discardLost', { type: 'cite', params: { clauses: ['CM-14'] } }],
          },
          { guard: 'isLost', actions: ['returnLost', 'forgetCall'] },
          {
            guard: 'hasNotRun',
            actions: ['returnReply', 'forgetCall', { type: 'cite', params: { clauses: ['CM-15', 'CM-25'] } }],
          },
          { actions: ['returnReply', 'forgetCall'] },
        ],
        dropLink: {},
      },
      states: {
        connected: {
          on: {
            dropLink: [
              {
                guard: 'reconnects',
                target: 'reconnecting',
                actions: ['tellNode', { type: 'cite', params: { clauses: ['CM-14'] } }],
              },
              { target: 'disconnected', actions: ['hangUp', 'tellNode', 'failCalls', 'forgetCalls'] },
            ],
          },
        },
        reconnecting: {
          entry: ['nextConnection', 'connect'],
          on: {
            dropLink: { target: 'reconnecting', reenter: true },
            'reply.Reconnect': [
              { guard: 'isOutOfDate', actions: 'discardLate' },
              { guard: 'isLost', target: 'reconnecting', reenter: true, actions: 'discardLost' },
              {
                target: 'connected',
                actions: ['takeReopened', 'sendCallsAgain', { type: 'cite', params: { clauses: ['CM-14'] } }],
              },
            ],
          },
        },
        disconnected: {},
      },
    },
    handle: {
      initial: 'none',
      on: {
        'reply.ApiOpenGroupEx': [
          { guard: 'hasOpenedForReading', target: '.held.reading', actions: 'keepHandle' },
          { guard: 'hasSucceeded', target: '.held.full', actions: 'keepHandle' },
        ],
      },
      states: {
        none: {},
        held: {
          initial: 'full',
          on: { 'reply.ApiCloseGroup': { guard: 'hasSucceeded', target: 'none', actions: 'dropHandle' } },
          states: { full: {}, reading: {} },
        },
      },
    },
    watch: {
      initial: 'idle',
      on: {
        'reply.ApiMoveGroupEx': [
          { guard: 'isMoveTaken', target: '.moving' },
          { guard: 'isMoveRefused', actions: 'settleRefused' },
        ],
        'reply.ApiCancelClusterGroupOperation': [
          { guard: 'isCancelTaken', actions: 'accepted' },
          { guard: 'isUnlisted', actions: { type: 'cite', params: { clauses: ['CM-13'] } } },
        ],
        CLUSTER_CHANGE_GROUP_STATE: [
          { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
          { guard: 'showsPending', target: '.moving' },
        ],
        'reply.ApiGetGroupState': [
          { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
          { guard: 'showsPending', target: '.moving' },
        ],
        'reply.Reconnect': [
          { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
          { guard: 'showsPending', target: '.moving' },
        ],
      },
      states: {
        idle: {
          tags: 'idle',
          meta: { label: ['has asked for no move', 'idle'] },
          on: {
            moveGroupEx: [
              { guard: 'holdsNoHandle', target: 'refused' },
              { guard: 'hasNoLink', target: 'refused' },
              { target: 'asked' },
            ],
          },
        },
        asked: {
          tags: 'starting',
          meta: { label: ['has asked for the move', 'asked'] },
          on: {
            'reply.ApiMoveGroupEx': [
              { guard: 'isMoveTaken', target: 'moving' },
              { guard: 'isMoveRefused', target: 'refused', actions: 'settleRefused' },
              { guard: 'isMoveUnanswered', target: 'unsure' },
            ],
            dropLink: [{ guard: 'reconnects' }, { target: 'unsure' }],
          },
        },
        // The move may run or not: a state that is seen later tells, if one is.
        unsure: {
          tags: 'starting',
          meta: { label: ['does not know whether its move runs', 'has no answer', 'unsure'] },
          on: {
            moveGroupEx: [
              { guard: 'holdsNoHandle', target: 'refused' },
              { guard: 'hasNoLink', target: 'refused' },
              { target: 'asked' },
            ],
          },
        },
        refused: {
          tags: 'refused',
          meta: { label: ['its move was refused', 'refused'] },
          on: {
            moveGroupEx: [{ guard: 'holdsNoHandle' }, { guard: 'hasNoLink' }, { target: 'asked' }],
          },
        },
        moving: {
          tags: 'working',
          meta: { label: ['sees the group move', 'moving'] },
          on: {
            'reply.ApiCancelClusterGroupOperation': {
              guard: 'isCancelTaken',
              target: 'cancelled',
              actions: 'accepted',
            },
            CLUSTER_CHANGE_GROUP_STATE: [
              { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsNoMove', target: 'over' },
            ],
            'reply.Reconnect': [
              { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsNoMove', target: 'over' },
            ],
          },
        },
        cancelled: {
          tags: 'windingDown',
          meta: { label: ['cancel accepted, group still pending', 'cancel accepted', 'cancelled'] },
          on: {
            CLUSTER_CHANGE_GROUP_STATE: [
              { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsPending' },
              { guard: 'showsNoMove', target: 'over' },
            ],
            'reply.ApiGetGroupState': [
              { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsPending' },
              { guard: 'showsNoMove', target: 'over' },
            ],
            'reply.Reconnect': [
              { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsNoMove', target: 'over' },
            ],
          },
        },
        over: {
          tags: 'over',
          meta: { label: ['sees the group out of Pending', 'out of Pending', 'over'] },
          on: {
            moveGroupEx: [
              { guard: 'holdsNoHandle', target: 'refused' },
              { guard: 'hasNoLink', target: 'refused' },
              { target: 'asked' },
            ],
          },
        },
      },
    },
  },
})
