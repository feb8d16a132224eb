import { oneOf, type CommandOf, type CommandTable } from '../domains.ts'

const newest =
  (role: string) =>
  (_: unknown, operations: number): string =>
    `${role}#${Math.max(1, operations)}`
const toHost = (): string => 'host'
/** Where a cancel strikes that is no call of the host's owner. */
const strikes: Readonly<Record<string, string>> = { clientAbort: 'client', channelFault: 'channel' }

export const commands = {
  call: {
    kind: 'call',
    title: 'Call the service',
    says: 'A client calls the operation over a session of its own and waits for the answer.',
    args: {},
    operation: true,
    to: newest('client'),
  },
  register: {
    kind: 'call',
    title: 'Register for cancel',
    says: 'The operation of the newest call registers once more, besides what it does by itself.',
    args: {
      callback: oneOf('given', 'null'),
      freeState: oneOf('given', 'null'),
      context: oneOf('given', 'null'),
      userState: oneOf('given', 'null'),
      error: oneOf('given', 'null'),
    },
    to: newest('app'),
  },
  finish: {
    kind: 'environment',
    title: 'Operation returns',
    says: 'The operation of the newest call returns now, whatever is left of its work.',
    args: {},
    to: newest('app'),
  },
  cancel: {
    kind: 'call',
    title: 'Cancel',
    says: 'The host is aborted, the client aborts its proxy, or the channel under the newest call faults.',
    args: { by: oneOf('hostAbort', 'clientAbort', 'channelFault') },
    to: (args, operations) =>
      args['by'] === 'hostAbort' ? 'host' : newest(strikes[String(args['by'])] ?? 'client')(args, operations),
    isCall: (args) => args['by'] === 'hostAbort',
  },
  abandonCall: {
    kind: 'call',
    title: 'Abandon the call',
    says: 'The newest client stops waiting; the server is not told.',
    args: {},
    to: newest('client'),
  },
  leave: {
    kind: 'fault',
    title: 'The client goes away',
    says: 'The client of the newest call is gone, as by Ctrl+C: it neither calls nor hears anything any more, and its connection breaks.',
    args: {},
    to: newest('client'),
  },
  openSession: {
    kind: 'call',
    title: 'Open a session',
    says: 'A client opens a session with the host and calls nothing over it.',
    args: {},
    actors: ['other'],
    to: toHost,
  },
  closeSession: {
    kind: 'call',
    title: 'Close a session',
    says: 'A client closes a session that it opened.',
    args: {},
    actors: ['other'],
    to: toHost,
  },
  abortHost: {
    kind: 'call',
    title: 'Abort the host',
    says: 'The owner of the host aborts it, not as the cancel that this run is about.',
    args: {},
    to: toHost,
  },
  closeHost: {
    kind: 'call',
    title: 'Close the host',
    says: 'The owner of the host closes it; the close waits for the calls until its timeout.',
    args: {},
    to: toHost,
  },
  freeHost: {
    kind: 'call',
    title: 'Free the host',
    says: 'The owner of the host frees it, which is allowed only when it is closed.',
    args: {},
    to: toHost,
  },
  outOfMemory: {
    kind: 'fault',
    title: 'Memory runs out',
    says: 'From now on the service has no memory for a registration.',
    args: {},
    to: toHost,
  },
  memoryBack: { kind: 'fault', title: 'Memory is back', says: 'There is memory again.', args: {}, to: toHost },
} satisfies CommandTable

/** The events with which these commands reach a role. */
export type Command<N extends keyof typeof commands> = CommandOf<typeof commands, N>
