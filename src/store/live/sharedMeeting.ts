import { applyUpdate, Doc, encodeStateAsUpdate, type Transaction } from 'yjs'
import { hashOf } from '#base/hash.ts'
import { stableJson } from '#base/json.ts'
import { textChange } from '#base/textChange.ts'
import type { MeetingNote } from '#formats/minutes.ts'
import type { Notes } from '../review/comments.ts'

const partsOf = (doc: Doc) => ({
  // Begins with a line break that nobody sees: two names that were given apart both stay.
  title: doc.getText('meeting title'),
  facts: doc.getMap<string>('meeting'),
  people: doc.getArray<string>('meeting people'),
})

/** What the shared document says of the meeting; null: nothing yet. */
function told(doc: Doc): MeetingNote | null {
  const { title, facts, people } = partsOf(doc)
  if (title.length === 0 && facts.size === 0 && people.length === 0) return null
  return {
    title: title
      .toJSON()
      .split('\n')
      .filter((each) => each !== '')
      .join(' / '),
    date: facts.get('date') ?? '',
    people: [...new Set(people.toArray())],
  }
}

/** Makes the document say what differs, and leaves the rest as it is: what others write at the same time stays. */
function write(doc: Doc, { title: name, date, people: names }: MeetingNote): void {
  const before = told(doc)
  const { title, facts, people } = partsOf(doc)
  if (before?.title !== name && (before !== null || name !== '')) {
    const { from, removed, inserted } = textChange(title.toJSON(), `\n${name}`)
    if (removed > 0) title.delete(from, removed)
    if (inserted !== '') title.insert(from, inserted)
  }
  if ((before?.date ?? '') !== date) facts.set('date', date)
  const wanted = new Set(names)
  for (const [i, each] of [...people.toArray().entries()].toReversed()) if (!wanted.has(each)) people.delete(i)
  const known = new Set(people.toArray())
  for (const [i, each] of [...wanted].entries()) if (!known.has(each)) people.insert(Math.min(i, people.length), [each])
}

const isSaid = ({ title, date, people }: MeetingNote): boolean => title !== '' || date !== '' || people.length > 0

/** Keeps name, date and people of the meeting the same here and in the shared document. */
export function shareMeeting(doc: Doc, notes: Notes): { readonly arrive: () => void; readonly stop: () => void } {
  const take = (): void => {
    const meeting = told(doc)
    if (meeting !== null && stableJson(meeting) !== stableJson(notes.store.getState().meeting))
      notes.setMeeting(meeting)
  }
  const changed = ({ origin }: Transaction): void => {
    if (origin !== notes) take()
  }
  doc.on('afterTransaction', changed)
  take()
  const stop = notes.store.subscribe(({ meeting }, before) => {
    if (meeting !== before.meeting && stableJson(meeting) !== stableJson(told(doc)))
      doc.transact(() => write(doc, meeting), notes)
  })
  return {
    /** The room is here as it is: where it says nothing of a meeting, what this page knows of one is told. */
    arrive() {
      const { meeting } = notes.store.getState()
      if (told(doc) !== null || !isSaid(meeting)) return take()
      // The same of two pages that come at once is said once.
      const own = new Doc()
      own.clientID = Number.parseInt(hashOf(stableJson(meeting)).slice(0, 8), 16)
      own.transact(() => write(own, meeting))
      applyUpdate(doc, encodeStateAsUpdate(own), notes)
    },
    stop() {
      stop()
      doc.off('afterTransaction', changed)
    },
  }
}
