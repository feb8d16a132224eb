import { scenarioOf } from '#machines/scenario.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import type { Force } from '#specs/document.ts'
import type { SpecReport, Verdict } from './check.ts'
import { citationsOf, clausesIn } from './citations.ts'
import { wordsOfVerdict } from './verdicts.ts'

/** A statement that cites a clause. */
export interface CheckedBy {
  readonly id: string
  readonly says: string
  readonly isBelief: boolean
  /** Null as long as nothing was explored. */
  readonly verdict: Verdict | null
}

/** What is done about one clause. */
export interface ClauseCoverage {
  readonly id: string
  readonly force: Force
  readonly section: string
  readonly says: string
  /** Roles whose behaviour cites it, in lane order. */
  readonly modelled: readonly string[]
  readonly checked: readonly CheckedBy[]
  /** Ids of the built-in scenarios whose runs exercise it. */
  readonly witnessed: readonly string[]
  /** Why it is not in the model. */
  readonly outside: string | null
}

export interface Coverage {
  readonly spec: string
  readonly title: string
  readonly clauses: readonly ClauseCoverage[]
  readonly scenarios: readonly { readonly id: string; readonly title: string; readonly clauses: readonly string[] }[]
}

/** Roles that cite a clause with what they return or do in a run: what a machine computes is not to be seen in its definition. */
function rolesIn(trace: Trace): ReadonlyMap<string, ReadonlySet<string>> {
  const roles = new Map<string, Set<string>>()
  for (const event of trace.events) {
    if (event.kind !== 'return') continue
    const role = event.actor.split('#')[0] ?? event.actor
    for (const id of event.clauses) roles.set(id, (roles.get(id) ?? new Set()).add(role))
  }
  return roles
}

/** A statement, of a plan or of a report. */
interface Stated {
  readonly id: string
  readonly says: string
  readonly clauses: readonly string[]
  readonly permitted?: string | null
  readonly belief?: string | null
}

/** Clause by clause: who carries it out, which statements check it, which scenarios show it. `report`: of a check, if one was made. */
export function coverageOf(
  specification: Specification,
  statements: readonly Stated[],
  report: SpecReport | null = null,
): Coverage {
  const { document, model, scenarios } = specification
  const citations = citationsOf(specification)
  const traces = scenarios.map((builtIn) => ({ builtIn, trace: run(model, scenarioOf(specification, builtIn)) }))
  const exercised = traces.map(({ builtIn, trace }) => ({
    id: builtIn.id,
    title: builtIn.title,
    clauses: [...clausesIn(trace)].sort(),
  }))
  const inRuns = traces.map(({ trace }) => rolesIn(trace))
  const verdicts = new Map(report?.properties.map(({ id, verdict }) => [id, verdict]))
  const clauses = Object.entries(document.clauses).map(([id, { force, section, says, outside }]): ClauseCoverage => {
    const cited = new Set((citations.get(id) ?? []).map(({ role }) => role))
    const names = new Set(inRuns.flatMap((roles) => [...(roles.get(id) ?? [])]))
    return {
      id,
      force,
      section,
      says,
      modelled: model.roles.filter(({ name, title }) => cited.has(title) || names.has(name)).map(({ title }) => title),
      checked: statements
        .filter((property) => property.clauses.includes(id) || property.permitted === id)
        .map((property) => ({
          id: property.id,
          says: property.says,
          isBelief: (property.belief ?? null) !== null,
          verdict: verdicts.get(property.id) ?? null,
        })),
      witnessed: exercised.filter((scenario) => scenario.clauses.includes(id)).map((scenario) => scenario.id),
      outside: outside ?? null,
    }
  })
  return { spec: document.id, title: document.title, clauses, scenarios: exercised }
}

/** How many clauses there are, and what is done about them. */
export function countsOf({ clauses }: Coverage): {
  readonly all: number
  readonly modelled: number
  readonly checked: number
  readonly witnessed: number
  readonly outside: number
} {
  const count = (is: (clause: ClauseCoverage) => boolean): number => clauses.filter(is).length
  return {
    all: clauses.length,
    modelled: count(({ modelled }) => modelled.length > 0),
    checked: count(({ checked }) => checked.length > 0),
    witnessed: count(({ witnessed }) => witnessed.length > 0),
    outside: count(({ outside }) => outside !== null),
  }
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ')

function checkedText(checked: readonly CheckedBy[]): string {
  return checked
    .map(({ id, verdict, isBelief }) => (verdict === null ? id : `${id}: ${wordsOfVerdict(verdict, isBelief)}`))
    .join('; ')
}

/** The coverage as a table that one can put into a review. */
export function coverageMarkdown(coverage: Coverage): string {
  const { all, modelled, checked, witnessed, outside } = countsOf(coverage)
  const titles = new Map(coverage.scenarios.map(({ id, title }) => [id, title]))
  const rows = coverage.clauses.map((clause) => {
    const how = clause.outside === null ? clause.modelled.join(', ') : `not modelled: ${clause.outside}`
    const shown = clause.witnessed.map((id) => titles.get(id) ?? id).join('; ')
    return `| ${[clause.id, clause.force, clause.says, how, checkedText(clause.checked), shown].map(cell).join(' | ')} |`
  })
  return [
    `# ${coverage.title}: what is done about each clause`,
    '',
    `${all} clauses: ${modelled} modelled, ${checked} checked, ${witnessed} witnessed by a scenario, ${outside} left out with a reason.`,
    '',
    '| clause | force | in our words | modelled by | checked by | witnessed by |',
    '| --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n')
}

/** One line a clause, for a test that shows what a change has changed. */
export function coverageSummary(coverage: Coverage): string {
  const { all, modelled, checked, witnessed, outside } = countsOf(coverage)
  const line = ({
    id,
    force,
    modelled: roles,
    checked: by,
    witnessed: shown,
    outside: why,
  }: ClauseCoverage): string => {
    if (why !== null) return `  ${id.padEnd(7)} ${force.padEnd(11)} outside`
    return `  ${id.padEnd(7)} ${force.padEnd(11)} ${roles.join(', ') || '-'} | ${by.map((each) => each.id).join(' ') || '-'} | ${shown.length} scenarios`
  }
  return [
    `${coverage.spec}: ${all} clauses, ${modelled} modelled, ${checked} checked, ${witnessed} witnessed, ${outside} outside`,
    ...coverage.clauses.map(line),
  ].join('\n')
}
