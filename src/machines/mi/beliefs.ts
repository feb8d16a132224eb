import type { Belief } from '../specification.ts'
import { cancelled, ofAll, ofSome } from '../statements.ts'
import {
  aimOf,
  answerTo,
  cites,
  closesUnanswered,
  hasClosed,
  hasMemory,
  holdsHandle,
  holdsSlot,
  isAccepted,
  isCancel,
  isClose,
  isFull,
  isOpen,
  isSame,
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
    observed: (view) =>
      cancelled(view) !== 'MI_RESULT_OK' || ofAll(view, (operation) => !operation.accepted || operation.stopped),
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
    observed: (view) =>
      isAccepted(view, 1) &&
      settled(view, 1) !== null &&
      holdsSlot(view, 1) === 1 &&
      settled(view, 2) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
  {
    id: 'belief-no-results-after-ok',
    kind: 'never',
    clauses: cites('MI-07'),
    says: 'After the cancel has returned OK, no more results come.',
    evidence: { kind: 'document', source: 'MI-07' },
    permitted: 'MI-07',
    belief: 'What was on its way is still delivered: a callback has to cope with results until the final one.',
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
    observed: (view) =>
      ofSome(
        view,
        ({ accepted, settle, stopped, noticed }) => accepted && settle === 'MI_RESULT_FAILED' && stopped && !noticed,
      ),
  },
  {
    id: 'belief-limits-are-the-servers',
    kind: 'step',
    clauses: cites('MI-17'),
    says: 'A cancel that gives SERVER_LIMITS_EXCEEDED was refused by a server that is full.',
    evidence: { kind: 'inference', source: 'MI-17 speaks of memory and not of whose; H-04' },
    permitted: 'H-04',
    belief:
      'The page speaks of memory for the request and not of the server’s limits, whatever the name of the code says. Whose memory it is, the page leaves open: in this model the client’s, and no server is asked.',
    when: isCancel,
    holds: (before, after, action) => answerTo(after, action) !== 'MI_RESULT_SERVER_LIMITS_EXCEEDED' || isFull(before),
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
    holds: (before, after, action) => !isAccepted(before, aimOf(action)) || isSame(before, after),
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
    holds: (before, after, action) => {
      const n = aimOf(action)
      return hasMemory(before) || !isOpen(before, n) || !(isUnfinished(before, n) && closesUnanswered(after, n))
    },
  },
]
