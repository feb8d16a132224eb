import type { Property } from '#kernel/property.ts'
import {
  callbackRuns,
  callbackWaits,
  calls,
  cancels,
  cites,
  concernsRegistration,
  freed,
  hasReturned,
  holdsCall,
  holdsState,
  isComplete,
  isExecuting,
  isInsideRegistration,
  isMessage,
  isRegistering,
  isRunning,
  isTimer,
  mayEndOperation,
  registrationsReturned,
  told,
} from '../predicates.ts'

/** The end of a call, and what becomes of the state. */
export const completing: readonly Property[] = [
  {
    id: 'freed-once',
    kind: 'never',
    clauses: cites('WS-14'),
    says: 'The state of a call is never freed twice.',
    observed: (view) => calls.some((n) => freed(view, n) > 1),
  },
  {
    id: 'freed-by-its-callback',
    kind: 'step',
    clauses: cites('WS-11', 'WS-14'),
    says: 'The state is released when the free-state callback runs, and only then.',
    when: mayEndOperation,
    holds: (before, after) =>
      calls.every((n) => {
        const wasReleased = holdsState(after, n) < holdsState(before, n)
        return wasReleased === (freed(after, n) > freed(before, n) && holdsState(before, n) > 0)
      }),
  },
  {
    id: 'freed-after-the-end',
    kind: 'never',
    clauses: cites('WS-16'),
    says: 'No state is freed before the operation has returned and its call is complete.',
    when: (view) => calls.some((n) => freed(view, n) > 0),
    observed: (view) => calls.some((n) => freed(view, n) > 0 && (!hasReturned(view, n) || holdsCall(view, n) > 0)),
  },
  {
    id: 'not-told-after-free',
    kind: 'step',
    clauses: cites('WS-16'),
    says: 'No cancel callback begins once the state is freed.',
    when: (action) => cancels(action) || concernsRegistration(action),
    given: (before) => calls.some((n) => freed(before, n) > 0),
    holds: (before, after) => calls.every((n) => freed(before, n) === 0 || told(after, n) === told(before, n)),
  },
  {
    id: 'nothing-pending-when-complete',
    kind: 'step',
    clauses: cites('WS-13', 'WS-16'),
    says: 'A call does not become complete while a registration of it is under way.',
    when: (action) => mayEndOperation(action) && !isTimer(action, 'registerDuration'),
    given: (before) => calls.some((n) => isRegistering(before, n)),
    holds: (before, after) => calls.every((n) => !isRegistering(before, n) || isExecuting(after, n)),
  },
  {
    id: 'no-return-inside-a-registration',
    kind: 'step',
    clauses: cites('WS-02'),
    says: 'An operation does not return from within a registration of its own.',
    when: (action) => !concernsRegistration(action),
    given: (before) => calls.some((n) => isInsideRegistration(before, n)),
    // A registration also returns when the callback that runs inside it does.
    holds: (before, after) =>
      calls.every((n) => !isInsideRegistration(before, n) || callbackRuns(before, n) || isRunning(after, n)),
  },
  {
    id: 'no-registration-returns-after-free',
    kind: 'step',
    clauses: cites('WS-02', 'WS-16'),
    says: 'No registration that was made in time still has to return when the state is freed: it is made on the thread of the operation.',
    when: (action) => isMessage(action, 'RegisterReturned'),
    holds: (before, after, action) => {
      const call = action.kind === 'message' ? Number(action.from.split('#')[1]) : 0
      const isFreed = calls.some((n) => n === call && freed(before, n) > 0)
      // Without a context, also before there was one, a registration is on nobody's thread.
      const inTime = registrationsReturned(before, after).filter((code) => code !== 'E_INVALIDARG')
      return after.ledger.unsupported || !isFreed || inTime.length === 0
    },
  },
  {
    id: 'no-end-under-a-callback',
    kind: 'never',
    clauses: cites('WS-16'),
    says: 'No call is complete, and no state is freed, while its cancel callback runs.',
    when: (view) => calls.some((n) => callbackRuns(view, n)),
    holds: (view) => calls.some((n) => callbackRuns(view, n) && (isComplete(view, n) || freed(view, n) > 0)),
  },
  {
    id: 'the-state-is-released',
    kind: 'never',
    clauses: cites('WS-06', 'WS-14'),
    says: 'When a call is complete, the state that it was registered with is released.',
    permitted: 'WS-06',
    when: (view) => calls.some((n) => isComplete(view, n)),
    holds: (view) => calls.some((n) => holdsState(view, n) > 0 && isComplete(view, n)),
  },
  {
    id: 'no-end-inside-the-dispatch',
    kind: 'step',
    clauses: cites('WS-26'),
    says: 'No operation, and no asynchronous one, is over in the moment in which it is dispatched.',
    when: (action) => isMessage(action, 'Request'),
    holds: (before, after) => calls.every((n) => hasReturned(after, n) === hasReturned(before, n)),
  },
  {
    id: 'every-call-ends',
    kind: 'eventually',
    clauses: cites('WS-13', 'WS-30'),
    says: 'Whatever is done, every call comes to its end, since every operation returns at last; except where a cancel callback waits for the host.',
    holds: (view) => (view.ledger.held['call'] ?? 0) === 0 || calls.some((n) => callbackWaits(view, n)),
  },
]
