import * as v from 'valibot'
import { err, ok, type Result } from '#base/result.ts'
import { similar } from '#base/similar.ts'
import { stableJson } from '#base/json.ts'
import type { Domain, Knobs, Model, Scenario, Step, Value } from '#kernel/model.ts'
import { defaults, knobDefaults } from '#machines/domains.ts'
import { entries, specificationOf } from '#machines/registry.ts'
import { quoted } from './quoted.ts'

export const scenarioFormat = 'aftercancel/scenario@1'
/** A file of more than 5 MiB is refused before it is read. */
export const bytesMax = 5 * 1024 * 1024
export const stepsMax = 10_000
const titleMax = 500
const depthMax = 32

const integer = v.pipe(
  v.number(),
  v.check((value: number) => Number.isSafeInteger(value), 'a safe integer'),
)

const record = v.pipe(
  v.custom<object>((value) => typeof value === 'object' && value !== null && !Array.isArray(value), 'an object'),
  v.record(v.string(), v.unknown()),
)

/** What any scenario looks like, whatever its specification. `$schema` is for editors and says nothing to us. */
export const scenarioEnvelope = v.strictObject({
  $schema: v.optional(v.string()),
  format: v.literal(scenarioFormat),
  spec: v.string(),
  title: v.optional(v.pipe(v.string(), v.maxLength(titleMax, `at most ${titleMax} characters`)), ''),
  knobs: v.optional(record, {}),
  steps: v.pipe(
    v.array(
      v.strictObject({
        at: v.pipe(integer, v.minValue(0, 'a tick from 0')),
        do: v.string(),
        args: v.optional(record, {}),
        actor: v.optional(v.string()),
      }),
    ),
    v.maxLength(stepsMax, `at most ${stepsMax.toLocaleString('en')} steps`),
  ),
})

/** `steps[2].do` */
const pathText = (path: readonly (string | number)[]): string =>
  path.map((part, i) => (typeof part === 'number' ? `[${part}]` : i === 0 ? part : `.${part}`)).join('') || 'the file'

/** The first issue of a schema in words: the place, and what was expected there. */
export function issueText(issue: v.BaseIssue<unknown>, known: readonly string[]): string {
  const path = (issue.path ?? []).map((item) => item.key as string | number)
  const place = pathText(path)
  if (issue.type === 'strict_object' && issue.expected === 'never') {
    const key = String(path.at(-1))
    return `${place}: unknown member "${key}"${didYouMean(key, known)}`
  }
  if (issue.received === 'undefined') return `${place}: missing`
  const expected =
    issue.kind === 'validation' || issue.type === 'custom' ? issue.message : (issue.expected ?? issue.message)
  return `${place}: expected ${expected}, found ${quoted(issue.input)}`
}

const members = ['format', 'spec', 'title', 'knobs', 'steps', 'at', 'do', 'args', 'actor']

export const didYouMean = (word: string, candidates: readonly string[]): string => {
  const near = similar(word, candidates)
  return near === null ? '' : `; did you mean "${near}"?`
}

/** In words: "an integer from 0 to 1000". */
export function domainText(domain: Domain): string {
  if (domain.type === 'int') return `an integer from ${domain.min} to ${domain.max}`
  if (domain.type === 'bool') return 'true or false'
  return `one of ${domain.values.map((value) => `"${value}"`).join(', ')}`
}

function isIn(domain: Domain, value: unknown): value is Value {
  if (domain.type === 'int')
    return Number.isSafeInteger(value) && (value as number) >= domain.min && (value as number) <= domain.max
  if (domain.type === 'bool') return typeof value === 'boolean'
  return typeof value === 'string' && domain.values.includes(value)
}

/** Values for a set of domains, checked; those that are missing stay missing. */
function checkValues(
  place: string,
  what: string,
  domains: Readonly<Record<string, Domain>>,
  values: Record<string, unknown>,
): Result<Record<string, Value>> {
  const checked: Record<string, Value> = {}
  for (const [name, value] of Object.entries(values)) {
    const domain = Object.hasOwn(domains, name) ? domains[name] : undefined
    if (domain === undefined)
      return err(`${place}.${name}: unknown ${what} "${name}"${didYouMean(name, Object.keys(domains))}`)
    if (!isIn(domain, value)) {
      const hint = typeof value === 'string' && domain.type === 'enum' ? didYouMean(value, domain.values) : ''
      return err(`${place}.${name}: expected ${domainText(domain)}, found ${quoted(value)}${hint}`)
    }
    checked[name] = value
  }
  return ok(checked)
}

/** The first member name that could be mistaken for something of the language itself, and nesting beyond any scenario's. */
export function suspicious(value: unknown): string | null {
  const open: { value: unknown; path: (string | number)[] }[] = [{ value, path: [] }]
  for (let item = open.pop(); item !== undefined; item = open.pop()) {
    if (typeof item.value !== 'object' || item.value === null) continue
    if (item.path.length > depthMax)
      return `${pathText(item.path.slice(0, 3))}: nested more than ${depthMax} levels deep`
    for (const [key, child] of Object.entries(item.value)) {
      const path = [...item.path, Array.isArray(item.value) ? Number(key) : key]
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        return `${pathText(path)}: the name "${key}" is not allowed`
      open.push({ value: child, path })
    }
  }
  return null
}

/** The first list that stands where an object belongs: one has an `at` of its own, which is a function, so the schema does not see it. */
function misplacedList(input: unknown): string | null {
  if (Array.isArray(input)) return `the file: expected an object, found ${quoted(input)}`
  const { steps } = Object(input) as { readonly steps?: unknown }
  const at = Array.isArray(steps) ? steps.findIndex((step) => Array.isArray(step)) : -1
  return at < 0 ? null : `steps[${at}]: expected an object, found ${quoted((steps as unknown[])[at])}`
}

const roleNameOf = (actor: string): string => actor.split('#')[0] ?? ''

function checkStep(
  model: Model,
  step: v.InferOutput<typeof scenarioEnvelope>['steps'][number],
  index: number,
): Result<Step> {
  const command = Object.hasOwn(model.commands, step.do) ? model.commands[step.do] : undefined
  if (command === undefined)
    return err(
      `steps[${index}].do: unknown command "${step.do.slice(0, 60)}"${didYouMean(step.do, Object.keys(model.commands))}`,
    )
  const args = checkValues(`steps[${index}].args`, 'argument', command.args, step.args)
  if (!args.ok) return args
  const checked: Step = { at: step.at, do: step.do, args: { ...defaults(command.args), ...args.value } }
  if (step.actor === undefined) return ok(checked)
  const actors = [roleNameOf(command.to(checked.args, 1)), ...(command.actors ?? [])]
  if (!actors.includes(step.actor))
    return err(
      `steps[${index}].actor: "${step.do}" is done by ${actors.map((actor) => `"${actor}"`).join(' or ')} only, found ${quoted(step.actor)}`,
    )
  return ok({ ...checked, actor: step.actor })
}

/** Checks a value that came from outside as a scenario, and fills in every default. The error names the place and what was expected. */
export function checkScenario(input: unknown): Result<Scenario> {
  const strange = suspicious(input) ?? misplacedList(input)
  if (strange !== null) return err(strange)
  const shape = v.safeParse(scenarioEnvelope, input, { abortEarly: true })
  if (!shape.success) return err(issueText(shape.issues[0], members))
  const { spec, title, knobs, steps } = shape.output
  const ids = entries.map((head) => head.id)
  const specification = specificationOf(spec)
  if (specification === undefined && ids.includes(spec)) return err(`spec: the model of "${spec}" is not loaded yet`)
  if (specification === undefined)
    return err(`spec: unknown specification ${quoted(spec)}; expected one of ${ids.join(', ')}${didYouMean(spec, ids)}`)
  const { model } = specification
  const domains = Object.fromEntries(Object.entries(model.knobs).map(([name, knob]) => [name, knob.domain]))
  const checkedKnobs = checkValues('knobs', 'knob', domains, knobs)
  if (!checkedKnobs.ok) return checkedKnobs
  const checkedSteps: Step[] = []
  for (const [index, step] of steps.entries()) {
    const checked = checkStep(model, step, index)
    if (!checked.ok) return checked
    checkedSteps.push(checked.value)
  }
  return ok({ spec, title, knobs: { ...knobDefaults(model), ...checkedKnobs.value }, steps: checkedSteps })
}

/** The specification that a text speaks of, as far as that can be told without reading it: its model may have to be loaded first. */
export const specIn = (text: string): string | null => /"spec"\s*:\s*"(\w+)"/.exec(text.slice(0, bytesMax))?.[1] ?? null

/** Reads a scenario file. Never throws. */
export function parseScenario(text: string): Result<Scenario> {
  if (text.length > bytesMax) return err(`the file is larger than 5 MiB`)
  if (text.trim() === '') return err('the file is empty; expected a scenario as JSON')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (error) {
    return err(
      `not JSON: ${error instanceof Error ? error.message.replace(/\s+/g, ' ').slice(0, 160) : 'it cannot be read'}`,
    )
  }
  return checkScenario(value)
}

/** The knobs that differ from the defaults. */
function changedKnobs(model: Model, knobs: Knobs): Record<string, Value> {
  const byDefault = knobDefaults(model)
  return Object.fromEntries(Object.entries(knobs).filter(([name, value]) => value !== byDefault[name]))
}

/** The scenario as a file holds it: only what differs from the defaults. */
export function scenarioFile(model: Model, scenario: Scenario): Record<string, unknown> {
  return {
    format: scenarioFormat,
    spec: scenario.spec,
    title: scenario.title,
    knobs: changedKnobs(model, scenario.knobs),
    steps: scenario.steps.map(({ at, do: name, args, actor }) => {
      const byDefault = defaults(model.commands[name]?.args ?? {})
      const changed = Object.fromEntries(Object.entries(args).filter(([arg, value]) => value !== byDefault[arg]))
      return {
        at,
        do: name,
        ...(Object.keys(changed).length === 0 ? {} : { args: changed }),
        ...(actor === undefined ? {} : { actor }),
      }
    }),
  }
}

/** The text of a scenario file, one step a line. */
export function scenarioText(model: Model, scenario: Scenario): string {
  const { steps, ...head } = scenarioFile(model, scenario) as { steps: unknown[] }
  const lines = Object.entries(head).map(([key, value]) => `  ${JSON.stringify(key)}: ${JSON.stringify(value)}`)
  const stepLines = steps.map((step) => `    ${JSON.stringify(step)}`).join(',\n')
  return `{\n${lines.join(',\n')},\n  "steps": [${steps.length === 0 ? '' : `\n${stepLines}\n  `}]\n}\n`
}

/** Short fingerprint of a scenario: the same for the same scenario, everywhere. FNV-1a over its canonical text, 32 bits in hex. */
export function fingerprint(scenario: Scenario): string {
  let hash = 0x811c9dc5
  const { spec, knobs, steps } = scenario
  for (const char of stableJson({ spec, title: '', knobs, steps }))
    hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return (hash >>> 0).toString(16).padStart(8, '0')
}
