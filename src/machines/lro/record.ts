import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { citing, expectEvent, roleTypes } from '../dialect.ts'
import type { LroInput, LroKnobs } from './knobs.ts'
import { methods, replyTo, type LroCode, type Reply, type ServerRequest, type ToRecord } from './messages.ts'

interface Context {
  readonly knobs: LroKnobs
  readonly operation: number
  /** How the operation ended: OK for a response, else the error's name. */
  readonly result: LroCode | null
  /** Whether operations of its kind can be cancelled. */
  readonly cancellable: boolean
}
type Event = ServerRequest | ToRecord
interface Says {
  readonly code: LroCode
  readonly clauses: readonly LroClause[]
}

const answer = (reply: Reply): Effect => ({ type: 'tell', to: 'front', event: { type: 'answer', reply } })
const asRequest = (event: Event): ServerRequest => expectEvent(event, ...methods)

const starting = ['setKind', 'keep', 'startWork', { type: 'reply', params: { code: 'OK', clauses: [] } }] as const
const notCancellable = {
  guard: 'isNotCancellable',
  actions: { type: 'reply', params: { code: 'UNIMPLEMENTED', clauses: ['LR-03'] } },
} as const

/**
 * The Operation as the service keeps it (operations.proto). Its `done` never reverts and its result never changes; a cancel
 * only asks the worker, and the record says nothing of it unless the service exposes it.
 */
export const record = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    wasStopped: ({ event }) => expectEvent(event, 'Finish').result === 'CANCELLED',
    hasResponse: ({ event }) => expectEvent(event, 'Finish').result === 'OK',
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
        answer({ ...replyTo(asRequest(event), 'OK', params.clauses), requestedCancellation: params.requested }),
    ),
    showDone: emit(({ context, event }, params: { readonly clauses: readonly LroClause[] }): Effect =>
      answer({ ...replyTo(asRequest(event), 'OK', params.clauses), done: true, result: context.result }),
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
    setResult: assign({ result: ({ event }) => expectEvent(event, 'Finish').result }),
    setKind: assign({ cancellable: ({ event }) => expectEvent(event, 'matters.count').cancellable }),
  },
  delays: {
    refusedFrom: ({ context }) => context.knobs.refusedFrom,
    refusedTo: ({ context }) => context.knobs.refusedTo,
  },
}).createMachine({
  id: 'lro/record',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance, result: null, cancellable: true }),
  initial: 'absent',
  states: {
    absent: {
      tags: 'idle',
      meta: { label: ['no such operation', 'none'] },
      on: {
        'matters.count': [
          { guard: 'beginsRefusing', target: 'kept.running.phased.refusing', actions: starting },
          { guard: 'hasWindow', target: 'kept.running.phased', actions: starting },
          { target: 'kept', actions: starting },
        ],
        GetOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
        DeleteOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
        CancelOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
      },
    },
    kept: {
      initial: 'running',
      on: {
        DeleteOperation: {
          target: 'deleted',
          actions: ['forget', 'dropResult', { type: 'reply', params: { code: 'OK', clauses: ['LR-17'] } }],
        },
        Finish: [
          {
            guard: 'wasStopped',
            target: '.done.cancelled',
            actions: ['setResult', { type: 'cite', params: { clauses: ['LR-05', 'LR-06'] } }],
          },
          {
            guard: 'hasFailed',
            target: '.done.failed',
            actions: ['setResult', { type: 'cite', params: { clauses: ['LR-13', 'LR-15'] } }],
          },
          {
            guard: 'hasNothing',
            target: '.done.empty',
            actions: { type: 'cite', params: { clauses: ['LR-13'] } },
          },
          { target: '.done.succeeded', actions: ['setResult', { type: 'cite', params: { clauses: ['LR-13'] } }] },
        ],
      },
      states: {
        running: {
          tags: 'working',
          meta: { label: ['done: false', 'runs'] },
          on: {
            GetOperation: { actions: [{ type: 'showRunning', params: { requested: false, clauses: ['LR-12'] } }] },
            CancelOperation: [
              notCancellable,
              {
                target: 'cancelling',
                actions: [
                  'tellWorker',
                  { type: 'reply', params: { code: 'OK', clauses: ['LR-01', 'LR-09', 'LR-11'] } },
                ],
              },
            ],
          },
          initial: 'open',
          states: {
            open: {},
            // A phase of the work in which a first cancel is refused, between two in which it is not.
            phased: {
              initial: 'before',
              after: { refusedTo: { target: 'open' } },
              states: {
                before: { after: { refusedFrom: { target: 'refusing' } } },
                refusing: {
                  on: {
                    CancelOperation: [
                      notCancellable,
                      {
                        actions: { type: 'reply', params: { code: 'FAILED_PRECONDITION', clauses: ['LR-02'] } },
                      },
                    ],
                  },
                },
              },
            },
          },
        },
        cancelling: {
          tags: 'unaware',
          meta: { label: ['done: false, cancel asked', 'cancel asked', 'asked'] },
          on: {
            Finish: [
              {
                guard: 'hasNothing',
                target: 'done.empty',
                actions: { type: 'cite', params: { clauses: ['LR-13', 'LR-15'] } },
              },
              {
                guard: 'hasResponse',
                target: 'done.succeeded',
                actions: ['setResult', { type: 'cite', params: { clauses: ['LR-13', 'LR-15'] } }],
              },
            ],
            GetOperation: [
              {
                guard: 'exposesRequest',
                actions: [{ type: 'showRunning', params: { requested: true, clauses: ['LR-24'] } }],
              },
              { actions: [{ type: 'showRunning', params: { requested: false, clauses: ['LR-12', 'LR-24'] } }] },
            ],
            CancelOperation: [
              {
                guard: 'refusesTwice',
                actions: [{ type: 'reply', params: { code: 'FAILED_PRECONDITION', clauses: ['LR-23'] } }],
              },
              { actions: [{ type: 'reply', params: { code: 'OK', clauses: ['LR-09', 'LR-23'] } }] },
            ],
          },
        },
        done: {
          initial: 'succeeded',
          on: {
            Finish: { actions: [{ type: 'cite', params: { clauses: ['LR-14'] } }] },
            CancelOperation: [
              notCancellable,
              {
                guard: 'refusesWhenDone',
                actions: [{ type: 'reply', params: { code: 'FAILED_PRECONDITION', clauses: ['LR-14'] } }],
              },
              { actions: [{ type: 'reply', params: { code: 'OK', clauses: ['LR-09', 'LR-14'] } }] },
            ],
          },
          states: {
            succeeded: {
              tags: 'over',
              meta: { label: ['done: true, response', 'response'] },
              on: { GetOperation: { actions: { type: 'showDone', params: { clauses: ['LR-13'] } } } },
            },
            empty: {
              tags: 'over',
              meta: { label: ['done: true, and nothing in it', 'empty'] },
              on: { GetOperation: { actions: { type: 'showDone', params: { clauses: ['LR-13'] } } } },
            },
            cancelled: {
              tags: 'over',
              meta: { label: ['done: true, error 1', 'error 1'] },
              on: { GetOperation: { actions: { type: 'showDone', params: { clauses: ['LR-06', 'LR-21', 'LR-26'] } } } },
            },
            failed: {
              tags: 'over',
              meta: { label: ['done: true, another error', 'error'] },
              on: { GetOperation: { actions: { type: 'showDone', params: { clauses: ['LR-13', 'LR-21'] } } } },
            },
          },
        },
      },
    },
    deleted: {
      tags: 'released',
      meta: { label: ['deleted'] },
      on: {
        Finish: { actions: { type: 'cite', params: { clauses: ['LR-17'] } } },
        GetOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
        DeleteOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
        CancelOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
      },
    },
  },
})
