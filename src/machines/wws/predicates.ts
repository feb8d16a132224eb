import type { Action, StateView } from '#kernel/property.ts'
import type { WwsClause } from '#specs/wws.ts'

export const cites = (...clauses: readonly WwsClause[]): readonly WwsClause[] => clauses

/** Words for what a statement looks at. At most two calls are made, each with its own client, channel and operation. */
export const calls = [1, 2] as const
type CallNumber = (typeof calls)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((view: StateView, n: CallNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (view, n) => view.state(names[n]) || first
}
export const clientAt = of('client', 'idle')
export const channelAt = of('channel', 'absent')
export const callAt = of('call', 'absent')
export const appAt = of('app', 'idle')
const hostAt = (view: StateView): string => view.state('host') || 'memory.enough,state.open'

export const hostIs = (view: StateView, ...states: readonly string[]): boolean => {
  const host = hostAt(view)
  return states.some((state) => host.includes(`state.${state}`))
}
export const hasMemory = (view: StateView): boolean => hostAt(view).includes('memory.enough')
export const isSameHost = (before: StateView, after: StateView): boolean => hostAt(before) === hostAt(after)
/** Whether nothing has happened to what the server has of a call. */
export const isSameOnServer = (before: StateView, after: StateView, n: CallNumber): boolean =>
  [channelAt, callAt, appAt].every((at) => at(before, n) === at(after, n))

export const isExecuting = (view: StateView, n: CallNumber): boolean => callAt(view, n).startsWith('executing')
export const isComplete = (view: StateView, n: CallNumber): boolean => callAt(view, n) === 'completed'
export const isCancelled = (view: StateView, n: CallNumber): boolean => {
  const state = callAt(view, n)
  return state.startsWith('executing') && !state.startsWith('executing.cancel.none')
}
export const isRegistered = (view: StateView, n: CallNumber): boolean =>
  callAt(view, n).endsWith('registration.registered')
export const isRegistering = (view: StateView, n: CallNumber): boolean =>
  callAt(view, n).endsWith('registration.registering')
export const hasNoRegistration = (view: StateView, n: CallNumber): boolean =>
  callAt(view, n).endsWith('registration.unregistered')

/** How often the cancel callback of a call has run. */
export const told = ({ ledger }: StateView, n: CallNumber): number =>
  ledger.called[n === 1 ? 'cancelCallback/1' : 'cancelCallback/2'] ?? 0
/** How often the free-state callback of a call has run. */
export const freed = ({ ledger }: StateView, n: CallNumber): number =>
  ledger.called[n === 1 ? 'freeStateCallback/1' : 'freeStateCallback/2'] ?? 0
/** How many states are held that came with a registration of a call. */
export const holdsState = ({ ledger }: StateView, n: CallNumber): number => ledger.operations[n]?.held['userState'] ?? 0
export const holdsCall = ({ ledger }: StateView, n: CallNumber): number => ledger.operations[n]?.held['call'] ?? 0
export const hasReturned = ({ ledger }: StateView, n: CallNumber): boolean => ledger.operations[n]?.stopped === true

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
export function registrationsReturned(before: StateView, after: StateView): string[] {
  const { returned } = after.ledger
  if (returned === before.ledger.returned) return []
  return Object.keys(returned).flatMap((key) => {
    const code = returned[key]
    return key.startsWith('register@') && before.ledger.returned[key] === undefined && code !== undefined ? [code] : []
  })
}
