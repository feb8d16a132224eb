import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { Even6Input, Even6Knobs } from './knobs.ts'
import { controlOf, givenBy, methods, numberOf, registrations, replyTo } from './messages.ts'
import type { Code, Handle, HandleType, Reply, Request, ToServer } from './messages.ts'
import { checks } from './validation.ts'

interface Entry {
  readonly handle: Handle
  /** Whose it is. */
  readonly by: Request['by']
  /** Of a subscription. */
  readonly mode: 'pull' | 'push' | null
  /** Of a query: whether the log was cleared since. */
  readonly isStale: boolean
}
interface Context {
  readonly knobs: Even6Knobs
  readonly busy: boolean
  readonly outOfMemory: boolean
  /** How many registrations there were; the handles of each carry its number. */
  readonly registered: number
  /** How often the service has restarted, and how many registrations there were before the last time. */
  readonly connection: number
  readonly registeredBefore: number
  /** The handle table, in the order of registration. */
  readonly table: readonly Entry[]
  /** The handles on which a long call runs. */
  readonly taken: readonly { readonly handle: Handle; readonly operation: number; readonly by: Request['by'] }[]
  /** Where calls with the same handle run one after the other: those that wait for their turn, oldest first. */
  readonly waiting: readonly Request[]
}
type Event = Request | ToServer | Command<'serverBusy' | 'serverFree' | 'outOfMemory' | 'memoryBack' | 'eventLogged'>

const asRequest = (event: Event): Request => expectEvent(event, ...methods)
const handleOf = (event: Event): Handle => asRequest(event).handle as Handle
const replyOf = (event: Event): Reply => fieldOf(event, 'reply')
const entryOf = (context: Context, event: Event): Entry | undefined =>
  context.table.find((entry) => entry.handle === asRequest(event).handle)
const isFree = (context: Context, request: Request): boolean =>
  !context.taken.some(({ handle }) => handle === request.handle)
const toCaller = (reply: Reply): Effect => ({
  type: 'send',
  to: reply.by === 'other' ? 'other' : 'stub',
  event: reply,
})
const isQuery = (handle: Handle): boolean => handle.startsWith('query#')

const held = (handle: Handle, change: 1 | -1): Effect => ({
  type: 'resource',
  name: `${handle.split('#')[0] as HandleType}Handle`,
  change,
  limit: null,
  operation: 0,
})
/** The object behind a handle, if it has a life of its own, loses it; then the handle is held no more. */
const closing = (handle: Handle): Effect[] => [
  ...(isQuery(handle) ? [] : [{ type: 'tell', to: handle, event: { type: 'Close' } } as const]),
  ...(handle.startsWith('control#')
    ? []
    : [{ type: 'tell', to: 'operation#*', event: { type: 'HandleGone', handle } } as const]),
  held(handle, -1),
]
const handlesGivenBy = (event: Event, number: number): Handle[] =>
  givenBy[expectEvent(event, ...registrations).type].map((type): Handle => `${type}#${number}`)

/**
 * The server: RPC runtime and handle table ([MS-EVEN6] 3.1.1.12). It decides what can be decided by a handle alone; the rest is for
 * the control object. Clear, export and localize are not checked against the table (3.1.4.16 to 3.1.4.18).
 */
export const server = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    isOverOldConnection: ({ context, event }) => asRequest(event).connection !== context.connection,
    isHandleOfBefore: ({ context, event }) => {
      const { handle } = asRequest(event)
      const number = handle === null || handle === 'none' ? 0 : numberOf(handle)
      return number > 0 && number <= context.registeredBefore
    },
    isStale: ({ context, event }) => entryOf(context, event)?.isStale === true,
    isRefusedByRuntime: ({ context, event }) =>
      !asRequest(event).waited && entryOf(context, event) === undefined && context.knobs.validation === 'runtime',
    handleIsTaken: ({ context, event }) => !isFree(context, asRequest(event)) && context.knobs.serializeHandle,
    isNotInTable: ({ context, event }) => entryOf(context, event) === undefined,
    isOfAnotherType: ({ event }) => !handleOf(event).startsWith('control#'),
    isNotPull: ({ context, event }) => entryOf(context, event)?.mode !== 'pull',
    isNotPush: ({ context, event }) => entryOf(context, event)?.mode !== 'push',
    isClients: ({ event }) => replyOf(event).by === 'client',
    isOutOfMemory: ({ context }) => context.outOfMemory,
  },
  actions: {
    cite: citing<Even6Clause>(),
    reply: emit(({ event }, says: { readonly code: Code; readonly clauses: readonly Even6Clause[] }): Effect =>
      toCaller(replyTo(asRequest(event), says.code, says.clauses)),
    ),
    count: assign({ registered: ({ context }) => context.registered + 1 }),
    create: emit(({ context, event }): Effect =>
      batch(
        ...handlesGivenBy(event, context.registered).flatMap((handle) => [
          ...(isQuery(handle) ? [] : [{ type: 'tell', to: handle, event: { type: 'Register' } } as const]),
          held(handle, 1),
        ]),
      ),
    ),
    tabulate: assign({
      table: ({ context, event }) => [
        ...context.table,
        ...handlesGivenBy(event, context.registered).map((handle) => ({
          handle,
          by: asRequest(event).by,
          mode: handle.startsWith('subscription#') ? asRequest(event).mode : null,
          isStale: false,
        })),
      ],
    }),
    replyRegistered: emit(({ context, event }, says: { readonly clauses: readonly Even6Clause[] }): Effect =>
      toCaller(replyTo(asRequest(event), 'ERROR_SUCCESS', says.clauses, context.registered)),
    ),
    wait: assign({ waiting: ({ context, event }) => [...context.waiting, { ...asRequest(event), waited: true }] }),
    take: assign({
      taken: ({ context, event }) => [
        ...context.taken,
        { handle: handleOf(event), operation: asRequest(event).operation, by: asRequest(event).by },
      ],
    }),
    /** By the control handle of the same registration, which steers the call. */
    begin: emit(({ event }): Effect => ({
      type: 'tell',
      to: controlOf(handleOf(event)),
      event: { type: 'Begin', request: asRequest(event) },
    })),
    askControl: emit(({ context, event }): Effect => ({
      type: 'tell',
      to: handleOf(event),
      event: { type: 'EvtRpcCancel', request: asRequest(event), busy: context.busy },
    })),
    closeHandle: emit(({ event }): Effect => batch(...closing(handleOf(event)))),
    removeFromTable: assign({
      table: ({ context, event }) => context.table.filter(({ handle }) => handle !== handleOf(event)),
    }),
    passOn: emit(({ event }): Effect => toCaller(replyOf(event))),
    freeHandle: assign({
      taken: ({ context, event }) => context.taken.filter(({ operation }) => operation !== replyOf(event).operation),
    }),
    /** All whose handle is free, in order: one who finds it taken by one before goes back to waiting. */
    giveTurns: emit(({ context }): Effect =>
      batch(
        ...context.waiting
          .filter((request) => isFree(context, request))
          .map((request): Effect => ({ type: 'tell', to: 'server', event: request })),
      ),
    ),
    endWaiting: assign({ waiting: ({ context }) => context.waiting.filter((request) => !isFree(context, request)) }),
    logEvent: emit((): Effect => ({ type: 'tell', to: 'subscription#*', event: { type: 'EventLogged' } })),
    abandonCalls: emit((): Effect => ({ type: 'tell', to: 'operation#*', event: { type: 'Abandon' } })),
    /** The calls of the client, and no others. */
    tellLost: emit(({ context }): Effect =>
      batch(
        ...context.taken
          .filter(({ by }) => by === 'client')
          .map(({ operation }) => operation)
          .sort((a, b) => a - b)
          .map((operation): Effect => ({
            type: 'tell',
            to: `operation#${operation}`,
            event: { type: 'ConnectionLost' },
          })),
      ),
    ),
    tellOther: emit((): Effect => ({ type: 'tell', to: 'other', event: { type: 'ServiceRestarted' } })),
    dropIt: emit((): Effect => ({ type: 'discard', why: 'it was for the service before its restart' })),
    /** A clear that is done leaves every query on the log without what it stood on. */
    markStale: assign({
      table: ({ context, event }) => {
        const { type, code } = replyOf(event)
        if (type !== 'EvtRpcClearLog reply' || code !== 'ERROR_SUCCESS') return context.table
        return context.table.map((entry) => (isQuery(entry.handle) ? { ...entry, isStale: true } : entry))
      },
    }),
    restart: assign(({ context }) => ({
      connection: context.connection + 1,
      registeredBefore: context.registered,
      table: [],
      taken: [],
      waiting: [],
    })),
    runDown: emit(({ context }): Effect => batch(...context.table.flatMap(({ handle }) => closing(handle)))),
    runDownOfClient: emit(({ context }): Effect =>
      batch(...context.table.filter(({ by }) => by === 'client').flatMap(({ handle }) => closing(handle))),
    ),
    forgetClient: assign({
      table: ({ context }) => context.table.filter(({ by }) => by !== 'client'),
      taken: ({ context }) => context.taken.filter(({ by }) => by !== 'client'),
      waiting: ({ context }) => context.waiting.filter(({ by }) => by !== 'client'),
    }),
    becomeBusy: assign({ busy: true }),
    becomeFree: assign({ busy: false }),
    runOut: assign({ outOfMemory: true }),
    recover: assign({ outOfMemory: false }),
  },
}).createMachine({
  id: 'even6/server',
  context: ({ input }) => ({
    knobs: input.knobs,
    busy: false,
    outOfMemory: false,
    registered: 0,
    connection: 0,
    registeredBefore: 0,
    table: [],
    taken: [],
    waiting: [],
  }),
  type: 'parallel',
  on: { eventLogged: { actions: 'logEvent' } },
  states: {
    connection: {
      initial: 'connected',
      on: {
        ...checks,
        Stopped: { actions: ['passOn', 'freeHandle'] },
        Answer: { actions: ['passOn', 'giveTurns', 'endWaiting'] },
        Finished: { actions: ['passOn', 'freeHandle', 'markStale', 'giveTurns', 'endWaiting'] },
        Restart: { actions: ['abandonCalls', 'runDown', 'restart', 'tellOther'] },
      },
      states: {
        connected: {
          on: { ConnectionLost: { target: 'lost', actions: ['tellLost', 'runDownOfClient', 'forgetClient'] } },
        },
        /** The client is gone: what still works for it on the server works for nobody. */
        lost: { on: { Finished: [{ guard: 'isClients', actions: 'markStale' }] } },
      },
    },
    load: {
      initial: 'free',
      states: {
        free: {
          tags: 'idle',
          meta: { label: ['ready to cancel', 'ready'] },
          on: { serverBusy: { target: 'tooBusy' }, serverFree: {} },
        },
        tooBusy: {
          tags: 'refused',
          meta: { label: ['too busy to cancel', 'too busy'] },
          entry: 'becomeBusy',
          exit: 'becomeFree',
          on: { serverFree: { target: 'free' }, serverBusy: {} },
        },
      },
    },
    memory: {
      initial: 'enough',
      states: {
        enough: { on: { outOfMemory: { target: 'exhausted' }, memoryBack: {} } },
        exhausted: { entry: 'runOut', exit: 'recover', on: { memoryBack: { target: 'enough' }, outOfMemory: {} } },
      },
    },
  },
})
