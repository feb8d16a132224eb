import { emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { LroClause } from '#specs/lro.ts'
import { citing, expectEvent, reaching, roleTypes } from '../dialect.ts'
import type { LroInput } from './knobs.ts'
import { replies, type Reply } from './messages.ts'
import { returned, startOf, toFront } from './requests.ts'
import type { OutsideCommand } from './served.ts'

interface Context {
  readonly operation: number
}
type Event = OutsideCommand<'count' | 'get' | 'wait' | 'list' | 'delete' | 'cancel'> | Reply

const asReply = (event: Event): Reply => expectEvent(event, ...replies)

/** What follows from an answer that shows the operation. */
const seen = [
  {
    guard: 'showsDone',
    target: 'settled',
    actions: ['returnReply', 'settle', { type: 'cite', params: { clauses: ['LR-04'] } }],
  },
  { actions: 'returnReply' },
] as const

/**
 * A real program in the place of the client: it sends what it is told to send, and gives back what the service answers. It has no
 * library and does nothing by itself; what it knows of its operation is what the answers have said.
 */
export const outside = setup({
  types: roleTypes<Context, Event, LroInput>(),
  guards: {
    succeeded: ({ event }) => asReply(event).code === 'OK' && !asReply(event).lost,
    showsDone: ({ event }) => asReply(event).done && !asReply(event).lost,
    isLost: ({ event }) => asReply(event).lost,
  },
  actions: {
    cite: citing<LroClause>(),
    ...reaching('issued', 'accepted'),
    returnReply: emit(({ event }): Effect => returned(asReply(event))),
    settle: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).result ?? 'OK',
    })),
    settleRefused: emit(({ context, event }): Effect => ({
      type: 'settle',
      operation: context.operation,
      code: asReply(event).code,
    })),
    send: emit(({ context, event }): Effect => {
      const command = expectEvent(event, 'count', 'get', 'wait', 'list', 'delete', 'cancel')
      const operation = 'name' in command && command.name === 'unknown' ? 0 : context.operation
      const request = { by: 'client', client: context.operation, operation, call: command.call, poll: false } as const
      switch (command.type) {
        case 'count':
          return toFront({ ...request, type: 'matters.count', ...startOf(command) })
        case 'get':
          return toFront({ ...request, type: 'GetOperation', token: command.token, then: null })
        case 'wait': {
          const { token, timeout } = command
          return toFront({ ...request, type: 'WaitOperation', token, timeout })
        }
        case 'list':
          return toFront({ ...request, type: 'ListOperations' })
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
  id: 'lro/outside',
  context: ({ input }) => ({ operation: input.instance }),
  initial: 'idle',
  on: {
    get: { actions: 'send' },
    wait: { actions: 'send' },
    list: { actions: 'send' },
    delete: { actions: 'send' },
    cancel: { actions: ['issued', 'send', { type: 'cite', params: { clauses: ['LR-07'] } }] },
    'GetOperation reply': { actions: 'returnReply' },
    'WaitOperation reply': { actions: 'returnReply' },
    'ListOperations reply': { actions: 'returnReply' },
    'DeleteOperation reply': { actions: 'returnReply' },
    'CancelOperation reply': [{ guard: 'succeeded', actions: ['accepted', 'returnReply'] }, { actions: 'returnReply' }],
  },
  states: {
    idle: {
      tags: 'idle',
      meta: { label: ['nothing started', 'idle'] },
      on: { count: { target: 'starting', actions: 'send' } },
    },
    starting: {
      tags: 'starting',
      meta: { label: ['waits for the name', 'no name'] },
      on: {
        'matters.count reply': [
          {
            guard: 'showsDone',
            target: 'settled',
            actions: ['returnReply', 'settle', { type: 'cite', params: { clauses: ['LR-30'] } }],
          },
          { guard: 'succeeded', target: 'named', actions: 'returnReply' },
          { guard: 'isLost', target: 'unanswered', actions: 'returnReply' },
          { target: 'refused', actions: ['returnReply', 'settleRefused'] },
        ],
      },
    },
    named: {
      tags: 'working',
      meta: { label: ['knows the name', 'named'] },
      on: {
        'GetOperation reply': seen,
        'WaitOperation reply': seen,
      },
    },
    settled: { tags: 'over', meta: { label: ['knows how it ended', 'knows'] } },
    refused: { tags: 'refused', meta: { label: ['was not started', 'refused'] } },
    unanswered: { tags: 'refused', meta: { label: ['heard no answer, has no name', 'no name'] } },
  },
})
