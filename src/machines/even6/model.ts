import type { Command, Model } from '#kernel/model.ts'
import { even6 } from '#specs/even6.ts'
import { codesOf } from '../specification.ts'
import { flag, int, oneOf } from '../domains.ts'
import { client } from './client.ts'
import { control } from './control.ts'
import { operation } from './operation.ts'
import { server } from './server.ts'
import { stub } from './stub.ts'
import { subscription } from './subscription.ts'

const toClient = (): string => 'client'
const toServer = (): string => 'server'
const longCall = (title: string, says: string): Command => ({
  kind: 'call',
  title,
  says,
  args: {},
  operation: true,
  to: toClient,
})
const weather = (title: string, says: string): Command => ({ kind: 'fault', title, says, args: {}, to: toServer })

export const model: Model = {
  spec: 'even6',
  roles: [
    { name: 'client', title: 'Client', note: 'your application', machine: client, instances: false },
    { name: 'stub', title: 'Client stub', note: 'its end of RPC', machine: stub, instances: false },
    { name: 'server', title: 'Server', note: 'RPC and handle table', machine: server, instances: false },
    { name: 'control', title: 'Control object', note: 'the flag Canceled', machine: control, instances: true },
    { name: 'operation', title: 'Operation', note: 'a long call on the server', machine: operation, instances: true },
    { name: 'subscription', title: 'Subscription', note: 'undelivered events', machine: subscription, instances: true },
  ],
  commands: {
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
      to: toClient,
    },
    queryNext: longCall('Read the next events', 'Reads on in the query; takes its time.'),
    querySeek: longCall('Seek in the query', 'Moves the position of the query; takes its time.'),
    subscriptionNextAsync: longCall('Wait for pushed events', 'Returns with the next events of a push subscription.'),
    subscriptionNext: longCall('Pull the next events', 'Returns with the next events of a pull subscription.'),
    subscriptionWaitAsync: longCall(
      'Wait until there are events',
      'Returns when a pull subscription has events, and takes none.',
    ),
    clearLog: longCall('Clear the log', 'Clears the log under the control handle.'),
    exportLog: longCall('Export the log', 'Copies the log to a file under the control handle.'),
    localizeExportLog: longCall('Localize an export', 'Adds texts to an exported log under the control handle.'),
    cancel: {
      kind: 'call',
      title: 'Cancel',
      says: 'Asks the server to stop what runs under the handle.',
      args: { handle: oneOf('control', 'query', 'subscription', 'closed', 'forged') },
      to: toClient,
    },
    close: {
      kind: 'call',
      title: 'Close a handle',
      says: 'Takes the handle out of the table; no cancel does that.',
      args: { handle: oneOf('control', 'query', 'subscription') },
      to: toClient,
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
      says: 'The connection breaks for good, and the server runs down all handles.',
      args: {},
      to: () => 'stub',
    },
    outOfMemory: weather('Server out of memory', 'Registrations fail from now on.'),
    memoryBack: weather('Memory is back', 'Registrations work again.'),
  },
  knobs: {
    linkTicks: {
      kind: 'environment',
      domain: int(0, 1000, 10),
      unit: 'ticks',
      title: 'Network, one way',
      says: 'How long a message takes.',
    },
    workTicks: {
      kind: 'environment',
      domain: int(1, 10000, 100),
      unit: 'ticks',
      title: 'Work takes',
      says: 'How long a call takes that reads a query or works on a log, if nobody cancels it.',
    },
    pollTicks: {
      kind: 'environment',
      domain: int(1, 1000, 25),
      unit: 'ticks',
      title: 'Flag looked at every',
      says: 'How often a call that works on a log looks at the flag.',
    },
    validation: {
      kind: 'choice',
      domain: oneOf('table', 'runtime'),
      title: 'Who checks handles',
      says: 'Whether the method or the RPC runtime refuses a handle that is not in the table; the codes differ.',
      clauses: ['EV-02', 'EV-29', 'EH-01'],
    },
    setFlagWhenIdle: {
      kind: 'choice',
      domain: flag(true),
      title: 'Idle cancel sets the flag',
      says: 'Whether a cancel with nothing to stop sets the flag all the same, and so ends the next call.',
      clauses: ['EV-13', 'EH-05'],
    },
    busyCode: {
      kind: 'choice',
      domain: oneOf('ERROR_CANCELLED', 'other'),
      title: 'Code when too busy',
      says: 'What a cancel returns that the server is too busy for.',
      clauses: ['EV-11', 'EH-03'],
    },
    stoppedCallCode: {
      kind: 'choice',
      domain: oneOf('ERROR_CANCELLED', 'other'),
      title: 'Code of a stopped call',
      says: 'What a call returns that a cancel has stopped.',
      clauses: ['EV-20', 'EH-09'],
    },
    multiplex: {
      kind: 'environment',
      domain: flag(true),
      title: 'Calls side by side',
      says: 'Whether a call can be sent while another is under way; if not, the cancel waits too.',
    },
    serializeHandle: {
      kind: 'choice',
      domain: flag(false),
      title: 'One call at a time per handle',
      says: 'Whether RPC lets calls with the same handle wait for each other; then a cancel waits for the export that it should stop.',
      clauses: ['EH-19'],
    },
  },
  resources: {
    call: { title: 'Call on the server', note: 'until the server has stopped' },
    controlHandle: { title: 'Control handle', note: 'open until closed; no cancel does it' },
    queryHandle: { title: 'Query handle', note: 'open until closed' },
    subscriptionHandle: { title: 'Subscription handle', note: 'open until closed' },
  },
  codes: codesOf(even6),
  otherValue: '0xFFFFFFFF',
  /** A look at the flag keeps nothing alive; the work between the looks does. */
  background: ['pollTicks'],
}
