import type { Effect, Payload } from '#kernel/effect.ts'
import { cmrp, type CmrpClause, type CmrpCode } from '#specs/cmrp.ts'
import { codeOf, forgedHandle, openingMethods, type Access, type Method, type Reply, type Request } from './messages.ts'

/** What the calls pass and give back, by the names of [MS-CMRP] 3.1.4.2 and its IDL. */

/** The group that everything is about. */
const groupName = 'the group'
const ok = '0x00000000'

const shownHandle = (handle: number): number | string | null => {
  if (handle === forgedHandle) return 'forged'
  return handle === 0 ? null : handle
}
const shownAccess = (access: Access | null): string => (access === 'read' ? 'GENERIC_READ' : 'GENERIC_ALL')

/** What a call passes. A handle is shown by its number in the table of the node; null: the client has none. */
export function argsOf({ type, handle, access, flags }: Request): Payload {
  const hGroup = shownHandle(handle)
  switch (type) {
    case 'ApiOpenGroupEx':
      return { lpszGroupName: groupName, dwDesiredAccess: shownAccess(access) }
    case 'ApiOpenGroup':
    case 'ApiCreateGroup':
      return { lpszGroupName: groupName }
    case 'ApiCloseGroup':
      return { Group: hGroup }
    case 'ApiMoveGroupEx':
      return { hGroup, dwMoveFlags: flags, lpInBuffer: null, cbInBufferSize: 0 }
    case 'ApiCancelClusterGroupOperation':
      return { hGroup, dwCancelFlags: flags }
    default:
      return { hGroup }
  }
}

/** What RPC writes is the number of what went wrong, as comm_status and fault_status are. */
const encoded = 'CM-28' satisfies CmrpClause
/** What RPC writes beside the value of a method; a close has no such parameter. */
const rpcStatus = (method: Method, status: string): Payload =>
  method === 'ApiCloseGroup' ? {} : { rpc_status: status }

const methodOf = ({ type }: Reply): Method => type.slice('reply.'.length) as Method

/** What came back beside the code. Where the method did not run there is nothing but what RPC says. */
function outOf(reply: Reply): Payload {
  const method = methodOf(reply)
  if (reply.rpcStatus !== 'RPC_S_OK') return rpcStatus(method, cmrp.codes[reply.rpcStatus].value)
  const ran = rpcStatus(method, ok)
  if ((openingMethods as readonly Method[]).includes(method)) {
    const granted = method === 'ApiOpenGroupEx' && reply.handle > 0
    return {
      HGROUP_RPC: shownHandle(reply.handle),
      ...(granted ? { lpdwGrantedAccess: shownAccess(reply.access) } : {}),
      Status: cmrp.codes[codeOf(reply)].value,
      ...ran,
    }
  }
  if (reply.value !== 'ERROR_SUCCESS') return ran
  if (method === 'ApiCloseGroup') return { Group: null }
  if (method === 'ApiGetGroupState') return { State: reply.state, NodeName: reply.owner, ...ran }
  return ran
}

/** The call returns what its method says, or what RPC reports where it did not run. */
export const returned = (reply: Reply): Effect => ({
  type: 'return',
  call: reply.call,
  code: codeOf(reply),
  clauses: reply.rpcStatus === 'RPC_S_OK' ? reply.clauses : [...reply.clauses, encoded],
  out: outOf(reply),
})

/** RPC reports that a call has failed; whether its method ran is not known, or it was never sent. */
export const failed = (method: Method, call: string, code: CmrpCode, clauses: readonly CmrpClause[]): Effect => ({
  type: 'return',
  call,
  code,
  clauses: method === 'ApiCloseGroup' ? clauses : [...clauses, encoded],
  out: rpcStatus(method, cmrp.codes[code].value),
})

/** The reply was lost, and so was the line that it would have come over. */
export const lost = (reply: Reply): Effect =>
  failed(methodOf(reply), reply.call, 'RPC_S_CALL_FAILED', ['CM-15', 'CM-25'])
