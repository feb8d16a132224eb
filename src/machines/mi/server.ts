import { assign, emit, setup } from 'xstate'
import type { Effect } from '#kernel/effect.ts'
import type { MiClause } from '#specs/mi.ts'
import { batch, citing, expectEvent, fieldOf, roleTypes } from '../dialect.ts'
import type { Command } from './commands.ts'
import type { MiInput, MiKnobs } from './knobs.ts'
import {
  foundBy,
  isEnumeration,
  type FromProvider,
  type FromServer,
  type ToProvider,
  type ToServer,
} from './messages.ts'

interface Context {
  readonly knobs: MiKnobs
  /** Operations that hold a slot, lowest first. */
  readonly slots: readonly number[]
  /** Operations whose provider runs and whose client is still there, lowest first. */
  readonly served: readonly number[]
  /** Of those that hold a slot or are served, the ones of another client. */
  readonly others: readonly number[]
  /** Operations for whose work the server has memory in use, where that is counted. */
  readonly memory: readonly number[]
  /** How many results wait for the last one, of each operation whose results are handed over together. */
  readonly kept: Kept
}
type Kept = Readonly<Record<number, number>>
type Event = ToServer | FromProvider | { readonly type: 'LinkDown' } | Command<'serviceCancels'>

const operationOf = (event: Event): number => (event.type === 'serviceCancels' ? event.op : fieldOf(event, 'operation'))
const add = (list: readonly number[], one: number): readonly number[] => [...list, one].sort((a, b) => a - b)
const without = (list: readonly number[], one: number): readonly number[] => list.filter((other) => other !== one)
const toProvider = (operation: number, event: ToProvider): Effect => ({
  type: 'tell',
  to: `provider#${operation}`,
  event,
})
function toClient({ others }: Context, operation: number, event: FromServer): Effect {
  return { type: 'send', to: `${others.includes(operation) ? 'other' : 'runtime'}#${operation}`, event }
}
/** The slots that a lost link or the end of a session gives back: those of the client, or that of one operation of another client. */
function freedBy({ slots, others }: Context, event: Event): readonly number[] {
  const one = event.type === 'SessionEnded' ? event.operation : undefined
  return slots.filter((operation) => (one === undefined ? !others.includes(operation) : operation === one))
}
/** Whose client is still there from now on; what was kept for another is dropped. */
function serving({ kept }: Context, served: readonly number[]): Pick<Context, 'served' | 'kept'> {
  const left = Object.entries(kept).filter(([operation]) => served.includes(Number(operation)))
  return { served, kept: Object.fromEntries(left) }
}
const servedToClient = ({ served, others }: Context): readonly number[] =>
  served.filter((operation) => !others.includes(operation))

function slot(context: Context, operation: number, change: 1 | -1): Effect {
  return { type: 'resource', name: 'quota', change, limit: context.knobs.quota, operation }
}

function memory(context: Context, operation: number, change: 1 | -1): Effect {
  return { type: 'resource', name: 'serverMemory', change, limit: context.knobs.serverMemory, operation }
}

/** What a slot lives as long as. */
function lifeOfSlot({ slotReleasedBy, profile }: MiKnobs): 'provider' | 'connection' | 'session' {
  if (slotReleasedBy !== 'byProfile') return slotReleasedBy
  return profile === 'documented' ? 'provider' : 'connection'
}

// In this order: whether memory is in use is asked before it is forgotten.
const memoryBack = ['giveMemoryBack', 'freeMemory'] as const
// In this order: whose slots and clients they are is asked before that is forgotten.
const losingLink = ['giveAllBack', 'noteInAllContexts', 'loseAllClients', 'freeAllSlots'] as const
const cancelledByService = [
  'sayCancelled',
  'loseClient',
  'freeSlot',
  'giveSlotBack',
  'tellProvider',
  { type: 'cite', params: { clauses: ['MI-39'] } },
] as const

/**
 * The server: it lets an operation in while a slot is free, hands results to the operation's connection, and learns from the
 * connection that the client has left. Whether a slot outlives its client is what the implementations differ in.
 */
export const server = setup({
  types: roleTypes<Context, Event, MiInput>(),
  guards: {
    hasNoClass: ({ event }) => expectEvent(event, 'Request').isOfNoClass === true,
    takesLastSlot: ({ context }) => context.slots.length + 1 === context.knobs.quota,
    providerIsDone: ({ context, event }) => !context.served.includes(operationOf(event)),
    slotOutlivesClient: ({ context }) => lifeOfSlot(context.knobs) !== 'connection',
    slotIsTheProviders: ({ context }) => lifeOfSlot(context.knobs) === 'provider',
    slotIsTheSessions: ({ context }) => lifeOfSlot(context.knobs) === 'session',
    memoryIsUsedUp: ({ context }) =>
      context.knobs.serverMemory > 0 && context.memory.length >= context.knobs.serverMemory,
    isOnlySlot: ({ context, event }) => context.slots.length === 1 && context.slots[0] === operationOf(event),
    clientHasLeft: ({ context, event }) => !context.served.includes(operationOf(event)),
    freesNoSlot: ({ context, event }) => freedBy(context, event).length === 0,
    leavesSlotsTaken: ({ context, event }) => freedBy(context, event).length < context.slots.length,
    waitsForLast: ({ context, event }) => Object.hasOwn(context.kept, operationOf(event)),
    slotIsFreeAlready: ({ context, event }) => !context.slots.includes(operationOf(event)),
  },
  actions: {
    cite: citing<MiClause>(),
    admit: emit(({ context, event }): Effect => {
      const { operation, kind, ...request } = expectEvent(event, 'Request')
      return batch(
        slot(context, operation, 1),
        ...(context.knobs.serverMemory > 0 ? [memory(context, operation, 1)] : []),
        toClient(context, operation, { type: 'Admit' }),
        toProvider(operation, { type: 'Execute', kind, ...foundBy(request) }),
      )
    }),
    takeSlot: assign({
      slots: ({ context, event }) => add(context.slots, operationOf(event)),
      served: ({ context, event }) => add(context.served, operationOf(event)),
      others: ({ context, event }) =>
        expectEvent(event, 'Request').by === 'other' ? add(context.others, operationOf(event)) : context.others,
      memory: ({ context, event }) =>
        context.knobs.serverMemory > 0 ? add(context.memory, operationOf(event)) : context.memory,
      kept: ({ context, event }) => {
        const { operation, kind } = expectEvent(event, 'Request')
        const isKept = isEnumeration(kind) && context.knobs.handover === 'together'
        return isKept ? { ...context.kept, [operation]: 0 } : context.kept
      },
    }),
    refuse: emit(({ context, event }): Effect => {
      const { operation, by } = expectEvent(event, 'Request')
      const refusal: FromServer = { type: 'Refuse', code: context.knobs.quotaCode }
      return { type: 'send', to: `${by ?? 'runtime'}#${operation}`, event: refusal }
    }),
    /** Nobody is there who could carry it out. */
    endUnknown: emit(({ event }): Effect => {
      const to = `runtime#${operationOf(event)}`
      return batch(
        { type: 'send', to, event: { type: 'Admit' } satisfies FromServer },
        { type: 'send', to, event: { type: 'Final', code: 'other' } satisfies FromServer },
      )
    }),
    tellProvider: emit(({ event }): Effect =>
      toProvider(operationOf(event), { type: 'CancelCallback', reason: fieldOf(event, 'reason') }),
    ),
    sayCancelled: emit(({ context, event }): Effect =>
      toClient(context, operationOf(event), { type: 'Final', code: context.knobs.canceledFinalCode }),
    ),
    giveMemoryBack: emit(({ context, event }): Effect =>
      context.memory.includes(operationOf(event)) ? memory(context, operationOf(event), -1) : batch(),
    ),
    freeMemory: assign({ memory: ({ context, event }) => without(context.memory, operationOf(event)) }),
    noteInContext: emit(({ event }): Effect => toProvider(operationOf(event), { type: 'ClientLeft' })),
    noteInAllContexts: emit(({ context }): Effect =>
      batch(...servedToClient(context).map((operation) => toProvider(operation, { type: 'ClientLeft' }))),
    ),
    loseClient: assign(({ context, event }) => serving(context, without(context.served, operationOf(event)))),
    loseAllClients: assign(({ context }) =>
      serving(
        context,
        context.served.filter((operation) => context.others.includes(operation)),
      ),
    ),
    giveSlotBack: emit(({ context, event }): Effect => slot(context, operationOf(event), -1)),
    freeSlot: assign({
      slots: ({ context, event }) => without(context.slots, operationOf(event)),
      others: ({ context, event }) => without(context.others, operationOf(event)),
    }),
    giveAllBack: emit(({ context, event }): Effect =>
      batch(...freedBy(context, event).map((operation) => slot(context, operation, -1))),
    ),
    freeAllSlots: assign(({ context, event }) => {
      const freed = freedBy(context, event)
      const stays = (operation: number): boolean => !freed.includes(operation)
      return { slots: context.slots.filter(stays), others: context.others.filter(stays) }
    }),
    keepInstance: assign({
      kept: ({ context, event }) => ({ ...context.kept, [operationOf(event)]: fieldOf(event, 'n') }),
    }),
    passKept: emit(({ context, event }): Effect => {
      const operation = operationOf(event)
      const numbers = Array.from({ length: context.kept[operation] ?? 0 }, (_, i) => i + 1)
      return batch(...numbers.map((n) => toClient(context, operation, { type: 'Instance', n, last: false })))
    }),
    passInstance: emit(({ context, event }): Effect =>
      toClient(context, operationOf(event), { type: 'Instance', n: fieldOf(event, 'n'), last: false }),
    ),
    passFinal: emit(({ context, event }): Effect => {
      const { operation, n } = expectEvent(event, 'PostResult')
      return toClient(
        context,
        operation,
        n === 0 ? { type: 'Final', code: 'MI_RESULT_OK' } : { type: 'Instance', n, last: true },
      )
    }),
  },
}).createMachine({
  id: 'mi/server',
  context: ({ input }) => ({ knobs: input.knobs, slots: [], served: [], others: [], memory: [], kept: {} }),
  initial: 'idle',
  on: {
    Request: [
      { guard: 'hasNoClass', actions: 'endUnknown' },
      { guard: 'memoryIsUsedUp', actions: ['refuse', { type: 'cite', params: { clauses: ['MI-12'] } }] },
      { guard: 'takesLastSlot', target: '.full', actions: ['takeSlot', 'admit'] },
      { target: '.serving', actions: ['takeSlot', 'admit'] },
    ],
    Cancel: [
      { guard: 'providerIsDone', actions: { type: 'cite', params: { clauses: ['MI-30'] } } },
      {
        guard: 'slotOutlivesClient',
        actions: ['loseClient', 'tellProvider', { type: 'cite', params: { clauses: ['MI-10', 'MI-12'] } }],
      },
      { guard: 'isOnlySlot', target: '.idle', actions: ['loseClient', 'freeSlot', 'giveSlotBack', 'tellProvider'] },
      { target: '.serving', actions: ['loseClient', 'freeSlot', 'giveSlotBack', 'tellProvider'] },
    ],
    Disconnect: [
      { guard: 'providerIsDone' },
      {
        guard: 'slotOutlivesClient',
        actions: ['loseClient', 'noteInContext', { type: 'cite', params: { clauses: ['MI-09', 'MI-12'] } }],
      },
      { guard: 'isOnlySlot', target: '.idle', actions: ['loseClient', 'freeSlot', 'giveSlotBack', 'noteInContext'] },
      { target: '.serving', actions: ['loseClient', 'freeSlot', 'giveSlotBack', 'noteInContext'] },
    ],
    LinkDown: [
      {
        guard: 'slotIsTheProviders',
        actions: ['noteInAllContexts', 'loseAllClients', { type: 'cite', params: { clauses: ['MI-12'] } }],
      },
      { guard: 'freesNoSlot', actions: ['noteInAllContexts', 'loseAllClients'] },
      { guard: 'leavesSlotsTaken', target: '.serving', actions: losingLink },
      { target: '.idle', actions: losingLink },
    ],
    SessionEnded: [
      { guard: 'freesNoSlot' },
      { guard: 'leavesSlotsTaken', target: '.serving', actions: ['giveAllBack', 'freeAllSlots'] },
      { target: '.idle', actions: ['giveAllBack', 'freeAllSlots'] },
    ],
    serviceCancels: [
      { guard: 'providerIsDone' },
      {
        guard: 'slotOutlivesClient',
        actions: ['sayCancelled', 'loseClient', 'tellProvider', { type: 'cite', params: { clauses: ['MI-39'] } }],
      },
      { guard: 'isOnlySlot', target: '.idle', actions: cancelledByService },
      { target: '.serving', actions: cancelledByService },
    ],
    PostInstance: [
      { guard: 'clientHasLeft', actions: { type: 'cite', params: { clauses: ['MI-32'] } } },
      { guard: 'waitsForLast', actions: 'keepInstance' },
      { actions: 'passInstance' },
    ],
    PostResult: [
      { guard: 'clientHasLeft', actions: { type: 'cite', params: { clauses: ['MI-32'] } } },
      { actions: ['passKept', 'passFinal'] },
    ],
    ProviderStopped: [
      { guard: 'slotIsFreeAlready', actions: memoryBack },
      { guard: 'slotIsTheSessions', actions: ['loseClient', ...memoryBack] },
      { guard: 'isOnlySlot', target: '.idle', actions: ['loseClient', 'freeSlot', 'giveSlotBack', ...memoryBack] },
      { target: '.serving', actions: ['loseClient', 'freeSlot', 'giveSlotBack', ...memoryBack] },
    ],
  },
  states: {
    idle: { tags: 'idle', meta: { label: ['no operation runs', 'idle'] } },
    serving: { tags: 'working', meta: { label: ['slots taken, some free', 'slots free'] } },
    full: {
      tags: 'working',
      meta: { label: ['every slot taken, refuses new ones', 'every slot taken', 'full'] },
      on: {
        Request: [
          { guard: 'hasNoClass', actions: 'endUnknown' },
          { actions: ['refuse', { type: 'cite', params: { clauses: ['MI-12'] } }] },
        ],
      },
    },
  },
})
