/** What a specification is about, in a minute, for whoever meets it in the course. */
export const intros: Readonly<Record<string, string>> = {
  mi: 'MI_Operation_Cancel belongs to Windows Management Infrastructure. A client starts an operation through a session; a server passes it to a provider, which posts results. A cancel ends the client’s wait at once; whether the provider hears of it depends on the kind of operation and on the transport. The handle stays open until it is closed, and a slot on the server may be taken longer than that.',
  even6:
    'EvtRpcCancel belongs to the Windows event log over RPC. Each query or export has a control handle, and a cancel sets a flag on it. Calls that wait are stopped at once; exports look at the flag now and then. The flag stays set, so every later call under the same control handle is cancelled as well.',
  cmrp: 'ApiCancelClusterGroupOperation belongs to failover clusters. A group is moved from one node to another: offline, transfer, online. Only a move that still waits or goes offline can be cancelled, and the answer says so. Whether the group is back can only be seen from its state.',
  wws: 'WsRegisterOperationForCancel belongs to Windows Web Services. The server’s operation registers a callback, and only then is it told when the host is aborted or its client has gone. The callback says nothing to the client. Whoever never registers works on for nobody.',
  lro: 'operations.cancel belongs to the long-running operations of Google’s APIs, here as Vault has them. The client polls an operation record. A cancel answers with an empty body as soon as the request is in; the worker stops, finishes first, or never stops. The record stays until it is deleted.',
}
