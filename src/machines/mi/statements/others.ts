import type { Property } from '#kernel/property.ts'
import {
  aimOf,
  answerTo,
  cites,
  clientHasLeft,
  isByOther,
  isCommand,
  isGone,
  isOthers,
  isSame,
  isSessionClose,
  isUnwanted,
  late,
  operations,
  otherAt,
  otherWaits,
  providerAt,
  settled,
} from '../predicates.ts'

/** A client whose process ends, and another client of the same server. */
export const others: readonly Property[] = [
  {
    id: 'who-is-gone-hears-nothing',
    kind: 'step',
    clauses: cites('MI-41'),
    says: 'A client whose process has ended gets no result and no final result any more.',
    when: (action) => action.kind !== 'timer',
    given: (before) => clientHasLeft(before),
    holds: (before, after) =>
      operations.every(
        (n) =>
          !isGone(before, n) ||
          isOthers(before, n) ||
          (settled(before, n) === settled(after, n) && late(before, n) === late(after, n)),
      ),
  },
  {
    id: 'work-for-a-process-that-is-gone',
    kind: 'reachable',
    clauses: cites('MI-09', 'MI-41'),
    says: 'A provider can work on, untold, for a client whose process has ended.',
    holds: (view) => operations.some((n) => isGone(view, n) && isUnwanted(view, n)),
  },
  {
    id: 'who-leaves-leaves-alone',
    kind: 'step',
    clauses: cites('MI-25', 'MI-41'),
    says: 'A client that leaves, loses its link or closes its session changes nothing for another client of the server.',
    when: (action) => isCommand(action, 'leave') || isCommand(action, 'dropLink') || isSessionClose(action),
    given: (before) => operations.some((n) => isOthers(before, n)),
    holds: (before, after) =>
      operations.every(
        (n) =>
          !isOthers(before, n) ||
          (otherAt(before, n) === otherAt(after, n) && providerAt(before, n) === providerAt(after, n)),
      ),
  },
  {
    id: 'a-handle-is-good-in-its-process',
    kind: 'step',
    clauses: cites('MI-15', 'MI-18'),
    says: 'Nobody cancels or closes an operation of another client: its handle means nothing there, and the call gives INVALID_PARAMETER.',
    when: (action) => isCommand(action, 'cancel') || isCommand(action, 'close'),
    given: (before, _, action) => !clientHasLeft(before) && isOthers(before, aimOf(action)) !== isByOther(action),
    holds: (before, after, action) =>
      answerTo(after, action) === 'MI_RESULT_INVALID_PARAMETER' && isSame(before, after),
  },
  {
    id: 'refused-for-somebody-else',
    kind: 'reachable',
    clauses: cites('MI-12'),
    says: 'An operation can be refused for want of a slot that another client has, whom no cancel of one’s own can touch.',
    holds: (view) =>
      operations.some((n) => otherWaits(view, n)) &&
      operations.some((n) => !isOthers(view, n) && settled(view, n) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED'),
  },
  {
    id: 'a-cancel-lets-the-other-in',
    kind: 'reachable',
    clauses: cites('MI-12'),
    says: 'Another client can be kept out by an operation that is over for the client that had it.',
    holds: (view) =>
      operations.some((n) => isOthers(view, n) && settled(view, n) === 'MI_RESULT_SERVER_LIMITS_EXCEEDED') &&
      operations.some((n) => !isOthers(view, n) && (isUnwanted(view, n) || isGone(view, n))),
  },
]
