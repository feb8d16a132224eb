import type { Belief } from '../specification.ts'
import { cancelled, ofAll, ofSome } from '../statements.ts'
import {
  aimOf,
  answerTo,
  cites,
  closesUnanswered,
  hasClosed,
  hasFinal,
  hasLink,
  hasMemory,
  hasStopped,
  holdsHandle,
  holdsSlot,
  isAccepted,
  isCancel,
  isClose,
  isFull,
  isOpen,
  isSame,
  isStuck,
  isUnfinished,
  late,
  operations,
  settled,
  works,
} from './predicates.ts'

/** What people think of this API, and what the check says to it. */
export const beliefs: readonly Belief[] = [
  {
    id: 'belief-ok-means-stopped',
    kind: 'always',
    clauses: cites('MI-01'),
    says: 'When the cancel has returned OK, the operation has stopped.',
    evidence: { kind: 'document', source: 'MI-01, MI-09, MI-12' },
    permitted: 'MI-01',
    belief: 'OK says that the request was taken; the provider learns of it later, or never.',
    when: (view) => cancelled(view) === 'MI_RESULT_OK',
    observed: (view) => ofAll(view, (operation) => !operation.accepted || operation.stopped),
  },
  {
    id: 'belief-ok-means-cancelled',
    kind: 'never',
    clauses: cites('MI-20', 'MI-21'),
    says: 'When the cancel has returned OK, the operation ends with an error.',
    evidence: { kind: 'observation', source: 'MI-20; Open Management Infrastructure over WS-Man, recorded runs' },
    permitted: 'H-02',
    belief:
      'A cancel that comes too late, or whose transport does nothing about it, returns OK as well, and the operation ends well.',
    when: (view) => ofSome(view, (operation) => operation.accepted),
    observed: (view) => ofSome(view, (operation) => operation.accepted && operation.settle === 'MI_RESULT_OK'),
  },
  {
    id: 'belief-final-means-stopped',
    kind: 'never',
    clauses: cites('MI-11'),
    says: 'When the final result is here, the provider is done.',
    evidence: { kind: 'document', source: 'MI-11' },
    permitted: 'MI-11',
    belief:
      'The client leaves first and makes the final result itself; the provider works on until it notices, or to its end.',
    when: (view) => operations.some((n) => settled(view, n) !== null),
    holds: (view) => operations.some((n) => settled(view, n) !== null && works(view, n)),
  },
  {
    id: 'belief-final-means-room',
    kind: 'never',
    clauses: cites('MI-12'),
    says: 'When the final result is here, the next operation finds a free slot.',
    evidence: { kind: 'document', source: 'MI-12' },
    permitted: 'MI-12',
    belief: 'The slot stays taken until the provider has stopped, and the next operation is refused for want of one.',
    when: (view) => isAccepted(view, 1) && settled(view, 1) !== null && settled(view, 2) !== null,
    observed: (view) => holdsSlot(view, 1) === 1 && settled(view, 2) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
  {
    id: 'belief-no-results-after-ok',
    kind: 'never',
    clauses: cites('MI-07'),
    says: 'After the cancel has returned OK, no more results come.',
    evidence: { kind: 'document', source: 'MI-07' },
    permitted: 'MI-07',
    belief: 'What was on its way is still delivered: a callback has to cope with results until the final one.',
    when: (view) => operations.some((n) => isAccepted(view, n)),
    observed: (view) => operations.some((n) => late(view, n) > 0),
  },
  {
    id: 'belief-cancelled-needs-no-close',
    kind: 'never',
    clauses: cites('MI-05'),
    says: 'A cancelled operation that has its final result holds no handle any more.',
    evidence: { kind: 'document', source: 'MI-05, MI-25' },
    permitted: 'MI-05',
    belief:
      'Neither the cancel nor the final result closes the handle; without a close it leaks, and so does the session.',
    when: (view) => operations.some((n) => isAccepted(view, n) && settled(view, n) !== null),
    observed: (view) =>
      operations.some((n) => isAccepted(view, n) && settled(view, n) !== null && holdsHandle(view, n) === 1),
  },
  {
    id: 'belief-closed-holds-nothing',
    kind: 'never',
    clauses: cites('MI-12', 'MI-22'),
    says: 'When the close has returned OK, nothing of the operation is left anywhere.',
    evidence: { kind: 'document', source: 'MI-12, MI-22' },
    permitted: 'MI-12',
    belief: 'The close gives back the handle; the slot on the server is the provider’s to give back.',
    when: (view) => operations.some((n) => hasClosed(view, n)),
    holds: (view) => operations.some((n) => hasClosed(view, n) && holdsSlot(view, n) === 1),
  },
  {
    id: 'belief-failed-means-undone',
    kind: 'never',
    clauses: cites('MI-09', 'MI-21'),
    says: 'An operation that was cancelled and ended with FAILED was not carried out.',
    evidence: {
      kind: 'observation',
      source: 'MI-21; Open Management Infrastructure, recorded runs: a method that was cancelled did all of its steps',
    },
    permitted: 'H-10',
    belief: 'FAILED is what the client made of its own cancel: the provider may have done all of it, before or after.',
    when: (view) => ofSome(view, ({ accepted, settle }) => accepted && settle === 'MI_RESULT_FAILED'),
    observed: (view) =>
      ofSome(
        view,
        ({ accepted, settle, stopped, noticed }) => accepted && settle === 'MI_RESULT_FAILED' && stopped && !noticed,
      ),
  },
  {
    id: 'belief-limits-are-the-servers',
    kind: 'step',
    clauses: cites('MI-17', 'MI-40'),
    says: 'A cancel that gives SERVER_LIMITS_EXCEEDED was refused by a server that is full.',
    evidence: { kind: 'inference', source: 'MI-17 speaks of memory and not of whose; H-04' },
    permitted: 'H-04',
    belief:
      'The page speaks of memory for the request and not of the server’s limits, whatever the name of the code says. Whose memory it is, the page leaves open: in this model the client’s, and no server is asked.',
    when: isCancel,
    given: (_, after, action) => answerTo(after, action) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
    holds: isFull,
  },
  {
    id: 'belief-cancel-as-often-as-you-like',
    kind: 'step',
    clauses: cites('MI-19'),
    says: 'A second cancel does no harm.',
    evidence: { kind: 'observation', source: 'MI-19' },
    belief:
      'Right, as far as it was seen: it changes nothing and gives OK, as long as the handle is open. No page says it.',
    when: isCancel,
    given: (before, _, action) => isAccepted(before, aimOf(action)),
    holds: isSame,
  },
  {
    id: 'belief-close-instead',
    kind: 'step',
    clauses: cites('MI-22'),
    says: 'Who has no memory left to cancel can close instead.',
    evidence: { kind: 'inference', source: 'MI-22 says that a close cancels; no page says what memory a close takes' },
    permitted: 'H-09',
    belief:
      'A close of an operation that is not over cancels it, where a cancel works at all; over a transport that ignores cancels it ends nothing. That a close takes no memory is this model’s guess.',
    when: isClose,
    given: (before, _, action) => {
      const n = aimOf(action)
      return !hasMemory(before) && isOpen(before, n) && isUnfinished(before, n)
    },
    holds: (_, after, action) => !closesUnanswered(after, aimOf(action)),
  },
  {
    id: 'belief-a-handler-may-wait',
    kind: 'never',
    clauses: cites('MI-25', 'MI-27'),
    says: 'A callback may close its session and wait until that is done.',
    evidence: { kind: 'inference', source: 'MI-25, MI-27, and MI-34 as observed' },
    permitted: 'MI-27',
    belief:
      'The close waits for the handles, and the last callback waits for this one: unless another thread closes the handle, both wait for ever. A completion callback is the way out.',
    holds: (view) => operations.some((n) => isStuck(view, n) && hasFinal(view, n) && settled(view, n) === null),
  },
  {
    id: 'belief-stopped-means-room',
    kind: 'never',
    clauses: cites('MI-12'),
    says: 'When the provider has stopped and the handle is closed, the slot is free.',
    evidence: { kind: 'inference', source: 'H-11: no page says what a slot lives as long as' },
    permitted: 'H-11',
    belief:
      'A server may count the slot to the session: then it is taken until the session is closed or its link is gone.',
    holds: (view) => operations.some((n) => hasClosed(view, n) && hasStopped(view, n) && holdsSlot(view, n) === 1),
  },
  {
    id: 'belief-failed-means-asked',
    kind: 'never',
    clauses: cites('MI-37', 'MI-39'),
    says: 'An operation that ends like a cancelled one was cancelled by somebody on this side.',
    evidence: { kind: 'document', source: 'MI-37, MI-39' },
    permitted: 'H-18',
    belief:
      'Its time was up, or the service has cancelled it: the final result is the same error, and the provider may still be at work.',
    holds: (view) =>
      ['cancel', 'close', 'closeSession'].every((name) => view.given(name) === 0) &&
      hasLink(view) &&
      operations.some((n) => settled(view, n) === 'MI_RESULT_FAILED' && works(view, n)),
  },
]
