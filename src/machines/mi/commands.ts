import { int, oneOf, operation, type CommandOf, type CommandTable } from '../domains.ts'

const op = operation(1000)
const clientOf = ({ op: operation }: Readonly<Record<string, unknown>>): string => `client#${String(operation)}`
/** Of the calls that a second client makes too: each has the handles of its own operations alone. */
const callerOf = (args: Readonly<Record<string, unknown>>, _: number, by?: string): string =>
  by === undefined ? clientOf(args) : `${by}#${String(args['op'])}`
const actors = ['other'] as const

const identity = oneOf('same', 'other')
/** From a thread of its own, or inside a callback of the operation: the one that runs, else the next one that begins. */
const within = oneOf('thread', 'callback')
/** A call inside a callback is made when there is one. */
const isCall = (args: Readonly<Record<string, unknown>>): boolean => args['within'] !== 'callback'

/** Kinds that have any number of results; any other has one. */
export const enumerations = ['enumerate', 'query', 'associators'] as const
const manyResults = [...enumerations, 'subscribe'] as const

export const commands = {
  start: {
    kind: 'call',
    title: 'Start an operation',
    says: 'Opens the next operation on the session and sends its request to the server.',
    args: {
      kind: oneOf(...manyResults, 'invoke', 'get', 'create', 'modify', 'delete'),
      mode: oneOf('asSet', 'async', 'sync'),
      request: oneOf('good', 'incomplete', 'unknownClass'),
      results: { ...int(0, 1000, 0), counts: 'results', onlyWith: { kind: [...manyResults] } },
    },
    operation: true,
    actors,
    to: (_, operations, by) => `${by ?? 'client'}#${operations}`,
  },
  getNext: {
    kind: 'call',
    title: 'Fetch the next result',
    says: 'Calls the getter of a synchronous operation, which waits until there is a result.',
    args: { op },
    to: clientOf,
  },
  cancel: {
    kind: 'call',
    title: 'Cancel the operation',
    says: 'Calls MI_Operation_Cancel with the operation’s handle, or with another one.',
    args: {
      op,
      reason: oneOf('none', 'timeout', 'shutdown', 'serviceStop'),
      handle: oneOf('operation', 'null', 'zeroed', 'neverStarted'),
      identity,
      within,
    },
    actors,
    to: callerOf,
    isCall,
  },
  close: {
    kind: 'call',
    title: 'Close the handle',
    says: 'Calls MI_Operation_Close; an operation that is not over is cancelled by it.',
    args: { op, identity, within },
    actors,
    to: callerOf,
    isCall,
  },
  acknowledge: {
    kind: 'call',
    title: 'Acknowledge the result',
    says: 'Calls the acknowledgement that came with the last result; where results are acknowledged by hand, the next one waits for it.',
    args: { op },
    to: clientOf,
  },
  closeSession: {
    kind: 'call',
    title: 'Close the session',
    says: 'Cancels everything that runs on the session, and returns when the last handle is closed.',
    args: { op, within, completion: oneOf('none', 'callback') },
    to: (args) => (args['within'] === 'callback' ? clientOf(args) : 'session'),
    isCall,
  },
  serviceCancels: {
    kind: 'environment',
    title: 'The service cancels',
    says: 'The service ends an operation by itself: nobody on the client has asked for it.',
    args: { op, reason: oneOf('serviceStop', 'shutdown', 'timeout', 'none') },
    to: () => 'server',
  },
  leave: {
    kind: 'fault',
    title: 'The client leaves',
    says: 'The client’s process ends, by Ctrl+C or a crash: it calls nobody and hears nothing any more.',
    args: {},
    to: () => 'session',
  },
  outOfMemory: {
    kind: 'fault',
    title: 'Memory runs out',
    says: 'From now on the client has no memory for a cancel.',
    args: {},
    to: () => 'session',
  },
  memoryBack: {
    kind: 'fault',
    title: 'Memory is back',
    says: 'The client has memory again.',
    args: {},
    to: () => 'session',
  },
  dropLink: {
    kind: 'fault',
    title: 'The link breaks',
    says: 'Client and server lose each other for good, and both know it at once.',
    args: {},
    to: () => 'session',
  },
} satisfies CommandTable

/** The events with which these commands reach a role. */
export type Command<N extends keyof typeof commands> = CommandOf<typeof commands, N>
