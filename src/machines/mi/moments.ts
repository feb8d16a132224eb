import type { Value } from '#kernel/model.ts'
import type { Choice, Moment } from '#kernel/property.ts'
import type { MiClause } from '#specs/mi.ts'

/** Words for what a statement looks at. At most two operations are started. */
export const cites = (...clauses: readonly MiClause[]): readonly MiClause[] => clauses

export const operations = [1, 2] as const
export type OperationNumber = (typeof operations)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((moment: Moment, n: OperationNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (moment, n) => moment.state(names[n]) || first
}
export const clientAt = of('client', 'noOperation')
export const libraryAt = of('runtime', 'null')
export const providerAt = of('provider', 'idle')
export const sessionAt = (moment: Moment): string => moment.state('session') || 'link.up,memory.enough,session.open'
export const serverAt = (moment: Moment): string => moment.state('server') || 'idle'

/** The server has not been left, and has not said its last word. */
export const isUnfinished = (moment: Moment, n: OperationNumber): boolean => {
  const state = libraryAt(moment, n)
  return state === 'open.connecting' || state === 'open.awaiting'
}
/** The server was left, and what is on its way is still taken. */
export const isLeaving = (moment: Moment, n: OperationNumber): boolean => libraryAt(moment, n).endsWith('leaving')
/** The library has the final result: it waits to be fetched, or was fetched, or handed over. */
export const hasFinal = (moment: Moment, n: OperationNumber): boolean => {
  const state = libraryAt(moment, n)
  return state.endsWith('finished') || state === 'open.consumed' || state === 'closed' || state === 'neverStarted'
}
export const isOpen = (moment: Moment, n: OperationNumber): boolean => libraryAt(moment, n).startsWith('open')
export const isClosed = (moment: Moment, n: OperationNumber): boolean => libraryAt(moment, n) === 'closed'
/** The application waits inside MI_Operation_Close. */
export const closeWaits = (moment: Moment, n: OperationNumber): boolean => clientAt(moment, n) === 'closing'

export const works = (moment: Moment, n: OperationNumber): boolean => providerAt(moment, n).startsWith('working')
export const isTold = (moment: Moment, n: OperationNumber): boolean => providerAt(moment, n).includes('notice.told')
export const isUnwanted = (moment: Moment, n: OperationNumber): boolean =>
  providerAt(moment, n).includes('notice.unwanted')
export const isQuiet = (moment: Moment, n: OperationNumber): boolean => providerAt(moment, n).includes('work.quiet')

export const hasMemory = (moment: Moment): boolean => sessionAt(moment).includes('memory.enough')
export const hasLink = (moment: Moment): boolean => sessionAt(moment).includes('link.up')
export const sessionIs = (moment: Moment, state: string): boolean => sessionAt(moment).includes(`session.${state}`)

export const isAccepted = ({ ledger }: Moment, n: OperationNumber): boolean => ledger.operations[n]?.accepted === true
export const hasNoticed = ({ ledger }: Moment, n: OperationNumber): boolean => ledger.operations[n]?.noticed === true
export const hasStopped = ({ ledger }: Moment, n: OperationNumber): boolean => ledger.operations[n]?.stopped === true
export const settled = ({ ledger }: Moment, n: OperationNumber): string | null => ledger.operations[n]?.settle ?? null
export const late = ({ ledger }: Moment, n: OperationNumber): number => ledger.operations[n]?.late ?? 0
export const holdsHandle = ({ ledger }: Moment, n: OperationNumber): number => ledger.operations[n]?.held['handle'] ?? 0
export const holdsSlot = ({ ledger }: Moment, n: OperationNumber): number => ledger.operations[n]?.held['quota'] ?? 0
/** How often the application's function was called with the final result. */
export const lastCallbacks = ({ ledger }: Moment, n: OperationNumber): number =>
  ledger.called[n === 1 ? 'finalResult/1' : 'finalResult/2'] ?? 0
/** Whether this is a run in which results come in callbacks, as far as it has shown yet. */
export const showsCallbacks = (moment: Moment): boolean => operations.some((n) => lastCallbacks(moment, n) > 0)

type Command = Extract<Choice, { kind: 'command' }>
export const isCommand = (choice: Choice, name: string): choice is Command =>
  choice.kind === 'command' && choice.do === name
export const isMessage = (choice: Choice, ...names: readonly string[]): boolean =>
  choice.kind === 'message' && names.includes(choice.name)
export const isCancel = (choice: Choice): boolean => isCommand(choice, 'cancel')
export const isClose = (choice: Choice): boolean => isCommand(choice, 'close')
export const isGetter = (choice: Choice): boolean => isCommand(choice, 'getNext')
const argument = (choice: Choice, name: string): Value | undefined =>
  choice.kind === 'command' ? choice.args[name] : undefined
/** A cancel with an argument. */
export const isCancelWith = (choice: Choice, name: 'handle' | 'identity', ...values: readonly Value[]): boolean =>
  isCancel(choice) && values.some((value) => value === argument(choice, name))
/** A cancel by the owner, with the handle of the operation. */
export const isProperCancel = (choice: Choice): boolean =>
  isCancelWith(choice, 'handle', 'operation') && isCancelWith(choice, 'identity', 'same')
/** The operation that a command means. */
export const aimOf = (choice: Choice): OperationNumber => (argument(choice, 'op') === 2 ? 2 : 1)
/** The operation to whose library or provider a message goes, or from which it comes. */
export const endOf = (choice: Choice): OperationNumber =>
  choice.kind === 'message' && (choice.to.endsWith('#2') || choice.from.endsWith('#2')) ? 2 : 1
/** What the call that was commanded has returned, if it has. */
export const answerTo = (after: Moment, choice: Choice): string | undefined =>
  choice.kind === 'command' ? after.ledger.returned[choice.call] : undefined

const isSameCount = (a: Readonly<Record<string, number>>, b: Readonly<Record<string, number>>): boolean => {
  const names = Object.keys(a)
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name])
}
const isSameOperation = (before: Moment, after: Moment, n: OperationNumber): boolean =>
  hasNoticed(before, n) === hasNoticed(after, n) &&
  hasStopped(before, n) === hasStopped(after, n) &&
  settled(before, n) === settled(after, n) &&
  late(before, n) === late(after, n)
/** Whether nothing has happened to anybody but the application's own view of its calls. */
export const isSame = (before: Moment, after: Moment): boolean =>
  operations.every(
    (n) => libraryAt(before, n) === libraryAt(after, n) && providerAt(before, n) === providerAt(after, n),
  ) &&
  sessionAt(before) === sessionAt(after) &&
  serverAt(before) === serverAt(after) &&
  (before.ledger === after.ledger ||
    (operations.every((n) => isSameOperation(before, after, n)) &&
      isSameCount(before.ledger.called, after.ledger.called) &&
      isSameCount(before.ledger.held, after.ledger.held)))
