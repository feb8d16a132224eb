import type { Action, StateView } from '#kernel/property.ts'

/** Words for what a statement looks at. At most two moves are made, each an actor of its own. */
export const moves = [1, 2] as const
export type MoveNumber = (typeof moves)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const moveNames = { 1: 'move#1', 2: 'move#2' } as const
export const moveAt = (view: StateView, n: MoveNumber): string => view.state(moveNames[n]) || 'requested'
export const groupAt = (view: StateView): string => view.state('group') || 'online'
export const nodeAt = (view: StateView): string => view.state('node') || 'active.readWrite'
export const clientAt = (view: StateView): string => view.state('client') || 'handle.none,library.connected,watch.idle'

export const canBeUndone = (move: string): boolean => move.startsWith('revocable')
export const isCommitted = (move: string): boolean => move.startsWith('committed')
/** It waits, works, or is being undone: it has the group. */
export const hasGroup = (move: string): boolean => canBeUndone(move) || isCommitted(move) || move === 'cancelling'
export const isUndone = (move: string): boolean => move === 'over.cancelled'

/** How many moves have the group. */
export const occupying = ({ ledger }: StateView): number => ledger.held['move'] ?? 0
export const handlesHeld = ({ ledger }: StateView): number => ledger.held['groupHandle'] ?? 0
/** Whether the cluster has heeded a cancel of this move. */
export const heeded = ({ ledger }: StateView, n: MoveNumber): boolean => ledger.operations[n]?.noticed === true
/** Whether the client meant this move with a cancel. */
export const meant = ({ ledger }: StateView, n: MoveNumber): boolean => ledger.operations[n]?.issued === true
export const anyHeeded = (view: StateView): boolean => moves.some((n) => heeded(view, n))
export const settledAs = ({ ledger }: StateView, n: MoveNumber): string | null => ledger.operations[n]?.settle ?? null

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Codes of the cancels that have returned. */
export const cancelCodes = ({ ledger }: StateView): string[] => cancelKeys.flatMap((key) => ledger.returned[key] ?? [])
/** The code of the only cancel, where there was but one. */
export const onlyCancel = (view: StateView): string | undefined =>
  view.given('cancel') === 1 ? view.ledger.returned['cancel@1'] : undefined
/** Codes of the cancels that return in a step. */
export const cancelsReturned = (before: StateView, after: StateView): string[] =>
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
/** Any call reaches the node. */
export const callArrives = (action: Action): boolean =>
  (action.kind === 'message' && action.name.startsWith('Api')) || isCommand(action, 'otherAdminMoves')

export const isSameGroup = (before: StateView, after: StateView): boolean =>
  groupAt(before) === groupAt(after) && moves.every((n) => moveAt(before, n) === moveAt(after, n))
/** Whether a cancel that arrives in a step is heeded, by any move. */
export const isTaken = (before: StateView, after: StateView): boolean =>
  moves.some(
    (n) => moveAt(before, n) !== moveAt(after, n) && (moveAt(after, n) === 'cancelling' || isUndone(moveAt(after, n))),
  )
