import { stableJson } from '#base/json.ts'
import { checkScenario } from '#formats/scenario.ts'
import { traceFormat, traceLines } from '#formats/trace.ts'
import { run } from '#kernel/run.ts'
import { BadInput, must, readText } from './input.ts'
import { optionsOf } from './options.ts'
import { bounded, specificationFor } from './run.ts'

export interface ConformAnswer {
  readonly lines: string[]
  readonly violated: boolean
}

function parsed(line: string, place: string): Record<string, unknown> {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new BadInput(`${place}: not JSON`)
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new BadInput(`${place}: expected an object`)
  return value as Record<string, unknown>
}

/** The clauses that speak about a line: its own, or those of the nearest line on the same tick. */
function clausesAt(events: readonly Record<string, unknown>[], index: number): string[] {
  const tick = events[index]?.['t']
  const near = events.filter((event) => event['t'] === tick)
  return [...new Set(near.flatMap((event) => (event['clauses'] ?? event['ids'] ?? []) as string[]))]
}

/** `conform TRACE [--spec S]`: a run is a pure function of its scenario, so a trace is allowed if it is the run of its own header. */
export function conform(args: readonly string[]): ConformAnswer {
  const { values, files } = optionsOf('conform', args, { spec: { type: 'string' } })
  const [path, ...others] = files
  if (path === undefined || others.length > 0)
    throw new BadInput('conform: expected one trace file, or - for standard input')
  const lines = must(readText(path, 256 * 1024 * 1024))
    .split('\n')
    .filter((line) => line.trim() !== '')
  const header = parsed(lines[0] ?? '', `${path}: line 1`)
  if (header['format'] !== traceFormat) throw new BadInput(`${path}: line 1: format: expected "${traceFormat}"`)
  const scenario = must(checkScenario(header['scenario']), `${path}: line 1: scenario`)
  if (values['spec'] !== undefined && values['spec'] !== scenario.spec)
    throw new BadInput(`${path}: line 1: spec: expected "${String(values['spec'])}", found "${scenario.spec}"`)
  const expected = traceLines(bounded(path, () => run(specificationFor(scenario).model, scenario)))
  const events = expected.slice(1).map((line) => JSON.parse(line) as Record<string, unknown>)
  for (let i = 1; i < Math.max(lines.length, expected.length); i++) {
    const [found, allowed] = [lines[i], expected[i]]
    if (
      found !== undefined &&
      allowed !== undefined &&
      stableJson(parsed(found, `${path}: line ${i + 1}`)) === stableJson(JSON.parse(allowed))
    )
      continue
    const clauses = clausesAt(events, Math.min(i - 1, events.length - 1))
    const answer = { conforms: false, line: i + 1, found: found ?? null, expected: allowed ?? null, clauses }
    return { lines: [JSON.stringify(answer)], violated: true }
  }
  return { lines: [JSON.stringify({ conforms: true, lines: lines.length })], violated: false }
}
