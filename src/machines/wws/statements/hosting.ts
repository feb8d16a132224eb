import type { Property } from '#kernel/property.ts'
import {
  calls,
  channelIsOpen,
  cites,
  clientAt,
  closeHasReturned,
  closeIsTooLate,
  holdsCall,
  hostIsAborted,
  hostIsClosed,
  hostIsClosing,
  hostIsFaulted,
  hostIsOpen,
  hostIsOpenOrFaulted,
  isAbort,
  isCancelled,
  isCommand,
  isExecuting,
  isMessage,
  isSameHost,
  isSameOnServer,
  isTimer,
  mayEndOperation,
  sessions,
} from '../predicates.ts'

/** The host, its channels, and the calls upon it. */
export const hosting: readonly Property[] = [
  {
    id: 'an-abort-faults-the-host',
    kind: 'step',
    clauses: cites('WS-19'),
    says: 'The abort of an open host leaves it faulted.',
    when: isAbort,
    given: hostIsOpen,
    holds: (_, after) => hostIsFaulted(after),
  },
  {
    id: 'no-channel-outlives-an-abort',
    kind: 'never',
    clauses: cites('WS-19', 'WS-21'),
    says: 'No channel of an aborted host is open.',
    when: hostIsAborted,
    holds: (view) => calls.some((n) => channelIsOpen(view, n)),
  },
  {
    id: 'an-abort-does-not-wait',
    kind: 'step',
    clauses: cites('WS-12', 'WS-19'),
    says: 'The abort of a host returns S_OK at once, in any state of the host and of its calls.',
    permitted: 'WH-08',
    when: isAbort,
    holds: (_, after, action) => action.kind === 'command' && after.ledger.returned[action.call] === 'S_OK',
  },
  {
    id: 'a-close-disturbs-nobody',
    kind: 'step',
    clauses: cites('WS-20'),
    says: 'A close that begins changes nothing for the calls that the host has taken on.',
    when: (action) => isCommand(action, 'closeHost'),
    holds: (before, after) =>
      calls.every((n) => isSameOnServer(before, after, n) && clientAt(before, n) === clientAt(after, n)),
  },
  {
    id: 'nobody-new-is-let-in',
    kind: 'step',
    clauses: cites('WS-19', 'WS-20'),
    says: 'A host that is not open opens no channel and dispatches no call.',
    when: (action) => isCommand(action, 'call') || isMessage(action, 'Request'),
    given: (before) => !hostIsOpen(before),
    holds: (before, after) =>
      calls.every((n) => {
        const isLetIn = channelIsOpen(after, n) && !channelIsOpen(before, n)
        return !isLetIn && holdsCall(after, n) === holdsCall(before, n)
      }),
  },
  {
    id: 'a-session-keeps-the-host',
    kind: 'step',
    clauses: cites('WS-22'),
    says: 'The close of a host with an open session does not return, unless it is out of place.',
    when: (action) => isCommand(action, 'closeHost'),
    given: (before) => hostIsOpenOrFaulted(before) && sessions(before) > 0,
    holds: (_, after, action) => action.kind === 'command' && after.ledger.returned[action.call] === undefined,
  },
  {
    id: 'no-session-outlives-the-host',
    kind: 'never',
    clauses: cites('WS-19', 'WS-22'),
    says: 'No session is open with a host that is aborted or closed.',
    when: (view) => hostIsAborted(view) || hostIsClosed(view),
    holds: (view) => sessions(view) > 0,
  },
  {
    id: 'closed-when-all-is-over',
    kind: 'never',
    clauses: cites('WS-13', 'WS-17', 'WS-20'),
    says: 'No call executes on a host that is closed.',
    when: hostIsClosed,
    holds: (view) => (view.ledger.held['call'] ?? 0) > 0,
  },
  {
    id: 'a-close-ends-with-the-last-call',
    kind: 'never',
    clauses: cites('WS-13', 'WS-20'),
    says: 'No host is still closing when no call and no session is left, and none is closed without the close having returned.',
    holds: (view) =>
      (hostIsClosing(view) && (view.ledger.held['call'] ?? 0) === 0 && sessions(view) === 0) ||
      (hostIsClosed(view) && view.given('closeHost') > 0 && !closeHasReturned(view)),
  },
  {
    id: 'a-late-close-is-an-abort',
    kind: 'step',
    clauses: cites('WS-21'),
    says: 'When a close runs out of time, every call that still executes is cancelled, and every session is gone.',
    when: (action) => isTimer(action, 'closeTimeoutTicks'),
    holds: (_, after) =>
      (closeIsTooLate(after) || hostIsClosed(after)) &&
      sessions(after) === 0 &&
      calls.every((n) => !isExecuting(after, n) || isCancelled(after, n)),
  },
  {
    id: 'a-late-close-says-so',
    kind: 'step',
    clauses: cites('WS-20', 'WS-21'),
    says: 'A close returns WS_E_OPERATION_TIMED_OUT, or by one reading WS_E_OPERATION_ABORTED, if it ran out of time before its last call ended, else S_OK.',
    when: mayEndOperation,
    given: (before, after) => !closeHasReturned(before) && closeHasReturned(after),
    holds: (before, after, action) => {
      const isLate = closeIsTooLate(before) || isTimer(action, 'closeTimeoutTicks')
      return (after.ledger.returned['closeHost@1'] === 'S_OK') !== isLate
    },
  },
  {
    id: 'freed-only-when-closed',
    kind: 'step',
    clauses: cites('WS-24'),
    says: 'To free a host that is closed is in order, and any other is not defined.',
    when: (action) => isCommand(action, 'freeHost'),
    given: (before) => !before.ledger.unsupported,
    holds: (before, after) => after.ledger.unsupported !== hostIsClosed(before),
  },
  {
    id: 'a-close-out-of-place',
    kind: 'step',
    clauses: cites('WS-23', 'WS-29'),
    says: 'A close returns WS_E_INVALID_OPERATION where the host is neither open nor faulted, and only there, and then does nothing.',
    when: (action) => isCommand(action, 'closeHost'),
    holds: (before, after, action) => {
      const isRefused = action.kind === 'command' && after.ledger.returned[action.call] === 'WS_E_INVALID_OPERATION'
      return isRefused !== hostIsOpenOrFaulted(before) && (!isRefused || isSameHost(before, after))
    },
  },
]
