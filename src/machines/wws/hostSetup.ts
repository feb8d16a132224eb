import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { ToHost, WwsCode } from './messages.ts'

/** A call on the host that has not returned; `callback`: the operation whose cancel callback waits for it. */
interface Waiting {
  readonly call: string
  readonly callback: number | null
}
export interface Context {
  readonly knobs: WwsKnobs
  /** Number of the newest call: a cancel aims at it. */
  readonly newest: number
  /** Calls that are dispatched and not complete. */
  readonly running: number
  /** Sessions that are open without a call. */
  readonly sessions: number
  /** Cancel callbacks that run. */
  readonly telling: number
  /** The WsCloseServiceHost that waits. */
  readonly close: Waiting | null
  /** The WsAbortServiceHost that waits; `cancels`: the operation at which it aims, if it is the cancel of the run. */
  readonly abort: (Waiting & { readonly cancels: number | null; readonly clauses: readonly WwsClause[] }) | null
}
type Event =
  | Command<
      'cancel' | 'abortHost' | 'closeHost' | 'freeHost' | 'openSession' | 'closeSession' | 'outOfMemory' | 'memoryBack'
    >
  | ToHost
export interface Says {
  readonly code: WwsCode
  readonly clauses: readonly WwsClause[]
}

/** A call on the host as it reaches it: by command, or from a cancel callback. */
const waitingOf = (event: Event): Waiting => ({
  call: fieldOf(event, 'call'),
  callback: 'callback' in event && typeof event.callback === 'number' ? event.callback : null,
})
const session = (change: 1 | -1): Effect => ({ type: 'resource', name: 'session', change, limit: null, operation: 0 })
/** A call returns, and whoever made it goes on. */
const returning = ({ call, callback }: Waiting, says: Says): Effect =>
  batch(
    { type: 'return', call, code: says.code, clauses: says.clauses },
    ...(callback === null
      ? []
      : [{ type: 'tell', to: `callback#${callback}`, event: { type: 'HostReturned', call } } as const]),
  )

/** What the host looks at and does; its states are in host.ts. */
export const hostSetup = setup({
  types: roleTypes<Context, Event, WwsInput>(),
  guards: {
    hasNothing: ({ context }) => context.running === 0 && context.sessions === 0,
    hasNoCalls: ({ context }) => context.running === 0,
    isLastCall: ({ context }) => context.running === 1,
    isLastOfAll: ({ context }) => context.running === 1 && context.sessions === 0,
    isLastSession: ({ context }) => context.running === 0 && context.sessions === 1,
    hasSession: ({ context }) => context.sessions > 0,
    isLastCallback: ({ context }) => context.telling === 1,
    hasCallbacks: ({ context }) => context.telling > 0,
    returnsFirst: ({ context }) => context.knobs.abortReturns === 'beforeCallbacks',
    waitsForCalls: ({ context }) => context.knobs.abortReturns === 'afterCalls' && context.running > 0,
    returnsAtTimeout: ({ context }) => context.knobs.lateClose === 'atTimeout',
  },
  actions: {
    cite: citing<WwsClause>(),
    countSession: assign({ newest: ({ event }) => fieldOf(event, 'operation') }),
    accept: emit(({ event }): Effect => ({
      type: 'tell',
      to: `channel#${fieldOf(event, 'operation')}`,
      event: { type: 'Accept' },
    })),
    refuse: emit(({ event }): Effect => ({
      type: 'tell',
      to: `channel#${fieldOf(event, 'operation')}`,
      event: { type: 'Refuse' },
    })),
    countCall: assign({ running: ({ context }) => context.running + 1 }),
    uncountCall: assign({ running: ({ context }) => context.running - 1 }),
    dispatch: emit(({ event }): Effect => ({
      type: 'tell',
      to: `call#${fieldOf(event, 'operation')}`,
      event: { type: 'Dispatch' },
    })),
    issued: emit(({ context }): Effect => ({
      type: 'milestone',
      operation: Math.max(1, context.newest),
      name: 'issued',
    })),
    accepted: emit(({ context }): Effect => ({
      type: 'milestone',
      operation: Math.max(1, context.newest),
      name: 'accepted',
    })),
    keepAbort: assign({
      abort: ({ context, event }, params: { readonly clauses: readonly WwsClause[] }) => ({
        ...waitingOf(event),
        cancels: event.type === 'cancel' ? Math.max(1, context.newest) : null,
        clauses: params.clauses,
      }),
    }),
    /** Channels first, then the callbacks; the abort itself returns after them, or before. */
    strike: emit(({ context }, params: { readonly returns: boolean }): Effect => {
      const channels: Effect = { type: 'tell', to: 'channel#*', event: { type: 'WsAbortServiceHost' } }
      const calls: Effect = { type: 'tell', to: 'call#*', event: { type: 'WS_SERVICE_HOST_ABORT' } }
      const struck: Effect = { type: 'tell', to: 'host', event: { type: 'Struck' } }
      if (!params.returns) return batch(channels, calls)
      return context.knobs.abortReturns === 'beforeCallbacks'
        ? batch(channels, struck, calls)
        : batch(channels, calls, struck)
    }),
    dropSessions: emit(({ context }): Effect => batch(...Array.from({ length: context.sessions }, () => session(-1)))),
    forgetSessions: assign({ sessions: 0 }),
    returnAbort: emit(({ context: { abort } }): Effect => {
      if (abort === null) return batch()
      const { call, cancels, clauses } = abort
      return batch(
        ...(cancels === null ? [] : [{ type: 'milestone', operation: cancels, name: 'accepted', call } as const]),
        returning(abort, { code: 'S_OK', clauses }),
      )
    }),
    forgetAbort: assign({ abort: null }),
    return: emit(({ event }, says: Says): Effect => returning(waitingOf(event), says)),
    keepClose: assign({ close: ({ event }) => waitingOf(event) }),
    returnClose: emit(({ context }, says: Says): Effect =>
      context.close === null ? batch() : returning(context.close, says),
    ),
    returnLateClose: emit(({ context }, params: { readonly clauses: readonly WwsClause[] }): Effect =>
      context.close === null
        ? batch()
        : returning(context.close, { code: context.knobs.lateCloseCode, clauses: params.clauses }),
    ),
    forgetClose: assign({ close: null }),
    misuse: emit((_, params: { readonly what: string }): Effect => ({
      type: 'unsupported',
      clauses: ['WS-24'] satisfies WwsClause[],
      what: params.what,
    })),
    countCallback: assign({ telling: ({ context }) => context.telling + 1 }),
    uncountCallback: assign({ telling: ({ context }) => context.telling - 1 }),
    openSession: assign({ sessions: ({ context }) => context.sessions + 1 }),
    closeSession: assign({ sessions: ({ context }) => context.sessions - 1 }),
    holdSession: emit((): Effect => session(1)),
    letGoSession: emit((): Effect => session(-1)),
    passOn: emit(({ event }, params: { readonly memoryShort: boolean }): Effect => {
      const request = expectEvent(event, 'WsRegisterOperationForCancel')
      return { type: 'tell', to: `call#${request.operation}`, event: { ...request, memoryShort: params.memoryShort } }
    }),
  },
  delays: { closeTimeoutTicks: ({ context }) => context.knobs.closeTimeoutTicks },
})
