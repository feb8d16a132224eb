/** The types of lower rooms that components need to name; they import nothing below the store themselves. */
export type { Part } from '#analysis/sentence.ts'
export type { Milestone } from '#kernel/effect.ts'
export type { Command, Domain, Knob, Scenario, Step, Value } from '#kernel/model.ts'
export type { Coded, Outcome, Trace, TraceEvent } from '#kernel/trace.ts'
export type { BuiltInScenario, Duty, Specification } from '#machines/specification.ts'
export type { Clause, Document, Evidence, Force, OpenQuestion } from '#specs/document.ts'
