import type { Json } from '#base/json.ts'
import type { Document } from '#specs/document.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'

/** How the Review screen is looked at; it travels in links. The clause that is read, for each specification. */
export type ReviewPlace = Readonly<Record<string, string>>

/** A place that came from a link or from nowhere; what makes no sense in it is left out. */
export function reviewPlace(value: Json | undefined): ReviewPlace {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return {}
  const entries = Object.entries(value).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[1].length <= 40 && entry[0].length <= 40,
  )
  return Object.fromEntries(entries.slice(0, 20))
}

/** The clause that is read: the one that the place names, else the first. */
export function clauseAt({ id, clauses }: Document, place: ReviewPlace): string {
  const named = Object.hasOwn(place, id) ? place[id] : undefined
  return named !== undefined && Object.hasOwn(clauses, named) ? named : (Object.keys(clauses)[0] ?? '')
}

/** Reads a clause of the specification in the lab, and says so to who cannot see it. */
export function readClause(lab: LabStore, clause: string): void {
  const { scenario, places } = lab.getState()
  const { document } = specificationFor(scenario)
  const found = Object.hasOwn(document.clauses, clause) ? document.clauses[clause] : undefined
  if (found === undefined) return
  lab.actions.setPlace('review', { ...reviewPlace(places.review), [document.id]: clause })
  lab.actions.announce(`${clause}, ${found.force}: ${found.says}`)
}

/** To the next (1) or the previous (-1) clause; there is none before the first or after the last. */
export function stepClause(lab: LabStore, by: 1 | -1): void {
  const { scenario, places } = lab.getState()
  const { document } = specificationFor(scenario)
  const ids = Object.keys(document.clauses)
  const next = ids[ids.indexOf(clauseAt(document, reviewPlace(places.review))) + by]
  if (next !== undefined) readClause(lab, next)
}
