import type { even6 } from '#specs/even6.ts'
import type { CodeList, ReturnTable } from '../domains.ts'
import type { commands } from './commands.ts'

/** What every call comes to where the connection is lost, or the service with what was under way. */
const lost = ['RPC_S_SERVER_UNAVAILABLE', 'RPC_S_CALL_FAILED'] as const
const registering = ['ERROR_SUCCESS', 'ERROR_OUTOFMEMORY', ...lost] as const
/** What RPC itself makes of a handle, on either side. */
const onHandle = ['ERROR_SUCCESS', 'ERROR_INVALID_HANDLE', 'RPC_X_SS_IN_NULL_CONTEXT', ...lost] as const
/** A call that is stopped returns what the implementation likes; `other` is a code that the documents do not name. */
const stopped = ['ERROR_CANCELLED', 'other'] as const
/** Calls that are not checked against the table of handles. */
const onLog = [...onHandle, ...stopped] as const
const onTable = [...onLog, 'ERROR_INVALID_PARAMETER'] as const
const onSubscription = [...onTable, 'ERROR_INVALID_OPERATION'] as const

/** The codes that a call can return, whoever makes it. */
export const returns = {
  registerLogQuery: registering,
  registerSubscription: registering,
  registerControllableOperation: registering,
  queryNext: [...onTable, 'ERROR_EVT_QUERY_RESULT_STALE'],
  querySeek: onTable,
  subscriptionNextAsync: onSubscription,
  subscriptionNext: onSubscription,
  subscriptionWaitAsync: onSubscription,
  clearLog: onLog,
  exportLog: onLog,
  localizeExportLog: onLog,
  cancel: onTable,
  close: [...onHandle, 'ERROR_INVALID_PARAMETER'],
} as const satisfies ReturnTable<typeof commands, keyof typeof even6.codes>

/** The codes that an operation can end with: those of the long calls. */
export const endings = [...onSubscription, 'ERROR_EVT_QUERY_RESULT_STALE'] as const satisfies CodeList<
  keyof typeof even6.codes
>
