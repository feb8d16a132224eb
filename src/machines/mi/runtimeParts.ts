import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import {
  deliver,
  emptyStock,
  hasNext,
  withResult,
  withoutLast,
  type Delivering,
  type Handed,
  type Stock,
} from './delivery.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  foundBy,
  canBeTold,
  isEnumeration,
  operationCalls,
  type CallbackReturned,
  type CountPatience,
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

export interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  /** What was started; null before, and once the server has been left or has said its last word. */
  readonly kind: Kind | null
  /** How many results there are for it; null: as the setting says. */
  readonly results: number | null
  /** How results come; null before the start. */
  readonly mode: 'async' | 'sync' | null
  readonly stock: Stock
  /** The result that the application is dealing with. */
  readonly handed: Handed | null
  /** Messages that still arrive after the server was left. */
  readonly toCome: number
  /** The server has not answered the request: the first message still to come would be its answer. */
  readonly answerIsDue: boolean
  /** The MI_Operation_Close that waits until the final result was fetched. */
  readonly closing: string | null
  /** The close has returned, and the session hears of it when the final result is acknowledged. */
  readonly owesClosed: boolean
  readonly memoryIsShort: boolean
  /** A result has come. */
  readonly heard: boolean
  /** It was left because it took too long. */
  readonly hasExpired: boolean
  /** The acknowledgement of a result was lost at the cancel: the session never sees the operation closed. */
  readonly hasLostAcknowledgement: boolean
}
type Event = OperationCall | SessionSays | FromServer | LinkKept | FinalConsumed | CallbackReturned | CountPatience

const toServer = (event: ToServer): Effect => ({ type: 'send', to: 'server', event })
const self = (context: Context): string => `runtime#${context.operation}`

/** What the delivery of results depends on. An operation that never got started is one that was to be started as set. */
const delivering = ({ knobs, mode, operation, stock, handed }: Context): Delivering => ({
  mode: mode ?? knobs.mode,
  operation,
  stock,
  handed,
  knobs,
})
const isSync = ({ knobs, mode }: Context): boolean => (mode ?? knobs.mode) === 'sync'

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

const giveBack = (context: Context): Effect => ({
  type: 'resource',
  name: 'handle',
  change: -1,
  limit: null,
  operation: context.operation,
})
const tellClosed: Effect = { type: 'tell', to: 'session', event: { type: 'OperationClosed' } }

/** With acknowledgements by hand the session waits for the last of them too. */
const waitsForAcknowledgement = ({ knobs }: Context): boolean => knobs.acknowledgement === 'manual'

/** How many messages on their way may still arrive: the results allowed, and the answer to the request if that is due. */
function keptAtMost(context: Context): number {
  const { extraResults, results } = context.knobs
  const none = extraResults === 0 || (isEnumeration(context.kind) && (context.results ?? results) === 0)
  return none ? 0 : extraResults + (context.answerIsDue ? 1 : 0)
}

const hasLeft = 'the client has left the server'
const isTold = ({ kind, knobs }: Context): boolean => canBeTold(knobs.profile, kind)
const acceptedAs = (context: Context, event: Event, when: MiKnobs['finalCallback']): Effect =>
  context.knobs.finalCallback === when
    ? returned(context, 'MI_Operation_Cancel', fieldOf(event, 'call'), 'MI_RESULT_OK', [
        'MI-01',
        'MI-02',
        ...(when === 'beforeReturn' ? (['MI-35'] as const) : []),
      ])
    : batch()

/** What the MI client library can ask and do: the parts that the machine in runtime.ts is made of. */
export const runtimeParts = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    handleIsNull: ({ event }) => ['null', 'zeroed'].includes(expectEvent(event, 'MI_Operation_Cancel').handle),
    neverStarted: ({ event }) => expectEvent(event, 'MI_Operation_Cancel').handle === 'neverStarted',
    isOtherIdentity: ({ context, event }) =>
      fieldOf(event, 'identity') === 'other' && context.knobs.wrongIdentity === 'accessDenied',
    memoryIsShort: ({ context }) => context.memoryIsShort,
    staleIsNotFound: ({ context }) => context.knobs.staleHandle === 'MI_RESULT_NOT_FOUND',
    cancelHasNoEffect: ({ context }) => context.knobs.profile === 'omiWsman' && context.heard,
    silencesOperation: ({ context }) => context.knobs.profile === 'omiWsman' && !context.heard,
    reachesProvider: ({ context }) => isTold(context),
    timeoutEndsNothing: ({ context }) => context.knobs.profile === 'omiWsman',
    timeoutReachesProvider: ({ context }) => context.knobs.timeoutTells === 'asCancel' && isTold(context),
    isLast: ({ event }) => fieldOf(event, 'last'),
    noResultIsKept: ({ context, event }) => fieldOf(event, 'count') <= (context.answerIsDue ? 1 : 0),
    isLastKept: ({ context }) => context.toCome === 1,
    isAsync: ({ context }) => !isSync(context),
    hasNext: ({ context }) => hasNext(context),
    awaitsAcknowledgement: ({ context }) => context.handed?.acknowledged === false,
    nothingToAcknowledge: ({ context }) => isSync(context) || context.handed?.acknowledged !== false,
    callbackStillRuns: ({ context }) => context.handed?.returned === false,
    finalIsHanded: ({ context }) => context.handed?.final === true,
  },
  actions: {
    cite: citing<MiClause>(),
    answer: emit(
      (
        { context, event },
        { code, clauses }: { readonly code: ReturnCode; readonly clauses: readonly MiClause[] },
      ): Effect => returned(context, expectEvent(event, ...operationCalls).type, fieldOf(event, 'call'), code, clauses),
    ),
    acceptFirst: emit(({ context, event }): Effect => acceptedAs(context, event, 'afterReturn')),
    acceptLast: emit(({ context, event }): Effect => acceptedAs(context, event, 'beforeReturn')),
    hold: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'handle',
      change: 1,
      limit: null,
      operation: context.operation,
    })),
    zero: emit(({ context }): Effect => giveBack(context)),
    rememberStart: assign(({ context, event }) => {
      const { kind, mode, results = null } = expectEvent(event, 'Open')
      return { kind, results, mode: mode === 'asSet' ? context.knobs.mode : mode, answerIsDue: true }
    }),
    rememberMode: assign(({ context, event }) => {
      const { mode } = expectEvent(event, 'OpenFailed')
      return { mode: mode === 'asSet' ? context.knobs.mode : mode }
    }),
    forgetKind: assign({ kind: null, results: null }),
    sendRequest: emit(({ context, event }): Effect => {
      const { kind, fault, ...open } = expectEvent(event, 'Open')
      const isOfNoClass = fault === undefined ? {} : ({ isOfNoClass: true } as const)
      return toServer({ type: 'Request', operation: context.operation, kind, ...isOfNoClass, ...foundBy(open) })
    }),
    /** OMI's local transport ignores the time that an operation was given. */
    countPatience: emit(({ context }): Effect => {
      const { operationTimeoutTicks, profile } = context.knobs
      return operationTimeoutTicks === 0 || profile === 'omiLocal'
        ? batch()
        : { type: 'tell', to: self(context), event: { type: 'CountPatience' } satisfies CountPatience }
    }),
    expire: assign({ hasExpired: true }),
    noteAdmitted: assign({ answerIsDue: false }),
    sendCancel: emit(({ context, event }): Effect => {
      const reason = event.type === 'MI_Operation_Cancel' && context.knobs.reasonTravels ? event.reason : 'none'
      return toServer({ type: 'Cancel', operation: context.operation, reason })
    }),
    sendDisconnect: emit(({ context }): Effect => toServer({ type: 'Disconnect', operation: context.operation })),
    /** Only the waiting has stopped: nobody tells the provider, and what it does is for nobody. */
    abandon: emit(({ context }): Effect => ({ type: 'abandon', operation: context.operation })),
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
      heard: true,
      stock: ({ context, event }) => withResult(context.stock, fieldOf(event, 'n')),
    }),
    discard: emit((): Effect => ({ type: 'discard', why: 'after the cancel nobody takes the answer' })),
    endWithLast: assign({
      kind: null,
      results: null,
      stock: ({ context }) => ({ ...context.stock, final: 'MI_RESULT_OK' as const, carried: true }),
    }),
    endAsSaid: assign({
      kind: null,
      results: null,
      answerIsDue: false,
      stock: ({ context, event }) => ({ ...context.stock, final: fieldOf(event, 'code') }),
    }),
    /** The library makes the final result itself; a result that it keeps back is lost. */
    end: assign(({ context }, { by }: { readonly by: 'cancel' | 'lostLink' }) => {
      const { knobs, stock, hasExpired } = context
      const own = hasExpired ? knobs.timeoutFinalCode : knobs.canceledFinalCode
      const final: FinalCode = by === 'cancel' ? own : 'MI_RESULT_FAILED'
      const left = stock.count > 0 && knobs.heldBack ? withoutLast(stock) : stock
      return { kind: null, results: null, toCome: 0, answerIsDue: false, stock: { ...left, final } }
    }),
    /** With the next call of the getter the result before counts as acknowledged. */
    wait: assign({
      handed: null,
      stock: ({ context, event }) => ({
        ...context.stock,
        waiting: [...context.stock.waiting, fieldOf(event, 'call')],
      }),
    }),
    handOver: emit(({ context }): Effect => batch(...deliver(delivering(context)).effects)),
    keepHanded: assign(({ context }) => {
      const { left, handed } = deliver(delivering(context))
      return { stock: left, handed }
    }),
    letGo: assign({ handed: null }),
    noteReturned: assign({
      handed: ({ context: { handed } }) => (handed === null ? null : { ...handed, returned: true }),
    }),
    noteAcknowledged: assign({
      handed: ({ context: { handed } }) => (handed === null ? null : { ...handed, acknowledged: true }),
    }),
    sayLost: emit(({ context: { handed, knobs } }): Effect =>
      handed?.returned === true && !handed.acknowledged && knobs.losesAcknowledgement
        ? { type: 'cite', clauses: ['MI-38'] satisfies MiClause[] }
        : batch(),
    ),
    loseAcknowledgement: assign(({ context: { handed, knobs, hasLostAcknowledgement } }) =>
      handed?.returned === true && !handed.acknowledged && knobs.losesAcknowledgement
        ? { handed: null, hasLostAcknowledgement: true }
        : { handed, hasLostAcknowledgement },
    ),
    forgetAll: assign({
      stock: emptyStock,
      handed: null,
      closing: null,
      owesClosed: false,
      heard: false,
      hasExpired: false,
    }),
    answerWaiting: emit(({ context }): Effect =>
      batch(
        ...context.stock.waiting.map((key) =>
          returned(context, 'MI_Operation_GetInstance', key, 'MI_RESULT_OK', ['MI-08']),
        ),
      ),
    ),
    /** An asynchronous Close returns at once; a synchronous one waits for the final result to be fetched. */
    returnClose: emit(({ context, event }): Effect =>
      isSync(context)
        ? batch()
        : batch(
            giveBack(context),
            ...(waitsForAcknowledgement(context) || context.hasLostAcknowledgement ? [] : [tellClosed]),
            returned(context, 'MI_Operation_Close', fieldOf(event, 'call'), 'MI_RESULT_OK', ['MI-05', 'MI-23']),
          ),
    ),
    keepClose: assign({
      closing: ({ context, event }) => (isSync(context) ? fieldOf(event, 'call') : null),
      owesClosed: ({ context }) => !isSync(context) && waitsForAcknowledgement(context),
    }),
    /** As `returnClose`, but nobody tells the session that the operation is closed. */
    returnCloseUnseen: emit(({ context, event }): Effect =>
      isSync(context)
        ? batch()
        : batch(
            giveBack(context),
            returned(context, 'MI_Operation_Close', fieldOf(event, 'call'), 'MI_RESULT_OK', ['MI-05', 'MI-36']),
          ),
    ),
    returnKeptClose: emit(({ context }): Effect => {
      const seen = context.hasLostAcknowledgement ? [] : [tellClosed]
      if (context.closing === null) return batch(...(context.owesClosed ? seen : []))
      return batch(
        giveBack(context),
        ...seen,
        returned(context, 'MI_Operation_Close', context.closing, 'MI_RESULT_OK', ['MI-05', 'MI-24']),
      )
    }),
    release: emit(({ context }): Effect =>
      batch(giveBack(context), ...(context.hasLostAcknowledgement ? [] : [tellClosed])),
    ),
    /** A close that still waits has not given its handle back yet. */
    zeroWaiting: emit(({ context }): Effect => (context.closing === null ? batch() : giveBack(context))),
    setMemory: assign({ memoryIsShort: (_, { short }: { readonly short: boolean }) => short }),
  },
  delays: { operationTimeoutTicks: ({ context }) => context.knobs.operationTimeoutTicks },
})
