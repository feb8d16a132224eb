import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/**
 * A database of the browser, in its first version. Opened when it is first asked for; where that failed, it is tried again the next time.
 * Every promise may be rejected: a browser may forbid it.
 */
export function database<Schema extends DBSchema>(
  name: string,
  upgrade: (db: IDBPDatabase<Schema>) => void,
): () => Promise<IDBPDatabase<Schema>> {
  let opened: Promise<IDBPDatabase<Schema>> | null = null
  return () => {
    if (opened !== null) return opened
    const opening = openDB<Schema>(name, 1, {
      upgrade,
      // Another tab has a newer version of the page, or the browser threw the database away.
      blocking: () => void opening.then((db) => db.close()),
      terminated: () => (opened = null),
    })
    opened = opening
    opening.catch(() => (opened = null))
    return opening
  }
}
