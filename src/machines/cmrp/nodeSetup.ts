import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import { batch, citing, expectEvent, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { CmrpInput, CmrpKnobs } from './knobs.ts'
import {
  faultTo,
  forgedHandle,
  ignoreResourceStatus,
  methods,
  queueEnabled,
  replyTo,
  type Access,
  type Internal,
  type LinkEvent,
  type Reply,
  type Request,
  type RpcStatus,
} from './messages.ts'

interface Handle {
  readonly id: number
  readonly access: Access
  readonly isOthers: boolean
}
export interface Context {
  readonly knobs: CmrpKnobs
  /** How far the node serves, as its state says; the checks look at it. */
  readonly serves: 'everything' | 'reading' | 'nothing'
  /** The handles of the two clients, by number; numbers are never used again. */
  readonly handles: readonly Handle[]
  readonly opened: number
  /** The client's connection; 0: it is lost. */
  readonly connection: number
  /** The connection of the second client. */
  readonly other: number
  /** Whether the client's notification port is open: it is a handle like any other. */
  readonly listens: boolean
  readonly losing: boolean
}
type Event =
  | Request
  | Extract<LinkEvent, { type: 'ConnectionLost' }>
  | Extract<Internal, { type: 'answer' | 'GroupStateChanged' }>
  | Command<'nodeReadOnly' | 'nodeReadWrite' | 'nodeShutsDown' | 'serviceRestarts' | 'loseReply' | 'otherAdminMoves'>
export interface Says {
  readonly code: CmrpCode
  readonly clauses: readonly CmrpClause[]
}

/** To ignore locks and to wait in the queue exclude each other (CM-18). */
const contradictory = ignoreResourceStatus | queueEnabled

const asRequest = (event: Event): Request => expectEvent(event, ...methods)
const asReply = (event: Event): Reply => expectEvent(event, 'answer').reply
const handleOf = (context: Context, event: Event): Handle | undefined =>
  context.handles.find(({ id }) => id === asRequest(event).handle)
const answer = (reply: Reply): Effect => ({ type: 'tell', to: 'node', event: { type: 'answer', reply } })
const isOthers = (event: Event): boolean => asRequest(event).connection < 0
const ofClient = ({ handles }: Context): number => handles.filter((handle) => !handle.isOthers).length
const held = (change: number): Effect => ({ type: 'resource', name: 'groupHandle', change, limit: null, operation: 0 })
/** Another administrator's move is one request like any other, with full access and queued; nothing of it is on our link. */
const othersMove = (event: Event): Request => {
  const { call, operation } = expectEvent(event, 'otherAdminMoves')
  return {
    type: 'ApiMoveGroupEx',
    call,
    connection: 0,
    handle: forgedHandle,
    access: null,
    flags: queueEnabled,
    operation,
  }
}

/** What the node looks at and does; its states are in node.ts. */
export const nodeSetup = setup({
  types: roleTypes<Context, Event, CmrpInput>(),
  guards: {
    comesTooLate: ({ context, event }) => ![context.connection, context.other].includes(asRequest(event).connection),
    hasNoSuchMethod: ({ context }) => context.knobs.profile === 'server2008',
    staysSilent: ({ context }) => context.serves === 'nothing' && context.knobs.inactiveNode === 'silent',
    isNotReady: ({ context }) =>
      context.serves === 'nothing' && context.knobs.inactiveNode === 'ERROR_CLUSTER_NODE_NOT_READY',
    shutsDown: ({ context }) => context.serves === 'nothing',
    isReadOnly: ({ context }) => context.serves === 'reading',
    knowsNoHandle: ({ context, event }) => handleOf(context, event) === undefined,
    hasReadAccess: ({ context, event }) => handleOf(context, event)?.access === 'read',
    hasCancelFlags: ({ event }) => asRequest(event).flags !== 0,
    hasContradictoryFlags: ({ event }) => (asRequest(event).flags & contradictory) === contradictory,
    othersMoveIsTaken: ({ event }) => asReply(event).connection === 0 && asReply(event).value === 'ERROR_IO_PENDING',
    othersMoveIsRefused: ({ event }) => asReply(event).connection === 0,
    nobodyListens: ({ context }) => context.connection === 0 || !context.listens,
    opensAgain: ({ event }) => asRequest(event).access !== null,
  },
  actions: {
    cite: citing<CmrpClause>(),
    discardLate: emit((): Effect => ({ type: 'discard', why: 'the connection that it was sent over is lost' })),
    reply: emit(({ event }, says: Says): Effect => answer(replyTo(asRequest(event), says.code, says.clauses))),
    fault: emit(({ event }, says: { readonly status: RpcStatus; readonly clauses: readonly CmrpClause[] }): Effect =>
      answer(faultTo(asRequest(event), says.status, says.clauses)),
    ),
    giveHandle: emit(({ context, event }, says: { readonly clauses: readonly CmrpClause[] }): Effect => {
      const access = asRequest(event).access ?? 'all'
      return answer(replyTo(asRequest(event), 'ERROR_SUCCESS', says.clauses, { handle: context.opened, access }))
    }),
    addHandle: assign({
      opened: ({ context }) => context.opened + 1,
      handles: ({ context, event }) => [
        ...context.handles,
        { id: context.opened + 1, access: asRequest(event).access ?? 'all', isOthers: isOthers(event) },
      ],
      listens: ({ context, event }) => context.listens || !isOthers(event),
    }),
    removeHandle: assign({
      handles: ({ context, event }) => context.handles.filter(({ id }) => id !== asRequest(event).handle),
    }),
    hold: emit(held(1)),
    release: emit(held(-1)),
    runDown: emit(({ context }): Effect => batch(...(ofClient(context) > 0 ? [held(-ofClient(context))] : []))),
    dropHandles: assign({ handles: ({ context }) => context.handles.filter((handle) => handle.isOthers) }),
    runAllDown: emit(({ context: { handles } }): Effect =>
      batch(...(handles.length > 0 ? [held(-handles.length)] : [])),
    ),
    dropAll: assign({ handles: [], listens: false }),
    /** Both clients and the node know at once that their connections are new ones. */
    renewConnections: assign({
      connection: ({ context }) => (context.connection === 0 ? 0 : context.connection + 1),
      other: ({ context }) => context.other - 1,
    }),
    tellClients: emit((): Effect =>
      batch(
        { type: 'tell', to: 'client', event: { type: 'ServiceRestarted' } },
        { type: 'tell', to: 'other', event: { type: 'ServiceRestarted' } },
      ),
    ),
    hangUp: assign({ connection: 0 }),
    takeConnection: assign({ connection: ({ event }) => asRequest(event).connection, listens: true }),
    askGroup: emit(({ event }): Effect => ({ type: 'tell', to: 'group', event: asRequest(event) })),
    askGroupAboutReopened: emit(({ context, event }): Effect => ({
      type: 'tell',
      to: 'group',
      event: { ...asRequest(event), handle: context.opened },
    })),
    tellClient: emit(({ event }): Effect => ({
      type: 'tell',
      to: 'client',
      event: { type: 'OtherMoveStarted', operation: othersMove(event).operation },
    })),
    moveForOther: emit(({ event }): Effect => ({ type: 'tell', to: 'group', event: othersMove(event) })),
    refuseOther: emit(({ event }, says: Says): Effect => answer(replyTo(othersMove(event), says.code, says.clauses))),
    settleOther: emit(({ event }): Effect =>
      batch(
        { type: 'cite', clauses: asReply(event).clauses },
        { type: 'settle', operation: asReply(event).operation, code: asReply(event).value ?? 'ERROR_SUCCESS' },
      ),
    ),
    sendReply: emit(({ context, event }): Effect => ({
      type: 'send',
      to: asReply(event).connection < 0 ? 'other' : 'client',
      event: { ...asReply(event), lost: context.losing },
    })),
    notify: emit(({ context, event }): Effect => {
      const { state, moved } = expectEvent(event, 'GroupStateChanged')
      return {
        type: 'send',
        to: 'client',
        event: { type: 'CLUSTER_CHANGE_GROUP_STATE', connection: context.connection, state, moved },
      }
    }),
    loseNext: assign({ losing: true }),
    loseNoMore: assign({ losing: false }),
    serve: assign({ serves: (_, params: { readonly what: Context['serves'] }) => params.what }),
  },
})
