import type { Action, LedgerView, StateView } from '#kernel/property.ts'
import { statesOf, statesOfEach } from '#kernel/states.ts'
import type { WwsClause } from '#specs/wws.ts'
import { model } from './model.ts'

export const cites = (...clauses: readonly WwsClause[]): readonly WwsClause[] => clauses

/** Words for what a statement looks at. At most two calls are made, each with its own client, channel and operation. */
export const calls = [1, 2] as const
type CallNumber = (typeof calls)[number]

const client = statesOfEach<CallNumber>(model, 'client')
export const clientAt = client.at
export const clientIsGone = client.in('left')

const channel = statesOfEach<CallNumber>(model, 'channel')
/** As the host sees it: also where its client is gone and nobody has noticed. */
export const channelIsOpen = channel.in('open', 'lost')
export const channelIsFaulted = channel.in('faulted')

const call = statesOfEach<CallNumber>(model, 'call')
export const callAt = call.at
export const isExecuting = call.in('executing')
export const isComplete = call.in('completed')
/** By an abort of its host, or since its channel has faulted. */
export const isCancelledBy = {
  hostAbort: call.in('executing.cancel.hostAbort'),
  channelFaulted: call.in('executing.cancel.channelFaulted'),
} as const
export const isCancelled = call.in('executing.cancel.hostAbort', 'executing.cancel.channelFaulted')
/** The runtime has on record that the operation was told of the cancel. */
export const isNotified = call.in('executing.cancel.hostAbort.notified', 'executing.cancel.channelFaulted.notified')
export const isToldOfFault = call.in('executing.cancel.channelFaulted.notified')
export const isRegistered = call.in('executing.registration.registered')
export const isRegistering = call.in('executing.registration.registering')
/** Its registration is taken, also while the callback runs. */
export const isInForce = call.in(
  'executing.registration.registered',
  'executing.registration.notifying',
  'executing.registration.notifyingInside',
)
export const hasNoRegistration = call.in('executing.registration.unregistered')

const app = statesOfEach<CallNumber>(model, 'app')
export const isRunning = app.in('running')
export const isInsideRegistration = app.in('running.body.registering', 'running.body.registeringAgain')
export const isPending = app.in('running.body.pending')
export const ignoresCancel = app.in('running.told.ignored')

const callback = statesOfEach<CallNumber>(model, 'callback')
export const callbackRuns = callback.in('running', 'waiting')
/** Its own call on the host has not returned. */
export const callbackWaits = callback.in('waiting')

const host = statesOf(model, 'host')
export const hostIsOpen = host.in('state.open')
export const hostIsOpenOrFaulted = host.in('state.open', 'state.faulted')
export const hostIsFaulted = host.in('state.faulted')
export const hostIsAborted = host.in('state.faulted', 'state.closing.aborted', 'state.closing.timedOut')
export const hostIsClosing = host.in('state.closing')
export const closeIsTooLate = host.in('state.closing.timedOut')
export const hostIsClosed = host.in('state.closed')
export const hasMemory = host.in('memory.enough')
export const isSameHost = (before: StateView, after: StateView): boolean => host.at(before) === host.at(after)
/** Whether nothing has happened to what the server has of a call. */
export const isSameOnServer = (before: StateView, after: StateView, n: CallNumber): boolean =>
  [channel, call, app].every(({ at }) => at(before, n) === at(after, n))

/** How often the cancel callback of a call has run. */
export const told = ({ ledger }: LedgerView, n: CallNumber): number =>
  ledger.called[n === 1 ? 'cancelCallback/1' : 'cancelCallback/2'] ?? 0
/** How often the free-state callback of a call has run. */
export const freed = ({ ledger }: LedgerView, n: CallNumber): number =>
  ledger.called[n === 1 ? 'freeStateCallback/1' : 'freeStateCallback/2'] ?? 0
/** How many states are held that came with a registration of a call. */
export const holdsState = ({ ledger }: LedgerView, n: CallNumber): number =>
  ledger.operations[n]?.held['userState'] ?? 0
export const holdsCall = ({ ledger }: LedgerView, n: CallNumber): number => ledger.operations[n]?.held['call'] ?? 0
export const hasReturned = ({ ledger }: LedgerView, n: CallNumber): boolean => ledger.operations[n]?.stopped === true

/** Sessions that are open without a call. */
export const sessions = ({ ledger }: LedgerView): number => ledger.held['session'] ?? 0
/** Whether the first close that was commanded has returned. */
export const closeHasReturned = ({ ledger }: LedgerView): boolean => ledger.returned['closeHost@1'] !== undefined

/** The call that commands mean: the newest one. */
export const newest = (view: StateView): CallNumber => (view.given('call') < 2 ? 1 : 2)

export const isCommand = (action: Action, name: string): boolean => action.kind === 'command' && action.do === name
export const isTimer = (action: Action, name: string): boolean => action.kind === 'timer' && action.name === name
export const isMessage = (action: Action, name: string): boolean => action.kind === 'message' && action.name === name
const isCancelBy = (action: Action, by: string): boolean =>
  action.kind === 'command' && action.do === 'cancel' && action.args['by'] === by

/** WsAbortServiceHost is called. */
export const isAbort = (action: Action): boolean => isCommand(action, 'abortHost') || isCancelBy(action, 'hostAbort')
/** The host is aborted: by a call, or by itself since its close takes too long. */
export const abortsHost = (action: Action): boolean => isAbort(action) || isTimer(action, 'closeTimeoutTicks')
/** A channel faults: by itself, or since its client has gone. */
export const faultsChannel = (action: Action): boolean =>
  isCancelBy(action, 'channelFault') || isMessage(action, 'ProxyAborted')
export const cancels = (action: Action): boolean => abortsHost(action) || faultsChannel(action)
/** WsRegisterOperationForCancel is called by command, with its callback or without. */
export const isRegister = (action: Action, callback?: 'given' | 'null'): boolean =>
  action.kind === 'command' &&
  action.do === 'register' &&
  (callback === undefined || action.args['callback'] === callback)
/** What is given came with a context. */
export const isOfContext = (action: Action): boolean => action.kind === 'command' && action.args['context'] === 'given'
/** A registration begins, is taken, or returns without. */
export const concernsRegistration = (action: Action): boolean =>
  isRegister(action) ||
  isTimer(action, 'registerTicks') ||
  isTimer(action, 'registerDuration') ||
  isMessage(action, 'RegisterReturned')
/** Something happens upon which an operation may return: its time is over, it is told to, or a call that it waits for returns. */
export const mayEndOperation = (action: Action): boolean =>
  action.kind === 'timer' || isCommand(action, 'finish') || isMessage(action, 'RegisterReturned')

/** Codes of the registrations that have returned in a step. */
export function registrationsReturned(before: LedgerView, after: LedgerView): string[] {
  const { returned } = after.ledger
  if (returned === before.ledger.returned) return []
  return Object.keys(returned).flatMap((key) => {
    const code = returned[key]
    return key.startsWith('register@') && before.ledger.returned[key] === undefined && code !== undefined ? [code] : []
  })
}
