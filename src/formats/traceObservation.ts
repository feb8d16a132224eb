import * as v from 'valibot'
import { err, ok } from '#base/result.ts'
import type { Trace } from '#kernel/trace.ts'
import {
  IgnoredCounts,
  linesMax,
  objectOn,
  observedKinds,
  observedLine,
  textLines,
  unknownSpec,
  type Observation,
  type ObservedLine,
} from './observation.ts'
import type { Parsing } from './opened.ts'
import { quoted } from './quoted.ts'
import { issueText } from './scenario.ts'
import { traceFormat } from './trace.ts'

const members = Object.keys(observedLine.entries)

/** Of a line of a trace what an observation has room for; null where it is of a kind that nobody outside sees. */
function lineOf(event: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  if (!observedKinds.some((kind) => kind === event['kind'])) return null
  return Object.fromEntries(
    members.flatMap((key) => (Object.hasOwn(event, key) && event[key] !== undefined ? [[key, event[key]]] : [])),
  )
}

/** Reads a trace file as a recording in which everything was seen. */
export function* parseTrace(source: string): Parsing {
  const lines = textLines(source)
  const first = lines.next()
  if (first.done === true) return err(`line 1: expected {"format":"${traceFormat}",…}, found nothing`)
  const head = objectOn(first.value)
  if (!head.ok) return head
  const { format, spec, scenario } = head.value
  if (format !== traceFormat) return err(`line 1: format: expected "${traceFormat}", found ${quoted(format)}`)
  if (typeof spec !== 'string') return err(`line 1: spec: expected a string, found ${quoted(spec)}`)
  const unknown = unknownSpec(spec)
  if (unknown !== null) return err(`line 1: ${unknown}`)
  const title = (scenario as { title?: unknown } | undefined)?.title
  const ignored = new IgnoredCounts()
  const seen: ObservedLine[] = []
  const places: number[] = []
  for (const line of lines) {
    if (seen.length >= linesMax)
      return err(
        `line ${line.number}: expected at most ${linesMax.toLocaleString('en')} calls, returns, results and ends`,
      )
    const value = objectOn(line)
    if (!value.ok) return value
    const part = lineOf(value.value)
    if (part === null) ignored.add('lines of kinds that nobody outside sees')
    else {
      const read = v.safeParse(observedLine, part, { abortEarly: true })
      if (!read.success) return err(`line ${line.number}: ${issueText(read.issues[0], members)}`)
      seen.push(read.output)
      places.push(line.number)
    }
    if (line.number % 500 === 0) yield line.end / source.length
  }
  return ok({
    from: 'trace',
    observation: {
      spec,
      unit: 'ticks',
      title: typeof title === 'string' ? title.slice(0, 500) : '',
      sees: [...observedKinds],
      lines: seen,
    },
    places,
    placeIs: 'line',
    environment: {},
    ignored: ignored.list(),
    notes: [],
  })
}

/** What is seen of a run from outside: calls, returns, callbacks, results and ends, with their ticks. */
export const visiblePart = ({ scenario, events }: Trace): Observation => ({
  spec: scenario.spec,
  unit: 'ticks',
  title: scenario.title,
  sees: [...observedKinds],
  lines: events.flatMap((event) => {
    const part = lineOf({ ...event })
    return part === null ? [] : [v.parse(observedLine, part)]
  }),
})
