import { emit, type ActionFunction } from 'xstate'
import { assert } from '#base/assert.ts'
import type { Effect } from '#kernel/effect.ts'

/** An action that any machine can use: it looks only at its parameters, or at what `Context` says that the machine has. */
// XState's own types of context and events cannot be left open in another way.
// oxlint-disable-next-line typescript/no-explicit-any
type SharedAction<P> = ActionFunction<any, any, any, P, never, never, never, never, Effect>

interface RoleTypes<Context, Event, Input> {
  readonly context: Context
  readonly events: Event
  readonly input: Input
  readonly emitted: Effect
  readonly tags: Phase
  readonly meta: StateMeta
}

/**
 * The types of a role, for `setup({ types: roleTypes<Context, Event, Input>(), … })`. What a role emits, its tags and its labels
 * are the same for all. Only TypeScript looks at it.
 */
export const roleTypes = <Context, Event, Input>(): RoleTypes<Context, Event, Input> =>
  ({}) as RoleTypes<Context, Event, Input>

/**
 * Says which clauses a transition carries out. `C` is the specification's own type of clause ids, so that a wrong id does not
 * compile; the parameters are data in the machine's definition, so that the page can read them.
 */
export const citing = <C extends string>(): SharedAction<{ readonly clauses: readonly C[] }> =>
  emit((_: unknown, params: { readonly clauses: readonly C[] }): Effect => ({ type: 'cite', clauses: params.clauses }))

type OwnMilestone = Extract<Effect, { readonly type: 'milestone' }>['name']

/**
 * Actions, each with the name of a milestone that it reports: `...reaching('noticed', 'stopped')`. They are for a role with an
 * instance for each operation, whose context has the number of its own.
 */
export const reaching = <N extends OwnMilestone>(...names: readonly N[]): Record<N, SharedAction<undefined>> => {
  const entries = names.map((name) => [
    name,
    emit(({ context }: { readonly context: { readonly operation: number } }): Effect => ({
      type: 'milestone',
      operation: context.operation,
      name,
    })),
  ])
  return Object.fromEntries(entries) as Record<N, SharedAction<undefined>>
}

/** Those of a machine's events that have one of the types `T`. */
type EventOf<E, T> = E extends { readonly type: infer Own }
  ? [Own & T] extends [never]
    ? never
    : E & { readonly type: Own & T }
  : never

/**
 * The event, known to be of one of these types. For guards and actions that look into an event which only some transitions
 * have; on any other event the machine is broken, and this says so.
 */
export function expectEvent<E extends { readonly type: string }, T extends E['type']>(
  event: E,
  ...types: readonly T[]
): EventOf<E, T> {
  assert((types as readonly string[]).includes(event.type), `${event.type} is one of ${types.join(', ')}`)
  return event as unknown as EventOf<E, T>
}

type FieldOf<E> = E extends unknown ? keyof E : never
type ValueOf<E, F extends PropertyKey> = E extends { readonly [Name in F]: infer V } ? V : never

/** What an event carries under a name that several events have: `fieldOf(event, 'call')`. It has to be there. */
export function fieldOf<E extends object, F extends FieldOf<E>>(event: E, field: F): ValueOf<E, F> {
  assert(field in event, `an event with ${String(field)}`)
  return (event as Record<F, ValueOf<E, F>>)[field]
}

/** Several effects from one action. */
export const batch = (...effects: readonly Effect[]): Effect => ({ type: 'batch', effects })

/**
 * What a state means to everybody outside its machine, as XState tags. A state that shows on the timeline has exactly one.
 * Nobody outside a machine compares state names.
 */
export const phases = ['idle', 'starting', 'working', 'unaware', 'windingDown', 'over', 'released', 'refused'] as const
export type Phase = (typeof phases)[number]

export const isPhase = (tag: string): tag is Phase => (phases as readonly string[]).includes(tag)

/** On a state with a phase: how the timeline calls it, longest wording first; the longest that fits is shown. */
export interface StateMeta {
  readonly label: readonly string[]
}
