import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { citing, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import type { OperationClosed, ReturnCode, SessionSays, Start } from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  /** Operations of the session whose handle is not closed yet. */
  readonly open: number
  /** The MI_Session_Close that waits for them. */
  readonly closing: string | null
}
type Event = Start | OperationClosed | Command<'closeSession' | 'outOfMemory' | 'memoryBack' | 'dropLink'>

const toStarted = (event: Event, message: SessionSays): Effect => ({
  type: 'tell',
  to: `runtime#${fieldOf(event, 'operation')}`,
  event: message,
})
const toAll = (message: SessionSays): Effect => ({ type: 'tell', to: 'runtime#*', event: message })

/**
 * The MI_Session: operations are started on it, and closing it cancels them and waits until the last of their handles is
 * closed. The link to the server and the memory of the client's machine are kept here too, since they concern all operations.
 */
export const session = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    everyHandleIsClosed: ({ context }) => context.open === 0,
    isLastHandle: ({ context }) => context.open === 1,
  },
  actions: {
    cite: citing<MiClause>(),
    open: emit(({ event }): Effect => toStarted(event, { type: 'Open', kind: fieldOf(event, 'kind') })),
    failToOpen: emit(({ event }): Effect =>
      toStarted(event, { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER' }),
    ),
    countUp: assign({ open: ({ context }) => context.open + 1 }),
    countDown: assign({ open: ({ context }) => context.open - 1 }),
    keepCall: assign({ closing: ({ event }) => fieldOf(event, 'call') }),
    cancelAll: emit((): Effect => toAll({ type: 'SessionClosing' })),
    answer: emit(
      ({ event }, { code, clauses }: { readonly code: ReturnCode; readonly clauses: readonly MiClause[] }): Effect => ({
        type: 'return',
        call: fieldOf(event, 'call'),
        code,
        clauses,
      }),
    ),
    answerKept: emit(({ context }): Effect => ({
      type: 'return',
      call: context.closing ?? '',
      code: 'MI_RESULT_OK',
      clauses: ['MI-25'] satisfies MiClause[],
    })),
    forgetCall: assign({ closing: null }),
    linkIsDown: emit((): Effect => toAll({ type: 'LinkDown' })),
    serverLosesAll: emit((): Effect => ({ type: 'tell', to: 'server', event: { type: 'LinkDown' } })),
    linkIsDownForNew: emit(({ event }): Effect => toStarted(event, { type: 'LinkDown' })),
    memoryIsShort: emit((): Effect => toAll({ type: 'MemoryShort' })),
    memoryIsBack: emit((): Effect => toAll({ type: 'MemoryBack' })),
    memoryIsShortForNew: emit(({ event }): Effect => toStarted(event, { type: 'MemoryShort' })),
  },
}).createMachine({
  id: 'mi/session',
  context: ({ input }) => ({ knobs: input.knobs, open: 0, closing: null }),
  type: 'parallel',
  states: {
    session: {
      initial: 'open',
      states: {
        open: {
          tags: 'idle',
          meta: { label: ['session open', 'open'] },
          on: {
            'MI_Session start': { actions: ['countUp', 'open'] },
            OperationClosed: { actions: 'countDown' },
            closeSession: [
              {
                guard: 'everyHandleIsClosed',
                target: 'closed',
                actions: { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-25'] } },
              },
              { target: 'closing', actions: ['keepCall', 'cancelAll'] },
            ],
          },
        },
        closing: {
          tags: 'windingDown',
          meta: { label: ['waits until every handle is closed', 'waits for handles', 'waits'] },
          on: {
            'MI_Session start': { actions: 'failToOpen' },
            OperationClosed: [
              { guard: 'isLastHandle', target: 'closed', actions: ['countDown', 'answerKept', 'forgetCall'] },
              { actions: 'countDown' },
            ],
            closeSession: { actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: [] } } },
          },
        },
        closed: {
          tags: 'released',
          meta: { label: ['session closed', 'closed'] },
          on: {
            'MI_Session start': { actions: 'failToOpen' },
            closeSession: { actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: [] } } },
          },
        },
      },
    },
    link: {
      initial: 'up',
      states: {
        up: { on: { dropLink: { target: 'down', actions: ['linkIsDown', 'serverLosesAll'] } } },
        down: { on: { dropLink: {}, 'MI_Session start': { actions: 'linkIsDownForNew' } } },
      },
    },
    memory: {
      initial: 'enough',
      states: {
        enough: { on: { outOfMemory: { target: 'short', actions: 'memoryIsShort' }, memoryBack: {} } },
        short: {
          on: {
            outOfMemory: {},
            memoryBack: { target: 'enough', actions: 'memoryIsBack' },
            'MI_Session start': { actions: 'memoryIsShortForNew' },
          },
        },
      },
    },
  },
})
