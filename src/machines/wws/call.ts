import { callSetup } from './callSetup.ts'

/**
 * The runtime's record of one call: whether somebody is registered to be told, and whether the call is cancelled. The two are
 * independent, and their race is what WsRegisterOperationForCancel is about. The states are the checks of the reference in its
 * order (section 5.3): no context, complete, no callback, registered already, no memory; a cancel that was decided earlier.
 */
export const call = callSetup.createMachine({
  id: 'wws/call',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    reason: null,
    attempt: null,
    registration: null,
    bodyReturned: false,
  }),
  initial: 'absent',
  on: {
    WS_SERVICE_HOST_ABORT: {},
    WS_SERVICE_CHANNEL_FAULTED: {},
  },
  states: {
    absent: {
      tags: 'idle',
      meta: { label: ['not dispatched', 'none'] },
      on: {
        Dispatch: { target: 'executing', actions: 'invoke' },
        WsRegisterOperationForCancel: {
          actions: [
            {
              type: 'refuse',
              params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
            },
          ],
        },
      },
    },
    executing: {
      type: 'parallel',
      on: {
        Return: [
          { guard: 'hasFreeState', target: 'completed', actions: ['freeState', 'complete', 'forgetAll'] },
          { target: 'completed', actions: ['complete', 'forgetAll'] },
        ],
      },
      states: {
        cancel: {
          initial: 'none',
          on: {
            WS_SERVICE_HOST_ABORT: { actions: [{ type: 'cite', params: { clauses: ['WS-07'] } }] },
            WS_SERVICE_CHANNEL_FAULTED: { actions: [{ type: 'cite', params: { clauses: ['WS-07'] } }] },
          },
          states: {
            none: {
              tags: 'working',
              meta: { label: ['executes, not cancelled', 'executes'] },
              on: {
                WS_SERVICE_HOST_ABORT: {
                  target: 'hostAbort',
                  actions: ['keepReason', { type: 'cite', params: { clauses: ['WS-10', 'WS-12'] } }],
                },
                WS_SERVICE_CHANNEL_FAULTED: {
                  target: 'channelFaulted',
                  actions: ['keepReason', { type: 'cite', params: { clauses: ['WS-10'] } }],
                },
              },
            },
            hostAbort: {
              initial: 'decided',
              states: {
                decided: {
                  tags: 'unaware',
                  meta: {
                    label: [
                      'cancelled by the host, and the operation is not told',
                      'cancelled, not told',
                      'host abort',
                    ],
                  },
                  on: { CallbackBegan: { target: 'notified' } },
                },
                notified: {
                  tags: 'windingDown',
                  meta: { label: ['told: waits for the operation to return', 'told, waits'] },
                },
              },
            },
            channelFaulted: {
              initial: 'decided',
              states: {
                decided: {
                  tags: 'unaware',
                  meta: {
                    label: [
                      'cancelled by a lost channel, and the operation is not told',
                      'cancelled, not told',
                      'channel lost',
                    ],
                  },
                  on: { CallbackBegan: { target: 'notified' } },
                },
                notified: {
                  tags: 'windingDown',
                  meta: { label: ['told: waits for the operation to return', 'told: channel gone', 'channel'] },
                },
              },
            },
          },
        },
        registration: {
          initial: 'unregistered',
          on: {
            WsRegisterOperationForCancel: [
              {
                guard: 'contextIsNull',
                actions: [
                  {
                    type: 'refuse',
                    params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
                  },
                ],
              },
              {
                guard: 'callbackIsNull',
                actions: [
                  {
                    type: 'refuse',
                    params: {
                      code: 'E_INVALIDARG',
                      clauses: ['WS-06', 'WS-15', 'WS-29'],
                      why: 'there is no cancel callback',
                    },
                  },
                ],
              },
              {
                guard: 'hasRegistration',
                actions: [{ type: 'refuseDouble', params: { clauses: ['WS-08', 'WS-15', 'WS-29'] } }],
              },
              {
                guard: 'memoryIsShort',
                actions: [
                  {
                    type: 'refuse',
                    params: { code: 'E_OUTOFMEMORY', clauses: ['WS-15', 'WS-28'], why: 'there is no memory' },
                  },
                ],
              },
              {
                target: '.registering',
                actions: ['begin', { type: 'cite', params: { clauses: ['WS-01', 'WS-02', 'WS-05'] } }],
              },
            ],
          },
          states: {
            unregistered: {
              on: {
                WS_SERVICE_HOST_ABORT: { actions: [{ type: 'cite', params: { clauses: ['WS-17', 'WS-18'] } }] },
                WS_SERVICE_CHANNEL_FAULTED: { actions: [{ type: 'cite', params: { clauses: ['WS-17', 'WS-18'] } }] },
              },
            },
            registering: {
              after: {
                registerDuration: [
                  {
                    guard: 'isUndecided',
                    target: 'registered',
                    actions: [
                      'holdState',
                      'keepRegistration',
                      { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-09'] } },
                      'forgetAttempt',
                    ],
                  },
                  {
                    guard: 'refusesWhenDecided',
                    target: 'unregistered',
                    actions: [
                      {
                        type: 'failRegister',
                        params: {
                          code: 'WS_E_OPERATION_ABORTED',
                          clauses: ['WS-15', 'WS-28'],
                          why: 'the call is cancelled already',
                        },
                      },
                      'forgetAttempt',
                    ],
                  },
                  {
                    guard: 'usesOtherThread',
                    target: 'notifying',
                    actions: [
                      'holdState',
                      'keepRegistration',
                      'callCancelCallback',
                      { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-09'] } },
                      'forgetAttempt',
                      'runCancelCallback',
                    ],
                  },
                  {
                    target: 'notifyingInside',
                    actions: ['holdState', 'keepRegistration', 'callCancelCallback', 'runCancelCallback'],
                  },
                ],
              },
            },
            notifyingInside: {
              on: {
                CallbackReturned: {
                  target: 'registered',
                  actions: [
                    { type: 'returnCancelCallback', params: { clauses: ['WS-04', 'WS-05', 'WS-11'] } },
                    { type: 'returnRegister', params: { code: 'S_OK', clauses: ['WS-04', 'WS-09'] } },
                    'forgetAttempt',
                  ],
                },
              },
            },
            notifying: {
              on: {
                Return: { actions: 'rememberReturn' },
                CallbackReturned: {
                  target: 'registered',
                  actions: [
                    { type: 'returnCancelCallback', params: { clauses: ['WS-05', 'WS-11', 'WS-13', 'WS-16'] } },
                    'completeIfReturned',
                  ],
                },
              },
            },
            registered: {
              on: {
                WS_SERVICE_HOST_ABORT: {
                  guard: 'isUndecided',
                  target: 'notifying',
                  actions: ['callCancelCallback', 'runCancelCallback'],
                },
                WS_SERVICE_CHANNEL_FAULTED: {
                  guard: 'isUndecided',
                  target: 'notifying',
                  actions: ['callCancelCallback', 'runCancelCallback'],
                },
              },
            },
          },
        },
      },
    },
    completed: {
      tags: 'released',
      meta: { label: ['complete: its context is dead', 'complete'] },
      on: {
        WsRegisterOperationForCancel: [
          {
            guard: 'contextIsNull',
            actions: [
              {
                type: 'refuse',
                params: { code: 'E_INVALIDARG', clauses: ['WS-06', 'WS-15', 'WS-29'], why: 'there is no context' },
              },
            ],
          },
          {
            guard: 'crashesWhenComplete',
            actions: ['unsupported', { type: 'cite', params: { clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            guard: 'keepsSilentWhenComplete',
            actions: ['unsupported', { type: 'swallow', params: { code: 'S_OK', clauses: ['WS-03', 'WS-25'] } }],
          },
          {
            actions: [
              'unsupported',
              {
                type: 'refuse',
                params: {
                  code: 'WS_E_INVALID_OPERATION',
                  clauses: ['WS-03', 'WS-25'],
                  why: 'the call is complete',
                },
              },
            ],
          },
        ],
      },
    },
  },
})
