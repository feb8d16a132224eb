import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { citing, batch, type Phase, type StateMeta } from '../dialect.ts'
import type {
  CancelCall,
  ClientCommand,
  MiInput,
  MiKnobs,
  OperationCall,
  ResultCallback,
  Returned,
  Start,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
}
type Event = ClientCommand | Returned | ResultCallback

const asReturned = (event: Event): Returned => event as Returned
const callOf = (event: Event): string => (event as { call: string }).call

function onHandle(context: Context, event: OperationCall): Effect {
  return { type: 'tell', to: `runtime#${context.operation}`, event }
}

/**
 * The application, as far as one of its operations is concerned: it starts it, takes results in callbacks or with
 * MI_Operation_GetInstance, cancels it, and has to close it. It may call at any time; whether that makes sense is for the
 * MI client library to say.
 */
export const client = setup({
  types: {
    context: {} as Context,
    input: {} as MiInput,
    events: {} as Event,
    emitted: {} as Effect,
    tags: {} as Phase,
    meta: {} as StateMeta,
  },
  guards: {
    isAccepted: ({ event }) => asReturned(event).code === 'MI_RESULT_OK',
    isFinal: ({ event }) => (event as Returned | ResultCallback).final !== null,
  },
  actions: {
    cite: citing<MiClause>(),
    startOperation: emit(({ context, event }): Effect => {
      const { kind } = event as Extract<Event, { type: 'start' }>
      return {
        type: 'tell',
        to: 'session',
        event: { type: 'MI_Session start', operation: context.operation, kind } satisfies Start,
      }
    }),
    /** The functions that start an operation return nothing; whatever goes wrong is the operation's final result. */
    returnStart: emit(({ event }): Effect => ({
      type: 'return',
      call: callOf(event),
      code: 'MI_RESULT_OK',
      clauses: [],
    })),
    issued: emit(({ context }): Effect => ({ type: 'milestone', operation: context.operation, name: 'issued' })),
    accepted: emit(({ context }): Effect => ({ type: 'milestone', operation: context.operation, name: 'accepted' })),
    callCancel: emit(({ context, event }): Effect => {
      const { call, handle, identity } = event as Extract<Event, { type: 'cancel' }>
      return onHandle(context, { type: 'MI_Operation_Cancel', call, handle, identity } satisfies CancelCall)
    }),
    callClose: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_Operation_Close', call: callOf(event) }),
    ),
    callGetInstance: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_Operation_GetInstance', call: callOf(event) }),
    ),
    return: emit(({ event }): Effect => {
      const { call, code, clauses } = asReturned(event)
      return { type: 'return', call, code, clauses }
    }),
    takeResult: emit(({ context, event }): Effect => {
      const { n } = event as Returned | ResultCallback
      return n === 0 ? batch() : { type: 'result', operation: context.operation, n }
    }),
    settle: emit(({ context, event }): Effect => {
      const { final } = event as Returned | ResultCallback
      return final === null ? batch() : { type: 'settle', operation: context.operation, code: final }
    }),
    returnFromCallback: emit(({ event }): Effect => ({
      type: 'return',
      call: callOf(event),
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
