import type { KeyValueStore } from '../services/persistence.ts'

const key = 'leaving'

/**
 * Leaves what a page shows, for itself, should it be loaded anew; with null nothing. The address will not do: what is loaded anew is the one
 * of the moment at which that began, and the page goes on until the new one is there.
 */
export function leave(tab: KeyValueStore, view: Readonly<Record<string, unknown>> | null): void {
  tab.write(key, view === null ? '' : JSON.stringify(view))
}

/** What was left by the page that is loaded anew now, still to be checked; null: nothing, or it is no reload. It is there once. */
export function takeLeft(tab: KeyValueStore, { performance }: Pick<Window, 'performance'>): unknown {
  const text = tab.read(key) ?? ''
  if (text === '') return null
  tab.write(key, '')
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type !== 'reload') return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
