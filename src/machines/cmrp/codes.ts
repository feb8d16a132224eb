import type { cmrp } from '#specs/cmrp.ts'
import type { CodeList, ReturnTable } from '../domains.ts'
import type { commands } from './commands.ts'

/** What a node says that leaves the cluster, or RPC in its place. */
const leaving = [
  'RPC_S_SERVER_UNAVAILABLE',
  'ERROR_CLUSTER_NODE_NOT_READY',
  'ERROR_CLUSTER_NODE_SHUTTING_DOWN',
] as const
/** Every call besides: the connection or the answer is lost. */
const any = [...leaving, 'RPC_S_CALL_FAILED'] as const
const onHandle = [...any, 'ERROR_INVALID_HANDLE', 'RPC_X_SS_IN_NULL_CONTEXT'] as const
/** What a move and a cancel are refused with. */
const refusing = [
  ...onHandle,
  'RPC_S_PROCNUM_OUT_OF_RANGE',
  'ERROR_ACCESS_DENIED',
  'ERROR_SHARING_PAUSED',
  'ERROR_INVALID_PARAMETER',
  'ERROR_INVALID_STATE',
] as const

/** The codes that a call can return, whoever makes it. */
export const returns = {
  openGroup: [...any, 'ERROR_SUCCESS', 'ERROR_SHARING_PAUSED'],
  closeGroup: [...onHandle, 'ERROR_SUCCESS'],
  getGroupState: [...onHandle, 'ERROR_SUCCESS'],
  moveGroupEx: [...refusing, 'ERROR_IO_PENDING'],
  cancel: [...refusing, 'ERROR_IO_PENDING', 'ERROR_SUCCESS'],
} as const satisfies ReturnTable<typeof commands, keyof typeof cmrp.codes>

/** The codes that an operation can end with: a move is refused, or the group is in one of these states in the end. */
export const endings = [...refusing, 'ClusterGroupOnline', 'ClusterGroupFailed'] as const satisfies CodeList<
  keyof typeof cmrp.codes
>
