import type { Domain } from '#kernel/model.ts'
import { domainText } from '#formats/scenario.ts'
import { describedSpecs } from '#formats/specs.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { optionsOf } from './options.ts'

function table({ document, model, scenarios }: Specification): string[] {
  const args = (record: Readonly<Record<string, Domain>>): string =>
    Object.keys(record)
      .map((name) => ` [${name}]`)
      .join('')
  return [
    `${document.id}  ${document.title}  (${document.family})`,
    '  commands',
    ...Object.entries(model.commands).map(
      ([name, command]) => `    ${(name + args(command.args)).padEnd(44)} ${command.says}`,
    ),
    '  knobs',
    ...Object.entries(model.knobs).map(
      ([name, knob]) =>
        `    ${name.padEnd(28)} ${String(knob.domain.default).padEnd(15)} ${knob.kind.padEnd(12)} ${domainText(knob.domain)}`,
    ),
    '  codes',
    ...Object.entries(document.codes).map(
      ([code, { value, means }]) => `    ${code.padEnd(34)} ${value.padEnd(11)} ${means}`,
    ),
    `  clauses: ${Object.keys(document.clauses).length}, open questions: ${Object.keys(document.questions).length}`,
    '  scenarios',
    ...scenarios.map(({ id, shows }) => `    ${id.padEnd(34)} ${shows}`),
    '',
  ]
}

/** `specs [--json]` */
export function specs(args: readonly string[]): string[] {
  const { values } = optionsOf('specs', args, { json: { type: 'boolean' } })
  if (values['json'] !== true) return specifications.flatMap(table)
  return [JSON.stringify({ specs: describedSpecs() }, null, 1)]
}
