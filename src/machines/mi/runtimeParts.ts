import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import { deliver, emptyStock, withResult, type Stock } from './delivery.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  isEnumeration,
  operationCalls,
  type CancelCall,
  type FinalCode,
  type FinalConsumed,
  type FromServer,
  type Kind,
  type LinkKept,
  type OperationCall,
  type ReturnCode,
  type SessionSays,
  type ToServer,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  /** What was started; null before, and once the server has been left or has said its last word. */
  readonly kind: Kind | null
  readonly stock: Stock
  /** Messages that still arrive after the server was left. */
  readonly toCome: number
  /** The server was left before it had answered the request: the first message still to come would be its answer. */
  readonly answerIsDue: boolean
  /** The MI_Operation_Close that waits until the final result was fetched. */
  readonly closing: string | null
  readonly memoryIsShort: boolean
}
type Event = OperationCall | SessionSays | FromServer | LinkKept | FinalConsumed

const asCancel = (event: Event): CancelCall => expectEvent(event, 'MI_Operation_Cancel')
const toServer = (event: ToServer): Effect => ({ type: 'send', to: 'server', event })
const self = (context: Context): string => `runtime#${context.operation}`

function returned(
  context: Context,
  call: OperationCall['type'],
  key: string,
  code: ReturnCode,
  clauses: readonly MiClause[],
): Effect {
  return {
    type: 'tell',
    to: `client#${context.operation}`,
    event: { type: `${call} returned`, call: key, code, clauses, n: 0, final: null },
  }
}

/** The handle is free, and the session counts it no more. */
const release = (context: Context): Effect[] => [
  { type: 'resource', name: 'handle', change: -1, limit: null, operation: context.operation },
  { type: 'tell', to: 'session', event: { type: 'OperationClosed' } },
]

/** How many messages on their way may still arrive: the results allowed, and the answer to the request if that is due. */
function keptAtMost(context: Context): number {
  const { extraResults, results } = context.knobs
  const none = extraResults === 0 || (isEnumeration(context.kind) && results === 0)
  return none ? 0 : extraResults + (context.answerIsDue ? 1 : 0)
}

const hasLeft = 'the client has left the server'

/** What the MI client library can ask and do: the parts that the machine in runtime.ts is made of. */
export const runtimeParts = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    handleIsNull: ({ event }) => asCancel(event).handle === 'null' || asCancel(event).handle === 'zeroed',
    neverStarted: ({ event }) => asCancel(event).handle === 'neverStarted',
    isOtherIdentity: ({ context, event }) =>
      asCancel(event).identity === 'other' && context.knobs.wrongIdentity === 'accessDenied',
    memoryIsShort: ({ context }) => context.memoryIsShort,
    staleIsNotFound: ({ context }) => context.knobs.staleHandle === 'MI_RESULT_NOT_FOUND',
    cancelHasNoEffect: ({ context }) => context.knobs.profile === 'omiWsman',
    reachesProvider: ({ context }) =>
      context.kind === 'subscribe' || (context.knobs.profile === 'documented' && isEnumeration(context.kind)),
    isLast: ({ event }) => fieldOf(event, 'last'),
    noResultIsKept: ({ context, event }) => fieldOf(event, 'count') <= (context.answerIsDue ? 1 : 0),
    isLastKept: ({ context }) => context.toCome === 1,
    isAsync: ({ context }) => context.knobs.mode === 'async',
    hasNext: ({ context }) => context.stock.count > 0 || context.stock.final !== null,
  },
  actions: {
    cite: citing<MiClause>(),
    answer: emit(
      (
        { context, event },
        { code, clauses }: { readonly code: ReturnCode; readonly clauses: readonly MiClause[] },
      ): Effect => returned(context, expectEvent(event, ...operationCalls).type, fieldOf(event, 'call'), code, clauses),
    ),
    hold: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'handle',
      change: 1,
      limit: null,
      operation: context.operation,
    })),
    zero: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'handle',
      change: -1,
      limit: null,
      operation: context.operation,
    })),
    rememberKind: assign({ kind: ({ event }) => fieldOf(event, 'kind') }),
    forgetKind: assign({ kind: null }),
    sendRequest: emit(({ context, event }): Effect =>
      toServer({
        type: 'Request',
        operation: context.operation,
        kind: fieldOf(event, 'kind'),
      }),
    ),
    sendCancel: emit(({ context }): Effect => toServer({ type: 'Cancel', operation: context.operation })),
    sendDisconnect: emit(({ context }): Effect => toServer({ type: 'Disconnect', operation: context.operation })),
    expectAnswer: assign({ answerIsDue: true }),
    cutLink: emit(({ context }): Effect => ({
      type: 'cut',
      from: 'server',
      to: self(context),
      keep: keptAtMost(context),
      why: hasLeft,
    })),
    cutRest: emit(({ context }): Effect => ({ type: 'cut', from: 'server', to: self(context), keep: 0, why: hasLeft })),
    cutBoth: emit(({ context }): Effect => {
      const why = 'the link is down'
      return batch(
        { type: 'cut', from: self(context), to: 'server', keep: 0, why },
        { type: 'cut', from: 'server', to: self(context), keep: 0, why },
      )
    }),
    awaitKept: assign({ toCome: ({ event }) => fieldOf(event, 'count'), answerIsDue: false }),
    countDown: assign({ toCome: ({ context }) => context.toCome - 1 }),
    store: assign({
      stock: ({ context, event }) => withResult(context.stock, fieldOf(event, 'n')),
    }),
    endWithLast: assign({
      kind: null,
      stock: ({ context }) => ({ ...context.stock, final: 'MI_RESULT_OK' as const, carried: true }),
    }),
    endAsSaid: assign({
      kind: null,
      stock: ({ context, event }) => ({ ...context.stock, final: fieldOf(event, 'code') }),
    }),
    /** The library makes the final result itself. */
    end: assign(({ context }, { by }: { readonly by: 'cancel' | 'lostLink' }) => {
      const final: FinalCode = by === 'cancel' ? context.knobs.canceledFinalCode : 'MI_RESULT_FAILED'
      return { kind: null, toCome: 0, answerIsDue: false, stock: { ...context.stock, final } }
    }),
    wait: assign({
      stock: ({ context, event }) => ({
        ...context.stock,
        waiting: [...context.stock.waiting, fieldOf(event, 'call')],
      }),
    }),
    handOver: emit(({ context }): Effect =>
      batch(...deliver(context.knobs.mode, context.operation, context.stock).effects),
    ),
    forgetDelivered: assign({
      stock: ({ context }) => deliver(context.knobs.mode, context.operation, context.stock).left,
    }),
    forgetAll: assign({ stock: emptyStock }),
    answerWaiting: emit(({ context }): Effect =>
      batch(
        ...context.stock.waiting.map((key) =>
          returned(context, 'MI_Operation_GetInstance', key, 'MI_RESULT_OK', ['MI-08']),
        ),
      ),
    ),
    /** An asynchronous Close returns at once; a synchronous one waits for the final result to be fetched. */
    returnClose: emit(({ context, event }): Effect =>
      context.knobs.mode === 'sync'
        ? batch()
        : batch(
            ...release(context),
            returned(context, 'MI_Operation_Close', fieldOf(event, 'call'), 'MI_RESULT_OK', ['MI-05', 'MI-23']),
          ),
    ),
    keepClose: assign({
      closing: ({ context, event }) => (context.knobs.mode === 'sync' ? fieldOf(event, 'call') : null),
    }),
    returnKeptClose: emit(({ context }): Effect =>
      context.closing === null
        ? batch()
        : batch(
            ...release(context),
            returned(context, 'MI_Operation_Close', context.closing, 'MI_RESULT_OK', ['MI-05', 'MI-24']),
          ),
    ),
    forgetClose: assign({ closing: null }),
    release: emit(({ context }): Effect => batch(...release(context))),
    setMemory: assign({ memoryIsShort: (_, { short }: { readonly short: boolean }) => short }),
  },
})
