import { useEffect } from 'react'

/** The tab and the history of the browser say which screen is open, and what is open on it. */
export function useTitle(...parts: readonly string[]): void {
  const title = [...parts, 'Aftercancel'].join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}
