import { conform as held } from '#analysis/conform/conform.ts'
import { ensure } from '#base/assert.ts'
import { domainText, didYouMean } from '#formats/scenario.ts'
import { finish, sources, type Opened, type Source } from '#formats/opened.ts'
import { openRecording, recordingBytesMax } from '#formats/recognise.ts'
import type { Domain, Model, Value } from '#kernel/model.ts'
import { specificationOf } from '#machines/index.ts'
import { conformanceJson, conformanceMarkdown, conformanceTable, type Judged } from './conformReport.ts'
import { BadInput, must, readBytes } from './input.ts'
import { optionsOf } from './options.ts'

export interface ConformAnswer {
  readonly lines: string[]
  readonly violated: boolean
}

function sourceIn(value: string | boolean | undefined): Source | undefined {
  if (value === undefined) return undefined
  const source = sources.find((known) => known === value)
  if (source === undefined)
    throw new BadInput(`--from: expected one of ${sources.join(', ')}, found "${String(value)}"`)
  return source
}

function valueIn(domain: Domain, text: string): Value | undefined {
  if (domain.type === 'enum') return domain.values.includes(text) ? text : undefined
  if (domain.type === 'bool') return text === 'true' ? true : text === 'false' ? false : undefined
  const number = Number(text)
  return /^\d+$/.test(text) && number >= domain.min && number <= domain.max ? number : undefined
}

/** Knobs that are given as KNOB=VALUE. */
function pinnedIn(model: Model, given: readonly string[]): Record<string, Value> {
  const names = Object.keys(model.knobs)
  return Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=')
      const name = at < 0 ? text : text.slice(0, at)
      const knob = Object.hasOwn(model.knobs, name) ? model.knobs[name] : undefined
      if (knob === undefined) throw new BadInput(`--profile: unknown knob "${name}"${didYouMean(name, names)}`)
      const value = at < 0 ? undefined : valueIn(knob.domain, text.slice(at + 1))
      if (value === undefined)
        throw new BadInput(`--profile: ${name}: expected ${domainText(knob.domain)}, found "${text.slice(at + 1)}"`)
      return [name, value] as const
    }),
  )
}

function opened(file: string, from: Source | undefined): Opened {
  const place = file === '-' ? 'standard input' : file
  const bytes = must(readBytes(file, recordingBytesMax))
  return must(finish(openRecording(bytes, { name: file, ...(from === undefined ? {} : { from }) })), place)
}

function judge(file: string, read: Opened, profile: readonly string[], spec: string | boolean | undefined): Judged {
  const { observation } = read
  const place = file === '-' ? 'standard input' : file
  if (spec !== undefined && spec !== observation.spec)
    throw new BadInput(`${place}: expected a recording of "${String(spec)}", found one of "${observation.spec}"`)
  const specification = specificationOf(observation.spec)
  if (specification === undefined) throw new BadInput(`${place}: unknown specification "${observation.spec}"`)
  const given = pinnedIn(specification.model, profile)
  const report = ensure(held(specification, read, { given }), 'nobody stops it')
  return { file, specification, opened: read, report }
}

/** `conform FILE… [--spec S] [--from SOURCE] [--profile KNOB=VALUE]… [--json | --to markdown]` */
export function conform(args: readonly string[]): ConformAnswer {
  const { values, files } = optionsOf('conform', args, {
    spec: { type: 'string' },
    from: { type: 'string' },
    profile: { type: 'string', multiple: true },
    json: { type: 'boolean' },
    to: { type: 'string' },
  })
  if (files.length === 0) throw new BadInput('conform: expected recordings, or - for standard input')
  const { to, json, spec } = values
  if (to !== undefined && to !== 'markdown') throw new BadInput(`--to: expected markdown, found "${String(to)}"`)
  const from = sourceIn(values['from'])
  const profile: unknown = values['profile']
  const given = Array.isArray(profile) ? profile.map(String) : []
  const all = files.map((file) => judge(file, opened(file, from), given, spec))
  const lines =
    json === true
      ? all.map((judged) => JSON.stringify(conformanceJson(judged)))
      : to === 'markdown'
        ? conformanceMarkdown(all)
        : conformanceTable(all)
  return { lines, violated: all.some(({ report: { verdict } }) => verdict !== 'allowed') }
}
