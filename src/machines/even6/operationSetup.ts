import { assign, emit, setup } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Even6Input, Even6Knobs } from './knobs.ts'
import { longCalls, numberOf, replyTo } from './messages.ts'
import type { Code, Handle, LongCall, RequestOf } from './messages.ts'
import type { ToControl, ToOperation, ToServer, ToSubscription } from './messages.ts'

export interface Context {
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
export interface Says {
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

/** What a long call looks at and does; its states are in operation.ts. */
export const operationSetup = setup({
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
})
