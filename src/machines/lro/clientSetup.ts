import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import { libraryOf } from './libraries.ts'
import { replies, type CancelAgain, type CancelRequest, type Reply, type ToClient } from './messages.ts'
import { cancelOf, cancelOperation, isRepeated, returned, startOf, takesTooLong, toFront } from './requests.ts'

export interface Context {
  readonly knobs: LroKnobs
  readonly operation: number
  /** Whether the name of the operation has arrived. */
  readonly named: boolean
  /** Cancels given before the name was known; the C++ library sends them later. */
  readonly remembered: readonly CancelRequest[]
  /** Whether it has broken off its poll, which ends the polling. */
  readonly hasCutPoll: boolean
  /** Whether the total timeout is over. */
  readonly isOutOfPatience: boolean
}
type Event = Command<'count' | 'get' | 'wait' | 'list' | 'delete' | 'cancel' | 'leave'> | Reply | CancelAgain | ToClient

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
/** Under which key the poll's call is known; one poll is under way at a time. */
const pollKey = (context: Context): string => `poll/${context.operation}`

/** What the client and its library look at and do; their states are in client.ts. */
export const clientSetup = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    followsAnother: ({ context }) => context.operation > 1,
    succeeded: ({ event }) => asReply(event).code === 'OK' && !asReply(event).lost,
    isToldOnly: ({ context, event }) => !context.knobs.polls && asReply(event).code === 'OK' && !asReply(event).lost,
    showsDone: ({ event }) => asReply(event).done && !asReply(event).lost,
    isPollOfGone: ({ event }) => asReply(event).poll && asReply(event).code === 'NOT_FOUND' && !asReply(event).lost,
    isPoll: ({ event }) => asReply(event).poll,
    showsNoEndBeforeCancel: ({ event }) =>
      asReply(event).then !== null && asReply(event).code === 'OK' && !asReply(event).lost && !asReply(event).done,
    showsRequested: ({ event }) => asReply(event).requestedCancellation && !asReply(event).lost,
    hasNoName: ({ context, event }) =>
      expectEvent(event, 'get', 'wait', 'delete', 'cancel').name === 'current' && !context.named,
    remembersCancel: ({ context, event }) =>
      libraryOf(context.knobs).remembers && expectEvent(event, 'cancel').name === 'current' && !context.named,
    abortsPoll: ({ context, event }) =>
      expectEvent(event, 'cancel').name === 'current' && libraryOf(context.knobs).abortsPollInFlight,
    stopsPolling: ({ context, event }) =>
      expectEvent(event, 'cancel').name === 'current' && libraryOf(context.knobs).stopsPolling,
    sendsNoCancel: ({ context }) => libraryOf(context.knobs).sendsNothing,
    looksFirst: ({ context }) => libraryOf(context.knobs).looksFirst,
    isLost: ({ event }) => asReply(event).lost,
    isRepeated: ({ context, event }) => isRepeated(context.knobs, asReply(event)),
    isTooLate: ({ context, event }) => takesTooLong(context.knobs, expectEvent(event, 'CancelAgain').attempt),
    hasTotalTimeout: ({ context, event }) =>
      context.knobs.totalTimeoutTicks > 0 &&
      asReply(event).code === 'OK' &&
      !asReply(event).lost &&
      !asReply(event).done,
    isOutOfPatience: ({ context }) => context.isOutOfPatience,
    endsPolling: ({ context, event }) =>
      (asReply(event).poll && context.hasCutPoll) ||
      (!asReply(event).lost && (asReply(event).done || (asReply(event).poll && asReply(event).code === 'NOT_FOUND'))),
    hasRemembered: ({ context, event }) =>
      context.remembered.length > 0 && asReply(event).code === 'OK' && !asReply(event).lost && !asReply(event).done,
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('issued', 'accepted'),
    sendCount: emit(({ context, event }): Effect =>
      toFront({
        type: 'matters.count',
        by: 'client',
        ...startOf(expectEvent(event, 'count', 'MayStart')),
        client: context.operation,
        operation: context.operation,
        call: expectEvent(event, 'count', 'MayStart').call,
        poll: false,
      }),
    ),
    sendRequest: emit(
      (
        { context, event },
        params: { readonly method: 'GetOperation' | 'WaitOperation' | 'ListOperations' | 'DeleteOperation' },
      ): Effect => {
        const command = expectEvent(event, 'get', 'wait', 'list', 'delete')
        const operation = 'name' in command && command.name === 'unknown' ? 0 : context.operation
        const request = { by: 'client' as const, client: context.operation, operation, call: command.call, poll: false }
        switch (params.method) {
          case 'GetOperation':
            return toFront({ ...request, type: params.method, token: expectEvent(event, 'get').token, then: null })
          case 'WaitOperation': {
            const { timeout } = expectEvent(event, 'wait')
            return toFront({ ...request, type: params.method, token: 'full', timeout })
          }
          default:
            return toFront({ ...request, type: params.method })
        }
      },
    ),
    sendPoll: emit(({ context }): Effect =>
      toFront({
        type: 'GetOperation',
        by: 'client',
        client: context.operation,
        operation: context.operation,
        call: pollKey(context),
        poll: true,
        token: 'full',
        then: null,
      }),
    ),
    sendLook: emit(({ context, event }): Effect => {
      const request = cancelOf(expectEvent(event, 'cancel'))
      const operation = request.name === 'unknown' ? 0 : context.operation
      return toFront({
        type: 'GetOperation',
        by: 'client',
        client: context.operation,
        operation,
        call: `look/${request.call}`,
        poll: false,
        token: request.token,
        then: request,
      })
    }),
    returnReply: emit(({ event }): Effect => returned(asReply(event))),
    discardLate: emit((): Effect => ({
      type: 'discard',
      why: 'the library has stopped polling and has closed the connection',
    })),
    refuseLocally: emit(({ event }): Effect => ({
      type: 'return',
      call: expectEvent(event, 'get', 'wait', 'delete', 'cancel').call,
      code: 'INVALID_ARGUMENT',
      clauses: ['LR-07'] satisfies LroClause[],
      http: null,
    })),
    inventCancelled: emit(({ context }): Effect => ({
      type: 'return',
      call: pollKey(context),
      code: 'CANCELLED',
      clauses: ['LR-31', 'LR-32'] satisfies LroClause[],
      http: null,
    })),
    /** What the library tells its caller when its patience is over; the next poll is not sent. */
    giveUp: emit(({ context }): Effect => {
      const code = libraryOf(context.knobs).outOfPatience
      const call = pollKey(context)
      const clauses = (code === 'CANCELLED' ? ['LR-31', 'LR-32'] : ['LR-31']) satisfies LroClause[]
      return batch(
        { type: 'call', op: 'get', call },
        { type: 'return', call, code, clauses, http: null },
        { type: 'abandon', operation: context.operation },
      )
    }),
    cutPoll: assign({ hasCutPoll: true }),
    losePatience: assign({ isOutOfPatience: true }),
    learnName: assign({ named: true }),
    settleRefused: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).code,
    })),
    settle: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).result ?? libraryOf(context.knobs).doneWithNeither,
    })),
    remember: assign({
      remembered: ({ context, event }) => [...context.remembered, cancelOf(expectEvent(event, 'cancel'))],
    }),
    sendCancel: emit(({ context, event }): Effect =>
      toFront(cancelOperation(context, expectEvent(event, 'cancel'), 1)),
    ),
    sendCancelAfterLook: emit(({ context, event }): Effect =>
      toFront(cancelOperation(context, ensure(asReply(event).then, 'the look was for a cancel'), 1)),
    ),
    sendRemembered: emit(({ context }): Effect =>
      batch(...context.remembered.map((request) => toFront(cancelOperation(context, request, 1)))),
    ),
    waitToRepeat: emit(({ context, event }): Effect => {
      const { again, lost } = asReply(event)
      return batch(...(lost ? [{ type: 'discard', why: 'the answer is lost' } as const] : []), {
        type: 'send',
        to: `client#${context.operation}`,
        event: { type: 'CancelAgain', ...ensure(again, 'the cancel can be sent again') },
        background: true,
        ticks: context.knobs.retryTicks,
      })
    }),
    sendAgain: emit(({ context, event }): Effect => {
      const { attempt, ...again } = expectEvent(event, 'CancelAgain')
      return toFront(cancelOperation(context, cancelOf(again), attempt + 1))
    }),
    /** Nobody waits for what the operation comes to. */
    abandon: emit(({ context }): Effect => ({ type: 'abandon', operation: context.operation })),
    /** The whole client goes, with all that it waits for. */
    tellOthers: emit((): Effect => ({ type: 'tell', to: 'client#*', event: { type: 'ClientLeft' } })),
    /** Another operation of the same program: the one before knows whether the program is still there. */
    askWhoIsThere: emit(({ context, event }): Effect => {
      const command = expectEvent(event, 'count')
      const starting: ToClient = { type: 'Starting', call: command.call, ...startOf(command) }
      return { type: 'tell', to: `client#${context.operation - 1}`, event: starting }
    }),
    letNextStart: emit(({ context, event }): Effect => {
      const asked = expectEvent(event, 'Starting')
      const mayStart: ToClient = { type: 'MayStart', call: asked.call, ...startOf(asked) }
      return { type: 'tell', to: `client#${context.operation + 1}`, event: mayStart }
    }),
    tellNext: emit(({ context }): Effect => ({
      type: 'tell',
      to: `client#${context.operation + 1}`,
      event: { type: 'NobodyStarts' },
    })),
    discardUnheard: emit((): Effect => ({ type: 'discard', why: 'the client has gone away' })),
    returnTooLate: emit(({ event }): Effect => ({
      type: 'return',
      call: expectEvent(event, 'CancelAgain').call,
      code: 'DEADLINE_EXCEEDED',
      clauses: ['LR-23', 'LR-31'] satisfies LroClause[],
      http: null,
    })),
    forgetRemembered: assign({ remembered: [] }),
  },
  delays: {
    pollTicks: ({ context }) => context.knobs.pollTicks,
    totalTimeoutTicks: ({ context }) => context.knobs.totalTimeoutTicks,
  },
})
