import type { Choice, Ledger, Moment } from '#kernel/property.ts'
import type { Even6Clause } from '#specs/even6.ts'

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
const total = (moment: Moment, commands: readonly string[]): number =>
  commands.reduce((sum, command) => sum + moment.given(command), 0)

export const operationsGiven = (moment: Moment): number => total(moment, long)
export const registrationsGiven = (moment: Moment): number => total(moment, registering)
/** Nobody registers twice, so that every call is steered by the same control handle. */
export const isOnlyOne = (moment: Moment): boolean => registrationsGiven(moment) < 2

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

function tally({ ledger }: Moment): Tally {
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

export const cancelCodes = (moment: Moment): Tally['cancels'] => tally(moment).cancels
/** What the only cancel of the run has returned. */
export const theOnlyCancel = (moment: Moment): string | undefined =>
  moment.given('cancel') === 1 ? tally(moment).cancels[0] : undefined
export const closed = (moment: Moment): number => tally(moment).closed
/** Closes that have not come back yet. */
export const closesUnderWay = (moment: Moment): number => moment.given('close') - tally(moment).closes
export const registrationsFailed = (moment: Moment): number => tally(moment).failed
export const registrationsReturned = (moment: Moment): number => tally(moment).registered
export const handlesReceived = (moment: Moment): number => tally(moment).handles
/** Handles that the registrations can come to. */
export const handlesAsked = (moment: Moment): number =>
  registrationsGiven(moment) + moment.given('registerLogQuery') + moment.given('registerSubscription')
export const allReturned = (moment: Moment): boolean => tally(moment).returned === total(moment, calls)
export const cancelsReturned = (moment: Moment): boolean =>
  tally(moment).cancels.every((code, i) => code !== undefined || moment.given('cancel') <= i)

/** Handles in the table. */
export const handlesHeld = ({ ledger: { held } }: Moment): number =>
  (held['controlHandle'] ?? 0) + (held['queryHandle'] ?? 0) + (held['subscriptionHandle'] ?? 0)

/** What a cancel returns that its server is too busy for. */
export const isBusyCode = (code: string | undefined): boolean => code === 'ERROR_CANCELLED' || code === 'other'

const refusals = new Set<string | undefined | null>([
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'ERROR_INVALID_OPERATION',
  'RPC_X_SS_IN_NULL_CONTEXT',
  'RPC_S_SERVER_UNAVAILABLE',
])
/** What refuses a call before it has begun. */
export const isRefusal = (code: string | undefined | null): boolean => refusals.has(code)

// The calls on the server.

export const operations = [1, 2] as const
const operationNames = ['', 'operation#1', 'operation#2'] as const

export const stateOf = (moment: Moment, n: 1 | 2): string => moment.state(operationNames[n])
export const isRunning = (moment: Moment, n: 1 | 2): boolean => stateOf(moment, n).startsWith('inProgress')
export const isWaiting = (moment: Moment, n: 1 | 2): boolean => stateOf(moment, n) === 'inProgress.waiting'
/** On a query or subscription: a cancel stops it from outside. */
export const isReading = (moment: Moment, n: 1 | 2): boolean =>
  stateOf(moment, n) === 'inProgress.scanning' || isWaiting(moment, n)
/** On a log: it looks at the flag. */
export const isWorking = (moment: Moment, n: 1 | 2): boolean => stateOf(moment, n).startsWith('inProgress.working')
export const isTold = (moment: Moment, n: 1 | 2): boolean => stateOf(moment, n).endsWith('.told')
export const isUntold = (moment: Moment, n: 1 | 2): boolean => stateOf(moment, n).endsWith('.untold')
/** It came to its end because of a cancel. */
export const wasStopped = ({ ledger }: Moment, n: 1 | 2): boolean => ledger.operations[n]?.noticed === true

/** Whether something is true of every call that a step stops for a cancel. Most steps stop none, and leave the ledger as it is. */
export const ofThoseStopped = (before: Moment, after: Moment, holds: (n: 1 | 2) => boolean): boolean =>
  before.ledger === after.ledger || operations.every((n) => !wasStopped(after, n) || wasStopped(before, n) || holds(n))
export const someWasStopped = (moment: Moment): boolean => operations.some((n) => wasStopped(moment, n))
export const isAccepted = ({ ledger }: Moment, n: 1 | 2): boolean => ledger.operations[n]?.accepted === true
export const wasNotBegun = (moment: Moment, n: 1 | 2): boolean => ['', 'notStarted'].includes(stateOf(moment, n))
export const operationsAreSame = (before: Moment, after: Moment): boolean =>
  operations.every((n) => stateOf(before, n) === stateOf(after, n))

// The control objects.

const some = [[], [1], [1, 2]] as const
const controlNames = ['', 'control#1', 'control#2'] as const
const subscriptionNames = ['', 'subscription#1', 'subscription#2'] as const
/** The numbers of the registrations that there can be. */
const registrations = (moment: Moment): readonly (1 | 2)[] => some[registrationsGiven(moment)] ?? []

const control = (moment: Moment, k: 1 | 2): string => moment.state(controlNames[k])
const subscription = (moment: Moment, k: 1 | 2): string => moment.state(subscriptionNames[k])
const isDown = (moment: Moment, k: 1 | 2): boolean => control(moment, k) === 'live.notCanceled'
const isUp = (moment: Moment, k: 1 | 2): boolean => control(moment, k) === 'live.canceled'

export const registrationsMade = (moment: Moment): number =>
  registrations(moment).filter((k) => control(moment, k) !== '').length
export const someIsLive = (moment: Moment): boolean =>
  registrations(moment).some((k) => control(moment, k).startsWith('live'))
export const someFlagIsDown = (moment: Moment): boolean => registrations(moment).some((k) => isDown(moment, k))
export const someFlagIsUp = (moment: Moment): boolean => registrations(moment).some((k) => isUp(moment, k))
/** The one control handle of the run is open, and its flag is set. */
export const theFlagIsUp = (moment: Moment): boolean => isUp(moment, 1) && isOnlyOne(moment)
/** The call is steered by the control handle that the client uses: there is one alone, or it waits on what was registered last. */
export const isUnderTheNewest = (moment: Moment, n: 1 | 2): boolean =>
  isOnlyOne(moment) || (isWaiting(moment, n) && subscription(moment, 2) !== '' && subscription(moment, 1) === '')
/** The one control handle of the run is closed. */
export const theHandleIsGone = (moment: Moment): boolean => control(moment, 1) === 'gone' && isOnlyOne(moment)
/** In this step, which may close the handle too, where a close has waited for it. */
const goesUp = (before: Moment, after: Moment, k: 1 | 2): boolean => isDown(before, k) && !isDown(after, k)
export const aFlagIsSet = (before: Moment, after: Moment): boolean =>
  registrations(after).some((k) => goesUp(before, after, k))
/** The same, of a control handle that came with a subscription. */
export const aFlagOfASubscriptionIsSet = (before: Moment, after: Moment): boolean =>
  registrations(after).some((k) => goesUp(before, after, k) && subscription(before, k) !== '')
export const aFlagFalls = (before: Moment, after: Moment): boolean =>
  registrations(before).some((k) => isUp(before, k) && !isUp(after, k) && control(after, k) !== 'gone')
export const aFlagIsBornUp = (before: Moment, after: Moment): boolean =>
  registrations(after).some((k) => isUp(after, k) && !control(before, k).startsWith('live'))
export const controlsAreSame = (before: Moment, after: Moment): boolean =>
  registrations(after).every((k) => control(before, k) === control(after, k))
/** Every subscription that is not closed has events that nobody has fetched. */
export const eventsAreKept = (moment: Moment): boolean =>
  registrations(moment).every((k) => subscription(moment, k) !== 'live.allDelivered')

export const isConnected = (moment: Moment): boolean => moment.state('stub') !== 'disconnected'

// What is done.

export const isCommand = (choice: Choice, ...names: readonly string[]): boolean =>
  choice.kind === 'command' && names.includes(choice.do)
export const isMessage = (choice: Choice, ...names: readonly string[]): boolean =>
  choice.kind === 'message' && names.includes(choice.name)
export const isLook = (choice: Choice): boolean => choice.kind === 'timer' && choice.name === 'pollTicks'
export const isLookOf = (choice: Choice, n: 1 | 2): boolean =>
  choice.kind === 'timer' && choice.name === 'pollTicks' && choice.actor === operationNames[n]
/** A cancel with one of these handles is refused at once, by the stub. */
export const isRefusedAtHome = (after: Moment, choice: Choice): boolean =>
  choice.kind === 'command' && after.ledger.returned[choice.call] === 'RPC_X_SS_IN_NULL_CONTEXT'
export const isCancelWith = (choice: Choice, ...handles: readonly string[]): boolean =>
  choice.kind === 'command' && choice.do === 'cancel' && handles.includes(String(choice.args['handle']))
