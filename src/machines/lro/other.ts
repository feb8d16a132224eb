import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { LroInput } from './knobs.ts'
import { replies, type Reply } from './messages.ts'
import { returned, toFront } from './requests.ts'

interface Context {
  readonly operation: number
}
type Event = Command<'get' | 'delete' | 'cancel'> | Reply

/**
 * Another client that knows the name: a colleague, a console, or the same person who comes back with a new process. It has no
 * library, no operation of its own and nothing to wait for (Vault API: access decides, not who has started it).
 */
export const other = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    succeeded: ({ event }) => expectEvent(event, ...replies).code === 'OK' && !expectEvent(event, ...replies).lost,
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('issued', 'accepted'),
    returnReply: emit(({ event }): Effect => returned(expectEvent(event, ...replies))),
    send: emit(({ context, event }): Effect => {
      const command = expectEvent(event, 'get', 'delete', 'cancel')
      const request = {
        by: 'other',
        client: context.operation,
        operation: command.name === 'unknown' ? 0 : context.operation,
        call: command.call,
        poll: false,
      } as const
      switch (command.type) {
        case 'get':
          return toFront({ ...request, type: 'GetOperation', token: command.token, then: null })
        case 'delete':
          return toFront({ ...request, type: 'DeleteOperation' })
        case 'cancel': {
          const { body, token } = command
          return toFront({ ...request, type: 'CancelOperation', body, token, again: null })
        }
      }
    }),
  },
}).createMachine({
  id: 'lro/other',
  context: ({ input }) => ({ operation: input.instance }),
  initial: 'idle',
  on: {
    get: { target: '.busy', actions: 'send' },
    delete: { target: '.busy', actions: 'send' },
    cancel: { target: '.busy', actions: ['issued', 'send', { type: 'cite', params: { clauses: ['LR-07'] } }] },
    'GetOperation reply': { target: '.idle', actions: 'returnReply' },
    'DeleteOperation reply': { target: '.idle', actions: 'returnReply' },
    'CancelOperation reply': [
      { guard: 'succeeded', target: '.idle', actions: ['accepted', 'returnReply'] },
      { target: '.idle', actions: 'returnReply' },
    ],
  },
  states: {
    idle: { tags: 'idle', meta: { label: ['another client'] } },
    busy: { tags: 'working', meta: { label: ['waits for an answer', 'waits'] } },
  },
})
