import type { AnyStateMachine } from 'xstate'
import { ensure } from '#base/assert.ts'
import type { Effect, Message } from './effect.ts'

/**
 * A role's machine. What XState knows of it is hidden: everybody reads its statechart, and steps it by its table (role.ts). Its
 * schemas are empty; by them the compiler tells a machine from anything else that has an id.
 */
export type Machine = Pick<AnyStateMachine, 'id' | 'schemas'>

/** The machine as XState has it, for those who step it or make another of it. */
export const xstateOf = (machine: Machine): AnyStateMachine => machine as AnyStateMachine

/** A guard or an action, as a machine names it. */
export interface Named {
  readonly name: string
  /** Data: parameters that are code are not in the dialect. */
  readonly params: unknown
}

/** One of the things that a state does with an event. */
export interface Transition {
  /** Source, XState's own name of the event, and the how-manieth it is for that event. */
  readonly id: string
  /** Path of the state that has it. */
  readonly source: string
  /** XState's own name of the event. */
  readonly type: string
  /** `CancelOperation`, or for a timer its name. */
  readonly event: string
  readonly kind: 'event' | 'after' | 'always'
  readonly guard: Named | null
  /** Paths; empty where the machine stays as it is. */
  readonly targets: readonly string[]
  readonly actions: readonly Named[]
  /** What its own actions cite. */
  readonly clauses: readonly string[]
}

export interface State {
  /** Dotted; '' for the machine itself. */
  readonly path: string
  readonly key: string
  /** Path of the state around it; null for the machine itself. */
  readonly parent: string | null
  readonly type: 'atomic' | 'compound' | 'parallel'
  /** Path of the child in which a compound state begins. */
  readonly initial: string | null
  /** Paths of the leaves in which it is entered. */
  readonly leaves: readonly string[]
  readonly tags: readonly string[]
  /** Its own wordings, longest first; empty where it has none. */
  readonly labels: readonly string[]
  readonly entry: readonly Named[]
  /** Cited on entering or leaving it. */
  readonly clauses: readonly string[]
  readonly transitions: readonly Transition[]
}

/** What a machine is made of, as plain data. */
export interface Statechart {
  /** The machine's own name, `lro/record`. */
  readonly id: string
  /** By path. The machine itself first, parents before their children, in the order of the machine. */
  readonly states: ReadonlyMap<string, State>
  /** The states in which it begins, as text: the paths of the leaves, sorted and joined by a comma. */
  readonly initial: string
  /** Names of its delays. */
  readonly delays: readonly string[]
}

interface Node {
  readonly key: string
  readonly path: readonly string[]
  readonly type: string
  readonly states: Readonly<Record<string, Node>>
  readonly initial?: { readonly target?: readonly Node[] | undefined } | undefined
  readonly tags: readonly string[]
  readonly meta?: unknown
  readonly transitions: ReadonlyMap<string, readonly Definition[]>
  readonly always?: readonly Definition[] | undefined
  readonly entry: readonly unknown[]
  readonly exit: readonly unknown[]
}
interface Definition {
  readonly target?: readonly Node[] | undefined
  readonly guard?: unknown
  readonly actions: readonly unknown[]
}

const timer = /^xstate\.after\.([^.]+)\./

/** What XState's name of an event or of a timer stands for: `xstate.after.noticeTicks.mi/provider.working` is `noticeTicks`. */
export function eventOf(type: string): Pick<Transition, 'event' | 'kind'> {
  if (type === '') return { event: '', kind: 'always' }
  const delay = timer.exec(type)?.[1]
  return delay === undefined ? { event: type, kind: 'event' } : { event: delay, kind: 'after' }
}

const pathOf = ({ path }: Node): string => path.join('.')

function named(what: unknown): Named {
  if (typeof what === 'string') return { name: what, params: undefined }
  const { type, params } = what as { readonly type?: string; readonly params?: unknown }
  return { name: type ?? '', params }
}

/** What actions cite, each clause once. */
export function clausesOf(actions: readonly Named[]): string[] {
  const cited = actions.flatMap(({ params }) => {
    const { clauses } = (params ?? {}) as { readonly clauses?: unknown }
    return Array.isArray(clauses) ? (clauses as string[]) : []
  })
  return [...new Set(cited)]
}

/** XState's own objects, for those who ask the machine what it takes. */
const transitions = new WeakMap<object, Transition>()

function transitionOf(source: string, type: string, definition: Definition, index: number): Transition {
  const actions = definition.actions.map(named)
  const transition: Transition = {
    id: `${source}|${type}|${index}`,
    source,
    type,
    ...eventOf(type),
    guard: definition.guard === undefined ? null : named(definition.guard),
    targets: (definition.target ?? []).map(pathOf),
    actions,
    clauses: clausesOf(actions),
  }
  transitions.set(definition, transition)
  return transition
}

function leavesOf(node: Node): string[] {
  if (node.type === 'parallel') return Object.values(node.states).flatMap(leavesOf)
  return node.type === 'compound' ? (node.initial?.target ?? []).flatMap(leavesOf) : [pathOf(node)]
}

function stateOf(node: Node, parent: string | null): State {
  const path = pathOf(node)
  const children = Object.keys(node.states).length
  const type = node.type === 'parallel' ? 'parallel' : children > 0 ? 'compound' : 'atomic'
  const [first] = type === 'compound' ? (node.initial?.target ?? []) : []
  const entry = node.entry.map(named)
  return {
    path,
    key: node.key,
    parent,
    type,
    initial: first === undefined ? null : pathOf(first),
    leaves: leavesOf(node),
    tags: node.tags,
    labels: (node.meta as { readonly label?: readonly string[] } | undefined)?.label ?? [],
    entry,
    clauses: clausesOf([...entry, ...node.exit.map(named)]),
    transitions: [...node.transitions, ['', node.always ?? []] as const].flatMap(([name, definitions]) =>
      definitions.map((definition, i) => transitionOf(path, name, definition, i)),
    ),
  }
}

function statesIn(node: Node, parent: string | null): State[] {
  const state = stateOf(node, parent)
  return [state, ...Object.values(node.states).flatMap((child) => statesIn(child, state.path))]
}

/** The states that are directly inside of one, in the order of the machine. */
export const childrenOf = ({ states }: Statechart, path: string): State[] =>
  [...states.values()].filter(({ parent }) => parent === path)

/** The states around a leaf and itself, from the machine on; a path that the machine does not have ends early. */
export function statesAround({ states }: Statechart, leaf: string): State[] {
  const keys = leaf.split('.')
  return ['', ...keys.map((_, i) => keys.slice(0, i + 1).join('.'))].flatMap((path) => states.get(path) ?? [])
}

const known = new WeakMap<Machine, Statechart>()

/** A machine as data; made once for each machine. */
export function statechartOf(machine: Machine): Statechart {
  const before = known.get(machine)
  if (before !== undefined) return before
  const { root, implementations } = xstateOf(machine)
  const states = new Map(statesIn(root as unknown as Node, null).map((state) => [state.path, state]))
  const chart: Statechart = {
    id: machine.id,
    states,
    initial: leavesOf(root).sort().join(','),
    delays: Object.keys(implementations.delays),
  }
  known.set(machine, chart)
  return chart
}

/** The transition of the statechart that XState means by one of its own objects. */
export function transitionMeant(machine: Machine, definition: object): Transition {
  statechartOf(machine)
  return ensure(transitions.get(definition), `${machine.id} has the transition`)
}

/** What guards and actions look at. */
export interface Scope {
  readonly context: unknown
  readonly event: Message
}

/** Whether a guard is true. Throws where the machine does not define it. */
export function guardHolds(machine: Machine, { name, params }: Named, scope: Scope): boolean {
  const guards = xstateOf(machine).implementations.guards as Readonly<Record<string, unknown>>
  const guard = ensure(guards[name], `${machine.id} has a guard ${name}`)
  return (guard as (scope: Scope, params: unknown) => boolean)(scope, params)
}

/** What an action emits; null for one that only changes the context. Throws what it throws where it needs another context. */
export function emittedBy(machine: Machine, { name, params }: Named, scope: Scope): Effect | null {
  const actions = xstateOf(machine).implementations.actions as Readonly<
    Record<string, { readonly type?: string; readonly event?: unknown } | undefined>
  >
  const action = actions[name]
  if (action?.type !== 'xstate.emit') return null
  const { event } = action
  return typeof event === 'function'
    ? (event as (scope: Scope, params: unknown) => Effect)(scope, params)
    : (event as Effect)
}
