/** How strongly a document says something, in the words of the reference. */
export type Force =
  | 'MUST'
  | 'MUST NOT'
  | 'SHOULD'
  | 'SHOULD NOT'
  | 'MAY'
  /** Plain indicative text without a keyword. */
  | 'statement'
  /** Seen in an implementation only. */
  | 'observed'
  /** Nobody says it: our filling, visible as such. */
  | 'assumption'

/** What a claim rests on: the text of a document, what an implementation was seen to do, or what we conclude from either. */
export interface Evidence {
  readonly kind: 'document' | 'observation' | 'inference'
  /** Clauses by id, or a document with its section; which implementation or recording; from what it is concluded. */
  readonly source: string
}

export interface Clause {
  readonly force: Force
  /** Document and section, or what the fact rests on. */
  readonly section: string
  /** What it rests on, where that is not the text of a document; observed and assumed clauses say it by their force. */
  readonly basis?: 'observation' | 'inference'
  /** The clause in our own words. */
  readonly says: string
  /** Why it is not in the model; absent where a transition or a property cites it. */
  readonly outside?: string
}

interface Asked {
  readonly says: string
  /** Clauses that it is about. */
  readonly clauses: readonly string[]
}

/** A question that the documents leave open: each is a choice or has an answer, so that nothing is decided unseen. */
export type OpenQuestion =
  | (Asked & {
      /** The knob whose settings are the readings. */
      readonly knob: string
      /** What this model does about the part that the knob does not decide. */
      readonly answer?: string
    })
  | (Asked & {
      readonly knob?: undefined
      /** What this model does, in one or two plain sentences. */
      readonly answer: string
    })

export interface Code {
  /** The number as the specification writes it. */
  readonly value: string
  /** What it means when this cancel returns it, or this operation ends with it. */
  readonly means: string
  /** What it means where it is no answer to a cancel (an operation's end, another call's return), if that is something else. */
  readonly otherwise?: string
  readonly evidence: Evidence
}

/** Something that has to be there before anything can be called: the rows are the same as far as the documents have them. */
export interface Requirement {
  readonly what:
    | 'Client'
    | 'Server'
    | 'Header'
    | 'Library'
    | 'Protocol'
    | 'Transport'
    | 'Authentication'
    | 'Identity of the caller'
  readonly says: string
  /** Clauses by id, or a document with its section. */
  readonly source: string
}

/** What a specification's documents say. Data only. */
export interface Document {
  readonly id: string
  /** The name of the function or method. */
  readonly title: string
  /** The family that it belongs to, in a few words. */
  readonly family: string
  /** Documents that the clauses come from. */
  readonly documents: readonly string[]
  /** What is needed before anything can be called. */
  readonly requirements: readonly Requirement[]
  readonly clauses: Readonly<Record<string, Clause>>
  readonly questions: Readonly<Record<string, OpenQuestion>>
  readonly codes: Readonly<Record<string, Code>>
  /** Its codes are found in JSON, as the number of a member `code`. */
  readonly codesInJson?: true
}

/** What a clause rests on, in the words for claims. */
export function evidenceOf({ force, section, basis }: Clause): Evidence {
  const byForce = force === 'observed' ? 'observation' : force === 'assumption' ? 'inference' : 'document'
  return { kind: basis ?? byForce, source: section }
}
