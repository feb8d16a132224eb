import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import {
  methods,
  replyTo,
  type LroCode,
  type Reply,
  type ServerRequest,
  type ToRecord,
  type Waiting,
} from './messages.ts'

export interface Context {
  readonly knobs: LroKnobs
  readonly operation: number
  /** How the operation ended: OK for a response, else the error's name. */
  readonly result: LroCode | null
  /** Whether operations of its kind can be cancelled. */
  readonly cancellable: boolean
  /** Waits that are answered when it is done, or when their time is over. */
  readonly waiting: readonly Waiting[]
}
type Event = ServerRequest | ToRecord
export interface Says {
  readonly code: LroCode
  readonly clauses: readonly LroClause[]
}

const answer = (reply: Reply): Effect => ({ type: 'tell', to: 'front', event: { type: 'answer', reply } })
const asRequest = (event: Event): ServerRequest => expectEvent(event, ...methods)
/** What the event asks to see the operation for: a look, or a wait whose time is over. */
const asLook = (event: Event): ServerRequest =>
  event.type === 'WaitOver' ? event.request : expectEvent(event, 'GetOperation', 'WaitOperation')

/** What the record looks at and does; its states are in record.ts. */
export const recordSetup = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    wasStopped: ({ event }) => expectEvent(event, 'Finish').result === 'CANCELLED',
    hasResponse: ({ event }) => expectEvent(event, 'Finish').result === 'OK',
    isBornDone: ({ context }) => context.knobs.bornDone,
    isBornEmpty: ({ context }) => context.knobs.bornDone && context.knobs.result === 'none',
    hasNothing: ({ context, event }) => expectEvent(event, 'Finish').result === 'OK' && context.knobs.result === 'none',
    isNotCancellable: ({ context }) => !context.cancellable,
    hasWindow: ({ context }) => context.knobs.refusedTo > context.knobs.refusedFrom,
    beginsRefusing: ({ context }) => context.knobs.refusedFrom === 0 && context.knobs.refusedTo > 0,
    hasFailed: ({ event }) => !['OK', 'CANCELLED'].includes(expectEvent(event, 'Finish').result),
    refusesWhenDone: ({ context }) => context.knobs.cancelDone === 'failedPrecondition',
    refusesTwice: ({ context }) => context.knobs.cancelTwice === 'failedPrecondition',
    exposesRequest: ({ context }) => context.knobs.exposeRequestedCancellation,
  },
  actions: {
    cite: citing<LroClause>(),
    reply: emit(({ event }, says: Says): Effect => answer(replyTo(asRequest(event), says.code, says.clauses))),
    showRunning: emit(
      ({ event }, params: { readonly requested: boolean; readonly clauses: readonly LroClause[] }): Effect =>
        answer({ ...replyTo(asLook(event), 'OK', params.clauses), requestedCancellation: params.requested }),
    ),
    showDone: emit(({ context, event }, params: { readonly clauses: readonly LroClause[] }): Effect =>
      answer({ ...replyTo(asRequest(event), 'OK', params.clauses), done: true, result: context.result }),
    ),
    keepWaiting: assign({
      waiting: ({ context, event }) => [...context.waiting, expectEvent(event, 'WaitOperation')],
    }),
    limitWait: emit(({ context, event }): Effect => {
      const request = expectEvent(event, 'WaitOperation')
      return {
        type: 'send',
        to: `record#${context.operation}`,
        event: { type: 'WaitOver', request },
        background: true,
        ticks: Math.min(request.timeout, context.knobs.waitLimitTicks),
      }
    }),
    /** All who wait are shown the end. */
    answerWaiting: emit(({ context }, params: { readonly clauses: readonly LroClause[] }): Effect =>
      batch(
        ...context.waiting.map((request) =>
          answer({ ...replyTo(request, 'OK', params.clauses), done: true, result: context.result }),
        ),
      ),
    ),
    refuseWaiting: emit(({ context }): Effect =>
      batch(...context.waiting.map((request) => answer(replyTo(request, 'NOT_FOUND', ['LR-18'])))),
    ),
    forgetWaiting: assign({ waiting: [] }),
    forgetWait: assign({
      waiting: ({ context, event }) =>
        context.waiting.filter(({ call }) => call !== expectEvent(event, 'WaitOver').request.call),
    }),
    showInList: emit(
      ({ context }, params: { readonly done: boolean; readonly requestedCancellation: boolean }): Effect => ({
        type: 'tell',
        to: 'front',
        event: { type: 'Listed', shown: { ...params, operation: context.operation, result: context.result } },
      }),
    ),
    startWork: emit(({ context }): Effect => ({
      type: 'tell',
      to: `worker#${context.operation}`,
      event: { type: 'Execute' },
    })),
    tellWorker: emit(({ context }): Effect => ({
      type: 'tell',
      to: `worker#${context.operation}`,
      event: { type: 'CancelSignal' },
    })),
    keep: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'record',
      change: 1,
      limit: null,
      operation: context.operation,
    })),
    forget: emit(({ context }): Effect => ({
      type: 'resource',
      name: 'record',
      change: -1,
      limit: null,
      operation: context.operation,
    })),
    dropResult: assign({ result: null }),
    ...reaching('stopped'),
    bearResult: assign({ result: 'OK' }),
    setResult: assign({ result: ({ event }) => expectEvent(event, 'Finish').result }),
    setKind: assign({ cancellable: ({ event }) => expectEvent(event, 'matters.count').cancellable }),
  },
  delays: {
    refusedFrom: ({ context }) => context.knobs.refusedFrom,
    refusedTo: ({ context }) => context.knobs.refusedTo,
  },
})
