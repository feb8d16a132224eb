import type { Belief } from '../specification.ts'
import { cancelled, ofAll, ofSome } from '../statements.ts'
import {
  allReturned,
  cancelArrives,
  cites,
  hasCutItsPoll,
  hasReturned,
  hasStoppedAsking,
  isDeleted,
  isDone,
  isMessage,
  isWorking,
  operations,
  recordAt,
  someoneWasSignalled,
} from './predicates.ts'

/** What people think of this API, and what the check says to it. */
export const beliefs: readonly Belief[] = [
  {
    id: 'belief-ok-means-stopped',
    kind: 'always',
    clauses: cites('LR-11'),
    says: 'When cancel has returned OK, the work has stopped.',
    evidence: { kind: 'document', source: 'LR-01, LR-02' },
    permitted: 'LR-01',
    belief: 'The answer only says that the request was taken; the worker finds out later, if at all.',
    observed: (view) =>
      cancelled(view) !== 'OK' || ofAll(view, (operation) => !operation.accepted || operation.stopped),
  },
  {
    id: 'belief-ok-means-cancelled',
    kind: 'always',
    clauses: cites('LR-02', 'LR-11', 'LR-15'),
    says: 'When cancel has returned OK, the operation ends as CANCELLED.',
    evidence: { kind: 'document', source: 'LR-02, LR-15' },
    permitted: 'LR-15',
    belief: 'It may as well end with its response or with another error; only a look shows which.',
    observed: (view) =>
      ofAll(view, (operation) => !operation.accepted || operation.settle === null || operation.settle === 'CANCELLED'),
  },
  {
    id: 'belief-cancelled-was-me',
    kind: 'never',
    clauses: cites('LR-06', 'LR-16'),
    says: 'An operation that ends as CANCELLED was cancelled by its client.',
    evidence: { kind: 'observation', source: 'LR-16; Bug reports about the Pipelines API' },
    permitted: 'LR-16',
    belief:
      'Code 1 does not say who: a service may stop an operation by its own policy, before a cancel or without any.',
    observed: (view) => ofSome(view, (operation) => operation.settle === 'CANCELLED' && !operation.noticed),
  },
  {
    id: 'belief-cancelled-is-gone',
    kind: 'never',
    clauses: cites('LR-05'),
    says: 'A cancelled operation is gone: there is nothing left to delete.',
    evidence: { kind: 'document', source: 'LR-05' },
    permitted: 'LR-05',
    belief: 'It is kept with its error like any other that is done, until somebody deletes it or it expires.',
    observed: (view) =>
      ofSome(view, (operation) => operation.settle === 'CANCELLED' && (operation.held['record'] ?? 0) > 0),
  },
  {
    id: 'belief-delete-stops',
    kind: 'never',
    clauses: cites('LR-17'),
    says: 'Deleting an operation stops its work.',
    evidence: { kind: 'document', source: 'LR-17, LR-18' },
    permitted: 'LR-17',
    belief: 'A delete only gives up the result; the work goes on, and without a name nobody can cancel it any more.',
    holds: (view) => operations.some((n) => isDeleted(view, n) && isWorking(view, n)),
  },
  {
    id: 'belief-no-answer-no-cancel',
    kind: 'never',
    clauses: cites('LR-23'),
    says: 'A cancel that came back as UNAVAILABLE was not carried out.',
    evidence: {
      kind: 'inference',
      source: 'LR-23: a repeated cancel has to do no harm because the first may have come through',
    },
    permitted: 'LR-23',
    belief: 'It may be the answer that was lost: then the cancel is under way, and the client cannot tell.',
    holds: (view) =>
      hasReturned(view, 'UNAVAILABLE') &&
      allReturned(view, (code) => code === 'UNAVAILABLE') &&
      someoneWasSignalled(view),
  },
  {
    id: 'belief-library-says-cancelled',
    kind: 'never',
    clauses: cites('LR-31', 'LR-32'),
    says: 'When my library reports CANCELLED, the operation has stopped.',
    evidence: { kind: 'observation', source: 'gax for Node, against a service on the same machine; LR-31, LR-32' },
    permitted: 'LR-31',
    belief:
      'One library breaks off its own poll and reports that as CANCELLED, while the service has not even heard of the cancel.',
    holds: (view) => operations.some((n) => hasCutItsPoll(view, n) && isWorking(view, n)),
  },
  {
    id: 'belief-library-asks',
    kind: 'never',
    clauses: cites('LR-31'),
    says: 'To cancel the future that my library gave me is to ask the service.',
    evidence: { kind: 'observation', source: 'gax for Java, its source; LR-31' },
    permitted: 'LR-31',
    belief: 'One library only stops asking: nothing is sent, and the operation runs to its end with nobody waiting.',
    holds: (view) => operations.some((n) => view.ledger.operations[n]?.issued !== true && hasStoppedAsking(view, n)),
  },
  {
    id: 'belief-body-does-not-matter',
    kind: 'step',
    clauses: cites('LR-08'),
    says: 'A cancel that has a name is never refused as INVALID_ARGUMENT: what else it carries does not matter.',
    evidence: { kind: 'document', source: 'LR-08' },
    permitted: 'LR-08',
    belief:
      'The body has to be empty. Libraries send what they are given, and a field that the service does not know is refused.',
    when: (action) => isMessage(action, 'CancelOperation reply'),
    holds: (before, after) => hasReturned(before, 'INVALID_ARGUMENT') || !hasReturned(after, 'INVALID_ARGUMENT'),
  },
  {
    id: 'belief-cancel-again',
    kind: 'step',
    clauses: cites('LR-14', 'LR-23'),
    says: 'If in doubt I can cancel again: it does not spoil an operation that is done.',
    evidence: { kind: 'inference', source: 'LR-14 follows from Operation.done; LR-23' },
    belief: 'That is right: a cancel of a finished operation may be refused, but it never changes how it ended.',
    when: cancelArrives,
    holds: (before, after) => operations.every((n) => !isDone(before, n) || recordAt(before, n) === recordAt(after, n)),
  },
]
