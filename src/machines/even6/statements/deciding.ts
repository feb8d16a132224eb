import type { Property } from '#kernel/property.ts'
import { ofSome } from '../../statements.ts'
import {
  allReturned,
  cancelCodes,
  cancelsReturned,
  cites,
  closesUnderWay,
  controlsAreSame,
  hasLeft,
  isAccepted,
  isBusyCode,
  isCancelWith,
  isConnected,
  isMessage,
  isReading,
  isRefusal,
  isRefusedAtHome,
  isSameService,
  isUnderTheNewest,
  isUntold,
  isWaiting,
  operations,
  operationsAreSame,
  operationsGiven,
  registrationsReturned,
  someFlagIsDown,
  someFlagIsUp,
  someIsLive,
  someWasStopped,
  theFlagIsUp,
  theHandleIsGone,
  theOnlyCancel,
} from '../predicates.ts'

/** What a cancel does and returns, by its handle and by what it finds. */
export const deciding: readonly Property[] = [
  {
    id: 'a-refusal-does-nothing',
    kind: 'never',
    clauses: cites('EV-01', 'EV-03', 'EV-04', 'EV-11', 'EV-12'),
    says: 'If the only cancel was refused, for its handle or since the server is too busy, then no call was stopped and no flag is set.',
    when: (view) => {
      const code = theOnlyCancel(view)
      return isRefusal(code) || isBusyCode(code)
    },
    holds: (view) => someFlagIsUp(view) || someWasStopped(view),
  },
  {
    id: 'success-reaches-what-runs',
    kind: 'never',
    clauses: cites('EV-01', 'EV-02', 'EV-04', 'EV-05', 'EV-06', 'EV-08', 'EV-20', 'EV-23'),
    says: 'If a cancel has succeeded that was sent after a second call, with its control handle, that call reads no longer or was told to stop.',
    when: (view) => isAccepted(view, 2) && isUnderTheNewest(view, 2),
    holds: (view) => isReading(view, 2) || isUntold(view, 2),
  },
  {
    id: 'no-handle-no-effect',
    kind: 'step',
    clauses: cites('EV-01', 'EV-02', 'EV-03', 'EV-06'),
    says: 'A cancel that reaches a server without any open control handle changes nothing there.',
    when: (action) => isMessage(action, 'EvtRpcCancel'),
    given: (before) => !someIsLive(before),
    holds: (before, after) => controlsAreSame(before, after) && operationsAreSame(before, after),
  },
  {
    id: 'set-flag-ends-the-matter',
    kind: 'step',
    clauses: cites('EV-07', 'EV-14'),
    says: 'Where every flag is set already, a cancel changes nothing on the server.',
    when: (action) => isMessage(action, 'EvtRpcCancel'),
    given: (before) => !someFlagIsDown(before),
    holds: (before, after) => controlsAreSame(before, after) && operationsAreSame(before, after),
  },
  {
    id: 'null-handle-stays-at-home',
    kind: 'step',
    clauses: cites('EV-25'),
    says: 'A cancel without a handle, before any registration has come back and while the client is there, is refused by the client’s own stub, at once.',
    when: (action) => isCancelWith(action, 'control', 'query', 'subscription', 'closed'),
    given: (before) => registrationsReturned(before) === 0 && !hasLeft(before),
    holds: (_, after, action) => isRefusedAtHome(after, action),
  },
  {
    id: 'closed-handle-stays-at-home',
    kind: 'step',
    clauses: cites('EV-17', 'EV-25'),
    says: 'Once the close of the only control handle has come back, from a service that has not restarted, the client has no control handle left to cancel with.',
    when: (action) => isCancelWith(action, 'control'),
    given: (before) =>
      theHandleIsGone(before) && isConnected(before) && isSameService(before) && closesUnderWay(before) === 0,
    holds: (_, after, action) => isRefusedAtHome(after, action),
  },
  {
    id: 'bad-handle-has-one-code',
    kind: 'never',
    clauses: cites('EV-03', 'EV-29'),
    says: 'A cancel refuses a handle with no other code than ERROR_INVALID_PARAMETER.',
    permitted: 'EH-01',
    observed: (view) => cancelCodes(view).includes('ERROR_INVALID_HANDLE'),
  },
  {
    id: 'only-the-busy-fail',
    kind: 'never',
    clauses: cites('EV-11', 'EV-12'),
    says: 'No cancel returns the code for a server that is too busy unless it was.',
    when: (view) => view.given('serverBusy') === 0,
    holds: (view) => cancelCodes(view).some(isBusyCode),
  },
  {
    id: 'nothing-outstanding-succeeds',
    kind: 'never',
    clauses: cites('EV-13'),
    says: 'Before any call was made, a server that is too busy does not say so to a cancel: there is nothing to stop.',
    when: (view) => operationsGiven(view) === 0,
    holds: (view) => cancelCodes(view).some(isBusyCode),
  },
  {
    id: 'twice-succeeds-twice',
    kind: 'never',
    clauses: cites('EV-07', 'EV-13', 'EV-14'),
    says: 'After a cancel that succeeded a second one succeeds, if nothing was closed, the connection lasts, the service does not restart and was never too busy.',
    when: (view) => {
      const [first, second] = cancelCodes(view)
      if (first !== 'ERROR_SUCCESS' || second === undefined) return false
      return isSameService(view) && view.given('close') + view.given('dropLink') + view.given('serverBusy') === 0
    },
    holds: (view) => cancelCodes(view)[1] !== 'ERROR_SUCCESS',
  },
  {
    id: 'set-flag-is-success',
    kind: 'never',
    clauses: cites('EV-07', 'EV-14'),
    says: 'If the first of two cancels has set the flag the second one succeeds, even if the server is too busy by then.',
    when: (view) => {
      const [first, second] = cancelCodes(view)
      return first === 'ERROR_SUCCESS' && second !== undefined && theFlagIsUp(view)
    },
    holds: (view) => cancelCodes(view)[1] !== 'ERROR_SUCCESS',
  },
  {
    id: 'accepted-is-success',
    kind: 'always',
    clauses: cites('EV-12', 'EV-26'),
    says: 'The client takes a cancel for accepted if it returned zero, and only then.',
    observed: (view) => ofSome(view, ({ accepted }) => accepted) === cancelCodes(view).includes('ERROR_SUCCESS'),
  },
  {
    id: 'every-cancel-is-answered',
    kind: 'eventually',
    clauses: cites('EV-15'),
    says: 'Every cancel gets an answer, unless a call that waits for an event keeps the connection to itself or the client has left.',
    when: (view) => !hasLeft(view) && !operations.some((n) => isWaiting(view, n)),
    holds: cancelsReturned,
  },
  {
    id: 'every-call-comes-back',
    kind: 'eventually',
    clauses: cites('EV-25'),
    says: 'Every call comes back, with an answer, a refusal or the news of a lost connection, unless one waits for an event or the client has left.',
    when: (view) => !hasLeft(view) && !operations.some((n) => isWaiting(view, n)),
    holds: allReturned,
  },
]
