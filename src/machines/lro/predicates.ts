import type { Action, StateView } from '#kernel/property.ts'
import type { LroClause } from '#specs/lro.ts'

export const cites = (...clauses: readonly LroClause[]): readonly LroClause[] => clauses

/** Words for what a statement looks at. At most two operations are started, each with its own client, record and worker. */
export const operations = [1, 2] as const
type OperationNumber = (typeof operations)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((view: StateView, n: OperationNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (view, n) => view.state(names[n]) || first
}
export const clientAt = of('client', 'cancel.none,watch.idle')
export const recordAt = of('record', 'absent')
export const workerAt = of('worker', 'queued')

export const isDone = (view: StateView, n: OperationNumber): boolean => recordAt(view, n).startsWith('kept.done')
export const isKept = (view: StateView, n: OperationNumber): boolean => recordAt(view, n).startsWith('kept')
export const isWorking = (view: StateView, n: OperationNumber): boolean => workerAt(view, n).startsWith('executing')
/** Whether the worker was told of a cancel and still works. */
const wasSignalled = (view: StateView, n: OperationNumber): boolean => {
  const worker = workerAt(view, n)
  return worker.startsWith('executing') && worker !== 'executing.undisturbed'
}
export const isSameRecord = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  recordAt(before, n) === recordAt(after, n)
export const isSameWorker = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  workerAt(before, n) === workerAt(after, n)
/** Whether the work has ended in a step. */
export const hasEnded = (before: StateView, after: StateView, n: OperationNumber): boolean =>
  isWorking(before, n) && !isWorking(after, n)
/** Whether the library has stopped asking. */
export const hasStoppedAsking = (view: StateView, n: OperationNumber): boolean =>
  clientAt(view, n).includes('watch.stopped')
export const isAsking = (view: StateView, n: OperationNumber): boolean =>
  clientAt(view, n).endsWith('watch.polling.asking')
/** Whether the client knows the name of its operation. */
export const hasName = (view: StateView, n: OperationNumber): boolean =>
  !/watch\.(idle|starting|refused)$/.test(clientAt(view, n))

/** The operation that commands mean: the newest one. */
export const newest = (view: StateView): OperationNumber => (view.given('count') < 2 ? 1 : 2)

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Whether a cancel has returned this code. */
export const hasReturned = ({ ledger }: StateView, code: string): boolean =>
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
