import { ensure } from '#base/assert.ts'
import type { Effect, Message } from '#kernel/effect.ts'
import type { Knobs } from '#kernel/model.ts'
import type { Machine, TransitionTable, PlainEffect } from '#kernel/role.ts'

type StateNode = Machine['root']
type Snapshot = ReturnType<TransitionTable['snapshot']>
type Transition = NonNullable<ReturnType<StateNode['transitions']['get']>>[number]

/** One transition that a machine could take in a state with an event. */
export interface Rung {
  /** Name of its guard; null where it has none. */
  readonly guard: string | null
  /** Clauses that the transition cites. */
  readonly clauses: readonly string[]
  /** Dotted paths of the states that it leads to; empty where the machine stays as it is. */
  readonly targets: readonly string[]
}

/** The transitions of one region, in the order in which they are tried. */
export interface Ladder {
  readonly rungs: readonly Rung[]
  /** Index of the one that is taken; -1 where none is. */
  readonly taken: number
  /** Effects of the one that is taken. */
  readonly gives: readonly PlainEffect[]
}

interface Scope {
  readonly machine: Machine
  readonly snapshot: Snapshot
  readonly message: Message
}

interface Tried {
  readonly transitions: readonly Transition[]
  readonly taken: number
}

/** A guard or an action is named in the machine, perhaps with parameters. */
interface Named {
  readonly type: string
  readonly params?: unknown
}
const named = (what: unknown): Named => (typeof what === 'string' ? { type: what } : (what as Named))

const paramsOf = (what: Named, { snapshot, message }: Scope): unknown =>
  typeof what.params === 'function'
    ? (what.params as (args: object) => unknown)({ context: snapshot.context, event: message })
    : what.params

function guardHolds(guard: unknown, scope: Scope): boolean {
  if (guard === undefined) return true
  const { type } = named(guard)
  const implementation = ensure(
    (scope.machine.implementations.guards as Record<string, unknown>)[type],
    `${scope.machine.id} has a guard ${type}`,
  )
  const args = { context: scope.snapshot.context as unknown, event: scope.message }
  return (implementation as (args: object, params: unknown) => boolean)(args, paramsOf(named(guard), scope))
}

/** Whether a transition under this name is meant for the event: `*` is for any, `Reply.*` for all that begin so. */
const isFor = (name: string, type: string): boolean =>
  name === type || name === '*' || (name.endsWith('.*') && `${type}.`.startsWith(name.slice(0, -1)))

/** Tries a node's own transitions one after the other, as the machine does: those with the longest name first. */
function tryOwn(node: StateNode, scope: Scope): Tried {
  const names = [...node.transitions.keys()]
    .filter((name) => isFor(name, scope.message.type))
    .sort((a, b) => b.length - a.length)
  const transitions = names.flatMap((name) => node.transitions.get(name) ?? [])
  return { transitions, taken: transitions.findIndex((transition) => guardHolds(transition.guard, scope)) }
}

const joined = (tried: readonly Tried[], own: Tried): Tried => {
  const transitions = tried.flatMap((each) => each.transitions)
  return {
    transitions: [...transitions, ...own.transitions],
    taken: own.taken < 0 ? -1 : transitions.length + own.taken,
  }
}

/** From the innermost active state outwards; the regions of a parallel state each on their own. */
function tryNode(node: StateNode, value: unknown, scope: Scope): Tried[] {
  const active = typeof value === 'string' ? { [value]: {} } : ((value ?? {}) as Record<string, unknown>)
  // In the machine's order: that of the value tells how the machine came here.
  const inner = Object.entries(node.states).flatMap(([key, child]) =>
    Object.hasOwn(active, key) ? tryNode(child, active[key], scope) : [],
  )
  const taken = inner.filter((tried) => tried.taken >= 0)
  return taken.length > 0 ? taken : [joined(inner, tryOwn(node, scope))]
}

const actionsOf = ({ actions, target }: Transition): readonly Named[] =>
  [...actions, ...(target ?? []).flatMap((state) => state.entry)]
    .filter((action) => typeof action !== 'function')
    .map(named)

function clausesOf(transition: Transition): string[] {
  const cited = actionsOf(transition).flatMap(({ params }) => {
    const { clauses } = (params ?? {}) as { clauses?: unknown }
    return Array.isArray(clauses) ? (clauses as string[]) : []
  })
  return [...new Set(cited)]
}

const flatten = (effect: Effect): PlainEffect[] =>
  effect.type === 'batch' ? effect.effects.flatMap(flatten) : [effect]

/** What the emit actions of a transition give out, as far as it can be told without carrying the transition out. */
function effectsOf(transition: Transition, scope: Scope): PlainEffect[] {
  return actionsOf(transition).flatMap((action) => {
    const implementation = (
      scope.machine.implementations.actions as Record<string, { type?: string; event?: unknown } | undefined>
    )[action.type]
    if (implementation?.type !== 'xstate.emit') return []
    const { event } = implementation
    if (typeof event !== 'function') return flatten(event as Effect)
    try {
      const args = { context: scope.snapshot.context as unknown, event: scope.message }
      return flatten((event as (args: object, params: unknown) => Effect)(args, paramsOf(action, scope)))
    } catch {
      // An action may rely on what another action of the same transition has put into the context. It is not missed here: what is
      // asked for is which region of a parallel machine gave something out, and most actions can tell.
      return []
    }
  })
}

const rungOf = (transition: Transition): Rung => ({
  guard: transition.guard === undefined ? null : named(transition.guard).type,
  clauses: clausesOf(transition),
  targets: (transition.target ?? []).map((state) => state.path.join('.')),
})

/** What a machine asks itself in a state when it meets an event: a ladder for each region that takes it, else one for all. */
export function laddersOf(table: TransitionTable, knobs: Knobs, state: number, message: Message): Ladder[] {
  return table.under(knobs, () => {
    const scope: Scope = { machine: table.machine, snapshot: table.snapshot(state), message }
    return tryNode(table.machine.root, scope.snapshot.value, scope).map(({ transitions, taken }) => {
      const one = transitions[taken]
      return { rungs: transitions.map(rungOf), taken, gives: one === undefined ? [] : effectsOf(one, scope) }
    })
  })
}
