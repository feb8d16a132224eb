import { assign, emit, setup } from 'xstate'
import type { Effect, Payload } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  hasEnded,
  reasonNames,
  returns,
  type CallbackOver,
  type CallbackReturned,
  type CancelCall,
  type CloseCall,
  type Exit,
  type ForProcess,
  type OperationCall,
  type ResultCallback,
  type Returned,
  type SessionCloseCall,
  type SessionCloseSays,
  type Start,
} from './messages.ts'

/** A call that the application makes inside a callback. `inside`: the callback is there. */
type FromCallback = Command<'cancel' | 'close' | 'closeSession'>
type Inside = FromCallback extends infer C
  ? C extends FromCallback
    ? Omit<C, 'within'> & { readonly within: 'inside' }
    : never
  : never

export interface Context {
  readonly knobs: MiKnobs
  readonly operation: number
  /** Calls that the next callback will make. */
  readonly kept: readonly FromCallback[]
  /** The callback that runs is the one with the final result. */
  readonly isInLast: boolean
}
type Event =
  | Command<'start' | 'getNext' | 'acknowledge'>
  | FromCallback
  | Inside
  | Returned
  | ResultCallback
  | SessionCloseSays
  | CallbackOver
  | Exit

const commandNames = ['cancel', 'close', 'closeSession'] as const

function onHandle(context: Context, event: OperationCall): Effect {
  return { type: 'tell', to: `runtime#${context.operation}`, event }
}
const toSelf = (context: Context, event: FromCallback): Effect => ({
  type: 'tell',
  to: `client#${context.operation}`,
  event: { ...event, within: 'inside' },
})

/** What a call passes, by the document's names of its parameters; the handle of a callback is as good as that of the start. */
function passedBy(made: FromCallback | Inside): Payload {
  if (made.type === 'closeSession')
    return { completionCallback: made.completion === 'callback' ? 'sessionClosed' : null }
  const own = made.within === 'inside' ? 'the handle that the callback was given' : 'operation'
  if (made.type === 'close') return { operation: own }
  return { operation: made.handle === 'operation' ? own : made.handle, reason: reasonNames[made.reason] }
}

/** What the application can ask and do: the parts that the machine in client.ts is made of. */
export const clientParts = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    isAccepted: ({ event }) => fieldOf(event, 'code') === 'MI_RESULT_OK',
    isFinal: ({ event }) => fieldOf(event, 'final') !== null,
    isBySomebodyElse: ({ event }) => fieldOf(event, 'identity') === 'other',
    isForCallback: ({ event }) => fieldOf(event, 'within') === 'callback',
    /** A command that has been to the process and back says so. */
    processIsThere: ({ event }) => 'isThere' in event && event.isThere === true,
    processIsGone: ({ event }) => 'isThere' in event && event.isThere === false,
    callbacksTakeTime: ({ context }) => context.knobs.callbackTicks > 0,
  },
  actions: {
    cite: citing<MiClause>(),
    ...reaching('issued', 'accepted'),
    neverMade: emit((): Effect => ({ type: 'discard', why: hasEnded })),
    askProcess: emit(({ context, event }): Effect => ({
      type: 'tell',
      to: 'session',
      event: {
        type: 'for the process',
        operation: context.operation,
        command: expectEvent(event, 'start', 'getNext', 'acknowledge', 'cancel', 'close') as ForProcess['command'],
      } satisfies ForProcess,
    })),
    startOperation: emit(({ context, event }): Effect => {
      const { kind, mode, request, results } = expectEvent(event, 'start')
      const fault = request === 'incomplete' || request === 'unknownClass' ? { fault: request } : {}
      const found = results === 0 ? {} : { results }
      return {
        type: 'tell',
        to: 'session',
        event: {
          type: 'MI_Session start',
          operation: context.operation,
          kind,
          mode,
          ...fault,
          ...found,
        } satisfies Start,
      }
    }),
    /** The functions that start an operation return nothing; whatever goes wrong is the operation's final result. */
    passStart: emit(({ context, event }): Effect => {
      const { call, mode } = expectEvent(event, 'start')
      const isAsync = (mode === 'asSet' ? context.knobs.mode : mode) === 'async'
      const { operationTimeoutTicks: timeout, acknowledgement } = context.knobs
      const flags =
        acknowledgement === 'manual' ? 'MI_OPERATIONFLAGS_MANUAL_ACK_RESULTS' : 'MI_OPERATIONFLAGS_DEFAULT_RTTI'
      return {
        type: 'call',
        op: 'start',
        call,
        args: { flags, callbacks: isAsync ? 'given' : null, ...(timeout > 0 ? { timeout } : {}) },
      }
    }),
    returnStart: emit(({ event }): Effect => ({
      type: 'return',
      call: fieldOf(event, 'call'),
      code: 'MI_RESULT_OK',
      clauses: [],
    })),
    /** A call from inside a callback shows when it is made, not when it was planned. */
    enterCall: emit(({ context, event }): Effect => {
      const made = expectEvent(event, ...commandNames)
      const { type, call } = made
      const passed = { type: 'call', op: type, call, args: passedBy(made) } as const
      if (made.within !== 'inside') return passed
      return batch(
        { ...passed, operation: context.operation },
        { type: 'cite', clauses: ['MI-18'] satisfies MiClause[] },
      )
    }),
    callCancel: emit(({ context, event }): Effect => {
      const { call, handle, identity, reason } = expectEvent(event, 'cancel')
      return onHandle(context, { type: 'MI_Operation_Cancel', call, handle, identity, reason } satisfies CancelCall)
    }),
    callClose: emit(({ context, event }): Effect => {
      const { call, identity } = expectEvent(event, 'close')
      return onHandle(context, { type: 'MI_Operation_Close', call, identity } satisfies CloseCall)
    }),
    callGetInstance: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_Operation_GetInstance', call: fieldOf(event, 'call') }),
    ),
    callAcknowledge: emit(({ context, event }): Effect =>
      onHandle(context, { type: 'MI_OperationCallback_ResultAcknowledge', call: fieldOf(event, 'call') }),
    ),
    callSessionClose: emit(({ context, event }): Effect => {
      const { call, completion } = expectEvent(event, 'closeSession')
      return {
        type: 'tell',
        to: 'session',
        event: { type: 'MI_Session_Close', call, completion, operation: context.operation } satisfies SessionCloseCall,
      }
    }),
    return: emit(({ event }): Effect => {
      const { type, call, code, clauses, n, final } = expectEvent(event, ...returns)
      const back = { type: 'return', call, code, clauses } as const
      if (type !== 'MI_Operation_GetInstance returned' || code !== 'MI_RESULT_OK') return back
      const ended = final ?? (n > 0 ? 'MI_RESULT_OK' : null)
      const result = ended === null ? {} : { result: ended }
      return { ...back, out: { instance: n === 0 ? null : n, moreResults: n > 0 && final === null, ...result } }
    }),
    takeResult: emit(({ context, event }): Effect => {
      const n = fieldOf(event, 'n')
      return n === 0 ? batch() : { type: 'result', operation: context.operation, n }
    }),
    settle: emit(({ context, event }): Effect => {
      const final = fieldOf(event, 'final')
      return final === null ? batch() : { type: 'settle', operation: context.operation, code: final }
    }),
    keepForCallback: assign({
      kept: ({ context, event }) => [...context.kept, event as FromCallback],
    }),
    callNow: emit(({ context, event }): Effect => toSelf(context, event as FromCallback)),
    callKept: emit(({ context }): Effect => batch(...context.kept.map((event) => toSelf(context, event)))),
    forgetKept: assign({ kept: [] }),
    sayOver: emit(({ context }): Effect => ({
      type: 'tell',
      to: `client#${context.operation}`,
      event: { type: 'CallbackOver' } satisfies CallbackOver,
    })),
    /** A callback that takes time shows as a call; one that does not shows by its result. The library calls the last one. */
    enterResult: emit(({ context, event }): Effect => {
      const { n, final } = expectEvent(event, 'result callback')
      const { operation } = context
      if (final !== null) return batch()
      const args = { instance: n, moreResults: true, resultCode: 'MI_RESULT_OK' }
      return { type: 'call', op: 'result', call: `result/${operation}`, operation, args }
    }),
    returnResult: emit(({ context }): Effect => {
      const clauses: readonly MiClause[] = []
      return context.isInLast
        ? batch()
        : { type: 'return', call: `result/${context.operation}`, code: 'MI_RESULT_OK', clauses }
    }),
    enterCallback: assign({ isInLast: ({ event }) => fieldOf(event, 'final') !== null }),
    /** The last callback is a call that shows; of the others only the result does. */
    returnFromCallback: emit(({ context }): Effect => {
      const { operation } = context
      const back: Effect = {
        type: 'tell',
        to: `runtime#${operation}`,
        event: { type: 'CallbackReturned' } satisfies CallbackReturned,
      }
      if (!context.isInLast) return back
      const clauses: readonly MiClause[] = ['MI-03']
      return batch({ type: 'return', call: `finalResult/${operation}`, code: 'MI_RESULT_OK', clauses }, back)
    }),
  },
  delays: { callbackTicks: ({ context }) => context.knobs.callbackTicks },
})
