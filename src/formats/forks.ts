import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { forksFormat } from './forksFile.ts'

const countMax = 500

const fork = v.strictObject({
  id: v.pipe(v.string(), v.regex(/^f\d{1,6}$/, 'f and a number')),
  name: v.pipe(v.string(), v.maxLength(500)),
  byHand: v.optional(v.boolean(), true),
  parent: v.optional(v.nullable(v.string()), null),
  /** Checked by whoever has its model. */
  scenario: v.unknown(),
})
const file = v.strictObject({ format: v.literal(forksFormat), forks: v.pipe(v.array(fork), v.maxLength(countMax)) })

type ForkInFile = v.InferOutput<typeof fork>

/** Checks kept runs that came from outside; the scenarios in them are not checked yet. */
export function checkForks(value: unknown): Result<readonly ForkInFile[]> {
  const read = v.safeParse(file, value, { abortEarly: true })
  if (read.success) return ok(read.output.forks)
  const [issue] = read.issues
  return err(`${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`)
}
