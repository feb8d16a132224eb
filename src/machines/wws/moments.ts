import type { Choice, Moment } from '#kernel/property.ts'
import type { WwsClause } from '#specs/wws.ts'

export const cites = (...clauses: readonly WwsClause[]): readonly WwsClause[] => clauses

/** Words for what a statement looks at. At most two calls are made, each with its own client, channel and operation. */
export const calls = [1, 2] as const
type CallNumber = (typeof calls)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const of = (role: string, first: string): ((moment: Moment, n: CallNumber) => string) => {
  const names = { 1: `${role}#1`, 2: `${role}#2` } as const
  return (moment, n) => moment.state(names[n]) || first
}
export const clientAt = of('client', 'idle')
export const channelAt = of('channel', 'absent')
export const callAt = of('call', 'absent')
export const appAt = of('app', 'idle')
const hostAt = (moment: Moment): string => moment.state('host') || 'memory.enough,state.open'

export const hostIs = (moment: Moment, ...states: readonly string[]): boolean => {
  const host = hostAt(moment)
  return states.some((state) => host.includes(`state.${state}`))
}
export const hasMemory = (moment: Moment): boolean => hostAt(moment).includes('memory.enough')
export const isSameHost = (before: Moment, after: Moment): boolean => hostAt(before) === hostAt(after)
/** Whether nothing has happened to what the server has of a call. */
export const isSameOnServer = (before: Moment, after: Moment, n: CallNumber): boolean =>
  [channelAt, callAt, appAt].every((at) => at(before, n) === at(after, n))

export const isExecuting = (moment: Moment, n: CallNumber): boolean => callAt(moment, n).startsWith('executing')
export const isComplete = (moment: Moment, n: CallNumber): boolean => callAt(moment, n) === 'completed'
export const isCancelled = (moment: Moment, n: CallNumber): boolean => {
  const state = callAt(moment, n)
  return state.startsWith('executing') && !state.startsWith('executing.cancel.none')
}
export const isRegistered = (moment: Moment, n: CallNumber): boolean =>
  callAt(moment, n).endsWith('registration.registered')
export const isRegistering = (moment: Moment, n: CallNumber): boolean =>
  callAt(moment, n).endsWith('registration.registering')
export const hasNoRegistration = (moment: Moment, n: CallNumber): boolean =>
  callAt(moment, n).endsWith('registration.unregistered')

/** How often the cancel callback of a call has run. */
export const told = ({ ledger }: Moment, n: CallNumber): number =>
  ledger.called[n === 1 ? 'cancelCallback/1' : 'cancelCallback/2'] ?? 0
/** How often the free-state callback of a call has run. */
export const freed = ({ ledger }: Moment, n: CallNumber): number =>
  ledger.called[n === 1 ? 'freeStateCallback/1' : 'freeStateCallback/2'] ?? 0
/** How many states are held that came with a registration of a call. */
export const holdsState = ({ ledger }: Moment, n: CallNumber): number => ledger.operations[n]?.held['userState'] ?? 0
export const holdsCall = ({ ledger }: Moment, n: CallNumber): number => ledger.operations[n]?.held['call'] ?? 0
export const hasReturned = ({ ledger }: Moment, n: CallNumber): boolean => ledger.operations[n]?.stopped === true

/** The call that commands mean: the newest one. */
export const newest = (moment: Moment): CallNumber => (moment.given('call') < 2 ? 1 : 2)

export const isCommand = (choice: Choice, name: string): boolean => choice.kind === 'command' && choice.do === name
export const isTimer = (choice: Choice, name: string): boolean => choice.kind === 'timer' && choice.name === name
export const isMessage = (choice: Choice, name: string): boolean => choice.kind === 'message' && choice.name === name
const isCancelBy = (choice: Choice, by: string): boolean =>
  choice.kind === 'command' && choice.do === 'cancel' && choice.args['by'] === by

/** WsAbortServiceHost is called. */
export const isAbort = (choice: Choice): boolean => isCommand(choice, 'abortHost') || isCancelBy(choice, 'hostAbort')
/** The host is aborted: by a call, or by itself since its close takes too long. */
export const abortsHost = (choice: Choice): boolean => isAbort(choice) || isTimer(choice, 'closeTimeoutTicks')
/** A channel faults: by itself, or since its client has gone. */
export const faultsChannel = (choice: Choice): boolean =>
  isCancelBy(choice, 'channelFault') || isMessage(choice, 'ProxyAborted')
export const cancels = (choice: Choice): boolean => abortsHost(choice) || faultsChannel(choice)
/** WsRegisterOperationForCancel is called by command, with its callback or without. */
export const isRegister = (choice: Choice, callback?: 'given' | 'null'): boolean =>
  choice.kind === 'command' &&
  choice.do === 'register' &&
  (callback === undefined || choice.args['callback'] === callback)
/** A registration begins, is taken, or returns without. */
export const concernsRegistration = (choice: Choice): boolean =>
  isRegister(choice) ||
  isTimer(choice, 'registerTicks') ||
  isTimer(choice, 'registerDuration') ||
  isMessage(choice, 'RegisterReturned')
/** Something happens upon which an operation may return: its time is over, it is told to, or a call that it waits for returns. */
export const mayEndOperation = (choice: Choice): boolean =>
  choice.kind === 'timer' || isCommand(choice, 'finish') || isMessage(choice, 'RegisterReturned')

/** Codes of the registrations that have returned in a step. */
export function registrationsReturned(before: Moment, after: Moment): string[] {
  const { returned } = after.ledger
  if (returned === before.ledger.returned) return []
  return Object.keys(returned).flatMap((key) => {
    const code = returned[key]
    return key.startsWith('register@') && before.ledger.returned[key] === undefined && code !== undefined ? [code] : []
  })
}
