/** The types of lower rooms that components need to name; they import nothing below the store themselves. */
export type { Part } from '#analysis/sentence.ts'
export type { Milestone } from '#kernel/effect.ts'
export type { Command, Domain, Knob, Scenario, Step, Value } from '#kernel/model.ts'
export type { TraceEvent } from '#kernel/trace.ts'
export type { Evidence, Force } from '#specs/document.ts'
