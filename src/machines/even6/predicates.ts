import type { Action, Ledger, LedgerView, StateView } from '#kernel/property.ts'
import { statesOf, statesOfEach } from '#kernel/states.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { model } from './model.ts'

/** Words for what a statement looks at. A run has at most two operations, two registrations and two cancels. */
export const cites = (...clauses: readonly Even6Clause[]): readonly Even6Clause[] => clauses

// What was asked for.

const registering = ['registerLogQuery', 'registerSubscription', 'registerControllableOperation'] as const
const long = [
  'queryNext',
  'querySeek',
  'subscriptionNextAsync',
  'subscriptionNext',
  'subscriptionWaitAsync',
  'clearLog',
  'exportLog',
  'localizeExportLog',
] as const
const calls = [...registering, ...long, 'cancel', 'close'] as const
const total = (view: StateView, commands: readonly string[]): number =>
  commands.reduce((sum, command) => sum + view.given(command), 0)

export const operationsGiven = (view: StateView): number => total(view, long)
export const registrationsGiven = (view: StateView): number => total(view, registering)
/** Nobody registers twice, so that every call is steered by the same control handle. */
const isOnlyOne = (view: StateView): boolean => registrationsGiven(view) < 2

// What has come back. Worlds share their ledgers, so each is counted once.

interface Tally {
  /** What the first cancel returned, and the second. */
  readonly cancels: readonly [string | undefined, string | undefined]
  readonly returned: number
  readonly closes: number
  readonly closed: number
  readonly registered: number
  readonly failed: number
  /** Handles that the client was given. */
  readonly handles: number
}

const tallies = new WeakMap<Ledger, Tally>()

function tally({ ledger }: LedgerView): Tally {
  const known = tallies.get(ledger)
  if (known !== undefined) return known
  const returns = Object.entries(ledger.returned)
  const count = (command: string, code: string): number =>
    returns.filter(([key, value]) => key.startsWith(`${command}@`) && value === code).length
  const registered = registering.map((command) => count(command, 'ERROR_SUCCESS'))
  const sum = registered.reduce((a, b) => a + b)
  const made: Tally = {
    cancels: [ledger.returned['cancel@1'], ledger.returned['cancel@2']],
    returned: returns.length,
    closes: returns.filter(([key]) => key.startsWith('close@')).length,
    closed: count('close', 'ERROR_SUCCESS'),
    registered: sum,
    failed: registering.reduce((failed, command) => failed + count(command, 'ERROR_OUTOFMEMORY'), 0),
    handles: sum + (registered[0] ?? 0) + (registered[1] ?? 0),
  }
  tallies.set(ledger, made)
  return made
}

export const cancelCodes = (view: LedgerView): Tally['cancels'] => tally(view).cancels
/** What the only cancel of the run has returned. */
export const theOnlyCancel = (view: StateView): string | undefined =>
  view.given('cancel') === 1 ? tally(view).cancels[0] : undefined
export const closed = (view: LedgerView): number => tally(view).closed
/** Closes that have not come back yet. */
export const closesUnderWay = (view: StateView): number => view.given('close') - tally(view).closes
export const registrationsFailed = (view: LedgerView): number => tally(view).failed
export const registrationsReturned = (view: LedgerView): number => tally(view).registered
export const handlesReceived = (view: LedgerView): number => tally(view).handles
/** Handles that the registrations can come to. */
export const handlesAsked = (view: StateView): number =>
  registrationsGiven(view) + view.given('registerLogQuery') + view.given('registerSubscription')
export const allReturned = (view: StateView): boolean => tally(view).returned === total(view, calls)
export const cancelsReturned = (view: StateView): boolean =>
  tally(view).cancels.every((code, i) => code !== undefined || view.given('cancel') <= i)

/** Handles in the table. */
export const handlesHeld = ({ ledger: { held } }: LedgerView): number =>
  (held['controlHandle'] ?? 0) + (held['queryHandle'] ?? 0) + (held['subscriptionHandle'] ?? 0)

/** What a cancel returns that its server is too busy for. */
export const isBusyCode = (code: string | undefined): boolean => code === 'ERROR_CANCELLED' || code === 'other'

const refusals = new Set<string | undefined | null>([
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'ERROR_INVALID_OPERATION',
  'ERROR_EVT_QUERY_RESULT_STALE',
  'RPC_X_SS_IN_NULL_CONTEXT',
  'RPC_S_SERVER_UNAVAILABLE',
])
/** What refuses a call before it has begun. */
export const isRefusal = (code: string | undefined | null): boolean => refusals.has(code)

// The calls on the server.

export const operations = [1, 2] as const
const operationNames = ['', 'operation#1', 'operation#2'] as const

const operation = statesOfEach<1 | 2>(model, 'operation')
export const stateOf = operation.at
export const isRunning = operation.in('inProgress')
export const isWaiting = operation.in('inProgress.waiting')
/** On a query or subscription: a cancel stops it from outside. */
export const isReading = operation.in('inProgress.scanning', 'inProgress.waiting')
/** On a log: it looks at the flag. */
export const isWorking = operation.in('inProgress.working')
export const isTold = operation.in('inProgress.working.betweenLooks.told')
export const isUntold = operation.in('inProgress.working.betweenLooks.untold')
export const wasNotBegun = operation.in('notStarted')
/** It came to its end because of a cancel. */
export const wasStopped = ({ ledger }: LedgerView, n: 1 | 2): boolean => ledger.operations[n]?.noticed === true

/** Whether something is true of every call that a step stops for a cancel. Most steps stop none, and leave the ledger as it is. */
export const ofThoseStopped = (before: StateView, after: StateView, holds: (n: 1 | 2) => boolean): boolean =>
  before.ledger === after.ledger || operations.every((n) => !wasStopped(after, n) || wasStopped(before, n) || holds(n))
/** Whether a step stops, for a cancel, a call of which something is true. */
export const stops = (before: StateView, after: StateView, isSuch: (n: 1 | 2) => boolean): boolean =>
  !ofThoseStopped(before, after, (n) => !isSuch(n))
export const someWasStopped = (view: LedgerView): boolean => operations.some((n) => wasStopped(view, n))
export const isAccepted = ({ ledger }: LedgerView, n: 1 | 2): boolean => ledger.operations[n]?.accepted === true
export const operationsAreSame = (before: StateView, after: StateView): boolean =>
  operations.every((n) => stateOf(before, n) === stateOf(after, n))

// The control objects.

const some = [[], [1], [1, 2]] as const
/** The numbers of the registrations that there can be. */
const registrations = (view: StateView): readonly (1 | 2)[] => some[registrationsGiven(view)] ?? []

const control = statesOfEach<1 | 2>(model, 'control')
const isLive = control.in('live')
const isDown = control.in('live.notCanceled')
const isUp = control.in('live.canceled')
const isGone = control.in('gone')
const isMade = control.in('live', 'gone')
const subscription = statesOfEach<1 | 2>(model, 'subscription')
/** The registration came with a subscription. */
const isOfSubscription = subscription.in('live', 'closed')
const allIsDelivered = subscription.in('live.allDelivered')

export const registrationsMade = (view: StateView): number => registrations(view).filter((k) => isMade(view, k)).length
export const someIsLive = (view: StateView): boolean => registrations(view).some((k) => isLive(view, k))
export const someFlagIsDown = (view: StateView): boolean => registrations(view).some((k) => isDown(view, k))
export const someFlagIsUp = (view: StateView): boolean => registrations(view).some((k) => isUp(view, k))
/** The one control handle of the run is open, and its flag is set. */
export const theFlagIsUp = (view: StateView): boolean => isUp(view, 1) && isOnlyOne(view)
/** The call is steered by the control handle that the client uses: there is one alone, or it waits on what was registered last. */
export const isUnderTheNewest = (view: StateView, n: 1 | 2): boolean =>
  isOnlyOne(view) || (isWaiting(view, n) && isOfSubscription(view, 2) && !isOfSubscription(view, 1))
/** The one control handle of the run is closed. */
export const theHandleIsGone = (view: StateView): boolean => isGone(view, 1) && isOnlyOne(view)
/** In this step, which may close the handle too, where a close has waited for it. */
const goesUp = (before: StateView, after: StateView, k: 1 | 2): boolean => isDown(before, k) && !isDown(after, k)
export const aFlagIsSet = (before: StateView, after: StateView): boolean =>
  registrations(after).some((k) => goesUp(before, after, k))
/** The same, of a control handle that came with a subscription. */
export const aFlagOfASubscriptionIsSet = (before: StateView, after: StateView): boolean =>
  registrations(after).some((k) => goesUp(before, after, k) && isOfSubscription(before, k))
export const aFlagFalls = (before: StateView, after: StateView): boolean =>
  registrations(before).some((k) => isUp(before, k) && !isUp(after, k) && !isGone(after, k))
export const aFlagIsBornUp = (before: StateView, after: StateView): boolean =>
  registrations(after).some((k) => isUp(after, k) && !isLive(before, k))
export const controlsAreSame = (before: StateView, after: StateView): boolean =>
  registrations(after).every((k) => control.at(before, k) === control.at(after, k))
/** Every subscription that is not closed has events that nobody has fetched. */
export const eventsAreKept = (view: StateView): boolean => registrations(view).every((k) => !allIsDelivered(view, k))

const isDisconnected = statesOf(model, 'stub').in('disconnected')
export const isConnected = (view: StateView): boolean => !isDisconnected(view)
/** There is no other client. */
export const isAlone = statesOf(model, 'other').in('absent')
export const hasLeft = statesOf(model, 'client').in('gone')
/** The service has not restarted, so that what it gave out is good. */
export const isSameService = (view: StateView): boolean => view.given('serviceRestarts') === 0

// What is done.

/** A call of the other client reaches the server. */
export const isFromOther = (action: Action, name: string): boolean =>
  action.kind === 'message' && action.name === name && action.from === 'other'

export const isCommand = (action: Action, ...names: readonly string[]): boolean =>
  action.kind === 'command' && names.includes(action.do)
export const isMessage = (action: Action, ...names: readonly string[]): boolean =>
  action.kind === 'message' && names.includes(action.name)
export const isLook = (action: Action): boolean => action.kind === 'timer' && action.name === 'pollTicks'
export const isLookOf = (action: Action, n: 1 | 2): boolean =>
  action.kind === 'timer' && action.name === 'pollTicks' && action.actor === operationNames[n]
/** A cancel with one of these handles is refused at once, by the stub. */
export const isRefusedAtHome = (after: LedgerView, action: Action): boolean =>
  action.kind === 'command' && after.ledger.returned[action.call] === 'RPC_X_SS_IN_NULL_CONTEXT'
export const isCancelWith = (action: Action, ...handles: readonly string[]): boolean =>
  action.kind === 'command' && action.do === 'cancel' && handles.includes(String(action.args['handle']))
