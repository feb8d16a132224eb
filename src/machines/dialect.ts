import { emit, type ActionFunction } from 'xstate'
import type { Effect } from '#kernel/effect.ts'

/** An action that any machine can use: it looks only at its parameters. */
// XState's own types of context and events cannot be left open in another way.
// oxlint-disable-next-line typescript/no-explicit-any
type SharedAction<P> = ActionFunction<any, any, any, P, never, never, never, never, Effect>

/**
 * Says which clauses a transition carries out. `C` is the specification's own type of clause ids, so that a wrong id does not
 * compile; the parameters are data in the machine's definition, so that the page can read them.
 */
export const citing = <C extends string>(): SharedAction<{ readonly clauses: readonly C[] }> =>
  emit((_: unknown, params: { readonly clauses: readonly C[] }): Effect => ({ type: 'cite', clauses: params.clauses }))

/** Several effects from one action. */
export const batch = (...effects: readonly Effect[]): Effect => ({ type: 'batch', effects })

/**
 * What a state means to everybody outside its machine, as XState tags. A state that shows on the timeline has exactly one.
 * Nobody outside a machine compares state names.
 */
export const phases = ['idle', 'starting', 'working', 'unaware', 'windingDown', 'over', 'released', 'refused'] as const
export type Phase = (typeof phases)[number]

/** On a state with a phase: how the timeline calls it, longest wording first; the longest that fits is shown. */
export interface StateMeta {
  readonly label: readonly string[]
}
