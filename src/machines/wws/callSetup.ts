import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { CancelReason, RegisterRequest, RegisterReturned, ToApp, ToCall, WwsCode } from './messages.ts'

/** A registration that is under way, or in force. */
interface Registration {
  readonly freeState: boolean
  readonly userState: string | null
}
/** The registration that is under way. */
interface Attempt extends Registration {
  readonly call: string
  readonly error: boolean
  readonly own: boolean
  readonly inside: boolean
}
export interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
  /** Why the call is cancelled; the first reason stays. */
  readonly reason: CancelReason | null
  readonly attempt: Attempt | null
  /** The registration in force. */
  readonly registration: Registration | null
  /** The operation has returned while its cancel callback still runs. */
  readonly bodyReturned: boolean
}
type Event = ToCall
export interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}
/** `why`: the text that a refused registration may leave in the error object. */
export interface Refusal extends Says {
  readonly why: string
}

const tellApp = (operation: number, event: ToApp): Effect => ({ type: 'tell', to: `app#${operation}`, event })
const tellSelf = (operation: number, event: ToCall): Effect => ({ type: 'tell', to: `call#${operation}`, event })
const asRequest = (event: Event): RegisterRequest => expectEvent(event, 'WsRegisterOperationForCancel')
const callbackKey = (context: Context): string => `cancelCallback/${context.operation}`
const freeKey = (context: Context): string => `freeStateCallback/${context.operation}`
const returned = (
  { call: key, own, inside }: Pick<Attempt, 'call' | 'own' | 'inside'>,
  says: Says,
): RegisterReturned => ({
  type: 'RegisterReturned',
  call: key,
  code: says.code,
  clauses: says.clauses,
  own,
  inside,
})
/** The return of a registration that failed; where it came with an error object, with what is in there (WS-31). */
const refused = (
  { knobs }: Context,
  attempt: Pick<Attempt, 'call' | 'own' | 'inside' | 'error'>,
  { why, ...says }: Refusal,
): RegisterReturned =>
  attempt.error
    ? {
        ...returned(attempt, { ...says, clauses: [...says.clauses, 'WS-31'] }),
        out: { error: knobs.errorText === 'filled' ? [why] : [] },
      }
    : returned(attempt, says)
const holds = (operation: number, name: 'call' | 'userState', change: 1 | -1): Effect => ({
  type: 'resource',
  name,
  change,
  limit: null,
  operation,
})

/** What the runtime's record of a call looks at and does; its states are in call.ts. */
export const callSetup = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    crashesWhenComplete: ({ context }) => context.knobs.afterCompletion === 'crash',
    keepsSilentWhenComplete: ({ context }) => context.knobs.afterCompletion === 'silentOk',
    contextIsNull: ({ event }) => !fieldOf(event, 'context'),
    callbackIsNull: ({ event }) => !fieldOf(event, 'callback'),
    hasRegistration: ({ context }) => context.attempt !== null || context.registration !== null,
    memoryIsShort: ({ event }) => fieldOf(event, 'memoryShort'),
    isUndecided: ({ context }) => context.reason === null,
    refusesWhenDecided: ({ context }) => context.knobs.registerAfterDecision === 'failAborted',
    usesOtherThread: ({ context }) => context.knobs.registerAfterDecision === 'otherThreadThenOk',
    hasFreeState: ({ context }) => context.registration?.freeState === true,
  },
  actions: {
    cite: citing<WwsClause>(),
    invoke: emit(({ context }): Effect =>
      batch(holds(context.operation, 'call', 1), tellApp(context.operation, { type: 'Invoke' })),
    ),
    unsupported: emit((): Effect => ({
      type: 'unsupported',
      clauses: ['WS-03'] satisfies WwsClause[],
      what: 'registers for cancel after the call has completed',
    })),
    /** A registering call takes its time, also where it comes to nothing. */
    refuse: emit(({ context, event }, refusal: Refusal): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: refused(context, asRequest(event), refusal),
      ticks: context.knobs.registerDuration,
    })),
    refuseDouble: emit(({ context, event }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: refused(context, asRequest(event), {
        code: context.knobs.doubleRegister,
        clauses: params.clauses,
        why: 'the call has a registration already',
      }),
      ticks: context.knobs.registerDuration,
    })),
    /** On a dead context the call may well say that all is fine. */
    swallow: emit(({ context, event }, says: Says): Effect => ({
      type: 'send',
      to: `app#${context.operation}`,
      event: returned(asRequest(event), says),
      ticks: context.knobs.registerDuration,
    })),
    begin: assign({
      attempt: ({ event }) => {
        const { call: key, freeState, userState, error, own, inside } = asRequest(event)
        return { call: key, freeState, userState, error, own, inside }
      },
    }),
    holdState: emit(({ context: { operation, attempt } }): Effect =>
      attempt?.userState == null ? batch() : holds(operation, 'userState', 1),
    ),
    keepRegistration: assign({
      registration: ({ context: { attempt } }) =>
        attempt === null ? null : { freeState: attempt.freeState, userState: attempt.userState },
    }),
    returnRegister: emit(({ context }, says: Says): Effect =>
      context.attempt === null ? batch() : tellApp(context.operation, returned(context.attempt, says)),
    ),
    failRegister: emit(({ context }, refusal: Refusal): Effect =>
      context.attempt === null ? batch() : tellApp(context.operation, refused(context, context.attempt, refusal)),
    ),
    forgetAttempt: assign({ attempt: null }),
    keepReason: assign({
      reason: ({ event }) => expectEvent(event, 'WS_SERVICE_HOST_ABORT', 'WS_SERVICE_CHANNEL_FAULTED').type,
    }),
    callCancelCallback: emit(({ context }): Effect => ({
      type: 'call',
      op: 'cancelCallback',
      call: callbackKey(context),
      args: { reason: context.reason, state: (context.attempt ?? context.registration)?.userState ?? null },
    })),
    runCancelCallback: emit(({ context }): Effect => ({
      type: 'tell',
      to: `callback#${context.operation}`,
      event: {
        type: 'cancelCallback',
        reason: context.reason ?? 'WS_SERVICE_HOST_ABORT',
        state: (context.attempt ?? context.registration)?.userState ?? null,
      },
    })),
    returnCancelCallback: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect => ({
      type: 'return',
      call: callbackKey(context),
      code: 'S_OK',
      clauses: params.clauses,
    })),
    rememberReturn: assign({ bodyReturned: true }),
    /** The operation has returned meanwhile: now that nothing is under way any more, the call can complete. */
    completeIfReturned: emit(({ context }): Effect =>
      context.bodyReturned ? tellSelf(context.operation, { type: 'Return' }) : batch(),
    ),
    freeState: emit(({ context }): Effect => {
      const state = context.registration?.userState ?? null
      const clauses: WwsClause[] = ['WS-11', 'WS-14', 'WS-16']
      return batch(
        { type: 'call', op: 'freeStateCallback', call: freeKey(context), args: { state } },
        { type: 'return', call: freeKey(context), code: 'S_OK', clauses },
        ...(state === null ? [] : [holds(context.operation, 'userState', -1)]),
      )
    }),
    complete: emit(({ context }): Effect =>
      batch(
        holds(context.operation, 'call', -1),
        { type: 'tell', to: `channel#${context.operation}`, event: { type: 'Answer' } },
        { type: 'tell', to: 'host', event: { type: 'CallCompleted' } },
        tellApp(context.operation, { type: 'Completed' }),
      ),
    ),
    forgetAll: assign({ reason: null, attempt: null, registration: null, bodyReturned: false }),
  },
  delays: { registerDuration: ({ context }) => context.knobs.registerDuration },
})
