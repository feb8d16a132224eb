import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'

const progressFormat = 'aftercancel/progress@1'

/** What was learnt. */
export interface Progress {
  /** For each lesson that was answered, whether its first answer was right. */
  readonly lessons: Readonly<Record<string, boolean>>
  readonly asked: number
  readonly right: number
  /** Right answers in a row at the moment. */
  readonly row: number
}

export const noProgress: Progress = { lessons: {}, asked: 0, right: 0, row: 0 }

const count = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value) && value >= 0, 'a whole number from 0'),
)
const file = v.strictObject({
  format: v.literal(progressFormat),
  lessons: v.record(v.string(), v.boolean()),
  asked: count,
  right: count,
  row: count,
})

function issueText({ path, kind, message, expected, received, type, input }: v.BaseIssue<unknown>): string {
  const place = (path ?? []).map(({ key }) => String(key)).join('.') || 'the file'
  if (type === 'strict_object' && expected === 'never') return `${place}: unknown member`
  if (received === 'undefined') return `${place}: missing`
  return `${place}: expected ${kind === 'validation' ? message : (expected ?? message)}, found ${(JSON.stringify(input) ?? typeof input).slice(0, 60)}`
}

/** Reads a file of progress, which may speak of nothing but these lessons. Never throws. */
export function parseProgress(text: string, lessons: readonly string[]): Result<Progress> {
  if (text.trim() === '') return err('the file is empty; expected progress as JSON')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return err(
      `not JSON: ${error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'it cannot be read'}`,
    )
  }
  const isOurs = typeof value === 'object' && value !== null && 'format' in value && value.format === progressFormat
  if (!isOurs) return err('this is not an Aftercancel progress file')
  const read = v.safeParse(file, value, { abortEarly: true })
  if (!read.success) return err(issueText(read.issues[0]))
  const { lessons: answered, asked, right, row } = read.output
  const unknown = Object.keys(answered).find((id) => !lessons.includes(id))
  if (unknown !== undefined) return err(`lessons: there is no lesson ${JSON.stringify(unknown.slice(0, 40))}`)
  if (right > asked) return err(`right: expected at most ${asked}, as many as were asked, found ${right}`)
  if (row > right) return err(`row: expected at most ${right}, as many as were right, found ${row}`)
  return ok({ lessons: answered, asked, right, row })
}

/** Both together: a first answer stays the first one, and of the practice the longer one counts. */
export function mergeProgress(own: Progress, other: Progress): Progress {
  const { asked, right, row } = other.asked > own.asked ? other : own
  return { lessons: { ...other.lessons, ...own.lessons }, asked, right, row }
}

export const progressText = (progress: Progress): string =>
  `${JSON.stringify({ format: progressFormat, ...progress }, null, 2)}\n`
