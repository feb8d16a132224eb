import type { Machine } from '#kernel/role.ts'
import type { Trace } from '#kernel/trace.ts'
import type { StateMeta } from '#machines/dialect.ts'
import type { Specification } from '#machines/specification.ts'

/** A place in a machine where a clause is carried out. */
export interface Citation {
  readonly role: string
  /** Label of the state, or its path; '' for the whole machine. */
  readonly state: string
  /** The event of the transition, or the name of the timer; null for what happens on entering or leaving the state. */
  readonly event: string | null
  readonly guard: string | null
}

type StateNode = Machine['root']

const timerPrefix = 'xstate.after.'
const eventName = (type: string): string =>
  type.startsWith(timerPrefix) ? (type.slice(timerPrefix.length).split('.')[0] ?? type) : type

const typeOf = (named: unknown): string | null =>
  named === undefined ? null : typeof named === 'string' ? named : (named as { type: string }).type

function cited(actions: readonly unknown[]): string[] {
  return actions.flatMap((action) => {
    const clauses = ((action as { params?: { clauses?: unknown } }).params ?? {}).clauses
    return Array.isArray(clauses) ? (clauses as string[]) : []
  })
}

const labelOf = (node: StateNode): string =>
  (node.meta as Partial<StateMeta> | undefined)?.label?.[0] ?? node.path.join('.')

/** Where each clause is carried out: in which role, state and transition. In lane order, from the outermost state inwards. */
export function citationsOf(specification: Specification): ReadonlyMap<string, readonly Citation[]> {
  const found = new Map<string, Citation[]>()
  const add = (ids: readonly string[], citation: Citation): void => {
    for (const id of new Set(ids)) found.set(id, [...(found.get(id) ?? []), citation])
  }
  for (const role of specification.model.roles) {
    const visit = (node: StateNode): void => {
      const state = node.path.length === 0 ? '' : labelOf(node)
      add(cited([...node.entry, ...node.exit]), { role: role.title, state, event: null, guard: null })
      for (const [type, transitions] of node.transitions)
        for (const { actions, guard } of transitions)
          add(cited(actions), { role: role.title, state, event: eventName(type), guard: typeOf(guard) })
      Object.values(node.states).forEach(visit)
    }
    visit(role.machine.root)
  }
  return found
}

/** The clauses that a run exercised. */
export function clausesIn(trace: Trace): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const event of trace.events) {
    if (event.kind === 'clause') for (const id of event.ids) ids.add(id)
    if (event.kind === 'return' || event.kind === 'unsupported') for (const id of event.clauses) ids.add(id)
  }
  return ids
}
