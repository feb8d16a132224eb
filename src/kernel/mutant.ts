import { assign, emit } from 'xstate'
import type { Effect } from './effect.ts'
import { xstateOf, type Machine } from './statechart.ts'

/** A machine in which one thing is switched off. */
export interface Mutant {
  /** `guard isBusy never`, `action issued`. */
  readonly change: string
  readonly machine: Machine
}

const nothing = emit((): Effect => ({ type: 'batch', effects: [] }))
const noChange = assign({})

/** Whether a named action of `setup()` changes the context; otherwise it emits. */
const assigns = (action: unknown): boolean =>
  typeof action === 'function' && 'type' in action && action.type === 'xstate.assign'

/** The machine with each of its guards always false, and then always true, and with each of its actions doing nothing. */
export function* mutants(machine: Machine): Generator<Mutant> {
  const xstate = xstateOf(machine)
  const { guards, actions } = xstate.implementations
  for (const name of Object.keys(guards)) {
    yield { change: `guard ${name} never`, machine: xstate.provide({ guards: { [name]: () => false } }) }
    yield { change: `guard ${name} always`, machine: xstate.provide({ guards: { [name]: () => true } }) }
  }
  for (const [name, action] of Object.entries(actions)) {
    if (name === 'cite') continue
    yield {
      change: `action ${name}`,
      machine: xstate.provide({ actions: { [name]: assigns(action) ? noChange : nothing } }),
    }
  }
}
