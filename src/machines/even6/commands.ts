import { inPlace, oneOf, type CommandOf, type CommandTable } from '../domains.ts'

const toClient = (): string => 'client'
/** Another client can do it too. */
const shared = {
  actors: ['other'],
  to: (_: unknown, __: number, by = 'client'): string => by,
} as const
const toServer = (): string => 'server'
const longCall = (title: string, says: string) =>
  ({ kind: 'call', title, says, args: {}, operation: true, to: toClient }) as const
const weather = (title: string, says: string) => ({ kind: 'fault', title, says, args: {}, to: toServer }) as const

export const commands = {
  registerLogQuery: {
    kind: 'call',
    title: 'Register a query',
    says: 'Gives a query handle and a control handle.',
    args: {},
    to: toClient,
  },
  registerSubscription: {
    kind: 'call',
    title: 'Register a subscription',
    says: 'Gives a subscription handle and a control handle.',
    args: { mode: oneOf('pull', 'push') },
    to: toClient,
  },
  registerControllableOperation: {
    kind: 'call',
    title: 'Register a control handle',
    says: 'Gives a control handle alone, to steer calls that clear or export a log.',
    args: {},
    ...shared,
  },
  queryNext: longCall('Read the next events', 'Reads on in the query; takes its time.'),
  querySeek: longCall('Seek in the query', 'Moves the position of the query; takes its time.'),
  subscriptionNextAsync: longCall('Wait for pushed events', 'Returns with the next events of a push subscription.'),
  subscriptionNext: longCall('Pull the next events', 'Returns with the next events of a pull subscription.'),
  subscriptionWaitAsync: longCall(
    'Wait until there are events',
    'Returns when a pull subscription has events, and takes none.',
  ),
  clearLog: { ...longCall('Clear the log', 'Clears the log under the control handle.'), ...shared },
  exportLog: { ...longCall('Export the log', 'Copies the log to a file under the control handle.'), ...shared },
  localizeExportLog: longCall('Localize an export', 'Adds texts to an exported log under the control handle.'),
  cancel: {
    kind: 'call',
    title: 'Cancel',
    says: 'Asks the server to stop what runs under the handle.',
    args: {
      handle: inPlace(oneOf('control', 'query', 'subscription', 'closed', 'forged'), {
        closed: { do: 'close', args: { handle: 'control' } },
      }),
    },
    ...shared,
  },
  close: {
    kind: 'call',
    title: 'Close a handle',
    says: 'Takes the handle out of the table; no cancel does that.',
    args: { handle: oneOf('control', 'query', 'subscription') },
    ...shared,
  },
  serverBusy: weather('Server gets too busy', 'From now on the server cannot stop anything.'),
  serverFree: weather('Server has time again', 'The server can cancel again.'),
  eventLogged: {
    kind: 'environment',
    title: 'An event is logged',
    says: 'Every subscription gets an event, and every call that waits for one is woken.',
    args: {},
    to: toServer,
  },
  dropLink: {
    kind: 'fault',
    title: 'Connection lost',
    says: 'The client’s connection breaks for good, and the server runs down its handles.',
    args: {},
    to: () => 'stub',
  },
  leave: {
    kind: 'fault',
    title: 'Client leaves',
    says: 'The client’s process ends, by Ctrl+C or a crash: it calls nobody and hears nothing any more.',
    args: {},
    to: toClient,
  },
  serviceRestarts: {
    kind: 'fault',
    title: 'Service restarts',
    says: 'The event log service starts anew: what was under way has failed, and no handle of before is known.',
    args: {},
    to: () => 'stub',
  },
  outOfMemory: weather('Server out of memory', 'Registrations fail from now on.'),
  memoryBack: weather('Memory is back', 'Registrations work again.'),
} satisfies CommandTable

/** The events with which these commands reach a role. */
export type Command<N extends keyof typeof commands> = CommandOf<typeof commands, N>
