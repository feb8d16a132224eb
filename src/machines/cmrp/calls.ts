import type { Command } from './commands.ts'
import type { CmrpKnobs } from './knobs.ts'
import { forgedHandle, type Access, type Call, type HandleName, type Request } from './messages.ts'

/** Commands that are calls of the application. */
export const calls = ['openGroup', 'closeGroup', 'getGroupState', 'moveGroupEx', 'cancel'] as const
type ClientCall = Command<(typeof calls)[number]>

export interface ClientContext {
  readonly knobs: CmrpKnobs
  /** Number of the connection, from 1; 0: the link is gone for good. */
  readonly connection: number
  readonly isReconnecting: boolean
  readonly handle: { readonly id: number; readonly access: Access } | null
  /** Number of the handle that was closed last; 0: none was. */
  readonly closed: number
  /** The calls that have not returned, in order. */
  readonly calls: readonly Call[]
  /** The newest move that anybody started, and the last one whose end was seen; 0: none. */
  readonly newest: number
  readonly seen: number
}

const nothing = { names: null, access: null, flags: 0, operation: 0 } as const

/** The call that a command makes. */
export function callOf(command: ClientCall, { newest }: ClientContext): Call {
  const { call } = command
  switch (command.type) {
    case 'openGroup':
      return { ...nothing, method: 'ApiOpenGroupEx', call, access: command.access }
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
export function handleNumber({ handle, closed }: ClientContext, names: HandleName): number {
  if (names === 'forged') return forgedHandle
  return names === 'closed' ? closed : (handle?.id ?? 0)
}

export const requestOf = (
  { method, call, names, access, flags, operation }: Call,
  context: ClientContext,
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
export const reopenedClosed = ({ calls, closed }: ClientContext, reopened: number): number =>
  calls.some(({ method }) => method === 'ApiCloseGroup') ? reopened : closed
