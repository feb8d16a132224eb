import type { Property } from '#kernel/property.ts'
import { ofSome } from '../../statements.ts'
import {
  allReturned,
  cancelArrives,
  cites,
  hasCutItsPoll,
  hasEnded,
  hasLeft,
  hasName,
  hasReturned,
  hasStoppedAsking,
  hasSucceeded,
  isCancel,
  isCancelling,
  isDone,
  isEmpty,
  isKept,
  isNoticed,
  isOutage,
  isRefusing,
  isRunning,
  isSameRecord,
  isSameWorker,
  isTimer,
  knowsOfCancel,
  newest,
  operations,
  remembersCancel,
  someoneWasSignalled,
  worksKnowingly,
} from '../predicates.ts'

/** What a library says that has heard no answer, or none of use. */
const unanswered: readonly string[] = ['UNAVAILABLE', 'DEADLINE_EXCEEDED']

/** What a cancel does, and what it does not. */
export const cancelling: readonly Property[] = [
  {
    id: 'cancel-only-asks',
    kind: 'step',
    clauses: cites('LR-01', 'LR-11'),
    says: 'The moment at which a cancel reaches the service never makes an operation done.',
    when: cancelArrives,
    holds: (before, after) => operations.every((n) => isDone(before, n) === isDone(after, n)),
  },
  {
    id: 'one-signal',
    kind: 'step',
    clauses: cites('LR-01'),
    says: 'The worker hears of a cancel when its operation becomes one that is being cancelled, and at no other cancel.',
    when: cancelArrives,
    holds: (before, after) =>
      operations.every((n) => {
        const isFirst = isRunning(before, n) && isCancelling(after, n)
        return isSameWorker(before, after, n) !== isFirst
      }),
  },
  {
    id: 'ok-is-on-record',
    kind: 'never',
    clauses: cites('LR-09', 'LR-11', 'LR-20'),
    says: 'No cancel returns OK without having reached the operation: once it has, the operation no longer runs as if nothing were.',
    when: (view) => ofSome(view, (operation) => operation.accepted),
    holds: (view) => operations.some((n) => view.ledger.operations[n]?.accepted === true && isRunning(view, n)),
  },
  {
    id: 'refused-is-not-done',
    kind: 'never',
    clauses: cites('LR-03', 'LR-08', 'LR-10', 'LR-19', 'LR-20'),
    says: 'If every cancel was refused, and no answer was lost, no worker has heard of one.',
    when: (view) =>
      view.given('loseReply') === 0 &&
      view.given('cancel') > 0 &&
      allReturned(view, (code) => !['OK', ...unanswered].includes(code)),
    holds: someoneWasSignalled,
  },
  {
    id: 'offered-or-not',
    kind: 'never',
    clauses: cites('LR-03'),
    says: 'A service that has answered one cancel of an operation with UNIMPLEMENTED accepts no other.',
    when: (view) => hasReturned(view, 'UNIMPLEMENTED') && view.given('count') < 2,
    holds: (view) =>
      hasReturned(view, 'UNIMPLEMENTED') && view.given('count') < 2 && ofSome(view, (operation) => operation.accepted),
  },
  {
    id: 'no-name-no-request',
    kind: 'step',
    clauses: cites('LR-07'),
    says: 'A cancel without a name is refused before it is sent, or kept until there is one.',
    when: (action) =>
      action.kind === 'command' && isCancel(action) && action.actor === undefined && action.args['name'] === 'current',
    given: (before) => !hasLeft(before, newest(before)),
    holds: (before, after, action) => {
      const code = action.kind === 'command' ? after.ledger.returned[action.call] : undefined
      return hasName(before, newest(before))
        ? code === undefined
        : code === 'INVALID_ARGUMENT' || remembersCancel(after, newest(before))
    },
  },
  {
    id: 'denied-before-looked-up',
    kind: 'reachable',
    clauses: cites('LR-10', 'LR-19'),
    says: 'A caller without access hears PERMISSION_DENIED even for a name that nobody was given.',
    holds: (view) => view.given('count') === 0 && hasReturned(view, 'PERMISSION_DENIED'),
  },
  {
    id: 'again-changes-nothing',
    kind: 'step',
    clauses: cites('LR-14', 'LR-23'),
    says: 'A cancel of an operation that is being cancelled, done, deleted or unknown changes nothing, however often it comes.',
    when: cancelArrives,
    holds: (before, after) =>
      operations.every(
        (n) => isRunning(before, n) || (isSameRecord(before, after, n) && isSameWorker(before, after, n)),
      ),
  },
  {
    id: 'twice-may-be-refused',
    kind: 'reachable',
    clauses: cites('LR-23'),
    says: 'A second cancel can be refused while the first is being carried out.',
    holds: (view) => hasReturned(view, 'FAILED_PRECONDITION') && operations.some((n) => isCancelling(view, n)),
  },
  {
    id: 'too-late-may-be-refused',
    kind: 'reachable',
    clauses: cites('LR-14'),
    says: 'A first cancel can be refused because the operation is done.',
    holds: (view) => view.given('cancel') === 1 && hasReturned(view, 'FAILED_PRECONDITION'),
  },
  {
    id: 'kept-after-cancel',
    kind: 'step',
    clauses: cites('LR-05'),
    says: 'Neither a cancel nor its success removes an operation.',
    when: (action) => cancelArrives(action) || isNoticed(action),
    given: (before) => operations.some((n) => isKept(before, n)),
    holds: (before, after) => operations.every((n) => !isKept(before, n) || isKept(after, n)),
  },
  {
    id: 'stopped-is-an-error',
    kind: 'step',
    clauses: cites('LR-06'),
    says: 'A worker that stops upon a cancel leaves its operation with an error, and never with a response.',
    when: isNoticed,
    given: (before, after) => operations.some((n) => hasEnded(before, after, n)),
    holds: (before, after) => operations.every((n) => !hasEnded(before, after, n) || !hasSucceeded(after, n)),
  },
  {
    id: 'finished-is-a-response',
    kind: 'step',
    clauses: cites('LR-13', 'LR-15'),
    says: 'Work that comes to its natural end leaves a response, or nothing, whether a cancel was accepted or not; never an error.',
    when: (action) => isTimer(action, 'workTicks'),
    given: (before, after) => operations.some((n) => hasEnded(before, after, n) && isKept(before, n)),
    holds: (before, after) =>
      operations.every(
        (n) => !hasEnded(before, after, n) || !isKept(before, n) || hasSucceeded(after, n) || isEmpty(after, n),
      ),
  },
  {
    id: 'only-the-told-notice',
    kind: 'never',
    clauses: cites('LR-01'),
    says: 'No worker notices a cancel that nobody has issued.',
    when: (view) => ofSome(view, (operation) => operation.noticed),
    observed: (view) => ofSome(view, (operation) => operation.noticed && !operation.issued),
  },
  {
    id: 'should-stop',
    kind: 'never',
    clauses: cites('LR-02'),
    says: 'A service should do what it can: a worker that has noticed a cancel does not work on.',
    permitted: 'LR-15',
    holds: (view) => operations.some((n) => worksKnowingly(view, n)),
  },
  {
    id: 'cancel-worked',
    kind: 'reachable',
    clauses: cites('LR-04', 'LR-06', 'LR-15'),
    says: 'By looking, a client can find that its cancel has worked: code 1.',
    observed: (view) =>
      ofSome(view, (operation) => operation.accepted && operation.noticed && operation.settle === 'CANCELLED'),
  },
  {
    id: 'finished-in-spite-of-cancel',
    kind: 'reachable',
    clauses: cites('LR-04', 'LR-15'),
    says: 'An operation can finish with a response although its cancel was accepted.',
    observed: (view) => ofSome(view, (operation) => operation.accepted && operation.settle === 'OK'),
  },
  {
    id: 'failed-upon-cancel',
    kind: 'reachable',
    clauses: cites('LR-15'),
    says: 'An operation can end with another error when its cancel was accepted.',
    observed: (view) => ofSome(view, (operation) => operation.accepted && operation.settle === 'INTERNAL'),
  },
  {
    id: 'cancelled-by-nobody',
    kind: 'reachable',
    clauses: cites('LR-16'),
    says: 'An operation can end with code 1 although no cancel was ever given.',
    holds: (view) => view.given('cancel') === 0 && ofSome(view, (operation) => operation.settle === 'CANCELLED'),
  },
  {
    id: 'to-stop-asking-stops-nothing',
    kind: 'step',
    clauses: cites('LR-31'),
    says: 'When a library stops asking or breaks off its call, the operation runs on as it was.',
    when: isCancel,
    given: (before, after) => operations.some((n) => hasStoppedAsking(after, n) && !hasStoppedAsking(before, n)),
    holds: (before, after) =>
      operations.every((n) => {
        const stops = hasStoppedAsking(after, n) && !hasStoppedAsking(before, n)
        return !stops || (isSameRecord(before, after, n) && isSameWorker(before, after, n))
      }),
  },
  {
    id: 'never-makes-up-an-end',
    kind: 'never',
    clauses: cites('LR-31', 'LR-32'),
    says: 'No library reports a CANCELLED that it has made up itself.',
    permitted: 'LR-31',
    holds: (view) => operations.some((n) => hasCutItsPoll(view, n)),
  },
  {
    id: 'only-the-answer-tells',
    kind: 'never',
    clauses: cites('LR-24'),
    says: 'That a cancel is under way can be known from the answer to it only, not from the operation.',
    permitted: 'LR-24',
    when: (view) => operations.some((n) => knowsOfCancel(view, n)),
    holds: (view) => operations.some((n) => view.ledger.operations[n]?.accepted !== true && knowsOfCancel(view, n)),
  },
  {
    id: 'nothing-gets-through-an-outage',
    kind: 'step',
    clauses: cites('LR-23'),
    says: 'What the service answers with UNAVAILABLE because of an outage has changed nothing.',
    when: (action) => action.kind === 'message' && action.to === 'front',
    given: isOutage,
    holds: (before, after) => operations.every((n) => isSameRecord(before, after, n) && isSameWorker(before, after, n)),
  },
  {
    id: 'a-lost-answer-is-unavailable',
    kind: 'reachable',
    clauses: cites('LR-23'),
    says: 'A cancel can be carried out whose answer is UNAVAILABLE; a library may then repeat it.',
    holds: (view) => view.given('cancel') === 1 && hasReturned(view, 'UNAVAILABLE') && someoneWasSignalled(view),
  },
  {
    id: 'refused-for-a-while',
    kind: 'reachable',
    clauses: cites('LR-02'),
    says: 'A first cancel can be refused although the operation runs, and a later one be accepted.',
    holds: (view) =>
      view.ledger.returned['cancel@1'] === 'FAILED_PRECONDITION' &&
      view.ledger.returned['cancel@2'] === 'OK' &&
      operations.some((n) => isCancelling(view, n)),
  },
  {
    id: 'refused-changes-nothing',
    kind: 'step',
    clauses: cites('LR-02'),
    says: 'A cancel that comes in a phase that refuses it changes nothing.',
    when: cancelArrives,
    given: (before) => operations.some((n) => isRefusing(before, n)),
    holds: (before, after) =>
      operations.every(
        (n) => !isRefusing(before, n) || (isSameRecord(before, after, n) && isSameWorker(before, after, n)),
      ),
  },
  {
    id: 'leaving-stops-nothing',
    kind: 'step',
    clauses: cites('LR-31'),
    says: 'When a client goes away, its operations run on as they were, and nobody is told.',
    when: (action) => action.kind === 'command' && action.do === 'leave',
    holds: (before, after) => operations.every((n) => isSameRecord(before, after, n) && isSameWorker(before, after, n)),
  },
  {
    id: 'comes-back-by-name',
    kind: 'reachable',
    clauses: cites('LR-04', 'LR-31'),
    says: 'The operation of a client that has gone away can be cancelled by another one that knows its name.',
    holds: (view) => operations.some((n) => hasLeft(view, n) && isCancelling(view, n)),
  },
]
