import { clientSetup } from './clientSetup.ts'

const opened = [
  { guard: 'hasOpenedForReading', target: '.held.reading', actions: 'keepHandle' },
  { guard: 'hasSucceeded', target: '.held.full', actions: 'keepHandle' },
] as const

/**
 * The application with its ClusAPI library: it opens the group, moves it, cancels, and watches it through its notification
 * port (3.2.4). A cancel names no move; `operation` is the one that the application means, the newest that it knows of.
 */
export const client = clientSetup.createMachine({
  id: 'cmrp/client',
  context: ({ input }) => ({
    knobs: input.knobs,
    connection: 1,
    isReconnecting: false,
    handle: null,
    closed: 0,
    calls: [],
    newest: 0,
    seen: 0,
    own: [],
  }),
  initial: 'present',
  on: { OtherMoveStarted: { actions: 'noteNewest' }, OtherCancels: { actions: 'aimForOther' } },
  states: {
    gone: {
      tags: 'over',
      meta: { label: ['has gone: neither calls nor hears', 'has gone', 'gone'] },
      on: {
        openGroup: { actions: 'neverMade' },
        closeGroup: { actions: 'neverMade' },
        getGroupState: { actions: 'neverMade' },
        moveGroupEx: { actions: 'neverMade' },
        cancel: { actions: 'neverMade' },
        dropLink: {},
        leave: {},
        ServiceRestarted: {},
      },
    },
    present: {
      type: 'parallel',
      on: { leave: { target: 'gone', actions: ['abandon', 'closeConnection', 'forgetAll'] } },
      states: {
        library: {
          initial: 'connected',
          on: {
            openGroup: [
              { guard: 'hasNoLink', actions: ['passArgs', 'failCall'] },
              { guard: 'isReconnecting', actions: ['passArgs', 'noteCall'] },
              { actions: ['passArgs', 'noteCall', 'sendCall'] },
            ],
            closeGroup: [
              { guard: 'holdsNoHandle', actions: ['passArgs', 'refuseNull'] },
              { guard: 'hasNoLink', actions: ['passArgs', 'noteClosed', 'failCall'] },
              { guard: 'isReconnecting', actions: ['passArgs', 'noteClosed', 'noteCall'] },
              { actions: ['passArgs', 'noteClosed', 'noteCall', 'sendCall'] },
            ],
            getGroupState: [
              { guard: 'holdsNoHandle', actions: ['passArgs', 'refuseNull'] },
              { guard: 'hasNoLink', actions: ['passArgs', 'failCall'] },
              { guard: 'isReconnecting', actions: ['passArgs', 'noteCall'] },
              { actions: ['passArgs', 'noteCall', 'sendCall'] },
            ],
            moveGroupEx: [
              {
                guard: 'holdsNoHandle',
                actions: [
                  'noteOwn',
                  'passArgs',
                  'refuseNull',
                  { type: 'settleUnsent', params: { code: 'RPC_X_SS_IN_NULL_CONTEXT' } },
                ],
              },
              {
                guard: 'hasNoLink',
                actions: [
                  'noteOwn',
                  'passArgs',
                  'failCall',
                  { type: 'settleUnsent', params: { code: 'RPC_S_CALL_FAILED' } },
                ],
              },
              { guard: 'isReconnecting', actions: ['noteOwn', 'passArgs', 'noteCall'] },
              { actions: ['noteOwn', 'passArgs', 'noteCall', 'sendCall'] },
            ],
            cancel: [
              { guard: 'holdsNoHandle', actions: ['passArgs', 'issued', 'refuseNull'] },
              { guard: 'hasNoLink', actions: ['passArgs', 'issued', 'failCall'] },
              { guard: 'isReconnecting', actions: ['passArgs', 'issued', 'noteCall'] },
              { actions: ['passArgs', 'issued', 'noteCall', 'sendCall'] },
            ],
            CLUSTER_CHANGE_GROUP_STATE: [{ guard: 'isOutOfDate', actions: 'discardLate' }, {}],
            'reply.Reconnect': { actions: 'discardLate' },
            'reply.*': [
              { guard: 'isOutOfDate', actions: 'discardLate' },
              {
                guard: 'isWorthReconnecting',
                target: '.reconnecting',
                actions: ['discardLost', { type: 'cite', params: { clauses: ['CM-14'] } }],
              },
              { guard: 'isLost', actions: ['returnLost', 'forgetCall'] },
              {
                guard: 'hasNotRun',
                actions: ['returnReply', 'forgetCall', { type: 'cite', params: { clauses: ['CM-15', 'CM-25'] } }],
              },
              { actions: ['returnReply', 'forgetCall'] },
            ],
            dropLink: {},
            ServiceRestarted: {},
          },
          states: {
            connected: {
              on: {
                dropLink: [
                  {
                    guard: 'reconnects',
                    target: 'reconnecting',
                    actions: ['tellNode', { type: 'cite', params: { clauses: ['CM-14'] } }],
                  },
                  { target: 'disconnected', actions: ['hangUp', 'tellNode', 'failCalls', 'forgetCalls'] },
                ],
                ServiceRestarted: [
                  {
                    guard: 'noticesAndReconnects',
                    target: 'reconnecting',
                    actions: { type: 'cite', params: { clauses: ['CM-14'] } },
                  },
                  { actions: ['renewConnection', 'failCalls', 'forgetCalls'] },
                ],
              },
            },
            reconnecting: {
              entry: ['nextConnection', 'connect'],
              on: {
                dropLink: { target: 'reconnecting', reenter: true },
                ServiceRestarted: { target: 'reconnecting', reenter: true },
                'reply.Reconnect': [
                  { guard: 'isOutOfDate', actions: 'discardLate' },
                  { guard: 'isLost', target: 'reconnecting', reenter: true, actions: 'discardLost' },
                  {
                    target: 'connected',
                    actions: ['takeReopened', 'sendCallsAgain', { type: 'cite', params: { clauses: ['CM-14'] } }],
                  },
                ],
              },
            },
            disconnected: {},
          },
        },
        handle: {
          initial: 'none',
          on: {
            'reply.ApiOpenGroupEx': opened,
            'reply.ApiOpenGroup': opened,
            'reply.ApiCreateGroup': opened,
          },
          states: {
            none: {},
            held: {
              initial: 'full',
              on: { 'reply.ApiCloseGroup': { guard: 'hasSucceeded', target: 'none', actions: 'dropHandle' } },
              states: { full: {}, reading: {} },
            },
          },
        },
        watch: {
          initial: 'idle',
          on: {
            'reply.ApiMoveGroupEx': [
              { guard: 'isMoveTaken', target: '.moving' },
              { guard: 'isMoveRefused', actions: 'settleRefused' },
            ],
            'reply.ApiCancelClusterGroupOperation': [
              { guard: 'isCancelTaken', actions: 'accepted' },
              { guard: 'isUnlisted', actions: { type: 'cite', params: { clauses: ['CM-13'] } } },
            ],
            CLUSTER_CHANGE_GROUP_STATE: [
              { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsPending', target: '.moving' },
            ],
            'reply.ApiGetGroupState': [
              { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsPending', target: '.moving' },
            ],
            'reply.Reconnect': [
              { guard: 'showsTheEnd', target: '.over', actions: ['settleSeen', 'noteSeen'] },
              { guard: 'showsPending', target: '.moving' },
            ],
          },
          states: {
            idle: {
              tags: 'idle',
              meta: { label: ['has asked for no move', 'idle'] },
              on: {
                moveGroupEx: [
                  { guard: 'holdsNoHandle', target: 'refused' },
                  { guard: 'hasNoLink', target: 'refused' },
                  { target: 'asked' },
                ],
              },
            },
            asked: {
              tags: 'starting',
              meta: { label: ['has asked for the move', 'asked'] },
              on: {
                'reply.ApiMoveGroupEx': [
                  { guard: 'isMoveTaken', target: 'moving' },
                  { guard: 'isMoveRefused', target: 'refused', actions: 'settleRefused' },
                  { guard: 'isMoveUnanswered', target: 'unsure' },
                ],
                dropLink: [{ guard: 'reconnects' }, { target: 'unsure' }],
                ServiceRestarted: [{ guard: 'reconnects' }, { target: 'unsure' }],
              },
            },
            // The move may run or not: a state that is seen later tells, if one is.
            unsure: {
              tags: 'starting',
              meta: { label: ['does not know whether its move runs', 'has no answer', 'unsure'] },
              on: {
                moveGroupEx: [
                  { guard: 'holdsNoHandle', target: 'refused' },
                  { guard: 'hasNoLink', target: 'refused' },
                  { target: 'asked' },
                ],
              },
            },
            refused: {
              tags: 'refused',
              meta: { label: ['its move was refused', 'refused'] },
              on: {
                moveGroupEx: [{ guard: 'holdsNoHandle' }, { guard: 'hasNoLink' }, { target: 'asked' }],
              },
            },
            moving: {
              tags: 'working',
              meta: { label: ['sees the group move', 'moving'] },
              on: {
                'reply.ApiCancelClusterGroupOperation': {
                  guard: 'isCancelTaken',
                  target: 'cancelled',
                  actions: 'accepted',
                },
                CLUSTER_CHANGE_GROUP_STATE: [
                  { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
                  { guard: 'showsNoMove', target: 'over' },
                ],
                'reply.Reconnect': [
                  { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
                  { guard: 'showsNoMove', target: 'over' },
                ],
              },
            },
            cancelled: {
              tags: 'windingDown',
              meta: { label: ['cancel accepted, group still pending', 'cancel accepted', 'cancelled'] },
              on: {
                CLUSTER_CHANGE_GROUP_STATE: [
                  { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
                  { guard: 'showsPending' },
                  { guard: 'showsNoMove', target: 'over' },
                ],
                'reply.ApiGetGroupState': [
                  { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
                  { guard: 'showsPending' },
                  { guard: 'showsNoMove', target: 'over' },
                ],
                'reply.Reconnect': [
                  { guard: 'showsTheEnd', target: 'over', actions: ['settleSeen', 'noteSeen'] },
                  { guard: 'showsNoMove', target: 'over' },
                ],
              },
            },
            over: {
              tags: 'over',
              meta: { label: ['sees the group out of Pending', 'out of Pending', 'over'] },
              on: {
                moveGroupEx: [
                  { guard: 'holdsNoHandle', target: 'refused' },
                  { guard: 'hasNoLink', target: 'refused' },
                  { target: 'asked' },
                ],
              },
            },
          },
        },
      },
    },
  },
})
