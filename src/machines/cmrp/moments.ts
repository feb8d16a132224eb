import type { Choice, Moment } from '#kernel/property.ts'

/** Words for what a statement looks at. At most two moves are made, each an actor of its own. */
export const moves = [1, 2] as const
export type MoveNumber = (typeof moves)[number]

// An actor that was never reached is where it begins. Names are ready made: statements are asked millions of times.
const moveNames = { 1: 'move#1', 2: 'move#2' } as const
export const moveAt = (moment: Moment, n: MoveNumber): string => moment.state(moveNames[n]) || 'requested'
export const groupAt = (moment: Moment): string => moment.state('group') || 'online'
export const nodeAt = (moment: Moment): string => moment.state('node') || 'active.readWrite'
export const clientAt = (moment: Moment): string => moment.state('client') || 'handle.none,library.connected,watch.idle'

export const canBeUndone = (move: string): boolean => move.startsWith('revocable')
export const isCommitted = (move: string): boolean => move.startsWith('committed')
/** It waits, works, or is being undone: it has the group. */
export const hasGroup = (move: string): boolean => canBeUndone(move) || isCommitted(move) || move === 'cancelling'
export const isUndone = (move: string): boolean => move === 'over.cancelled'

/** How many moves have the group. */
export const occupying = ({ ledger }: Moment): number => ledger.held['move'] ?? 0
export const handlesHeld = ({ ledger }: Moment): number => ledger.held['groupHandle'] ?? 0
/** Whether the cluster has heeded a cancel of this move. */
export const heeded = ({ ledger }: Moment, n: MoveNumber): boolean => ledger.operations[n]?.noticed === true
/** Whether the client meant this move with a cancel. */
export const meant = ({ ledger }: Moment, n: MoveNumber): boolean => ledger.operations[n]?.issued === true
export const anyHeeded = (moment: Moment): boolean => moves.some((n) => heeded(moment, n))
export const settledAs = ({ ledger }: Moment, n: MoveNumber): string | null => ledger.operations[n]?.settle ?? null

const cancelKeys = ['cancel@1', 'cancel@2'] as const
/** Codes of the cancels that have returned. */
export const cancelCodes = ({ ledger }: Moment): string[] => cancelKeys.flatMap((key) => ledger.returned[key] ?? [])
/** The code of the only cancel, where there was but one. */
export const onlyCancel = (moment: Moment): string | undefined =>
  moment.given('cancel') === 1 ? moment.ledger.returned['cancel@1'] : undefined
/** Codes of the cancels that return in a step. */
export const cancelsReturned = (before: Moment, after: Moment): string[] =>
  cancelKeys.flatMap((key) => (before.ledger.returned[key] === undefined ? (after.ledger.returned[key] ?? []) : []))

const isMessage = (choice: Choice, to: string, name: string): boolean =>
  choice.kind === 'message' && choice.to === to && choice.name === name
export const isCommand = (choice: Choice, name: string): boolean => choice.kind === 'command' && choice.do === name
export const isTimer = (choice: Choice, name: string): boolean => choice.kind === 'timer' && choice.name === name
/** A cancel reaches the node, which decides on it at once. */
export const cancelArrives = (choice: Choice): boolean => isMessage(choice, 'node', 'ApiCancelClusterGroupOperation')
/** A move reaches the node: the client's own, or somebody else's. */
export const moveArrives = (choice: Choice): boolean =>
  isMessage(choice, 'node', 'ApiMoveGroupEx') || isCommand(choice, 'otherAdminMoves')
/** The answer to a cancel reaches the client. */
export const cancelAnswered = (choice: Choice): boolean =>
  isMessage(choice, 'client', 'reply.ApiCancelClusterGroupOperation')
export const moveAnswered = (choice: Choice): boolean => isMessage(choice, 'client', 'reply.ApiMoveGroupEx')
/** Any call reaches the node. */
export const callArrives = (choice: Choice): boolean =>
  (choice.kind === 'message' && choice.name.startsWith('Api')) || isCommand(choice, 'otherAdminMoves')

export const isSameGroup = (before: Moment, after: Moment): boolean =>
  groupAt(before) === groupAt(after) && moves.every((n) => moveAt(before, n) === moveAt(after, n))
/** Whether a cancel that arrives in a step is heeded, by any move. */
export const isTaken = (before: Moment, after: Moment): boolean =>
  moves.some(
    (n) => moveAt(before, n) !== moveAt(after, n) && (moveAt(after, n) === 'cancelling' || isUndone(moveAt(after, n))),
  )
