import type { StateView, Property } from '#kernel/property.ts'
import type { CmrpClause } from '#specs/cmrp.ts'
import { common } from '../statements.ts'
import {
  anyHeeded,
  callArrives,
  canBeUndone,
  cancelAnswered,
  cancelArrives,
  cancelCodes,
  cancelsReturned,
  clientAt,
  groupIsFailed,
  groupIsOnline,
  groupIsPending,
  handlesHeld,
  hasGroup,
  heeded,
  holdsForReading,
  isBeingUndone,
  isCommand,
  isCommitted,
  isConnected,
  isDisconnected,
  isDone,
  isQueued,
  isRequested,
  isSameGroup,
  isTaken,
  isTimer,
  isTriedOnce,
  isUndone,
  meant,
  moveAnswered,
  moveArrives,
  moveAt,
  moves,
  nodeIsLeaving,
  nodeIsReadOnly,
  occupying,
  onlyCancel,
  seesItsMove,
  seesNoEnd,
  settledAs,
} from './predicates.ts'

export const cites = (...clauses: readonly CmrpClause[]): readonly CmrpClause[] => clauses

const listed = [
  'ERROR_SUCCESS',
  'ERROR_ACCESS_DENIED',
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'ERROR_IO_PENDING',
  'ERROR_INVALID_STATE',
]
const accepting = ['ERROR_SUCCESS', 'ERROR_IO_PENDING']
/** Refusals that do not depend on what other moves do. */
const plainRefusals = [
  'ERROR_ACCESS_DENIED',
  'ERROR_INVALID_HANDLE',
  'ERROR_INVALID_PARAMETER',
  'RPC_S_PROCNUM_OUT_OF_RANGE',
  'RPC_X_SS_IN_NULL_CONTEXT',
]
const callNames = ['openGroup', 'closeGroup', 'getGroupState', 'moveGroupEx', 'cancel'] as const

/** What a cancel may and may not do when it reaches the cluster. */
const cancelling: readonly Property[] = [
  {
    id: 'cancel-is-offered',
    kind: 'never',
    clauses: cites('CM-01'),
    says: 'A server should know the cancel: no cancel returns RPC_S_PROCNUM_OUT_OF_RANGE.',
    permitted: 'CM-01',
    observed: (view) => cancelCodes(view).includes('RPC_S_PROCNUM_OUT_OF_RANGE'),
  },
  {
    id: 'read-only-takes-nothing',
    kind: 'step',
    clauses: cites('CM-02'),
    says: 'A node that is not read/write takes neither a move nor a cancel.',
    when: (action) => cancelArrives(action) || moveArrives(action),
    holds: (before, after) => !nodeIsReadOnly(before) || isSameGroup(before, after),
  },
  {
    id: 'paused-means-read-only',
    kind: 'never',
    clauses: cites('CM-02'),
    says: 'No cancel returns ERROR_SHARING_PAUSED where the node was read/write all the time.',
    holds: (view) => view.given('nodeReadOnly') === 0 && cancelCodes(view).includes('ERROR_SHARING_PAUSED'),
  },
  {
    id: 'leaving-takes-nothing',
    kind: 'step',
    clauses: cites('CM-03'),
    says: 'A node that is leaving the cluster takes no call, not even a close.',
    when: callArrives,
    holds: (before, after) =>
      !nodeIsLeaving(before) || (isSameGroup(before, after) && handlesHeld(before) === handlesHeld(after)),
  },
  {
    id: 'leaving-says-so',
    kind: 'never',
    clauses: cites('CM-03'),
    says: 'No cancel returns ERROR_CLUSTER_NODE_SHUTTING_DOWN where no node was shut down.',
    holds: (view) =>
      view.given('nodeShutsDown') === 0 && cancelCodes(view).includes('ERROR_CLUSTER_NODE_SHUTTING_DOWN'),
  },
  {
    id: 'only-while-pending',
    kind: 'step',
    clauses: cites('CM-04'),
    says: 'A cancel is not taken while the group is in another state than Pending.',
    when: cancelArrives,
    holds: (before, after) => groupIsPending(before) || !isTaken(before, after),
  },
  {
    id: 'taken-only-if-it-can-be-undone',
    kind: 'step',
    clauses: cites('CM-05', 'CM-06'),
    says: 'What a cancel calls off is a move that has the group and has not begun its transfer.',
    when: cancelArrives,
    holds: (before, after) => moves.every((n) => heeded(before, n) === heeded(after, n) || canBeUndone(before, n)),
  },
  {
    id: 'only-a-queued-move',
    kind: 'step',
    clauses: cites('CM-05'),
    says: 'No cancel calls off a move that did not ask to be queued.',
    permitted: 'CH-03',
    when: cancelArrives,
    holds: (before, after) => moves.every((n) => heeded(before, n) === heeded(after, n) || !isTriedOnce(before, n)),
  },
  {
    id: 'no-way-back',
    kind: 'step',
    clauses: cites('CM-06'),
    says: 'A cancel that comes once the transfer has begun, or while another is carried out, should be refused and is.',
    when: cancelArrives,
    holds: (before, after) =>
      moves.every((n) => !hasGroup(before, n) || canBeUndone(before, n)) || isSameGroup(before, after),
  },
  {
    id: 'refused-changes-nothing',
    kind: 'step',
    clauses: cites('CM-04', 'CM-05', 'CM-06', 'CM-09', 'CM-10', 'CM-11'),
    says: 'A cancel that is not taken changes neither the group nor any move nor any handle.',
    when: cancelArrives,
    holds: (before, after) =>
      handlesHeld(before) === handlesHeld(after) && (isTaken(before, after) || isSameGroup(before, after)),
  },
  {
    id: 'accepted-means-taken',
    kind: 'always',
    clauses: cites('CM-07', 'CM-08'),
    says: 'A cancel returns ERROR_SUCCESS or ERROR_IO_PENDING only if it has called off a move that could be called off.',
    observed: (view) => anyHeeded(view) || !cancelCodes(view).some((code) => accepting.includes(code)),
  },
  {
    id: 'pending-means-later',
    kind: 'never',
    clauses: cites('CM-07'),
    says: 'No cancel has returned ERROR_SUCCESS while what it called off is still being undone.',
    holds: (view) => onlyCancel(view) === 'ERROR_SUCCESS' && moves.some((n) => isBeingUndone(view, n)),
  },
  {
    id: 'called-off-ends',
    kind: 'eventually',
    clauses: cites('CM-07', 'CM-17'),
    says: 'Every move that was called off is undone at last.',
    holds: (view) => moves.every((n) => !isBeingUndone(view, n)),
  },
  {
    id: 'undoing-is-undone',
    kind: 'step',
    clauses: cites('CM-07', 'CM-17'),
    says: 'A move that is being undone ends undone and never done.',
    when: (action) => action.kind === 'timer' || callArrives(action),
    holds: (before, after) =>
      moves.every((n) => !isBeingUndone(before, n) || isBeingUndone(after, n) || isUndone(after, n)),
  },
  {
    id: 'undone-leaves-nothing',
    kind: 'step',
    clauses: cites('CM-08', 'CM-22'),
    says: 'When a move has been undone, the group is Online and free.',
    when: (action) => cancelArrives(action) || isTimer(action, 'cancelTicks'),
    holds: (before, after) =>
      !moves.some((n) => !isUndone(before, n) && isUndone(after, n)) ||
      (groupIsOnline(after) && occupying(after) === 0),
  },
  {
    id: 'called-off-stays-off',
    kind: 'never',
    clauses: cites('CM-14', 'CM-17'),
    says: 'A move that was called off is never tried, transferred or completed after that.',
    permitted: 'CH-14',
    holds: (view) =>
      moves.some((n) => heeded(view, n) && (canBeUndone(view, n) || isCommitted(view, n) || isDone(view, n))),
  },
  {
    id: 'reading-cancels-nothing',
    kind: 'step',
    clauses: cites('CM-09', 'CM-27'),
    says: 'With a handle that was opened for reading no cancel is taken and no move begins, before and after a reconnect.',
    when: (action) => cancelArrives(action) || (moveArrives(action) && action.kind === 'message'),
    holds: (before, after) => before.given('openGroup') !== 1 || !holdsForReading(before) || isSameGroup(before, after),
  },
  {
    id: 'no-handle-no-call',
    kind: 'step',
    clauses: cites('CM-10', 'CM-16'),
    says: 'Without a handle that an open has given out, no call changes anything.',
    when: (action) => callArrives(action) && action.kind === 'message' && action.name !== 'ApiOpenGroupEx',
    holds: (before, after) => handlesHeld(before) > 0 || (isSameGroup(before, after) && handlesHeld(after) === 0),
  },
  {
    id: 'closed-handle-refused',
    kind: 'reachable',
    clauses: cites('CM-10'),
    says: 'A cancel with a handle that was closed returns ERROR_INVALID_HANDLE.',
    holds: (view) =>
      (view.ledger.returned['closeGroup@1'] ?? '') === 'ERROR_SUCCESS' && onlyCancel(view) === 'ERROR_INVALID_HANDLE',
  },
  {
    id: 'flags-refused',
    kind: 'never',
    clauses: cites('CM-11'),
    says: 'A cancel that returns ERROR_INVALID_PARAMETER has called nothing off.',
    holds: (view) => onlyCancel(view) === 'ERROR_INVALID_PARAMETER' && anyHeeded(view),
  },
  {
    id: 'one-of-six',
    kind: 'always',
    clauses: cites('CM-12'),
    says: 'Every cancel returns one of the six values that its description lists.',
    permitted: 'CH-11',
    observed: (view) => cancelCodes(view).every((code) => listed.includes(code)),
  },
]

/** What the client gets to know. */
const knowing: readonly Property[] = [
  {
    id: 'every-call-is-answered',
    kind: 'eventually',
    clauses: cites('CM-15', 'CM-25'),
    says: 'Every call returns at last, whatever is lost.',
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
    holds: ({ ledger: { returned: before } }, { ledger: { returned: after } }) =>
      before === after || Object.keys(before).every((key) => after[key] === before[key]),
  },
  {
    id: 'did-not-run-did-nothing',
    kind: 'never',
    clauses: cites('CM-15'),
    says: 'A cancel of which RPC reports that the method did not run has called nothing off.',
    holds: (view) => {
      const code = onlyCancel(view)
      return (code === 'RPC_S_PROCNUM_OUT_OF_RANGE' || code === 'RPC_X_SS_IN_NULL_CONTEXT') && anyHeeded(view)
    },
  },
  {
    id: 'unlisted-is-failed',
    kind: 'step',
    clauses: cites('CM-13'),
    says: 'To the client every value outside the list is the same: a cancel that returns one leaves it where it was.',
    when: cancelAnswered,
    holds: (before, after) =>
      cancelsReturned(before, after).every((code) => listed.includes(code)) || clientAt(before) === clientAt(after),
  },
  {
    id: 'reconnects-when-it-should',
    kind: 'never',
    clauses: cites('CM-14'),
    says: 'A client should go to another node instead of handing up RPC_S_CALL_FAILED or ERROR_CLUSTER_NODE_SHUTTING_DOWN.',
    permitted: 'CM-14',
    observed: (view) =>
      cancelCodes(view).some((code) => code === 'RPC_S_CALL_FAILED' || code === 'ERROR_CLUSTER_NODE_SHUTTING_DOWN'),
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
    clauses: cites('CM-22', 'CM-25'),
    says: 'Once no move has the group, a client that is connected comes to see that.',
    holds: (view) => {
      return occupying(view) > 0 || isDisconnected(view) || !seesNoEnd(view)
    },
  },
  {
    id: 'reissued-cancel-hits-its-own',
    kind: 'never',
    clauses: cites('CM-14'),
    says: 'A cancel that the library repeats after a reconnect affects only the move that it was meant for.',
    permitted: 'CH-14',
    holds: (view) =>
      view.given('cancel') === 1 &&
      moves.some((n) => heeded(view, n) && meant(view, n)) &&
      moves.some((n) => heeded(view, n) && !meant(view, n)),
  },
  {
    id: 'reissued-cancel-tells-the-truth',
    kind: 'never',
    clauses: cites('CM-06', 'CM-14'),
    says: 'A cancel that returns ERROR_INVALID_STATE has called nothing off.',
    permitted: 'CH-14',
    holds: (view) => onlyCancel(view) === 'ERROR_INVALID_STATE' && anyHeeded(view),
  },
  {
    id: 'a-cancel-hits-what-was-meant',
    kind: 'never',
    clauses: cites('CM-01', 'CM-16'),
    says: 'No move is called off but the one that the client means.',
    permitted: 'CH-18',
    observed: (view) => moves.some((n) => heeded(view, n) && !meant(view, n)),
  },
  {
    id: 'queued-can-be-cancelled',
    kind: 'step',
    clauses: cites('CM-04', 'CM-05', 'CM-20'),
    says: 'The cancel of a move that waits in the queue, while nothing has failed, is never refused with ERROR_INVALID_STATE.',
    permitted: 'CH-01',
    when: cancelAnswered,
    holds: (before, after) =>
      !cancelsReturned(before, after).includes('ERROR_INVALID_STATE') ||
      before.given('moveGroupEx') !== 1 ||
      before.given('otherAdminMoves') + before.given('resourceFails') > 0 ||
      !seesItsMove(before) ||
      !isQueued(before, 1),
  },
  {
    id: 'state-tells-cancelled-from-done',
    kind: 'never',
    clauses: cites('CM-20', 'CM-25'),
    says: 'A client can tell by the state of the group alone that its move was cancelled: it sees something else than ClusterGroupOnline.',
    permitted: 'CH-07',
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

const pendingOrFailed = (view: StateView): boolean => groupIsPending(view) || groupIsFailed(view)

/** Moves and the group, whether anybody cancels or not. */
const moving: readonly Property[] = [
  {
    id: 'out-of-the-queue',
    kind: 'step',
    clauses: cites('CM-17'),
    says: 'A move that waits leaves the queue only when it is tried again, or called off.',
    when: (action) => !isTimer(action, 'retryTicks') && !cancelArrives(action),
    holds: (before, after) => moves.every((n) => !isQueued(before, n) || isQueued(after, n)),
  },
  {
    id: 'not-while-blocked',
    kind: 'step',
    clauses: cites('CM-17'),
    says: 'A move that is tried again while policy blocks it goes on waiting.',
    when: (action) => isTimer(action, 'retryTicks'),
    holds: (before, after) =>
      before.given('policyAllows') > 0 || moves.every((n) => moveAt(before, n) === moveAt(after, n)),
  },
  {
    id: 'every-move-ends-or-waits',
    kind: 'eventually',
    clauses: cites('CM-17', 'CM-19'),
    says: 'Every move ends, unless policy keeps it in the queue.',
    holds: (view) => occupying(view) === 0 || moves.some((n) => isQueued(view, n)),
  },
  {
    id: 'refused-never-begins',
    kind: 'never',
    clauses: cites('CM-02', 'CM-09', 'CM-18', 'CM-19'),
    says: 'A move that is refused for its flags, its handle, its access or an old server never begins.',
    holds: (view) => moves.some((n) => !isRequested(view, n) && plainRefusals.includes(settledAs(view, n) ?? '')),
  },
  {
    id: 'refused-does-not-run',
    kind: 'never',
    clauses: cites('CM-14', 'CM-21'),
    says: 'A move that returned ERROR_INVALID_STATE has not begun.',
    permitted: 'CH-14',
    holds: (view) => moves.some((n) => !isRequested(view, n) && settledAs(view, n) === 'ERROR_INVALID_STATE'),
  },
  {
    id: 'contradiction-refused',
    kind: 'reachable',
    clauses: cites('CM-18'),
    says: 'A move that asks both to ignore locks and to be queued returns ERROR_INVALID_PARAMETER.',
    observed: (view) => view.ledger.returned['moveGroupEx@1'] === 'ERROR_INVALID_PARAMETER',
  },
  {
    id: 'moves-are-asynchronous',
    kind: 'step',
    clauses: cites('CM-19'),
    says: 'A move never returns ERROR_SUCCESS, and ERROR_IO_PENDING only where one has begun.',
    when: moveAnswered,
    holds: (_, after) =>
      [after.ledger.returned['moveGroupEx@1'], after.ledger.returned['moveGroupEx@2']].every(
        (code) =>
          code !== 'ERROR_SUCCESS' && (code !== 'ERROR_IO_PENDING' || moves.some((n) => !isRequested(after, n))),
      ),
  },
  {
    id: 'pending-only-while-moving',
    kind: 'always',
    clauses: cites('CM-20'),
    says: 'The group is Pending only while a move has it.',
    holds: (view) => !groupIsPending(view) || occupying(view) > 0,
  },
  {
    id: 'working-is-pending',
    kind: 'never',
    clauses: cites('CM-20'),
    says: 'From its first attempt to its end, a move leaves the group neither Online nor Offline.',
    holds: (view) => !pendingOrFailed(view) && moves.some((n) => hasGroup(view, n) && !isQueued(view, n)),
  },
  {
    id: 'queued-is-pending',
    kind: 'never',
    clauses: cites('CM-04', 'CM-20'),
    says: 'While a move waits in the queue the group is never Online.',
    permitted: 'CH-01',
    holds: (view) => groupIsOnline(view) && moves.some((n) => isQueued(view, n)),
  },
  {
    id: 'failed-does-not-hide',
    kind: 'never',
    clauses: cites('CM-04', 'CM-20'),
    says: 'A move that could still be called off is not hidden behind a failed resource.',
    permitted: 'CH-02',
    holds: (view) => groupIsFailed(view) && moves.some((n) => canBeUndone(view, n)),
  },
  {
    id: 'failed-outweighs',
    kind: 'step',
    clauses: cites('CM-20'),
    says: 'When a resource fails the group is Failed, whatever a move is doing, and no move stops for it.',
    when: (action) => isCommand(action, 'resourceFails'),
    holds: (before, after) => groupIsFailed(after) && moves.every((n) => moveAt(before, n) === moveAt(after, n)),
  },
  {
    id: 'one-move-at-a-time',
    kind: 'never',
    clauses: cites('CM-21'),
    says: 'Two moves never have the group at the same time.',
    observed: (view) => occupying(view) > 1,
  },
  {
    id: 'no-move-into-a-move',
    kind: 'step',
    clauses: cites('CM-21'),
    says: 'A move that comes while the group is Pending fails, and disturbs nothing.',
    when: moveArrives,
    holds: (before, after) => !groupIsPending(before) || isSameGroup(before, after),
  },
  {
    id: 'drop-frees-handles',
    kind: 'step',
    clauses: cites('CM-23'),
    says: 'When its connection is lost, the server should let go of the client’s handles, and does.',
    when: (action) => isCommand(action, 'dropLink'),
    holds: (before, after) => !isConnected(before) || handlesHeld(after) === 0,
  },
  {
    id: 'drop-stops-no-move',
    kind: 'step',
    clauses: cites('CM-23'),
    says: 'When the connection is lost, no move stops.',
    when: (action) => isCommand(action, 'dropLink'),
    holds: isSameGroup,
  },
]

export const statements: readonly Property[] = [
  ...common([]).filter(({ id }) => id !== 'one-final-outcome'),
  {
    id: 'one-final-outcome',
    kind: 'never',
    clauses: cites('CM-13', 'CM-19', 'CM-25'),
    says: 'Nothing follows the final outcome of a move: whose call has failed, that is over.',
    permitted: 'CM-25',
    observed: (view) => moves.some((n) => view.ledger.operations[n]?.afterFinal === true),
  },
  ...cancelling,
  ...knowing,
  ...moving,
]
