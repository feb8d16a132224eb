/** The types of lower rooms that components need to name; they import nothing below the store themselves. */
export type { Part } from '#analysis/sentence.ts'
export type { Milestone } from '#kernel/effect.ts'
export type { Command, Domain, Knob, Scenario, Step, Value } from '#kernel/model.ts'
export type { Coded, Outcome, Trace, TraceEvent } from '#kernel/trace.ts'
export type { BuiltInScenario, Duty, Protocol } from '#machines/protocol.ts'
export type { Clause, Document, Force, Hole } from '#specs/document.ts'
