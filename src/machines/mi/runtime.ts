import { emptyStock } from './delivery.ts'
import { runtimeParts } from './runtimeParts.ts'
import {
  arrivals,
  beginClose,
  cancelling,
  checkOfPointer,
  checksOfClose,
  checksOfClosed,
  checksOfOpen,
  closeSilently,
  closingUnfinished,
  delivering,
  exits,
  endWithoutLink,
  endedBySession,
  endedByTimeout,
  fetching,
  finalOnceMore,
  handling,
  leftovers,
  neverStartedAnswer,
  onceMore,
  refused,
  refusedWhereAsync,
  tooLate,
  unheard,
} from './runtimeTransitions.ts'

const openFinished = '#mi/runtime.open.finished'
const closingFinished = '#mi/runtime.closing.finished'

/**
 * The MI client library, as far as one operation is concerned: the handle with its checks, the connection to the server, and
 * the delivery of results. A cancel is settled here, without waiting for anybody: the library leaves the server at once, hands
 * over what was on its way, and makes the final result itself.
 */
export const runtime = runtimeParts.createMachine({
  id: 'mi/runtime',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    kind: null,
    results: null,
    mode: null,
    stock: emptyStock,
    handed: null,
    toCome: 0,
    answerIsDue: false,
    closing: null,
    owesClosed: false,
    memoryIsShort: false,
    heard: false,
    hasExpired: false,
    hasLostAcknowledgement: false,
  }),
  initial: 'null',
  on: {
    LinkDown: { actions: 'cutBoth' },
    SessionClosing: {},
    MemoryShort: { actions: { type: 'setMemory', params: { short: true } } },
    MemoryBack: { actions: { type: 'setMemory', params: { short: false } } },
    'link.kept': {},
    FinalConsumed: {},
    ...handling,
  },
  states: {
    null: {
      tags: 'idle',
      meta: { label: ['no operation', 'none'] },
      on: {
        Exit: 'gone',
        Open: { target: 'open', actions: ['hold', 'rememberStart', 'sendRequest', 'countPatience'] },
        OpenFailed: { target: 'neverStarted', actions: ['hold', 'rememberMode', 'endAsSaid'] },
        MI_Operation_Cancel: [checkOfPointer, { guard: 'neverStarted', actions: neverStartedAnswer }, refused],
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: refused,
      },
    },
    neverStarted: {
      tags: 'refused',
      meta: { label: ['never started', 'failed'] },
      entry: [...delivering],
      on: {
        Exit: { target: 'gone', actions: 'zero' },
        MI_Operation_Cancel: [checkOfPointer, { actions: neverStartedAnswer }],
        MI_Operation_Close: {
          target: 'null',
          actions: ['zero', 'forgetAll', { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-05'] } }],
        },
        MI_Operation_GetInstance: [
          refusedWhereAsync,
          { guard: 'hasNext', actions: ['wait', ...delivering] },
          finalOnceMore,
        ],
      },
    },
    open: {
      on: { Exit: exits.open, MI_Operation_GetInstance: [...fetching] },
      initial: 'unfinished',
      states: {
        unfinished: {
          type: 'parallel',
          on: {
            Exit: exits.connected,
            LinkDown: endWithoutLink(openFinished),
            MI_Operation_Cancel: [...cancelling],
            MI_Operation_Close: [...closingUnfinished],
            SessionClosing: [...endedBySession],
          },
          states: {
            server: {
              initial: 'connecting',
              states: {
                connecting: {
                  tags: 'starting',
                  meta: { label: ['request on its way', 'starting'] },
                  on: {
                    Admit: { target: 'awaiting', actions: 'noteAdmitted' },
                    Refuse: {
                      target: openFinished,
                      actions: ['endAsSaid', { type: 'cite', params: { clauses: ['MI-12'] } }],
                    },
                  },
                },
                awaiting: {
                  tags: 'working',
                  meta: { label: ['runs, results come in', 'runs'] },
                  on: arrivals(openFinished),
                },
              },
            },
            patience: {
              initial: 'endless',
              states: {
                endless: { on: { CountPatience: 'counting' } },
                counting: {
                  after: { operationTimeoutTicks: [...endedByTimeout] },
                  // It counts from result to result; an operation of one result is over with it.
                  on: { Instance: { target: 'counting', reenter: true } },
                },
              },
            },
          },
        },
        leaving: {
          tags: 'windingDown',
          meta: { label: ['has left the server, takes what is on its way', 'has left the server', 'left'] },
          on: {
            ...leftovers(openFinished),
            MI_Operation_Cancel: [...checksOfOpen, onceMore],
            MI_Operation_Close: [...checksOfClose, { target: '#mi/runtime.closing.leaving', actions: beginClose }],
          },
        },
        silent: {
          tags: 'windingDown',
          meta: { label: ['was asked to stop, and no final result will come', 'no final result will come', 'silent'] },
          on: {
            ...unheard,
            Exit: exits.connected,
            MI_Operation_Cancel: [...checksOfOpen, onceMore],
            MI_Operation_Close: [...checksOfClose, closeSilently],
          },
        },
        finished: {
          tags: 'over',
          meta: { label: ['final result waits to be fetched', 'final result is here', 'final'] },
          entry: [...delivering],
          on: {
            FinalConsumed: { target: 'consumed', actions: { type: 'cite', params: { clauses: ['MI-08'] } } },
            CallbackReturned: [
              { guard: 'awaitsAcknowledgement', actions: 'noteReturned' },
              { guard: 'finalIsHanded', target: 'consumed', actions: { type: 'cite', params: { clauses: ['MI-08'] } } },
              { actions: ['letGo', ...delivering, { type: 'cite', params: { clauses: ['MI-34'] } }] },
            ],
            MI_OperationCallback_ResultAcknowledge: [
              handling.MI_OperationCallback_ResultAcknowledge[0],
              handling.MI_OperationCallback_ResultAcknowledge[1],
              {
                guard: 'finalIsHanded',
                target: 'consumed',
                actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-08', 'MI-28'] } },
              },
              handling.MI_OperationCallback_ResultAcknowledge[2],
            ],
            MI_Operation_Cancel: [...checksOfOpen, tooLate],
            MI_Operation_Close: [...checksOfClose, { target: '#mi/runtime.closing.finished', actions: beginClose }],
          },
        },
        consumed: {
          tags: 'over',
          meta: { label: ['over, handle still open', 'still open', 'open'] },
          entry: ['answerWaiting', 'forgetAll'],
          on: {
            MI_Operation_GetInstance: [refusedWhereAsync, finalOnceMore],
            MI_Operation_Cancel: [...checksOfOpen, tooLate],
            MI_Operation_Close: [
              ...checksOfClose,
              {
                target: '#mi/runtime.closed',
                actions: ['release', { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-05'] } }],
              },
            ],
          },
        },
      },
    },
    closing: {
      on: {
        Exit: exits.closing,
        MI_Operation_Cancel: [...checksOfClosed],
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: [...fetching],
      },
      initial: 'leaving',
      states: {
        awaiting: {
          tags: 'working',
          meta: { label: ['closed, and runs on', 'runs on'] },
          on: { ...arrivals(closingFinished), LinkDown: endWithoutLink(closingFinished), Exit: exits.closingConnected },
        },
        leaving: {
          tags: 'windingDown',
          meta: { label: ['closed, takes what is on its way', 'closing'] },
          on: leftovers(closingFinished),
        },
        silent: {
          tags: 'windingDown',
          meta: { label: ['closed, and no final result will come', 'closed without an end', 'no end'] },
          on: { ...unheard, Exit: exits.closingConnected },
        },
        finished: {
          tags: 'windingDown',
          meta: { label: ['Close waits until the final result is fetched', 'Close waits', 'in Close'] },
          entry: [...delivering],
          on: {
            FinalConsumed: { target: '#mi/runtime.closed', actions: 'returnKeptClose' },
            CallbackReturned: [
              { guard: 'awaitsAcknowledgement', actions: 'noteReturned' },
              { guard: 'finalIsHanded', target: '#mi/runtime.closed', actions: 'returnKeptClose' },
              { actions: ['letGo', ...delivering, { type: 'cite', params: { clauses: ['MI-34'] } }] },
            ],
            MI_OperationCallback_ResultAcknowledge: [
              handling.MI_OperationCallback_ResultAcknowledge[0],
              handling.MI_OperationCallback_ResultAcknowledge[1],
              {
                guard: 'finalIsHanded',
                target: '#mi/runtime.closed',
                actions: [{ type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-28'] } }, 'returnKeptClose'],
              },
              handling.MI_OperationCallback_ResultAcknowledge[2],
            ],
          },
        },
      },
    },
    closed: {
      tags: 'released',
      meta: { label: ['handle closed', 'closed'] },
      entry: ['answerWaiting', 'forgetAll'],
      on: {
        Exit: exits.closed,
        MI_Operation_Cancel: [...checksOfClosed],
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: refused,
      },
    },
    gone: {
      tags: 'over',
      meta: { label: ['ended with its process', 'ended'] },
      entry: 'forgetAll',
      on: { Exit: {}, CallbackReturned: {} },
    },
  },
})
