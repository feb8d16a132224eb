/** Small things that the browser keeps between visits, as text. */
export interface KeyValueStore {
  read(key: string): string | null
  write(key: string, value: string): void
}

const prefix = 'aftercancel/'

/**
 * The browser's storage, which a private window or a policy may forbid, or which may be full: then nothing is kept, and the page
 * works all the same. What would be missed (comments, progress) is kept elsewhere, and says so when it cannot be. `sessionStorage` is that of
 * one tab: it outlives a reload and no more.
 */
export function browserStorage(page: Window, kind: 'localStorage' | 'sessionStorage' = 'localStorage'): KeyValueStore {
  return {
    read(key) {
      try {
        return page[kind].getItem(prefix + key)
      } catch {
        return null
      }
    },
    write(key, value) {
      try {
        page[kind].setItem(prefix + key, value)
      } catch {
        // Nothing depends on it.
      }
    },
  }
}
