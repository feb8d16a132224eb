import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { WwsClause } from '#specs/wws.ts'
import { batch, citing, reaching, roleTypes } from '../dialect.ts'
import type { WwsInput, WwsKnobs } from './knobs.ts'
import type { HostCall, ToApp, ToCall, ToCallback, ToHost } from './messages.ts'

interface Context {
  readonly knobs: WwsKnobs
  readonly operation: number
}

const toHost = (event: ToHost): Effect => ({ type: 'tell', to: 'host', event })
const toCall = (operation: number, event: ToCall): Effect => ({ type: 'tell', to: `call#${operation}`, event })
const toApp = (operation: number, event: ToApp): Effect => ({ type: 'tell', to: `app#${operation}`, event })
const hostCalls: Readonly<Record<string, HostCall['type']>> = {
  closeHost: 'WsCloseServiceHost',
  abortHost: 'WsAbortServiceHost',
}

/**
 * The cancel callback of an operation (WS_OPERATION_CANCEL_CALLBACK): code of the service that the runtime runs on a thread of
 * its own. It first sets what the operation looks at; then it may work for a while, or call the host and wait for the answer.
 */
export const callback = setup({
  types: roleTypes<Context, ToCallback, WwsInput>(),
  guards: {
    takesNoTime: ({ context }) => context.knobs.callbackTicks === 0 && context.knobs.callbackCalls === 'nothing',
    callsAtOnce: ({ context }) => context.knobs.callbackTicks === 0,
    callsNothing: ({ context }) => context.knobs.callbackCalls === 'nothing',
  },
  actions: {
    cite: citing<WwsClause>(),
    ...reaching('noticed'),
    begin: emit(({ context }): Effect =>
      batch(
        toHost({ type: 'CallbackBegins' }),
        toCall(context.operation, { type: 'CallbackBegan' }),
        toApp(context.operation, { type: 'Told' }),
      ),
    ),
    callHost: emit(({ context }): Effect => {
      const op = context.knobs.callbackCalls
      const call = `${op}/${context.operation}`
      const type = hostCalls[op]
      return type === undefined
        ? batch()
        : batch({ type: 'call', op, call }, toHost({ type, call, callback: context.operation }))
    }),
    end: emit(({ context }): Effect =>
      batch(toCall(context.operation, { type: 'CallbackReturned' }), toHost({ type: 'CallbackEnds' })),
    ),
  },
  delays: { callbackTicks: ({ context }) => context.knobs.callbackTicks },
}).createMachine({
  id: 'wws/callback',
  context: ({ input }) => ({ knobs: input.knobs, operation: input.instance }),
  initial: 'idle',
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['not called', 'idle'] },
      on: {
        cancelCallback: [
          { guard: 'takesNoTime', target: 'over', actions: ['noticed', 'begin', 'end'] },
          { guard: 'callsAtOnce', target: 'waiting', actions: ['noticed', 'begin', 'callHost'] },
          { target: 'running', actions: ['noticed', 'begin'] },
        ],
      },
    },
    running: {
      tags: 'working',
      meta: { label: ['runs'] },
      after: {
        callbackTicks: [
          { guard: 'callsNothing', target: 'over', actions: 'end' },
          { target: 'waiting', actions: 'callHost' },
        ],
      },
    },
    waiting: {
      tags: 'windingDown',
      meta: { label: ['waits for the host', 'waits'] },
      on: { HostReturned: { target: 'over', actions: 'end' } },
    },
    over: { tags: 'over', meta: { label: ['has returned', 'returned'] } },
  },
})
