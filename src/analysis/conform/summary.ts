import type { Specification } from '#machines/specification.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import type { ChoiceReport, Recording, Report, Verdict } from './report.ts'

/** What a recording says about a clause: lines of it, by their index, that the explaining run has for this clause, and lines that go against it. */
export interface ClauseSeen {
  readonly clause: string
  readonly seen: readonly number[]
  readonly against: readonly number[]
}

/** Clauses that a line of a trace rests on: its own, and those that are cited with it. */
function clausesAt({ events, origins }: Trace, index: number): readonly string[] {
  const event = events[index]
  const own = event?.kind === 'return' ? event.clauses : []
  const by = origins[index]?.by ?? -1
  if (by < 0) return own
  const beside: string[] = []
  for (const way of [-1, 1])
    for (let at = index + way; origins[at]?.by === by; at += way) {
      const other = events[at]
      // What another answer rests on is not what this one rests on.
      if (other?.kind === 'return' || other?.kind === 'settle') break
      if (other?.kind === 'clause') beside.push(...other.ids)
    }
  return [...new Set([...own, ...beside])]
}

/** For each line of a recording the clauses that the line of the run rests on that explains it. */
export function clausesOfLines({ model }: Specification, { lines, run: scenario }: Report): string[][] {
  const trace = scenario === null ? null : run(model, scenario)
  return lines.map(({ tie }) => (trace === null || tie === null ? [] : [...clausesAt(trace, tie)]))
}

/** What a recording says about clauses, in the order of the document. */
export function clausesSeen(
  { document }: Specification,
  { deviations }: Report,
  byLine: readonly (readonly string[])[],
): ClauseSeen[] {
  return Object.keys(document.clauses).flatMap((clause): ClauseSeen[] => {
    const seen = byLine.flatMap((clauses, line) => (clauses.includes(clause) ? [line] : []))
    const against = deviations.flatMap(({ clauses, index }) => (clauses.includes(clause) ? [index] : []))
    return seen.length + against.length === 0 ? [] : [{ clause, seen, against }]
  })
}

/** What one recording says, small enough to be kept beside it: places in its file instead of lines, and no run. */
export interface RecordedEvidence {
  readonly name: string
  readonly verdict: Verdict
  /** Lines of the recording, and how many of them are explained. */
  readonly lines: number
  readonly explained: number
  readonly clauses: readonly {
    readonly clause: string
    /** Places in the file (`Recording.places`) where it is seen, and where the file goes against it. */
    readonly seen: readonly number[]
    readonly against: readonly number[]
  }[]
  /** Choices of which a value is required or ruled out. */
  readonly choices: readonly ChoiceReport[]
}

/** @param clauses What `clausesSeen` says of the report. */
export function evidenceOf(
  name: string,
  { places }: Pick<Recording, 'places'>,
  report: Report,
  clauses: readonly ClauseSeen[],
): RecordedEvidence {
  const placesOf = (lines: readonly number[]): number[] => [...new Set(lines.flatMap((line) => places[line] ?? []))]
  return {
    name,
    verdict: report.verdict,
    lines: report.seen,
    explained: report.explained,
    clauses: clauses.map(({ clause, seen, against }) => ({ clause, seen: placesOf(seen), against: placesOf(against) })),
    choices: report.choices.filter(({ says }) => says !== 'nothing'),
  }
}
