import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import { batch, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { Even6Input } from './knobs.ts'
import { replies, replyTo, type Handle, type Reply, type Request } from './messages.ts'

interface Context {
  /** Its newest control handle, and the one that it closed last. */
  readonly control: Handle | null
  readonly closed: Handle | null
  /** The operation started last under each, and of all; 0: none. */
  readonly underControl: number
  readonly underClosed: number
  readonly newest: number
  /** Sent and not answered, oldest first. */
  readonly sent: readonly Request[]
  /** How often its connection was made anew. */
  readonly connection: number
}
type Event =
  | Command<'registerControllableOperation' | 'clearLog' | 'exportLog' | 'cancel' | 'close'>
  | Reply
  | { readonly type: 'ServiceRestarted' }

const methodOf = {
  registerControllableOperation: 'EvtRpcRegisterControllableOperation',
  clearLog: 'EvtRpcClearLog',
  exportLog: 'EvtRpcExportLog',
  cancel: 'EvtRpcCancel',
  close: 'EvtRpcClose',
} as const
type CommandName = keyof typeof methodOf
const commandNames = Object.keys(methodOf) as readonly CommandName[]

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
const asCommand = (event: Event): Command<CommandName> => expectEvent(event, ...commandNames)

/** The handle that a command means: it has no query and no subscription of its own. */
function handleOf(context: Context, event: Event): Request['handle'] {
  const command = asCommand(event)
  if (command.type === 'registerControllableOperation') return 'none'
  if (command.type === 'clearLog' || command.type === 'exportLog') return context.control
  const { handle } = command
  if (handle === 'forged') return 'forged'
  return handle === 'control' || handle === 'closed' ? context[handle] : null
}

/** What a cancel aims at, or what ran last under the handle that is closed. */
function aimOf({ underControl, underClosed, newest }: Context, event: Event): number {
  const command = asCommand(event)
  if (command.type === 'close') return command.handle === 'control' ? underControl : 0
  if (command.type !== 'cancel') return 0
  const under = command.handle === 'control' ? underControl : command.handle === 'closed' ? underClosed : 0
  return under || newest || 1
}

function requestOf(context: Context, event: Event): Request {
  const command = asCommand(event)
  return {
    type: methodOf[command.type],
    by: 'other',
    call: command.call,
    handle: handleOf(context, event),
    operation: command.type === 'clearLog' || command.type === 'exportLog' ? command.operation : 0,
    aim: aimOf(context, event),
    mode: null,
    waited: false,
    connection: context.connection,
  }
}

const returns = ({ call, code, clauses, registration }: Reply): Effect => ({
  type: 'return',
  call,
  code,
  clauses,
  ...(registration === 0 ? {} : { out: { handle: `control#${registration}` } }),
})
/** A long call is settled with what it returned. */
const ends = (reply: Reply): Effect =>
  batch(
    returns(reply),
    ...(reply.operation === 0 ? [] : [{ type: 'settle', operation: reply.operation, code: reply.code } as const]),
  )

/** A call is made: refused at home without a handle, else sent. */
const made = (...before: readonly ('issued' | 'noteStart')[]) =>
  [
    { guard: 'handleIsNull', target: '.idle', actions: [...before, 'pass', 'refuse'] },
    { target: '.awaiting', actions: [...before, 'pass', 'send', 'noteSent'] },
  ] as const
/** An answer has come, which may be that of the service before its restart, or not the last one that is awaited. */
const answered = (...then: readonly ('end' | 'accepted' | 'keepHandle' | 'forgetHandle')[]) =>
  [
    { guard: 'nobodyWaitsForIt', actions: 'dropLate' },
    { guard: 'othersAreOutstanding', actions: ['noteAnswered', ...then] },
    { target: '.idle', actions: ['noteAnswered', ...then] },
  ] as const

/**
 * Another client of the same service, its application and its end of RPC in one: an administrator who clears and exports logs over a
 * connection of its own, which runs calls side by side. It shares the log, the service and its memory with the first client, and no
 * handle: a context handle is good on its own connection alone.
 */
export const other = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    handleIsNull: ({ context, event }) => handleOf(context, event) === null,
    othersAreOutstanding: ({ context }) => context.sent.length > 1,
    nobodyWaitsForIt: ({ context, event }) => !context.sent.some(({ call }) => call === asReply(event).call),
  },
  actions: {
    pass: emit(({ context, event }): Effect => {
      const { type, call } = asCommand(event)
      const name = type === 'cancel' || type === 'close' ? 'handle' : 'control'
      return type === 'registerControllableOperation'
        ? batch()
        : { type: 'call', op: type, call, args: { [name]: handleOf(context, event) } }
    }),
    send: emit(({ context, event }): Effect => ({ type: 'send', to: 'server', event: requestOf(context, event) })),
    refuse: emit(({ context, event }): Effect =>
      ends(replyTo(requestOf(context, event), 'RPC_X_SS_IN_NULL_CONTEXT', ['EV-25'])),
    ),
    noteSent: assign({ sent: ({ context, event }) => [...context.sent, requestOf(context, event)] }),
    noteStart: assign(({ context, event }) => {
      const operation = fieldOf(event, 'operation')
      return { newest: operation, underControl: context.control === null ? 0 : operation }
    }),
    noteAnswered: assign({
      sent: ({ context, event }) => context.sent.filter(({ call }) => call !== asReply(event).call),
    }),
    dropLate: emit((): Effect => ({ type: 'discard', why: 'it is from the service before its restart' })),
    end: emit(({ event }): Effect => ends(asReply(event))),
    issued: emit(({ context, event }): Effect => ({
      type: 'milestone',
      operation: aimOf(context, event),
      name: 'issued',
    })),
    accepted: emit(({ event }): Effect => {
      const { code, aim } = asReply(event)
      return batch(
        ...(code === 'ERROR_SUCCESS' ? [{ type: 'milestone', operation: aim, name: 'accepted' } as const] : []),
      )
    }),
    keepHandle: assign(({ event }) => {
      const { registration } = asReply(event)
      return registration === 0 ? {} : { control: `control#${registration}` as const, underControl: 0 }
    }),
    /** By value: a handle that a registration has put in its place meanwhile stays. */
    forgetHandle: assign(({ context, event }) => {
      const { handle, aim, code } = asReply(event)
      if (code !== 'ERROR_SUCCESS') return {}
      if (handle !== context.control) return { closed: handle as Handle, underClosed: aim }
      return { control: null, underControl: 0, closed: context.control, underClosed: context.underControl }
    }),
    failCalls: emit(({ context }): Effect =>
      batch(...context.sent.map((request) => ends(replyTo(request, 'RPC_S_CALL_FAILED', ['EV-25', 'EV-32'])))),
    ),
    connectAgain: assign({ sent: [], connection: ({ context }) => context.connection + 1 }),
  },
}).createMachine({
  id: 'even6/other',
  context: { control: null, closed: null, underControl: 0, underClosed: 0, newest: 0, sent: [], connection: 0 },
  initial: 'absent',
  on: {
    registerControllableOperation: made(),
    clearLog: made('noteStart'),
    exportLog: made('noteStart'),
    cancel: made('issued'),
    close: made(),
    'EvtRpcRegisterControllableOperation reply': answered('end', 'keepHandle'),
    'EvtRpcClearLog reply': answered('end'),
    'EvtRpcExportLog reply': answered('end'),
    'EvtRpcCancel reply': answered('accepted', 'end'),
    'EvtRpcClose reply': answered('end', 'forgetHandle'),
    ServiceRestarted: { actions: ['failCalls', 'connectAgain'] },
  },
  states: {
    absent: { tags: 'idle', meta: { label: ['no other client yet', 'none'] } },
    idle: { tags: 'idle', meta: { label: ['another client, waits for nothing', 'idle'] } },
    awaiting: {
      tags: 'working',
      meta: { label: ['waits for its calls', 'waits'] },
      on: { ServiceRestarted: { target: 'idle', actions: ['failCalls', 'connectAgain'] } },
    },
  },
})
