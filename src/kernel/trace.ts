import type { Milestone } from './effect.ts'
import type { Scenario, Value } from './model.ts'

export interface Coded {
  readonly code: string
  readonly value: string
}

/** What a run came to (formats.md, section 2). Ticks are virtual time. */
export interface Outcome {
  /** The return of the first cancel; null where there was none or it never returned. */
  readonly cancel: Coded | null
  /** The final outcome of the operation that the first cancel aimed at, else of operation 1. */
  readonly settle: Coded | null
  /** Results of that operation that came after its accepted cancel was issued. */
  readonly lateResults: number
  /** The milestones of that operation. */
  readonly milestones: Partial<Record<Milestone, number>>
  /** Names of resources that are still held at the end. */
  readonly leaks: readonly string[]
  /** Clauses that say that what was done is not defined. */
  readonly unsupported: readonly string[]
}

interface At {
  /** Tick. */
  readonly t: number
  /** Index in the trace, from 0. */
  readonly i: number
}

/** One line of a trace (formats.md, section 2). Members in the order in which they are written. */
export type TraceEvent = At &
  (
    | {
        readonly kind: 'command'
        readonly actor: string
        readonly do: string
        readonly args: Readonly<Record<string, Value>>
        readonly step: number
      }
    | {
        readonly kind: 'call'
        readonly call: string
        readonly actor: string
        readonly op: string
        readonly operation?: number
      }
    | {
        readonly kind: 'return'
        readonly call: string
        readonly actor: string
        readonly op: string
        readonly code: string
        readonly value: string
        readonly clauses: readonly string[]
        readonly http?: number | null
      }
    | {
        readonly kind: 'send'
        readonly msg: string
        readonly from: string
        readonly to: string
        readonly name: string
        readonly due: number
      }
    | { readonly kind: 'deliver'; readonly msg: string }
    | { readonly kind: 'drop'; readonly msg: string; readonly why: string }
    | { readonly kind: 'timer'; readonly actor: string; readonly name: string }
    | { readonly kind: 'state'; readonly actor: string; readonly from: string; readonly to: string }
    | { readonly kind: 'result'; readonly operation: number; readonly n: number; readonly late: boolean }
    | { readonly kind: 'settle'; readonly operation: number; readonly code: string; readonly value: string }
    | {
        readonly kind: 'resource'
        readonly name: string
        readonly held: number
        readonly limit: number | null
        readonly operation?: number
      }
    | { readonly kind: 'milestone'; readonly operation: number; readonly name: Milestone }
    | { readonly kind: 'clause'; readonly ids: readonly string[] }
    | { readonly kind: 'unsupported'; readonly clauses: readonly string[]; readonly what: string }
    | { readonly kind: 'end'; readonly why: string; readonly outcome: Outcome }
  )

export type TraceKind = TraceEvent['kind']

/** An actor met an event in a state; numbers of the system. */
export interface HandledEvent {
  readonly actor: number
  readonly state: number
  readonly event: number
}

/** Why something is in the trace, for a reader who wants to follow it; not part of the format. */
export interface Origin {
  /** Index of the line that caused this one: the send of a delivery, the command of a call; -1 for a step of the scenario. */
  readonly cause: number
  /** On the line that begins a reaction (`command`, `deliver`, `timer`): every actor that took part, in order. Else empty. */
  readonly reactions: readonly HandledEvent[]
}

export interface Trace {
  readonly scenario: Scenario
  readonly events: readonly TraceEvent[]
  /** One for each event, same index. */
  readonly origins: readonly Origin[]
  readonly outcome: Outcome
  /** The operation that the outcome speaks of. */
  readonly target: number
}
