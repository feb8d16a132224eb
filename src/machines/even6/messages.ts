import type { Even6Clause, Even6Code } from '#specs/even6.ts'
import type { ArgsOf } from '../domains.ts'
import type { commands } from './commands.ts'

export type HandleType = ArgsOf<typeof commands, 'close'>['handle']

/** A context handle. Handles of one registration share its number: calls on `query#2` are steered by `control#2`. */
export type Handle = `${HandleType}#${number}` | 'forged'

export const numberOf = (handle: Handle): number => Number(handle.split('#')[1] ?? 0)
export const controlOf = (handle: Handle): Handle => `control#${numberOf(handle)}`

export const registrations = [
  'EvtRpcRegisterLogQuery',
  'EvtRpcRegisterRemoteSubscription',
  'EvtRpcRegisterControllableOperation',
] as const
export const longCalls = [
  'EvtRpcQueryNext',
  'EvtRpcQuerySeek',
  'EvtRpcRemoteSubscriptionNextAsync',
  'EvtRpcRemoteSubscriptionNext',
  'EvtRpcRemoteSubscriptionWaitAsync',
  'EvtRpcClearLog',
  'EvtRpcExportLog',
  'EvtRpcLocalizeExportLog',
] as const
export const methods = [...registrations, ...longCalls, 'EvtRpcCancel', 'EvtRpcClose'] as const
export type Registration = (typeof registrations)[number]
export type LongCall = (typeof longCalls)[number]
export type Method = (typeof methods)[number]
export const replies = methods.map((method) => `${method} reply` as const)

/** What each registration gives out, in the order of its parameters. */
export const givenBy: Readonly<Record<Registration, readonly HandleType[]>> = {
  EvtRpcRegisterLogQuery: ['query', 'control'],
  EvtRpcRegisterRemoteSubscription: ['subscription', 'control'],
  EvtRpcRegisterControllableOperation: ['control'],
}

/** A code of the document, or `other`: a code of the implementation's own choice. */
export type Code = Even6Code | 'other'

/** A call as it is marshalled. */
export type RequestOf<M extends Method> = {
  readonly type: M
  /** Which client makes it, each over a connection of its own. */
  readonly by: 'client' | 'other'
  readonly call: string
  /** null: a null handle; `none`: the method takes no handle. */
  readonly handle: Handle | null | 'none'
  /** The operation that it is; 0 for a call that is none. */
  readonly operation: number
  /** Of a cancel: the operation that it aims at. Of a close: the last operation that the client started under the handle. */
  readonly aim: number
  /** Of the registration of a subscription. */
  readonly mode: 'pull' | 'push' | null
  /** Whether it has waited at the server for its turn with the handle. */
  readonly waited: boolean
  /** The connection over which it is sent: 0, and one more after each restart of the service. */
  readonly connection: number
}
export type Request = RequestOf<Method>

export type Reply = {
  readonly type: `${Method} reply`
  readonly by: 'client' | 'other'
  readonly call: string
  readonly handle: Handle | null | 'none'
  readonly operation: number
  readonly aim: number
  readonly code: Code
  readonly clauses: readonly Even6Clause[]
  /** The number of the handles that a registration gave out, else 0. */
  readonly registration: number
}

export function replyTo(request: Request, code: Code, clauses: readonly Even6Clause[], registration = 0): Reply {
  const { type, by, call, handle, operation, aim } = request
  return { type: `${type} reply`, by, call, handle, operation, aim, code, clauses, registration }
}

/** Between the application and its stub, and between the two ends of a connection that breaks. */
export type StubInternal = { readonly type: 'Call'; readonly request: Request } | { readonly type: 'Exit' }

/** Inside the server's process, by who gets it. */
export type ToServer =
  /** Of the first client. */
  | { readonly type: 'ConnectionLost' }
  | { readonly type: 'Restart' }
  /** A cancel was decided. */
  | { readonly type: 'Answer'; readonly reply: Reply }
  /** A long call is over: its answer can go, and its handle is free for the next call. */
  | { readonly type: 'Finished'; readonly reply: Reply }
  /** A long call was stopped by a cancel that is not done yet. */
  | { readonly type: 'Stopped'; readonly reply: Reply }
export type ToControl =
  | { readonly type: 'Register' }
  | { readonly type: 'Begin'; readonly request: RequestOf<LongCall> }
  | { readonly type: 'EvtRpcCancel'; readonly request: Request; readonly busy: boolean }
  | { readonly type: 'SetCanceled' }
  | { readonly type: 'Ended'; readonly operation: number }
  | { readonly type: 'Close' }
export type ToOperation =
  | RequestOf<LongCall>
  | { readonly type: 'AlreadyCanceled'; readonly request: RequestOf<LongCall> }
  | { readonly type: 'StopProcessing' }
  | { readonly type: 'CanceledIsTrue' }
  | { readonly type: 'EventsArrived' }
  | { readonly type: 'ControlGone'; readonly control: number }
  | { readonly type: 'HandleGone'; readonly handle: Handle }
  /** The connection is lost; a call that does not wait may go on. */
  | { readonly type: 'ConnectionLost' }
  | { readonly type: 'Abandon' }
export type ToSubscription =
  | { readonly type: 'Register' }
  | { readonly type: 'EventLogged' }
  /** `takes`: the call takes the events with it; WaitAsync only says that there are some. */
  | { readonly type: 'Wait'; readonly operation: number; readonly takes: boolean }
  | { readonly type: 'Leave'; readonly operation: number }
  | { readonly type: 'Close' }
