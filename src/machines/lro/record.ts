import type { LroClause } from '#specs/lro.ts'
import { recordSetup } from './recordSetup.ts'

const starting = ['setKind', 'keep', 'startWork', { type: 'reply', params: { code: 'OK', clauses: [] } }] as const
const showBorn = { type: 'showDone', params: { clauses: ['LR-30'] } } as const
/** A wait that has lasted long enough is answered as a look is. */
const timeIsOver = (requested: boolean) =>
  [
    { type: 'showRunning', params: { requested, clauses: [requested ? 'LR-24' : 'LR-12', 'LR-34', 'LR-35'] } },
    'forgetWait',
  ] as const
/** How a record shows an end, to those who look and to those who have waited for it. */
const showing = <const C extends readonly LroClause[]>(...clauses: C) =>
  ({
    entry: [{ type: 'answerWaiting', params: { clauses: [...clauses, 'LR-34'] } }, 'forgetWaiting'],
    on: {
      GetOperation: { actions: { type: 'showDone', params: { clauses } } },
      WaitOperation: { actions: { type: 'showDone', params: { clauses: [...clauses, 'LR-34'] } } },
    },
  }) as const
const listRunning = (requestedCancellation: boolean) =>
  ({ actions: { type: 'showInList', params: { done: false, requestedCancellation } } }) as const
const notCancellable = {
  guard: 'isNotCancellable',
  actions: { type: 'reply', params: { code: 'UNIMPLEMENTED', clauses: ['LR-03'] } },
} as const

/**
 * The Operation as the service keeps it (operations.proto). Its `done` never reverts and its result never changes; a cancel
 * only asks the worker, and the record says nothing of it unless the service exposes it.
 */
export const record = recordSetup.createMachine({
  id: 'lro/record',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    result: null,
    cancellable: true,
    waiting: [],
  }),
  initial: 'absent',
  // A wait that is over has been answered already where the operation is done or deleted.
  on: { ShowInList: {}, WaitOver: {} },
  states: {
    absent: {
      tags: 'idle',
      meta: { label: ['no such operation', 'none'] },
      on: {
        'matters.count': [
          { guard: 'isBornEmpty', target: 'kept.done.empty', actions: ['setKind', 'keep', 'stopped', showBorn] },
          {
            guard: 'isBornDone',
            target: 'kept.done.succeeded',
            actions: ['setKind', 'keep', 'stopped', 'bearResult', showBorn],
          },
          { guard: 'beginsRefusing', target: 'kept.running.phased.refusing', actions: starting },
          { guard: 'hasWindow', target: 'kept.running.phased', actions: starting },
          { target: 'kept', actions: starting },
        ],
        GetOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
        WaitOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
        DeleteOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
        CancelOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-20'] } } },
      },
    },
    kept: {
      initial: 'running',
      on: {
        DeleteOperation: {
          target: 'deleted',
          actions: [
            'forget',
            'dropResult',
            'refuseWaiting',
            'forgetWaiting',
            { type: 'reply', params: { code: 'OK', clauses: ['LR-17'] } },
          ],
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
            WaitOperation: { actions: ['keepWaiting', 'limitWait'] },
            WaitOver: { actions: timeIsOver(false) },
            ShowInList: listRunning(false),
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
            WaitOperation: { actions: ['keepWaiting', 'limitWait'] },
            WaitOver: [{ guard: 'exposesRequest', actions: timeIsOver(true) }, { actions: timeIsOver(false) }],
            ShowInList: [{ guard: 'exposesRequest', ...listRunning(true) }, listRunning(false)],
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
            ShowInList: { actions: { type: 'showInList', params: { done: true, requestedCancellation: false } } },
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
              ...showing('LR-13'),
            },
            empty: {
              tags: 'over',
              meta: { label: ['done: true, and nothing in it', 'empty'] },
              ...showing('LR-13'),
            },
            cancelled: {
              tags: 'over',
              meta: { label: ['done: true, error 1', 'error 1'] },
              ...showing('LR-06', 'LR-21', 'LR-26'),
            },
            failed: {
              tags: 'over',
              meta: { label: ['done: true, another error', 'error'] },
              ...showing('LR-13', 'LR-21'),
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
        WaitOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
        DeleteOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
        CancelOperation: { actions: { type: 'reply', params: { code: 'NOT_FOUND', clauses: ['LR-18'] } } },
      },
    },
  },
})
