import type { Property } from '#kernel/property.ts'
import { ofSome } from '../../statements.ts'
import {
  aimOf,
  answerTo,
  cites,
  endOf,
  hasFinal,
  hasLink,
  isAccepted,
  isCancel,
  isCommand,
  isConnecting,
  isGetter,
  isLeaving,
  isMessage,
  isOver,
  isSame,
  isUnfinished,
  lastCallbacks,
  late,
  operations,
  settled,
  showsCallbacks,
} from '../predicates.ts'

/** How a cancelled operation ends for the client. */
export const endings: readonly Property[] = [
  {
    id: 'cancel-leaves-the-server',
    kind: 'step',
    clauses: cites('MI-02', 'MI-11'),
    says: 'An accepted cancel of an operation that is not over makes the client leave its server at once.',
    permitted: 'H-09',
    when: isCancel,
    given: (_, after, action) => answerTo(after, action) === 'MI_RESULT_OK',
    holds: (_, after, action) => !isUnfinished(after, aimOf(action)),
  },
  {
    id: 'leaving-comes-to-its-end',
    kind: 'eventually',
    clauses: cites('MI-02', 'MI-03', 'MI-04', 'MI-11'),
    says: 'A client that has left its server comes to the final result, whatever the server and the provider do.',
    when: (view) => operations.some((n) => isLeaving(view, n)),
    holds: (view) => operations.every((n) => !isLeaving(view, n)),
  },
  {
    id: 'requests-are-answered',
    kind: 'eventually',
    clauses: cites('MI-03', 'MI-12'),
    says: 'No operation hangs before the server has let it in or refused it.',
    when: (view) => operations.some((n) => isConnecting(view, n)),
    holds: (view) => operations.every((n) => !isConnecting(view, n)),
  },
  {
    id: 'accepted-is-over-at-last',
    kind: 'eventually',
    clauses: cites('MI-02'),
    says: 'An operation whose cancel was accepted has its final result at last.',
    permitted: 'H-09',
    when: (view) => operations.some((n) => isAccepted(view, n)),
    holds: (view) => operations.every((n) => !isAccepted(view, n) || hasFinal(view, n)),
  },
  {
    id: 'one-last-callback',
    kind: 'never',
    clauses: cites('MI-03', 'MI-08'),
    says: 'The last callback of an operation never comes twice.',
    observed: (view) => operations.some((n) => lastCallbacks(view, n) > 1),
  },
  {
    id: 'final-result-has-its-way',
    kind: 'always',
    clauses: cites('MI-03', 'MI-04'),
    says: 'An operation gets its final result in a last callback, or from a call of the getter that returned OK, and in no other way.',
    when: (view) => operations.some((n) => settled(view, n) !== null),
    observed: (view) => {
      const fetched = operations.filter((n) => settled(view, n) !== null && lastCallbacks(view, n) === 0).length
      const { returned } = view.ledger
      return (
        fetched <=
        Object.keys(returned).filter((key) => key.startsWith('getNext@') && returned[key] === 'MI_RESULT_OK').length
      )
    },
  },
  {
    id: 'getter-does-not-wait-for-what-is-here',
    kind: 'step',
    clauses: cites('MI-04', 'MI-06'),
    says: 'Once the final result is with the client, no call of the getter waits.',
    when: isGetter,
    given: (before, _, action) => hasFinal(before, aimOf(action)),
    holds: (_, after, action) => answerTo(after, action) !== undefined,
  },
  {
    id: 'nobody-sleeps-in-the-getter',
    kind: 'always',
    clauses: cites('MI-04', 'MI-06'),
    says: 'When an operation is over, nobody is left waiting in its getter.',
    when: (view) => view.given('getNext') > 0 && operations.every((n) => isOver(view, n)),
    holds: (view) =>
      Object.keys(view.ledger.returned).filter((key) => key.startsWith('getNext@')).length === view.given('getNext'),
  },
  {
    id: 'getter-after-the-end',
    kind: 'step',
    clauses: cites('MI-08'),
    says: 'A getter that is called after the final result brings nothing more.',
    when: isGetter,
    given: (before, _, action) => settled(before, aimOf(action)) !== null,
    holds: isSame,
  },
  {
    id: 'no-getter-beside-callbacks',
    kind: 'always',
    clauses: cites('MI-33'),
    says: 'Where results come in callbacks, no call of the getter succeeds.',
    when: showsCallbacks,
    observed: (view) =>
      Object.entries(view.ledger.returned).every(
        ([key, code]) => !key.startsWith('getNext@') || code !== 'MI_RESULT_OK',
      ),
  },
  {
    id: 'results-after-cancel',
    kind: 'reachable',
    clauses: cites('MI-07'),
    says: 'A result can come after the accepted cancel and before the final one.',
    observed: (view) =>
      ofSome(view, (operation) => operation.accepted && operation.late > 0 && operation.settle === null),
  },
  {
    id: 'no-more-than-the-extra-result',
    kind: 'step',
    clauses: cites('MI-07'),
    says: 'Of the results on their way when the client leaves, no more arrive than are allowed: here one, and with it the end.',
    when: (action) => isMessage(action, 'Instance'),
    given: (before, _, action) => isLeaving(before, endOf(action)),
    holds: (_, after, action) => !isLeaving(after, endOf(action)),
  },
  {
    id: 'a-few-is-one',
    kind: 'never',
    clauses: cites('MI-07'),
    says: 'Where one extra result is allowed, no more than one result comes after the accepted cancel.',
    permitted: 'H-06',
    when: (view) => operations.some((n) => isAccepted(view, n)),
    observed: (view) => operations.some((n) => late(view, n) > 1),
  },
  {
    id: 'who-has-left-ends-with-an-error',
    kind: 'step',
    clauses: cites('MI-21'),
    says: 'A client that has left its server never sees its operation end with OK.',
    when: (action) => action.kind === 'message' || isCommand(action, 'dropLink') || isGetter(action),
    given: (before) => operations.some((n) => isLeaving(before, n)),
    holds: (before, after) => operations.every((n) => !isLeaving(before, n) || settled(after, n) !== 'MI_RESULT_OK'),
  },
  {
    id: 'cancelled-means-failed',
    kind: 'never',
    clauses: cites('MI-21'),
    says: 'No operation ends with a code that no page names.',
    permitted: 'H-01',
    observed: (view) => operations.some((n) => settled(view, n) === 'other'),
  },
  {
    id: 'without-a-link-all-ends',
    kind: 'always',
    clauses: cites('MI-03', 'MI-04'),
    says: 'When the link is gone, no operation is left without its final result.',
    when: (view) => !hasLink(view),
    holds: (view) => operations.every((n) => !isUnfinished(view, n) && !isLeaving(view, n)),
  },
]
