import type { Domain } from '#kernel/model.ts'
import { domainText } from '#formats/scenario.ts'
import { describedWithStatements, specsFormat } from '#formats/specsStatements.ts'
import { specifications } from '#machines/index.ts'
import { byGroup, scenarioGroups } from '#machines/scenarioGroups.ts'
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
    ...byGroup(scenarios).flatMap(({ id, group, shows }, i, all) => [
      ...(all[i - 1]?.group === group ? [] : [`    ${scenarioGroups[group]}`]),
      `      ${id.padEnd(32)} ${shows}`,
    ]),
    '',
  ]
}

/** `specs [--json]` */
export async function specs(args: readonly string[]): Promise<string[]> {
  const { values } = optionsOf('specs', args, { json: { type: 'boolean' } })
  if (values['json'] !== true) return specifications.flatMap(table)
  return [JSON.stringify({ format: specsFormat, specs: await describedWithStatements() }, null, 1)]
}
