import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  canBeTold,
  isEnumeration,
  reasonNames,
  type FinalCode,
  type FromServer,
  type Kind,
  type LinkKept,
  type ReturnCode,
  type ToServer,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  readonly kind: Kind | null
  /** How many results there are for it; null: as the setting says. */
  readonly results: number | null
  /** The server has not answered the request: the first message still to come would be its answer. */
  readonly answerIsDue: boolean
  /** A result has come. */
  readonly heard: boolean
  /** Messages that still arrive after the server was left. */
  readonly toCome: number
  readonly handleIsOpen: boolean
}
type Event = Command<'start' | 'cancel' | 'close'> | FromServer | LinkKept

const name = ({ operation }: Context): string => `other#${operation}`
const hasLeft = 'the client has left the server'
const toServer = (event: ToServer): Effect => ({ type: 'send', to: 'server', event })
const handle = (context: Context, change: 1 | -1): Effect => ({
  type: 'resource',
  name: 'handle',
  change,
  limit: null,
  operation: context.operation,
})
/** In a last callback, with result `n` (0: none). */
function settled({ operation }: Context, code: FinalCode, n = 0): Effect {
  const call = `finalResult/${operation}`
  const args = { instance: n === 0 ? null : n, moreResults: false, resultCode: code }
  const clauses: readonly MiClause[] = ['MI-03']
  return batch(
    { type: 'call', op: 'finalResult', call, operation, args },
    ...(n === 0 ? [] : [{ type: 'result', operation, n } as const]),
    { type: 'settle', operation, code },
    { type: 'return', call, code: 'MI_RESULT_OK', clauses },
  )
}

const answer = (code: ReturnCode, ...clauses: readonly MiClause[]) =>
  ({ type: 'answer', params: { code, clauses } }) as const
const cite = (...clauses: readonly MiClause[]) => ({ type: 'cite', params: { clauses } }) as const
const asks = ['passCancel', 'issued'] as const
const takesCancel = [...asks, 'accepted'] as const
const badHandle = answer('MI_RESULT_INVALID_PARAMETER', 'MI-15')
const isDenied = answer('MI_RESULT_ACCESS_DENIED', 'MI-13', 'MI-14')

/** The checks of the client's library, in the same order. */
const checkOfPointer = [
  { guard: 'handleIsNull', actions: [...asks, badHandle] },
  { guard: 'neverStarted', actions: [...asks, answer('MI_RESULT_FAILED', 'MI-16')] },
] as const
const checks = [
  ...checkOfPointer,
  { guard: 'closedIsNotFound', actions: [...asks, answer('MI_RESULT_NOT_FOUND', 'MI-15')] },
  { guard: 'handleIsClosed', actions: [...asks, badHandle] },
  { guard: 'isOtherIdentity', actions: [...asks, isDenied] },
] as const
const checksOfClose = [
  { guard: 'handleIsClosed', actions: ['passClose', badHandle] },
  { guard: 'isOtherIdentity', actions: ['passClose', isDenied] },
] as const
const closedUnseen = ['freeHandle', 'forgetHandle', answer('MI_RESULT_OK', 'MI-05', 'MI-36')] as const
const closed = ['freeHandle', 'forgetHandle', 'endSession', answer('MI_RESULT_OK', 'MI-05', 'MI-23')] as const
const leave = ['leaveServer', 'cutLink'] as const

/**
 * Another client of the same server: its application and its library in one. It has a process and a session of its own for each of
 * its operations, takes results in callbacks that take no time, and shares nothing with the first client but the slots and the
 * memory of the server. Neither can use a handle of the other: a handle is good inside its process alone.
 */
export const other = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    handleIsNull: ({ event }) => ['null', 'zeroed'].includes(expectEvent(event, 'cancel').handle),
    neverStarted: ({ event }) => expectEvent(event, 'cancel').handle === 'neverStarted',
    handleIsClosed: ({ context }) => !context.handleIsOpen,
    closedIsNotFound: ({ context }) => !context.handleIsOpen && context.knobs.staleHandle === 'MI_RESULT_NOT_FOUND',
    isOtherIdentity: ({ context, event }) =>
      fieldOf(event, 'identity') === 'other' && context.knobs.wrongIdentity === 'accessDenied',
    cancelHasNoEffect: ({ context }) => context.knobs.profile === 'omiWsman' && context.heard,
    silencesOperation: ({ context }) => context.knobs.profile === 'omiWsman' && !context.heard,
    isLast: ({ event }) => fieldOf(event, 'last'),
    noResultIsKept: ({ context, event }) => fieldOf(event, 'count') <= (context.answerIsDue ? 1 : 0),
    isLastKept: ({ context }) => context.toCome === 1,
  },
  actions: {
    cite: citing<MiClause>(),
    ...reaching('issued', 'accepted'),
    begin: emit(({ context, event }): Effect => {
      const { call, kind, results } = expectEvent(event, 'start')
      return batch(
        { type: 'call', op: 'start', call, args: { flags: 'MI_OPERATIONFLAGS_DEFAULT_RTTI', callbacks: 'given' } },
        handle(context, 1),
        toServer({
          type: 'Request',
          operation: context.operation,
          kind,
          by: 'other',
          ...(results === 0 ? {} : { results }),
        }),
        { type: 'return', call, code: 'MI_RESULT_OK', clauses: [] },
      )
    }),
    noteBegun: assign({
      kind: ({ event }) => expectEvent(event, 'start').kind,
      results: ({ event }) => expectEvent(event, 'start').results || null,
      answerIsDue: true,
      handleIsOpen: true,
    }),
    passCancel: emit(({ event }): Effect => {
      const { call, handle: passed, reason } = expectEvent(event, 'cancel')
      return { type: 'call', op: 'cancel', call, args: { operation: passed, reason: reasonNames[reason] } }
    }),
    passClose: emit(({ event }): Effect => ({
      type: 'call',
      op: 'close',
      call: expectEvent(event, 'close').call,
      args: { operation: 'operation' },
    })),
    answer: emit(
      ({ event }, { code, clauses }: { readonly code: ReturnCode; readonly clauses: readonly MiClause[] }): Effect => ({
        type: 'return',
        call: fieldOf(event, 'call'),
        code,
        clauses,
      }),
    ),
    /** With a word that reaches the provider, or without one: then what it does is for nobody. */
    leaveServer: emit(({ context, event }): Effect => {
      const { operation, knobs, kind } = context
      if (!canBeTold(knobs.profile, kind))
        return batch(
          toServer({ type: 'Disconnect', operation }),
          { type: 'abandon', operation },
          {
            type: 'cite',
            clauses: ['MI-09', 'MI-11'] satisfies MiClause[],
          },
        )
      const reason = event.type === 'cancel' && knobs.reasonTravels ? event.reason : 'none'
      return batch(toServer({ type: 'Cancel', operation, reason }), {
        type: 'cite',
        clauses: ['MI-10', 'MI-11'] satisfies MiClause[],
      })
    }),
    cutLink: emit(({ context }): Effect => {
      const { knobs } = context
      const { extraResults } = knobs
      const none = extraResults === 0 || (isEnumeration(context.kind) && (context.results ?? knobs.results) === 0)
      const keep = none ? 0 : extraResults + (context.answerIsDue ? 1 : 0)
      return { type: 'cut', from: 'server', to: name(context), keep, why: hasLeft }
    }),
    cutRest: emit(({ context }): Effect => ({ type: 'cut', from: 'server', to: name(context), keep: 0, why: hasLeft })),
    awaitKept: assign({ toCome: ({ event }) => fieldOf(event, 'count'), answerIsDue: false }),
    countDown: assign({ toCome: ({ context }) => context.toCome - 1 }),
    noteAnswered: assign({ answerIsDue: false }),
    noteHeard: assign({ heard: true }),
    take: emit(({ context, event }): Effect => ({
      type: 'result',
      operation: context.operation,
      n: fieldOf(event, 'n'),
    })),
    settleLast: emit(({ context, event }): Effect => settled(context, 'MI_RESULT_OK', fieldOf(event, 'n'))),
    settleSaid: emit(({ context, event }): Effect => settled(context, fieldOf(event, 'code'))),
    settleCancelled: emit(({ context }): Effect => settled(context, context.knobs.canceledFinalCode)),
    discard: emit((): Effect => ({ type: 'discard', why: 'after the cancel nobody takes the answer' })),
    freeHandle: emit(({ context }): Effect => handle(context, -1)),
    forgetHandle: assign({ handleIsOpen: false }),
    endSession: emit(({ context }): Effect =>
      context.knobs.slotReleasedBy === 'session'
        ? toServer({ type: 'SessionEnded', operation: context.operation })
        : batch(),
    ),
    forgetRun: assign({ kind: null, results: null, answerIsDue: false, heard: false, toCome: 0 }),
  },
}).createMachine({
  id: 'mi/other',
  context: ({ input }) => ({
    knobs: input.knobs,
    operation: input.instance,
    kind: null,
    results: null,
    answerIsDue: false,
    heard: false,
    toCome: 0,
    handleIsOpen: false,
  }),
  initial: 'none',
  on: {
    cancel: [...checks, { actions: [...takesCancel, answer('MI_RESULT_OK', 'MI-19', 'MI-20')] }],
    close: [...checksOfClose, { actions: ['passClose', ...closed] }],
    'link.kept': {},
  },
  states: {
    none: {
      tags: 'idle',
      meta: { label: ['no operation of another client', 'none'] },
      on: {
        start: { target: 'running', actions: ['begin', 'noteBegun'] },
        cancel: [...checkOfPointer, { actions: [...asks, badHandle] }],
      },
    },
    running: {
      tags: 'working',
      meta: { label: ['waits for results', 'waits'] },
      on: {
        Admit: { actions: 'noteAnswered' },
        Refuse: { target: 'over', actions: ['settleSaid', cite('MI-12')] },
        Instance: [{ guard: 'isLast', target: 'over', actions: 'settleLast' }, { actions: ['take', 'noteHeard'] }],
        Final: { target: 'over', actions: 'settleSaid' },
        cancel: [
          ...checks,
          { guard: 'silencesOperation', target: 'silent', actions: [...takesCancel, answer('MI_RESULT_OK', 'MI-36')] },
          { guard: 'cancelHasNoEffect', actions: [...takesCancel, answer('MI_RESULT_OK', 'MI-36')] },
          { target: 'leaving', actions: [...takesCancel, answer('MI_RESULT_OK', 'MI-01', 'MI-02'), ...leave] },
        ],
        close: [
          ...checksOfClose,
          { guard: 'silencesOperation', target: 'silent', actions: ['passClose', ...closedUnseen] },
          { guard: 'cancelHasNoEffect', actions: ['passClose', ...closed] },
          { target: 'leaving', actions: ['passClose', cite('MI-22'), ...leave, ...closed] },
        ],
      },
    },
    leaving: {
      tags: 'windingDown',
      meta: { label: ['has left the server, takes what is on its way', 'has left the server', 'left'] },
      on: {
        'link.kept': [
          { guard: 'noResultIsKept', target: 'over', actions: ['cutRest', 'settleCancelled', cite('MI-21')] },
          { actions: 'awaitKept' },
        ],
        Admit: { actions: 'countDown' },
        Final: { target: 'over', actions: ['settleCancelled', cite('MI-21')] },
        Instance: [
          { guard: 'isLastKept', target: 'over', actions: ['take', 'settleCancelled', cite('MI-07', 'MI-21')] },
          { actions: ['take', 'countDown', cite('MI-07')] },
        ],
      },
    },
    silent: {
      tags: 'windingDown',
      meta: { label: ['was asked to stop, and no final result will come', 'no final result will come', 'silent'] },
      on: {
        Admit: {},
        Refuse: { actions: 'discard' },
        Instance: { actions: 'discard' },
        Final: { actions: 'discard' },
        close: [...checksOfClose, { actions: ['passClose', ...closedUnseen] }],
      },
    },
    over: {
      tags: 'over',
      meta: { label: ['has the final result', 'over'] },
      entry: 'forgetRun',
    },
  },
})
