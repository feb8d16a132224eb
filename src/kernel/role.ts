import { initialTransition, transition, type AnyMachineSnapshot, type AnyStateMachine } from 'xstate'
import { assert, ensure } from '#base/assert.ts'
import { stableJson } from '#base/json.ts'
import type { Effect, Message } from './effect.ts'
import type { Knobs } from './model.ts'

/** A role's XState machine. */
export type Machine = AnyStateMachine

export type SingleEffect = Exclude<Effect, { type: 'several' }>

/** What a transition wants, in order: effects, and timers of the machine itself. */
export type Want =
  | { readonly type: 'effect'; readonly effect: SingleEffect }
  | { readonly type: 'arm'; readonly timer: string; readonly name: string; readonly ticks: number; readonly event: Message }
  | { readonly type: 'disarm'; readonly timer: string }

export interface Answer {
  /** Number of the next state. */
  readonly next: number
  /** Whether the machine had a transition for the event; if not, nothing changed. */
  readonly handled: boolean
  readonly wants: readonly Want[]
}

const timerPrefix = 'xstate.after.'

/** `xstate.after.noticeTicks.mi/provider.working` is shown as `noticeTicks`. */
const timerName = (id: string): string => ensure(id.slice(timerPrefix.length).split('.')[0], 'a timer has a name')

const flatten = (effect: Effect): SingleEffect[] => (effect.type === 'several' ? effect.effects.flatMap(flatten) : [effect])

function wantsOf(actions: readonly { readonly type: string; readonly params?: unknown }[]): Want[] {
  const wants: Want[] = []
  for (const action of actions) {
    const params = action.params as Record<string, unknown>
    switch (action.type) {
      case 'xstate.emit':
        wants.push(...flatten(params['event'] as Effect).map((effect): Want => ({ type: 'effect', effect })))
        break
      case 'xstate.raise': {
        const { id, delay, event } = params as { id: string; delay: number | undefined; event: Message }
        assert(delay !== undefined && Number.isSafeInteger(delay) && delay >= 0, `timer ${id} has a delay in ticks`)
        wants.push({ type: 'arm', timer: id, name: timerName(id), ticks: delay, event: { type: event.type } })
        break
      }
      case 'xstate.cancel':
        wants.push({ type: 'disarm', timer: String(params['sendId']) })
        break
      default:
        throw new Error(`broken assumption: a machine may only emit effects, not run ${String(action.type)}`)
    }
  }
  return wants
}

/** `client.polling` as a dotted path; parallel regions sorted and joined by a comma. */
export function statePaths(value: unknown): string {
  const paths: string[] = []
  const walk = (node: unknown, path: string): void => {
    if (typeof node === 'string') paths.push(path === '' ? node : `${path}.${node}`)
    else for (const [key, child] of Object.entries(node as object)) walk(child, path === '' ? key : `${path}.${key}`)
    if (typeof node === 'object' && node !== null && Object.keys(node).length === 0) paths.push(path)
  }
  walk(value, '')
  return paths.sort().join(',')
}

/**
 * An XState machine as a table that fills itself: states are numbers, and what a state does with an event is computed by
 * XState once and then remembered. A machine is pure and has few states, and a sweep meets each of them thousands of times.
 * This is the only place that knows XState's functions.
 */
export class RoleTable {
  readonly machine: Machine
  private readonly knobs: Knobs
  private readonly snapshots: AnyMachineSnapshot[] = []
  private readonly numbers = new Map<string, number>()
  private readonly answers: (Answer | undefined)[][] = []
  private readonly starts = new Map<number, number>()
  private readonly valueTexts: string[] = []
  /** Transitions that XState computed; all others were remembered. */
  computed = 0

  constructor(machine: Machine, knobs: Knobs) {
    this.machine = machine
    this.knobs = knobs
  }

  /** Number of the state in which instance `instance` begins. An initial state has no effects and no timers. */
  initial(instance: number): number {
    const known = this.starts.get(instance)
    if (known !== undefined) return known
    const [snapshot, actions] = initialTransition(this.machine, { knobs: this.knobs, instance })
    assert(wantsOf(actions).length === 0, `${this.machine.id} begins without effects`)
    const state = this.number(snapshot)
    this.starts.set(instance, state)
    return state
  }

  /** What state number `state` does with `event`, whose number is `eventNumber`. */
  answer(state: number, eventNumber: number, event: Message): Answer {
    const row = this.answers[state] as (Answer | undefined)[]
    return row[eventNumber] ?? (row[eventNumber] = this.compute(state, event))
  }

  private compute(state: number, event: Message): Answer {
    this.computed++
    const snapshot = this.snapshot(state)
    const [next, actions] = transition(this.machine, snapshot, event)
    if (next !== snapshot || actions.length > 0) return { next: this.number(next), handled: true, wants: wantsOf(actions) }
    // XState hands back the same snapshot both for an event that is taken without effect and for one that nobody takes.
    const handled = this.machine.getTransitionData(snapshot, event).length > 0
    return { next: state, handled, wants: [] }
  }

  private number(snapshot: AnyMachineSnapshot): number {
    const { knobs: _knobs, ...context } = snapshot.context as Record<string, unknown>
    const key = stableJson([snapshot.value, context])
    const known = this.numbers.get(key)
    if (known !== undefined) return known
    const state = this.snapshots.length
    this.snapshots.push(snapshot)
    this.numbers.set(key, state)
    this.answers.push([])
    this.valueTexts.push(statePaths(snapshot.value))
    return state
  }

  snapshot(state: number): AnyMachineSnapshot {
    return ensure(this.snapshots[state], `state ${state} of ${this.machine.id} exists`)
  }

  /** The state value as text: dotted paths, sorted. */
  valueText(state: number): string {
    return ensure(this.valueTexts[state], `state ${state} of ${this.machine.id} exists`)
  }

  get size(): number {
    return this.snapshots.length
  }
}
