import type { Belief } from '../specification.ts'
import { ofAll, ofSome } from '../statements.ts'
import {
  aFlagIsSet,
  allReturned,
  cancelCodes,
  cancelsReturned,
  cites,
  isAccepted,
  isConnected,
  isMessage,
  isReading,
  isRunning,
  isTold,
  ofThoseStopped,
  operations,
  registrationsReturned,
  someWasStopped,
  theFlagIsUp,
  theHandleIsGone,
  theOnlyCancel,
  wasNotBegun,
  wasStopped,
} from './predicates.ts'

/** What people think of this API, and what the check says to it. */
export const beliefs: readonly Belief[] = [
  {
    id: 'belief-success-is-stopped',
    kind: 'never',
    clauses: cites('EV-12', 'EV-20'),
    says: 'When EvtRpcCancel has returned ERROR_SUCCESS, what it has told to stop has stopped.',
    evidence: { kind: 'document', source: 'EV-08, EV-20' },
    permitted: 'EH-08',
    belief: 'A call that reads has; one that works on a log was only told, and works on until it looks at the flag.',
    holds: (view) => operations.some((n) => isAccepted(view, n) && isTold(view, n)),
  },
  {
    id: 'belief-success-is-cancelled',
    kind: 'never',
    clauses: cites('EV-12', 'EV-13'),
    says: 'When the cancel has succeeded, the call does not come back with success too.',
    evidence: { kind: 'document', source: 'EV-13, EV-20' },
    permitted: 'EH-10',
    belief:
      'It does if it was done before the cancel came, or before it looked at the flag; nobody can tell the difference.',
    observed: (view) => ofSome(view, ({ accepted, settle }) => accepted && settle === 'ERROR_SUCCESS'),
  },
  {
    id: 'belief-cancelled-is-cancelled',
    kind: 'always',
    clauses: cites('EV-11'),
    says: 'ERROR_CANCELLED means that something was cancelled.',
    evidence: { kind: 'document', source: 'EV-11, EV-20' },
    permitted: 'EH-03',
    belief:
      'From the call it does; from the cancel the same number means that the server was too busy and stopped nothing.',
    holds: (view) => theOnlyCancel(view) !== 'ERROR_CANCELLED' || someWasStopped(view),
  },
  {
    id: 'belief-handle-is-good-again',
    kind: 'step',
    clauses: cites('EV-09', 'EV-24'),
    says: 'After a call was cancelled, the next one can be made under the same handle.',
    evidence: { kind: 'inference', source: 'EV-09 and EV-20: no section sets the flag back' },
    permitted: 'EH-04',
    belief: 'Nothing resets the flag: the next call is cancelled before it has begun, and so is every call after it.',
    when: (action) => action.kind !== 'command',
    holds: (before, after) => ofThoseStopped(before, after, (n) => !wasNotBegun(before, n) || !someWasStopped(before)),
  },
  {
    id: 'belief-idle-cancel-is-harmless',
    kind: 'step',
    clauses: cites('EV-13'),
    says: 'A cancel that comes when there is nothing to cancel has no effect later.',
    evidence: { kind: 'inference', source: 'EV-09 and EV-13: whether the flag is set too is EH-05' },
    permitted: 'EH-05',
    belief: 'It succeeds, and where it sets the flag all the same it hits the next call that is made.',
    when: (action) => action.kind !== 'command',
    holds: (before, after) => ofThoseStopped(before, after, (n) => !wasNotBegun(before, n) || someWasStopped(before)),
  },
  {
    id: 'belief-close-stops',
    kind: 'never',
    clauses: cites('EV-17'),
    says: 'When the control handle is closed, nothing runs under it any more.',
    evidence: { kind: 'inference', source: 'EV-17 names no such effect; EH-12' },
    permitted: 'EH-12',
    belief:
      'No section says that a close stops anything: it takes the handle out of the table, and here the call runs to its end, out of reach of any cancel.',
    holds: (view) => theHandleIsGone(view) && operations.some((n) => isRunning(view, n)),
  },
  {
    id: 'belief-cancel-cleans-up',
    kind: 'always',
    clauses: cites('EV-10', 'EV-16'),
    says: 'When a cancelled call has come back, nothing is held for it any more.',
    evidence: { kind: 'document', source: 'EV-10, EV-16' },
    permitted: 'EV-10',
    belief:
      'A cancel closes nothing: the control handle is held until somebody closes it, and so is the query or subscription.',
    observed: (view) =>
      ofAll(view, ({ noticed, settle, held }) => !noticed || settle === null || Object.keys(held).length === 0),
  },
  {
    id: 'belief-failure-is-not-cancelled',
    kind: 'never',
    clauses: cites('EV-12', 'EV-26'),
    says: 'When the only cancel has failed, nothing was cancelled.',
    evidence: { kind: 'inference', source: 'EV-12 for answers of the server; EV-25 for what RPC reports' },
    permitted: 'EV-26',
    belief:
      'True of a server’s answers; RPC_S_CALL_FAILED is none, and the call may have been stopped before the connection broke.',
    holds: (view) => ![undefined, 'ERROR_SUCCESS'].includes(theOnlyCancel(view)) && someWasStopped(view),
  },
  {
    id: 'belief-only-mine',
    kind: 'never',
    clauses: cites('EV-05', 'EV-24'),
    says: 'A cancel stops the call for which it was sent, and no other.',
    evidence: { kind: 'inference', source: 'EV-05 speaks of one call, EV-24 of any number under one handle; EH-11' },
    permitted: 'EH-11',
    belief:
      'A cancel is for a handle, not for a call: it stops every call under the handle, and those that come later.',
    holds: (view) => operations.every((n) => wasStopped(view, n)) && !ofAll(view, ({ issued }) => issued),
  },
  {
    id: 'belief-any-control-handle',
    kind: 'step',
    clauses: cites('EV-23', 'EV-24'),
    says: 'Any control handle that I have stops what I read.',
    evidence: { kind: 'document', source: 'EV-13, EV-23' },
    permitted: 'EV-23',
    belief:
      'A read obeys only the control handle that came with its query or subscription; with another one the cancel just succeeds.',
    when: (action) => isMessage(action, 'EvtRpcCancel'),
    holds: (before, after) =>
      !aFlagIsSet(before, after) || operations.every((n) => !isReading(before, n) || !isReading(after, n)),
  },
  {
    id: 'belief-any-handle-of-mine',
    kind: 'never',
    clauses: cites('EV-03', 'EV-04'),
    says: 'Any handle of the query will do for its cancel, as long as nothing was closed.',
    evidence: { kind: 'document', source: 'EV-03, EV-04' },
    permitted: 'EH-02',
    belief:
      'An example of the document cancels with the query handle; by its rules only a control handle is valid, and this is refused.',
    holds: (view) =>
      theOnlyCancel(view) === 'ERROR_INVALID_PARAMETER' &&
      registrationsReturned(view) > 0 &&
      view.given('close') === 0 &&
      operations.some((n) => isReading(view, n)),
  },
  {
    id: 'belief-cancel-comes-back',
    kind: 'eventually',
    clauses: cites('EV-15'),
    says: 'Whatever becomes of the call, its cancel comes back.',
    evidence: { kind: 'document', source: '[MS-RPCE] 3.3.1.5.8' },
    permitted: 'EH-18',
    belief: 'On a single connection it is not even sent while the call waits for an event that never comes.',
    holds: cancelsReturned,
  },
  {
    id: 'belief-twice-is-no-error',
    kind: 'never',
    clauses: cites('EV-07', 'EV-14'),
    says: 'Cancelling twice is no error.',
    evidence: { kind: 'document', source: 'EV-07, EV-14' },
    belief: 'Right: the flag is looked at first, and where it is set the answer is success, whatever else holds.',
    holds: (view) => {
      const [first, second = 'ERROR_SUCCESS'] = cancelCodes(view)
      return first === 'ERROR_SUCCESS' && second !== 'ERROR_SUCCESS' && theFlagIsUp(view)
    },
  },
  {
    id: 'belief-hanging-up-frees-all',
    kind: 'always',
    clauses: cites('EV-28'),
    says: 'Hanging up frees everything on the server, which a cancel does not.',
    evidence: { kind: 'inference', source: 'EV-28 is about subscriptions; Win32: RPC context handles are run down' },
    belief:
      'Right for a subscription, which the server frees, and for handles, which RPC runs down. That other calls end as well is said nowhere: it is what this model does.',
    holds: (view) => isConnected(view) || (Object.keys(view.ledger.held).length === 0 && allReturned(view)),
  },
]
