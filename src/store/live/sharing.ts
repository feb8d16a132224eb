import type { Doc } from 'yjs'
import { noMinutes } from '#formats/minutes.ts'
import type { Notes } from '../review/comments.ts'
import { keepRoom, type KeepingWorld } from './keeping.ts'
import { shareMeeting } from './sharedMeeting.ts'
import { clearNotes, shareNotes } from './sharedNotes.ts'

/** A room whose document outlives the page. */
export interface Kept extends KeepingWorld {
  readonly room: string
}

export interface Sharing {
  /** The room is here as it is. */
  readonly arrive: () => void
  readonly stop: () => void
}

/** Keeps what is said and decided, and the meeting, the same here and in a document; what the browser kept of that comes first. */
export async function shareAll(doc: Doc, notes: Notes, kept: Kept | null): Promise<Sharing> {
  // What was written last is here before what it came from is asked for.
  await notes.read()
  const leave = kept === null ? null : await keepRoom(doc, kept.room, kept)
  const meeting = shareMeeting(doc, notes)
  const end = shareNotes(doc, notes)
  const stop = notes.store.subscribe(({ minutes }, before) => {
    if (minutes === before.minutes || minutes !== noMinutes) return
    // All was erased. Nothing is taken from the others of a room; but this browser keeps nothing of it.
    if (leave === null) clearNotes(doc)
    else leave()
  })
  return {
    arrive: meeting.arrive,
    stop() {
      stop()
      leave?.()
      meeting.stop()
      end()
    },
  }
}
