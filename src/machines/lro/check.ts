import type { Property } from '#kernel/property.ts'
import type { LroClause } from '#specs/lro.ts'
import type { Campaign, CheckPlan } from '../protocol.ts'
import { cancelled, common, ofAll, ofSome } from '../statements.ts'

const cites = (...clauses: readonly LroClause[]): readonly LroClause[] => clauses

const campaigns: readonly Campaign[] = [
  {
    id: 'two-operations',
    says: 'Two operations, two cancels, a delete and one fault, with the knobs at their defaults.',
    offers: [
      { do: 'count', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'delete', group: 'close' },
      { do: 'serverKills', group: 'fault' },
      { do: 'loseReply', group: 'fault' },
    ],
    max: { operation: 2, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: {},
  },
  {
    id: 'every-setting',
    says: 'One operation, two cancels, a delete, a look and one fault, under every setting of the choices and of the client library.',
    offers: [
      { do: 'count', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'delete', group: 'close' },
      { do: 'serverKills', group: 'fault' },
      { do: 'loseReply', group: 'fault' },
    ],
    max: { operation: 1, cancel: 2, close: 1, fault: 1 },
    knobs: {},
    varied: {
      honoursCancel: ['yes', 'late', 'never', 'fails'],
      supportsCancel: [true, false],
      cancelDone: ['ok', 'failedPrecondition'],
      cancelTwice: ['ok', 'failedPrecondition'],
      clientStyle: ['raw', 'gax', 'python', 'javaFuture', 'cpp'],
      exposeRequestedCancellation: [false, true],
    },
  },
  {
    id: 'every-request',
    says: 'One operation and one cancel with every name, body and token, with an outage and every other request.',
    offers: [
      { do: 'count', group: 'operation' },
      { do: 'cancel', group: 'cancel' },
      { do: 'cancel', args: { name: 'unknown' }, group: 'cancel' },
      { do: 'cancel', args: { body: 'object' }, group: 'cancel' },
      { do: 'cancel', args: { body: 'unknownField' }, group: 'cancel' },
      { do: 'cancel', args: { token: 'readonly' }, group: 'cancel' },
      { do: 'cancel', args: { token: 'none' }, group: 'cancel' },
      { do: 'cancel', args: { token: 'noAccess' }, group: 'cancel' },
      { do: 'get', group: 'other' },
      { do: 'get', args: { name: 'unknown' }, group: 'other' },
      { do: 'list', group: 'other' },
      { do: 'delete', group: 'other' },
      { do: 'outage', group: 'outage' },
      { do: 'recover', group: 'recover' },
    ],
    max: { operation: 1, cancel: 1, other: 1, outage: 1, recover: 1 },
    knobs: {},
    varied: { supportsCancel: [true, false], clientStyle: ['raw', 'python', 'cpp'] },
  },
]

const properties: readonly Property[] = [
  ...common(cites('LR-14')),
  {
    id: 'cancel-only-asks',
    kind: 'step',
    clauses: cites('LR-01', 'LR-11'),
    says: 'The moment at which a cancel reaches the service never makes an operation done.',
    when: (choice) => choice.kind === 'message' && choice.name === 'CancelOperation',
    holds: (before, after) => [1, 2].every((n) => before.state(`record#${n}`).includes('done') === after.state(`record#${n}`).includes('done')),
  },
  {
    id: 'done-is-done',
    kind: 'step',
    clauses: cites('LR-14'),
    says: 'An operation that is done stays as it is, until it is deleted.',
    when: () => true,
    holds: (before, after) =>
      [1, 2].every((n) => {
        const was = before.state(`record#${n}`)
        const is = after.state(`record#${n}`)
        return !was.startsWith('kept.done') || is === was || is === 'deleted'
      }),
  },
  {
    id: 'kept-after-cancel',
    kind: 'step',
    clauses: cites('LR-05'),
    says: 'No cancel removes an operation.',
    when: (choice) => choice.kind === 'message' && choice.name === 'CancelOperation',
    holds: (before, after) => [1, 2].every((n) => !before.state(`record#${n}`).startsWith('kept') || after.state(`record#${n}`).startsWith('kept')),
  },
  {
    id: 'delete-does-not-cancel',
    kind: 'step',
    clauses: cites('LR-17'),
    says: 'A delete never stops the work.',
    when: (choice) => choice.kind === 'message' && choice.name === 'DeleteOperation',
    holds: (before, after) => [1, 2].every((n) => before.state(`worker#${n}`) === after.state(`worker#${n}`)),
  },
  {
    id: 'belief-ok-means-stopped',
    kind: 'always',
    on: 'ledger',
    clauses: cites('LR-11'),
    says: 'When cancel has returned OK, the work has stopped.',
    permitted: 'LR-01',
    belief: 'The answer only says that the request was taken; the worker finds out later, if at all.',
    holds: (moment) => cancelled(moment) !== 'OK' || ofAll(moment, (operation) => !operation.accepted || operation.stopped),
  },
  {
    id: 'finished-in-spite-of-cancel',
    kind: 'reachable',
    on: 'ledger',
    clauses: cites('LR-15'),
    says: 'An operation can finish with a response although its cancel was accepted.',
    holds: (moment) => ofSome(moment, (operation) => operation.accepted && operation.settle === 'OK'),
  },
  {
    id: 'work-ends',
    kind: 'eventually',
    on: 'ledger',
    clauses: cites('LR-01'),
    says: 'Whatever is done, the work of every operation ends.',
    holds: (moment) => (moment.ledger.held['worker'] ?? 0) === 0,
  },
]

export const plan: CheckPlan = { campaigns, properties }
