import type { Model } from '#kernel/model.ts'
import { lro } from '#specs/lro.ts'
import { codesOf } from '../specification.ts'
import { flag, int, oneOf } from '../domains.ts'
import { client } from './client.ts'
import { front } from './front.ts'
import { record } from './record.ts'
import { worker } from './worker.ts'

const newest = (_: unknown, operations: number): string => `client#${Math.max(1, operations)}`
const name = oneOf('current', 'unknown')

export const model: Model = {
  spec: 'lro',
  roles: [
    { name: 'client', title: 'Client', note: 'your code and its library', machine: client, instances: true },
    { name: 'front', title: 'HTTP front', note: 'checks every request', machine: front, instances: false },
    { name: 'record', title: 'Operation', note: 'the record that is kept', machine: record, instances: true },
    { name: 'worker', title: 'Worker', note: 'does the work', machine: worker, instances: true },
  ],
  commands: {
    count: {
      kind: 'call',
      title: 'Start a count',
      says: 'Starts a long-running operation and polls it.',
      args: {},
      operation: true,
      to: newest,
    },
    get: {
      kind: 'call',
      title: 'Get the operation',
      says: 'Looks at the operation once, besides the polls.',
      args: { name },
      to: newest,
    },
    list: { kind: 'call', title: 'List operations', says: 'Asks for all operations.', args: {}, to: newest },
    delete: {
      kind: 'call',
      title: 'Delete the operation',
      says: 'Says that nobody is interested in the result any more; the work goes on.',
      args: { name },
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
      domain: int(1, 100000, 300),
      unit: 'ticks',
      title: 'Work takes',
      says: 'How long the operation takes if nobody cancels it.',
    },
    noticeTicks: {
      kind: 'environment',
      domain: int(1, 10000, 60),
      unit: 'ticks',
      title: 'Worker notices after',
      says: 'How long the worker takes to notice that a cancel was asked for.',
    },
    pollTicks: {
      kind: 'environment',
      domain: int(1, 10000, 40),
      unit: 'ticks',
      title: 'Client polls every',
      says: 'How long the client waits after an answer before it asks again.',
    },
    clientStyle: {
      kind: 'environment',
      domain: oneOf('raw', 'gax', 'python', 'go', 'javaFuture', 'cpp'),
      title: 'Client library',
      says: 'Which library cancels: some look first, some stop polling, one sends nothing.',
    },
    honoursCancel: {
      kind: 'choice',
      domain: oneOf('yes', 'late', 'never', 'fails'),
      title: 'A cancel is honoured',
      says: 'What the worker does once it has noticed the cancel: stop, finish first, go on, or fail.',
      clauses: ['LR-02', 'LR-15', 'LH-05'],
    },
    supportsCancel: {
      kind: 'choice',
      domain: flag(true),
      title: 'Cancel is offered',
      says: 'Whether the service offers the method at all.',
      clauses: ['LR-03', 'LH-04'],
    },
    cancelDone: {
      kind: 'choice',
      domain: oneOf('ok', 'failedPrecondition'),
      title: 'Cancel of a finished operation',
      says: 'What a cancel answers when the operation is done already.',
      clauses: ['LH-01'],
    },
    cancelTwice: {
      kind: 'choice',
      domain: oneOf('ok', 'failedPrecondition'),
      title: 'Second cancel',
      says: 'What a cancel answers while an earlier one is being carried out.',
      clauses: ['LH-02'],
    },
    exposeRequestedCancellation: {
      kind: 'choice',
      domain: flag(false),
      title: 'Request is visible',
      says: 'Whether the metadata of the operation shows that a cancel was requested.',
      clauses: ['LR-24', 'LH-06'],
    },
  },
  resources: {
    record: { title: 'Operation record', note: 'kept until deleted' },
    worker: { title: 'Worker', note: 'busy until the work stops' },
  },
  codes: codesOf(lro),
  otherValue: '2',
  background: ['pollTicks'],
}
