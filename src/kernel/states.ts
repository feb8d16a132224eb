import { ensure } from '#base/assert.ts'
import { similar } from '#base/similar.ts'
import type { Model, Role } from './model.ts'
import type { StateText, StateView } from './property.ts'
import type { Machine } from './role.ts'
import { statechartOf } from './statechart.ts'

/** How statements name states: every name is looked up in the machine where it is written, so that a typo fails when the plan is loaded. */

/** The text of a state value (see `statePaths`), as statements get it: to be compared with another, and with nothing that was typed in. */
export const stateText = (text: string): StateText => text as unknown as StateText

/** Some states of a machine. An actor is in one of them if it is in any state inside of it. */
class StateSet {
  private readonly paths: readonly string[]
  private readonly answers = new Map<StateText, boolean>()

  constructor(paths: readonly string[]) {
    this.paths = paths
  }

  has(state: StateText): boolean {
    return this.answers.get(state) ?? this.learn(state)
  }

  private learn(state: StateText): boolean {
    const leaves = (state as unknown as string).split(',')
    const answer = leaves.some((leaf) => this.paths.some((path) => leaf === path || leaf.startsWith(`${path}.`)))
    this.answers.set(state, answer)
    return answer
  }
}

/** The states of an actor. `N`: the number behind `#` in its name, for a role with an instance for each operation. */
export interface ActorStates<N extends readonly number[]> {
  /** What it is in: equal where it is in the same state. */
  readonly at: (view: StateView, ...n: N) => StateText
  /** Asks whether it is in one of these states, told by dotted paths, or in a state inside of one. Throws for a path that the machine does not have. */
  readonly in: (...paths: readonly string[]) => (view: StateView, ...n: N) => boolean
}

const roleOf = (model: Model, name: string): Role =>
  ensure(
    model.roles.find((role) => role.name === name),
    `${model.spec} has a role ${name}`,
  )

const initials = new WeakMap<Machine, StateText>()

/** Where an actor begins, by name (`host`, `call#1`). Throws where there is no such role. */
export function initialState(model: Model, actor: string): StateText {
  const { machine } = roleOf(model, actor.split('#')[0] ?? '')
  const known = initials.get(machine)
  if (known !== undefined) return known
  const made = stateText(statechartOf(machine).initial)
  initials.set(machine, made)
  return made
}

function setOf(model: Model, role: string, paths: readonly string[]): StateSet {
  const { paths: known } = statechartOf(roleOf(model, role).machine)
  for (const path of paths) {
    if (known.has(path)) continue
    const near = similar(path, [...known])
    throw new Error(
      `${model.spec}: a statement names the state "${path}", which the role ${role} does not have${near === null ? '' : ` (did you mean "${near}"?)`}`,
    )
  }
  return new StateSet(paths)
}

/** The states of the one actor of a role. Throws where there is no such role. */
export function statesOf(model: Model, role: string): ActorStates<[]> {
  roleOf(model, role)
  return {
    at: (view) => view.state(role),
    in: (...paths) => {
      const set = setOf(model, role, paths)
      return (view) => set.has(view.state(role))
    },
  }
}

/** The states of each actor of a role that has one for each operation, by its number. Throws where there is no such role. */
export function statesOfEach<N extends number>(model: Model, role: string): ActorStates<[n: N]> {
  roleOf(model, role)
  // Names are ready made: statements are asked millions of times.
  const names: string[] = []
  const named = (n: number): string => names[n] ?? (names[n] = `${role}#${n}`)
  return {
    at: (view, n) => view.state(named(n)),
    in: (...paths) => {
      const set = setOf(model, role, paths)
      return (view, n) => set.has(view.state(named(n)))
    },
  }
}
