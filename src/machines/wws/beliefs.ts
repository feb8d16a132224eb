import type { Belief } from '../specification.ts'
import { cancelled, ofSome } from '../statements.ts'
import {
  abortsHost,
  calls,
  cites,
  closeIsTooLate,
  freed,
  hasReturned,
  holdsCall,
  isAbort,
  isMessage,
  isRunning,
  isTimer,
  isToldOfFault,
  registrationsReturned,
  told,
} from './predicates.ts'

/** What people think of this API, and what the check says to it. */
export const beliefs: readonly Belief[] = [
  {
    id: 'belief-abort-stops',
    kind: 'always',
    clauses: cites('WS-13', 'WS-19'),
    says: 'When WsAbortServiceHost has returned S_OK, the operation has stopped.',
    evidence: { kind: 'document', source: 'WS-13, WS-19' },
    permitted: 'WS-13',
    belief:
      'The abort takes the channels down and runs the callbacks; the operation itself returns when it likes, and the runtime waits for it.',
    when: (view) => cancelled(view) === 'S_OK',
    observed: (view) => calls.every((n) => holdsCall(view, n) === 0 || hasReturned(view, n)),
  },
  {
    id: 'belief-told-is-stopped',
    kind: 'always',
    clauses: cites('WS-13', 'WS-30'),
    says: 'When the cancel callback has run, the call is over and its state may be released.',
    evidence: { kind: 'document', source: 'WS-13, WS-14' },
    permitted: 'WS-13',
    belief:
      'The callback is news, not an end: the operation still runs and uses its state, which is released when the call is complete.',
    when: (view) => calls.some((n) => told(view, n) > 0),
    observed: (view) => calls.every((n) => told(view, n) === 0 || holdsCall(view, n) === 0),
  },
  {
    id: 'belief-callback-comes-later',
    kind: 'step',
    clauses: cites('WS-04', 'WS-05'),
    says: 'Until the registration has returned, its callback does not run.',
    evidence: { kind: 'document', source: 'WS-04, WS-05' },
    permitted: 'WS-04',
    belief:
      'A cancel that was decided before or meanwhile runs the callback inside the registering call: everything has to be ready before it.',
    when: (action) => isTimer(action, 'registerDuration'),
    holds: (before, after) => calls.every((n) => told(after, n) === told(before, n)),
  },
  {
    id: 'belief-ok-means-registered',
    kind: 'step',
    clauses: cites('WS-03', 'WS-09'),
    says: 'When the registration has returned S_OK, I am registered.',
    evidence: { kind: 'document', source: 'WS-03' },
    permitted: 'WS-03',
    belief:
      'Not if the call was complete: then nothing is defined, and an implementation may well say S_OK and do nothing.',
    when: (action) => isMessage(action, 'RegisterReturned'),
    holds: (before, after) => !registrationsReturned(before, after).includes('S_OK'),
  },
  {
    id: 'belief-everybody-is-told',
    kind: 'step',
    clauses: cites('WS-12', 'WS-17'),
    says: 'If the host is aborted while my operation runs, its callback runs.',
    evidence: { kind: 'document', source: 'WS-17' },
    permitted: 'WS-17',
    belief:
      'Only who has registered is told; who never does, or whose registration was refused, works on and knows nothing.',
    when: isAbort,
    given: (before) => calls.some((n) => isRunning(before, n)),
    holds: (before, after) => calls.every((n) => !isRunning(before, n) || told(after, n) > 0),
  },
  {
    id: 'belief-giving-up-cancels',
    kind: 'always',
    clauses: cites('WS-27'),
    says: 'When the client has abandoned its call, the service stops working for it.',
    evidence: { kind: 'document', source: 'WS-27' },
    permitted: 'WS-27',
    belief:
      'Abandoning gives the thread back to the client and nothing else: no message says it, and the service works to the end for nobody.',
    when: (view) => ofSome(view, ({ settle }) => settle === 'WS_E_OPERATION_ABANDONED'),
    observed: (view) =>
      calls.every((n) => view.ledger.operations[n]?.settle !== 'WS_E_OPERATION_ABANDONED' || holdsCall(view, n) === 0),
  },
  {
    id: 'belief-disconnected-is-gone',
    kind: 'never',
    clauses: cites('WS-13', 'WS-19'),
    says: 'A client that reads WS_E_ENDPOINT_DISCONNECTED knows that its operation has ended.',
    evidence: { kind: 'document', source: 'WS-13, WS-19' },
    permitted: 'WS-13',
    belief:
      'The channel is cut before the operation knows of it, and one that is not told or does not care works on for long.',
    when: (view) => ofSome(view, ({ settle }) => settle === 'WS_E_ENDPOINT_DISCONNECTED'),
    observed: (view) =>
      calls.some((n) => view.ledger.operations[n]?.settle === 'WS_E_ENDPOINT_DISCONNECTED' && holdsCall(view, n) > 0),
  },
  {
    id: 'belief-close-is-polite',
    kind: 'never',
    clauses: cites('WS-20', 'WS-21'),
    says: 'As long as nobody aborts anything, a close never cancels an operation.',
    evidence: { kind: 'document', source: 'WS-12, WS-21' },
    permitted: 'WS-21',
    belief:
      'A close that takes longer than its timeout becomes an abort by itself, and an abort tells every call that asked for it.',
    when: (view) => view.given('cancel') + view.given('abortHost') === 0,
    holds: (view) => ofSome(view, (operation) => operation.noticed),
  },
  {
    id: 'belief-timeout-bounds-close',
    kind: 'never',
    clauses: cites('WS-13', 'WS-21'),
    says: 'The close returns once its timeout is over.',
    evidence: { kind: 'inference', source: 'WS-13 and WS-21 together; WH-10: when such a close returns is not said' },
    permitted: 'WH-10',
    belief:
      'The timeout turns the close into an abort; when the close then returns is not said. Since an abort ends no operation, the close of this model waits for it as before, however long.',
    holds: (view) => closeIsTooLate(view),
  },
  {
    id: 'belief-reason-is-the-whole-story',
    kind: 'step',
    clauses: cites('WS-07', 'WS-10'),
    says: 'A callback with reason 1 says that the host is still there.',
    evidence: { kind: 'document', source: 'WS-07' },
    permitted: 'WS-07',
    belief:
      'Only the first reason is told: when the host is aborted after the channel was lost, nobody hears of it a second time.',
    when: abortsHost,
    holds: (_, after) => calls.every((n) => !isToldOfFault(after, n)),
  },
  {
    id: 'belief-free-is-for-cancelled',
    kind: 'never',
    clauses: cites('WS-14'),
    says: 'The free-state callback belongs to the cancel: without one it does not run.',
    evidence: { kind: 'document', source: 'WS-14' },
    permitted: 'WS-14',
    belief: 'It belongs to the end of the call, cancelled or not; who frees the state himself as well frees it twice.',
    when: (view) => calls.some((n) => freed(view, n) > 0),
    observed: (view) => calls.some((n) => freed(view, n) > 0 && told(view, n) === 0),
  },
  {
    id: 'belief-free-is-last',
    kind: 'never',
    clauses: cites('WS-16'),
    says: 'While my operation runs, nobody frees its state under its feet.',
    evidence: { kind: 'inference', source: 'WS-16: else the state would be gone while it is used' },
    belief:
      'That is right: the state is freed when the operation has returned, and by then the callback has run or never will.',
    when: (view) => calls.some((n) => freed(view, n) > 0),
    observed: (view) => calls.some((n) => freed(view, n) > 0 && holdsCall(view, n) > 0),
  },
]
