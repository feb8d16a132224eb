import type { ObservedLine } from '#kernel/observed.ts'
import type { Specification, WayOut } from '#machines/specification.ts'
import type { Deviation, Overdue, Recording, Report } from './report.ts'

type Lines = readonly ObservedLine[]

/** The ways out of one line, those of one question once. */
const waysFor = ({ waysOut = [] }: Specification, lines: Lines, { index, found }: Deviation): readonly WayOut[] =>
  waysOut.filter((way) => way.excuses(found, lines.slice(0, index)))

/** The calls that had not returned at the end, though by a clause they had to. */
export const overdueIn = (
  { overdue = [] }: Specification,
  { observation: { lines }, hangs = [] }: Recording,
  placeOf: (index: number) => number | null,
): readonly Overdue[] =>
  hangs.flatMap((index) => {
    const line = lines[index]
    const due = line === undefined ? undefined : overdue.find(({ isIn }) => isIn(line, lines))
    return due === undefined ? [] : [{ index, place: placeOf(index), says: due.says, clauses: due.clauses }]
  })

const breachesIn = ({ breaches = [] }: Specification, lines: Lines, { index, found }: Deviation): readonly string[] =>
  breaches.flatMap(({ clauses, isIn }) => (isIn(found, lines.slice(0, index)) ? clauses : []))

/** Clauses that a line goes against by itself, those first, and then those that are cited where something else comes. */
export const withClausesOf = (specification: Specification, lines: Lines, deviation: Deviation): Deviation => ({
  ...deviation,
  clauses: [
    ...new Set([
      ...breachesIn(specification, lines, deviation),
      ...waysFor(specification, lines, deviation).flatMap(({ clauses }) => clauses),
      ...deviation.clauses,
    ]),
  ],
})

/** The questions whose other answer explains every line that cannot be had. */
export function waysOutOf(
  specification: Specification,
  lines: Lines,
  deviations: readonly Deviation[],
): Report['waysOut'] {
  const [first, ...others] = deviations.map((deviation) => waysFor(specification, lines, deviation))
  return (first ?? [])
    .filter(({ question }) => others.every((list) => list.some((way) => way.question === question)))
    .map(({ question, answer }) => ({ question, answer }))
}
