import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { bytesMax } from './scenario.ts'

const values = v.record(v.string(), v.unknown())
const named = v.record(v.string(), values)
const words = v.record(v.string(), v.string())

/** What is read of one version of a specification; members that later versions may have besides are compared as they are. */
const described = v.object({
  title: v.string(),
  clauses: named,
  holes: v.optional(named, {}),
  knobs: named,
  commands: named,
  codes: words,
  meanings: v.optional(words, {}),
  /** With their verdicts; files of before there were any lack them. */
  statements: v.optional(named),
})

export type DescribedSpec = v.InferOutput<typeof described>
/** One version of all specifications, by id. */
export type DescribedSpecs = Readonly<Record<string, DescribedSpec>>

const file = v.object({ specs: v.record(v.string(), described) })

/** Checks one version of the specifications that came from elsewhere. */
export function checkSpecs(value: unknown): Result<DescribedSpecs> {
  const read = v.safeParse(file, value, { abortEarly: true })
  if (read.success) return ok(read.output.specs)
  const [issue] = read.issues
  return err(`${v.getDotPath(issue) ?? 'the file'}: not as "specs --json" prints it: ${issue.message}`)
}

/** Reads what `specs --json` has printed, of this version or of an earlier one. Never throws. */
export function parseSpecs(text: string): Result<DescribedSpecs> {
  if (text.length > bytesMax) return err('the file is larger than 5 MiB')
  try {
    return checkSpecs(JSON.parse(text))
  } catch {
    return err('not JSON; expected what "specs --json" prints')
  }
}
