import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  foundBy,
  hasEnded,
  type Exit,
  type ForProcess,
  type OperationClosed,
  type ReturnCode,
  type SessionCloseCall,
  type SessionCloseSays,
  type SessionSays,
  type Start,
  type ToServer,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  /** Operations of the session whose handle is not closed yet. */
  readonly open: number
  /** The MI_Session_Close that waits for them. */
  readonly closing: string | null
  /** The operation whose callback waits inside that close; 0: none does. */
  readonly stuck: number
}
type Event =
  | Start
  | OperationClosed
  | SessionCloseCall
  | ForProcess
  | Command<'closeSession' | 'outOfMemory' | 'memoryBack' | 'dropLink' | 'leave'>

const toStarted = (event: Event, message: SessionSays): Effect => ({
  type: 'tell',
  to: `runtime#${fieldOf(event, 'operation')}`,
  event: message,
})
const toStuck = ({ stuck }: Context, event: SessionCloseSays): Effect =>
  stuck === 0 ? batch() : { type: 'tell', to: `client#${stuck}`, event }
/** Key of the callback that says that the session is closed. */
const completed = 'sessionClosed/1'
const toAll = (message: SessionSays): Effect => ({ type: 'tell', to: 'runtime#*', event: message })

const okay = { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-25'] } } as const
const okayAtOnce = { type: 'answer', params: { code: 'MI_RESULT_OK', clauses: ['MI-25', 'MI-27'] } } as const
const closed = '#mi/session.session.closed'
const closing = '#mi/session.session.closing'
/** With a completion callback the call returns at once, and the callback comes when it would have returned. */
const closes = [
  { guard: 'completesAtOnce', target: closed, actions: [okayAtOnce, 'answerKept', 'tellServer'] },
  { guard: 'everyHandleIsClosed', target: closed, actions: [okay, 'tellServer'] },
  { guard: 'hasCompletion', target: closing, actions: [okayAtOnce, 'cancelAll'] },
  { target: closing, actions: ['keepCall', 'sayWaits', 'cancelAll'] },
] as const
const isClosed = { actions: { type: 'answer', params: { code: 'MI_RESULT_INVALID_PARAMETER', clauses: [] } } } as const

/**
 * The MI_Session: operations are started on it, and closing it cancels them and waits until the last of their handles is
 * closed. The link to the server and the memory of the client's machine are kept here too, since they concern all operations.
 */
export const session = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    isIncomplete: ({ event }) => expectEvent(event, 'MI_Session start').fault === 'incomplete',
    everyHandleIsClosed: ({ context }) => context.open === 0,
    isLastHandle: ({ context }) => context.open === 1,
    completesAtOnce: ({ context, event }) => context.open === 0 && fieldOf(event, 'completion') === 'callback',
    hasCompletion: ({ event }) => fieldOf(event, 'completion') === 'callback',
  },
  actions: {
    cite: citing<MiClause>(),
    open: emit(({ event }): Effect => {
      const { kind, mode, fault, ...start } = expectEvent(event, 'MI_Session start')
      return toStarted(event, {
        type: 'Open',
        kind,
        mode,
        ...(fault === undefined ? {} : { fault }),
        ...foundBy(start),
      })
    }),
    failToOpen: emit(({ event }): Effect => {
      const { mode } = expectEvent(event, 'MI_Session start')
      return toStarted(event, { type: 'OpenFailed', code: 'MI_RESULT_INVALID_PARAMETER', mode })
    }),
    countUp: assign({ open: ({ context }) => context.open + 1 }),
    countDown: assign({ open: ({ context }) => context.open - 1 }),
    keepCall: assign(({ event }) => ({
      closing: fieldOf(event, 'call'),
      stuck: event.type === 'MI_Session_Close' ? event.operation : 0,
    })),
    sayWaits: emit(({ context }): Effect => toStuck(context, { type: 'SessionCloseWaits' })),
    /** A server that gives a slot to a session has to hear that it has ended. */
    tellServer: emit(({ context }): Effect =>
      context.knobs.slotReleasedBy === 'session'
        ? { type: 'send', to: 'server', event: { type: 'SessionEnded' } satisfies ToServer }
        : batch(),
    ),
    passOn: emit(({ event }, params: { readonly isThere: boolean }): Effect => {
      const { operation, command } = expectEvent(event, 'for the process')
      return { type: 'tell', to: `client#${operation}`, event: { ...command, isThere: params.isThere } }
    }),
    neverMade: emit((): Effect => ({ type: 'discard', why: hasEnded })),
    exitAll: emit((): Effect => {
      const event: Exit = { type: 'Exit' }
      return batch({ type: 'tell', to: 'client#*', event }, { type: 'tell', to: 'runtime#*', event })
    }),
    cancelAll: emit((): Effect => toAll({ type: 'SessionClosing' })),
    answer: emit(
      ({ event }, { code, clauses }: { readonly code: ReturnCode; readonly clauses: readonly MiClause[] }): Effect => ({
        type: 'return',
        call: fieldOf(event, 'call'),
        code,
        clauses,
      }),
    ),
    answerKept: emit(({ context }): Effect => {
      const clauses: readonly MiClause[] = context.closing === null ? ['MI-25', 'MI-27'] : ['MI-25']
      const back: Effect = { type: 'return', call: context.closing ?? completed, code: 'MI_RESULT_OK', clauses }
      return batch(
        ...(context.closing === null ? [{ type: 'call', op: 'sessionClosed', call: completed } as const] : []),
        back,
        toStuck(context, { type: 'SessionCloseReturned' }),
      )
    }),
    forgetCall: assign({ closing: null, stuck: 0 }),
    cutLink: emit((): Effect => ({ type: 'cut', from: 'session', to: 'server', keep: 0, why: 'the link is down' })),
    linkIsDown: emit((): Effect => toAll({ type: 'LinkDown' })),
    serverLosesAll: emit((): Effect => ({ type: 'tell', to: 'server', event: { type: 'LinkDown' } })),
    linkIsDownForNew: emit(({ event }): Effect => toStarted(event, { type: 'LinkDown' })),
    memoryIsShort: emit((): Effect => toAll({ type: 'MemoryShort' })),
    memoryIsBack: emit((): Effect => toAll({ type: 'MemoryBack' })),
    memoryIsShortForNew: emit(({ event }): Effect => toStarted(event, { type: 'MemoryShort' })),
  },
}).createMachine({
  id: 'mi/session',
  context: ({ input }) => ({ knobs: input.knobs, open: 0, closing: null, stuck: 0 }),
  type: 'parallel',
  states: {
    session: {
      initial: 'open',
      on: {
        'for the process': { actions: { type: 'passOn', params: { isThere: true } } },
        leave: {
          target: '.gone',
          actions: ['exitAll', 'tellServer', { type: 'cite', params: { clauses: ['MI-41'] } }],
        },
      },
      states: {
        open: {
          tags: 'idle',
          meta: { label: ['session open', 'open'] },
          on: {
            'MI_Session start': [{ guard: 'isIncomplete', actions: 'failToOpen' }, { actions: ['countUp', 'open'] }],
            OperationClosed: { actions: 'countDown' },
            closeSession: closes,
            MI_Session_Close: closes,
          },
        },
        closing: {
          tags: 'windingDown',
          meta: { label: ['waits until every handle is closed', 'waits for handles', 'waits'] },
          on: {
            'MI_Session start': { actions: 'failToOpen' },
            OperationClosed: [
              {
                guard: 'isLastHandle',
                target: 'closed',
                actions: ['countDown', 'answerKept', 'forgetCall', 'tellServer'],
              },
              { actions: 'countDown' },
            ],
            closeSession: isClosed,
            MI_Session_Close: isClosed,
          },
        },
        closed: {
          tags: 'released',
          meta: { label: ['session closed', 'closed'] },
          on: {
            'MI_Session start': { actions: 'failToOpen' },
            closeSession: isClosed,
            MI_Session_Close: isClosed,
          },
        },
        gone: {
          tags: 'released',
          meta: { label: ['ended with its process', 'ended'] },
          on: {
            'for the process': { actions: { type: 'passOn', params: { isThere: false } } },
            closeSession: { actions: 'neverMade' },
            leave: {},
          },
        },
      },
    },
    link: {
      initial: 'up',
      states: {
        up: { on: { dropLink: { target: 'down', actions: ['cutLink', 'linkIsDown', 'serverLosesAll'] } } },
        down: { on: { dropLink: {}, 'link.kept': {}, 'MI_Session start': { actions: 'linkIsDownForNew' } } },
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
