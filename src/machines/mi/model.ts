import type { Model } from '#kernel/model.ts'
import { mi } from '#specs/mi.ts'
import { int, oneOf } from '../domains.ts'
import { codesOf } from '../specification.ts'
import { client } from './client.ts'
import { provider } from './provider.ts'
import { runtime } from './runtime.ts'
import { server } from './server.ts'
import { session } from './session.ts'

const op = int(1, 1000, 1)
const clientOf = ({ op: operation }: Readonly<Record<string, unknown>>): string => `client#${String(operation)}`

export const model: Model = {
  spec: 'mi',
  roles: [
    { name: 'client', title: 'Application', note: 'your code', machine: client, instances: true },
    { name: 'session', title: 'Session', note: 'MI_Session, its link', machine: session, instances: false },
    { name: 'runtime', title: 'Client library', note: 'handle, checks, delivery', machine: runtime, instances: true },
    { name: 'server', title: 'Server', note: 'lets in, counts slots', machine: server, instances: false },
    { name: 'provider', title: 'Provider', note: 'does the work', machine: provider, instances: true },
  ],
  commands: {
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
  },
  knobs: {
    linkTicks: {
      kind: 'environment',
      domain: int(0, 1000, 10),
      unit: 'ticks',
      title: 'Network, one way',
      says: 'How long a message takes.',
    },
    mode: {
      kind: 'environment',
      domain: oneOf('async', 'sync'),
      title: 'Results come',
      says: 'In callbacks, or each by a call of the getter, which waits for it.',
    },
    results: {
      kind: 'environment',
      domain: int(0, 1000, 10),
      title: 'Results',
      says: 'How many instances an enumeration has, or how many indications a subscription sees.',
    },
    resultTicks: {
      kind: 'environment',
      domain: int(1, 10000, 20),
      unit: 'ticks',
      title: 'One result each',
      says: 'How long the provider takes for each of them.',
    },
    invokeTicks: {
      kind: 'environment',
      domain: int(1, 100000, 300),
      unit: 'ticks',
      title: 'A single result takes',
      says: 'How long the provider takes for an operation with one result: invoke, get, create, modify, delete.',
    },
    noticeTicks: {
      kind: 'environment',
      domain: int(0, 10000, 60),
      unit: 'ticks',
      title: 'Provider notices after',
      says: 'How long a provider that was told of a cancel takes to notice it and stop.',
    },
    quota: {
      kind: 'environment',
      domain: int(1, 100, 1),
      title: 'Slots',
      says: 'How many operations the server runs at a time.',
    },
    extraResults: {
      kind: 'choice',
      domain: int(0, 100, 2),
      title: 'Extra results',
      says: 'How many results that were on their way are still delivered after a cancel.',
      clauses: ['MI-07', 'H-06'],
    },
    profile: {
      kind: 'choice',
      domain: oneOf('documented', 'omiLocal', 'omiWsman'),
      title: 'Implementation',
      says: 'As Windows documents it, or as OMI was seen: locally only subscriptions are told, over WS-Man a cancel does nothing.',
      clauses: ['MI-09', 'MI-10', 'MI-12', 'H-09'],
    },
    canceledFinalCode: {
      kind: 'choice',
      domain: oneOf('MI_RESULT_FAILED', 'other'),
      title: 'A cancelled operation ends with',
      says: 'Which error the client library makes for the final result.',
      clauses: ['MI-21', 'H-01'],
    },
    quotaCode: {
      kind: 'choice',
      domain: oneOf('MI_RESULT_SERVER_LIMITS_EXCEEDED', 'MI_RESULT_FAILED'),
      title: 'No free slot gives',
      says: 'How an operation ends that the server has no slot for.',
      clauses: ['MI-12', 'H-11'],
    },
    wrongIdentity: {
      kind: 'choice',
      domain: oneOf('accessDenied', 'allowed'),
      title: 'Another identity',
      says: 'Whether a cancel by somebody else is refused or carried out.',
      clauses: ['MI-13', 'MI-14', 'H-05'],
    },
    staleHandle: {
      kind: 'choice',
      domain: oneOf('MI_RESULT_INVALID_PARAMETER', 'MI_RESULT_NOT_FOUND'),
      title: 'A closed handle gives',
      says: 'What a cancel returns once the handle was closed.',
      clauses: ['MI-15', 'H-03', 'H-04'],
    },
  },
  resources: {
    quota: { title: 'Quota slot', note: 'operations that the server runs' },
    handle: { title: 'Handle', note: 'open until closed' },
  },
  codes: codesOf(mi),
  otherValue: '1000',
  background: [],
  target: ({ op: operation }) => Number(operation),
}
