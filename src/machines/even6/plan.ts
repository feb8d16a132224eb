import { everyValue } from '../domains.ts'
import type { Campaign, CheckPlan } from '../specification.ts'
import { common } from '../statements.ts'
import { beliefs } from './beliefs.ts'
import { expected } from './expected.ts'
import { knobs } from './knobs.ts'
import { cites } from './predicates.ts'
import { deciding } from './statements/deciding.ts'
import { holding } from './statements/holding.ts'
import { others } from './statements/others.ts'
import { stopping } from './statements/stopping.ts'

/** Everything that is open: 128 settings. */
const everySetting = everyValue(knobs)

/** A query, and what reads it beside what works on a log. */
const queryAndLog = {
  offers: [
    { do: 'registerLogQuery', group: 'register' },
    { do: 'queryNext', group: 'operation' },
    { do: 'clearLog', group: 'operation' },
    { do: 'cancel', group: 'cancel' },
    { do: 'close', group: 'close' },
    { do: 'serverBusy', group: 'fault' },
    { do: 'dropLink', group: 'fault' },
  ],
  max: { register: 1, operation: 2, cancel: 2, close: 1, fault: 1 },
  knobs: {},
} as const

const campaigns: readonly Campaign[] = [
  {
    id: 'two-waits',
    says: 'A subscription, two calls that pull its events, one event, two cancels, a close and one fault, under every setting.',
    offers: [
      { do: 'registerSubscription', group: 'register' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'eventLogged', group: 'event' },
      { do: 'cancel', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'serverBusy', group: 'fault' },
      { do: 'dropLink', group: 'fault' },
    ],
    max: { register: 1, operation: 2, event: 1, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: everySetting,
  },
  {
    id: 'query-and-log',
    says: 'A query, two operations that read it or clear a log, two cancels, a close and one fault, with the knobs at their defaults.',
    ...queryAndLog,
    varied: {},
  },
  {
    id: 'query-and-log-every-setting',
    says: 'A query, two operations that read it or clear a log, a cancel, a close and one fault, under every setting.',
    ...queryAndLog,
    max: { ...queryAndLog.max, cancel: 1 },
    varied: everySetting,
  },
  {
    id: 'two-handles',
    says: 'Two registrations of any kind, two operations that read, pull or clear, and one cancel, with the knobs at their defaults.',
    offers: [
      { do: 'registerLogQuery', group: 'register' },
      { do: 'registerSubscription', group: 'register' },
      { do: 'registerControllableOperation', group: 'register' },
      { do: 'queryNext', group: 'operation' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'clearLog', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
    ],
    max: { register: 2, operation: 2, cancel: 1 },
    knobs: {},
    varied: {},
  },
  {
    id: 'every-handle',
    says: 'A query or subscription, two operations, a cancel and a close with every handle, under every way to check handles and to share them.',
    offers: [
      { do: 'registerLogQuery', group: 'register' },
      { do: 'registerSubscription', group: 'register' },
      { do: 'queryNext', group: 'operation' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'clearLog', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', args: { handle: 'query' }, group: 'cancel' },
      { do: 'cancel', args: { handle: 'subscription' }, group: 'cancel' },
      { do: 'cancel', args: { handle: 'closed' }, group: 'cancel' },
      { do: 'cancel', args: { handle: 'forged' }, group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'close', args: { handle: 'query' }, group: 'close' },
      { do: 'close', args: { handle: 'subscription' }, group: 'close' },
    ],
    max: { register: 1, operation: 2, cancel: 1, close: 1 },
    knobs: {},
    varied: everyValue(knobs, 'validation', 'serializeHandle'),
  },
  {
    id: 'every-call',
    says: 'A registration and an operation of any kind, an event, a cancel, a close and a lost connection, whatever a stopped call returns.',
    offers: [
      { do: 'registerLogQuery', group: 'register' },
      { do: 'registerSubscription', group: 'register' },
      { do: 'registerSubscription', args: { mode: 'push' }, group: 'register' },
      { do: 'registerControllableOperation', group: 'register' },
      { do: 'queryNext', group: 'operation' },
      { do: 'querySeek', group: 'operation' },
      { do: 'subscriptionNextAsync', group: 'operation' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'subscriptionWaitAsync', group: 'operation' },
      { do: 'clearLog', group: 'operation' },
      { do: 'exportLog', group: 'operation' },
      { do: 'localizeExportLog', group: 'operation' },
      { do: 'eventLogged', group: 'event' },
      { do: 'cancel', group: 'cancel' },
      { do: 'close', group: 'close' },
      { do: 'dropLink', group: 'fault' },
    ],
    max: { register: 1, operation: 1, event: 1, cancel: 1, close: 1, fault: 1 },
    knobs: {},
    varied: everyValue(knobs, 'stoppedCallCode'),
  },
  {
    id: 'one-connection',
    says: 'A subscription, a call that waits for an event that never comes, and a cancel, on a single connection.',
    offers: [
      { do: 'registerSubscription', group: 'register' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
    ],
    max: { register: 1, operation: 1, cancel: 1 },
    knobs: { multiplex: false },
    varied: {},
  },
  {
    id: 'going-and-coming',
    says: 'A query or subscription and one more, two operations, a cancel, and a client that leaves or a service that restarts, whatever becomes of the work.',
    offers: [
      { do: 'registerLogQuery', group: 'register' },
      { do: 'registerSubscription', group: 'register' },
      { do: 'queryNext', group: 'operation' },
      { do: 'subscriptionNext', group: 'operation' },
      { do: 'exportLog', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'leave', group: 'fault' },
      { do: 'serviceRestarts', group: 'fault' },
    ],
    max: { register: 1, operation: 2, cancel: 1, fault: 1 },
    knobs: {},
    varied: everyValue(knobs, 'validation', 'linkLoss'),
  },
  {
    id: 'somebody-else',
    says: 'A query that is read, while another client clears the log and cancels what it may, and the first client leaves or the service restarts, whatever becomes of the work.',
    offers: [
      { do: 'registerLogQuery', group: 'register' },
      { do: 'queryNext', group: 'operation' },
      { do: 'registerControllableOperation', actor: 'other', group: 'others' },
      { do: 'clearLog', actor: 'other', group: 'clear' },
      { do: 'cancel', actor: 'other', group: 'otherCancel' },
      { do: 'leave', group: 'fault' },
      { do: 'serviceRestarts', group: 'fault' },
    ],
    max: { register: 1, operation: 1, others: 1, clear: 1, otherCancel: 1, fault: 1 },
    knobs: {},
    varied: everyValue(knobs, 'linkLoss'),
  },
  {
    id: 'trouble-passes',
    says: 'Two control handles, one export, two cancels, a server that gets busy and out of memory and over it, with the knobs at their defaults.',
    offers: [
      { do: 'registerControllableOperation', group: 'register' },
      { do: 'exportLog', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'serverBusy', group: 'busy' },
      { do: 'serverFree', group: 'free' },
      { do: 'outOfMemory', group: 'short' },
      { do: 'memoryBack', group: 'enough' },
    ],
    max: { register: 2, operation: 1, cancel: 2, busy: 1, free: 1, short: 1, enough: 1 },
    knobs: {},
    varied: {},
  },
]

export const plan: CheckPlan = {
  campaigns,
  expected,
  thorough: [
    {
      id: 'two-cancels-every-setting',
      says: 'A query, two operations that read it or clear a log, two cancels, a close and one fault, under every setting.',
      ...queryAndLog,
      varied: everySetting,
      dividedBy: ['multiplex', 'setFlagWhenIdle'],
    },
  ],
  properties: [...common(cites('EV-15', 'EV-26')), ...deciding, ...stopping, ...holding, ...others, ...beliefs],
}
