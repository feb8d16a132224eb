import type { Scenario } from '#kernel/model.ts'
import { specificationFor, traceOf } from './derived.ts'
import type { LabState, Selection } from './state.ts'

/** A selection that came from outside, or null where the run has nothing of the kind. */
export function validSelection(scenario: Scenario, selection: Selection | null): Selection | null {
  if (selection === null) return null
  const { document } = specificationFor(scenario)
  if (selection.kind === 'event') return traceOf(scenario).events[selection.index] === undefined ? null : selection
  if (selection.kind === 'code') return Object.hasOwn(document.codes, selection.code) ? selection : null
  return Object.hasOwn(document.clauses, selection.id) || Object.hasOwn(document.questions, selection.id)
    ? selection
    : null
}

/** A code or clause stays selected while the specification is the same; an event only while the trace still has it. */
export function keptSelection(state: Pick<LabState, 'selection' | 'scenario'>, scenario: Scenario): Selection | null {
  const { selection } = state
  if (selection === null || scenario.spec !== state.scenario.spec) return null
  if (selection.kind !== 'event') return selection
  const before = traceOf(state.scenario).events[selection.index]
  const after = traceOf(scenario).events[selection.index]
  return before !== undefined && before.kind === after?.kind ? selection : null
}
