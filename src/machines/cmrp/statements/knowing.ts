import type { Property } from '#kernel/property.ts'
import {
  anyHeeded,
  cancelAnswered,
  cancelCodes,
  cancelsReturned,
  cites,
  clientAt,
  handlesHeld,
  hasLeft,
  heeded,
  isCommand,
  isDisconnected,
  isDone,
  isQueued,
  isSameGroup,
  isUndone,
  meant,
  moves,
  nodeIsLeaving,
  occupying,
  onlyCancel,
  seesItsMove,
  seesNoEnd,
  settledAs,
} from '../predicates.ts'

const listed = [
  'ERROR_SUCCESS',
  'ERROR_ACCESS_DENIED',
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'ERROR_IO_PENDING',
  'ERROR_INVALID_STATE',
]
const accepting = ['ERROR_SUCCESS', 'ERROR_IO_PENDING']
/** What a node that leaves the cluster answers, and what RPC reports where it is silent. */
const leavingCodes = ['ERROR_CLUSTER_NODE_SHUTTING_DOWN', 'ERROR_CLUSTER_NODE_NOT_READY', 'RPC_S_SERVER_UNAVAILABLE']
const callNames = ['openGroup', 'closeGroup', 'getGroupState', 'moveGroupEx', 'cancel'] as const

/** What the client gets to know. */
export const knowing: readonly Property[] = [
  {
    id: 'one-final-outcome',
    kind: 'never',
    clauses: cites('CM-14', 'CM-19', 'CM-25'),
    says: 'Nothing follows the final outcome of a move: of one that was refused, no end is seen.',
    permitted: 'CH-14',
    when: (view) => moves.some((n) => settledAs(view, n) !== null),
    observed: (view) => moves.some((n) => view.ledger.operations[n]?.afterFinal === true),
  },
  {
    id: 'every-call-is-answered',
    kind: 'eventually',
    clauses: cites('CM-15', 'CM-25'),
    says: 'Every call returns at last, whatever is lost, as long as somebody is there to hear it.',
    when: (view) => !hasLeft(view),
    holds: (view) => {
      const given = callNames.reduce((sum, name) => sum + view.given(name), 0)
      return Object.keys(view.ledger.returned).filter((key) => !key.startsWith('otherAdminMoves')).length >= given
    },
  },
  {
    id: 'an-answer-stands',
    kind: 'step',
    clauses: cites('CM-15'),
    says: 'What a call has returned it does not return again with another value.',
    when: (action) => (action.kind === 'message' && action.to === 'client') || isCommand(action, 'dropLink'),
    given: (before) => Object.keys(before.ledger.returned).length > 0,
    holds: ({ ledger: { returned: before } }, { ledger: { returned: after } }) =>
      before === after || Object.keys(before).every((key) => after[key] === before[key]),
  },
  {
    id: 'did-not-run-did-nothing',
    kind: 'never',
    clauses: cites('CM-15', 'CM-28'),
    says: 'A cancel beside which RPC writes the number of something other than a lost answer has not run, and has called nothing off.',
    when: (view) =>
      ['RPC_S_PROCNUM_OUT_OF_RANGE', 'RPC_X_SS_IN_NULL_CONTEXT', 'RPC_S_SERVER_UNAVAILABLE'].includes(
        onlyCancel(view) ?? '',
      ),
    holds: anyHeeded,
  },
  {
    id: 'unlisted-is-failed',
    kind: 'step',
    clauses: cites('CM-13'),
    says: 'To the client every value outside the list is the same: a cancel that returns one leaves it where it was.',
    when: cancelAnswered,
    given: (before, after) => !cancelsReturned(before, after).every((code) => listed.includes(code)),
    holds: (before, after) => clientAt(before) === clientAt(after),
  },
  {
    id: 'reconnects-when-it-should',
    kind: 'never',
    clauses: cites('CM-14'),
    says: 'A client should go to another node instead of handing up that a call has failed, that no server is there, or that a node is leaving.',
    permitted: 'CM-14',
    observed: (view) => cancelCodes(view).some((code) => code === 'RPC_S_CALL_FAILED' || leavingCodes.includes(code)),
  },
  {
    id: 'another-node-takes-it',
    kind: 'reachable',
    clauses: cites('CM-14'),
    says: 'After its node has left the cluster, a cancel can be taken by the next one.',
    holds: (view) =>
      view.given('nodeShutsDown') === 1 && !nodeIsLeaving(view) && accepting.includes(onlyCancel(view) ?? ''),
  },
  {
    id: 'the-end-is-seen',
    kind: 'eventually',
    clauses: cites('CM-20', 'CM-22', 'CM-25'),
    says: 'Once no move has the group, a client that is connected, and whose node has not restarted, comes to see that by the state of the group.',
    // The state follows from the resources alone: where they stay online while they move, it never changes, and whoever waits for a
    // notification waits for ever.
    permitted: 'CM-20',
    when: (view) => occupying(view) === 0 && !isDisconnected(view) && view.given('serviceRestarts') === 0,
    holds: (view) => !seesNoEnd(view),
  },
  {
    id: 'a-restart-is-noticed',
    kind: 'eventually',
    clauses: cites('CM-22', 'CM-23'),
    says: 'Once no move has the group, a client whose node has restarted comes to see that, too.',
    permitted: 'CH-12',
    when: (view) => occupying(view) === 0 && !isDisconnected(view) && view.given('serviceRestarts') === 1,
    holds: (view) => !seesNoEnd(view),
  },
  {
    id: 'old-handles-are-unknown',
    kind: 'step',
    clauses: cites('CM-10', 'CM-23'),
    says: 'When the service of a node restarts, its handles are gone, and no move stops.',
    when: (action) => isCommand(action, 'serviceRestarts'),
    holds: (before, after) => handlesHeld(after) === 0 && isSameGroup(before, after),
  },
  {
    id: 'a-new-handle-works',
    kind: 'reachable',
    clauses: cites('CM-10', 'CM-16', 'CM-23'),
    says: 'After a restart a cancel with the old handle returns ERROR_INVALID_HANDLE, and one with a new handle is taken.',
    holds: (view) =>
      view.given('serviceRestarts') === 1 &&
      view.ledger.returned['cancel@1'] === 'ERROR_INVALID_HANDLE' &&
      view.ledger.returned['cancel@2'] === 'ERROR_IO_PENDING',
  },
  {
    id: 'reissued-cancel-hits-its-own',
    kind: 'never',
    clauses: cites('CM-14'),
    says: 'A cancel that the library repeats after a reconnect affects only the move that it was meant for.',
    permitted: 'CH-14',
    when: (view) => view.given('cancel') === 1 && moves.some((n) => heeded(view, n) && meant(view, n)),
    holds: (view) => moves.some((n) => heeded(view, n) && !meant(view, n)),
  },
  {
    id: 'reissued-cancel-tells-the-truth',
    kind: 'never',
    clauses: cites('CM-06', 'CM-14'),
    says: 'A cancel that returns ERROR_INVALID_STATE has called nothing off.',
    permitted: 'CH-14',
    when: (view) => onlyCancel(view) === 'ERROR_INVALID_STATE',
    holds: anyHeeded,
  },
  {
    id: 'a-cancel-hits-what-was-meant',
    kind: 'never',
    clauses: cites('CM-01', 'CM-16'),
    says: 'No move is called off but the one that the client means.',
    permitted: 'CH-18',
    when: anyHeeded,
    observed: (view) => moves.some((n) => heeded(view, n) && !meant(view, n)),
  },
  {
    id: 'queued-can-be-cancelled',
    kind: 'step',
    clauses: cites('CM-04', 'CM-05', 'CM-20'),
    says: 'The cancel of a move that waits in the queue, while nothing has failed, is never refused with ERROR_INVALID_STATE.',
    permitted: 'CH-01',
    when: cancelAnswered,
    given: (before) =>
      before.given('moveGroupEx') === 1 &&
      before.given('otherAdminMoves') + before.given('resourceFails') === 0 &&
      seesItsMove(before) &&
      isQueued(before, 1),
    holds: (before, after) => !cancelsReturned(before, after).includes('ERROR_INVALID_STATE'),
  },
  {
    id: 'state-tells-cancelled-from-done',
    kind: 'never',
    clauses: cites('CM-20', 'CM-25'),
    says: 'A client can tell by the state of the group alone that its move was cancelled: it sees something else than ClusterGroupOnline.',
    permitted: 'CH-07',
    when: (view) => moves.some((n) => isUndone(view, n)),
    holds: (view) => moves.some((n) => isUndone(view, n) && settledAs(view, n) === 'ClusterGroupOnline'),
  },
  {
    id: 'done-looks-online',
    kind: 'reachable',
    clauses: cites('CM-20'),
    says: 'A move that was completed in spite of a cancel ends in ClusterGroupOnline, just as one that was undone.',
    holds: (view) =>
      isDone(view, 1) && onlyCancel(view) === 'ERROR_INVALID_STATE' && settledAs(view, 1) === 'ClusterGroupOnline',
  },
]
