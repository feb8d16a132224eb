import type { Value } from '#kernel/model.ts'
import { failure } from './knobs.ts'
import { flag, int, oneOf, type ArgsOf, type CommandOf, type CommandTable } from '../domains.ts'

/** The client of the newest operation, another client that knows its name, or whoever else has to do with it. */
const newest = (_: unknown, operations: number, by = 'client'): string => `${by}#${Math.max(1, operations)}`
/** The same of the operation that is meant by its number, where it is not the newest. */
const meant = ({ operation }: Readonly<Record<string, Value>>, operations: number, by?: string): string =>
  newest({}, Number(operation) > 0 ? Number(operation) : operations, by)
const actors = ['other'] as const
/** Which operation is meant, by its number; 0: the newest. */
const operation = { ...int(0, 1_000_000_000, 0), counts: 'operations' } as const
const about = { operation, name: oneOf('current', 'unknown') }
/** What is wrong with a start, if anything. */
const startRequest = oneOf('good', 'noCredential', 'noAccess', 'incomplete', 'unknownMatter', 'closedMatter')
const token = oneOf('full', 'readonly', 'none', 'noAccess')

export const commands = {
  count: {
    kind: 'call',
    title: 'Start a count',
    says: 'Starts a long-running operation and polls it; its kind may be one that cannot be cancelled.',
    args: { cancellable: flag(true), request: startRequest },
    operation: true,
    to: newest,
  },
  get: {
    kind: 'call',
    title: 'Get the operation',
    says: 'Looks at the operation once, besides the polls.',
    args: { ...about, token },
    actors,
    to: meant,
  },
  wait: {
    kind: 'call',
    title: 'Wait for the operation',
    says: 'Looks at the operation once, and is answered when it is done or when the time is over.',
    args: { ...about, timeout: int(0, 100000, 1000) },
    to: meant,
  },
  list: { kind: 'call', title: 'List operations', says: 'Asks for all operations.', args: {}, to: newest },
  delete: {
    kind: 'call',
    title: 'Delete the operation',
    says: 'Says that nobody is interested in the result any more; the work goes on.',
    args: about,
    actors,
    to: meant,
  },
  cancel: {
    kind: 'call',
    title: 'Cancel the operation',
    says: 'Asks the service to stop the operation.',
    args: {
      ...about,
      body: oneOf('empty', 'object', 'unknownField'),
      token,
    },
    actors,
    to: meant,
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
    says: 'The service ends the operation without any cancel: by its own policy, or since the work fails.',
    args: { operation, error: { ...oneOf('CANCELLED', 'ofItsOwn', ...failure.values), ends: true } },
    to: (args, operations) => meant(args, operations, 'worker'),
  },
  outage: {
    kind: 'fault',
    title: 'Outage begins',
    says: 'Every request is refused before anybody looks at it: the service is down, or has too much to do.',
    args: { answer: oneOf('UNAVAILABLE', 'RESOURCE_EXHAUSTED', 'INTERNAL', 'DEADLINE_EXCEEDED') },
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
export type CountArgs = ArgsOf<typeof commands, 'count'>
export type CancelArgs = ArgsOf<typeof commands, 'cancel'>
