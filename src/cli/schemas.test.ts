import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv } from 'ajv'
import { describe, expect, it } from 'vitest'
import { parseObservation } from '#formats/observation.ts'
import { finish } from '#formats/opened.ts'
import { checkScenario, scenarioFile } from '#formats/scenario.ts'
import { specifications } from '#machines/index.ts'
import { builtIn } from '#machines/testing.ts'
import { schemas, schemaText } from './schemas.ts'

const folder = join(import.meta.dirname, '../../public/schemas')

describe('the schemas for editors', () => {
  it.each(Object.entries(schemas()))('%s is what npm run schemas would write', (name, schema) => {
    expect(readFileSync(join(folder, name), 'utf8')).toBe(schemaText(schema))
  })
})

describe('the schema of a scenario says what the check says', () => {
  const accepts = new Ajv({ strict: false }).compile(schemas()['scenario.schema.json'] ?? false)
  const files = specifications.flatMap((specification) =>
    specification.scenarios.map((scenario) => ({
      name: `${specification.document.id}, ${scenario.id}`,
      file: scenarioFile(specification.model, builtIn(specification, scenario)),
    })),
  )

  it.each(files)('$name is accepted by both', ({ file }) => {
    const linked = { $schema: 'https://example.org/scenario.schema.json', ...file }
    expect({ schema: accepts(linked), check: checkScenario(linked).ok }).toEqual({ schema: true, check: true })
  })

  const step = { at: 0, do: 'start' }
  const scenario = { format: 'aftercancel/scenario@1', spec: 'mi', steps: [step] }
  it.each([
    ['an unknown command', { ...scenario, steps: [{ ...step, do: 'begin' }] }],
    ['an argument of another command', { ...scenario, steps: [{ ...step, args: { handle: 'null' } }] }],
    ['a tick before 0', { ...scenario, steps: [{ ...step, at: -1 }] }],
    ['an unknown knob', { ...scenario, knobs: { linkTick: 1 } }],
    ['a knob out of its range', { ...scenario, knobs: { linkTicks: 1001 } }],
    ['an unknown specification', { ...scenario, spec: 'mid' }],
    ['an unknown member', { ...scenario, name: 'x' }],
    ['no steps', { format: scenario.format, spec: 'mi' }],
  ])('%s is refused by both', (_, file) => {
    expect({ schema: accepts(file), check: checkScenario(file).ok }).toEqual({ schema: false, check: false })
  })
})

describe('the schema of an observation says of each line what the reader says', () => {
  const accepts = new Ajv({ strict: false }).compile(schemas()['observation.schema.json'] ?? false)
  const header = { format: 'aftercancel/observation@1', spec: 'lro' }
  const isRead = (line: object): boolean => {
    const lines = 'format' in line ? [line] : [header, line]
    return finish(parseObservation(lines.map((one) => JSON.stringify(one)).join('\n'))).ok
  }

  it.each([
    header,
    { ...header, sees: ['call'], unit: 'ms', title: 'a run' },
    { ...header, spec: 7 },
    { ...header, more: 1 },
    { t: 3, kind: 'call', op: 'get', call: 'g', args: { name: 'o' } },
    { kind: 'return', code: 'OK', http: null, out: { done: true } },
    { kind: 'result', n: -1 },
    { kind: 'settle', when: 3 },
    { t: 'late', kind: 'call' },
  ])('%j', (line) => {
    expect(accepts(line)).toBe(isRead(line))
  })
})
