import { oneOf, operation, type CommandOf, type CommandTable } from '../domains.ts'

const op = operation(1000)
const clientOf = ({ op: operation }: Readonly<Record<string, unknown>>): string => `client#${String(operation)}`

export const commands = {
  start: {
    kind: 'call',
    title: 'Start an operation',
    says: 'Opens the next operation on the session and sends its request to the server.',
    args: {
      kind: oneOf('enumerate', 'query', 'associators', 'subscribe', 'invoke', 'get', 'create', 'modify', 'delete'),
    },
    operation: true,
    to: (_, operations) => `client#${operations}`,
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
      identity: oneOf('same', 'other'),
    },
    to: clientOf,
  },
  close: {
    kind: 'call',
    title: 'Close the handle',
    says: 'Calls MI_Operation_Close; an operation that is not over is cancelled by it.',
    args: { op },
    to: clientOf,
  },
  closeSession: {
    kind: 'call',
    title: 'Close the session',
    says: 'Cancels everything that runs on the session, and returns when the last handle is closed.',
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
