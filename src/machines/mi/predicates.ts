import type { Value } from '#kernel/model.ts'
import type { Action, StateView } from '#kernel/property.ts'
import type { MiClause } from '#specs/mi.ts'

/** Words for what a statement looks at. At most two operations are started. */
export const cites = (...clauses: readonly MiClause[]): readonly MiClause[] => clauses

export const operations = [1, 2] as const
export type OperationNumber = (typeof operations)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((view: StateView, n: OperationNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (view, n) => view.state(names[n]) || first
}
export const clientAt = of('client', 'noOperation')
export const libraryAt = of('runtime', 'null')
export const providerAt = of('provider', 'idle')
export const sessionAt = (view: StateView): string => view.state('session') || 'link.up,memory.enough,session.open'
export const serverAt = (view: StateView): string => view.state('server') || 'idle'

/** The server has not been left, and has not said its last word. */
export const isUnfinished = (view: StateView, n: OperationNumber): boolean => {
  const state = libraryAt(view, n)
  return state === 'open.connecting' || state === 'open.awaiting'
}
/** The server was left, and what is on its way is still taken. */
export const isLeaving = (view: StateView, n: OperationNumber): boolean => libraryAt(view, n).endsWith('leaving')
/** The library has the final result: it waits to be fetched, or was fetched, or handed over. */
export const hasFinal = (view: StateView, n: OperationNumber): boolean => {
  const state = libraryAt(view, n)
  return state.endsWith('finished') || state === 'open.consumed' || state === 'closed' || state === 'neverStarted'
}
export const isOpen = (view: StateView, n: OperationNumber): boolean => libraryAt(view, n).startsWith('open')
export const isClosed = (view: StateView, n: OperationNumber): boolean => libraryAt(view, n) === 'closed'
/** The application waits inside MI_Operation_Close. */
export const closeWaits = (view: StateView, n: OperationNumber): boolean => clientAt(view, n) === 'closing'

export const works = (view: StateView, n: OperationNumber): boolean => providerAt(view, n).startsWith('working')
export const isTold = (view: StateView, n: OperationNumber): boolean => providerAt(view, n).includes('notice.told')
export const isUnwanted = (view: StateView, n: OperationNumber): boolean =>
  providerAt(view, n).includes('notice.unwanted')
export const isQuiet = (view: StateView, n: OperationNumber): boolean => providerAt(view, n).includes('work.quiet')

export const hasMemory = (view: StateView): boolean => sessionAt(view).includes('memory.enough')
export const hasLink = (view: StateView): boolean => sessionAt(view).includes('link.up')
export const sessionIs = (view: StateView, state: string): boolean => sessionAt(view).includes(`session.${state}`)

export const isAccepted = ({ ledger }: StateView, n: OperationNumber): boolean =>
  ledger.operations[n]?.accepted === true
export const hasNoticed = ({ ledger }: StateView, n: OperationNumber): boolean => ledger.operations[n]?.noticed === true
export const hasStopped = ({ ledger }: StateView, n: OperationNumber): boolean => ledger.operations[n]?.stopped === true
export const settled = ({ ledger }: StateView, n: OperationNumber): string | null =>
  ledger.operations[n]?.settle ?? null
export const late = ({ ledger }: StateView, n: OperationNumber): number => ledger.operations[n]?.late ?? 0
export const holdsHandle = ({ ledger }: StateView, n: OperationNumber): number =>
  ledger.operations[n]?.held['handle'] ?? 0
export const holdsSlot = ({ ledger }: StateView, n: OperationNumber): number => ledger.operations[n]?.held['quota'] ?? 0
/** How often the application's function was called with the final result. */
export const lastCallbacks = ({ ledger }: StateView, n: OperationNumber): number =>
  ledger.called[n === 1 ? 'finalResult/1' : 'finalResult/2'] ?? 0
/** Whether this is a run in which results come in callbacks, as far as it has shown yet. */
export const showsCallbacks = (view: StateView): boolean => operations.some((n) => lastCallbacks(view, n) > 0)

type Command = Extract<Action, { kind: 'command' }>
export const isCommand = (action: Action, name: string): action is Command =>
  action.kind === 'command' && action.do === name
export const isMessage = (action: Action, ...names: readonly string[]): boolean =>
  action.kind === 'message' && names.includes(action.name)
export const isCancel = (action: Action): boolean => isCommand(action, 'cancel')
export const isClose = (action: Action): boolean => isCommand(action, 'close')
export const isGetter = (action: Action): boolean => isCommand(action, 'getNext')
const argument = (action: Action, name: string): Value | undefined =>
  action.kind === 'command' ? action.args[name] : undefined
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
export const answerTo = (after: StateView, action: Action): string | undefined =>
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
    (n) => libraryAt(before, n) === libraryAt(after, n) && providerAt(before, n) === providerAt(after, n),
  ) &&
  sessionAt(before) === sessionAt(after) &&
  serverAt(before) === serverAt(after) &&
  (before.ledger === after.ledger ||
    (operations.every((n) => isSameOperation(before, after, n)) &&
      isSameCount(before.ledger.called, after.ledger.called) &&
      isSameCount(before.ledger.held, after.ledger.held)))
