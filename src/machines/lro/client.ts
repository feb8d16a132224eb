import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import { httpStatus, replies, type CancelRequest, type Reply, type ServerRequest } from './messages.ts'

interface Context {
  readonly knobs: LroKnobs
  readonly operation: number
  /** Whether the name of the operation has arrived. */
  readonly named: boolean
  /** Cancels given before the name was known; the C++ library sends them later. */
  readonly remembered: readonly CancelRequest[]
}
type Event = Command<'count' | 'get' | 'list' | 'delete' | 'cancel'> | Reply

const asReply = (event: Event): Reply => expectEvent(event, ...replies)
const toFront = (event: ServerRequest): Effect => ({ type: 'send', to: 'front', event, background: event.poll })
/** Under which key the poll's call is known; one poll is under way at a time. */
const pollKey = (context: Context): string => `poll/${context.operation}`
const cancelOf = ({ call, name, body, token }: CancelRequest): CancelRequest => ({ call, name, body, token })

function cancelOperation(context: Context, request: CancelRequest): ServerRequest {
  const operation = request.name === 'unknown' ? 0 : context.operation
  return {
    type: 'CancelOperation',
    client: context.operation,
    operation,
    call: request.call,
    poll: false,
    body: request.body,
    token: request.token,
  }
}

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
      asReply(event).then !== null && (asReply(event).lost || !asReply(event).done),
    showsRequested: ({ event }) => asReply(event).requestedCancellation && !asReply(event).lost,
    hasNoName: ({ context, event }) =>
      expectEvent(event, 'get', 'delete', 'cancel').name === 'current' && !context.named,
    remembersCancel: ({ context, event }) =>
      context.knobs.clientStyle === 'cpp' && expectEvent(event, 'cancel').name === 'current' && !context.named,
    stopsPolling: ({ context, event }) =>
      expectEvent(event, 'cancel').name === 'current' &&
      (context.knobs.clientStyle === 'gax' || context.knobs.clientStyle === 'javaFuture'),
    sendsNoCancel: ({ context }) => context.knobs.clientStyle === 'javaFuture',
    looksFirst: ({ context }) => context.knobs.clientStyle === 'python',
    hasRemembered: ({ context, event }) =>
      context.remembered.length > 0 && asReply(event).code === 'OK' && !asReply(event).lost,
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('issued', 'accepted'),
    sendCount: emit(({ context, event }): Effect =>
      toFront({
        type: 'matters.count',
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
        const request = { client: context.operation, operation, call: command.call, poll: false }
        return toFront(
          params.method === 'GetOperation'
            ? { ...request, type: params.method, then: null }
            : { ...request, type: params.method },
        )
      },
    ),
    callPoll: emit(({ context }): Effect => ({ type: 'call', op: 'get', call: pollKey(context) })),
    sendPoll: emit(({ context }): Effect =>
      toFront({
        type: 'GetOperation',
        client: context.operation,
        operation: context.operation,
        call: pollKey(context),
        poll: true,
        then: null,
      }),
    ),
    callLook: emit(({ event }): Effect => ({
      type: 'call',
      op: 'get',
      call: `look/${expectEvent(event, 'cancel').call}`,
    })),
    sendLook: emit(({ context, event }): Effect => {
      const request = cancelOf(expectEvent(event, 'cancel'))
      const operation = request.name === 'unknown' ? 0 : context.operation
      return toFront({
        type: 'GetOperation',
        client: context.operation,
        operation,
        call: `look/${request.call}`,
        poll: false,
        then: request,
      })
    }),
    /** A lost answer is one that the library reports as UNAVAILABLE, without any HTTP status. */
    returnReply: emit(({ event }): Effect => {
      const { call, code, clauses, lost } = asReply(event)
      if (!lost) return { type: 'return', call, code, clauses, http: httpStatus[code] }
      return batch(
        { type: 'discard', why: 'the answer is lost' },
        { type: 'return', call, code: 'UNAVAILABLE', clauses: ['LR-23'] satisfies LroClause[], http: null },
      )
    }),
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
    learnName: assign({ named: true }),
    settleRefused: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).lost ? 'UNAVAILABLE' : asReply(event).code,
    })),
    settle: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).result ?? 'OK',
    })),
    remember: assign({
      remembered: ({ context, event }) => [...context.remembered, cancelOf(expectEvent(event, 'cancel'))],
    }),
    sendCancel: emit(({ context, event }): Effect => toFront(cancelOperation(context, expectEvent(event, 'cancel')))),
    sendCancelAfterLook: emit(({ context, event }): Effect =>
      toFront(cancelOperation(context, ensure(asReply(event).then, 'the look was for a cancel'))),
    ),
    sendRemembered: emit(({ context }): Effect =>
      batch(...context.remembered.map((request) => toFront(cancelOperation(context, request)))),
    ),
    forgetRemembered: assign({ remembered: [] }),
  },
  delays: { pollTicks: ({ context }) => context.knobs.pollTicks },
}).createMachine({
  id: 'lro/client',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, named: false, remembered: [] }),
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
              entry: ['callPoll', 'sendPoll'],
              on: {
                cancel: {
                  guard: 'stopsPolling',
                  target: '#lro/client.watch.stopped.pollCut',
                  actions: 'inventCancelled',
                },
                'GetOperation reply': [
                  {
                    guard: 'showsDone',
                    target: '#lro/client.watch.settled',
                    actions: learnsEnd,
                  },
                  {
                    guard: 'isPollOfGone',
                    target: '#lro/client.watch.gone',
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
              after: { pollTicks: { target: 'asking' } },
              on: {
                cancel: {
                  guard: 'stopsPolling',
                  target: '#lro/client.watch.stopped',
                  actions: { type: 'cite', params: { clauses: ['LR-31'] } },
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
      },
    },
    cancel: {
      initial: 'none',
      on: {
        cancel: [
          { guard: 'remembersCancel', target: '.remembered', actions: 'remember' },
          { guard: 'hasNoName', target: '.refused', actions: ['issued', 'refuseLocally'] },
          { guard: 'sendsNoCancel', actions: { type: 'cite', params: { clauses: ['LR-31'] } } },
          { guard: 'looksFirst', actions: ['callLook', 'sendLook', { type: 'cite', params: { clauses: ['LR-04'] } }] },
          { target: '.asked', actions: ['issued', 'sendCancel', { type: 'cite', params: { clauses: ['LR-07'] } }] },
        ],
        'matters.count reply': {
          guard: 'hasRemembered',
          target: '.asked',
          actions: ['issued', 'sendRemembered', 'forgetRemembered', { type: 'cite', params: { clauses: ['LR-07'] } }],
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
        'CancelOperation reply': [
          { guard: 'succeeded', target: '.acknowledged', actions: ['accepted', 'returnReply'] },
          { target: '.refused', actions: 'returnReply' },
        ],
      },
      states: { none: {}, remembered: {}, asked: {}, acknowledged: {}, refused: {} },
    },
  },
})
