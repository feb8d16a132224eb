import type { Belief } from '../specification.ts'
import {
  anyHeeded,
  cancelCodes,
  groupIsPending,
  handlesHeld,
  hasGroup,
  hasLeft,
  heeded,
  isCommitted,
  isDone,
  moves,
  occupying,
  onlyCancel,
  settledAs,
} from './predicates.ts'
import { cites } from './statements.ts'

/** What people think of this API, and what the check says to it. */
export const beliefs: readonly Belief[] = [
  {
    id: 'belief-pending-means-stopped',
    kind: 'always',
    clauses: cites('CM-07'),
    says: 'When the cancel has returned ERROR_IO_PENDING, the move has stopped.',
    evidence: { kind: 'document', source: 'CM-07' },
    permitted: 'CM-07',
    belief:
      'The answer says that the cancel was accepted and is carried out later; until then the group is Pending and occupied.',
    when: (view) => cancelCodes(view).includes('ERROR_IO_PENDING'),
    observed: (view) => moves.every((n) => !heeded(view, n) || view.ledger.operations[n]?.stopped === true),
  },
  {
    id: 'belief-accepted-is-undone',
    kind: 'never',
    clauses: cites('CM-07'),
    says: 'When the cancel has returned ERROR_IO_PENDING, the move is not completed.',
    evidence: { kind: 'document', source: 'CM-07 says accepted and processed later, and promises no end; CH-06' },
    permitted: 'CH-06',
    belief:
      'Pending means that the request was accepted. No sentence promises that the move is undone, and where it comes to nothing the group moves all the same.',
    when: (view) => onlyCancel(view) === 'ERROR_IO_PENDING',
    holds: (view) => !anyHeeded(view) && moves.some((n) => isDone(view, n)),
  },
  {
    id: 'belief-success-is-the-end',
    kind: 'always',
    clauses: cites('CM-08'),
    says: 'After a cancel that returned ERROR_SUCCESS, nothing is left to be undone.',
    evidence: {
      kind: 'inference',
      source: 'CM-08 says only that the method has completed; CH-06; the Win32 manual reads it as cancelled',
    },
    belief:
      'That is right here, where the move is undone before this answer. The document says that the method has completed and no more; it is the Win32 manual that reads it as cancelled.',
    when: (view) => onlyCancel(view) === 'ERROR_SUCCESS',
    holds: (view) => moves.every((n) => !heeded(view, n) || view.ledger.operations[n]?.stopped === true),
  },
  {
    id: 'belief-accepted-is-mine',
    kind: 'always',
    clauses: cites('CM-01', 'CM-16'),
    says: 'When my cancel was accepted, it is my move that was called off.',
    evidence: { kind: 'document', source: 'CM-16; [MS-CMRP] 3.1.4.2.133: the method takes a group and no move' },
    permitted: 'CH-18',
    belief:
      'A cancel names the group and no move: it calls off whatever the group is in, and anybody may have started that.',
    when: (view) => moves.some((n) => view.ledger.operations[n]?.accepted === true),
    observed: (view) => moves.every((n) => view.ledger.operations[n]?.accepted !== true || heeded(view, n)),
  },
  {
    id: 'belief-only-my-own',
    kind: 'never',
    clauses: cites('CM-09'),
    says: 'Who has not started a move cannot cancel it.',
    evidence: { kind: 'document', source: 'CM-09' },
    permitted: 'CH-18',
    belief: 'Full access to the group is all that is asked for; the method does not look at who has started the move.',
    when: (view) => view.given('moveGroupEx') === 0,
    holds: anyHeeded,
  },
  {
    id: 'belief-failed-call-did-nothing',
    kind: 'never',
    clauses: cites('CM-14', 'CM-15'),
    says: 'When the cancel has returned RPC_S_CALL_FAILED, it was not carried out.',
    evidence: { kind: 'inference', source: 'CM-14 has such a call repeated, CM-15; CH-14' },
    permitted: 'CH-14',
    belief: 'The reply is what failed to come; the cancel may have been taken, and only the group can tell.',
    when: (view) => onlyCancel(view) === 'RPC_S_CALL_FAILED',
    holds: anyHeeded,
  },
  {
    id: 'belief-online-is-over',
    kind: 'never',
    clauses: cites('CM-20'),
    says: 'When I have seen the group Online after my move was accepted, that move is over.',
    evidence: { kind: 'inference', source: 'CM-17 and CM-20 together; openstack/os-win reckons with it' },
    permitted: 'CH-01',
    belief:
      'By the letter a move that waits in the queue leaves the group Online: it will move later, when nobody expects it.',
    when: (view) => moves.some((n) => settledAs(view, n) === 'ClusterGroupOnline'),
    holds: (view) => moves.some((n) => settledAs(view, n) === 'ClusterGroupOnline' && hasGroup(view, n)),
  },
  {
    id: 'belief-failed-is-over',
    kind: 'never',
    clauses: cites('CM-20'),
    says: 'When I see the group Failed, its move has failed and is over.',
    evidence: { kind: 'inference', source: 'CM-20; CH-02' },
    permitted: 'CH-02',
    belief:
      'Failed tells of a resource and not of the move, which goes on behind it; and as long as it shows, no cancel is taken.',
    when: (view) => moves.some((n) => settledAs(view, n) === 'ClusterGroupFailed'),
    holds: (view) => moves.some((n) => settledAs(view, n) === 'ClusterGroupFailed' && hasGroup(view, n)),
  },
  {
    id: 'belief-pending-can-be-cancelled',
    kind: 'never',
    clauses: cites('CM-04', 'CM-06'),
    says: 'As long as the group is Pending, its move can be cancelled.',
    evidence: { kind: 'document', source: 'CM-06' },
    permitted: 'CM-06',
    belief:
      'Pending lasts to the end of the move, and from some point on it can no longer be called off; here that is the start of the transfer. The cancel then gets ERROR_INVALID_STATE.',
    when: groupIsPending,
    holds: (view) => moves.some((n) => isCommitted(view, n)),
  },
  {
    id: 'belief-closing-stops',
    kind: 'never',
    clauses: cites('CM-16', 'CM-23'),
    says: 'When I have closed the handle, nothing that I started with it goes on.',
    evidence: { kind: 'inference', source: 'CM-23 lets go of handles and says nothing of moves' },
    permitted: 'CM-23',
    belief: 'A handle is only the way to the group; a move belongs to the cluster and goes on without it.',
    when: (view) =>
      view.given('otherAdminMoves') === 0 &&
      view.ledger.returned['closeGroup@1'] === 'ERROR_SUCCESS' &&
      handlesHeld(view) === 0,
    holds: (view) => occupying(view) > 0,
  },
  {
    id: 'belief-leaving-stops',
    kind: 'never',
    clauses: cites('CM-23'),
    says: 'When my program has ended, what it has started ends with it.',
    evidence: { kind: 'inference', source: 'CM-23 lets go of handles and says nothing of moves' },
    permitted: 'CM-23',
    belief:
      'Ctrl+C ends the program and its handles. The move belongs to the cluster: it goes on, for nobody, and only another client can call it off.',
    when: hasLeft,
    holds: (view) => moves.some((n) => hasGroup(view, n)),
  },
  {
    id: 'belief-another-node-would-do',
    kind: 'never',
    clauses: cites('CM-02', 'CM-14'),
    says: 'A client whose node is read-only finds another one that takes its cancel.',
    evidence: { kind: 'document', source: 'CM-02, CM-14' },
    permitted: 'CH-11',
    belief:
      'ERROR_SHARING_PAUSED is missing from the list of codes on which a client reconnects, so the cancel fails though another node would take it.',
    observed: (view) => cancelCodes(view).includes('ERROR_SHARING_PAUSED'),
  },
]
