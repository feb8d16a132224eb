import { clientSetup } from './clientSetup.ts'

/** What follows from an answer that shows the operation, whether it was asked for at once or waited for. */
const onShown = <const T>(transitions: T) =>
  ({ 'GetOperation reply': transitions, 'WaitOperation reply': transitions }) as const
const learnsEnd = ['returnReply', 'settle', { type: 'cite', params: { clauses: ['LR-04'] } }] as const

/**
 * The client and its library: it starts an operation, polls it, and cancels in the manner of one of six libraries (reference,
 * section 2.7). What it says about the operation it has from GetOperation; `gax` also says what it made up itself.
 */
export const client = clientSetup.createMachine({
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
    leave: {
      target: '.gone',
      actions: ['abandon', 'tellOthers', { type: 'cite', params: { clauses: ['LR-31'] } }],
    },
    NobodyStarts: { target: '.gone', actions: 'discardUnheard' },
    Starting: { actions: 'letNextStart' },
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
        wait: [
          { guard: 'hasNoName', actions: ['refuseLocally'] },
          { actions: { type: 'sendRequest', params: { method: 'WaitOperation' } } },
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
                count: [
                  { guard: 'followsAnother', actions: 'askWhoIsThere' },
                  { target: 'starting', actions: 'sendCount' },
                ],
                MayStart: { target: 'starting', actions: 'sendCount' },
                ...onShown({ actions: 'returnReply' }),
              },
            },
            starting: {
              tags: 'starting',
              meta: { label: ['waits for the name', 'no name'] },
              on: {
                'matters.count reply': [
                  {
                    guard: 'showsDone',
                    target: 'settled',
                    actions: ['learnName', 'returnReply', 'settle', { type: 'cite', params: { clauses: ['LR-30'] } }],
                  },
                  { guard: 'isToldOnly', target: 'told', actions: ['learnName', 'returnReply'] },
                  { guard: 'succeeded', target: 'polling', actions: ['learnName', 'returnReply'] },
                  { guard: 'isLost', target: 'unanswered', actions: 'returnReply' },
                  { target: 'refused', actions: ['returnReply', 'settleRefused'] },
                ],
                ...onShown({ actions: 'returnReply' }),
              },
            },
            // A program of its own, which sends what it is told to send and nothing else.
            told: {
              tags: 'working',
              meta: { label: ['asks when it is told to', 'named'] },
              on: {
                ...onShown([{ guard: 'showsDone', target: 'settled', actions: learnsEnd }, { actions: 'returnReply' }]),
              },
            },
            polling: {
              tags: 'working',
              meta: { label: ['polling now and then', 'polling'] },
              initial: 'asking',
              on: {
                ...onShown([
                  {
                    guard: 'showsDone',
                    target: 'settled',
                    actions: learnsEnd,
                  },
                  { actions: 'returnReply' },
                ]),
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
                    ...onShown([
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
                    ]),
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
                ...onShown([
                  {
                    guard: 'showsDone',
                    target: 'settled',
                    actions: learnsEnd,
                  },
                  { actions: 'returnReply' },
                ]),
              },
              states: {
                quiet: {},
                gaveUp: {},
                // Stays until the answer to the poll has come and gone, also where another look shows the end before that.
                pollCut: {
                  on: {
                    ...onShown([
                      { guard: 'isPoll', target: 'quiet', actions: 'discardLate' },
                      {
                        guard: 'showsDone',
                        actions: learnsEnd,
                      },
                      { actions: 'returnReply' },
                    ]),
                  },
                },
              },
            },
            gone: {
              tags: 'over',
              meta: { label: ['the operation is gone', 'op. gone'] },
              on: { ...onShown({ actions: 'returnReply' }) },
            },
            settled: {
              tags: 'over',
              meta: { label: ['knows how it ended', 'knows'] },
              on: { ...onShown({ actions: 'returnReply' }) },
            },
            refused: {
              tags: 'refused',
              meta: { label: ['was not started', 'refused'] },
              on: { ...onShown({ actions: 'returnReply' }) },
            },
            // The operation may be there; nobody has told its name.
            unanswered: {
              tags: 'refused',
              meta: { label: ['heard no answer, has no name', 'unheard'] },
              on: { ...onShown({ actions: 'returnReply' }) },
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
            ...onShown([
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
            ]),
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
                ...onShown({ guard: 'endsPolling', target: 'unlimited' }),
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
        Starting: { actions: 'tellNext' },
        count: { actions: 'discardUnheard' },
        get: { actions: 'discardUnheard' },
        wait: { actions: 'discardUnheard' },
        list: { actions: 'discardUnheard' },
        delete: { actions: 'discardUnheard' },
        cancel: { actions: 'discardUnheard' },
        'matters.count reply': { actions: 'discardUnheard' },
        ...onShown({ actions: 'discardUnheard' }),
        'ListOperations reply': { actions: 'discardUnheard' },
        'DeleteOperation reply': { actions: 'discardUnheard' },
        'CancelOperation reply': { actions: 'discardUnheard' },
      },
    },
  },
})
