import { operationSetup } from './operationSetup.ts'

/**
 * A long call on the server. Calls on a query or subscription are stopped from outside, at once; clear, export and localize look at
 * the flag now and then ([MS-EVEN6] 3.1.4.16 to 3.1.4.18). What is left of an operation after that is its open handles, its own and
 * the one that steers it: a handle is counted once, and besides noted as held by each operation that was started with it.
 */
export const operation = operationSetup.createMachine({
  id: 'even6/operation',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    control: 0,
    request: null,
    flag: false,
    own: null,
    isSteered: false,
  }),
  initial: 'notStarted',
  states: {
    notStarted: {
      tags: 'idle',
      meta: { label: ['not on the server yet', 'not yet'] },
      on: {
        EvtRpcQueryNext: { target: 'inProgress.scanning', actions: 'accept' },
        EvtRpcQuerySeek: { target: 'inProgress.scanning', actions: 'accept' },
        EvtRpcRemoteSubscriptionNextAsync: { target: 'inProgress.waiting', actions: 'accept' },
        EvtRpcRemoteSubscriptionNext: { target: 'inProgress.waiting', actions: 'accept' },
        EvtRpcRemoteSubscriptionWaitAsync: { target: 'inProgress.waiting', actions: 'accept' },
        EvtRpcClearLog: { target: 'inProgress.working', actions: 'accept' },
        EvtRpcExportLog: { target: 'inProgress.working', actions: 'accept' },
        EvtRpcLocalizeExportLog: { target: 'inProgress.working', actions: 'accept' },
        AlreadyCanceled: {
          target: 'over.canceled',
          actions: [
            'accept',
            'holdHandles',
            'noticed',
            'stopped',
            'tellControl',
            { type: 'giveUp', params: { clauses: ['EV-09'] } },
            'forget',
          ],
        },
      },
    },
    inProgress: {
      initial: 'scanning',
      entry: ['holdCall', 'holdHandles'],
      exit: 'freeCall',
      on: {
        ControlGone: {},
        HandleGone: [{ guard: 'wasCalledWithIt', actions: ['freeOwn', 'hasNoneOfItsOwn'] }, {}],
        CanceledIsTrue: {},
        ConnectionLost: [
          { guard: 'goesOn', actions: { type: 'cite', params: { clauses: ['EV-28'] } } },
          { target: 'over.abandoned', actions: ['stopped', 'tellControl', 'forget'] },
        ],
        Abandon: { target: 'over.abandoned', actions: ['stopped', 'tellControl', 'forget'] },
      },
      states: {
        scanning: {
          tags: 'working',
          meta: { label: ['reads the log', 'reads'] },
          after: {
            workTicks: {
              target: '#even6/operation.over.completed',
              actions: ['stopped', 'tellControl', 'done', 'forget'],
            },
          },
          on: {
            StopProcessing: {
              target: '#even6/operation.over.canceled',
              actions: [
                'noticed',
                'stopped',
                'tellControl',
                { type: 'obey', params: { clauses: ['EV-08', 'EV-23', 'EV-33'] } },
                'forget',
              ],
            },
          },
        },
        waiting: {
          tags: 'working',
          meta: { label: ['waits for an event', 'waits'] },
          entry: 'waitForEvent',
          on: {
            ConnectionLost: {
              target: '#even6/operation.over.abandoned',
              actions: [
                'stopped',
                'waitNoLonger',
                'tellControl',
                'forget',
                { type: 'cite', params: { clauses: ['EV-28'] } },
              ],
            },
            Abandon: {
              target: '#even6/operation.over.abandoned',
              actions: ['stopped', 'waitNoLonger', 'tellControl', 'forget'],
            },
            EventsArrived: {
              target: '#even6/operation.over.completed',
              actions: ['stopped', 'tellControl', 'done', 'forget'],
            },
            StopProcessing: {
              target: '#even6/operation.over.canceled',
              actions: [
                'noticed',
                'stopped',
                'waitNoLonger',
                'tellControl',
                { type: 'obey', params: { clauses: ['EV-08', 'EV-23', 'EV-33'] } },
                'forget',
              ],
            },
          },
        },
        working: {
          initial: 'betweenLooks',
          entry: 'makeFile',
          exit: 'finishFile',
          after: {
            workTicks: {
              target: '#even6/operation.over.completed',
              actions: ['stopped', 'tellControl', 'done', 'forget'],
            },
          },
          on: { StopProcessing: {} },
          states: {
            betweenLooks: {
              initial: 'untold',
              after: {
                pollTicks: [
                  { guard: 'flagIsNotSet', target: 'betweenLooks', reenter: true },
                  {
                    guard: 'hasMadeFiles',
                    target: '#even6/operation.over.canceled',
                    actions: [
                      'noticed',
                      'stopped',
                      'tellControl',
                      { type: 'giveUp', params: { clauses: ['EV-20', 'EV-21', 'EV-33'] } },
                      'forget',
                    ],
                  },
                  {
                    target: '#even6/operation.over.canceled',
                    actions: [
                      'noticed',
                      'stopped',
                      'tellControl',
                      { type: 'giveUp', params: { clauses: ['EV-20', 'EV-33'] } },
                      'forget',
                    ],
                  },
                ],
              },
              states: {
                untold: {
                  tags: 'working',
                  meta: { label: ['works, looks at the flag now and then', 'works'] },
                  on: { CanceledIsTrue: { target: 'told', actions: 'seeFlag' } },
                },
                told: { tags: 'unaware', meta: { label: ['flag is set, not looked at yet', 'not looked yet'] } },
              },
            },
          },
        },
      },
    },
    over: {
      initial: 'completed',
      on: {
        Abandon: {},
        ConnectionLost: {},
        ControlGone: [
          { guard: 'wasUnderItAlone', target: 'released', actions: ['freeControl', 'isSteeredNoMore'] },
          { guard: 'wasUnderIt', actions: ['freeControl', 'isSteeredNoMore'] },
          {},
        ],
        HandleGone: [
          { guard: 'wasCalledWithItAlone', target: 'released', actions: ['freeOwn', 'hasNoneOfItsOwn'] },
          { guard: 'wasCalledWithIt', actions: ['freeOwn', 'hasNoneOfItsOwn'] },
          {},
        ],
      },
      states: {
        completed: { tags: 'over', meta: { label: ['done, control handle still open', 'done, handle open', 'done'] } },
        canceled: {
          tags: 'over',
          meta: { label: ['cancelled, control handle still open', 'cancelled, handle open', 'cancelled'] },
        },
        abandoned: { tags: 'over', meta: { label: ['abandoned'] } },
      },
    },
    released: {
      tags: 'released',
      meta: { label: ['nothing is held any more', 'released'] },
      on: { Abandon: {}, ConnectionLost: {}, ControlGone: {}, HandleGone: {} },
    },
  },
})
