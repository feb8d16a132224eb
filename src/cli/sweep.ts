import { askedStep } from '#kernel/steps.ts'
import { bandsOf, sweep as sweepStep, sweepEnd, type Band, type SweepRange } from '#analysis/sweep.ts'
import { domainText } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import { BadInput } from './input.ts'
import { integerOption, optionsOf } from './options.ts'
import { bounded, specificationFor, scenarioIn } from './run.ts'

interface By {
  readonly knob: string
  readonly values: readonly number[]
}

function byOption(scenario: Scenario, text: string): By {
  const match = /^(\w+)=(\d+)\.\.(\d+)(?::(\d+))?$/.exec(text)
  if (match === null) throw new BadInput(`--by: expected KNOB=a..b:step, found "${text}"`)
  const [, knob = '', from, to, step = '1'] = match
  const domain = specificationFor(scenario).model.knobs[knob]?.domain
  if (domain === undefined) throw new BadInput(`--by: unknown knob "${knob}"`)
  if (domain.type !== 'int') throw new BadInput(`--by: ${knob} is not an integer but ${domainText(domain)}`)
  const [first, last, by] = [Number(from), Number(to), Number(step)]
  if (by === 0 || first > last || first < domain.min || last > domain.max)
    throw new BadInput(`--by: expected a range within ${domainText(domain)} and a step from 1, found "${text}"`)
  return { knob, values: Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, i) => first + i * by) }
}

/** `sweep FILE|- [--step INDEX] [--from A --to B] [--by KNOB=a..b:step]` */
export function sweep(args: readonly string[]): string[] {
  const string = { type: 'string' } as const
  const { values, files } = optionsOf('sweep', args, { step: string, from: string, to: string, by: string })
  const [path, ...others] = files
  if (path === undefined || others.length > 0)
    throw new BadInput('sweep: expected one scenario file, or - for standard input')
  const scenario = scenarioIn(path)
  const step = integerOption('step', values['step']) ?? askedStep(scenario)
  if (step < 0) throw new BadInput(`${path}: there is no cancel to move; name a step with --step`)
  if (step >= scenario.steps.length)
    throw new BadInput(`--step: expected an index below ${scenario.steps.length}, found ${step}`)
  return bounded(path, () => {
    const from = integerOption('from', values['from']) ?? 0
    const to =
      integerOption('to', values['to']) ?? Math.max(from, sweepEnd(specificationFor(scenario).model, scenario, step))
    if (from > to) throw new BadInput(`--from: ${from} is after --to ${to}`)
    const range: SweepRange = { step, from, to }
    const bands = (each: Scenario): Band[] => bandsOf(sweepStep(specificationFor(each).model, each, range))
    if (values['by'] === undefined) return [JSON.stringify({ ...range, bands: bands(scenario) })]
    const by = byOption(scenario, String(values['by']))
    const rows = by.values.map((value) => ({
      value,
      bands: bands({ ...scenario, knobs: { ...scenario.knobs, [by.knob]: value } }),
    }))
    return [JSON.stringify({ ...range, by: by.knob, rows })]
  })
}
