import type { Value } from '#kernel/model.ts'
import type { Action, LedgerView, Property, StateView } from '#kernel/property.ts'
import { statesOf, statesOfEach } from '#kernel/states.ts'
import type { MiClause } from '#specs/mi.ts'
import { model } from './model.ts'

/** Words for what a statement looks at. At most two operations are started. */
export const cites = (...clauses: readonly MiClause[]): readonly MiClause[] => clauses

export const operations = [1, 2] as const
export type OperationNumber = (typeof operations)[number]

const client = statesOfEach<OperationNumber>(model, 'client')
/** The close has returned. */
export const hasClosed = client.in('calls.closed')
/** The application waits inside MI_Operation_Close. */
export const closeWaits = client.in('calls.closing')
/** The application has begun the operation and has not closed it. */
export const isBegun = client.in('calls.underWay', 'calls.ended')

/** Its process has ended. */
export const isGone = client.in('calls.gone')

const otherClient = statesOfEach<OperationNumber>(model, 'other')
export const otherAt = otherClient.at
/** It is another client's operation. */
export const isOthers = otherClient.in('running', 'leaving', 'silent', 'over')
/** Another client waits for its results. */
export const otherWaits = otherClient.in('running')

/** A callback of the application runs. */
export const isInCallback = client.in('callback.running', 'callback.stuck')
/** A callback waits inside the close of its session. */
export const isStuck = client.in('callback.stuck')

const library = statesOfEach<OperationNumber>(model, 'runtime')
const libraryAt = library.at
export const hasNoOperation = library.in('null')
export const neverStarted = library.in('neverStarted')
export const isConnecting = library.in('open.unfinished.server.connecting')
/** The server has not been left, and has not said its last word. */
export const isUnfinished = library.in('open.unfinished')
/** The server was left, and what is on its way is still taken. */
export const isLeaving = library.in('open.leaving', 'closing.leaving')
/** The library has the final result: it waits to be fetched, or was fetched, or handed over. */
export const hasFinal = library.in('open.finished', 'closing.finished', 'open.consumed', 'closed', 'neverStarted')
export const isOpen = library.in('open')
/** A close was called, and the server has not said its last word. */
export const closesUnanswered = library.in('closing.awaiting')
export const isClosed = library.in('closed')
export const isClosedOrClosing = library.in('closing', 'closed')
/** It was asked to stop over a transport that then brings nothing. */
export const isSilent = library.in('open.silent', 'closing.silent')
/** There is no operation, or nothing is left to be fetched of it. */
export const isOver = library.in('null', 'open.consumed', 'closed')

const provider = statesOfEach<OperationNumber>(model, 'provider')
export const providerAt = provider.at
export const isIdle = provider.in('idle')
export const works = provider.in('working')
export const hasEnded = provider.in('ended')
export const isUntold = provider.in('working.notice.untold')
export const isTold = provider.in('working.notice.told')
export const isUnwanted = provider.in('working.notice.unwanted')
export const isPosting = provider.in('working.work.posting')
export const isInvoking = provider.in('working.work.invoking')
export const isQuiet = provider.in('working.work.quiet')

const session = statesOf(model, 'session')
export const hasMemory = session.in('memory.enough')
export const hasLink = session.in('link.up')
export const sessionIsOpen = session.in('session.open')
export const sessionIsClosing = session.in('session.closing')
export const clientHasLeft = session.in('session.gone')
export const sessionIsClosed = session.in('session.closed')

const server = statesOf(model, 'server')
export const isFull = server.in('full')

export const isAccepted = ({ ledger }: LedgerView, n: OperationNumber): boolean =>
  ledger.operations[n]?.accepted === true
const hasNoticed = ({ ledger }: LedgerView, n: OperationNumber): boolean => ledger.operations[n]?.noticed === true
export const hasStopped = ({ ledger }: LedgerView, n: OperationNumber): boolean =>
  ledger.operations[n]?.stopped === true
export const settled = ({ ledger }: LedgerView, n: OperationNumber): string | null =>
  ledger.operations[n]?.settle ?? null
export const late = ({ ledger }: LedgerView, n: OperationNumber): number => ledger.operations[n]?.late ?? 0
export const holdsHandle = ({ ledger }: LedgerView, n: OperationNumber): number =>
  ledger.operations[n]?.held['handle'] ?? 0
export const holdsSlot = ({ ledger }: LedgerView, n: OperationNumber): number =>
  ledger.operations[n]?.held['quota'] ?? 0
export const holdsMemory = ({ ledger }: LedgerView, n: OperationNumber): number =>
  ledger.operations[n]?.held['serverMemory'] ?? 0
const timesCalled = ({ ledger }: LedgerView, call: string): number => ledger.called[call] ?? 0
/** Whether a provider has registered for a cancel, this often at least. */
export const hasRegistered = (view: LedgerView, n: OperationNumber, times = 1): boolean =>
  timesCalled(view, `registerCancel/${n}/${times - 1}`) > 0
/** How often the callback that a provider registered first, or second, was called. */
export const cancelCallbacks = (view: LedgerView, n: OperationNumber, registration: 1 | 2): number =>
  timesCalled(view, `cancelCallback/${n}/${registration}`)
/** How often the application's function was called with the final result. */
export const lastCallbacks = ({ ledger }: LedgerView, n: OperationNumber): number =>
  ledger.called[n === 1 ? 'finalResult/1' : 'finalResult/2'] ?? 0
/** Whether this is a run in which results come in callbacks, as far as it has shown yet. */
export const showsCallbacks = (view: LedgerView): boolean => operations.some((n) => lastCallbacks(view, n) > 0)

type Command = Extract<Action, { kind: 'command' }>
export const isCommand = (action: Action, name: string): action is Command =>
  action.kind === 'command' && action.do === name
export const isMessage = (action: Action, ...names: readonly string[]): boolean =>
  action.kind === 'message' && names.includes(action.name)
export const isGetter = (action: Action): boolean => isCommand(action, 'getNext')
const argument = (action: Action, name: string): Value | undefined =>
  action.kind === 'command' ? action.args[name] : undefined
/** It is given by another client. */
export const isByOther = (action: Action): boolean => action.kind === 'command' && action.actor === 'other'
/** A call that the client makes now, and does not keep for a callback. */
const isMade = (action: Action, name: string): boolean =>
  isCommand(action, name) && !isByOther(action) && argument(action, 'within') !== 'callback'
export const isCancel = (action: Action): boolean => isMade(action, 'cancel')
export const isClose = (action: Action): boolean => isMade(action, 'close')
export const isSessionClose = (action: Action): boolean => isMade(action, 'closeSession')
/** A close by the owner. */
export const isProperClose = (action: Action): boolean => isClose(action) && argument(action, 'identity') === 'same'
/** A cancel with an argument. */
export const isCancelWith = (action: Action, name: 'handle' | 'identity', ...values: readonly Value[]): boolean =>
  isCancel(action) && values.some((value) => value === argument(action, name))
/** A cancel by the owner, with the handle of the operation. */
export const isProperCancel = (action: Action): boolean =>
  isCancelWith(action, 'handle', 'operation') && isCancelWith(action, 'identity', 'same')
/** The operation that a command means. */
export const aimOf = (action: Action): OperationNumber => (argument(action, 'op') === 2 ? 2 : 1)
/** The operation to whose library or provider a message goes, or from which it comes. */
export const endOf = (action: Action): OperationNumber =>
  action.kind === 'message' && (action.to.endsWith('#2') || action.from.endsWith('#2')) ? 2 : 1
/** What the call that was commanded has returned, if it has. */
export const answerTo = (after: LedgerView, action: Action): string | undefined =>
  action.kind === 'command' ? after.ledger.returned[action.call] : undefined

const isSameCount = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean => {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
const isSameOperation = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  hasNoticed(before, n) === hasNoticed(after, n) &&
  hasStopped(before, n) === hasStopped(after, n) &&
  settled(before, n) === settled(after, n) &&
  late(before, n) === late(after, n)
/** Whether nothing has happened to anybody but the application's own view of its calls. */
export const isSame = (before: StateView, after: StateView): boolean =>
  operations.every(
    (n) =>
      libraryAt(before, n) === libraryAt(after, n) &&
      otherAt(before, n) === otherAt(after, n) &&
      providerAt(before, n) === providerAt(after, n),
  ) &&
  session.at(before) === session.at(after) &&
  server.at(before) === server.at(after) &&
  (before.ledger === after.ledger ||
    (operations.every((n) => isSameOperation(before, after, n)) &&
      isSameCount(before.ledger.called, after.ledger.called) &&
      isSameCount(before.ledger.held, after.ledger.held)))

/** Statements about the client's calls: a client whose process has ended makes none. */
export const whileThere = (properties: readonly Property[]): readonly Property[] =>
  properties.map((property) => {
    if (property.kind !== 'step') return property
    const { given } = property
    return {
      ...property,
      given: (before, after, action) => !clientHasLeft(before) && (given?.(before, after, action) ?? true),
    }
  })
