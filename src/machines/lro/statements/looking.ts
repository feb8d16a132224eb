import type { LedgerView, Property, StateView } from '#kernel/property.ts'
import {
  cites,
  hasBeenCancelled,
  hasFailed,
  hasReturned,
  hasSucceeded,
  isAsking,
  isBornDone,
  isDeleted,
  isDone,
  isEmpty,
  isMessage,
  isSameRecord,
  isSameWorker,
  isTimer,
  isWorking,
  operations,
} from '../predicates.ts'

/** Whether the record ended as its client was told. Where there is neither result the client says UNKNOWN; work can also fail with it. */
function isOnRecord(view: StateView, n: 1 | 2, end: string): boolean {
  if (end === 'OK') return hasSucceeded(view, n) || isEmpty(view, n)
  if (end === 'CANCELLED') return hasBeenCancelled(view, n)
  return hasFailed(view, n) || (end === 'UNKNOWN' && isEmpty(view, n))
}
/** How an operation ended for its client; null for one that has not, or whose start was refused, whatever with. */
const endOf = ({ ledger }: LedgerView, n: 1 | 2): string | null =>
  ledger.returned[`count@${n}`] === 'OK' ? (ledger.operations[n]?.settle ?? null) : null

const turnedAway = ({ ledger }: LedgerView): boolean =>
  ['ABORTED', 'ALREADY_EXISTS'].includes(ledger.returned['count@2'] ?? '')

/** What is wrong with a start, and what its client is told. */
const wrongStarts: readonly Property[] = (
  [
    ['without-a-credential', 'without a credential', 'UNAUTHENTICATED', cites('LR-19')],
    ['without-access', 'by somebody without access', 'PERMISSION_DENIED', cites('LR-19')],
    ['that-is-incomplete', 'in which something is missing', 'INVALID_ARGUMENT', cites()],
    ['on-an-unknown-matter', 'on a matter that nobody knows', 'NOT_FOUND', cites()],
    ['on-a-closed-matter', 'on a matter that is closed', 'FAILED_PRECONDITION', cites()],
  ] as const
).map(([id, which, code, clauses]) => ({
  id: `a-start-${id}`,
  kind: 'reachable',
  clauses,
  says: `A start ${which} is refused with ${code}, and nobody works for it.`,
  holds: (view) => view.ledger.returned['count@1'] === code && !isWorking(view, 1),
}))

/** What becomes of an operation, and what a look at it shows. */
export const looking: readonly Property[] = [
  ...wrongStarts,
  {
    id: 'done-is-done',
    kind: 'step',
    clauses: cites('LR-14'),
    says: 'An operation that is done stays as it is, until it is deleted.',
    when: (action) => action.kind !== 'command' || action.do === 'serverKills',
    given: (before) => operations.some((n) => isDone(before, n)),
    holds: (before, after) =>
      operations.every((n) => !isDone(before, n) || isSameRecord(before, after, n) || isDeleted(after, n)),
  },
  {
    id: 'a-look-shows-the-record',
    kind: 'always',
    clauses: cites('LR-06', 'LR-12', 'LR-13', 'LR-21', 'LR-32'),
    says: 'What a client takes for the end of its operation is the end on record: the response, code 1, or another error.',
    when: (view) => operations.some((n) => endOf(view, n) !== null),
    holds: (view) =>
      operations.every((n) => {
        const settle = endOf(view, n)
        return settle === null || isDeleted(view, n) || isOnRecord(view, n, settle)
      }),
  },
  {
    id: 'done-with-nothing-in-it',
    kind: 'reachable',
    clauses: cites('LR-13'),
    says: 'An operation can be done and show neither a response nor an error.',
    holds: (view) => operations.some((n) => isEmpty(view, n)),
  },
  {
    id: 'one-at-a-time',
    kind: 'reachable',
    clauses: cites('LR-28'),
    says: 'A second operation on the same matter can be turned away with ABORTED while the first one works.',
    holds: (view) => view.ledger.returned['count@2'] === 'ABORTED' && isWorking(view, 1),
  },
  {
    id: 'turned-away-is-not-started',
    kind: 'never',
    clauses: cites('LR-28'),
    says: 'What was turned away was not started: it has no record, and nobody works for it.',
    when: (view) => turnedAway(view),
    holds: (view) => turnedAway(view) && (isWorking(view, 2) || isDone(view, 2)),
  },
  {
    id: 'no-end-before-the-work-has-ended',
    kind: 'never',
    clauses: cites('LR-12'),
    says: 'No operation is done, and no client has seen its end, while its worker still works.',
    when: (view) => operations.some((n) => isWorking(view, n)),
    holds: (view) => operations.some((n) => isWorking(view, n) && (isDone(view, n) || endOf(view, n) !== null)),
  },
  {
    id: 'ended-is-stopped',
    kind: 'never',
    clauses: cites('LR-01', 'LR-12'),
    says: 'No operation is done whose worker has not stopped.',
    when: (view) => operations.some((n) => isDone(view, n)),
    holds: (view) => operations.some((n) => view.ledger.operations[n]?.stopped !== true && isDone(view, n)),
  },
  {
    id: 'a-look-succeeds',
    kind: 'never',
    clauses: cites('LR-26'),
    says: 'Looking at an operation that was cancelled or has failed is not itself a call that fails with its error.',
    when: (view) => view.ledger.returned['get@1'] !== undefined,
    // By INTERNAL, with which work fails unless it is told otherwise: a look can be answered with other errors for reasons of its own.
    observed: (view) => view.ledger.returned['get@1'] === 'CANCELLED' || view.ledger.returned['get@1'] === 'INTERNAL',
  },
  {
    id: 'asks-at-its-pace',
    kind: 'step',
    clauses: cites('LR-27'),
    says: 'A client should keep to the pace of the service: it asks when it has the name, and after that when its pause is over.',
    when: (action) => !isTimer(action, 'pollTicks') && !isMessage(action, 'matters.count reply'),
    holds: (before, after) => operations.every((n) => isAsking(before, n) || !isAsking(after, n)),
  },
  {
    id: 'only-a-delete-removes',
    kind: 'never',
    clauses: cites('LR-05', 'LR-17'),
    says: 'As long as nobody deletes, no operation is gone.',
    when: (view) => view.given('delete') === 0,
    holds: (view) => operations.some((n) => isDeleted(view, n)),
  },
  {
    id: 'delete-does-not-cancel',
    kind: 'step',
    clauses: cites('LR-17'),
    says: 'A delete never stops the work, nor tells the worker anything.',
    when: (action) => isMessage(action, 'DeleteOperation'),
    holds: (before, after) => operations.every((n) => isSameWorker(before, after, n)),
  },
  {
    id: 'work-without-a-handle',
    kind: 'reachable',
    clauses: cites('LR-17'),
    says: 'Work can go on for an operation that was deleted.',
    holds: (view) => isDeleted(view, 1) && isWorking(view, 1),
  },
  {
    id: 'deleted-stays-deleted',
    kind: 'step',
    clauses: cites('LR-18'),
    says: 'An operation that was deleted does not come back, whatever its worker comes to.',
    when: (action) => action.kind === 'timer' || (action.kind === 'message' && action.to === 'front'),
    given: (before) => operations.some((n) => isDeleted(before, n)),
    holds: (before, after) => operations.every((n) => !isDeleted(before, n) || isDeleted(after, n)),
  },
  {
    id: 'deleted-is-not-found',
    kind: 'reachable',
    clauses: cites('LR-18'),
    says: 'A cancel of an operation that was deleted finds nothing.',
    holds: (view) => hasReturned(view, 'NOT_FOUND') && view.given('delete') === 1 && isDeleted(view, 1),
  },
  {
    id: 'unknown-is-not-found',
    kind: 'reachable',
    clauses: cites('LR-20'),
    says: 'A cancel with full access and a name that nobody was given finds nothing.',
    holds: (view) => view.given('count') === 0 && hasReturned(view, 'NOT_FOUND'),
  },
  {
    id: 'a-wait-is-answered',
    kind: 'eventually',
    clauses: cites('LR-34'),
    says: 'A wait is answered at last: the operation is done or gone, or the time is over.',
    when: (view) => view.given('wait') > 0,
    holds: (view) => operations.every((n) => view.given('wait') < n || view.ledger.returned[`wait@${n}`] !== undefined),
  },
  {
    id: 'the-end-is-waited-for',
    kind: 'reachable',
    clauses: cites('LR-34'),
    says: 'The answer to a wait can be what shows a client the end, without any other look.',
    holds: (view) =>
      view.ledger.returned['wait@1'] === 'OK' && endOf(view, 1) !== null && view.ledger.returned['get@1'] === undefined,
  },
  {
    id: 'a-wait-comes-back-early',
    kind: 'reachable',
    clauses: cites('LR-35'),
    says: 'A wait can be answered while the operation is not done.',
    holds: (view) => view.ledger.returned['wait@1'] === 'OK' && isWorking(view, 1),
  },
  {
    id: 'a-wait-stops-nothing',
    kind: 'step',
    clauses: cites('LR-34'),
    says: 'A wait, and that its time is over, is no news to the worker and changes nothing of the operation.',
    when: (action) => isMessage(action, 'WaitOperation') || isMessage(action, 'WaitOver'),
    holds: (before, after) => operations.every((n) => isSameWorker(before, after, n) && isSameRecord(before, after, n)),
  },
  {
    id: 'not-offered-does-nothing',
    kind: 'never',
    clauses: cites('LR-29'),
    says: 'A delete that is not offered is UNIMPLEMENTED, and removes nothing.',
    when: (view) => view.ledger.returned['delete@1'] === 'UNIMPLEMENTED',
    holds: (view) => operations.some((n) => isDeleted(view, n)),
  },
  {
    id: 'born-done',
    kind: 'reachable',
    clauses: cites('LR-30'),
    says: 'An operation can be done in the answer that gives its name.',
    holds: (view) => view.ledger.returned['count@1'] === 'OK' && isBornDone(view, 1),
  },
  {
    id: 'born-done-never-works',
    kind: 'step',
    clauses: cites('LR-30'),
    says: 'For an operation that was born done nobody works afterwards, also after a cancel.',
    when: (action) => action.kind !== 'command',
    given: (before) => operations.some((n) => isBornDone(before, n)),
    holds: (before, after) => operations.every((n) => !isBornDone(before, n) || isSameWorker(before, after, n)),
  },
  {
    id: 'work-ends',
    kind: 'eventually',
    clauses: cites('LR-01', 'LR-02'),
    says: 'Whatever is done, the work of every operation ends.',
    observed: (view) => (view.ledger.held['worker'] ?? 0) === 0,
  },
]
