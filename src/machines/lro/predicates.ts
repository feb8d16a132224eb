import type { Action, LedgerView, StateView } from '#kernel/property.ts'
import { statesOf, statesOfEach } from '#kernel/states.ts'
import type { LroClause } from '#specs/lro.ts'
import { model } from './model.ts'

export const cites = (...clauses: readonly LroClause[]): readonly LroClause[] => clauses

/** Words for what a statement looks at. At most two operations are started, each with its own client, record and worker. */
export const operations = [1, 2] as const
type OperationNumber = (typeof operations)[number]

const record = statesOfEach<OperationNumber>(model, 'record')
export const recordAt = record.at
export const isKept = record.in('kept')
export const isRunning = record.in('kept.running')
export const isCancelling = record.in('kept.cancelling')
export const isDone = record.in('kept.done')
export const hasSucceeded = record.in('kept.done.succeeded')
/** Done with neither a response nor an error. */
export const isEmpty = record.in('kept.done.empty')
/** In a phase in which a cancel is refused. */
export const isRefusing = record.in('kept.running.phased.refusing')
export const hasBeenCancelled = record.in('kept.done.cancelled')
export const hasFailed = record.in('kept.done.failed')
export const isDeleted = record.in('deleted')
export const isSameRecord = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  record.at(before, n) === record.at(after, n)

const worker = statesOfEach<OperationNumber>(model, 'worker')
export const isWorking = worker.in('executing')
/** Done, and its worker never had anything to do. */
export const isBornDone = (view: StateView, n: OperationNumber): boolean =>
  isDone(view, n) && worker.in('queued')(view, n)
/** The worker was told of a cancel and still works. */
const wasSignalled = worker.in('executing.told', 'executing.finishing', 'executing.goingOn')
/** The worker has noticed a cancel and still works. */
export const worksKnowingly = worker.in('executing.finishing', 'executing.goingOn')
export const isSameWorker = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  worker.at(before, n) === worker.at(after, n)

const client = statesOfEach<OperationNumber>(model, 'client')
/** Whether the library has stopped asking. */
export const hasStoppedAsking = client.in('here.watch.stopped')
/** The library has broken off its own poll. */
export const hasCutItsPoll = client.in('here.watch.stopped.pollCut')
/** The library has no patience left. */
export const hasGivenUp = client.in('here.watch.stopped.gaveUp')
export const isAsking = client.in('here.watch.polling.asking')
/** The client keeps a cancel until it has a name to send it with. */
export const remembersCancel = client.in('here.cancel.remembered')
/** The client has the answer that its cancel was accepted. */
export const knowsOfCancel = client.in('here.cancel.acknowledged')
/** The client has gone away. */
export const hasLeft = client.in('gone')
const hasNoName = client.in('here.watch.idle', 'here.watch.starting', 'here.watch.refused', 'here.watch.unanswered')
/** Whether the client knows the name of its operation. */
export const hasName = (view: StateView, n: OperationNumber): boolean => !hasNoName(view, n)

export const isOutage = statesOf(model, 'front').in('unavailable')

/** Whether the work has ended in a step. */
export const hasEnded = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  isWorking(before, n) && !isWorking(after, n)
/** The operation that commands mean: the newest one. */
export const newest = (view: StateView): OperationNumber => (view.given('count') < 2 ? 1 : 2)

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Whether a cancel has returned this code. */
export const hasReturned = ({ ledger }: LedgerView, code: string): boolean =>
  cancelKeys.some((key) => ledger.returned[key] === code)
/** Whether all cancels that were given have returned, each with a code that is fit. */
export const allReturned = (view: StateView, isFit: (code: string) => boolean): boolean =>
  cancelKeys.every((key, i) => {
    const code = view.ledger.returned[key]
    return code === undefined ? view.given('cancel') <= i : isFit(code)
  })
/** Whether a worker that still works was told of a cancel. */
export const someoneWasSignalled = (view: StateView): boolean => operations.some((n) => wasSignalled(view, n))

export const isMessage = (action: Action, name: string): boolean => action.kind === 'message' && action.name === name
export const isTimer = (action: Action, name: string): boolean => action.kind === 'timer' && action.name === name
export const isCancel = (action: Action): boolean => action.kind === 'command' && action.do === 'cancel'
/** A cancel reaches the service. */
export const cancelArrives = (action: Action): boolean => isMessage(action, 'CancelOperation')
/** The worker takes notice of a cancel. */
export const isNoticed = (action: Action): boolean => isTimer(action, 'noticeTicks')
