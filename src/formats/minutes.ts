import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import type { Value } from '#kernel/model.ts'
import { bytesMax } from './scenario.ts'

export const minutesFormat = 'aftercancel/minutes@1'
/** So long a comment or a reason may be. */
export const textMax = 4000
const authorMax = 80
const quoteMax = 600
const notesMax = 20_000
export const pastMax = 200

/** What a meeting can come to: the text stays (a question stays open), somebody is asked, the text is to change, a reading is chosen. */
export const choices = ['keep', 'ask', 'change', 'reading'] as const
export type Choice = (typeof choices)[number]

/** Something that was said about words of a clause. */
export interface Comment {
  readonly id: string
  readonly spec: string
  readonly clause: string
  /** The words of the clause that it is pinned to, with their place in it; null: the whole clause. */
  readonly words: { readonly from: number; readonly quote: string } | null
  readonly author: string
  readonly text: string
  /** When it was written, and when it was last changed: milliseconds since 1970. */
  readonly made: number
  readonly changed: number
  /** Taken back. Kept as such, so that a file of somebody else does not bring it back. */
  readonly removed: boolean
  /** What `changed` was in the versions that this one replaces, so that a version that nobody saw is told from an old one. */
  readonly replaces?: readonly number[]
}

/** What one page has counted. */
export interface Ballot {
  /** How often it has counted: of two versions the one with more is later. */
  readonly n: number
  readonly votes: Readonly<Record<string, number>>
}

/** What was decided, without what it is about and what it replaces. */
export interface Decided {
  readonly choice: Choice | 'none'
  readonly changed: number
  /** The reading of an open question that was chosen, as the setting of a knob. */
  readonly reading?: { readonly knob: string; readonly value: Value }
  readonly why?: string
  /** Who wrote it down. */
  readonly by?: string
  /** Who sees to it, and until when, as 2026-12-31. */
  readonly owner?: string
  readonly due?: string
  /** Address of an issue or a mail. */
  readonly link?: string
  /** Raised hands, by option: `keep`, `ask`, `change`, or `reading VALUE`. */
  readonly votes?: Readonly<Record<string, number>>
  /** Of the votes those that each page has counted, and how often it has; so that none is lost where two count at once. */
  readonly ballots?: Readonly<Record<string, Ballot>>
}

/** What was decided on a clause or on an open question; `none`: taken back. */
export interface Decision extends Decided {
  readonly spec: string
  /** Id of the clause or of the question. */
  readonly about: string
  /** What was decided on it before, the last of it at the end. */
  readonly before?: readonly Decided[]
  /** As with a comment. */
  readonly replaces?: readonly number[]
}

/** The meeting at which it was said. */
export interface MeetingNote {
  readonly title: string
  /** As 2026-12-31. */
  readonly date: string
  readonly people: readonly string[]
}

export interface Minutes {
  readonly comments: readonly Comment[]
  readonly decisions: readonly Decision[]
  readonly meeting?: MeetingNote
  /** What the check came to where the file was written: told along, and not taken in. */
  readonly checks?: readonly CheckNote[]
}

/** What the check of a specification came to. */
export interface CheckNote {
  readonly spec: string
  /** Number of the version of model, statements and bounds; null where it is not known. */
  readonly model: string | null
  /** How much was explored, in a sentence. */
  readonly says: string
  /** By the id of the statement: `holds`, `seen`, `exception`, … */
  readonly verdicts: Readonly<Record<string, string>>
}

export const noMinutes: Minutes = { comments: [], decisions: [] }
export const decisionKey = ({ spec, about }: Pick<Decision, 'spec' | 'about'>): string => `${spec} ${about}`

const moment = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value) && value >= 0, 'milliseconds since 1970'),
)
const name = (max: number) =>
  v.pipe(v.string(), v.minLength(1, 'some text'), v.maxLength(max, `at most ${max} characters`))
const words = (max: number) => v.pipe(v.string(), v.maxLength(max, `at most ${max} characters`))
const place = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value) && value >= 0, 'a place from 0'),
)
const day = v.pipe(v.string(), v.regex(/^(|\d{4}-\d\d-\d\d)$/, 'a day as 2026-12-31'))
const stamps = v.pipe(v.array(moment), v.maxLength(pastMax, `at most ${pastMax} versions`))

const commentShape = v.strictObject({
  id: name(80),
  spec: name(40),
  clause: name(40),
  words: v.nullable(v.strictObject({ from: place, quote: name(quoteMax) })),
  author: words(authorMax),
  text: name(textMax),
  made: moment,
  changed: moment,
  removed: v.boolean(),
  replaces: v.exactOptional(stamps),
})

const decided = {
  choice: v.picklist([...choices, 'none']),
  changed: moment,
  reading: v.exactOptional(
    v.strictObject({
      knob: name(80),
      value: v.union([v.string(), v.number(), v.boolean()], 'a text, number or truth'),
    }),
  ),
  why: v.exactOptional(words(textMax)),
  by: v.exactOptional(words(authorMax)),
  owner: v.exactOptional(words(authorMax)),
  due: v.exactOptional(day),
  link: v.exactOptional(words(600)),
  votes: v.exactOptional(v.record(name(80), place)),
  ballots: v.exactOptional(
    v.record(name(80), v.strictObject({ n: place, votes: v.record(name(80), v.pipe(v.number(), v.integer())) })),
  ),
}

const decisionShape = v.strictObject({
  spec: name(40),
  about: name(40),
  ...decided,
  before: v.exactOptional(
    v.pipe(v.array(v.strictObject(decided)), v.maxLength(pastMax, `at most ${pastMax} earlier decisions`)),
  ),
  replaces: v.exactOptional(stamps),
})

const envelope = v.strictObject({
  format: v.literal(minutesFormat),
  comments: v.pipe(v.array(commentShape), v.maxLength(notesMax, `at most ${notesMax} comments`)),
  decisions: v.pipe(v.array(decisionShape), v.maxLength(notesMax, `at most ${notesMax} decisions`)),
  meeting: v.exactOptional(
    v.strictObject({ title: words(200), date: day, people: v.pipe(v.array(words(authorMax)), v.maxLength(200)) }),
  ),
  checks: v.exactOptional(
    v.pipe(
      v.array(
        v.strictObject({
          spec: name(40),
          model: v.nullable(words(80)),
          says: words(600),
          verdicts: v.record(name(80), words(40)),
        }),
      ),
      v.maxLength(100, 'at most 100 checks'),
    ),
  ),
})

export const isComment = (value: unknown): value is Comment => v.is(commentShape, value)
export const isDecision = (value: unknown): value is Decision => v.is(decisionShape, value)

/** `comments[2].text` */
function placeOf(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('')
  return path.replace(/^\./, '') || 'the file'
}

function quoted(value: unknown): string {
  const text = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value)
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}

function issueText(issue: v.BaseIssue<unknown>): string {
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${placeOf(issue)}: unknown member`
  if (issue.received === 'undefined') return `${placeOf(issue)}: missing`
  return `${placeOf(issue)}: expected ${issue.kind === 'validation' ? issue.message : (issue.expected ?? issue.message)}, found ${quoted(issue.input)}`
}

/**
 * Reads a file of minutes. What it says of clauses and questions that this version does not know is no fault: that is kept with the
 * rest, and seen where they are known. Never throws.
 */
export function parseMinutes(text: string): Result<Minutes> {
  if (text.length > bytesMax) return err('the file is larger than 5 MiB')
  if (text.trim() === '') return err('the file is empty; expected minutes as JSON')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return err(
      `not JSON: ${error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'it cannot be read'}`,
    )
  }
  const shape = v.safeParse(envelope, value, { abortEarly: true })
  if (!shape.success) return err(issueText(shape.issues[0]))
  const { format: _, ...minutes } = shape.output
  return ok(minutes)
}

/** Both together: of the same comment, and of decisions on the same thing, the one that was changed last. For pages of one person. */
export function merge(own: Minutes, other: Minutes): Minutes {
  const comments = new Map(own.comments.map((comment) => [comment.id, comment]))
  const decisions = new Map(own.decisions.map((decision) => [decisionKey(decision), decision]))
  for (const comment of other.comments)
    if ((comments.get(comment.id)?.changed ?? -1) < comment.changed) comments.set(comment.id, comment)
  for (const decision of other.decisions)
    if ((decisions.get(decisionKey(decision))?.changed ?? -1) < decision.changed)
      decisions.set(decisionKey(decision), decision)
  return { comments: [...comments.values()], decisions: [...decisions.values()] }
}

/** The file that another browser takes in. */
export const minutesText = (minutes: Minutes): string =>
  `${JSON.stringify({ format: minutesFormat, ...minutes }, null, 2)}\n`

const byPlace = (a: Comment, b: Comment): number =>
  (a.words?.from ?? textMax) - (b.words?.from ?? textMax) || a.made - b.made || (a.id < b.id ? -1 : 1)

/** The comments on a clause as their pins are numbered: as the words come, and those on the whole clause at its end. */
export const commentsOn = ({ comments }: Minutes, spec: string, clause: string): readonly Comment[] =>
  comments.filter((comment) => comment.spec === spec && comment.clause === clause && !comment.removed).toSorted(byPlace)

/** A decision that stands. */
export type Standing = Decision & { readonly choice: Choice }
const stands = (decision: Decision): decision is Standing => decision.choice !== 'none'

/** What was decided on a clause or a question; null where nothing was, or not any more. */
export function decisionOn({ decisions }: Minutes, spec: string, about: string): Standing | null {
  const found = decisions.find((decision) => decision.spec === spec && decision.about === about)
  return found !== undefined && stands(found) ? found : null
}

/** The versions of a comment or a decision that this one replaces, with the one that is replaced now. */
export const replacing = ({
  changed,
  replaces = [],
}: {
  readonly changed: number
  readonly replaces?: readonly number[]
}): readonly number[] => [...new Set([...replaces, changed])].slice(-pastMax)

/** The history of a decision with the decision itself at its end. */
export function historyWith({ spec: _s, about: _a, before = [], replaces: _r, ...last }: Decision): readonly Decided[] {
  return [...before, last].slice(-pastMax)
}
