import type { Property } from '#kernel/property.ts'
import { common, ofSome } from '../statements.ts'
import {
  allReturned,
  cancelCodes,
  cancelsReturned,
  cites,
  closed,
  closesUnderWay,
  controlsAreSame,
  handlesAsked,
  handlesHeld,
  handlesReceived,
  isAccepted,
  isBusyCode,
  isCancelWith,
  isConnected,
  isMessage,
  isReading,
  isRefusal,
  isRefusedAtHome,
  isRunning,
  isUnderTheNewest,
  isUntold,
  isWaiting,
  operations,
  operationsAreSame,
  operationsGiven,
  registrationsFailed,
  registrationsGiven,
  registrationsMade,
  registrationsReturned,
  someFlagIsDown,
  someFlagIsUp,
  someIsLive,
  someWasStopped,
  stateOf,
  theFlagIsUp,
  theHandleIsGone,
  theOnlyCancel,
} from './predicates.ts'
import { stopping } from './stopping.ts'

/** What a cancel does and returns, by its handle and by what it finds. */
const deciding: readonly Property[] = [
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
    says: 'A cancel without a handle, before any registration has come back, is refused by the client’s own stub, at once.',
    when: (action) => isCancelWith(action, 'control', 'query', 'subscription', 'closed'),
    given: (before) => registrationsReturned(before) === 0,
    holds: (_, after, action) => isRefusedAtHome(after, action),
  },
  {
    id: 'closed-handle-stays-at-home',
    kind: 'step',
    clauses: cites('EV-17', 'EV-25'),
    says: 'Once the close of the only control handle has come back, the client has no control handle left to cancel with.',
    when: (action) => isCancelWith(action, 'control'),
    given: (before) => theHandleIsGone(before) && isConnected(before) && closesUnderWay(before) === 0,
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
    says: 'After a cancel that succeeded a second one succeeds, if nothing was closed, the connection lasts and the server was never too busy.',
    when: (view) => {
      const [first, second] = cancelCodes(view)
      if (first !== 'ERROR_SUCCESS' || second === undefined) return false
      return view.given('close') + view.given('dropLink') + view.given('serverBusy') === 0
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
    says: 'Every cancel gets an answer, unless a call that waits for an event keeps the connection to itself.',
    when: (view) => !operations.some((n) => isWaiting(view, n)),
    holds: cancelsReturned,
  },
  {
    id: 'every-call-comes-back',
    kind: 'eventually',
    clauses: cites('EV-25'),
    says: 'Every call comes back, with an answer, a refusal or the news of a lost connection, unless one waits for an event.',
    when: (view) => !operations.some((n) => isWaiting(view, n)),
    holds: allReturned,
  },
]

/** Handles, and what they are good for. */
const holding: readonly Property[] = [
  {
    id: 'cancel-keeps-the-table',
    kind: 'step',
    clauses: cites('EV-10'),
    says: 'A cancel takes no handle out of the table; all that it can do is give a close its turn that waits for the handle.',
    when: (action) => isMessage(action, 'EvtRpcCancel'),
    holds: (before, after) => handlesHeld(after) >= handlesHeld(before) - closesUnderWay(before),
  },
  {
    id: 'handles-stay-until-closed',
    kind: 'always',
    clauses: cites('EV-10', 'EV-16', 'EV-18', 'EV-19'),
    says: 'As long as the connection lasts no more handles leave the table than closes were asked for.',
    when: isConnected,
    holds: (view) => handlesHeld(view) >= handlesReceived(view) - view.given('close'),
  },
  {
    id: 'closed-is-closed',
    kind: 'always',
    clauses: cites('EV-17'),
    says: 'A close that succeeded has taken a handle out of the table.',
    holds: (view) => handlesHeld(view) + closed(view) <= handlesAsked(view),
  },
  {
    id: 'close-stops-nothing',
    kind: 'step',
    clauses: cites('EV-17'),
    says: 'A close leaves every call as it is that runs.',
    when: (action) => isMessage(action, 'EvtRpcClose'),
    given: (before) => operations.some((n) => isRunning(before, n)),
    holds: (before, after) =>
      operations.every((n) => !isRunning(before, n) || stateOf(before, n) === stateOf(after, n)),
  },
  {
    id: 'no-memory-no-handle',
    kind: 'always',
    clauses: cites('EV-19', 'EV-18'),
    says: 'A registration that fails for want of memory makes no control object.',
    when: (view) => registrationsFailed(view) > 0,
    holds: (view) => registrationsMade(view) + registrationsFailed(view) <= registrationsGiven(view),
  },
  {
    id: 'log-calls-need-an-open-handle',
    kind: 'step',
    clauses: cites('EV-22'),
    says: 'A call that clears, exports or localizes begins only while a control handle is open.',
    permitted: 'EV-22',
    when: (action) => isMessage(action, 'EvtRpcClearLog', 'EvtRpcExportLog', 'EvtRpcLocalizeExportLog'),
    given: (before) => !someIsLive(before),
    holds: operationsAreSame,
  },
  {
    id: 'refused-is-never-begun',
    kind: 'never',
    clauses: cites('EV-25', 'EV-26', 'EV-29', 'EV-30'),
    says: 'A call that was refused has never begun, and holds nothing.',
    when: (view) => ofSome(view, ({ settle }) => isRefusal(settle)),
    observed: (view) =>
      ofSome(view, ({ settle, stopped, held }) => isRefusal(settle) && (stopped || Object.keys(held).length > 0)),
  },
  {
    id: 'lost-line-ends-all',
    kind: 'always',
    clauses: cites('EV-25', 'EV-28'),
    says: 'Once the connection is lost no call runs on the server, and every call of the client has come back.',
    when: (view) => !isConnected(view),
    holds: (view) => operations.every((n) => !isRunning(view, n)) && allReturned(view),
  },
]

export const statements: readonly Property[] = [
  ...common(cites('EV-15', 'EV-26')),
  ...deciding,
  ...stopping,
  ...holding,
]
