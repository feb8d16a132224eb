import type { Domain } from '#kernel/model.ts'
import { domainText } from '#formats/scenario.ts'
import { protocols } from '#machines/index.ts'
import type { Protocol } from '#machines/protocol.ts'
import { optionsOf } from './options.ts'

/** A domain in the words of the contract: `{"int":[0,1000],"default":10}`, `["first is the default", …]`, `{"bool":true}`. */
function knobDomain(domain: Domain): Record<string, unknown> {
  if (domain.type === 'int') return { int: [domain.min, domain.max], default: domain.default }
  if (domain.type === 'bool') return { bool: domain.default, default: domain.default }
  return { enum: domain.values, default: domain.default }
}

function argDomain(domain: Domain): unknown {
  return domain.type === 'enum' ? domain.values : knobDomain(domain)
}

const mapped = <T, U>(record: Readonly<Record<string, T>>, change: (value: T) => U): Record<string, U> =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

function described({ document, model, scenarios }: Protocol): Record<string, unknown> {
  return {
    title: document.title,
    family: document.family,
    commands: mapped(model.commands, (command) => mapped(command.args, argDomain)),
    knobs: mapped(model.knobs, (knob) => ({ ...knobDomain(knob.domain), kind: knob.kind, title: knob.title, says: knob.says, ...(knob.clauses === undefined ? {} : { clauses: knob.clauses }) })),
    codes: model.codes,
    meanings: mapped(document.codes, (code) => code.means),
    clauses: document.clauses,
    holes: document.holes,
    roles: model.roles.map(({ name, title, note }) => ({ name, title, note })),
    resources: mapped(model.resources, ({ title }) => title),
    scenarios: scenarios.map(({ id, title, shows }) => ({ id, title, shows })),
  }
}

function table({ document, model, scenarios }: Protocol): string[] {
  const args = (record: Readonly<Record<string, Domain>>): string => Object.keys(record).map((name) => ` [${name}]`).join('')
  return [
    `${document.id}  ${document.title}  (${document.family})`,
    '  commands',
    ...Object.entries(model.commands).map(([name, command]) => `    ${(name + args(command.args)).padEnd(44)} ${command.says}`),
    '  knobs',
    ...Object.entries(model.knobs).map(([name, knob]) => `    ${name.padEnd(28)} ${String(knob.domain.default).padEnd(15)} ${knob.kind.padEnd(12)} ${domainText(knob.domain)}`),
    '  codes',
    ...Object.entries(document.codes).map(([code, { value, means }]) => `    ${code.padEnd(34)} ${value.padEnd(11)} ${means}`),
    `  clauses: ${Object.keys(document.clauses).length}, open questions: ${Object.keys(document.holes).length}`,
    '  scenarios',
    ...scenarios.map(({ id, shows }) => `    ${id.padEnd(34)} ${shows}`),
    '',
  ]
}

/** `specs [--json]` */
export function specs(args: readonly string[]): string[] {
  const { values } = optionsOf('specs', args, { json: { type: 'boolean' } })
  if (values['json'] !== true) return protocols.flatMap(table)
  return [JSON.stringify({ specs: Object.fromEntries(protocols.map((protocol) => [protocol.document.id, described(protocol)])) }, null, 1)]
}
