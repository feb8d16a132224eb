import { ensure } from '#base/assert.ts'
import { similar } from '#base/similar.ts'
import type { Model, Role } from './model.ts'
import type { ActorName, ActorState, StateView } from './property.ts'
import { statechartOf, type Machine } from './statechart.ts'

/** How statements name states: every name is looked up in the machine where it is written, so that a typo fails when the plan is loaded. */

/** A state value of a machine: one object for each. */
class State implements ActorState {
  readonly number: number
  private readonly leaves: readonly string[]

  constructor(number: number, text: string) {
    this.number = number
    this.leaves = text.split(',')
  }

  isIn(path: string): boolean {
    return this.leaves.some((leaf) => leaf === path || leaf.startsWith(`${path}.`))
  }
}

const states = new WeakMap<Machine, Map<string, State>>()

/** The state that a machine is in, by its text (see `statePaths`). */
export function stateNamed(machine: Machine, text: string): ActorState {
  let known = states.get(machine)
  if (known === undefined) states.set(machine, (known = new Map<string, State>()))
  let state = known.get(text)
  if (state === undefined) known.set(text, (state = new State(known.size, text)))
  return state
}

/** Whether a state is this one or inside of it. Nobody has looked up the name: a typo is true of none. */
export const isStateNamed = (state: ActorState, path: string): boolean => (state as State).isIn(path)

const names = new Map<string, ActorName>()

/** The name of an actor of any specification. */
export function actorNamed(name: string): ActorName {
  let known = names.get(name)
  if (known === undefined) names.set(name, (known = { name, number: names.size }))
  return known
}

const roleOf = (model: Model, name: string): Role =>
  ensure(
    model.roles.find((role) => role.name === name),
    `${model.spec} has a role ${name}`,
  )

/** Where an actor begins, by name (`host`, `call#1`). Throws where there is no such role. */
export function initialState(model: Model, actor: string): ActorState {
  const { machine } = roleOf(model, actor.split('#')[0] ?? '')
  return stateNamed(machine, statechartOf(machine).initial)
}

/** Asks whether a state is one of these, or inside of one. Throws for a path that the machine does not have. */
function isAnyOf(model: Model, role: string, paths: readonly string[]): (state: ActorState) => boolean {
  const { states: known } = statechartOf(roleOf(model, role).machine)
  for (const path of paths) {
    if (path !== '' && known.has(path)) continue
    const near = similar(
      path,
      [...known.keys()].filter((other) => other !== ''),
    )
    throw new Error(
      `${model.spec}: a statement names the state "${path}", which the role ${role} does not have${near === null ? '' : ` (did you mean "${near}"?)`}`,
    )
  }
  const answers: (boolean | undefined)[] = []
  return (state) => answers[state.number] ?? (answers[state.number] = paths.some((path) => isStateNamed(state, path)))
}

/** The states of an actor. `N`: the number behind `#` in its name, for a role with an instance for each operation. */
export interface ActorStates<N extends readonly number[]> {
  /** What it is in: equal where it is in the same state. */
  readonly at: (view: StateView, ...n: N) => ActorState
  /** Asks whether it is in one of these states, told by dotted paths, or in a state inside of one. Throws for a path that the machine does not have. */
  readonly in: (...paths: readonly string[]) => (view: StateView, ...n: N) => boolean
}

/** The states of the one actor of a role. Throws where there is no such role. */
export function statesOf(model: Model, role: string): ActorStates<[]> {
  roleOf(model, role)
  const actor = actorNamed(role)
  return {
    at: (view) => view.state(actor),
    in: (...paths) => {
      const is = isAnyOf(model, role, paths)
      return (view) => is(view.state(actor))
    },
  }
}

/** The states of each actor of a role that has one for each operation, by its number. Throws where there is no such role. */
export function statesOfEach<N extends number>(model: Model, role: string): ActorStates<[n: N]> {
  roleOf(model, role)
  // Statements are asked millions of times: names are looked up once.
  const actors: ActorName[] = []
  const actor = (n: number): ActorName => actors[n] ?? (actors[n] = actorNamed(`${role}#${n}`))
  return {
    at: (view, n) => view.state(actor(n)),
    in: (...paths) => {
      const is = isAnyOf(model, role, paths)
      return (view, n) => is(view.state(actor(n)))
    },
  }
}
