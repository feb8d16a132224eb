import { ensure } from '#base/assert.ts'
import type { Message } from '#kernel/effect.ts'
import type { Knobs } from '#kernel/model.ts'
import { flatten, type PlainEffect, type TransitionTable } from '#kernel/role.ts'
import {
  childrenOf,
  clausesOf,
  emittedBy,
  guardHolds,
  statechartOf,
  type Machine,
  type Named,
  type Scope,
  type State,
  type Statechart,
  type Transition,
} from '#kernel/statechart.ts'

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
  /** Why the event comes to nothing there, where nobody listens; else null. */
  readonly unheard: string | null
}

/** A machine in a state that meets an event. */
interface Meeting {
  readonly machine: Machine
  readonly chart: Statechart
  /** Dotted paths of the active leaves. */
  readonly leaves: readonly string[]
  readonly scope: Scope
}

interface Tried {
  readonly transitions: readonly Transition[]
  readonly taken: number
}

/** Whether a transition under this name is meant for the event: `*` is for any, `Reply.*` for all that begin so. */
const isFor = (name: string, type: string): boolean =>
  name === type || name === '*' || (name.endsWith('.*') && `${type}.`.startsWith(name.slice(0, -1)))

/** Tries a state's own transitions one after the other, as the machine does: those with the longest name first. */
function tryOwn(state: State, { machine, scope }: Meeting): Tried {
  const transitions = state.transitions
    .filter(({ type }) => isFor(type, scope.event.type))
    .sort((a, b) => b.type.length - a.type.length)
  return {
    transitions,
    taken: transitions.findIndex(({ guard }) => guard === null || guardHolds(machine, guard, scope)),
  }
}

const joined = (tried: readonly Tried[], own: Tried): Tried => {
  const transitions = tried.flatMap((each) => each.transitions)
  return {
    transitions: [...transitions, ...own.transitions],
    taken: own.taken < 0 ? -1 : transitions.length + own.taken,
  }
}

/** From the innermost active state outwards; the regions of a parallel state each on their own. */
function tryState(state: State, meeting: Meeting): Tried[] {
  const isActive = ({ path }: State): boolean =>
    meeting.leaves.some((leaf) => leaf === path || leaf.startsWith(`${path}.`))
  const inner = childrenOf(meeting.chart, state.path)
    .filter(isActive)
    .flatMap((child) => tryState(child, meeting))
  const taken = inner.filter((tried) => tried.taken >= 0)
  return taken.length > 0 ? taken : [joined(inner, tryOwn(state, meeting))]
}

const stateAt = ({ id, states }: Statechart, path: string): State =>
  ensure(states.get(path), `${id} has a state ${path}`)

/** What a transition does, and then the states that it leads to. */
const actionsOf = ({ actions, targets }: Transition, chart: Statechart): readonly Named[] => [
  ...actions,
  ...targets.flatMap((path) => stateAt(chart, path).entry),
]

/** What the emit actions of a transition give out, as far as it can be told without carrying the transition out. */
function effectsOf(transition: Transition, { machine, chart, scope }: Meeting): PlainEffect[] {
  return actionsOf(transition, chart).flatMap((action) => {
    try {
      const effect = emittedBy(machine, action, scope)
      return effect === null ? [] : flatten(effect)
    } catch {
      // An action may rely on what another action of the same transition has put into the context. It is not missed here: what is
      // asked for is which region of a parallel machine gave something out, and most actions can tell.
      return []
    }
  })
}

const rungOf = (transition: Transition, chart: Statechart): Rung => ({
  guard: transition.guard?.name ?? null,
  clauses: clausesOf(actionsOf(transition, chart)),
  targets: transition.targets,
})

/** What a machine asks itself in a state when it meets an event: a ladder for each region that takes it, else one for all. */
export function laddersOf(table: TransitionTable, knobs: Knobs, state: number, message: Message): Ladder[] {
  const { machine } = table
  const chart = statechartOf(machine)
  return table.under(knobs, () => {
    const meeting: Meeting = {
      machine,
      chart,
      leaves: table.valueText(state).split(','),
      scope: { context: table.contextOf(state), event: message },
    }
    return tryState(stateAt(chart, ''), meeting).map(({ transitions, taken }) => {
      const one = transitions[taken]
      const gives = one === undefined ? [] : effectsOf(one, meeting)
      return {
        rungs: transitions.map((transition) => rungOf(transition, chart)),
        taken,
        gives,
        unheard: gives.find((effect) => effect.type === 'discard')?.why ?? null,
      }
    })
  })
}
