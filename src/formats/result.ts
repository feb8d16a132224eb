import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { issueText, suspicious } from './scenario.ts'

/**
 * What one person answered in a set or a lesson. It holds no verdicts: whoever opens it computes the questions anew and judges the answers.
 */
export const resultFormat = 'aftercancel/result@1'

/** A result of more characters is refused before it is read. */
const charsMax = 200_000
export const personMax = 80

const short = v.pipe(v.string(), v.maxLength(200, 'at most 200 characters'))
const text = v.pipe(v.string(), v.maxLength(2000, 'at most 2000 characters'))
const mark = v.pipe(v.string(), v.regex(/^[0-9a-f]{8}$/, 'eight hexadecimal digits'))
const integer = (from: number, to: number) =>
  v.pipe(v.number(), v.integer('a whole number'), v.minValue(from, `at least ${from}`), v.maxValue(to, `at most ${to}`))

/** What a set is made from; equal members give equal questions. */
const setOrder = v.strictObject({
  seed: v.pipe(v.string(), v.trim(), v.minLength(1, 'a word'), v.maxLength(24, 'at most 24 characters')),
  count: integer(1, 30),
  /** null: it rises from the first question to the last. */
  level: v.nullable(integer(1, 5)),
  /** null: all specifications. */
  spec: v.nullable(short),
  /** null: the kinds of the level. */
  kinds: v.nullable(
    v.pipe(
      v.array(v.picklist(['code', 'late', 'held', 'tick', 'next', 'clause'])),
      v.minLength(1, 'at least one kind'),
    ),
  ),
})
export type SetOrder = v.InferOutput<typeof setOrder>

/** What a set is made from, from a value; null where it makes no sense. */
export function checkOrder(value: unknown): SetOrder | null {
  const shape = v.safeParse(setOrder, value, { abortEarly: true })
  return shape.success ? shape.output : null
}

export const resultEnvelope = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(resultFormat),
  /** Whoever answered. */
  name: v.pipe(v.string(), v.maxLength(personMax, `at most ${personMax} characters`)),
  /** The set that was answered, or the lesson: its title, and a fingerprint of its file. */
  set: v.optional(setOrder),
  lesson: v.optional(v.strictObject({ title: short, mark })),
  /** One for each question, in order; `null` in place of an answer: none was given. */
  answers: v.pipe(
    v.array(
      v.strictObject({
        /** Fingerprint of the question and its right answer: another version of a model may ask another one. */
        question: mark,
        /** The text of an option, or a tick. */
        answer: v.nullable(v.union([text, integer(0, 1e9)])),
      }),
    ),
    v.minLength(1, 'at least one answer'),
    v.maxLength(60, 'at most 60 answers'),
  ),
})

type Shape = v.InferOutput<typeof resultEnvelope>
export interface GivenAnswer {
  readonly question: string
  readonly answer: string | number | null
}
/** What was answered: a set, or a lesson. */
export type ResultOf =
  | { readonly set: SetOrder }
  | { readonly lesson: { readonly title: string; readonly mark: string } }
export interface ResultFile {
  readonly name: string
  readonly of: ResultOf
  readonly answers: readonly GivenAnswer[]
}

const members = ['$schema', 'format', 'name', 'set', 'lesson', 'answers', ...Object.keys(setOrder.entries)]

const placeOf = ({ set, lesson }: Shape): ResultOf | null => {
  if (set !== undefined) return lesson === undefined ? { set } : null
  return lesson === undefined ? null : { lesson }
}

/** Checks a value that should be a result. Never throws. */
export function checkResult(input: unknown): Result<ResultFile> {
  const strange = suspicious(input)
  if (strange !== null) return err(strange)
  const isOurs = typeof input === 'object' && input !== null && 'format' in input && input.format === resultFormat
  if (!isOurs) return err('this is not an Aftercancel result file')
  const shape = v.safeParse(resultEnvelope, input, { abortEarly: true })
  if (!shape.success) return err(issueText(shape.issues[0], members))
  const of = placeOf(shape.output)
  if (of === null) return err('the file: expected a set or a lesson, one of them')
  const { name, answers } = shape.output
  if ('set' in of && answers.length > of.set.count)
    return err(`answers: expected at most ${of.set.count}, as many as the set has, found ${answers.length}`)
  return ok({ name: name.trim(), of, answers })
}

/** Reads a result file. Never throws. */
export function parseResult(content: string): Result<ResultFile> {
  if (content.length > charsMax) return err('the file is larger than a result can be')
  try {
    return checkResult(JSON.parse(content))
  } catch (error) {
    return err(`not JSON: ${error instanceof Error ? error.message.slice(0, 160) : 'it cannot be read'}`)
  }
}

/** The value that a file holds. */
export const resultValue = ({ name, of, answers }: ResultFile): Record<string, unknown> => ({
  format: resultFormat,
  name,
  ...of,
  answers,
})

export const resultText = (result: ResultFile): string => `${JSON.stringify(resultValue(result), null, 2)}\n`
