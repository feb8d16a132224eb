import { statechartOf } from '#kernel/statechart.ts'
import type { Trace } from '#kernel/trace.ts'
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

/** Where each clause is carried out: in which role, state and transition. In lane order, from the outermost state inwards. */
export function citationsOf(specification: Specification): ReadonlyMap<string, readonly Citation[]> {
  const found = new Map<string, Citation[]>()
  const add = (ids: readonly string[], citation: Citation): void => {
    for (const id of ids) found.set(id, [...(found.get(id) ?? []), citation])
  }
  for (const role of specification.model.roles) {
    for (const { path, labels, clauses, transitions } of statechartOf(role.machine).states.values()) {
      const state = labels[0] ?? path
      add(clauses, { role: role.title, state: path === '' ? '' : state, event: null, guard: null })
      for (const { event, guard, clauses: cited } of transitions)
        add(cited, { role: role.title, state: path === '' ? '' : state, event, guard: guard?.name ?? null })
    }
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
