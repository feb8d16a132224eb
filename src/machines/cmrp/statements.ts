import type { StateView, Property } from '#kernel/property.ts'
import type { CmrpClause } from '#specs/cmrp.ts'
import { common } from '../statements.ts'
import {
  anyHeeded,
  callArrives,
  cancelAnswered,
  cancelArrives,
  cancelCodes,
  cancelsReturned,
  canBeUndone,
  clientAt,
  groupAt,
  handlesHeld,
  hasGroup,
  heeded,
  isCommand,
  isCommitted,
  isSameGroup,
  isTaken,
  isTimer,
  isUndone,
  meant,
  moveAnswered,
  moveArrives,
  moveAt,
  moves,
  nodeAt,
  occupying,
  onlyCancel,
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
    on: 'ledger',
    clauses: cites('CM-01'),
    says: 'A server should know the cancel: no cancel returns RPC_S_PROCNUM_OUT_OF_RANGE.',
    permitted: 'CM-01',
    holds: (view) => cancelCodes(view).includes('RPC_S_PROCNUM_OUT_OF_RANGE'),
  },
  {
    id: 'read-only-takes-nothing',
    kind: 'step',
    clauses: cites('CM-02'),
    says: 'A node that is not read/write takes neither a move nor a cancel.',
    when: (action) => cancelArrives(action) || moveArrives(action),
    holds: (before, after) => nodeAt(before) !== 'active.readOnly' || isSameGroup(before, after),
  },
  {
    id: 'paused-means-read-only',
    kind: 'never',
    on: 'world',
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
      nodeAt(before) !== 'shuttingDown' || (isSameGroup(before, after) && handlesHeld(before) === handlesHeld(after)),
  },
  {
    id: 'leaving-says-so',
    kind: 'never',
    on: 'world',
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
    holds: (before, after) => groupAt(before) === 'pending' || !isTaken(before, after),
  },
  {
    id: 'taken-only-if-it-can-be-undone',
    kind: 'step',
    clauses: cites('CM-05', 'CM-06'),
    says: 'What a cancel calls off is a move that has the group and has not begun its transfer.',
    when: cancelArrives,
    holds: (before, after) =>
      moves.every((n) => heeded(before, n) === heeded(after, n) || canBeUndone(moveAt(before, n))),
  },
  {
    id: 'only-a-queued-move',
    kind: 'step',
    clauses: cites('CM-05'),
    says: 'No cancel calls off a move that did not ask to be queued.',
    permitted: 'CH-03',
    when: cancelArrives,
    holds: (before, after) =>
      moves.every((n) => heeded(before, n) === heeded(after, n) || moveAt(before, n) !== 'revocable.offlining.once'),
  },
  {
    id: 'no-way-back',
    kind: 'step',
    clauses: cites('CM-06'),
    says: 'A cancel that comes once the transfer has begun, or while another is carried out, should be refused and is.',
    when: cancelArrives,
    holds: (before, after) =>
      moves.every((n) => !hasGroup(moveAt(before, n)) || canBeUndone(moveAt(before, n))) || isSameGroup(before, after),
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
    on: 'ledger',
    clauses: cites('CM-07', 'CM-08'),
    says: 'A cancel returns ERROR_SUCCESS or ERROR_IO_PENDING only if it has called off a move that could be called off.',
    holds: (view) => anyHeeded(view) || !cancelCodes(view).some((code) => accepting.includes(code)),
  },
  {
    id: 'pending-means-later',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-07'),
    says: 'No cancel has returned ERROR_SUCCESS while what it called off is still being undone.',
    holds: (view) => onlyCancel(view) === 'ERROR_SUCCESS' && moves.some((n) => moveAt(view, n) === 'cancelling'),
  },
  {
    id: 'called-off-ends',
    kind: 'eventually',
    on: 'world',
    clauses: cites('CM-07', 'CM-17'),
    says: 'Every move that was called off is undone at last.',
    holds: (view) => moves.every((n) => moveAt(view, n) !== 'cancelling'),
  },
  {
    id: 'undoing-is-undone',
    kind: 'step',
    clauses: cites('CM-07', 'CM-17'),
    says: 'A move that is being undone ends undone and never done.',
    when: (action) => action.kind === 'timer' || callArrives(action),
    holds: (before, after) =>
      moves.every(
        (n) => moveAt(before, n) !== 'cancelling' || moveAt(after, n) === 'cancelling' || isUndone(moveAt(after, n)),
      ),
  },
  {
    id: 'undone-leaves-nothing',
    kind: 'step',
    clauses: cites('CM-08', 'CM-22'),
    says: 'When a move has been undone, the group is Online and free.',
    when: (action) => cancelArrives(action) || isTimer(action, 'cancelTicks'),
    holds: (before, after) =>
      !moves.some((n) => !isUndone(moveAt(before, n)) && isUndone(moveAt(after, n))) ||
      (groupAt(after) === 'online' && occupying(after) === 0),
  },
  {
    id: 'called-off-stays-off',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-14', 'CM-17'),
    says: 'A move that was called off is never tried, transferred or completed after that.',
    permitted: 'CH-14',
    holds: (view) =>
      moves.some(
        (n) =>
          heeded(view, n) &&
          (canBeUndone(moveAt(view, n)) || isCommitted(moveAt(view, n)) || moveAt(view, n) === 'over.done'),
      ),
  },
  {
    id: 'reading-cancels-nothing',
    kind: 'step',
    clauses: cites('CM-09', 'CM-27'),
    says: 'With a handle that was opened for reading no cancel is taken and no move begins, before and after a reconnect.',
    when: (action) => cancelArrives(action) || (moveArrives(action) && action.kind === 'message'),
    holds: (before, after) =>
      before.given('openGroup') !== 1 || !clientAt(before).includes('held.reading') || isSameGroup(before, after),
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
    on: 'world',
    clauses: cites('CM-10'),
    says: 'A cancel with a handle that was closed returns ERROR_INVALID_HANDLE.',
    holds: (view) =>
      (view.ledger.returned['closeGroup@1'] ?? '') === 'ERROR_SUCCESS' && onlyCancel(view) === 'ERROR_INVALID_HANDLE',
  },
  {
    id: 'flags-refused',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-11'),
    says: 'A cancel that returns ERROR_INVALID_PARAMETER has called nothing off.',
    holds: (view) => onlyCancel(view) === 'ERROR_INVALID_PARAMETER' && anyHeeded(view),
  },
  {
    id: 'one-of-six',
    kind: 'always',
    on: 'ledger',
    clauses: cites('CM-12'),
    says: 'Every cancel returns one of the six values that its description lists.',
    permitted: 'CH-11',
    holds: (view) => cancelCodes(view).every((code) => listed.includes(code)),
  },
]

/** What the client gets to know. */
const knowing: readonly Property[] = [
  {
    id: 'every-call-is-answered',
    kind: 'eventually',
    on: 'world',
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
    on: 'world',
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
    on: 'ledger',
    clauses: cites('CM-14'),
    says: 'A client should go to another node instead of handing up RPC_S_CALL_FAILED or ERROR_CLUSTER_NODE_SHUTTING_DOWN.',
    permitted: 'CM-14',
    holds: (view) =>
      cancelCodes(view).some((code) => code === 'RPC_S_CALL_FAILED' || code === 'ERROR_CLUSTER_NODE_SHUTTING_DOWN'),
  },
  {
    id: 'another-node-takes-it',
    kind: 'reachable',
    on: 'world',
    clauses: cites('CM-14'),
    says: 'After its node has left the cluster, a cancel can be taken by the next one.',
    holds: (view) =>
      view.given('nodeShutsDown') === 1 &&
      nodeAt(view) !== 'shuttingDown' &&
      accepting.includes(onlyCancel(view) ?? ''),
  },
  {
    id: 'the-end-is-seen',
    kind: 'eventually',
    on: 'world',
    clauses: cites('CM-22', 'CM-25'),
    says: 'Once no move has the group, a client that is connected comes to see that.',
    holds: (view) => {
      const client = clientAt(view)
      return (
        occupying(view) > 0 ||
        client.includes('library.disconnected') ||
        !(client.endsWith('watch.moving') || client.endsWith('watch.cancelled'))
      )
    },
  },
  {
    id: 'reissued-cancel-hits-its-own',
    kind: 'never',
    on: 'world',
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
    on: 'world',
    clauses: cites('CM-06', 'CM-14'),
    says: 'A cancel that returns ERROR_INVALID_STATE has called nothing off.',
    permitted: 'CH-14',
    holds: (view) => onlyCancel(view) === 'ERROR_INVALID_STATE' && anyHeeded(view),
  },
  {
    id: 'a-cancel-hits-what-was-meant',
    kind: 'never',
    on: 'ledger',
    clauses: cites('CM-01', 'CM-16'),
    says: 'No move is called off but the one that the client means.',
    permitted: 'CH-18',
    holds: (view) => moves.some((n) => heeded(view, n) && !meant(view, n)),
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
      !clientAt(before).endsWith('watch.moving') ||
      moveAt(before, 1) !== 'revocable.blocked',
  },
  {
    id: 'state-tells-cancelled-from-done',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-20', 'CM-25'),
    says: 'A client can tell by the state of the group alone that its move was cancelled: it sees something else than ClusterGroupOnline.',
    permitted: 'CH-07',
    holds: (view) => moves.some((n) => isUndone(moveAt(view, n)) && settledAs(view, n) === 'ClusterGroupOnline'),
  },
  {
    id: 'done-looks-online',
    kind: 'reachable',
    on: 'world',
    clauses: cites('CM-20'),
    says: 'A move that was completed in spite of a cancel ends in ClusterGroupOnline, just as one that was undone.',
    holds: (view) =>
      moveAt(view, 1) === 'over.done' &&
      onlyCancel(view) === 'ERROR_INVALID_STATE' &&
      settledAs(view, 1) === 'ClusterGroupOnline',
  },
]

const pendingOrFailed = (view: StateView): boolean => groupAt(view) === 'pending' || groupAt(view) === 'failed'

/** Moves and the group, whether anybody cancels or not. */
const moving: readonly Property[] = [
  {
    id: 'out-of-the-queue',
    kind: 'step',
    clauses: cites('CM-17'),
    says: 'A move that waits leaves the queue only when it is tried again, or called off.',
    when: (action) => !isTimer(action, 'retryTicks') && !cancelArrives(action),
    holds: (before, after) =>
      moves.every((n) => moveAt(before, n) !== 'revocable.blocked' || moveAt(after, n) === 'revocable.blocked'),
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
    on: 'world',
    clauses: cites('CM-17', 'CM-19'),
    says: 'Every move ends, unless policy keeps it in the queue.',
    holds: (view) => occupying(view) === 0 || moves.some((n) => moveAt(view, n) === 'revocable.blocked'),
  },
  {
    id: 'refused-never-begins',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-02', 'CM-09', 'CM-18', 'CM-19'),
    says: 'A move that is refused for its flags, its handle, its access or an old server never begins.',
    holds: (view) =>
      moves.some((n) => moveAt(view, n) !== 'requested' && plainRefusals.includes(settledAs(view, n) ?? '')),
  },
  {
    id: 'refused-does-not-run',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-14', 'CM-21'),
    says: 'A move that returned ERROR_INVALID_STATE has not begun.',
    permitted: 'CH-14',
    holds: (view) => moves.some((n) => moveAt(view, n) !== 'requested' && settledAs(view, n) === 'ERROR_INVALID_STATE'),
  },
  {
    id: 'contradiction-refused',
    kind: 'reachable',
    on: 'ledger',
    clauses: cites('CM-18'),
    says: 'A move that asks both to ignore locks and to be queued returns ERROR_INVALID_PARAMETER.',
    holds: (view) => view.ledger.returned['moveGroupEx@1'] === 'ERROR_INVALID_PARAMETER',
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
          code !== 'ERROR_SUCCESS' &&
          (code !== 'ERROR_IO_PENDING' || moves.some((n) => moveAt(after, n) !== 'requested')),
      ),
  },
  {
    id: 'pending-only-while-moving',
    kind: 'always',
    on: 'world',
    clauses: cites('CM-20'),
    says: 'The group is Pending only while a move has it.',
    holds: (view) => groupAt(view) !== 'pending' || occupying(view) > 0,
  },
  {
    id: 'working-is-pending',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-20'),
    says: 'From its first attempt to its end, a move leaves the group neither Online nor Offline.',
    holds: (view) =>
      !pendingOrFailed(view) && moves.some((n) => hasGroup(moveAt(view, n)) && moveAt(view, n) !== 'revocable.blocked'),
  },
  {
    id: 'queued-is-pending',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-04', 'CM-20'),
    says: 'While a move waits in the queue the group is never Online.',
    permitted: 'CH-01',
    holds: (view) => groupAt(view) === 'online' && moves.some((n) => moveAt(view, n) === 'revocable.blocked'),
  },
  {
    id: 'failed-does-not-hide',
    kind: 'never',
    on: 'world',
    clauses: cites('CM-04', 'CM-20'),
    says: 'A move that could still be called off is not hidden behind a failed resource.',
    permitted: 'CH-02',
    holds: (view) => groupAt(view) === 'failed' && moves.some((n) => canBeUndone(moveAt(view, n))),
  },
  {
    id: 'failed-outweighs',
    kind: 'step',
    clauses: cites('CM-20'),
    says: 'When a resource fails the group is Failed, whatever a move is doing, and no move stops for it.',
    when: (action) => isCommand(action, 'resourceFails'),
    holds: (before, after) => groupAt(after) === 'failed' && moves.every((n) => moveAt(before, n) === moveAt(after, n)),
  },
  {
    id: 'one-move-at-a-time',
    kind: 'never',
    on: 'ledger',
    clauses: cites('CM-21'),
    says: 'Two moves never have the group at the same time.',
    holds: (view) => occupying(view) > 1,
  },
  {
    id: 'no-move-into-a-move',
    kind: 'step',
    clauses: cites('CM-21'),
    says: 'A move that comes while the group is Pending fails, and disturbs nothing.',
    when: moveArrives,
    holds: (before, after) => groupAt(before) !== 'pending' || isSameGroup(before, after),
  },
  {
    id: 'drop-frees-handles',
    kind: 'step',
    clauses: cites('CM-23'),
    says: 'When its connection is lost, the server should let go of the client’s handles, and does.',
    when: (action) => isCommand(action, 'dropLink'),
    holds: (before, after) => !clientAt(before).includes('library.connected') || handlesHeld(after) === 0,
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
    on: 'ledger',
    clauses: cites('CM-13', 'CM-19', 'CM-25'),
    says: 'Nothing follows the final outcome of a move: whose call has failed, that is over.',
    permitted: 'CM-25',
    holds: (view) => moves.some((n) => view.ledger.operations[n]?.afterFinal === true),
  },
  ...cancelling,
  ...knowing,
  ...moving,
]
