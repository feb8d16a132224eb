import type { CmrpClause, CmrpCode } from '#specs/cmrp.ts'
import type { ArgsOf } from '../domains.ts'
import type { commands } from './commands.ts'

/** CLUSAPI_GROUP_MOVE_IGNORE_RESOURCE_STATUS and CLUSAPI_GROUP_MOVE_QUEUE_ENABLED (3.1.4.2.131). */
export const ignoreResourceStatus = 0x01
export const queueEnabled = 0x04
/** What the live migration of a virtual machine asks for: to be queued, to start with high priority, to return on error. */
export const liveMigration = 0x0e

export type Access = ArgsOf<typeof commands, 'openGroup'>['access']
/** Which handle a call is made with: the group's, a copy of one that was closed, or a value that no server gave out. */
export type HandleName = ArgsOf<typeof commands, 'cancel'>['handle']
export const forgedHandle = -1

/** The methods that give out a handle of the group (3.1.4.2.133 names these three). */
export const openingMethods = ['ApiOpenGroupEx', 'ApiOpenGroup', 'ApiCreateGroup'] as const

/** `Reconnect` stands for the whole way back to another node (3.2.4.6): bind, reopen the handles and ports, look again. */
export const methods = [
  ...openingMethods,
  'ApiCloseGroup',
  'ApiGetGroupState',
  'ApiMoveGroupEx',
  'ApiCancelClusterGroupOperation',
  'Reconnect',
] as const
export type Method = (typeof methods)[number]
export const replies = methods.map((method) => `reply.${method}` as const)

type RequestFields = {
  readonly call: string
  /** The client's connections are counted from 1, those of a second client down from -1; what belongs to an earlier one is lost. 0:
   *  an administrator of whom nothing is seen. */
  readonly connection: number
  /** Number of the handle in the node's table. */
  readonly handle: number
  /** Of an open: what is asked for. Of a reconnect: what the handle had that is opened again; null: there was none. */
  readonly access: Access | null
  readonly flags: number
  /** Of a move: its number. Of a cancel: the move that the application means; the method itself names none. */
  readonly operation: number
}
export type RequestOf<M extends Method> = { readonly type: M } & RequestFields
export type Request = { [M in Method]: RequestOf<M> }[Method]

/** What the client calls; the handle gets its number when the call is sent, and another one when it is sent again. */
export type Call = {
  readonly method: Exclude<Method, 'Reconnect'>
  readonly call: string
  readonly names: HandleName | null
  readonly access: Access | null
  readonly flags: number
  readonly operation: number
}

/** CLUSTER_GROUP_STATE (3.1.4.2.46). */
export type GroupState =
  | 'ClusterGroupOnline'
  | 'ClusterGroupOffline'
  | 'ClusterGroupFailed'
  | 'ClusterGroupPartialOnline'
  | 'ClusterGroupPending'

/** The nodes between which the group moves. */
export type Owner = 'node 1' | 'node 2'

export type RpcStatus = 'RPC_S_OK' | 'RPC_S_PROCNUM_OUT_OF_RANGE' | 'RPC_S_SERVER_UNAVAILABLE'

type ReplyFields = {
  readonly call: string
  readonly connection: number
  readonly operation: number
  /** What the RPC runtime writes: whether the method ran at all. If it did not, `value` means nothing. */
  readonly rpcStatus: RpcStatus
  readonly value: CmrpCode | null
  readonly clauses: readonly CmrpClause[]
  /** The handle that was opened, and its access. */
  readonly handle: number
  readonly access: Access | null
  /** The group's state, and the last move that it had accepted by then. */
  readonly state: GroupState | null
  readonly moved: number
  /** The node that has the group, where the state is asked for. */
  readonly owner: Owner | null
  readonly lost: boolean
}
export type Reply = { [M in Method]: { readonly type: `reply.${M}` } & ReplyFields }[Method]

/** From the client's notification port. */
export type Notification = {
  readonly type: 'CLUSTER_CHANGE_GROUP_STATE'
  readonly connection: number
  readonly state: GroupState
  readonly moved: number
}

export type ResourceState = 'Online' | 'OnlinePending' | 'Offline' | 'OfflinePending' | 'Failed'
export type Resources = { readonly disk: ResourceState; readonly application: ResourceState }

/** Inside the cluster, whose nodes all see the same group (CM-22). */
export type Internal =
  | { readonly type: 'answer'; readonly reply: Reply }
  | { readonly type: 'GroupStateChanged'; readonly state: GroupState; readonly moved: number }
  | { readonly type: 'Start'; readonly flags: number; readonly blocked: boolean; readonly hangs: boolean }
  | { readonly type: 'PolicyChanged'; readonly blocked: boolean }
  /** The application hangs, or answers again. */
  | { readonly type: 'HangChanged'; readonly hangs: boolean }
  | ({ readonly type: 'ResourcesChanged' } & Resources)
  | { readonly type: 'MoveEnded'; readonly hasMoved: boolean }

/** Between a client's library and the ends of its link: both ends know at once, save of a client that has gone. */
export type LinkEvent =
  | { readonly type: 'ConnectionLost' }
  | { readonly type: 'ServiceRestarted' }
  | { readonly type: 'OtherMoveStarted'; readonly operation: number }

/** A cancel by somebody else means the newest move, and the client has counted them. */
export type OtherCancel = ArgsOf<typeof commands, 'cancel'> & { readonly call: string }
export type OtherCancelEvent =
  | ({ readonly type: 'OtherCancels' } & OtherCancel)
  | ({ readonly type: 'CancelAimed'; readonly operation: number } & OtherCancel)

/** The answer of a method that ran. */
export function replyTo(
  request: Request,
  value: CmrpCode,
  clauses: readonly CmrpClause[],
  more: {
    readonly handle?: number
    readonly access?: Access
    readonly state?: GroupState
    readonly moved?: number
    readonly owner?: Owner
  } = {},
): Reply {
  return {
    type: `reply.${request.type}`,
    call: request.call,
    connection: request.connection,
    operation: request.operation,
    rpcStatus: 'RPC_S_OK',
    value,
    clauses,
    handle: more.handle ?? 0,
    access: more.access ?? null,
    state: more.state ?? null,
    moved: more.moved ?? 0,
    owner: more.owner ?? null,
    lost: false,
  }
}

/** The answer of the RPC runtime to a method that could not run. */
export const faultTo = (request: Request, rpcStatus: RpcStatus, clauses: readonly CmrpClause[]): Reply => ({
  ...replyTo(request, 'ERROR_SUCCESS', clauses),
  rpcStatus,
  value: null,
})

/** What the application gets to see: the RPC status where the method did not run, else the method's own value. */
export function codeOf(reply: Reply): CmrpCode {
  if (reply.lost) return 'RPC_S_CALL_FAILED'
  return reply.rpcStatus === 'RPC_S_OK' ? (reply.value ?? 'ERROR_SUCCESS') : reply.rpcStatus
}
