/**
 * What goes on for nobody: the ticks for which the work of an operation, or something limited that it holds, goes on after nobody
 * waits for it any more. A client that leaves abandons its operations, and so does a library that gives up waiting.
 */
export interface Spending {
  /** Tick at which nobody waited any more; null as long as somebody does. */
  readonly abandonedAt: number | null
  /** Tick at which the work ended; null as long as it has not. */
  readonly stoppedAt: number | null
  /** Ticks at which the operation let go of each limited thing that it held for the last time; null while it holds it. */
  readonly heldUntil: readonly (number | null)[]
}

/** Ticks that were spent for nobody, seen from the tick `now`: what is held then counts up to then. */
export function spentForNobody({ abandonedAt, stoppedAt, heldUntil }: Spending, now: number): number {
  if (abandonedAt === null) return 0
  const ends = [stoppedAt ?? 0, ...heldUntil.map((until) => until ?? now)]
  return Math.max(0, Math.max(...ends) - abandonedAt)
}
