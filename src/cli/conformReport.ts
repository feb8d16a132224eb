import type { Deviation, Reading, Report, Verdict } from '#analysis/conform/conform.ts'
import { scenarioFile } from '#formats/scenario.ts'
import type { Opened } from '#formats/opened.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import type { Specification } from '#machines/specification.ts'

/** A recording with what it says when it is held against its specification. */
export interface Judged {
  readonly file: string
  readonly specification: Specification
  readonly opened: Opened
  readonly report: Report
}

const verdictWords = { allowed: 'allowed', notAllowed: 'not allowed', notDecided: 'not decided' } as const

const lineText = ({ kind, op, code, n }: ObservedLine): string =>
  [kind, op, code, kind === 'result' ? n : undefined].filter((part) => part !== undefined).join(' ')
const allowedText = ({ kind, op, code }: Deviation['allowed'][number]): string =>
  [kind, op, code].filter((part) => part !== null).join(' ')

function deviationJson({ index, place, found, allowed, clauses }: Deviation): object {
  return { line: place, index, found, allowed, clauses }
}

/** One line of `aftercancel/conformance@1`. */
export function conformanceJson({ file, specification, opened, report }: Judged): object {
  const { verdict, readings, run, first, deviations, waysOut, explained, worlds, worldsMax } = report
  return {
    format: 'aftercancel/conformance@1',
    file,
    spec: opened.observation.spec,
    from: opened.from,
    verdict,
    seen: opened.observation.lines.length,
    ignored: opened.ignored.reduce((sum, { count }) => sum + count, 0),
    readings,
    run: run === null ? null : scenarioFile(specification.model, run),
    first: first === null ? null : deviationJson(first),
    explained,
    others: deviations.slice(1).map(deviationJson),
    waysOut,
    overdue: report.overdue.map(({ index, place, says, clauses }) => ({ line: place, index, says, clauses })),
    allReadings: report.hasAllReadings,
    choices: report.choices,
    offBy: report.scale?.offBy ?? null,
    ties: run === null ? null : report.lines.map(({ tie }) => tie),
    worlds,
    ...(verdict === 'notDecided' ? { worldsMax } : {}),
  }
}

const readingText = (reading: Reading): string =>
  Object.entries(reading)
    .map(([name, value]) => `${name}=${String(value)}`)
    .join(' ')

function readingsText({ readings, hasAllReadings }: Report): string {
  const shown = readings
    .slice(0, 3)
    .map(readingText)
    .filter((text) => text !== '')
  if (shown.length === 0) return 'under every reading'
  const more = readings.length > 3 ? ` or ${readings.length - 3} others` : hasAllReadings ? '' : ' or others'
  return `if ${shown.join(' or ')}${more}`
}

/** What is to be said of a recording besides its verdict. */
function sayings({ opened, report }: Judged): string {
  const { verdict, deviations, first, scale, explained, worlds, isRestExplained, waysOut } = report
  const { unit } = opened.observation
  if (verdict === 'allowed') {
    const run = scale === null ? 'no run in time was found' : `the run is at most ${scale.offBy} ${unit} off`
    const overdue = report.overdue.map(
      ({ place, says, clauses }) => `; ${opened.placeIs} ${place ?? '?'}: ${says} (${clauses.join(', ')})`,
    )
    return `${readingsText(report)}; ${run}${overdue.join('')}`
  }
  if (verdict === 'notDecided')
    return `${explained} lines are explained; the bound of worlds was met at ${worlds.toLocaleString('en')}`
  if (first === null) return ''
  const { place } = first
  const where = place === null ? '' : `${opened.placeIs} ${place}: `
  const allowed = first.allowed.slice(0, 2).map(allowedText).join(' or ')
  const rest = isRestExplained
    ? deviations.length === 1
      ? '; the rest is explained'
      : `; the rest is explained but for ${deviations.length - 1} more`
    : ''
  const ways = waysOut.map(({ question, answer }) => `; all would fit with ${question}: ${answer}`).join('')
  return `${where}${lineText(first.found)} cannot be had${allowed === '' ? '' : `, ${allowed} could`} (${first.clauses.join(', ')})${rest}${ways}`
}

const columns = ['verdict', 'file', 'lines', 'what it says'] as const
const rowOf = (judged: Judged): readonly string[] => {
  const { report, opened, file } = judged
  const { length } = opened.observation.lines
  const lines = report.verdict === 'allowed' ? String(length) : `${report.explained} of ${length}`
  return [verdictWords[report.verdict], file, lines, sayings(judged)]
}

/** A table for a terminal. */
export function conformanceTable(all: readonly Judged[]): string[] {
  const rows = [columns, ...all.map(rowOf)]
  const widths = columns.map((_, i) => Math.max(...rows.map((row) => (row[i] ?? '').length)))
  return [
    ...rows.map((row) => row.map((cell, i) => (i === 3 ? cell : cell.padEnd(widths[i] ?? 0))).join('  ')),
    '',
    summary(all),
  ]
}

function summary(all: readonly Judged[]): string {
  const count = (verdict: Verdict): number => all.filter(({ report }) => report.verdict === verdict).length
  const undecided = count('notDecided')
  return `${all.length} ${all.length === 1 ? 'recording' : 'recordings'}: ${count('allowed')} allowed, ${count('notAllowed')} not allowed${undecided === 0 ? '' : `, ${undecided} not decided`}`
}

const cellOf = (text: string): string =>
  text
    .replaceAll('|', '\\|')
    .replaceAll('<', '&lt;')
    .replace(/[\r\n]+/g, ' ')

/** A summary in Markdown, as continuous integration shows it. */
export function conformanceMarkdown(all: readonly Judged[]): string[] {
  const marks = { allowed: '✅', notAllowed: '❌', notDecided: '❔' } as const
  const rows = all.map((judged) => {
    const [verdict = '', file = '', lines = '', says = ''] = rowOf(judged)
    const cells = [`${marks[judged.report.verdict]} ${verdict}`, `\`${file.replaceAll('`', '')}\``, lines, says]
    return `| ${cells.map(cellOf).join(' | ')} |`
  })
  const clauses = new Map(
    all.flatMap(({ specification, report }) =>
      report.deviations.slice(0, 1).flatMap(({ clauses: ids }) =>
        ids.flatMap((id) => {
          const clause = specification.document.clauses[id]
          return clause === undefined ? [] : [[id, clause] as const]
        }),
      ),
    ),
  )
  const said = [...clauses].map(([id, { force, section, says }]) => `- **${id}** (${force}, ${section}): ${says}`)
  return [
    `### ${summary(all)}`,
    '',
    `| ${columns.join(' | ')} |`,
    '| --- | --- | --- | --- |',
    ...rows,
    ...(said.length === 0 ? [] : ['', 'Clauses that a first line goes against:', '', ...said]),
  ]
}
