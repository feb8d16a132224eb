import { stableJson } from '#base/json.ts'
import type { Machine } from '#kernel/role.ts'
import { phases, type Phase, type StateMeta } from '#machines/dialect.ts'

/** A state of a machine. Its id is its path, as the traces write it; the machine itself is the state ''. */
export interface ChartState {
  readonly id: string
  readonly key: string
  readonly parent: string | null
  readonly type: 'atomic' | 'compound' | 'parallel'
  /** The child in which a compound state begins. */
  readonly initial: string | null
  /** Its own wordings, longest first; empty where it has none. */
  readonly labels: readonly string[]
  /** Its own, or that of the nearest state around it that has one. */
  readonly phase: Phase | null
  /** Cited on entering or leaving it. */
  readonly clauses: readonly string[]
}

export interface ChartTransition {
  /** Source, event, and the how-manieth it is for that event. */
  readonly id: string
  readonly source: string
  /** null: the state stays as it is. */
  readonly target: string | null
  /** `CancelOperation`, or for a timer its name. */
  readonly event: string
  readonly kind: 'event' | 'after' | 'always'
  readonly guard: string | null
  readonly clauses: readonly string[]
}

/** A machine as data: what there is to draw, and to tell. */
export interface ChartGraph {
  readonly id: string
  /** Parents before their children, in the order of the machine. */
  readonly states: readonly ChartState[]
  readonly transitions: readonly ChartTransition[]
}

/** What is read of XState's nodes. */
interface Node {
  readonly key: string
  readonly path: readonly string[]
  readonly type: string
  readonly states: Readonly<Record<string, Node>>
  readonly initial?: { readonly target: readonly Node[] } | undefined
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

const pathOf = (node: Node): string => node.path.join('.')

const isPhase = (tag: string): tag is Phase => (phases as readonly string[]).includes(tag)

function clausesOf(actions: readonly unknown[]): string[] {
  const found = actions.flatMap((action): readonly string[] => {
    const params =
      typeof action === 'object' && action !== null ? (action as { readonly params?: unknown }).params : undefined
    const clauses =
      typeof params === 'object' && params !== null ? (params as { readonly clauses?: unknown }).clauses : undefined
    return Array.isArray(clauses) ? (clauses as string[]) : []
  })
  return [...new Set(found)]
}

const nameOf = (guard: unknown): string | null => {
  if (typeof guard === 'string') return guard
  return typeof guard === 'object' && guard !== null ? ((guard as { readonly type?: string }).type ?? null) : null
}

const timer = /^xstate\.after\.([^.]+)\./

export function eventOf(type: string): Pick<ChartTransition, 'event' | 'kind'> {
  if (type === '') return { event: '', kind: 'always' }
  const delay = timer.exec(type)?.[1]
  return delay === undefined ? { event: type, kind: 'event' } : { event: delay, kind: 'after' }
}

/** Ids of the transitions, by XState's own objects: what the machine says it took can be found in the picture. */
const ids = new WeakMap<object, string>()

export const transitionId = (definition: object): string | undefined => ids.get(definition)

function read(root: Node): Omit<ChartGraph, 'id'> {
  const states: ChartState[] = []
  const transitions: ChartTransition[] = []
  const visit = (node: Node, parent: string | null, outer: Phase | null): void => {
    const id = pathOf(node)
    const phase = node.tags.find(isPhase) ?? outer
    const [first] = node.initial?.target ?? []
    states.push({
      id,
      key: node.key,
      parent,
      type: node.type === 'parallel' ? 'parallel' : Object.keys(node.states).length > 0 ? 'compound' : 'atomic',
      initial: node.type === 'parallel' || first === undefined ? null : pathOf(first),
      labels: (node.meta as StateMeta | undefined)?.label ?? [],
      phase,
      clauses: clausesOf([...node.entry, ...node.exit]),
    })
    for (const [type, definitions] of [...node.transitions, ['', node.always ?? []] as const])
      definitions.forEach((definition, i) => {
        const own = `${id}|${type}|${i}`
        ids.set(definition, own)
        const [target] = definition.target ?? []
        const to = target === undefined ? null : pathOf(target)
        transitions.push({
          id: own,
          source: id,
          target: to,
          ...eventOf(type),
          guard: nameOf(definition.guard),
          clauses: clausesOf(definition.actions),
        })
      })
    for (const child of Object.values(node.states)) visit(child, id, phase)
  }
  visit(root, null, null)
  return { states, transitions }
}

const graphs = new WeakMap<Machine, ChartGraph>()

export function graphOf(machine: Machine): ChartGraph {
  const known = graphs.get(machine)
  if (known !== undefined) return known
  const graph = { id: machine.id, ...read(machine.root) }
  graphs.set(machine, graph)
  return graph
}

/** A short number for everything that has a say in the picture (cyrb53): it tells whether a stored layout is still true. */
export function fingerprint(value: unknown): string {
  const text = stableJson(value)
  let [a, b] = [0xdeadbeef, 0x41c6ce57]
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    a = Math.imul(a ^ code, 2654435761)
    b = Math.imul(b ^ code, 1597334677)
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909)
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909)
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(36)
}
