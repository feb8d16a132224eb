import type { Doc, Transaction } from 'yjs'
import { stableJson } from '#base/json.ts'
import { clauseAt, holdMeeting, meetingPlace, readItem, reviewPlace, type AgendaItem } from '../review/reviewPlace.ts'
import { specificationFor } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'

/** Where the meeting is, for all of its pages: the clause in view, and the agenda. */
interface Held {
  readonly spec: string
  readonly clause: string
}

/** @param mayLead Whether what this page turns to is what the others turn to: not while it is away. */
export function shareClause(doc: Doc, lab: LabStore, mayLead: () => boolean): { follow(): void; stop(): void } {
  const room = doc.getMap<unknown>('room')
  const here = (): Held | null => {
    const { scenario, places } = lab.getState()
    if (meetingPlace(places.review) === null || lab.getState().screen !== 'review') return null
    const { document } = specificationFor(scenario)
    return { spec: document.id, clause: clauseAt(document, reviewPlace(places.review)) }
  }
  const set = (name: string, value: unknown): void => {
    if (stableJson(room.get(name) ?? null) !== stableJson(value)) doc.transact(() => room.set(name, value), lab)
  }
  /** Turns to where the others are. */
  const follow = (): void => {
    if (here() === null) return
    const agenda = room.get('agenda')
    const place = meetingPlace({ meeting: agenda === undefined ? null : (agenda as never) })
    const own = meetingPlace(lab.getState().places.review)
    if (place !== null && stableJson(place) !== stableJson(own)) holdMeeting(lab, place)
    const at = room.get('at') as Partial<Held> | undefined
    const now = here()
    if (typeof at?.spec !== 'string' || typeof at.clause !== 'string') return
    if (at.spec !== now?.spec || at.clause !== now.clause) readItem(lab, { spec: at.spec, clause: at.clause })
  }
  const changed = (_: unknown, { origin }: Transaction): void => {
    if (origin !== lab) follow()
  }
  room.observe(changed)
  let last: string | null = null
  const stop = lab.subscribe((state, before) => {
    if (state.places === before.places && state.scenario === before.scenario && state.screen === before.screen) return
    const now = here()
    const key = now === null ? null : stableJson(now)
    if (now === null || !mayLead()) {
      last = key
      return
    }
    const isBegun = last === null
    const isTurned = last !== key
    last = key
    const meeting = meetingPlace(state.places.review)
    const written = meeting === null ? null : { agenda: meeting.agenda.map(itemText), minutes: meeting.minutes }
    // Who comes to a meeting that is held goes where it is.
    if (isBegun && room.has('at') && meeting?.agenda.length === 0) return follow()
    if (written !== null) set('agenda', written)
    if (isTurned) set('at', now)
  })
  return {
    follow,
    stop() {
      stop()
      room.unobserve(changed)
    },
  }
}

const itemText = ({ spec, clause }: AgendaItem): string => `${spec} ${clause}`
