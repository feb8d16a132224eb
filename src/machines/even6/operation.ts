import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Even6Input, Even6Knobs } from './knobs.ts'
import { longCalls, numberOf, replyTo } from './messages.ts'
import type { Code, Handle, LongCall, RequestOf } from './messages.ts'
import type { ToControl, ToOperation, ToServer, ToSubscription } from './messages.ts'

interface Context {
  readonly knobs: Even6Knobs
  readonly operation: number
  /** The number of the control object that steers it. */
  readonly control: number
  /** The call that it carries out; null before and after. */
  readonly request: RequestOf<LongCall> | null
  /** What the flag of the control object would show if one looked. */
  readonly flag: boolean
  /** The handle of its own that it was called with, as long as that is open; null for a call with a control handle alone. */
  readonly own: Handle | null
  /** Whether its control handle is open. */
  readonly isSteered: boolean
}
type Event = ToOperation
interface Says {
  readonly clauses: readonly Even6Clause[]
}

const requestOf = (event: Event): RequestOf<LongCall> =>
  event.type === 'AlreadyCanceled' ? event.request : expectEvent(event, ...longCalls)
const current = (context: Context): RequestOf<LongCall> => ensure(context.request, 'the operation has begun')
const tell = (to: string, event: ToControl | ToServer | ToSubscription): Effect => ({ type: 'tell', to, event })
const toServer = (
  type: 'Finished' | 'Stopped',
  context: Context,
  code: Code,
  clauses: readonly Even6Clause[],
): Effect => tell('server', { type, reply: replyTo(current(context), code, clauses) })
/** The handle that a call has besides the one that steers it. */
const ownOf = ({ handle }: RequestOf<LongCall>): Handle | null =>
  handle === null || handle === 'none' || handle.startsWith('control#') ? null : handle
const share = (handle: string, change: 1 | -1, operation: number): Effect => ({
  type: 'hold',
  name: `${handle.split('#')[0]}Handle`,
  change,
  operation,
})
const file = ({ request, operation }: Context, change: 1 | -1): Effect =>
  request === null || request.type === 'EvtRpcClearLog' ? batch() : holds('file', change, operation)
const holds = (name: string, change: 1 | -1, operation: number): Effect => ({
  type: 'resource',
  name,
  change,
  limit: null,
  operation,
})

/**
 * A long call on the server. Calls on a query or subscription are stopped from outside, at once; clear, export and localize look at
 * the flag now and then ([MS-EVEN6] 3.1.4.16 to 3.1.4.18). What is left of an operation after that is its open handles, its own and
 * the one that steers it: a handle is counted once, and besides noted as held by each operation that was started with it.
 */
export const operation = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    flagIsNotSet: ({ context }) => !context.flag,
    hasMadeFiles: ({ context }) => current(context).type !== 'EvtRpcClearLog',
    wasUnderIt: ({ context, event }) => event.type === 'ControlGone' && event.control === context.control,
    wasUnderItAlone: ({ context, event }) =>
      event.type === 'ControlGone' && event.control === context.control && context.own === null,
    wasCalledWithIt: ({ context, event }) => event.type === 'HandleGone' && event.handle === context.own,
    wasCalledWithItAlone: ({ context, event }) =>
      event.type === 'HandleGone' && event.handle === context.own && !context.isSteered,
    goesOn: ({ context }) => context.knobs.linkLoss === 'workGoesOn',
  },
  actions: {
    cite: citing<Even6Clause>(),
    accept: assign({
      request: ({ event }) => requestOf(event),
      control: ({ event }) => numberOf(requestOf(event).handle as Handle),
      own: ({ event }) => ownOf(requestOf(event)),
      isSteered: true,
    }),
    holdCall: emit(({ context }): Effect => holds('call', 1, context.operation)),
    freeCall: emit(({ context }): Effect => holds('call', -1, context.operation)),
    holdHandles: emit(({ context }): Effect =>
      batch(
        share('control', 1, context.operation),
        ...(context.own === null ? [] : [share(context.own, 1, context.operation)]),
      ),
    ),
    freeControl: emit(({ context }): Effect => share('control', -1, context.operation)),
    freeOwn: emit(({ context }): Effect => share(context.own ?? '', -1, context.operation)),
    isSteeredNoMore: assign({ isSteered: false }),
    hasNoneOfItsOwn: assign({ own: null }),
    waitForEvent: emit(({ context }): Effect =>
      tell(current(context).handle as Handle, {
        type: 'Wait',
        operation: context.operation,
        takes: current(context).type !== 'EvtRpcRemoteSubscriptionWaitAsync',
      }),
    ),
    waitNoLonger: emit(({ context }): Effect =>
      tell(current(context).handle as Handle, { type: 'Leave', operation: context.operation }),
    ),
    /** An export or localize makes files, which are half-written as long as it works. */
    makeFile: emit(({ context }): Effect => file(context, 1)),
    finishFile: emit(({ context }): Effect => file(context, -1)),
    seeFlag: assign({ flag: true }),
    ...reaching('noticed', 'stopped'),
    done: emit(({ context }): Effect => toServer('Finished', context, 'ERROR_SUCCESS', ['EV-12'])),
    giveUp: emit(({ context }, says: Says): Effect =>
      toServer('Finished', context, context.knobs.stoppedCallCode, says.clauses),
    ),
    /** In the middle of a cancel: whoever waits for the handle gets it when the cancel is done. */
    obey: emit(({ context }, says: Says): Effect =>
      toServer('Stopped', context, context.knobs.stoppedCallCode, says.clauses),
    ),
    tellControl: emit(({ context }): Effect =>
      tell(`control#${context.control}`, { type: 'Ended', operation: context.operation }),
    ),
    forget: assign({ request: null, flag: false }),
  },
  delays: {
    workTicks: ({ context }) => context.knobs.workTicks,
    pollTicks: ({ context }) => context.knobs.pollTicks,
  },
}).createMachine({
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
