import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  returns,
  type CancelCall,
  type OperationCall,
  type ResultCallback,
  type Returned,
  type Start,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
}
type Event = Command<'start' | 'getNext' | 'close' | 'cancel'> | Returned | ResultCallback

function onHandle(context: Context, event: OperationCall): Effect {
  return { type: 'tell', to: `runtime#${context.operation}`, event }
}

/**
 * The application, as far as one of its operations is concerned: it starts it, takes results in callbacks or with
 * MI_Operation_GetInstance, cancels it, and has to close it. It may call at any time; whether that makes sense is for the
 * MI client library to say.
 */
export const client = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    isAccepted: ({ event }) => fieldOf(event, 'code') === 'MI_RESULT_OK',
    isFinal: ({ event }) => fieldOf(event, 'final') !== null,
  },
  actions: {
    cite: citing<MiClause>(),
    ...reaching('issued', 'accepted'),
    startOperation: emit(({ context, event }): Effect => {
      const kind = fieldOf(event, 'kind')
      return {
        type: 'tell',
        to: 'session',
        event: { type: 'MI_Session start', operation: context.operation, kind } satisfies Start,
      }
    }),
    /** The functions that start an operation return nothing; whatever goes wrong is the operation's final result. */
    returnStart: emit(({ event }): Effect => ({
      type: 'return',
      call: fieldOf(event, 'call'),
      code: 'MI_RESULT_OK',
      clauses: [],
    })),
    callCancel: emit(({ context, event }): Effect => {
      const { call, handle, identity } = expectEvent(event, 'cancel')
      return onHandle(context, { type: 'MI_Operation_Cancel', call, handle, identity } satisfies CancelCall)
    }),
    callClose: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_Operation_Close', call: fieldOf(event, 'call') }),
    ),
    callGetInstance: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_Operation_GetInstance', call: fieldOf(event, 'call') }),
    ),
    return: emit(({ event }): Effect => {
      const { call, code, clauses } = expectEvent(event, ...returns)
      return { type: 'return', call, code, clauses }
    }),
    takeResult: emit(({ context, event }): Effect => {
      const n = fieldOf(event, 'n')
      return n === 0 ? batch() : { type: 'result', operation: context.operation, n }
    }),
    settle: emit(({ context, event }): Effect => {
      const final = fieldOf(event, 'final')
      return final === null ? batch() : { type: 'settle', operation: context.operation, code: final }
    }),
    returnFromCallback: emit(({ event }): Effect => ({
      type: 'return',
      call: fieldOf(event, 'call'),
      code: 'MI_RESULT_OK',
      clauses: ['MI-03'] satisfies MiClause[],
    })),
  },
}).createMachine({
  id: 'mi/client',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance }),
  initial: 'noOperation',
  on: {
    getNext: { actions: 'callGetInstance' },
    cancel: { actions: ['issued', { type: 'cite', params: { clauses: ['MI-18', 'MI-29'] } }, 'callCancel'] },
    close: { actions: 'callClose' },
    'MI_Operation_Cancel returned': [{ guard: 'isAccepted', actions: ['accepted', 'return'] }, { actions: 'return' }],
    'MI_Operation_Close returned': { actions: 'return' },
    'MI_Operation_GetInstance returned': { actions: ['takeResult', 'settle', 'return'] },
    'result callback': [
      { guard: 'isFinal', actions: ['takeResult', 'settle', 'returnFromCallback'] },
      { actions: 'takeResult' },
    ],
  },
  states: {
    noOperation: {
      tags: 'idle',
      meta: { label: ['nothing started', 'idle'] },
      on: { start: { target: 'underWay.waiting', actions: ['startOperation', 'returnStart'] } },
    },
    underWay: {
      on: {
        close: { target: 'closing', actions: 'callClose' },
        'MI_Operation_GetInstance returned': [
          { guard: 'isFinal', target: 'ended', actions: ['takeResult', 'settle', 'return'] },
          { actions: ['takeResult', 'return'] },
        ],
        'result callback': [
          { guard: 'isFinal', target: 'ended', actions: ['takeResult', 'settle', 'returnFromCallback'] },
          { actions: 'takeResult' },
        ],
      },
      initial: 'waiting',
      states: {
        waiting: {
          tags: 'working',
          meta: { label: ['waits for results', 'waits'] },
          on: {
            'MI_Operation_Cancel returned': [
              { guard: 'isAccepted', target: 'cancelling', actions: ['accepted', 'return'] },
              { actions: 'return' },
            ],
          },
        },
        cancelling: {
          tags: 'windingDown',
          meta: { label: ['has cancelled, waits for the final result', 'waits for the end'] },
        },
      },
    },
    ended: {
      tags: 'over',
      meta: { label: ['has the final result, handle still open', 'handle still open', 'open'] },
      on: { close: { target: 'closing', actions: 'callClose' } },
    },
    closing: {
      tags: 'windingDown',
      meta: { label: ['inside MI_Operation_Close', 'closing'] },
      on: {
        'MI_Operation_Close returned': [
          { guard: 'isAccepted', target: 'closed', actions: 'return' },
          { actions: 'return' },
        ],
      },
    },
    closed: { tags: 'released', meta: { label: ['handle closed', 'closed'] } },
  },
})
