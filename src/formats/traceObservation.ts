import * as v from 'valibot'
import { err, ok } from '#base/result.ts'
import type { Value } from '#kernel/model.ts'
import type { Trace } from '#kernel/trace.ts'
import { specificationOf } from '#machines/registry.ts'
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
import { checkScenario, issueText } from './scenario.ts'
import { traceFormat } from './trace.ts'

const members = Object.keys(observedLine.entries)

/** Of a line of a trace what an observation has room for; null where it is of a kind that nobody outside sees. */
function lineOf(event: Readonly<Record<string, unknown>>): Record<string, unknown> | null {
  if (!observedKinds.some((kind) => kind === event['kind'])) return null
  return Object.fromEntries(
    members.flatMap((key) => (Object.hasOwn(event, key) && event[key] !== undefined ? [[key, event[key]]] : [])),
  )
}

/** What the scenario of a trace says about the environment; its choices are what a recording is asked about. */
function environmentOf(spec: string, scenario: unknown): Readonly<Record<string, Value>> {
  const model = specificationOf(spec)?.model
  const checked = checkScenario(scenario)
  if (model === undefined || !checked.ok || checked.value.spec !== spec) return {}
  const { knobs } = checked.value
  return Object.fromEntries(Object.entries(knobs).filter(([name]) => model.knobs[name]?.kind === 'environment'))
}

/** A call with what its command was told, which need not have the names of what it passes. */
function withCommand(
  part: Record<string, unknown>,
  before: Readonly<Record<string, unknown>> | null,
): Record<string, unknown> {
  if (part['kind'] !== 'call' || before?.['kind'] !== 'command' || before['do'] !== part['op']) return part
  return { ...part, args: { ...Object(before['args']), ...Object(part['args'] ?? {}) } as unknown }
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
  const environment = environmentOf(spec, scenario)
  const title = (scenario as { title?: unknown } | undefined)?.title
  const ignored = new IgnoredCounts()
  const seen: ObservedLine[] = []
  const places: number[] = []
  let before: Readonly<Record<string, unknown>> | null = null
  for (const line of lines) {
    if (seen.length >= linesMax)
      return err(
        `line ${line.number}: expected at most ${linesMax.toLocaleString('en')} calls, returns, results and ends`,
      )
    const value = objectOn(line)
    if (!value.ok) return value
    const told = lineOf(value.value)
    const part = told === null ? null : withCommand(told, before)
    before = value.value
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
    environment,
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
