import type { Domain } from '#kernel/model.ts'
import { loadedSpecifications } from '#machines/registry.ts'
import type { Specification } from '#machines/specification.ts'

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

function described({ document, model, scenarios }: Specification): Record<string, unknown> {
  return {
    title: document.title,
    family: document.family,
    requirements: document.requirements,
    commands: mapped(model.commands, (command) => mapped(command.args, argDomain)),
    knobs: mapped(model.knobs, (knob) => ({
      ...knobDomain(knob.domain),
      kind: knob.kind,
      title: knob.title,
      says: knob.says,
      ...(knob.clauses === undefined ? {} : { clauses: knob.clauses }),
    })),
    codes: model.codes,
    meanings: mapped(document.codes, (code) => code.means),
    evidence: mapped(document.codes, (code) => code.evidence),
    clauses: document.clauses,
    holes: document.questions,
    roles: model.roles.map(({ name, title, note }) => ({ name, title, note })),
    resources: mapped(model.resources, ({ title }) => title),
    scenarios: scenarios.map(({ id, title, group, shows }) => ({ id, title, group, shows })),
  }
}

/** Everything there is to know about the specifications that are loaded, by id: what `specs --json` prints and `aftercancel.specs()` returns. */
export const describedSpecs = (): Record<string, Record<string, unknown>> =>
  Object.fromEntries(
    loadedSpecifications().map((specification) => [specification.document.id, described(specification)]),
  )
