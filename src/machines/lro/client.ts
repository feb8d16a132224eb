import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import { libraryOf } from './libraries.ts'
import { replies, type CancelAgain, type CancelRequest, type Reply, type ToClient } from './messages.ts'
import { cancelOf, cancelOperation, isRepeated, returned, takesTooLong, toFront } from './requests.ts'

interface Context {
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
type Event = Command<'count' | 'get' | 'list' | 'delete' | 'cancel' | 'leave'> | Reply | CancelAgain | ToClient

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
/** Under which key the poll's call is known; one poll is under way at a time. */
const pollKey = (context: Context): string => `poll/${context.operation}`
const learnsEnd = ['returnReply', 'settle', { type: 'cite', params: { clauses: ['LR-04'] } }] as const

/**
 * The client and its library: it starts an operation, polls it, and cancels in the manner of one of six libraries (reference,
 * section 2.7). What it says about the operation it has from GetOperation; `gax` also says what it made up itself.
 */
export const client = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    succeeded: ({ event }) => asReply(event).code === 'OK' && !asReply(event).lost,
    showsDone: ({ event }) => asReply(event).done && !asReply(event).lost,
    isPollOfGone: ({ event }) => asReply(event).poll && asReply(event).code === 'NOT_FOUND' && !asReply(event).lost,
    isPoll: ({ event }) => asReply(event).poll,
    showsNoEndBeforeCancel: ({ event }) =>
      asReply(event).then !== null && asReply(event).code === 'OK' && !asReply(event).lost && !asReply(event).done,
    showsRequested: ({ event }) => asReply(event).requestedCancellation && !asReply(event).lost,
    hasNoName: ({ context, event }) =>
      expectEvent(event, 'get', 'delete', 'cancel').name === 'current' && !context.named,
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
      context.knobs.totalTimeoutTicks > 0 && asReply(event).code === 'OK' && !asReply(event).lost,
    isOutOfPatience: ({ context }) => context.isOutOfPatience,
    endsPolling: ({ context, event }) =>
      (asReply(event).poll && context.hasCutPoll) ||
      (!asReply(event).lost && (asReply(event).done || (asReply(event).poll && asReply(event).code === 'NOT_FOUND'))),
    hasRemembered: ({ context, event }) =>
      context.remembered.length > 0 && asReply(event).code === 'OK' && !asReply(event).lost,
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('issued', 'accepted'),
    sendCount: emit(({ context, event }): Effect =>
      toFront({
        type: 'matters.count',
        by: 'client',
        cancellable: expectEvent(event, 'count').cancellable,
        client: context.operation,
        operation: context.operation,
        call: expectEvent(event, 'count').call,
        poll: false,
      }),
    ),
    sendRequest: emit(
      (
        { context, event },
        params: { readonly method: 'GetOperation' | 'ListOperations' | 'DeleteOperation' },
      ): Effect => {
        const command = expectEvent(event, 'get', 'list', 'delete')
        const operation = 'name' in command && command.name === 'unknown' ? 0 : context.operation
        const request = { by: 'client' as const, client: context.operation, operation, call: command.call, poll: false }
        return toFront(
          params.method === 'GetOperation'
            ? { ...request, type: params.method, token: 'full', then: null }
            : { ...request, type: params.method },
        )
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
      call: expectEvent(event, 'get', 'delete', 'cancel').call,
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
}).createMachine({
  id: 'lro/client',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    named: false,
    remembered: [],
    hasCutPoll: false,
    isOutOfPatience: false,
  }),
  initial: 'here',
  on: {
    leave: { target: '.gone', actions: ['abandon', 'tellOthers', { type: 'cite', params: { clauses: ['LR-31'] } }] },
    ClientLeft: { target: '.gone', actions: 'abandon' },
  },
  states: {
    here: {
      type: 'parallel',
      on: {
        'ListOperations reply': { actions: 'returnReply' },
        'DeleteOperation reply': { actions: 'returnReply' },
        list: { actions: { type: 'sendRequest', params: { method: 'ListOperations' } } },
        delete: [
          { guard: 'hasNoName', actions: ['refuseLocally'] },
          { actions: { type: 'sendRequest', params: { method: 'DeleteOperation' } } },
        ],
        get: [
          { guard: 'hasNoName', actions: ['refuseLocally'] },
          { actions: { type: 'sendRequest', params: { method: 'GetOperation' } } },
        ],
      },
      states: {
        watch: {
          initial: 'idle',
          states: {
            idle: {
              tags: 'idle',
              meta: { label: ['nothing started', 'idle'] },
              on: {
                count: { target: 'starting', actions: 'sendCount' },
                'GetOperation reply': { actions: 'returnReply' },
              },
            },
            starting: {
              tags: 'starting',
              meta: { label: ['waits for the name', 'no name'] },
              on: {
                'matters.count reply': [
                  { guard: 'succeeded', target: 'polling', actions: ['learnName', 'returnReply'] },
                  { guard: 'isLost', target: 'unanswered', actions: 'returnReply' },
                  { target: 'refused', actions: ['returnReply', 'settleRefused'] },
                ],
                'GetOperation reply': { actions: 'returnReply' },
              },
            },
            polling: {
              tags: 'working',
              meta: { label: ['polling now and then', 'polling'] },
              initial: 'asking',
              on: {
                'GetOperation reply': [
                  {
                    guard: 'showsDone',
                    target: 'settled',
                    actions: learnsEnd,
                  },
                  { actions: 'returnReply' },
                ],
              },
              states: {
                asking: {
                  entry: 'sendPoll',
                  on: {
                    cancel: {
                      guard: 'abortsPoll',
                      target: '#lro/client.here.watch.stopped.pollCut',
                      actions: ['inventCancelled', 'cutPoll', 'abandon'],
                    },
                    'GetOperation reply': [
                      {
                        guard: 'showsDone',
                        target: '#lro/client.here.watch.settled',
                        actions: learnsEnd,
                      },
                      {
                        guard: 'isPollOfGone',
                        target: '#lro/client.here.watch.gone',
                        actions: ['returnReply', { type: 'cite', params: { clauses: ['LR-18'] } }],
                      },
                      {
                        guard: 'isPoll',
                        target: 'waiting',
                        actions: ['returnReply', { type: 'cite', params: { clauses: ['LR-27'] } }],
                      },
                    ],
                  },
                },
                waiting: {
                  after: {
                    pollTicks: [
                      {
                        guard: 'isOutOfPatience',
                        target: '#lro/client.here.watch.stopped.gaveUp',
                        actions: ['giveUp', { type: 'cite', params: { clauses: ['LR-31'] } }],
                      },
                      { target: 'asking' },
                    ],
                  },
                  on: {
                    cancel: {
                      guard: 'stopsPolling',
                      target: '#lro/client.here.watch.stopped',
                      actions: ['abandon', { type: 'cite', params: { clauses: ['LR-31'] } }],
                    },
                  },
                },
              },
            },
            stopped: {
              tags: 'over',
              meta: { label: ['has stopped asking', 'stopped'] },
              initial: 'quiet',
              on: {
                'GetOperation reply': [
                  {
                    guard: 'showsDone',
                    target: 'settled',
                    actions: learnsEnd,
                  },
                  { actions: 'returnReply' },
                ],
              },
              states: {
                quiet: {},
                gaveUp: {},
                // Stays until the answer to the poll has come and gone, also where another look shows the end before that.
                pollCut: {
                  on: {
                    'GetOperation reply': [
                      { guard: 'isPoll', target: 'quiet', actions: 'discardLate' },
                      {
                        guard: 'showsDone',
                        actions: learnsEnd,
                      },
                      { actions: 'returnReply' },
                    ],
                  },
                },
              },
            },
            gone: {
              tags: 'over',
              meta: { label: ['the operation is gone', 'gone'] },
              on: { 'GetOperation reply': { actions: 'returnReply' } },
            },
            settled: {
              tags: 'over',
              meta: { label: ['knows how it ended', 'knows'] },
              on: { 'GetOperation reply': { actions: 'returnReply' } },
            },
            refused: {
              tags: 'refused',
              meta: { label: ['was not started', 'refused'] },
              on: { 'GetOperation reply': { actions: 'returnReply' } },
            },
            // The operation may be there; nobody has told its name.
            unanswered: {
              tags: 'refused',
              meta: { label: ['heard no answer, has no name', 'no name'] },
              on: { 'GetOperation reply': { actions: 'returnReply' } },
            },
          },
        },
        cancel: {
          initial: 'none',
          on: {
            cancel: [
              { guard: 'remembersCancel', target: '.remembered', actions: 'remember' },
              { guard: 'hasNoName', target: '.refused', actions: ['issued', 'refuseLocally'] },
              { guard: 'sendsNoCancel', actions: { type: 'cite', params: { clauses: ['LR-31'] } } },
              { guard: 'looksFirst', actions: ['sendLook', { type: 'cite', params: { clauses: ['LR-04'] } }] },
              { target: '.asked', actions: ['issued', 'sendCancel', { type: 'cite', params: { clauses: ['LR-07'] } }] },
            ],
            'matters.count reply': {
              guard: 'hasRemembered',
              target: '.asked',
              actions: [
                'issued',
                'sendRemembered',
                'forgetRemembered',
                { type: 'cite', params: { clauses: ['LR-07'] } },
              ],
            },
            'GetOperation reply': [
              {
                guard: 'showsNoEndBeforeCancel',
                target: '.asked',
                actions: ['issued', 'sendCancelAfterLook', { type: 'cite', params: { clauses: ['LR-07'] } }],
              },
              {
                guard: 'showsRequested',
                target: '.acknowledged',
                actions: { type: 'cite', params: { clauses: ['LR-24'] } },
              },
            ],
            CancelAgain: [
              { guard: 'isTooLate', target: '.refused', actions: 'returnTooLate' },
              { target: '.asked', actions: 'sendAgain' },
            ],
            'CancelOperation reply': [
              { guard: 'succeeded', target: '.acknowledged', actions: ['accepted', 'returnReply'] },
              {
                guard: 'isRepeated',
                target: '.pausing',
                actions: ['waitToRepeat', { type: 'cite', params: { clauses: ['LR-23'] } }],
              },
              { target: '.refused', actions: 'returnReply' },
            ],
          },
          states: { none: {}, remembered: {}, asked: {}, pausing: {}, acknowledged: {}, refused: {} },
        },
        patience: {
          initial: 'unlimited',
          states: {
            unlimited: { on: { 'matters.count reply': { guard: 'hasTotalTimeout', target: 'limited' } } },
            limited: {
              after: { totalTimeoutTicks: { target: 'over', actions: 'losePatience' } },
              on: {
                'GetOperation reply': { guard: 'endsPolling', target: 'unlimited' },
                cancel: { guard: 'stopsPolling', target: 'unlimited' },
              },
            },
            over: {},
          },
        },
      },
    },
    // It sends nothing and hears nothing; whoever wants to know of the operation asks for it by its name.
    gone: {
      tags: 'over',
      meta: { label: ['has gone away', 'gone'] },
      on: {
        leave: {},
        ClientLeft: {},
        CancelAgain: {},
        count: {},
        get: {},
        list: {},
        delete: {},
        cancel: {},
        'matters.count reply': { actions: 'discardUnheard' },
        'GetOperation reply': { actions: 'discardUnheard' },
        'ListOperations reply': { actions: 'discardUnheard' },
        'DeleteOperation reply': { actions: 'discardUnheard' },
        'CancelOperation reply': { actions: 'discardUnheard' },
      },
    },
  },
})
