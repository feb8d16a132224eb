import { cancelCommand } from '#kernel/call.ts'
import type { PropertyReport, Discovery, SpecReport, Verdict } from '#analysis/check.ts'
import { coverageMarkdown, coverageOf, countsOf, type Coverage } from '#analysis/coverage.ts'
import { headlineOf, sortedProperties, wordsOfVerdict } from '#analysis/verdicts.ts'
import { wordsOf } from '#analysis/words.ts'
import { scenarioFile } from '#formats/scenario.ts'
import type { Scenario } from '#kernel/model.ts'
import type { Action } from '#kernel/property.ts'
import { specificationOf } from '#machines/index.ts'
import type { Evidence } from '#specs/document.ts'
import { specificationFor, tryRun } from '../lab/derived.ts'
import type { CheckView } from './checks.ts'

/** The report of a check as the page shows it: rows that can be selected, and what is told about the one that is. */

export { countsOf, headlineOf }
export type { Coverage, ClauseCoverage } from '#analysis/coverage.ts'

/** Word and picture of a verdict. `pending`: nothing can be said yet. */
export type Mark = 'holds' | 'seen' | 'never' | 'exception' | 'false' | 'violated' | 'vacuous' | 'pending'

export interface Row {
  /** `property ID` or `code CODE`. */
  readonly key: string
  readonly clauses: readonly string[]
  readonly text: string
  /** A symbol of the machine's, which has a voice of its own. */
  readonly isSymbol: boolean
  readonly mark: Mark
  readonly word: string
  /** A number to the verdict: how many worlds, or after how many steps. */
  readonly note: string
  readonly sighting: Discovery | null
  /** Whether no run in time will come any more, where the way that was found has none. */
  readonly isSearched: boolean
  /** What the shown run is: a counterexample or a witness; where there is none, why not. */
  readonly shows: string
  /** Why it is so, under its own heading. */
  readonly why: { readonly title: string; readonly text: string; readonly evidence?: Evidence } | null
}

export interface Group {
  readonly id: string
  readonly title: string
  readonly about: string
  readonly rows: readonly Row[]
}

const marks: Readonly<Record<Verdict, Mark>> = {
  holds: 'holds',
  seen: 'seen',
  neverReached: 'never',
  violated: 'violated',
  finding: 'exception',
  vacuous: 'vacuous',
  unknown: 'pending',
}

/** What stands in the place of a run where there is none. */
const unshown: Readonly<Record<Verdict, string>> = {
  holds: 'No run breaks it',
  seen: 'Seen',
  neverReached: 'No run reaches it',
  violated: 'Violated',
  finding: 'Permitted exception',
  vacuous: 'No run meets its condition',
  unknown: 'No run to show',
}

const figures = new Intl.NumberFormat('en-GB')
/** 1 056 788: thin spaces between thousands. */
export const figure = (n: number): string => figures.format(n).replaceAll(',', ' ')

/** How long the shortest way is; as long as something is left to explore, a shorter one may come. */
function stepsText({ complete }: Pick<SpecReport, 'complete'>, { path }: Discovery): string {
  const steps = path.length === 1 ? '1 step' : `${path.length} steps`
  return complete ? `after ${steps}` : `${steps} so far`
}

/** The mark of a statement, or of a belief, which is false where a run breaks it, whoever permits that. */
export function markOf({ verdict, belief }: Pick<PropertyReport, 'verdict' | 'belief'>): Mark {
  if (belief === null) return marks[verdict]
  if (verdict === 'violated' || verdict === 'neverReached' || verdict === 'finding') return 'false'
  return marks[verdict]
}

/** To how much a statement applies: the rest of what was explored says nothing about it. */
export function appliesText(
  { worlds }: SpecReport,
  { applies, kind }: Pick<PropertyReport, 'applies' | 'kind'>,
): string {
  if (kind === 'step') return `in ${figure(applies)} ${applies === 1 ? 'step' : 'steps'}`
  return applies === worlds ? `in all ${figure(worlds)} states` : `in ${figure(applies)} of ${figure(worlds)} states`
}

/** How much the check of the page has explored, bounded and left out, in a sentence; null where it has not run. */
export function scopeOf({ mode, report, campaigns, further, keptAt }: CheckView): string | null {
  if (report === null || mode === 'idle' || report.worlds === 0) return null
  const all = campaigns.length + further.length
  const run = campaigns.filter(({ phase }) => phase === 'over').length
  const cut = campaigns.filter(({ phase, complete }) => phase === 'over' && !complete).length
  const rest = [
    ...(cut === 0 ? [] : [`${cut} met a bound`]),
    ...(further.length === 0 ? [] : [`${further.length} ${further.length === 1 ? 'needs' : 'need'} Thorough`]),
  ]
  const tried = report.complete
    ? `every order within the bounds was tried, ${figure(report.worlds)} states`
    : `not complete, ${figure(report.worlds)} states`
  const when = keptAt === null ? '' : `; found at ${new Date(keptAt).toISOString().slice(0, 16).replace('T', ' ')} UTC`
  return [`${tried}; ${run} of ${all} ${all === 1 ? 'campaign' : 'campaigns'} run`, ...rest].join(', ') + when
}

function whyOf(report: SpecReport, property: PropertyReport): Row['why'] {
  const { verdict, belief, evidence, permitted } = property
  const worlds = figure(report.worlds)
  if (belief !== null)
    return {
      title:
        verdict === 'unknown' || verdict === 'vacuous'
          ? 'What is to be known'
          : markOf(property) === 'false'
            ? 'Why it is false'
            : 'Why it is true',
      text: belief,
      ...(evidence === null ? {} : { evidence }),
    }
  switch (verdict) {
    case 'holds':
      return {
        title: 'What was checked',
        text: `It applies ${appliesText(report, property)} within the bounds, and none breaks it.`,
      }
    case 'seen':
      return {
        title: 'First seen',
        text: report.complete
          ? 'The shortest way to it is shown; no shorter one exists within the bounds.'
          : 'The shortest way that was found so far is shown; what was not explored yet may hold a shorter one.',
      }
    case 'neverReached':
      return {
        title: 'Why it is never reached',
        text: `None of the ${worlds} states within the bounds shows it: nothing that can be done here leads to it.`,
      }
    case 'violated':
      return {
        title: 'What is wrong',
        text: 'The shortest run that breaks it is shown, and nothing in the document permits it. Either the model or the statement is at fault.',
      }
    case 'finding':
      return {
        title: 'Why it is no failure',
        text: `${permitted ?? 'The document'} leaves it open, so a system may behave like this and still conform.`,
      }
    case 'vacuous':
      return {
        title: 'Why it says nothing',
        text: `None of the ${worlds} states within the bounds meets its condition. Either the model or the statement is at fault.`,
      }
    case 'unknown':
      return property.kind === 'reachable'
        ? {
            title: 'Not seen yet',
            text: 'It is said to be never reached only when everything within the bounds was tried.',
          }
        : { title: 'Not known yet', text: 'It is said to hold only when everything within the bounds was tried.' }
  }
}

function propertyRow(report: SpecReport, property: PropertyReport): Row {
  const { id, clauses, says, verdict, sighting, belief, permitted } = property
  const isBelief = belief !== null
  const note =
    sighting !== null
      ? stepsText(report, sighting)
      : verdict === 'holds'
        ? appliesText(report, property)
        : verdict === 'neverReached'
          ? `in none of ${figure(report.worlds)} states`
          : ''
  const isFalse = property.kind !== 'reachable'
  return {
    key: `property ${id}`,
    clauses:
      verdict === 'finding' && permitted !== null && !clauses.includes(permitted) ? [...clauses, permitted] : clauses,
    text: isBelief ? `“${says}”` : says,
    isSymbol: false,
    mark: markOf(property),
    word: verdict === 'unknown' ? 'not known yet' : wordsOfVerdict(verdict, isBelief),
    note,
    sighting,
    isSearched: report.complete,
    shows: sighting === null ? unshown[verdict] : isFalse ? 'Counterexample' : 'Witness',
    why: whyOf(report, property),
  }
}

function codeRows(report: SpecReport): Row[] {
  return report.codes.map(({ code, value, by, sighting }) => ({
    key: `code ${code}`,
    clauses: [],
    text: code,
    isSymbol: true,
    mark: by !== null ? 'seen' : report.complete ? 'never' : 'pending',
    word:
      by === null
        ? report.complete
          ? 'unreachable'
          : 'not known yet'
        : by === 'settle'
          ? 'final outcome'
          : `by ${by}`,
    note: sighting === null ? value : stepsText(report, sighting),
    sighting,
    isSearched: report.complete,
    shows: sighting === null ? unshown[report.complete ? 'neverReached' : 'unknown'] : 'Witness',
    why:
      by !== null
        ? null
        : report.complete
          ? { title: 'Why it is never returned', text: 'Nothing that can be done within the bounds leads to it.' }
          : {
              title: 'Not seen yet',
              text: 'It is said to be unreachable only when everything within the bounds was tried.',
            },
  }))
}

/** Everything that was checked, in the order in which it is shown. */
export function groupsOf(report: SpecReport): Group[] {
  const { statements, findings, beliefs } = sortedProperties(report)
  const rows = (list: readonly PropertyReport[]): Row[] => list.map((property) => propertyRow(report, property))
  const groups: Group[] = [
    {
      id: 'statements',
      title: 'What the document says',
      about: 'restated as something that can be checked',
      rows: rows(statements),
    },
    {
      id: 'findings',
      title: 'Permitted exceptions',
      about: 'a conforming system may break them',
      rows: rows(findings),
    },
    { id: 'beliefs', title: 'What people believe', about: 'and what the runs say about it', rows: rows(beliefs) },
    { id: 'codes', title: 'What can come back', about: 'each code with its shortest run', rows: codeRows(report) },
  ]
  return groups.filter((group) => group.rows.length > 0)
}

/** The row that is shown until somebody selects one: what is violated, else the first false belief, else the first that has a run. */
export function firstRow(groups: readonly Group[]): Row | null {
  const rows = groups.flatMap((group) => group.rows)
  const beliefs = groups.find(({ id }) => id === 'beliefs')?.rows ?? []
  const isShown = ({ sighting }: Row): boolean => (sighting?.scenario ?? null) !== null
  return (
    rows.find(({ mark }) => mark === 'violated') ??
    beliefs.find((row) => row.mark === 'false' && isShown(row)) ??
    rows.find(isShown) ??
    rows[0] ??
    null
  )
}

/** What is done, step by step, where no timed run is there to show it. */
export function choicesTold(spec: string, path: readonly Action[]): string[] {
  const model = specificationOf(spec)?.model
  return path.map((choice) => {
    if (choice.kind === 'command') return model?.commands[choice.do]?.title ?? choice.do
    if (choice.kind === 'timer') return `${choice.name} of ${choice.actor} passes`
    return `${choice.to} receives ${choice.name} from ${choice.from}`
  })
}

/** The lines of a run that tell what happened: commands, returns, results, the end of operations. */
export function linesTold(
  scenario: Scenario,
): { readonly tick: number; readonly words: string; readonly line: number }[] {
  const run = tryRun(scenario)
  if (!run.ok) return []
  const trace = run.value
  const { model } = specificationFor(scenario)
  const kinds = new Set(['command', 'return', 'result', 'settle', 'drop', 'unsupported', 'milestone', 'resource'])
  return trace.events.flatMap((event) =>
    kinds.has(event.kind) ? [{ tick: event.t, words: wordsOf(model, trace, event), line: event.i }] : [],
  )
}

/** "cancel at 21, noticeTicks 1": what the scenario of a sighting does, in as few words as it takes. */
export function toldShortly(scenario: Scenario): string {
  const { model } = specificationFor(scenario)
  const cancels = scenario.steps.filter((step) => step.do === cancelCommand).map(({ at }) => String(at))
  const turned = Object.entries(scenario.knobs).filter(([name, value]) => model.knobs[name]?.domain.default !== value)
  const knobs = turned
    .slice(0, 3)
    .map(
      ([name, value]) =>
        `${(model.knobs[name]?.title ?? name).replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())}: ${String(value)}`,
    )
  const more = turned.length > 3 ? [`and ${turned.length - 3} more settings`] : []
  return [cancels.length === 0 ? 'no cancel' : `cancel at ${cancels.join(' and ')}`, ...knobs, ...more].join(', ')
}

/** Clause coverage with what is known of the check. */
export function coverageFor(spec: string, report: SpecReport | null): Coverage | null {
  const specification = specificationOf(spec)
  return specification === undefined ? null : coverageOf(specification, report?.properties ?? [], report)
}

/** A scenario as its file would be, which is how the lab takes it from outside. */
export const scenarioFileOf = (scenario: Scenario): unknown => scenarioFile(specificationFor(scenario).model, scenario)

/** How much was explored for the verdicts: a file that is passed on has to say it itself. */
function exploredText(report: SpecReport | null): string {
  if (report === null || report.worlds === 0) return 'Nothing was explored yet: no verdict is known.'
  const worlds = `${figure(report.worlds)} states`
  return report.complete
    ? `The check is complete: ${worlds} within its bounds.`
    : `The check is not complete: the verdicts are those after ${worlds}.`
}

const tableCell = (text: string): string => text.replaceAll('|', '\\|')

/** The coverage as a page for a review: each clause, and what the statements say by which it is checked. */
export function coveragePage(coverage: Coverage, report: SpecReport | null): string {
  const statements = (report?.properties ?? []).map(
    ({ id, says, verdict, belief }) =>
      `| ${[id, says, wordsOfVerdict(verdict, belief !== null)].map(tableCell).join(' | ')} |`,
  )
  return [
    coverageMarkdown(coverage),
    '## What is checked',
    '',
    exploredText(report),
    '',
    '| statement | says | verdict |',
    '| --- | --- | --- |',
    ...statements,
    '',
  ].join('\n')
}

/** The same as data. */
export function coverageJson(coverage: Coverage, report: SpecReport | null): string {
  const { spec, clauses, scenarios } = coverage
  const check = { complete: report?.complete ?? false, worlds: report?.worlds ?? 0 }
  return `${JSON.stringify({ spec, counts: countsOf(coverage), check, clauses, scenarios }, null, 1)}\n`
}
