/** What the exhaustive check of a specification comes to: the whole of it, so that no number and no verdict changes unseen. */
export interface Expectation {
  /** Settings, worlds and transitions of each campaign. */
  readonly campaigns: Readonly<Record<string, readonly [settings: number, worlds: number, transitions: number]>>
  /** How many statements hold: all that are not named below. */
  readonly holds: number
  /** Statements that something is possible, and it is. */
  readonly seen: readonly string[]
  /** Findings, each with the clause or question that permits it. */
  readonly findings: Readonly<Record<string, string>>
  /** Findings that the first campaign does not make, where that is worth knowing. */
  readonly later?: readonly string[]
  /** The codes of the document by what returns them: a command, or `settle`. */
  readonly codes: Readonly<Record<string, readonly string[]>>
  /** Clauses that are in the model and that no statement is about, with the reason. */
  readonly unchecked?: Readonly<Record<string, string>>
}
