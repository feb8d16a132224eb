import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { Even6Clause } from '#specs/even6.ts'
import { batch, citing, expectEvent, roleTypes } from '../dialect.ts'
import type { Even6Input, Even6Knobs } from './knobs.ts'
import { replyTo, type Code, type ToControl, type ToOperation } from './messages.ts'

interface Context {
  readonly knobs: Even6Knobs
  readonly number: number
  /** Operations under this control handle that are on the server and not over, in the order of their numbers. */
  readonly outstanding: readonly number[]
  /** Canceled. */
  readonly flag: boolean
}
type Event = ToControl

const toOperation = (operation: number, event: ToOperation): Effect => ({
  type: 'tell',
  to: `operation#${operation}`,
  event,
})
const toOutstanding = (context: Context, event: ToOperation): Effect =>
  batch(...context.outstanding.map((operation) => toOperation(operation, event)))
const answer = (event: Event, code: Code, clauses: readonly Even6Clause[]): Effect => ({
  type: 'tell',
  to: 'server',
  event: { type: 'Answer', reply: replyTo(expectEvent(event, 'EvtRpcCancel').request, code, clauses) },
})

/**
 * The control object ([MS-EVEN6] 3.1.1.10): what is outstanding under it, and the flag Canceled, which nothing ever resets. The
 * order of its checks is in part our own (hole EH-07).
 */
export const control = setup({
  types: roleTypes<Context, Event, Even6Input>(),
  guards: {
    flagIsSet: ({ context }) => context.flag,
    idleLeavesFlag: ({ context }) => context.outstanding.length === 0 && !context.knobs.setFlagWhenIdle,
    nothingIsOutstanding: ({ context }) => context.outstanding.length === 0,
    serverIsBusy: ({ event }) => expectEvent(event, 'EvtRpcCancel').busy,
  },
  actions: {
    cite: citing<Even6Clause>(),
    begin: emit(({ event }): Effect =>
      toOperation(expectEvent(event, 'Begin').request.operation, expectEvent(event, 'Begin').request),
    ),
    endAtOnce: emit(({ event }): Effect => {
      const { request } = expectEvent(event, 'Begin')
      return toOperation(request.operation, { type: 'AlreadyCanceled', request })
    }),
    noteBegin: assign({
      outstanding: ({ context, event }) =>
        [...context.outstanding, expectEvent(event, 'Begin').request.operation].sort((a, b) => a - b),
    }),
    noteEnd: assign({
      outstanding: ({ context, event }) =>
        context.outstanding.filter((operation) => operation !== expectEvent(event, 'Ended').operation),
    }),
    /** A query or subscription call ends now; the log calls have no task behind the pointer and take no notice. */
    stopProcessing: emit(({ context }): Effect => toOutstanding(context, { type: 'StopProcessing' })),
    setCanceled: emit(({ context }): Effect => ({
      type: 'tell',
      to: `control#${context.number}`,
      event: { type: 'SetCanceled' },
    })),
    showFlag: emit(({ context }): Effect => toOutstanding(context, { type: 'CanceledIsTrue' })),
    answer: emit(({ event }, says: { readonly clauses: readonly Even6Clause[] }): Effect =>
      answer(event, 'ERROR_SUCCESS', says.clauses),
    ),
    answerBusy: emit(({ context, event }, says: { readonly clauses: readonly Even6Clause[] }): Effect =>
      answer(event, context.knobs.busyCode, says.clauses),
    ),
    tellGone: emit(({ context }): Effect => ({
      type: 'tell',
      to: 'operation#*',
      event: { type: 'ControlGone', control: context.number },
    })),
    tellItGone: emit(({ context, event }): Effect =>
      toOperation(expectEvent(event, 'Ended').operation, { type: 'ControlGone', control: context.number }),
    ),
    raiseFlag: assign({ flag: true }),
    forget: assign({ outstanding: [], flag: false }),
  },
}).createMachine({
  id: 'even6/control',
  context: ({ input }) => ({ knobs: input.knobs, number: input.instance, outstanding: [], flag: false }),
  initial: 'unregistered',
  states: {
    unregistered: {
      tags: 'idle',
      meta: { label: ['not registered yet', 'none'] },
      on: { Register: { target: 'live' } },
    },
    live: {
      initial: 'notCanceled',
      on: {
        Ended: { actions: 'noteEnd' },
        EvtRpcCancel: [
          { guard: 'flagIsSet', actions: { type: 'answer', params: { clauses: ['EV-07', 'EV-14', 'EV-10'] } } },
          { guard: 'idleLeavesFlag', actions: { type: 'answer', params: { clauses: ['EV-13', 'EV-10'] } } },
          {
            guard: 'nothingIsOutstanding',
            actions: ['setCanceled', { type: 'answer', params: { clauses: ['EV-13', 'EV-09', 'EV-10'] } }],
          },
          { guard: 'serverIsBusy', actions: { type: 'answerBusy', params: { clauses: ['EV-11', 'EV-12'] } } },
          {
            actions: [
              { type: 'cite', params: { clauses: ['EV-05', 'EV-06'] } },
              'stopProcessing',
              'setCanceled',
              { type: 'answer', params: { clauses: ['EV-08', 'EV-09', 'EV-10', 'EV-12', 'EV-15'] } },
            ],
          },
        ],
        Close: { target: 'gone', actions: ['tellGone', 'forget'] },
      },
      states: {
        notCanceled: {
          tags: 'idle',
          meta: { label: ['Canceled is false', 'not canceled'] },
          on: {
            Begin: { actions: ['noteBegin', 'begin'] },
            SetCanceled: { target: 'canceled', actions: ['raiseFlag', 'showFlag'] },
          },
        },
        canceled: {
          tags: 'over',
          meta: { label: ['Canceled is true, for good', 'canceled'] },
          on: { Begin: { actions: [{ type: 'cite', params: { clauses: ['EV-09'] } }, 'endAtOnce'] } },
        },
      },
    },
    gone: {
      tags: 'released',
      meta: { label: ['closed'] },
      on: {
        Begin: { actions: 'begin' },
        Ended: { actions: 'tellItGone' },
      },
    },
  },
})
