import type { DBSchema } from 'idb'
import { database } from '../services/database.ts'
import type { KeyValueStore } from '../services/persistence.ts'

/** What the pages of a room share, as the browser keeps it. */
export interface KeptRoom {
  /** The shared document as one update, however long it was written. */
  readonly state: Uint8Array<ArrayBuffer>
  /** Whether that is all of it; where it grew too large only what is said and decided is kept. */
  readonly isWhole: boolean
  /** Which page wrote it, and when: milliseconds since 1970. */
  readonly by: number
  readonly at: number
}

/** Where the documents of rooms outlive the page. Every promise may be rejected. */
export interface RoomShelf {
  read(room: string): Promise<KeptRoom | undefined>
  /** Puts down what comes of what is there; null: it stays. The rooms that nobody was in for longest go for it. */
  put(room: string, next: (before: KeptRoom | undefined) => KeptRoom | null): Promise<void>
  clear(): Promise<void>
}

interface Schema extends DBSchema {
  /** When somebody was in it last, by room. */
  list: { key: string; value: number }
  rooms: { key: string; value: KeptRoom }
}

/** So many rooms are kept. */
const roomsMax = 8

/** The rooms that are too many. */
export const oldest = (list: readonly (readonly [room: string, at: number])[]): readonly string[] =>
  list
    .toSorted(([, a], [, b]) => b - a)
    .slice(roomsMax)
    .map(([room]) => room)

export function browserRooms(): RoomShelf {
  const open = database<Schema>('aftercancel-rooms', (db) => {
    db.createObjectStore('list')
    db.createObjectStore('rooms')
  })
  return {
    read: async (room) => (await open()).get('rooms', room),
    async put(room, next) {
      const work = (await open()).transaction(['list', 'rooms'], 'readwrite')
      const [list, rooms] = [work.objectStore('list'), work.objectStore('rooms')]
      const kept = next(await rooms.get(room))
      if (kept !== null) {
        await Promise.all([list.put(kept.at, room), rooms.put(kept, room)])
        const [names, times] = await Promise.all([list.getAllKeys(), list.getAll()])
        const old = oldest(names.map((name, i) => [name, times[i] ?? 0]))
        await Promise.all(old.flatMap((name) => [list.delete(name), rooms.delete(name)]))
      }
      await work.done
    },
    async clear() {
      const work = (await open()).transaction(['list', 'rooms'], 'readwrite')
      await Promise.all([work.objectStore('list').clear(), work.objectStore('rooms').clear(), work.done])
    },
  }
}

/** Under which the browser keeps what a page of a room wrote and had not seen safe in the database when it went. */
export const lateKey = 'room-on-its-way'

/** Forgets what was shared in all rooms. */
export async function forgetRooms(shelf: RoomShelf, keep: KeyValueStore): Promise<void> {
  keep.write(lateKey, '')
  await shelf.clear()
}
