import { cancelCommand } from '#kernel/call.ts'
import { spaced } from '#base/spaced.ts'
import { statechartOf, type Named } from '#kernel/statechart.ts'
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
  /** What happens then, in words: what is answered, what is done, in which state it goes on. */
  readonly effects: readonly string[]
}

/** What a state is called: by its label, else by the last part of its name; '' for the whole machine. */
function stateWords(path: string, labels: readonly string[]): string {
  return path === '' ? '' : (labels[0] ?? spaced(path.split('.').at(-1) ?? path))
}

/** What actions do, in words; those that only cite do nothing. */
const doneBy = (actions: readonly Named[]): string[] =>
  actions.flatMap(({ name, params }) => {
    const { code, status } = (params ?? {}) as { readonly code?: unknown; readonly status?: unknown }
    const answer = code ?? status
    if (typeof answer === 'string') return [`answers ${answer}`]
    return name === 'cite' ? [] : [spaced(name)]
  })

/** Where each clause is carried out: in which role, state and transition. In lane order, from the outermost state inwards. */
export function citationsOf(specification: Specification): ReadonlyMap<string, readonly Citation[]> {
  const found = new Map<string, Citation[]>()
  const add = (ids: readonly string[], citation: Citation): void => {
    for (const id of ids) found.set(id, [...(found.get(id) ?? []), citation])
  }
  for (const role of specification.model.roles) {
    const { states } = statechartOf(role.machine)
    for (const { path, labels, clauses, entry, transitions } of states.values()) {
      const state = stateWords(path, labels)
      add(clauses, { role: role.title, state, event: null, guard: null, effects: doneBy(entry) })
      for (const { event, guard, clauses: cited, actions, targets } of transitions) {
        const next = targets.flatMap((target) => stateWords(target, states.get(target)?.labels ?? []) || [])
        add(cited, {
          role: role.title,
          state,
          event,
          guard: guard?.name ?? null,
          effects: [...doneBy(actions), ...next.map((name) => `goes on to “${name}”`)],
        })
      }
    }
  }
  return found
}

/** Where a clause acts in a run: at which tick, and in whom; null where nobody in particular does it. */
export interface Act {
  readonly tick: number
  readonly actor: string | null
  /** How directly it is seen: in the answer of a cancel, in another answer or in what is undefined, or only in a step of a machine. */
  readonly kind: 'cancel' | 'answer' | 'step'
}

/** Everything in a run that cites a clause, in order. */
export function actsOf(trace: Trace, clause: string): readonly Act[] {
  return trace.events.flatMap((event): Act[] => {
    const cited = event.kind === 'clause' ? event.ids : 'clauses' in event ? event.clauses : []
    if (!cited.includes(clause)) return []
    const by = trace.origins[event.i]?.by ?? -1
    const kind =
      event.kind === 'clause' ? 'step' : event.kind === 'return' && event.op === cancelCommand ? 'cancel' : 'answer'
    return [{ tick: event.t, actor: trace.handled[by]?.actor ?? null, kind }]
  })
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
