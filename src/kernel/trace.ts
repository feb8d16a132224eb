import type { Message, Milestone, Payload } from './effect.ts'
import type { Scenario, Value } from './model.ts'
import type { ActorState } from './role.ts'

export interface Coded {
  readonly code: string
  readonly value: string
}

/** What a run came to (docs/formats.md, section 2). Ticks are virtual time. */
export interface Outcome {
  /** The return of the first cancel; null where there was none or it never returned. */
  readonly cancel: Coded | null
  /** The final outcome of the operation that the first cancel aimed at, else of operation 1. */
  readonly settle: Coded | null
  /** Results of that operation that came after its accepted cancel was issued. */
  readonly lateResults: number
  /** The milestones of that operation. */
  readonly milestones: Partial<Record<Milestone, number>>
  /** Ticks for which that operation worked, or held something limited, after nobody waited for it any more; 0 where it did not. */
  readonly spentForNobody: number
  /** What is never released: for each thing the name of its resource, sorted. */
  readonly leaks: readonly string[]
  /** Clauses that say that what was done is not defined. */
  readonly unsupported: readonly string[]
}

interface At {
  /** Tick. */
  readonly t: number
  /** Index in the trace, from 0. */
  readonly i: number
  /** Whose doing it is. Absent where it is nobody's: a message arrives or is lost, the run ends. */
  readonly actor?: string
}

/**
 * One line of a trace (docs/formats.md, section 2). Members in the order in which they are written; `actor` comes last where it was
 * added later. A call tells what it passes (`args`: those of the command, or what the machine says), a return what came back
 * beside the code (`out`).
 */
export type TraceEvent = At &
  (
    | {
        readonly kind: 'command'
        readonly actor: string
        readonly do: string
        readonly args: Readonly<Record<string, Value>>
        readonly step: number
        /** Why nothing came of it, where nobody was there to do it: no call was made. */
        readonly why?: string
      }
    | {
        readonly kind: 'call'
        readonly call: string
        readonly actor: string
        readonly op: string
        readonly operation?: number
        readonly args?: Payload
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
        readonly out?: Payload
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

/** An actor met an event in a state: one node of the tree of causes. */
export interface HandledEvent {
  /** Line that began the reaction in which it happened: a `command`, a `deliver` (or a `drop` on arrival), a `timer`. */
  readonly line: number
  /**
   * Index of the handled event that led here: in the same reaction the one that told this actor, else the one that sent the
   * message or armed the timer. -1 for a step of the scenario.
   */
  readonly parent: number
  readonly actor: string
  readonly event: Message
  readonly before: ActorState
  readonly after: ActorState
  /** Whether the machine had a transition for the event; if not, nothing changed. */
  readonly isTaken: boolean
}

/** Why a line is in the trace, for a reader who wants to follow it; not part of the format. */
export interface Origin {
  /** Index of the line that caused this one: the send of a delivery, the command of a call; -1 for a step of the scenario. */
  readonly cause: number
  /**
   * Index of the handled event that made it; of a line that begins a reaction, of the one that sent the message or armed the
   * timer. -1 for a step of the scenario and for the end.
   */
  readonly by: number
  /** Of a call that a step of the scenario is, or leads to: index of the line of its command. A callback can make it much later. */
  readonly command?: number
  /** Of a send: a poll or its answer, which does not keep a run alive. */
  readonly isBackground?: true
  /** Of the milestone `released`: what was let go of last. */
  readonly letGo?: string
}

/** A run, written down. Plain data: it can be posted to another thread, and kept as JSON. */
export interface Trace {
  readonly scenario: Scenario
  readonly events: readonly TraceEvent[]
  /** One for each event, same index. */
  readonly origins: readonly Origin[]
  /** Every event that an actor met, in order. */
  readonly handled: readonly HandledEvent[]
  readonly outcome: Outcome
  /** The operation that the outcome speaks of. */
  readonly target: number
}

/** The first lines of a trace, with what is known of them. The outcome stays that of the whole run. */
export const firstLines = (trace: Trace, count: number): Trace => ({
  ...trace,
  events: trace.events.slice(0, count),
  origins: trace.origins.slice(0, count),
  handled: trace.handled.filter(({ line }) => line < count),
})
