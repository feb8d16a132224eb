import type { CmrpClause } from '#specs/cmrp.ts'
import { nodeSetup } from './nodeSetup.ts'

/** What a node says that is leaving the cluster, if it says anything. */
const whileLeaving = <C extends readonly CmrpClause[]>(...also: C) =>
  [
    {
      guard: 'staysSilent',
      actions: { type: 'fault', params: { status: 'RPC_S_SERVER_UNAVAILABLE', clauses: ['CM-03', 'CM-15', ...also] } },
    },
    {
      guard: 'isNotReady',
      actions: { type: 'reply', params: { code: 'ERROR_CLUSTER_NODE_NOT_READY', clauses: ['CM-03', ...also] } },
    },
    {
      guard: 'shutsDown',
      actions: { type: 'reply', params: { code: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN', clauses: ['CM-03', ...also] } },
    },
  ] as const

const takesNoChanges = {
  guard: 'isReadOnly',
  actions: { type: 'reply', params: { code: 'ERROR_SHARING_PAUSED', clauses: ['CM-02'] } },
} as const

const givesHandle = {
  actions: ['addHandle', 'hold', { type: 'giveHandle', params: { clauses: ['CM-16', 'CM-27'] } }],
} as const

const noSuchMethod = {
  guard: 'hasNoSuchMethod',
  actions: { type: 'fault', params: { status: 'RPC_S_PROCNUM_OUT_OF_RANGE', clauses: ['CM-01', 'CM-15'] } },
} as const

/**
 * The node that serves the client (3.1.4.2): what can be decided without looking at the group is decided here. The
 * document ranks none of these checks; their order is a choice (CH-10). After a reconnect the node is the next one of the
 * cluster, active and read/write.
 */
export const node = nodeSetup.createMachine({
  id: 'cmrp/node',
  context: ({ input }) => ({
    knobs: input.knobs,
    serves: 'everything',
    handles: [],
    opened: 0,
    connection: 1,
    other: -1,
    listens: true,
    losing: false,
  }),
  initial: 'active',
  on: {
    ApiOpenGroupEx: [{ guard: 'comesTooLate', actions: 'discardLate' }, ...whileLeaving(), givesHandle],
    ApiOpenGroup: [{ guard: 'comesTooLate', actions: 'discardLate' }, ...whileLeaving(), givesHandle],
    ApiCreateGroup: [{ guard: 'comesTooLate', actions: 'discardLate' }, ...whileLeaving(), takesNoChanges, givesHandle],
    ApiCloseGroup: [
      { guard: 'comesTooLate', actions: 'discardLate' },
      ...whileLeaving(),
      {
        guard: 'knowsNoHandle',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['CM-10'] } },
      },
      { actions: ['removeHandle', 'release', { type: 'reply', params: { code: 'ERROR_SUCCESS', clauses: [] } }] },
    ],
    ApiGetGroupState: [
      { guard: 'comesTooLate', actions: 'discardLate' },
      ...whileLeaving(),
      {
        guard: 'knowsNoHandle',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['CM-10'] } },
      },
      { actions: 'askGroup' },
    ],
    ApiMoveGroupEx: [
      { guard: 'comesTooLate', actions: 'discardLate' },
      noSuchMethod,
      ...whileLeaving(),
      takesNoChanges,
      {
        guard: 'knowsNoHandle',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['CM-10'] } },
      },
      {
        guard: 'hasReadAccess',
        actions: { type: 'reply', params: { code: 'ERROR_ACCESS_DENIED', clauses: ['CM-27'] } },
      },
      {
        guard: 'hasContradictoryFlags',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['CM-18'] } },
      },
      { actions: 'askGroup' },
    ],
    ApiCancelClusterGroupOperation: [
      { guard: 'comesTooLate', actions: 'discardLate' },
      noSuchMethod,
      ...whileLeaving('CM-12'),
      {
        guard: 'isReadOnly',
        actions: { type: 'reply', params: { code: 'ERROR_SHARING_PAUSED', clauses: ['CM-02', 'CM-12'] } },
      },
      {
        guard: 'knowsNoHandle',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_HANDLE', clauses: ['CM-10'] } },
      },
      {
        guard: 'hasReadAccess',
        actions: { type: 'reply', params: { code: 'ERROR_ACCESS_DENIED', clauses: ['CM-09', 'CM-27'] } },
      },
      {
        guard: 'hasCancelFlags',
        actions: { type: 'reply', params: { code: 'ERROR_INVALID_PARAMETER', clauses: ['CM-11'] } },
      },
      { actions: 'askGroup' },
    ],
    otherAdminMoves: [
      {
        guard: 'hasNoSuchMethod',
        actions: [
          'tellClient',
          { type: 'refuseOther', params: { code: 'RPC_S_PROCNUM_OUT_OF_RANGE', clauses: ['CM-01'] } },
        ],
      },
      {
        guard: 'staysSilent',
        actions: [
          'tellClient',
          { type: 'refuseOther', params: { code: 'RPC_S_SERVER_UNAVAILABLE', clauses: ['CM-03'] } },
        ],
      },
      {
        guard: 'isNotReady',
        actions: [
          'tellClient',
          { type: 'refuseOther', params: { code: 'ERROR_CLUSTER_NODE_NOT_READY', clauses: ['CM-03'] } },
        ],
      },
      {
        guard: 'shutsDown',
        actions: [
          'tellClient',
          { type: 'refuseOther', params: { code: 'ERROR_CLUSTER_NODE_SHUTTING_DOWN', clauses: ['CM-03'] } },
        ],
      },
      {
        guard: 'isReadOnly',
        actions: ['tellClient', { type: 'refuseOther', params: { code: 'ERROR_SHARING_PAUSED', clauses: ['CM-02'] } }],
      },
      { actions: ['tellClient', 'moveForOther'] },
    ],
    answer: [
      { guard: 'othersMoveIsTaken' },
      { guard: 'othersMoveIsRefused', actions: 'settleOther' },
      { actions: ['sendReply', 'loseNoMore'] },
    ],
    GroupStateChanged: [{ guard: 'nobodyListens' }, { actions: 'notify' }],
    loseReply: { actions: 'loseNext' },
    ConnectionLost: { actions: ['runDown', 'dropHandles', 'hangUp', { type: 'cite', params: { clauses: ['CM-23'] } }] },
    Reconnect: [
      {
        guard: 'opensAgain',
        target: '.active',
        actions: [
          'runDown',
          'dropHandles',
          { type: 'serve', params: { what: 'everything' } },
          'takeConnection',
          'addHandle',
          'hold',
          'askGroupAboutReopened',
        ],
      },
      {
        target: '.active',
        actions: [
          'runDown',
          'dropHandles',
          { type: 'serve', params: { what: 'everything' } },
          'takeConnection',
          'askGroup',
        ],
      },
    ],
    serviceRestarts: {
      target: '.active',
      actions: [
        'runAllDown',
        'dropAll',
        { type: 'serve', params: { what: 'everything' } },
        'renewConnections',
        { type: 'cite', params: { clauses: ['CM-23'] } },
        'tellClients',
      ],
    },
    nodeReadOnly: {},
    nodeReadWrite: {},
    nodeShutsDown: { target: '.shuttingDown', actions: { type: 'serve', params: { what: 'nothing' } } },
  },
  states: {
    active: {
      initial: 'readWrite',
      states: {
        readWrite: {
          tags: 'idle',
          meta: { label: ['active, read/write', 'read/write'] },
          on: { nodeReadOnly: { target: 'readOnly', actions: { type: 'serve', params: { what: 'reading' } } } },
        },
        readOnly: {
          tags: 'refused',
          meta: { label: ['read-only: takes no changes', 'read-only'] },
          on: { nodeReadWrite: { target: 'readWrite', actions: { type: 'serve', params: { what: 'everything' } } } },
        },
      },
    },
    shuttingDown: { tags: 'over', meta: { label: ['shutting down: takes no calls', 'shutting down'] } },
  },
})
