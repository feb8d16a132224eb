/**
 * What the server checks for each method, in this order, before anything happens; the guards and actions are the server's. Data only.
 */

/** It came over a connection that is gone. */
const ofBefore = { guard: 'isOverOldConnection', actions: 'dropIt' } as const

/** RPC itself, for each method with a handle: whether the handle is older than the service, whether RPC knows it, and whether another call has it. */
const underRpc = [
  ofBefore,
  {
    guard: 'isHandleOfBefore',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['EV-29', 'EV-32'] } },
  },
  {
    guard: 'isRefusedByRuntime',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['EV-29'] } },
  },
  { guard: 'handleIsTaken', actions: 'wait' },
] as const

const registerWithControl = [
  ofBefore,
  { guard: 'isOutOfMemory', actions: { type: 'reply', params: { code: 'ERROR_OUTOFMEMORY', clauses: ['EV-18'] } } },
  { actions: ['count', 'create', 'tabulate', { type: 'replyRegistered', params: { clauses: ['EV-18'] } }] },
] as const

const registerControl = [
  ofBefore,
  { guard: 'isOutOfMemory', actions: { type: 'reply', params: { code: 'ERROR_OUTOFMEMORY', clauses: ['EV-19'] } } },
  { actions: ['count', 'create', 'tabulate', { type: 'replyRegistered', params: { clauses: ['EV-19'] } }] },
] as const

const query = [
  ...underRpc,
  {
    guard: 'isNotInTable',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-02'] } },
  },
  { actions: ['take', 'begin'] },
] as const

const next = [
  ...query.slice(0, -1),
  {
    guard: 'isStale',
    actions: { type: 'reply', params: { code: 'ERROR_EVT_QUERY_RESULT_STALE', clauses: ['EV-31'] } },
  },
  ...query.slice(-1),
] as const

/** Push and pull: not the letter of the text, which is taken for an error (hole EH-14). */
const push = [
  ...underRpc,
  {
    guard: 'isNotInTable',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-02'] } },
  },
  { guard: 'isNotPush', actions: { type: 'reply', params: { code: 'ERROR_INVALID_OPERATION', clauses: ['EV-30'] } } },
  { actions: ['take', 'begin'] },
] as const

const pull = [
  ...underRpc,
  {
    guard: 'isNotInTable',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-02'] } },
  },
  { guard: 'isNotPull', actions: { type: 'reply', params: { code: 'ERROR_INVALID_OPERATION', clauses: ['EV-30'] } } },
  { actions: ['take', 'begin'] },
] as const

/** Not checked against the table: the server takes the control handle on trust. */
const log = [
  ...underRpc,
  { actions: [{ type: 'cite', params: { clauses: ['EV-22', 'EV-24'] } }, 'take', 'begin'] },
] as const

const cancel = [
  ...underRpc,
  {
    guard: 'isNotInTable',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-01', 'EV-02', 'EV-03'] } },
  },
  {
    guard: 'isOfAnotherType',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-01', 'EV-04', 'EV-03'] } },
  },
  { actions: 'askControl' },
] as const

const close = [
  ...underRpc,
  {
    guard: 'isNotInTable',
    actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['EV-17'] } },
  },
  {
    actions: [
      'closeHandle',
      'removeFromTable',
      { type: 'reply', params: { code: 'ERROR_SUCCESS', clauses: ['EV-16', 'EV-17'] } },
    ],
  },
] as const

export const checks = {
  EvtRpcRegisterLogQuery: registerWithControl,
  EvtRpcRegisterRemoteSubscription: registerWithControl,
  EvtRpcRegisterControllableOperation: registerControl,
  EvtRpcQueryNext: next,
  EvtRpcQuerySeek: query,
  EvtRpcRemoteSubscriptionNextAsync: push,
  EvtRpcRemoteSubscriptionNext: pull,
  EvtRpcRemoteSubscriptionWaitAsync: pull,
  EvtRpcClearLog: log,
  EvtRpcExportLog: log,
  EvtRpcLocalizeExportLog: log,
  EvtRpcCancel: cancel,
  EvtRpcClose: close,
} as const
