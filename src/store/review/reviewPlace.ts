import type { Json } from '#base/json.ts'
import type { Document } from '#specs/document.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabState, LabStore } from '../lab/lab.ts'

/** How the Review screen is looked at; it travels in links. The clause that is read, for each specification. */
export type ReviewPlace = Readonly<Record<string, string>>

/** A clause on the agenda of a meeting. */
export interface AgendaItem {
  readonly spec: string
  readonly clause: string
}

/** A meeting that is held: what is on its agenda, and how long a clause may take. */
export interface MeetingPlace {
  /** In order; empty: all clauses of the specification that is open. */
  readonly agenda: readonly AgendaItem[]
  /** Minutes for a clause; 0: as long as it takes. */
  readonly minutes: number
}

const recordOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {}

/** A place that came from a link or from nowhere; what makes no sense in it is left out. */
export function reviewPlace(value: Json | undefined): ReviewPlace {
  const entries = Object.entries(recordOf(value)).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && entry[1].length <= 40 && entry[0].length <= 40,
  )
  return Object.fromEntries(entries.slice(0, 20))
}

/** The meeting that a place is in, its agenda as `spec clause`; null: none. */
export function meetingPlace(value: Json | undefined): MeetingPlace | null {
  const held = recordOf(value)['meeting']
  if (typeof held !== 'object' || held === null) return null
  const { agenda, minutes } = recordOf(held)
  const items = (Array.isArray(agenda) ? agenda : []).flatMap((item): AgendaItem[] => {
    const [spec = '', clause = ''] = typeof item === 'string' && item.length <= 81 ? item.split(' ') : []
    return clause === '' ? [] : [{ spec, clause }]
  })
  const isTime = typeof minutes === 'number' && Number.isInteger(minutes) && minutes > 0 && minutes <= 600
  return { agenda: items.slice(0, 500), minutes: isTime ? minutes : 0 }
}

const written = ({ agenda, minutes }: MeetingPlace): Json => ({
  agenda: agenda.map(({ spec, clause }) => `${spec} ${clause}`),
  minutes,
})

/** Puts the screen somewhere else; of the rest it stays where it is. */
function put(lab: LabStore, clauses: ReviewPlace, meeting: MeetingPlace | null): void {
  lab.actions.setPlace('review', { ...clauses, ...(meeting === null ? {} : { meeting: written(meeting) }) })
}

/** Begins or changes a meeting, or with null leaves it. */
export function holdMeeting(lab: LabStore, meeting: MeetingPlace | null): void {
  put(lab, reviewPlace(lab.getState().places.review), meeting)
  const [first] = meeting?.agenda ?? []
  if (first !== undefined && agendaAt(lab.getState()) < 0) readItem(lab, first)
}

/** The clause that is read: the one that the place names, else the first. */
export function clauseAt({ id, clauses }: Document, place: ReviewPlace): string {
  const named = Object.hasOwn(place, id) ? place[id] : undefined
  return named !== undefined && Object.hasOwn(clauses, named) ? named : (Object.keys(clauses)[0] ?? '')
}

/** What a meeting goes through: its agenda, or all clauses of the specification that is open. */
export function agendaOf({ scenario, places }: Pick<LabState, 'scenario' | 'places'>): readonly AgendaItem[] {
  const agenda = meetingPlace(places.review)?.agenda ?? []
  if (agenda.length > 0) return agenda
  const { document } = specificationFor(scenario)
  return Object.keys(document.clauses).map((clause) => ({ spec: document.id, clause }))
}

/** Where on its agenda the clause is that is read; -1: it is not on it. */
export function agendaAt(state: Pick<LabState, 'scenario' | 'places'>): number {
  const { document } = specificationFor(state.scenario)
  const clause = clauseAt(document, reviewPlace(state.places.review))
  return agendaOf(state).findIndex((item) => item.spec === document.id && item.clause === clause)
}

/** Reads a clause of the specification in the lab, and says so to who cannot see it. */
export function readClause(lab: LabStore, clause: string): void {
  const { scenario, places } = lab.getState()
  const { document } = specificationFor(scenario)
  const found = Object.hasOwn(document.clauses, clause) ? document.clauses[clause] : undefined
  if (found === undefined) return
  put(lab, { ...reviewPlace(places.review), [document.id]: clause }, meetingPlace(places.review))
  lab.actions.announce(`${clause}, ${found.force}: ${found.says}`)
}

/** Reads a clause of whatever specification; the specification is opened for it. */
export function readItem(lab: LabStore, { spec, clause }: AgendaItem): void {
  const { scenario, places } = lab.getState()
  if (scenario.spec === spec) return readClause(lab, clause)
  put(lab, { ...reviewPlace(places.review), [spec]: clause }, meetingPlace(places.review))
  lab.actions.openSpec(spec)
}

/** To the next (1) or the previous (-1) clause of the agenda; there is none before the first or after the last. */
export function stepClause(lab: LabStore, by: 1 | -1): void {
  const state = lab.getState()
  const at = agendaAt(state)
  // From a clause that is not on the agenda one goes on where the agenda begins.
  const next = agendaOf(state)[at < 0 ? 0 : at + by]
  if (next !== undefined) readItem(lab, next)
}
