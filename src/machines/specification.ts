import type { Model, Value } from '#kernel/model.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import type { Property } from '#kernel/property.ts'
import type { Document, Evidence } from '#specs/document.ts'
import type { Expectation } from './expectation.ts'
import type { GuardQuestion } from './guardQuestion.ts'
import type { ScenarioGroup } from './scenarioGroups.ts'
import type { StoryScript } from './story.ts'

/** A built-in scenario, as its file would be: only the knobs that differ from the defaults. */
export interface BuiltInScenario {
  /** Stable name in links and tests: lower case, words joined by hyphens. */
  readonly id: string
  /** A name that one wants to open. */
  readonly title: string
  /** What it is one of; lists have it under this heading. */
  readonly group: ScenarioGroup
  /** One sentence on what it shows. */
  readonly shows: string
  readonly knobs: Readonly<Record<string, number | boolean | string>>
  readonly steps: readonly {
    readonly at: number
    readonly do: string
    readonly args?: Readonly<Record<string, number | boolean | string>>
    /** Who does it, where that is not the client. */
    readonly actor?: string
  }[]
}

/** Something that the caller still has to do after a cancel, whatever it returned. */
export interface Duty {
  /** Imperative: "You still have to close the handle". */
  readonly says: string
  readonly clauses: readonly string[]
  readonly evidence: Evidence
  /** It is done when the operation has settled, or when this resource is held no more. */
  readonly until: 'settled' | { readonly released: string }
}

/**
 * A bound for the exhaustive check: what may be commanded, and how often. A campaign explores every order in which that, the
 * messages and the timers can happen.
 */
export interface Campaign {
  readonly id: string
  /** One sentence: "Two operations, two cancels, a close and one fault, as the knobs are by default." */
  readonly says: string
  /** Commands that may be given; arguments that are not named have their defaults. */
  readonly offers: readonly {
    readonly do: string
    readonly args?: Readonly<Record<string, Value>>
    /** Who gives it, where that is not the client. */
    readonly actor?: string
    readonly group: string
  }[]
  /** How many commands of a group a run may have. */
  readonly max: Readonly<Record<string, number>>
  /** Knobs that are not at their default. */
  readonly knobs: Readonly<Record<string, Value>>
  /** Knobs of which every listed value is tried. */
  readonly varied: Readonly<Record<string, readonly Value[]>>
  /** Varied knobs by whose values a large campaign is divided, best those that are looked at early: each combination is explored on its own. */
  readonly dividedBy?: readonly string[]
}

/** What people believe of the API. `belief`: why that is wrong (or right), in one or two sentences: a claim of ours, so it says what it rests on. */
export type Belief = Property & { readonly belief: string; readonly evidence: Evidence }

/** The belief that a property is, if it is one. */
export const beliefIn = (property: Property | Belief): Belief | null => ('belief' in property ? property : null)

export interface CheckPlan {
  /** What is explored unless more is asked for; the largest first, since the others then fill the other cores. */
  readonly campaigns: readonly Campaign[]
  /** What is explored besides where time does not matter: the same questions, with wider bounds. */
  readonly thorough?: readonly Campaign[]
  /** What all of this came to when it was explored last: several machines share their work by it, and versions are compared by it. */
  readonly expected?: Expectation
  /** Statements of the document, invariants, and beliefs that people have. */
  readonly properties: readonly (Property | Belief)[]
}

/**
 * An answer to an open question that this model does not give, since it goes against a clause or beyond what a recording shows. It
 * would explain some lines of a recording that no run can have.
 */
export interface WayOut {
  /** The question's id. */
  readonly question: string
  /** The other answer, in a sentence. */
  readonly answer: string
  /** Clauses that such a line goes against. */
  readonly clauses: readonly string[]
  /** Whether it would explain a line that no run can have after those before it. */
  readonly excuses: (line: ObservedLine, before: readonly ObservedLine[]) => boolean
}

/** What a line of a recording goes against by itself, or with those before it, once it is known that no run has it. */
export interface Breach {
  readonly clauses: readonly string[]
  readonly isIn: (line: ObservedLine, before: readonly ObservedLine[]) => boolean
}

/** A call that has to return by what else is in a recording. */
export interface Overdue {
  /** In a sentence. */
  readonly says: string
  readonly clauses: readonly string[]
  /** Whether it has to, by all lines of the recording. */
  readonly isIn: (call: ObservedLine, lines: readonly ObservedLine[]) => boolean
}

/**
 * A client that does nothing by itself: whatever a program of its own sends is what it was told to send. It can send all that any
 * other client can, so in a recording that is judged with it only the other side can be wrong.
 */
export interface AnyClient {
  /** Knobs under which the client is like that. */
  readonly knobs: Readonly<Record<string, Value>>
  /** Lines that its program has made up, as that a call came to nothing when it gave up: what they say nobody else has said. */
  readonly invents: (line: ObservedLine) => boolean
}

/** One specification with everything that the rest of the project knows of it. */
export interface Specification {
  readonly document: Document
  readonly model: Model
  /** The first is the one that the page opens with. */
  readonly scenarios: readonly BuiltInScenario[]
  /** For each guard of a machine, a short sentence that is true where the guard is: "The flag is set already". */
  readonly guards: Readonly<Record<string, string>>
  /** The same guards as questions. */
  readonly questions: Readonly<Record<string, GuardQuestion>>
  readonly duties: readonly Duty[]
  /** How the party that does the work is called in a sentence: "the provider". */
  readonly worker: string
  /** How it tells the stories that all specifications have in common. */
  readonly story: StoryScript
  /** Whether real clients can talk to it: `aftercancel serve`. */
  readonly isServed?: true
  /** Which clauses a line goes against that no run has, the plainest first. */
  readonly breaches?: readonly Breach[]
  /** Calls that have to return, where a recording says that they did not. */
  readonly overdue?: readonly Overdue[]
  /** With which client a recording is judged, where nobody says which one it was. */
  readonly anyClient?: AnyClient
  /** What else would explain a recording that is refused. */
  readonly waysOut?: readonly WayOut[]
  /** What the exhaustive check explores and states; loaded when it is needed. */
  readonly check?: () => Promise<CheckPlan>
}

/** Symbols and numbers of a document's codes. */
export const codesOf = (document: Document): Record<string, string> =>
  Object.fromEntries(Object.entries(document.codes).map(([code, { value }]) => [code, value]))
