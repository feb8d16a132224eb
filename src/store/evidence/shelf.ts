import type { RecordedEvidence } from '#analysis/conform/summary.ts'
import { database } from '../services/database.ts'
import type { DBSchema } from 'idb'

/** A recording that the browser keeps, without its lines. */
export interface KeptRecording {
  /** `own/…`: as a link names it. */
  readonly id: string
  readonly spec: string
  readonly name: string
  /** When it was kept: milliseconds since 1970. */
  readonly kept: number
  /** What it said when it was kept; null where it was kept before that was known. */
  readonly evidence: RecordedEvidence | null
}

/** Where recordings outlive the page. Every promise may be rejected. */
export interface RecordingShelf {
  list(): Promise<readonly KeptRecording[]>
  /** The file of a recording, as `evidenceText` wrote it; undefined where there is none. */
  text(id: string): Promise<string | undefined>
  put(recording: KeptRecording, text: string): Promise<void>
  remove(id: string): Promise<void>
}

interface Schema extends DBSchema {
  list: { key: string; value: KeptRecording }
  texts: { key: string; value: string }
}

export function browserShelf(): RecordingShelf {
  const open = database<Schema>('aftercancel-evidence', (db) => {
    db.createObjectStore('list')
    db.createObjectStore('texts')
  })
  return {
    list: async () => (await open()).getAll('list'),
    text: async (id) => (await open()).get('texts', id),
    async put(recording, text) {
      const work = (await open()).transaction(['list', 'texts'], 'readwrite', { durability: 'strict' })
      await Promise.all([
        work.objectStore('list').put(recording, recording.id),
        work.objectStore('texts').put(text, recording.id),
        work.done,
      ])
    },
    async remove(id) {
      const work = (await open()).transaction(['list', 'texts'], 'readwrite')
      await Promise.all([work.objectStore('list').delete(id), work.objectStore('texts').delete(id), work.done])
    },
  }
}
