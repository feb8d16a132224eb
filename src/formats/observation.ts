import * as v from 'valibot'
import type { Json } from '#base/json.ts'
import { err, ok, type Result } from '#base/result.ts'
import { observedKinds, type Observed, type ObservedKind, type ObservedLine } from '#kernel/observed.ts'
import { entries } from '#machines/registry.ts'
import type { Ignored, Opened, Parsing } from './opened.ts'
import { quoted } from './quoted.ts'
import { didYouMean, issueText, suspicious } from './scenario.ts'

export const observationFormat = 'aftercancel/observation@1'
/** A recording of more lines is refused. */
export const linesMax = 100_000

export { observedKinds, type ObservedLine }
export type Observation = Observed

const jsonMax = 10_000
const text = (max: number) => v.pipe(v.string(), v.maxLength(max, `at most ${max.toLocaleString('en')} characters`))
/** Names may be numbers in a file, as the operations of a trace are. */
const name = v.pipe(
  v.union([text(1000), v.number()], 'a name'),
  v.transform((value) => String(value)),
)
const finite = v.pipe(v.number(), v.finite('a finite number'))
const json = v.custom<Json>(
  (value) => suspicious(value) === null && (JSON.stringify(value)?.length ?? 0) <= jsonMax,
  `JSON of at most ${jsonMax.toLocaleString('en')} characters, with no names such as "__proto__"`,
)
const members = v.custom<Readonly<Record<string, Json>>>(
  (value) => typeof value === 'object' && value !== null && !Array.isArray(value) && v.is(json, value),
  `an object of at most ${jsonMax.toLocaleString('en')} characters, with no names such as "__proto__"`,
)

/** What the first line of a file looks like. */
export const observationHeader = v.strictObject({
  format: v.literal(observationFormat),
  spec: text(100),
  unit: v.optional(text(20), 'ms'),
  title: v.optional(text(500), ''),
  sees: v.optional(v.pipe(v.array(text(50)), v.maxLength(50, 'at most 50 kinds')), [...observedKinds]),
})

/** What any other line looks like. */
export const observedLine = v.strictObject({
  t: v.exactOptional(finite),
  kind: v.picklist(observedKinds),
  actor: v.exactOptional(text(200)),
  op: v.exactOptional(text(200)),
  call: v.exactOptional(name),
  operation: v.exactOptional(name),
  args: v.exactOptional(members),
  code: v.exactOptional(text(200)),
  value: v.exactOptional(name),
  http: v.exactOptional(v.nullable(v.pipe(v.number(), v.integer('a whole number')))),
  out: v.exactOptional(json),
  n: v.exactOptional(v.pipe(v.number(), v.safeInteger('a whole number'), v.minValue(0, 'a number from 0'))),
})

const headerMembers = Object.keys(observationHeader.entries)
const lineMembers = Object.keys(observedLine.entries)
const isKnownKind = (kind: unknown): kind is ObservedKind => observedKinds.some((known) => known === kind)

/** One line of a text file: its number from 1, and where the next begins. */
export interface TextLine {
  readonly number: number
  readonly text: string
  readonly end: number
}

/** The lines of a text that say something, without the mark at its beginning and without line ends of either kind. */
export function* textLines(source: string): Generator<TextLine, void> {
  let start = source.startsWith('\ufeff') ? 1 : 0
  for (let number = 1; start < source.length; number++) {
    const found = source.indexOf('\n', start)
    const end = found < 0 ? source.length : found
    const line = source.slice(start, source[end - 1] === '\r' ? end - 1 : end)
    if (line.trim() !== '') yield { number, text: line, end }
    start = end + 1
  }
}

/** An object on a line of JSON Lines. */
export function objectOn(line: TextLine): Result<Record<string, unknown>> {
  let value: unknown
  try {
    value = JSON.parse(line.text)
  } catch {
    return err(`line ${line.number}: expected an object as JSON, found ${quoted(line.text)}`)
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return ok(value as Record<string, unknown>)
  return err(`line ${line.number}: expected an object, found ${quoted(value)}`)
}

/** Counts things of a kind that were left out. */
export class IgnoredCounts {
  private readonly counts = new Map<string, number>()

  add(what: string, by = 1): void {
    this.counts.set(what, (this.counts.get(what) ?? 0) + by)
  }

  list(): Ignored[] {
    return [...this.counts].map(([what, count]) => ({ what, count }))
  }
}

/** The sentence for a specification that is not registered, or null. */
export function unknownSpec(spec: string): string | null {
  const ids = entries.map(({ id }) => id)
  if (ids.includes(spec)) return null
  return `spec: unknown specification ${quoted(spec)}; expected one of ${ids.join(', ')}${didYouMean(spec, ids)}`
}

/** How many lines are read between two reports of progress. */
const stride = 500

/** Reads a file of `aftercancel/observation@1`. */
export function* parseObservation(source: string): Parsing {
  const lines = textLines(source)
  const first = lines.next()
  if (first.done === true) return err(`line 1: expected {"format":"${observationFormat}",…}, found nothing`)
  const head = objectOn(first.value)
  if (!head.ok) return head
  const header = v.safeParse(observationHeader, head.value, { abortEarly: true })
  if (!header.success) return err(`line ${first.value.number}: ${issueText(header.issues[0], headerMembers)}`)
  const { spec, unit, title, sees } = header.output
  const unknown = unknownSpec(spec)
  if (unknown !== null) return err(`line ${first.value.number}: ${unknown}`)
  const ignored = new IgnoredCounts()
  const seen: ObservedLine[] = []
  const places: number[] = []
  for (const line of lines) {
    if (seen.length >= linesMax)
      return err(`line ${line.number}: expected at most ${linesMax.toLocaleString('en')} lines`)
    const value = objectOn(line)
    if (!value.ok) return value
    const kind = value.value['kind']
    if (typeof kind === 'string' && !isKnownKind(kind)) ignored.add('lines of kinds that nobody outside sees')
    else {
      const read = v.safeParse(observedLine, value.value, { abortEarly: true })
      if (!read.success) return err(`line ${line.number}: ${issueText(read.issues[0], lineMembers)}`)
      seen.push(read.output)
      places.push(line.number)
    }
    if (line.number % stride === 0) yield line.end / source.length
  }
  return ok({
    from: 'observation',
    observation: { spec, unit, title, sees: observedKinds.filter((kind) => sees.includes(kind)), lines: seen },
    places,
    placeIs: 'line',
    environment: {},
    ignored: ignored.list(),
    notes: [],
  } satisfies Opened)
}

/** The lines of a file, without line ends; members in the order of the format. */
export function observationLines({ spec, unit, title, sees, lines }: Observation): string[] {
  const members = Object.keys(observedLine.entries) as (keyof ObservedLine)[]
  const ordered = (line: ObservedLine): Record<string, unknown> =>
    Object.fromEntries(members.flatMap((key) => (line[key] === undefined ? [] : [[key, line[key]]])))
  return [
    JSON.stringify({ format: observationFormat, spec, unit, title, sees }),
    ...lines.map((line) => JSON.stringify(ordered(line))),
  ]
}

/** The text of a file. */
export const observationText = (observation: Observation): string => `${observationLines(observation).join('\n')}\n`
