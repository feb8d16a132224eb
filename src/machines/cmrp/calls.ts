import type { Command } from './commands.ts'
import type { CmrpKnobs } from './knobs.ts'
import { forgedHandle, type Access, type Call, type HandleName, type Request } from './messages.ts'

/** Commands that are calls of the application. */
export const calls = ['openGroup', 'closeGroup', 'getGroupState', 'moveGroupEx', 'cancel'] as const
type ClientCall = Command<(typeof calls)[number]>

/** What a library keeps for the calls of its application. */
export interface CallerContext {
  /** Number of the connection; 0: the link is gone for good. */
  readonly connection: number
  readonly handle: { readonly id: number; readonly access: Access } | null
  /** Number of the handle that was closed last; 0: none was. */
  readonly closed: number
  /** The calls that have not returned, in order. */
  readonly calls: readonly Call[]
}
export interface ClientContext extends CallerContext {
  readonly knobs: CmrpKnobs
  readonly isReconnecting: boolean
  /** The newest move that anybody started, and the last one whose end was seen; 0: none. */
  readonly newest: number
  readonly seen: number
  /** The moves that this client has asked for. */
  readonly own: readonly number[]
}

const nothing = { names: null, access: null, flags: 0, operation: 0 } as const

/** The call that a command makes; a cancel means the newest move, also where there is none yet. */
export function callOf(command: ClientCall, newest: number): Call {
  const { call } = command
  switch (command.type) {
    case 'openGroup':
      return {
        ...nothing,
        method: command.method,
        call,
        access: command.method === 'ApiOpenGroupEx' ? command.access : 'all',
      }
    case 'closeGroup':
      return { ...nothing, method: 'ApiCloseGroup', call, names: 'group' }
    case 'getGroupState':
      return { ...nothing, method: 'ApiGetGroupState', call, names: 'group' }
    case 'moveGroupEx':
      return {
        ...nothing,
        method: 'ApiMoveGroupEx',
        call,
        names: 'group',
        flags: command.flags,
        operation: command.operation,
      }
    case 'cancel':
      return {
        ...nothing,
        method: 'ApiCancelClusterGroupOperation',
        call,
        names: command.handle,
        flags: command.flags,
        operation: Math.max(1, newest),
      }
  }
}

/** The number behind a name; 0 is the null handle, which never leaves the client. */
export function handleNumber({ handle, closed }: CallerContext, names: HandleName): number {
  if (names === 'forged') return forgedHandle
  return names === 'closed' ? closed : (handle?.id ?? 0)
}

export const requestOf = (
  { method, call, names, access, flags, operation }: Call,
  context: CallerContext,
): Request => ({
  type: method,
  call,
  connection: context.connection,
  handle: names === null ? 0 : handleNumber(context, names),
  access,
  flags,
  operation,
})

/** A close that is repeated after a reconnect closes the handle that was opened again. */
export const reopenedClosed = ({ calls, closed }: CallerContext, reopened: number): number =>
  calls.some(({ method }) => method === 'ApiCloseGroup') ? reopened : closed

/**
 * The codes on which a library of protocol version 3 goes to another node ([MS-CMRP] 3.2.4.6), those too that nothing in this model
 * gives. A null handle is among them and stays null on every node, so that its refusal is handed up at once.
 */
export const recoverableCodes: readonly string[] = [
  'RPC_S_INVALID_BINDING',
  'RPC_S_UNKNOWN_IF',
  'RPC_S_SERVER_UNAVAILABLE',
  'RPC_S_SERVER_TOO_BUSY',
  'RPC_S_CALL_FAILED',
  'RPC_S_CALL_FAILED_DNE',
  'RPC_S_UNKNOWN_AUTHN_SERVICE',
  'EPT_S_NOT_REGISTERED',
  'RPC_X_SS_IN_NULL_CONTEXT',
  'RPC_S_SEC_PKG_ERROR',
  'ERROR_CLUSTER_NODE_DOWN',
  'ERROR_CLUSTER_NODE_NOT_READY',
  'ERROR_CLUSTER_NODE_SHUTTING_DOWN',
]
