import { flag, oneOf, type ArgsOf, type CommandOf, type CommandTable } from '../domains.ts'

/** The client of the newest operation, or another client that knows its name. */
const newest = (_: unknown, operations: number, by = 'client'): string => `${by}#${Math.max(1, operations)}`
const actors = ['other'] as const
const name = oneOf('current', 'unknown')

export const commands = {
  count: {
    kind: 'call',
    title: 'Start a count',
    says: 'Starts a long-running operation and polls it; its kind may be one that cannot be cancelled.',
    args: { cancellable: flag(true) },
    operation: true,
    to: newest,
  },
  get: {
    kind: 'call',
    title: 'Get the operation',
    says: 'Looks at the operation once, besides the polls.',
    args: { name },
    actors,
    to: newest,
  },
  list: { kind: 'call', title: 'List operations', says: 'Asks for all operations.', args: {}, to: newest },
  delete: {
    kind: 'call',
    title: 'Delete the operation',
    says: 'Says that nobody is interested in the result any more; the work goes on.',
    args: { name },
    actors,
    to: newest,
  },
  cancel: {
    kind: 'call',
    title: 'Cancel the operation',
    says: 'Asks the service to stop the operation.',
    args: {
      name,
      body: oneOf('empty', 'object', 'unknownField'),
      token: oneOf('full', 'readonly', 'none', 'noAccess'),
    },
    actors,
    to: newest,
  },
  leave: {
    kind: 'fault',
    title: 'The client goes away',
    says: 'Ctrl+C, a closed tab, a process that dies: from now on it sends nothing and hears nothing.',
    args: {},
    to: newest,
  },
  serverKills: {
    kind: 'environment',
    title: 'Server stops the work',
    says: 'The service ends the operation by its own policy, without any cancel.',
    args: {},
    to: (_, operations) => `worker#${Math.max(1, operations)}`,
  },
  outage: {
    kind: 'fault',
    title: 'Outage begins',
    says: 'Every request is answered with UNAVAILABLE.',
    args: {},
    to: () => 'front',
  },
  recover: { kind: 'fault', title: 'Outage ends', says: 'The service answers again.', args: {}, to: () => 'front' },
  loseReply: {
    kind: 'fault',
    title: 'Lose the next answer',
    says: 'The next answer of the service never arrives.',
    args: {},
    to: () => 'front',
  },
} satisfies CommandTable

/** The events with which these commands reach a role. */
export type Command<N extends keyof typeof commands> = CommandOf<typeof commands, N>
export type CancelArgs = ArgsOf<typeof commands, 'cancel'>
