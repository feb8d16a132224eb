import type { WwsClause } from '#specs/wws.ts'
import { hostSetup } from './hostSetup.ts'

/** The host's abort: channels and sessions go down, callbacks begin, and it returns in its own time. */
const striking = <C extends WwsClause>(...clauses: readonly C[]) =>
  [
    { type: 'keepAbort', params: { clauses } },
    'dropSessions',
    'forgetSessions',
    { type: 'strike', params: { returns: true } },
  ] as const

/** A close that has run out of time: the same, with nobody who waits for an abort. */
const takingDown = ['dropSessions', 'forgetSessions', { type: 'strike', params: { returns: false } }] as const

const abortDone = ['returnAbort', 'forgetAbort'] as const

/** A close: at once where nothing is open, else it waits in `target`. */
const closing = <T extends string>(target: T, clauses: readonly WwsClause[]) =>
  [
    {
      guard: 'hasNothing',
      target: 'closed',
      actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-20'] } }],
    },
    { target, actions: ['keepClose', { type: 'cite', params: { clauses } }] },
  ] as const

const afterFree = { type: 'misuse', params: { what: 'the host is freed already' } } as const
/** The abort of a host that closes: where only sessions are left, the close is done. */
const abortingTheClose = (...before: readonly 'issued'[]) =>
  [
    {
      guard: 'hasNoCalls',
      target: '#wws/host.state.closed',
      actions: [
        ...before,
        ...striking('WS-12'),
        { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-20', 'WS-22'] } },
        'forgetClose',
      ],
    },
    { target: 'aborted', actions: [...before, ...striking('WS-12')] },
  ] as const

/**
 * The service host (WS_SERVICE_HOST_STATE) and the process around it. Aborting it takes down channels and tells those who asked
 * to be told, but ends no operation; a close waits, and when it has waited too long it becomes an abort that goes on waiting.
 */
export const host = hostSetup.createMachine({
  id: 'wws/host',
  context: ({ input }) => ({
    knobs: input.knobs,
    newest: 0,
    running: 0,
    sessions: 0,
    telling: 0,
    close: null,
    abort: null,
  }),
  type: 'parallel',
  states: {
    state: {
      initial: 'open',
      on: {
        Connect: { actions: 'countSession' },
        Request: { actions: ['refuse', { type: 'cite', params: { clauses: ['WS-20'] } }] },
        CallCompleted: { actions: 'uncountCall' },
        cancel: { actions: ['issued', 'accepted', { type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        abortHost: { actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        WsAbortServiceHost: { actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-19'] } }] },
        freeHost: { actions: { type: 'misuse', params: { what: 'the host is freed, and is not closed' } } },
        closeHost: {
          actions: [{ type: 'return', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-23', 'WS-29'] } }],
        },
        WsCloseServiceHost: {
          actions: [{ type: 'return', params: { code: 'WS_E_INVALID_OPERATION', clauses: ['WS-23', 'WS-29'] } }],
        },
        openSession: {
          actions: [{ type: 'return', params: { code: 'WS_E_ENDPOINT_DISCONNECTED', clauses: ['WS-19', 'WS-20'] } }],
        },
        closeSession: [
          {
            guard: 'hasSession',
            actions: ['closeSession', 'letGoSession', { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } }],
          },
          { actions: [{ type: 'return', params: { code: 'S_OK', clauses: [] } }] },
        ],
      },
      states: {
        open: {
          tags: 'working',
          meta: { label: ['open'] },
          on: {
            Connect: { actions: ['countSession', 'accept'] },
            Request: { actions: ['countCall', 'dispatch'] },
            openSession: {
              actions: ['openSession', 'holdSession', { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } }],
            },
            cancel: { target: 'faulted', actions: ['issued', ...striking('WS-12', 'WS-19')] },
            abortHost: { target: 'faulted', actions: [...striking('WS-12', 'WS-19')] },
            WsAbortServiceHost: { target: 'faulted', actions: [...striking('WS-12', 'WS-19')] },
            closeHost: [...closing('closing', ['WS-20', 'WS-22'])],
            WsCloseServiceHost: [...closing('closing', ['WS-20', 'WS-22'])],
          },
        },
        faulted: {
          tags: 'over',
          meta: { label: ['faulted: aborted, but not closed', 'faulted'] },
          on: {
            closeHost: [...closing('closing.aborted', ['WS-13', 'WS-17'])],
            WsCloseServiceHost: [...closing('closing.aborted', ['WS-13', 'WS-17'])],
          },
        },
        closing: {
          initial: 'draining',
          tags: 'windingDown',
          meta: { label: ['closing: waits for the calls', 'closing'] },
          after: {
            closeTimeoutTicks: [
              {
                guard: 'hasNoCalls',
                target: 'closed',
                actions: [
                  ...takingDown,
                  { type: 'returnLateClose', params: { clauses: ['WS-21', 'WS-22'] } },
                  'forgetClose',
                ],
              },
              {
                guard: 'returnsAtTimeout',
                target: '.timedOut',
                actions: [...takingDown, { type: 'returnLateClose', params: { clauses: ['WS-21'] } }, 'forgetClose'],
              },
              { target: '.timedOut', actions: [...takingDown, { type: 'cite', params: { clauses: ['WS-21'] } }] },
            ],
          },
          on: {
            CallCompleted: [
              {
                guard: 'isLastOfAll',
                target: 'closed',
                actions: [
                  'uncountCall',
                  { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-13', 'WS-20'] } },
                  'forgetClose',
                ],
              },
              { actions: 'uncountCall' },
            ],
          },
          states: {
            draining: {
              on: {
                closeSession: [
                  {
                    guard: 'isLastSession',
                    target: '#wws/host.state.closed',
                    actions: [
                      'closeSession',
                      'letGoSession',
                      { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } },
                      { type: 'returnClose', params: { code: 'S_OK', clauses: ['WS-20', 'WS-22'] } },
                      'forgetClose',
                    ],
                  },
                  {
                    guard: 'hasSession',
                    actions: [
                      'closeSession',
                      'letGoSession',
                      { type: 'return', params: { code: 'S_OK', clauses: ['WS-22'] } },
                    ],
                  },
                ],
                cancel: [...abortingTheClose('issued')],
                abortHost: [...abortingTheClose()],
                WsAbortServiceHost: [...abortingTheClose()],
              },
            },
            aborted: {
              meta: { label: ['closing after an abort: still waits for the calls', 'closing, aborted', 'aborted'] },
            },
            timedOut: {
              meta: { label: ['close timed out and became an abort: still waits for the calls', 'timed out'] },
              on: {
                CallCompleted: [
                  {
                    guard: 'isLastCall',
                    target: '#wws/host.state.closed',
                    actions: [
                      'uncountCall',
                      { type: 'returnLateClose', params: { clauses: ['WS-13', 'WS-21'] } },
                      'forgetClose',
                    ],
                  },
                  { actions: 'uncountCall' },
                ],
              },
            },
          },
        },
        closed: {
          tags: 'released',
          meta: { label: ['closed'] },
          on: {
            freeHost: {
              target: 'freed',
              actions: [{ type: 'return', params: { code: 'S_OK', clauses: ['WS-24'] } }],
            },
          },
        },
        freed: {
          tags: 'released',
          meta: { label: ['freed: there is no host any more', 'freed'] },
          on: {
            cancel: { actions: ['issued', afterFree] },
            abortHost: { actions: afterFree },
            closeHost: { actions: afterFree },
            freeHost: { actions: afterFree },
          },
        },
      },
    },
    abort: {
      initial: 'none',
      on: {
        CallbackBegins: { actions: 'countCallback' },
        CallbackEnds: { actions: 'uncountCallback' },
      },
      states: {
        none: {
          on: {
            Struck: [
              { guard: 'returnsFirst', actions: [...abortDone] },
              { guard: 'waitsForCalls', target: 'waitsForCalls' },
              { guard: 'hasCallbacks', target: 'waitsForCallbacks' },
              { actions: [...abortDone] },
            ],
          },
        },
        waitsForCallbacks: {
          on: {
            CallbackEnds: [
              { guard: 'isLastCallback', target: 'none', actions: ['uncountCallback', ...abortDone] },
              { actions: 'uncountCallback' },
            ],
          },
        },
        waitsForCalls: { on: { CallCompleted: { guard: 'isLastCall', target: 'none', actions: [...abortDone] } } },
      },
    },
    memory: {
      initial: 'enough',
      on: { outOfMemory: { target: '.short' }, memoryBack: { target: '.enough' } },
      states: {
        enough: {
          on: { WsRegisterOperationForCancel: { actions: [{ type: 'passOn', params: { memoryShort: false } }] } },
        },
        short: {
          on: { WsRegisterOperationForCancel: { actions: [{ type: 'passOn', params: { memoryShort: true } }] } },
        },
      },
    },
  },
})
