import type { Property } from '#kernel/property.ts'
import {
  aimOf,
  answerTo,
  cites,
  hasFinal,
  hasMemory,
  hasNoOperation,
  isAccepted,
  isCancel,
  isCancelWith,
  isClose,
  isClosed,
  isClosedOrClosing,
  isGetter,
  isOpen,
  isProperCancel,
  isSame,
  neverStarted,
  operations,
  providerAt,
} from '../predicates.ts'

/** What MI_Operation_Cancel returns, and when it does nothing. */
export const answers: readonly Property[] = [
  {
    id: 'cancel-returns-at-once',
    kind: 'step',
    clauses: cites('MI-01'),
    says: 'A cancel has returned before anything else happens, and no provider has stopped for it.',
    when: isCancel,
    holds: (before, after, action) =>
      answerTo(after, action) !== undefined && operations.every((n) => providerAt(before, n) === providerAt(after, n)),
  },
  {
    id: 'null-is-invalid',
    kind: 'step',
    clauses: cites('MI-15'),
    says: 'A null or zeroed handle is refused with INVALID_PARAMETER, whatever became of the operation.',
    when: (action) => isCancelWith(action, 'handle', 'null', 'zeroed'),
    holds: (_, after, action) => answerTo(after, action) === 'MI_RESULT_INVALID_PARAMETER',
  },
  {
    id: 'no-operation-is-invalid',
    kind: 'step',
    clauses: cites('MI-15'),
    says: 'On a handle that no start has set, cancel, close and getter give INVALID_PARAMETER.',
    when: (action) => isCancel(action) || isClose(action) || isGetter(action),
    holds: (before, after, action) =>
      !hasNoOperation(before, aimOf(action)) || answerTo(after, action) === 'MI_RESULT_INVALID_PARAMETER',
  },
  {
    id: 'closed-is-invalid-to-cancel',
    kind: 'step',
    clauses: cites('MI-15'),
    says: 'Once the handle is closed, or is being closed, a cancel gives INVALID_PARAMETER.',
    permitted: 'H-03',
    when: (action) => isCancelWith(action, 'handle', 'operation'),
    holds: (before, after, action) =>
      !isClosedOrClosing(before, aimOf(action)) || answerTo(after, action) === 'MI_RESULT_INVALID_PARAMETER',
  },
  {
    id: 'closed-stays-closed',
    kind: 'step',
    clauses: cites('MI-15'),
    says: 'On a closed handle no call succeeds, and nothing changes.',
    when: (action) => isCancel(action) || isClose(action) || isGetter(action),
    holds: (before, after, action) =>
      !isClosed(before, aimOf(action)) ||
      (answerTo(after, action) !== 'MI_RESULT_OK' && answerTo(after, action) !== undefined && isSame(before, after)),
  },
  {
    id: 'second-close-is-refused',
    kind: 'step',
    clauses: cites('MI-15'),
    says: 'A second close gives INVALID_PARAMETER, also while the first still waits.',
    when: isClose,
    holds: (before, after, action) =>
      !isClosedOrClosing(before, aimOf(action)) || answerTo(after, action) === 'MI_RESULT_INVALID_PARAMETER',
  },
  {
    id: 'never-started-fails',
    kind: 'step',
    clauses: cites('MI-16'),
    says: 'A cancel of an operation whose start failed gives FAILED.',
    when: (action) => isCancelWith(action, 'handle', 'operation', 'neverStarted'),
    holds: (before, after, action) =>
      !neverStarted(before, aimOf(action)) || answerTo(after, action) === 'MI_RESULT_FAILED',
  },
  {
    id: 'failed-means-never-started',
    kind: 'step',
    clauses: cites('MI-16'),
    says: 'A cancel gives FAILED only for a handle of an operation that never started.',
    when: (action) => isCancelWith(action, 'handle', 'operation'),
    holds: (before, after, action) =>
      answerTo(after, action) !== 'MI_RESULT_FAILED' || neverStarted(before, aimOf(action)),
  },
  {
    id: 'no-memory-no-cancel',
    kind: 'step',
    clauses: cites('MI-17'),
    says: 'Without memory a cancel that is in order gives SERVER_LIMITS_EXCEEDED.',
    when: isProperCancel,
    holds: (before, after, action) =>
      hasMemory(before) ||
      !isOpen(before, aimOf(action)) ||
      answerTo(after, action) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED',
  },
  {
    id: 'limits-mean-no-memory',
    kind: 'step',
    clauses: cites('MI-17'),
    says: 'A cancel gives SERVER_LIMITS_EXCEEDED only where memory is short, however full the server is.',
    when: isCancel,
    holds: (before, after, action) =>
      answerTo(after, action) !== 'MI_RESULT_SERVER_LIMITS_EXCEEDED' || !hasMemory(before),
  },
  {
    id: 'owner-is-accepted',
    kind: 'step',
    clauses: cites('MI-19', 'MI-20', 'MI-29'),
    says: 'While the handle is open and there is memory, the owner’s cancel gives OK: the first, the second, one that is too late, with any reason.',
    when: isProperCancel,
    holds: (before, after, action) =>
      !hasMemory(before) || !isOpen(before, aimOf(action)) || answerTo(after, action) === 'MI_RESULT_OK',
  },
  {
    id: 'same-identity',
    kind: 'step',
    clauses: cites('MI-13', 'MI-14'),
    says: 'A cancel should come from the identity that started the operation: from another one it is never carried out.',
    permitted: 'H-05',
    when: (action) => isCancelWith(action, 'identity', 'other'),
    holds: (_, after, action) => answerTo(after, action) !== 'MI_RESULT_OK',
  },
  {
    id: 'denied-means-somebody-else',
    kind: 'step',
    clauses: cites('MI-14'),
    says: 'Who started an operation is never denied to cancel it.',
    when: (action) => isCancelWith(action, 'identity', 'same'),
    holds: (_, after, action) => answerTo(after, action) !== 'MI_RESULT_ACCESS_DENIED',
  },
  {
    id: 'refused-changes-nothing',
    kind: 'step',
    clauses: cites('MI-14', 'MI-15', 'MI-16', 'MI-17'),
    says: 'A cancel that is refused, with whichever code, changes nothing.',
    when: isCancel,
    holds: (before, after, action) => answerTo(after, action) === 'MI_RESULT_OK' || isSame(before, after),
  },
  {
    id: 'second-cancel-changes-nothing',
    kind: 'step',
    clauses: cites('MI-19'),
    says: 'A cancel after an accepted one changes nothing.',
    when: isCancel,
    holds: (before, after, action) => !isAccepted(before, aimOf(action)) || isSame(before, after),
  },
  {
    id: 'late-cancel-changes-nothing',
    kind: 'step',
    clauses: cites('MI-20'),
    says: 'A cancel that comes when the final result is here changes nothing, its code included.',
    when: isCancel,
    holds: (before, after, action) => !hasFinal(before, aimOf(action)) || isSame(before, after),
  },
]
