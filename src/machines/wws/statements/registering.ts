import type { Property } from '#kernel/property.ts'
import {
  callAt,
  calls,
  cites,
  concernsRegistration,
  freed,
  hasMemory,
  hasNoRegistration,
  holdsState,
  isCancelled,
  isComplete,
  isExecuting,
  isInForce,
  isMessage,
  isOfContext,
  isPending,
  isRegister,
  isRegistering,
  isTimer,
  newest,
  registrationsReturned,
} from '../predicates.ts'

/** Registering: who is let in, who is not, and what the answer is worth. */
export const registering: readonly Property[] = [
  {
    id: 'registered-only-while-it-executes',
    kind: 'step',
    clauses: cites('WS-02'),
    says: 'A registration is taken only while its call executes.',
    when: concernsRegistration,
    given: (before, after) => calls.some((n) => holdsState(after, n) > holdsState(before, n)),
    holds: (before, after) =>
      calls.every((n) => holdsState(after, n) <= holdsState(before, n) || isExecuting(before, n)),
  },
  {
    id: 'a-proper-registration-is-taken-on',
    kind: 'step',
    clauses: cites('WS-01', 'WS-29'),
    says: 'A registration with a callback, for a call that executes and has none, is no misuse, whether the call is cancelled or not.',
    when: (action) => isRegister(action, 'given') && isOfContext(action),
    given: (before) => {
      const call = newest(before)
      return isExecuting(before, call) && hasNoRegistration(before, call) && hasMemory(before)
    },
    holds: (before, after) => isRegistering(after, newest(before)),
  },
  {
    id: 'asynchronous-ones-hear-too',
    kind: 'reachable',
    clauses: cites('WS-01'),
    says: 'An asynchronous operation that registered is told of a cancel, like any other.',
    holds: (view) => view.ledger.operations[1]?.noticed === true && isPending(view, 1),
  },
  {
    id: 'no-callback-no-registration',
    kind: 'step',
    clauses: cites('WS-06', 'WS-15'),
    says: 'A registration without a cancel callback changes nothing of its call.',
    when: (action) => isRegister(action, 'null'),
    holds: (before, after) => callAt(after, newest(before)) === callAt(before, newest(before)),
  },
  {
    id: 'one-registration',
    kind: 'never',
    clauses: cites('WS-08'),
    says: 'A call never has two registrations.',
    observed: (view) => calls.some((n) => holdsState(view, n) > 1),
  },
  {
    id: 'the-first-registration-stands',
    kind: 'step',
    clauses: cites('WS-08', 'WS-15'),
    says: 'A registration for a call that has one, or is just getting one, is refused and leaves the first in force.',
    when: (action) => isRegister(action),
    given: (before) => {
      const call = newest(before)
      return isExecuting(before, call) && !hasNoRegistration(before, call)
    },
    holds: (before, after) => callAt(after, newest(before)) === callAt(before, newest(before)),
  },
  {
    id: 'ok-means-registered',
    kind: 'step',
    clauses: cites('WS-09', 'WS-15'),
    says: 'A registration that comes to its end returns S_OK where it is in force and has taken the state over, and only there.',
    when: (action) => isTimer(action, 'registerDuration'),
    holds: (before, after) => {
      const isTaken = calls.some(
        (n) =>
          holdsState(after, n) > holdsState(before, n) ||
          freed(after, n) > freed(before, n) ||
          (isInForce(after, n) && !isInForce(before, n)),
      )
      return registrationsReturned(before, after).every((code) => (code === 'S_OK') === isTaken)
    },
  },
  {
    id: 'a-refusal-is-not-ok',
    kind: 'step',
    clauses: cites('WS-06', 'WS-08', 'WS-09', 'WS-31'),
    says: 'A refused registration never returns S_OK, whatever it leaves in the error object, unless it came to a context that is dead.',
    when: (action) => isMessage(action, 'RegisterReturned'),
    holds: (before, after) => after.ledger.unsupported || !registrationsReturned(before, after).includes('S_OK'),
  },
  {
    id: 'no-context-no-registration',
    kind: 'step',
    clauses: cites('WS-06', 'WS-15', 'WS-29'),
    says: 'A registration without a context changes nothing of any call, and is misuse at any time, not something undefined.',
    when: (action) => action.kind === 'command' && action.do === 'register' && action.args['context'] === 'null',
    holds: (before, after) =>
      calls.every((n) => callAt(after, n) === callAt(before, n)) &&
      after.ledger.unsupported === before.ledger.unsupported,
  },
  {
    id: 'undefined-on-a-dead-context',
    kind: 'step',
    clauses: cites('WS-03', 'WS-25'),
    says: 'A registration for a call that is complete is outside of what the documents define.',
    when: (action) => isRegister(action) && isOfContext(action),
    given: (before) => isComplete(before, newest(before)),
    holds: (_, after) => after.ledger.unsupported,
  },
  {
    id: 'undefined-nowhere-else',
    kind: 'never',
    clauses: cites('WS-02', 'WS-03'),
    says: 'As long as no call is complete, and nobody frees the host, nothing that anybody does is undefined.',
    when: (view) => view.given('freeHost') === 0 && !calls.some((n) => isComplete(view, n)),
    holds: (view) => view.ledger.unsupported,
  },
  {
    id: 'dead-context',
    kind: 'reachable',
    clauses: cites('WS-03'),
    says: 'An operation can use its context when it is dead.',
    holds: (view) => view.given('freeHost') === 0 && view.ledger.unsupported,
  },
  {
    id: 'unlisted-codes',
    kind: 'reachable',
    clauses: cites('WS-28'),
    says: 'A registration can fail with a code that its page does not name: there is no memory.',
    observed: (view) => view.ledger.returned['register@1'] === 'E_OUTOFMEMORY',
  },
  {
    id: 'those-who-may-block-register',
    kind: 'never',
    clauses: cites('WS-17', 'WS-18'),
    says: 'An operation should register if it may block: no call is cancelled whose operation did not ask to be told.',
    permitted: 'WS-18',
    when: (view) => calls.some((n) => isCancelled(view, n)),
    holds: (view) => calls.some((n) => isCancelled(view, n) && hasNoRegistration(view, n)),
  },
]
