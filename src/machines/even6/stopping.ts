import type { Property } from '#kernel/property.ts'
import { ofAll, ofSome } from '../statements.ts'
import {
  aFlagFalls,
  aFlagIsBornUp,
  aFlagIsSet,
  aFlagOfASubscriptionIsSet,
  cites,
  eventsAreKept,
  isCommand,
  isConnected,
  isLook,
  isLookOf,
  isMessage,
  isReading,
  isRunning,
  isTold,
  isUntold,
  isWaiting,
  isWorking,
  ofThoseStopped,
  operations,
  someFlagIsUp,
  someWasStopped,
  theFlagIsUp,
  theOnlyCancel,
  wasStopped,
} from './predicates.ts'

/** Statements about the flag Canceled, and about the calls that it stops. */
export const stopping: readonly Property[] = [
  {
    id: 'flag-is-for-good',
    kind: 'step',
    clauses: cites('EV-09'),
    says: 'A flag that is set stays set until its handle is gone.',
    when: () => true,
    holds: (before, after) => !aFlagFalls(before, after),
  },
  {
    id: 'flag-begins-down',
    kind: 'step',
    clauses: cites('EV-18', 'EV-19'),
    says: 'A new control object begins with its flag not set.',
    when: (action) =>
      isMessage(
        action,
        'EvtRpcRegisterLogQuery',
        'EvtRpcRegisterRemoteSubscription',
        'EvtRpcRegisterControllableOperation',
      ),
    holds: (before, after) => !aFlagIsBornUp(before, after),
  },
  {
    id: 'success-sets-the-flag',
    kind: 'never',
    clauses: cites('EV-09', 'EV-13'),
    says: 'A cancel never succeeds and leaves the flag as it was.',
    permitted: 'EH-05',
    holds: (view) =>
      theOnlyCancel(view) === 'ERROR_SUCCESS' && view.given('close') === 0 && isConnected(view) && !someFlagIsUp(view),
  },
  {
    id: 'set-flag-is-known',
    kind: 'never',
    clauses: cites('EV-05', 'EV-08', 'EV-09', 'EV-20', 'EV-24'),
    says: 'While the flag of the only control handle is set nothing reads, and every call that works on a log could see it.',
    holds: (view) => theFlagIsUp(view) && operations.some((n) => isReading(view, n) || isUntold(view, n)),
  },
  {
    id: 'stopped-as-the-flag-is-set',
    kind: 'step',
    clauses: cites('EV-08', 'EV-09'),
    says: 'A call that reads is cancelled at no other moment than that at which a flag is set.',
    when: () => true,
    holds: (before, after) => ofThoseStopped(before, after, (n) => !isReading(before, n) || aFlagIsSet(before, after)),
  },
  {
    id: 'stopped-by-its-own-handle',
    kind: 'step',
    clauses: cites('EV-08', 'EV-23'),
    says: 'A call that waits on a subscription is cancelled by no other control handle than that of a subscription.',
    when: () => true,
    holds: (before, after) =>
      ofThoseStopped(before, after, (n) => !isWaiting(before, n) || aFlagOfASubscriptionIsSet(before, after)),
  },
  {
    id: 'events-are-kept',
    kind: 'step',
    clauses: cites('EV-08', 'EV-23'),
    says: 'An event for which no call waits is kept for the next one; a call that was cancelled does not take it.',
    when: (action) => isCommand(action, 'eventLogged'),
    holds: (before, after) => operations.some((n) => isWaiting(before, n)) || eventsAreKept(after),
  },
  {
    id: 'a-wait-ends-for-a-reason',
    kind: 'step',
    clauses: cites('EV-23', 'EV-28'),
    says: 'A call that waits goes on waiting until an event is logged, it is cancelled, or the connection is lost.',
    when: (action) => !isCommand(action, 'eventLogged', 'dropLink'),
    holds: (before, after) =>
      operations.every((n) => !isWaiting(before, n) || isWaiting(after, n) || wasStopped(after, n)),
  },
  {
    id: 'noticed-at-a-look',
    kind: 'step',
    clauses: cites('EV-20', 'EV-22'),
    says: 'A call that works on a log gives up at no other moment than when it looks at the flag and finds it set.',
    when: () => true,
    holds: (before, after, action) =>
      ofThoseStopped(before, after, (n) => !isWorking(before, n) || (isTold(before, n) && isLookOf(action, n))),
  },
  {
    id: 'one-look-is-enough',
    kind: 'step',
    clauses: cites('EV-20'),
    says: 'The first look after the flag was set ends the call; a look before that changes nothing.',
    when: isLook,
    holds: (before, after, action) =>
      operations.every(
        (n) =>
          !isLookOf(action, n) ||
          (isTold(before, n) ? wasStopped(after, n) && !isRunning(after, n) : isUntold(after, n)),
      ),
  },
  {
    id: 'a-stopped-call-is-not-done',
    kind: 'never',
    clauses: cites('EV-12', 'EV-20'),
    says: 'A call that was stopped never comes back with success.',
    observed: (view) => ofSome(view, ({ noticed, settle }) => noticed && settle === 'ERROR_SUCCESS'),
  },
  {
    id: 'a-stopped-call-says-so',
    kind: 'always',
    clauses: cites('EV-20'),
    says: 'A call that was stopped should come back with ERROR_CANCELLED, where the connection lasts.',
    permitted: 'EH-09',
    observed: (view) =>
      ofAll(view, ({ noticed, settle }) => !noticed || [null, 'ERROR_CANCELLED', 'RPC_S_CALL_FAILED'].includes(settle)),
  },
  {
    id: 'nobody-stops-unasked',
    kind: 'never',
    clauses: cites('EV-05', 'EV-20'),
    says: 'Without a cancel no call is stopped.',
    holds: (view) => view.given('cancel') === 0 && someWasStopped(view),
  },
  {
    id: 'one-cancel-two-calls',
    kind: 'reachable',
    clauses: cites('EV-05', 'EV-24'),
    says: 'One cancel can stop several calls of its handle.',
    holds: (view) => view.given('cancel') === 1 && operations.every((n) => wasStopped(view, n)),
  },
  {
    id: 'reading-and-working-end',
    kind: 'eventually',
    clauses: cites('EV-08', 'EV-20'),
    says: 'A call that reads a query or works on a log comes to its end, cancelled or not.',
    holds: (view) => operations.every((n) => !isRunning(view, n) || isWaiting(view, n)),
  },
]
