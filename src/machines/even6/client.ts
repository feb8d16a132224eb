import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { CallsIn } from '../domains.ts'
import type { Command, commands } from './commands.ts'
import type { Even6Input } from './knobs.ts'
import { controlOf, replies } from './messages.ts'
import type { Handle, HandleType, LongCall, Method, Reply, Request } from './messages.ts'

interface Context {
  /** The newest handle of each kind; null before there is one and after its close. */
  readonly control: Handle | null
  readonly query: Handle | null
  readonly subscription: Handle | null
  /** The control handle that was closed last. */
  readonly closed: Handle | null
  /** The operation started last under the control handle, and under the closed one; 0: none. */
  readonly underControl: number
  readonly underClosed: number
  /** The operations that it has started, oldest first. */
  readonly started: readonly number[]
  /** How many operations have not come back. */
  readonly outstanding: number
}
type Event = Command<CallsIn<typeof commands>> | Reply

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
const call = (event: Event, type: Method, rest: Partial<Request>): Effect => ({
  type: 'tell',
  to: 'stub',
  event: {
    type: 'Call',
    request: {
      type,
      by: 'client',
      call: event.call,
      handle: 'none',
      operation: 0,
      aim: 0,
      mode: null,
      waited: false,
      connection: 0,
      ...rest,
    } satisfies Request,
  },
})

/** What a command's call passes, by the document's names. */
const passes = (event: Event, op: string, args: Readonly<Record<string, Handle | null>>): Effect => ({
  type: 'call',
  op,
  call: event.call,
  args,
})
/** How the methods call the handle that they take. */
const handleName: Readonly<Record<HandleType, string>> = {
  control: 'control',
  query: 'logQuery',
  subscription: 'handle',
}
/** What a registration gives out, by the document's names. */
const givenOut = ({ type, registration }: Reply): Readonly<Record<string, Handle>> => {
  const control: Handle = `control#${registration}`
  if (type === 'EvtRpcRegisterLogQuery reply') return { handle: `query#${registration}`, opControl: control }
  if (type === 'EvtRpcRegisterRemoteSubscription reply') return { handle: `subscription#${registration}`, control }
  return { handle: control }
}

/** The operation that a cancel aims at: the last one under its control handle, else the last one, else the first to come. */
function aimOf(context: Context, event: Event): number {
  const { handle } = expectEvent(event, 'cancel')
  const under = handle === 'control' ? context.underControl : handle === 'closed' ? context.underClosed : 0
  return under || (context.started.at(-1) ?? 1)
}

/** A long call leaves with the newest handle of a kind. */
const start = (method: LongCall, on: HandleType) =>
  ({
    target: '.awaiting',
    actions: [
      { type: 'start', params: { method, on } },
      { type: 'noteStart', params: { on } },
    ],
  }) as const

/** A long call came back. */
const returned = [
  { guard: 'othersAreOutstanding', actions: ['return', 'settle', 'noteEnd'] },
  { target: '.idle', actions: ['return', 'settle', 'noteEnd'] },
] as const

/**
 * The application ([MS-EVEN6] 3.2: a client keeps no state of the protocol's own). It keeps the newest handle of each kind and
 * what it started under it, and says what it sees: how a call returned and what an operation came to.
 */
export const client = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    succeeded: ({ event }) => asReply(event).code === 'ERROR_SUCCESS',
    hasFailed: ({ event }) => asReply(event).code !== 'ERROR_SUCCESS',
    othersAreOutstanding: ({ context }) => context.outstanding > 1,
    nothingIsAwaited: ({ context }) => context.outstanding === 0,
  },
  actions: {
    cite: citing<Even6Clause>(),
    register: emit(({ event }, params: { readonly method: Method }): Effect =>
      call(event, params.method, { mode: event.type === 'registerSubscription' ? event.mode : null }),
    ),
    start: emit(({ context, event }, params: { readonly method: Method; readonly on: HandleType }): Effect =>
      batch(
        passes(event, event.type, { [handleName[params.on]]: context[params.on] }),
        call(event, params.method, { handle: context[params.on], operation: fieldOf(event, 'operation') }),
      ),
    ),
    noteStart: assign(({ context, event }, params: { readonly on: HandleType }) => {
      const handle = context[params.on]
      const control = handle === null ? null : controlOf(handle)
      const operation = fieldOf(event, 'operation')
      return {
        started: [...context.started, operation],
        outstanding: context.outstanding + 1,
        underControl: control !== null && control === context.control ? operation : context.underControl,
        underClosed: control !== null && control === context.closed ? operation : context.underClosed,
      }
    }),
    issued: emit(({ context, event }): Effect => ({
      type: 'milestone',
      operation: aimOf(context, event),
      name: 'issued',
    })),
    cancel: emit(({ context, event }): Effect => {
      const { handle: which } = expectEvent(event, 'cancel')
      const handle = which === 'forged' ? 'forged' : context[which]
      return batch(
        passes(event, 'cancel', { handle }),
        call(event, 'EvtRpcCancel', { handle, aim: aimOf(context, event) }),
      )
    }),
    close: emit(({ context, event }): Effect => {
      const { handle } = expectEvent(event, 'close')
      return batch(
        passes(event, 'close', { handle: context[handle] }),
        call(event, 'EvtRpcClose', {
          handle: context[handle],
          aim: handle === 'control' ? context.underControl : 0,
        }),
      )
    }),
    return: emit(({ event }): Effect => ({
      type: 'return',
      call: event.call,
      code: asReply(event).code,
      clauses: asReply(event).clauses,
      ...(asReply(event).registration === 0 ? {} : { out: givenOut(asReply(event)) }),
    })),
    accepted: emit(({ event }): Effect => ({ type: 'milestone', operation: asReply(event).aim, name: 'accepted' })),
    settle: emit(({ event }): Effect => ({
      type: 'settle',
      operation: asReply(event).operation,
      code: asReply(event).code,
    })),
    /** Of an operation that has come back nothing goes on. */
    abandon: emit(({ context }): Effect =>
      batch(...context.started.map((operation) => ({ type: 'abandon', operation }) as const)),
    ),
    neverMade: emit((): Effect => ({ type: 'discard', why: 'the client has gone' })),
    exit: emit((): Effect => ({ type: 'tell', to: 'stub', event: { type: 'Exit' } })),
    noteEnd: assign({ outstanding: ({ context }) => context.outstanding - 1 }),
    keepHandles: assign(({ context, event }, params: { readonly kind: HandleType }) => {
      const number = asReply(event).registration
      return {
        query: params.kind === 'query' ? (`query#${number}` as const) : context.query,
        subscription: params.kind === 'subscription' ? (`subscription#${number}` as const) : context.subscription,
        control: `control#${number}` as const,
        underControl: 0,
      }
    }),
    /** By value: a handle that a registration has put in its place meanwhile stays. */
    forgetHandle: assign(({ context, event }) => {
      const { handle, aim } = asReply(event)
      if (handle === context.query) return { query: null }
      if (handle === context.subscription) return { subscription: null }
      if (handle === context.control)
        return { control: null, underControl: 0, closed: context.control, underClosed: context.underControl }
      return handle?.startsWith('control#') === true ? { closed: handle as Handle, underClosed: aim } : {}
    }),
  },
}).createMachine({
  id: 'even6/client',
  context: {
    control: null,
    query: null,
    subscription: null,
    closed: null,
    underControl: 0,
    underClosed: 0,
    started: [],
    outstanding: 0,
  },
  initial: 'present',
  states: {
    present: {
      initial: 'idle',
      on: {
        leave: { target: 'gone', actions: ['abandon', 'exit'] },
        registerLogQuery: { actions: { type: 'register', params: { method: 'EvtRpcRegisterLogQuery' } } },
        registerSubscription: { actions: { type: 'register', params: { method: 'EvtRpcRegisterRemoteSubscription' } } },
        registerControllableOperation: {
          actions: { type: 'register', params: { method: 'EvtRpcRegisterControllableOperation' } },
        },
        'EvtRpcRegisterLogQuery reply': [
          { guard: 'succeeded', actions: ['return', { type: 'keepHandles', params: { kind: 'query' } }] },
          { actions: 'return' },
        ],
        'EvtRpcRegisterRemoteSubscription reply': [
          { guard: 'succeeded', actions: ['return', { type: 'keepHandles', params: { kind: 'subscription' } }] },
          { actions: 'return' },
        ],
        'EvtRpcRegisterControllableOperation reply': [
          { guard: 'succeeded', actions: ['return', { type: 'keepHandles', params: { kind: 'control' } }] },
          { actions: 'return' },
        ],
        queryNext: start('EvtRpcQueryNext', 'query'),
        querySeek: start('EvtRpcQuerySeek', 'query'),
        subscriptionNextAsync: start('EvtRpcRemoteSubscriptionNextAsync', 'subscription'),
        subscriptionNext: start('EvtRpcRemoteSubscriptionNext', 'subscription'),
        subscriptionWaitAsync: start('EvtRpcRemoteSubscriptionWaitAsync', 'subscription'),
        clearLog: start('EvtRpcClearLog', 'control'),
        exportLog: start('EvtRpcExportLog', 'control'),
        localizeExportLog: start('EvtRpcLocalizeExportLog', 'control'),
        'EvtRpcQueryNext reply': returned,
        'EvtRpcQuerySeek reply': returned,
        'EvtRpcRemoteSubscriptionNextAsync reply': returned,
        'EvtRpcRemoteSubscriptionNext reply': returned,
        'EvtRpcRemoteSubscriptionWaitAsync reply': returned,
        'EvtRpcClearLog reply': returned,
        'EvtRpcExportLog reply': returned,
        'EvtRpcLocalizeExportLog reply': returned,
        cancel: { actions: ['issued', 'cancel'] },
        'EvtRpcCancel reply': [
          { guard: 'hasFailed', actions: ['return', { type: 'cite', params: { clauses: ['EV-26'] } }] },
          { guard: 'nothingIsAwaited', actions: ['accepted', 'return'] },
          { target: '.draining', actions: ['accepted', 'return'] },
        ],
        close: { actions: 'close' },
        'EvtRpcClose reply': [{ guard: 'succeeded', actions: ['return', 'forgetHandle'] }, { actions: 'return' }],
      },
      states: {
        idle: { tags: 'idle', meta: { label: ['no operation outstanding', 'idle'] } },
        awaiting: { tags: 'working', meta: { label: ['waits for its operation', 'waits'] } },
        draining: { tags: 'windingDown', meta: { label: ['cancel answered, operation not back yet', 'not back yet'] } },
      },
    },
    gone: {
      tags: 'over',
      meta: { label: ['has left, hears nothing any more', 'has left'] },
      on: {
        leave: {},
        registerLogQuery: { actions: 'neverMade' },
        registerSubscription: { actions: 'neverMade' },
        registerControllableOperation: { actions: 'neverMade' },
        queryNext: { actions: 'neverMade' },
        querySeek: { actions: 'neverMade' },
        subscriptionNextAsync: { actions: 'neverMade' },
        subscriptionNext: { actions: 'neverMade' },
        subscriptionWaitAsync: { actions: 'neverMade' },
        clearLog: { actions: 'neverMade' },
        exportLog: { actions: 'neverMade' },
        localizeExportLog: { actions: 'neverMade' },
        cancel: { actions: 'neverMade' },
        close: { actions: 'neverMade' },
      },
    },
  },
})
