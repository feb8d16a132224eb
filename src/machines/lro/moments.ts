import type { Choice, Moment } from '#kernel/property.ts'
import type { LroClause } from '#specs/lro.ts'

export const cites = (...clauses: readonly LroClause[]): readonly LroClause[] => clauses

/** Words for what a statement looks at. At most two operations are started, each with its own client, record and worker. */
export const operations = [1, 2] as const
type OperationNumber = (typeof operations)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((moment: Moment, n: OperationNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (moment, n) => moment.state(names[n]) || first
}
export const clientAt = of('client', 'cancel.none,watch.idle')
export const recordAt = of('record', 'absent')
export const workerAt = of('worker', 'queued')

export const isDone = (moment: Moment, n: OperationNumber): boolean => recordAt(moment, n).startsWith('kept.done')
export const isKept = (moment: Moment, n: OperationNumber): boolean => recordAt(moment, n).startsWith('kept')
export const isWorking = (moment: Moment, n: OperationNumber): boolean => workerAt(moment, n).startsWith('executing')
/** Whether the worker was told of a cancel and still works. */
const wasSignalled = (moment: Moment, n: OperationNumber): boolean => {
  const worker = workerAt(moment, n)
  return worker.startsWith('executing') && worker !== 'executing.undisturbed'
}
export const isSameRecord = (before: Moment, after: Moment, n: OperationNumber): boolean =>
  recordAt(before, n) === recordAt(after, n)
export const isSameWorker = (before: Moment, after: Moment, n: OperationNumber): boolean =>
  workerAt(before, n) === workerAt(after, n)
/** Whether the work has ended in a step. */
export const hasEnded = (before: Moment, after: Moment, n: OperationNumber): boolean =>
  isWorking(before, n) && !isWorking(after, n)
/** Whether the library has stopped asking. */
export const hasStoppedAsking = (moment: Moment, n: OperationNumber): boolean =>
  clientAt(moment, n).includes('watch.stopped')
export const isAsking = (moment: Moment, n: OperationNumber): boolean =>
  clientAt(moment, n).endsWith('watch.polling.asking')
/** Whether the client knows the name of its operation. */
export const hasName = (moment: Moment, n: OperationNumber): boolean =>
  !/watch\.(idle|starting|refused)$/.test(clientAt(moment, n))

/** The operation that commands mean: the newest one. */
export const newest = (moment: Moment): OperationNumber => (moment.given('count') < 2 ? 1 : 2)

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Whether a cancel has returned this code. */
export const hasReturned = ({ ledger }: Moment, code: string): boolean =>
  cancelKeys.some((key) => ledger.returned[key] === code)
/** Whether all cancels that were given have returned, each with a code that is fit. */
export const allReturned = (moment: Moment, isFit: (code: string) => boolean): boolean =>
  cancelKeys.every((key, i) => {
    const code = moment.ledger.returned[key]
    return code === undefined ? moment.given('cancel') <= i : isFit(code)
  })
/** Whether a worker that still works was told of a cancel. */
export const someoneWasSignalled = (moment: Moment): boolean => operations.some((n) => wasSignalled(moment, n))

export const isMessage = (choice: Choice, name: string): boolean => choice.kind === 'message' && choice.name === name
export const isTimer = (choice: Choice, name: string): boolean => choice.kind === 'timer' && choice.name === name
export const isCancel = (choice: Choice): boolean => choice.kind === 'command' && choice.do === 'cancel'
/** A cancel reaches the service. */
export const cancelArrives = (choice: Choice): boolean => isMessage(choice, 'CancelOperation')
/** The worker takes notice of a cancel. */
export const isNoticed = (choice: Choice): boolean => isTimer(choice, 'noticeTicks')
