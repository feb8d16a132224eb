import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { linesMax, observationHeader, observedKinds, observedLine, unknownSpec } from './observation.ts'
import { sources, type Opened } from './opened.ts'
import { issueText, suspicious } from './scenario.ts'

const evidenceFormat = 'aftercancel/evidence@1'

/** A recording that was read once, under a name, so that it can be read again without the file that it came from. */
export interface NamedRecording {
  readonly name: string
  readonly opened: Opened
}

const nameMax = 200
const text = (max: number) => v.pipe(v.string(), v.maxLength(max, `at most ${max.toLocaleString('en')} characters`))
const count = v.pipe(v.number(), v.safeInteger('a whole number'), v.minValue(0, 'a number from 0'))
const value = v.union([v.number(), v.boolean(), text(200)], 'a value of a knob')
const { format: _, ...header } = observationHeader.entries

const envelope = v.strictObject({
  format: v.literal(evidenceFormat),
  name: v.pipe(text(nameMax), v.minLength(1, 'a name')),
  from: v.picklist(sources),
  placeIs: v.picklist(['line', 'entry']),
  ...header,
  environment: v.record(text(100), value),
  ignored: v.pipe(v.array(v.strictObject({ what: text(200), count })), v.maxLength(100, 'at most 100 entries')),
  notes: v.pipe(v.array(text(500)), v.maxLength(200, 'at most 200 notes')),
  places: v.pipe(v.array(v.nullable(count)), v.maxLength(linesMax, `at most ${linesMax} places`)),
  hangs: v.optional(v.pipe(v.array(count), v.maxLength(linesMax, `at most ${linesMax} calls`))),
  lines: v.pipe(v.array(observedLine), v.maxLength(linesMax, `at most ${linesMax} lines`)),
  // What was found when it was kept, for whoever reads the file. It is found anew when it is opened, so nothing is read from here.
  verdict: v.optional(v.unknown()),
})

const isKnown = (kind: string): kind is (typeof observedKinds)[number] => observedKinds.some((known) => known === kind)

/** A file of one recording with what was found of it. @param verdict JSON. */
export function recordingText({ name, opened }: NamedRecording, verdict: unknown): string {
  const { observation, from, placeIs, environment, ignored, notes, places, hangs } = opened
  const { spec, unit, title, sees, lines } = observation
  const file = { format: evidenceFormat, name: name.slice(0, nameMax), from, placeIs, spec, unit, title, sees }
  return `${JSON.stringify({ ...file, environment, ignored, notes, verdict, places, hangs, lines }, null, 1)}\n`
}

/** Reads such a file; else one sentence on what is wrong, and where. */
export function parseRecordingFile(source: string): Result<NamedRecording> {
  let input: unknown
  try {
    input = JSON.parse(source)
  } catch {
    return err('not JSON; expected a recording as the page saves it')
  }
  const bad = suspicious(input)
  if (bad !== null) return err(bad)
  const parsed = v.safeParse(envelope, input, { abortEarly: true })
  if (!parsed.success) return err(issueText(parsed.issues[0], Object.keys(envelope.entries)))
  const { name, from, placeIs, spec, unit, title, sees, environment, ignored, notes, places, hangs, lines } =
    parsed.output
  const unknown = unknownSpec(spec)
  if (unknown !== null) return err(unknown)
  if (places.length !== lines.length)
    return err(`places: expected ${lines.length}, one for each line, found ${places.length}`)
  const beyond = hangs?.find((index) => lines[index]?.kind !== 'call')
  if (beyond !== undefined) return err(`hangs: expected indices of calls, found ${beyond}`)
  const observation = { spec, unit, title, sees: sees.filter(isKnown), lines: lines as Opened['observation']['lines'] }
  const opened = { from, placeIs, observation, environment, ignored, notes, places }
  return ok({ name, opened: hangs === undefined ? opened : { ...opened, hangs } })
}

/** Whether a text says that it is one. */
export const isRecordingFile = (source: string): boolean =>
  /^\ufeff?\s*\{\s*"format"\s*:\s*"aftercancel\/evidence@/.test(source.slice(0, 200))
