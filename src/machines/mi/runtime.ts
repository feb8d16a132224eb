import { emptyStock } from './delivery.ts'
import { runtimeParts } from './runtimeParts.ts'
import {
  accepted,
  arrivals,
  beginClose,
  byClose,
  bySession,
  checkOfPointer,
  checksOfClosed,
  checksOfOpen,
  endWithoutLink,
  finalOnceMore,
  handOver,
  leaveAndTell,
  leaveOnly,
  leftovers,
  neverStartedAnswer,
  refused,
  refusedWhereAsync,
  tooLate,
} from './runtimeTransitions.ts'

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
    stock: emptyStock,
    toCome: 0,
    answerIsDue: false,
    closing: null,
    memoryIsShort: false,
  }),
  initial: 'null',
  on: {
    LinkDown: { actions: 'cutBoth' },
    SessionClosing: {},
    MemoryShort: { actions: { type: 'setMemory', params: { short: true } } },
    MemoryBack: { actions: { type: 'setMemory', params: { short: false } } },
    'link.kept': {},
    FinalConsumed: {},
  },
  states: {
    null: {
      tags: 'idle',
      meta: { label: ['no operation', 'none'] },
      on: {
        Open: { target: 'open', actions: ['hold', 'rememberKind', 'sendRequest'] },
        OpenFailed: { target: 'neverStarted', actions: ['hold', 'endAsSaid'] },
        MI_Operation_Cancel: refused,
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: refused,
      },
    },
    neverStarted: {
      tags: 'refused',
      meta: { label: ['never started', 'failed'] },
      entry: handOver,
      on: {
        MI_Operation_Cancel: [checkOfPointer, { actions: neverStartedAnswer }],
        MI_Operation_Close: {
          target: 'null',
          actions: ['zero', 'forgetAll', { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-05'] } }],
        },
        MI_Operation_GetInstance: [
          refusedWhereAsync,
          { guard: 'hasNext', actions: ['wait', ...handOver] },
          finalOnceMore,
        ],
      },
    },
    open: {
      on: {
        MI_Operation_GetInstance: [
          refusedWhereAsync,
          { guard: 'hasNext', actions: ['wait', ...handOver] },
          { actions: 'wait' },
        ],
      },
      initial: 'connecting',
      states: {
        connecting: {
          tags: 'starting',
          meta: { label: ['request on its way', 'starting'] },
          on: {
            Admit: 'awaiting',
            Refuse: { target: 'finished', actions: ['endAsSaid', { type: 'cite', params: { clauses: ['MI-12'] } }] },
            LinkDown: endWithoutLink,
            MI_Operation_Cancel: [
              ...checksOfOpen,
              {
                guard: 'cancelHasNoEffect',
                actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-01'] } },
              },
              { guard: 'reachesProvider', target: 'leaving', actions: [accepted, 'expectAnswer', ...leaveAndTell] },
              { target: 'leaving', actions: [accepted, 'expectAnswer', ...leaveOnly] },
            ],
            MI_Operation_Close: [
              { guard: 'cancelHasNoEffect', target: '#mi/runtime.closing.awaiting', actions: beginClose },
              {
                guard: 'reachesProvider',
                target: '#mi/runtime.closing.leaving',
                actions: [...byClose, 'expectAnswer', ...leaveAndTell],
              },
              { target: '#mi/runtime.closing.leaving', actions: [...byClose, 'expectAnswer', ...leaveOnly] },
            ],
            SessionClosing: [
              { guard: 'cancelHasNoEffect' },
              { guard: 'reachesProvider', target: 'leaving', actions: [bySession, 'expectAnswer', ...leaveAndTell] },
              { target: 'leaving', actions: [bySession, 'expectAnswer', ...leaveOnly] },
            ],
          },
        },
        awaiting: {
          tags: 'working',
          meta: { label: ['runs, results come in', 'runs'] },
          on: {
            ...arrivals,
            MI_Operation_Cancel: [
              ...checksOfOpen,
              {
                guard: 'cancelHasNoEffect',
                actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-01'] } },
              },
              { guard: 'reachesProvider', target: 'leaving', actions: [accepted, ...leaveAndTell] },
              { target: 'leaving', actions: [accepted, ...leaveOnly] },
            ],
            MI_Operation_Close: [
              { guard: 'cancelHasNoEffect', target: '#mi/runtime.closing.awaiting', actions: beginClose },
              {
                guard: 'reachesProvider',
                target: '#mi/runtime.closing.leaving',
                actions: [...byClose, ...leaveAndTell],
              },
              { target: '#mi/runtime.closing.leaving', actions: [...byClose, ...leaveOnly] },
            ],
            SessionClosing: [
              { guard: 'cancelHasNoEffect' },
              { guard: 'reachesProvider', target: 'leaving', actions: [bySession, ...leaveAndTell] },
              { target: 'leaving', actions: [bySession, ...leaveOnly] },
            ],
          },
        },
        leaving: {
          tags: 'windingDown',
          meta: { label: ['has left the server, takes what is on its way', 'has left the server', 'left'] },
          on: {
            ...leftovers,
            MI_Operation_Cancel: [
              ...checksOfOpen,
              { actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-19'] } } },
            ],
            MI_Operation_Close: { target: '#mi/runtime.closing.leaving', actions: beginClose },
          },
        },
        finished: {
          tags: 'over',
          meta: { label: ['final result waits to be fetched', 'final result is here', 'final'] },
          entry: handOver,
          on: {
            FinalConsumed: { target: 'consumed', actions: { type: 'cite', params: { clauses: ['MI-08'] } } },
            MI_Operation_Cancel: [...checksOfOpen, tooLate],
            MI_Operation_Close: { target: '#mi/runtime.closing.finished', actions: beginClose },
          },
        },
        consumed: {
          tags: 'over',
          meta: { label: ['over, handle still open', 'still open', 'open'] },
          entry: ['answerWaiting', 'forgetAll'],
          on: {
            MI_Operation_GetInstance: [refusedWhereAsync, finalOnceMore],
            MI_Operation_Cancel: [...checksOfOpen, tooLate],
            MI_Operation_Close: {
              target: '#mi/runtime.closed',
              actions: ['release', { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-05'] } }],
            },
          },
        },
      },
    },
    closing: {
      on: {
        MI_Operation_Cancel: [...checksOfClosed],
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: [
          refusedWhereAsync,
          { guard: 'hasNext', actions: ['wait', ...handOver] },
          { actions: 'wait' },
        ],
      },
      initial: 'leaving',
      states: {
        awaiting: {
          tags: 'working',
          meta: { label: ['closed, and runs on', 'runs on'] },
          on: { ...arrivals, Admit: {}, Refuse: { target: 'finished', actions: 'endAsSaid' } },
        },
        leaving: {
          tags: 'windingDown',
          meta: { label: ['closed, takes what is on its way', 'closing'] },
          on: leftovers,
        },
        finished: {
          tags: 'windingDown',
          meta: { label: ['Close waits until the final result is fetched', 'Close waits', 'closing'] },
          entry: handOver,
          on: { FinalConsumed: { target: '#mi/runtime.closed', actions: ['returnKeptClose', 'forgetClose'] } },
        },
      },
    },
    closed: {
      tags: 'released',
      meta: { label: ['handle closed', 'closed'] },
      entry: ['answerWaiting', 'forgetAll'],
      on: {
        MI_Operation_Cancel: [...checksOfClosed],
        MI_Operation_Close: refused,
        MI_Operation_GetInstance: refused,
      },
    },
  },
})
