import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import type { Document } from '#specs/document.ts'
import { bytesMax } from './scenario.ts'

export const minutesFormat = 'aftercancel/minutes@1'
export const textMax = 4000
const authorMax = 80
const quoteMax = 600
const notesMax = 20_000

/** What a meeting can come to: the text stays, somebody is asked, the text is to change. */
export const choices = ['keep', 'ask', 'change'] as const
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
}

/** What was decided on a clause or on an open question; `none`: taken back. */
export interface Decision {
  readonly spec: string
  /** Id of the clause or of the question. */
  readonly about: string
  readonly choice: Choice | 'none'
  readonly changed: number
}

export interface Minutes {
  readonly comments: readonly Comment[]
  readonly decisions: readonly Decision[]
}

export const noMinutes: Minutes = { comments: [], decisions: [] }
export const decisionKey = ({ spec, about }: Pick<Decision, 'spec' | 'about'>): string => `${spec} ${about}`

const moment = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value) && value >= 0, 'milliseconds since 1970'),
)
const name = (max: number) =>
  v.pipe(v.string(), v.minLength(1, 'some text'), v.maxLength(max, `at most ${max} characters`))
const place = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value) && value >= 0, 'a place from 0'),
)

const commentShape = v.strictObject({
  id: name(80),
  spec: name(40),
  clause: name(40),
  words: v.nullable(v.strictObject({ from: place, quote: name(quoteMax) })),
  author: v.pipe(v.string(), v.maxLength(authorMax, `at most ${authorMax} characters`)),
  text: name(textMax),
  made: moment,
  changed: moment,
  removed: v.boolean(),
})

const decisionShape = v.strictObject({
  spec: name(40),
  about: name(40),
  choice: v.picklist([...choices, 'none']),
  changed: moment,
})

const envelope = v.strictObject({
  format: v.literal(minutesFormat),
  comments: v.pipe(v.array(commentShape), v.maxLength(notesMax, `at most ${notesMax} comments`)),
  decisions: v.pipe(v.array(decisionShape), v.maxLength(notesMax, `at most ${notesMax} decisions`)),
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

/** Reads a file of minutes, which may speak of nothing but clauses and questions of these documents. Never throws. */
export function parseMinutes(text: string, documents: readonly Document[]): Result<Minutes> {
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
  return checkSubjects(shape.output, documents)
}

function checkSubjects({ comments, decisions }: Minutes, documents: readonly Document[]): Result<Minutes> {
  const ids = documents.map(({ id }) => id)
  const fault = (spec: string, subject: string, member: string, withHoles: boolean): string | null => {
    const document = documents.find(({ id }) => id === spec)
    if (document === undefined) return `spec: unknown specification ${quoted(spec)}; expected one of ${ids.join(', ')}`
    if (Object.hasOwn(document.clauses, subject) || (withHoles && Object.hasOwn(document.questions, subject)))
      return null
    return `${member}: ${document.title} has no ${withHoles ? 'clause or question' : 'clause'} ${quoted(subject)}`
  }
  for (const [i, { spec, clause }] of comments.entries()) {
    const found = fault(spec, clause, 'clause', false)
    if (found !== null) return err(`comments[${i}].${found}`)
  }
  for (const [i, { spec, about }] of decisions.entries()) {
    const found = fault(spec, about, 'about', true)
    if (found !== null) return err(`decisions[${i}].${found}`)
  }
  return ok({ comments, decisions })
}

/** What a merge did. */
export interface Merged {
  readonly minutes: Minutes
  readonly added: number
  readonly changed: number
  readonly decided: number
}

/** Both together: of the same comment, and of decisions on the same thing, the one that was changed last. */
export function merge(own: Minutes, other: Minutes): Merged {
  const comments = new Map(own.comments.map((comment) => [comment.id, comment]))
  const decisions = new Map(own.decisions.map((decision) => [decisionKey(decision), decision]))
  let [added, changed, decided] = [0, 0, 0]
  for (const comment of other.comments) {
    const known = comments.get(comment.id)
    if (known !== undefined && known.changed >= comment.changed) continue
    if (known === undefined) added += comment.removed ? 0 : 1
    else changed++
    comments.set(comment.id, comment)
  }
  for (const decision of other.decisions) {
    const known = decisions.get(decisionKey(decision))
    if (known !== undefined && known.changed >= decision.changed) continue
    if (known?.choice !== decision.choice) decided++
    decisions.set(decisionKey(decision), decision)
  }
  return { minutes: { comments: [...comments.values()], decisions: [...decisions.values()] }, added, changed, decided }
}

/** The file that another browser takes in. */
export const minutesText = ({ comments, decisions }: Minutes): string =>
  `${JSON.stringify({ format: minutesFormat, comments, decisions }, null, 2)}\n`

const byPlace = (a: Comment, b: Comment): number =>
  (a.words?.from ?? textMax) - (b.words?.from ?? textMax) || a.made - b.made || (a.id < b.id ? -1 : 1)

/** The comments on a clause as their pins are numbered: as the words come, and those on the whole clause at its end. */
export const commentsOn = ({ comments }: Minutes, spec: string, clause: string): readonly Comment[] =>
  comments.filter((comment) => comment.spec === spec && comment.clause === clause && !comment.removed).toSorted(byPlace)

export const decisionOn = ({ decisions }: Minutes, spec: string, about: string): Choice | null => {
  const choice = decisions.find((decision) => decision.spec === spec && decision.about === about)?.choice ?? 'none'
  return choice === 'none' ? null : choice
}

/** Text that somebody typed, so that it means nothing to Markdown. */
const plain = (text: string): string =>
  text
    .replaceAll(/[\\`*_[\]<>#|~]/g, '\\$&')
    .replaceAll(/\s*\n\s*/g, ' ')
    .trim()

const words: Readonly<Record<Choice, string>> = { keep: 'keep', ask: 'ask', change: 'change' }

/** Minutes to read: what was said and decided on one specification, clause by clause. */
export function minutesMarkdown(document: Document, minutes: Minutes): string {
  const { id: spec, title, family, clauses, questions } = document
  const decided = [...Object.keys(clauses), ...Object.keys(questions)].map((about) => decisionOn(minutes, spec, about))
  const count = (choice: Choice): number => decided.filter((each) => each === choice).length
  const said = minutes.comments.filter((comment) => comment.spec === spec && !comment.removed).length
  const decision = (about: string): string[] => {
    const choice = decisionOn(minutes, spec, about)
    return choice === null ? [] : [`Decision: **${words[choice]}**`, '']
  }
  const sections = Object.entries(clauses).flatMap(([id, { force, section, says }]) => {
    const comments = commentsOn(minutes, spec, id)
    if (comments.length === 0 && decisionOn(minutes, spec, id) === null) return []
    const lines = comments.map(({ author, text, words: pinned }, i) => {
      const who = author === '' ? '' : `**${plain(author)}**`
      const where = pinned === null ? '' : `on “${plain(pinned.quote)}”`
      const head = [who, where].filter((part) => part !== '').join(' ')
      return `${i + 1}. ${head === '' ? '' : `${head}: `}${plain(text)}`
    })
    return [
      `## ${id} (${force})`,
      '',
      `> ${plain(says)}`,
      '',
      plain(section),
      '',
      ...decision(id),
      ...lines,
      ...(lines.length === 0 ? [] : ['']),
    ]
  })
  const openLines = Object.entries(questions).flatMap(([id, { says }]) =>
    decisionOn(minutes, spec, id) === null
      ? []
      : [`- ${id}: ${plain(says)} **${words[decisionOn(minutes, spec, id) ?? 'ask']}**`],
  )
  return [
    `# Minutes: ${title}`,
    '',
    `${plain(family)}. ${said === 1 ? '1 comment' : `${said} comments`}; decided: ${choices.map((choice) => `${words[choice]} ${count(choice)}`).join(', ')}.`,
    '',
    ...(sections.length + openLines.length === 0 ? ['Nothing was said or decided yet.', ''] : sections),
    ...(openLines.length === 0 ? [] : ['## Open questions', '', ...openLines, '']),
  ].join('\n')
}
