import type { KeyValueStore } from '../services/persistence.ts'

const key = 'leaving'

type Left = Pick<Window, 'location' | 'performance'>

/** Leaves what a page shows, for itself, should it be loaded anew at this address; with null nothing. */
export function leave(tab: KeyValueStore, { location }: Left, view: Readonly<Record<string, unknown>> | null): void {
  tab.write(key, view === null ? '' : JSON.stringify({ at: location.hash, view }))
}

/** What was left by the page that is loaded anew now, still to be checked; null: nothing, or it is another page. It is there once. */
export function takeLeft(tab: KeyValueStore, { location, performance }: Left): unknown {
  const text = tab.read(key) ?? ''
  if (text === '') return null
  tab.write(key, '')
  const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[]
  if (navigation?.type !== 'reload') return null
  try {
    const { at, view } = JSON.parse(text) as { readonly at: unknown; readonly view: unknown }
    return at === location.hash ? view : null
  } catch {
    return null
  }
}
