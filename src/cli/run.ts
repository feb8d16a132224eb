import { plainText, sentenceOf } from '#analysis/sentence.ts'
import { ensure } from '#base/assert.ts'
import { mermaidOf } from '#formats/mermaid.ts'
import { perfettoOf } from '#formats/perfetto.ts'
import { parseScenario } from '#formats/scenario.ts'
import { shivizOf } from '#formats/shiviz.ts'
import { traceLines } from '#formats/trace.ts'
import type { Scenario } from '#kernel/model.ts'
import { run as runScenario, runOutcome } from '#kernel/run.ts'
import { RunTooLong } from '#kernel/timed.ts'
import { specificationOf } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { BadInput, must, readText } from './input.ts'
import { optionsOf } from './options.ts'

export const specificationFor = (scenario: Scenario): Specification =>
  ensure(specificationOf(scenario.spec), 'a checked scenario has a known specification')

/** Runs something that can exceed the bound on steps; the excess is the scenario's fault, so it is bad input. */
export function bounded<T>(place: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof RunTooLong) throw new BadInput(`${place}: ${error.message}`)
    throw error
  }
}

export function scenarioIn(path: string): Scenario {
  const place = path === '-' ? 'standard input' : path
  return must(parseScenario(must(readText(path))), place)
}

const writers: Readonly<Record<string, (scenario: Scenario) => string[]>> = {
  trace: (scenario) => traceLines(runScenario(specificationFor(scenario).model, scenario)),
  mermaid: (scenario) => {
    const { model } = specificationFor(scenario)
    return [mermaidOf(model, runScenario(model, scenario)).trimEnd()]
  },
  perfetto: (scenario) => {
    const { model } = specificationFor(scenario)
    return [perfettoOf(model, runScenario(model, scenario)).trimEnd()]
  },
  shiviz: (scenario) =>
    shivizOf(runScenario(specificationFor(scenario).model, scenario))
      .trimEnd()
      .split('\n'),
  words: (scenario) => [
    plainText(sentenceOf(specificationFor(scenario), runScenario(specificationFor(scenario).model, scenario))),
  ],
}

/** Scenarios from standard input: one JSON a line, or one that fills it. */
function scenariosFromInput(): { place: string; scenario: Scenario }[] {
  const text = must(readText('-'))
  const whole = parseScenario(text)
  if (whole.ok) return [{ place: 'standard input', scenario: whole.value }]
  const lines = text
    .split('\n')
    .map((line, i) => ({ line: line.trim(), place: `line ${i + 1}` }))
    .filter(({ line }) => line !== '')
  if (lines.length < 2 || !lines[0]?.line.endsWith('}')) throw new BadInput(`standard input: ${whole.error}`)
  return lines.map(({ line, place }) => ({ place, scenario: must(parseScenario(line), place) }))
}

/** `run FILE|- [--to trace|mermaid|perfetto|shiviz|words]` and `run --outcome FILE…|-` */
export function run(args: readonly string[]): string[] {
  const { values, files } = optionsOf('run', args, { outcome: { type: 'boolean' }, to: { type: 'string' } })
  if (files.length === 0) throw new BadInput('run: expected a scenario file, or - for standard input')
  if (values['outcome'] === true) {
    const all = files.flatMap((path) =>
      path === '-' ? scenariosFromInput() : [{ place: path, scenario: scenarioIn(path) }],
    )
    return all.map(({ place, scenario }) =>
      JSON.stringify(bounded(place, () => runOutcome(specificationFor(scenario).model, scenario))),
    )
  }
  const [path, ...others] = files
  if (path === undefined || others.length > 0)
    throw new BadInput('run: expected one scenario file; several go with --outcome')
  const to = String(values['to'] ?? 'trace')
  const writer = Object.hasOwn(writers, to) ? writers[to] : undefined
  if (writer === undefined)
    throw new BadInput(`--to: expected one of ${Object.keys(writers).join(', ')}, found "${to}"`)
  const scenario = scenarioIn(path)
  return bounded(path, () => writer(scenario))
}
