import { toJsonSchema, type ConversionConfig } from '@valibot/to-json-schema'
import { lessonEnvelope, lessonFormat } from '#formats/lesson.ts'
import { demoEnvelope, demoFormat } from '#formats/demo.ts'
import { resultEnvelope, resultFormat } from '#formats/result.ts'
import { observationFormat, observationHeader, observedLine } from '#formats/observation.ts'
import { scenarioEnvelope, scenarioFormat } from '#formats/scenario.ts'
import type { Domain, Model } from '#kernel/model.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'

/** A JSON Schema, as far as we look into one. */
type Schema = Record<string, unknown>

/** The domain of a knob or of an argument, as an editor understands it. */
function domainSchema(domain: Domain): Schema {
  if (domain.type === 'int')
    return { type: 'integer', minimum: domain.min, maximum: domain.max, default: domain.default }
  if (domain.type === 'bool') return { type: 'boolean', default: domain.default }
  return { enum: domain.values, default: domain.default }
}

const mapped = <T>(all: Readonly<Record<string, T>>, schema: (one: T) => Schema): Schema =>
  Object.fromEntries(Object.entries(all).map(([name, one]) => [name, schema(one)]))

const onlyThese = (properties: Schema): Schema => ({ type: 'object', additionalProperties: false, properties })

/** One of the commands, and the arguments that it takes. */
const stepSchema = ({ commands }: Model): Schema => ({
  properties: {
    do: { oneOf: Object.entries(commands).map(([name, { says }]) => ({ const: name, description: says })) },
  },
  allOf: Object.entries(commands).map(([name, { args }]) => ({
    if: { properties: { do: { const: name } } },
    then: { properties: { args: onlyThese(mapped(args, domainSchema)) } },
  })),
})

/** What a scenario of one specification may hold besides what all of them do. */
const scenarioOf = ({ document, model }: Specification): Schema => ({
  if: { properties: { spec: { const: document.id } } },
  then: {
    properties: {
      knobs: onlyThese(mapped(model.knobs, ({ domain, says }) => ({ description: says, ...domainSchema(domain) }))),
      steps: { items: stepSchema(model) },
    },
  },
})

/** What our own checks say beyond a type (a safe integer, a plain object) is left to the page; an editor needs the outline. */
const outline: ConversionConfig = { errorMode: 'ignore', typeMode: 'input' }

const titled = (title: string, description: string, schema: Schema): Schema => {
  const { $schema, ...rest } = schema
  return { $schema, title, description, ...rest }
}

function scenarioSchema(): Schema {
  const shape = toJsonSchema(scenarioEnvelope, outline) as Schema & { properties: Schema }
  const spec = {
    oneOf: specifications.map(({ document }) => ({
      const: document.id,
      description: `${document.title}, ${document.family}`,
    })),
  }
  return titled(scenarioFormat, 'The only input of a run: docs/formats.md, section 1.', {
    ...shape,
    properties: { ...shape.properties, spec },
    allOf: specifications.map(scenarioOf),
  })
}

/** Of one line of an observation: the first is the header, all others are what was seen. */
function observationSchema(): Schema {
  const { $schema, ...header } = toJsonSchema(observationHeader, outline) as Schema
  const { $schema: _, ...line } = toJsonSchema(observedLine, outline) as Schema
  return titled(observationFormat, 'One line of a recording in JSON Lines: docs/observations.md.', {
    $schema,
    if: { required: ['format'] },
    then: header,
    else: line,
  })
}

const lessonSchema = (): Schema =>
  titled(
    lessonFormat,
    'Questions about runs: docs/formats.md, section 7.',
    toJsonSchema(lessonEnvelope, outline) as Schema,
  )

const resultSchema = (): Schema =>
  titled(
    resultFormat,
    'What one person answered: docs/formats.md, section 8.',
    toJsonSchema(resultEnvelope, outline) as Schema,
  )

const demoSchema = (): Schema =>
  titled(
    demoFormat,
    'What is shown and said before an audience: docs/formats.md, section 6.',
    toJsonSchema(demoEnvelope, outline) as Schema,
  )

/** JSON Schemas by file name, made from the same definitions that validate. `npm run schemas` writes them to public/schemas. */
export const schemas = (): Readonly<Record<string, Schema>> => ({
  'scenario.schema.json': scenarioSchema(),
  'observation.schema.json': observationSchema(),
  'lesson.schema.json': lessonSchema(),
  'result.schema.json': resultSchema(),
  'demo.schema.json': demoSchema(),
})

/** The text of a schema's file. */
export const schemaText = (schema: Schema): string => `${JSON.stringify(schema, null, 2)}\n`
