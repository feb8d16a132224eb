import type { Property } from '#kernel/property.ts'
import { ofSome } from '../../statements.ts'
import {
  abortsHost,
  callbackWaits,
  calls,
  cancels,
  channelIsFaulted,
  channelIsOpen,
  cites,
  clientIsGone,
  faultsChannel,
  freed,
  hasReturned,
  holdsCall,
  holdsState,
  ignoresCancel,
  isCancelled,
  isCancelledBy,
  isCommand,
  isComplete,
  isExecuting,
  isInForce,
  isMessage,
  isNotified,
  isRegistered,
  isRunning,
  isSameHost,
  isSameOnServer,
  isTimer,
  told,
} from '../predicates.ts'

/** Cancelling: who is told, how often, of what, and what it does not do. */
export const cancelling: readonly Property[] = [
  {
    id: 'told-once',
    kind: 'never',
    clauses: cites('WS-07'),
    says: 'The cancel callback of a call never runs twice.',
    observed: (view) => calls.some((n) => told(view, n) > 1),
  },
  {
    id: 'told-only-if-registered',
    kind: 'always',
    clauses: cites('WS-15', 'WS-17'),
    says: 'A cancel callback runs only for a registration that was taken, and a state is freed only for one.',
    when: (view) => calls.some((n) => told(view, n) > 0 || freed(view, n) > 0),
    holds: (view) =>
      calls.every(
        (n) =>
          (told(view, n) === 0 && freed(view, n) === 0) ||
          holdsState(view, n) + Math.min(1, freed(view, n)) === 1 ||
          isInForce(view, n),
      ),
  },
  {
    id: 'noticed-is-told',
    kind: 'always',
    clauses: cites('WS-12', 'WS-17'),
    says: 'An operation knows of a cancel when its callback has run, and does not learn of it in any other way.',
    observed: (view) => calls.every((n) => (view.ledger.operations[n]?.noticed === true) === told(view, n) > 0),
  },
  {
    id: 'told-is-on-record',
    kind: 'never',
    clauses: cites('WS-07', 'WS-12'),
    says: 'While a call executes, the runtime knows whether its operation was told.',
    when: (view) => calls.some((n) => isExecuting(view, n)),
    holds: (view) => calls.some((n) => isExecuting(view, n) && isNotified(view, n) !== told(view, n) > 0),
  },
  {
    id: 'registered-and-cancelled-is-told',
    kind: 'never',
    clauses: cites('WS-04', 'WS-07', 'WS-12'),
    says: 'No call is cancelled and registered without its callback having run, whichever of the two came first.',
    when: (view) => calls.some((n) => isRegistered(view, n) && isCancelled(view, n)),
    holds: (view) => calls.some((n) => told(view, n) === 0 && isRegistered(view, n) && isCancelled(view, n)),
  },
  {
    id: 'an-abort-tells-everybody',
    kind: 'step',
    clauses: cites('WS-12', 'WS-21'),
    says: 'The abort of the host runs the callback of every call that is registered and was not cancelled before.',
    when: abortsHost,
    given: (before) => calls.some((n) => isRegistered(before, n) && !isCancelled(before, n)),
    holds: (before, after) =>
      calls.every(
        (n) => !isRegistered(before, n) || isCancelled(before, n) || (told(after, n) === 1 && told(before, n) === 0),
      ),
  },
  {
    id: 'the-reason-is-the-trigger',
    kind: 'step',
    clauses: cites('WS-10'),
    says: 'A call that is cancelled by an abort of its host has reason 0, and by a fault of its channel, reason 1.',
    when: cancels,
    given: (before, after) => calls.some((n) => isCancelled(after, n) && !isCancelled(before, n)),
    holds: (before, after, action) => {
      const reason = abortsHost(action) ? 'hostAbort' : 'channelFaulted'
      return calls.every((n) => !isCancelled(after, n) || isCancelled(before, n) || isCancelledBy[reason](after, n))
    },
  },
  {
    id: 'no-cancel-without-a-reason',
    kind: 'never',
    clauses: cites('WS-10', 'WS-27'),
    says: 'As long as nothing was aborted or closed, no channel has faulted and no client is gone, no call is cancelled.',
    when: (view) => ['cancel', 'abortHost', 'closeHost', 'leave'].every((command) => view.given(command) === 0),
    holds: (view) => calls.some((n) => isCancelled(view, n)),
  },
  {
    id: 'the-first-reason-stands',
    kind: 'step',
    clauses: cites('WS-07', 'WS-10'),
    says: 'The reason for which a call was cancelled first stays its reason when there is another.',
    when: cancels,
    given: (before) => calls.some((n) => isCancelled(before, n)),
    holds: (before, after) =>
      calls.every((n) => {
        const first = Object.values(isCancelledBy).find((isCancelledSo) => isCancelledSo(before, n))
        return first === undefined || isComplete(after, n) || first(after, n)
      }),
  },
  {
    id: 'a-fault-is-one-calls-affair',
    kind: 'step',
    clauses: cites('WS-10'),
    says: 'A channel that faults cancels the call that executes on it, and no other.',
    when: faultsChannel,
    holds: (before, after) =>
      calls.every((n) => {
        const isLost = channelIsOpen(before, n) && channelIsFaulted(after, n)
        return isCancelled(before, n) || isCancelled(after, n) === (isLost && isExecuting(before, n))
      }),
  },
  {
    id: 'no-cancel-ends-a-call',
    kind: 'step',
    clauses: cites('WS-13'),
    says: 'In the moment in which a call is cancelled it does not end, unless a callback waited for that very close: the runtime waits for the operation.',
    when: cancels,
    given: (before) => !calls.some((n) => callbackWaits(before, n)),
    holds: (before, after) =>
      calls.every(
        (n) => holdsCall(after, n) === holdsCall(before, n) && hasReturned(after, n) === hasReturned(before, n),
      ),
  },
  {
    id: 'complete-only-when-returned',
    kind: 'never',
    clauses: cites('WS-13'),
    says: 'No call is complete whose operation has not returned.',
    when: (view) => calls.some((n) => isComplete(view, n)),
    holds: (view) => calls.some((n) => !hasReturned(view, n) && isComplete(view, n)),
  },
  {
    id: 'told-and-works-on',
    kind: 'reachable',
    clauses: cites('WS-13', 'WS-30'),
    says: 'An operation that was told can go on with its work.',
    holds: (view) => ignoresCancel(view, 1),
  },
  {
    id: 'no-answer-after-a-cancel',
    kind: 'never',
    clauses: cites('WS-10', 'WS-13', 'WS-19'),
    says: 'What an operation returns after it was told never reaches the client.',
    when: (view) => ofSome(view, (operation) => operation.noticed),
    observed: (view) => ofSome(view, (operation) => operation.noticed && operation.settle === 'S_OK'),
  },
  {
    id: 'leaving-is-not-cancelling',
    kind: 'step',
    clauses: cites('WS-10', 'WS-27'),
    says: 'In the moment in which a client goes away, nothing changes on the server.',
    when: (action) => isCommand(action, 'leave'),
    holds: (before, after) => isSameHost(before, after) && calls.every((n) => isSameOnServer(before, after, n)),
  },
  {
    id: 'who-is-gone-hears-nothing',
    kind: 'step',
    clauses: cites('WS-27'),
    says: 'A client that is gone never learns what became of its operation.',
    when: (action) => isMessage(action, 'Reply') || isMessage(action, 'ChannelGone'),
    given: (before) => calls.some((n) => clientIsGone(before, n)),
    holds: (before, after) =>
      calls.every(
        (n) => !clientIsGone(before, n) || after.ledger.operations[n]?.settle === before.ledger.operations[n]?.settle,
      ),
  },
  {
    id: 'work-for-nobody',
    kind: 'reachable',
    clauses: cites('WS-17', 'WS-30'),
    says: 'An operation can work on for a client that is gone.',
    holds: (view) => clientIsGone(view, 1) && isRunning(view, 1),
  },
  {
    id: 'out-of-time-is-not-cancelled',
    kind: 'step',
    clauses: cites('WS-27'),
    says: 'A client that has waited long enough gives up, and nothing happens on the server.',
    when: (action) => isTimer(action, 'callTimeoutTicks'),
    holds: (before, after) => isSameHost(before, after) && calls.every((n) => isSameOnServer(before, after, n)),
  },
  {
    id: 'giving-up-is-not-cancelling',
    kind: 'step',
    clauses: cites('WS-27'),
    says: 'A client that abandons its call changes nothing on the server.',
    when: (action) => isCommand(action, 'abandonCall'),
    holds: (before, after) => isSameHost(before, after) && calls.every((n) => isSameOnServer(before, after, n)),
  },
]
