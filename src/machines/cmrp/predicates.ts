import type { Action, LedgerView, StateView } from '#kernel/property.ts'
import { statesOf, statesOfEach } from '#kernel/states.ts'
import type { CmrpClause } from '#specs/cmrp.ts'
import { model } from './model.ts'

export const cites = (...clauses: readonly CmrpClause[]): readonly CmrpClause[] => clauses

/** Words for what a statement looks at. At most two moves are made, each an actor of its own. */
export const moves = [1, 2] as const
export type MoveNumber = (typeof moves)[number]

const move = statesOfEach<MoveNumber>(model, 'move')
export const moveAt = move.at
export const isRequested = move.in('requested')
/** It waits in the queue. */
export const isQueued = move.in('revocable.blocked')
/** It is tried, and did not ask to be queued. */
export const isTriedOnce = move.in('revocable.offlining.once', 'revocable.offlining.onceHanging')
export const canBeUndone = move.in('revocable')
export const isCommitted = move.in('committed')
/** It waits for a resource that does not answer. */
export const isHanging = move.in(
  'revocable.offlining.queuedHanging',
  'revocable.offlining.onceHanging',
  'committed.hanging',
  'cancelling.hanging',
)
export const isBeingUndone = move.in('cancelling')
/** It waits, works, or is being undone: it has the group. */
export const hasGroup = move.in('revocable', 'committed', 'cancelling')
export const isUndone = move.in('over.cancelled')
export const isDone = move.in('over.done')

const group = statesOf(model, 'group')
const groupAt = group.at
export const groupIsOnline = group.in('online')
export const groupIsPending = group.in('pending')
export const groupIsFailed = group.in('failed')

const node = statesOf(model, 'node')
export const nodeIsReadOnly = node.in('active.readOnly')
/** It is leaving the cluster. */
export const nodeIsLeaving = node.in('shuttingDown')

const client = statesOf(model, 'client')
export const clientAt = client.at
/** The program has ended. */
export const hasLeft = client.in('gone')
export const isConnected = client.in('present.library.connected')
export const isDisconnected = client.in('present.library.disconnected')
/** Its handle was opened for reading. */
export const holdsForReading = client.in('present.handle.held.reading')
/** It takes its move for one that goes on. */
export const seesItsMove = client.in('present.watch.moving')
/** It takes its move for one that goes on, or that is being undone. */
export const seesNoEnd = client.in('present.watch.moving', 'present.watch.cancelled')

/** How many moves have the group. */
export const occupying = ({ ledger }: LedgerView): number => ledger.held['move'] ?? 0
export const handlesHeld = ({ ledger }: LedgerView): number => ledger.held['groupHandle'] ?? 0
/** Whether the cluster has heeded a cancel of this move. */
export const heeded = ({ ledger }: LedgerView, n: MoveNumber): boolean => ledger.operations[n]?.noticed === true
/** Whether the client meant this move with a cancel. */
export const meant = ({ ledger }: LedgerView, n: MoveNumber): boolean => ledger.operations[n]?.issued === true
export const anyHeeded = (view: LedgerView): boolean => moves.some((n) => heeded(view, n))
export const settledAs = ({ ledger }: LedgerView, n: MoveNumber): string | null => ledger.operations[n]?.settle ?? null

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Codes of the cancels that have returned. */
export const cancelCodes = ({ ledger }: LedgerView): string[] => cancelKeys.flatMap((key) => ledger.returned[key] ?? [])
/** The code of the only cancel, where there was but one. */
export const onlyCancel = (view: StateView): string | undefined =>
  view.given('cancel') === 1 ? view.ledger.returned['cancel@1'] : undefined
/** Codes of the cancels that return in a step. */
export const cancelsReturned = (before: LedgerView, after: LedgerView): string[] =>
  cancelKeys.flatMap((key) => (before.ledger.returned[key] === undefined ? (after.ledger.returned[key] ?? []) : []))

const isMessage = (action: Action, to: string, name: string): boolean =>
  action.kind === 'message' && action.to === to && action.name === name
export const isCommand = (action: Action, name: string): boolean => action.kind === 'command' && action.do === name
export const isTimer = (action: Action, name: string): boolean => action.kind === 'timer' && action.name === name
/** A cancel reaches the node, which decides on it at once. */
export const cancelArrives = (action: Action): boolean => isMessage(action, 'node', 'ApiCancelClusterGroupOperation')
/** A move reaches the node: the client's own, or somebody else's. */
export const moveArrives = (action: Action): boolean =>
  isMessage(action, 'node', 'ApiMoveGroupEx') || isCommand(action, 'otherAdminMoves')
/** The answer to a cancel reaches the client. */
export const cancelAnswered = (action: Action): boolean =>
  isMessage(action, 'client', 'reply.ApiCancelClusterGroupOperation')
export const moveAnswered = (action: Action): boolean => isMessage(action, 'client', 'reply.ApiMoveGroupEx')
/** It comes from the client, and not from somebody else. */
export const isFromClient = (action: Action): boolean => action.kind === 'message' && action.from === 'client'
/** Any call reaches the node. */
export const callArrives = (action: Action): boolean =>
  (action.kind === 'message' && action.name.startsWith('Api')) || isCommand(action, 'otherAdminMoves')

export const isSameGroup = (before: StateView, after: StateView): boolean =>
  groupAt(before) === groupAt(after) && moves.every((n) => moveAt(before, n) === moveAt(after, n))
/** Whether a cancel that arrives in a step is heeded, by any move. */
export const isTaken = (before: StateView, after: StateView): boolean =>
  moves.some((n) => moveAt(before, n) !== moveAt(after, n) && (isBeingUndone(after, n) || isUndone(after, n)))
