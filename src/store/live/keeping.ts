import { applyUpdate, Doc, encodeStateAsUpdate, encodeStateVector } from 'yjs'
import { fromBase64Url, toBase64Url } from '#base/base64.ts'
import type { KeyValueStore } from '../services/persistence.ts'
import { lateKey, type KeptRoom, type RoomShelf } from './keptRooms.ts'
import { copyNotes } from './sharedNotes.ts'

/** What the document of a room is kept with; a test gives its own. */
export interface KeepingWorld {
  readonly shelf: RoomShelf
  readonly keep: KeyValueStore
  readonly now: () => number
  /** So long the first change waits for more of them before they are put down. */
  readonly waitMs: number
  /** Calls this when the page goes; what it returns ends that. */
  readonly whenLeft: (then: () => void) => () => void
}

/** Where changes come from that are kept already. */
const origin = 'kept'

/** After so long what is held in a room is another meeting: its name, people and clause are not those of the last one. */
const meetingLastsMs = 12 * 3_600_000
/** A document above this is mostly what was there before: each letter that was ever written leaves some hundred bytes. */
const stateMax = 2_000_000
const lateMax = 256_000

/** What a page has written last when it goes, in a storage that answers at once. */
interface Late {
  readonly room: string
  readonly at: number
  readonly update: string
}

function readLate(keep: KeyValueStore, room: string): { readonly at: number; readonly update: Uint8Array } | null {
  try {
    const late = JSON.parse(keep.read(lateKey) ?? '') as Partial<Late>
    if (late.room !== room || typeof late.at !== 'number' || typeof late.update !== 'string') return null
    return { at: late.at, update: fromBase64Url(late.update) }
  } catch {
    return null
  }
}

/** A document of these; null where they cannot be read. */
function docOf(updates: readonly Uint8Array[]): Doc | null {
  const doc = new Doc()
  try {
    for (const update of updates) applyUpdate(doc, update)
    return doc
  } catch {
    return null
  }
}

const encoded = (doc: Doc): Uint8Array<ArrayBuffer> => new Uint8Array(encodeStateAsUpdate(doc))

/** Only what is said and decided, without what was there before. */
function onlyNotes(doc: Doc): Uint8Array<ArrayBuffer> {
  const notes = new Doc()
  copyNotes(doc, notes)
  return encoded(notes)
}

/** What was kept, as far as it can be read and is still of use; null: nothing. */
function restored(kept: KeptRoom | undefined, late: ReturnType<typeof readLate>, now: number) {
  const states = kept === undefined ? [] : [kept.state]
  const lates = late === null ? [] : [late.update]
  if (states.length + lates.length === 0) return null
  const doc = docOf([...states, ...lates]) ?? docOf(states) ?? docOf(lates)
  if (doc === null) return null
  const isOfToday = now - (kept ?? late ?? { at: 0 }).at < meetingLastsMs
  /** Whether the database has all of it, and no more. */
  const isAsKept = isOfToday && late === null
  return { state: isOfToday ? encoded(doc) : onlyNotes(doc), isAsKept }
}

/**
 * Brings into an empty document what this browser kept of the room, and keeps from now on what is shared there: what is written after a
 * reload goes on with the same text, also while nobody else can be reached. What cannot be read is as if it was never kept: what was said
 * and decided is kept apart from it. The returned function ends it.
 */
export async function keepRoom(
  doc: Doc,
  room: string,
  { shelf, keep, now, waitMs, whenLeft }: KeepingWorld,
): Promise<() => void> {
  const before = await shelf.read(room).catch(() => undefined)
  const late = readLate(keep, room)
  const kept = restored(before, late, now())
  if (kept !== null) applyUpdate(doc, kept.state, origin)

  /** Up to where the database has it; null: it is not known. */
  let saved = kept?.isAsKept === true ? encodeStateVector(doc) : null
  let isSaving = false
  let isChanged = kept?.isAsKept === false
  let timer: ReturnType<typeof setTimeout> | null = null
  let isOver = false
  let told = late === null ? '' : (keep.read(lateKey) ?? '')
  const tell = (): void => {
    if (!isChanged && !isSaving) return
    const update = encodeStateAsUpdate(doc, saved ?? undefined)
    if (update.length > lateMax) return
    told = JSON.stringify({ room, at: now(), update: toBase64Url(update) } satisfies Late)
    keep.write(lateKey, told)
  }
  /** All of that is in the database; where another page has told more since, that one ends it. */
  const end = (): void => {
    if (told !== '' && keep.read(lateKey) === told) keep.write(lateKey, '')
    told = ''
  }
  let reached = saved
  const next = (other: KeptRoom | undefined): KeptRoom | null => {
    if (isOver) return null
    const isKnown = other?.by === doc.clientID || (other?.by === before?.by && other?.at === before?.at)
    // What another page has put down comes in; but not a part of it, which each would write anew for ever.
    const more = other?.isWhole !== true || isKnown ? null : docOf([other.state])
    if (more !== null) applyUpdate(doc, encodeStateAsUpdate(more), origin)
    reached = encodeStateVector(doc)
    const state = encoded(doc)
    const isWhole = state.length <= stateMax
    return { state: isWhole ? state : onlyNotes(doc), isWhole, by: doc.clientID, at: now() }
  }
  const save = async (): Promise<void> => {
    if (isSaving) return plan()
    isSaving = true
    isChanged = false
    try {
      await shelf.put(room, next)
      saved = reached
      if (!isOver) end()
    } catch {
      // The next change tries it again. That nothing is kept is said where comments are written.
      isChanged = true
    }
    isSaving = false
  }
  const plan = (): void => {
    timer ??= setTimeout(() => {
      timer = null
      void save()
    }, waitMs)
  }
  const changed = (_: Uint8Array, from: unknown): void => {
    if (from === origin) return
    isChanged = true
    plan()
  }
  doc.on('update', changed)
  const stay = whenLeft(tell)
  if (isChanged) plan()
  return () => {
    isOver = true
    stay()
    doc.off('update', changed)
    if (timer !== null) clearTimeout(timer)
  }
}
