import { useEffect, useRef } from 'react'
import { isPlainKey, isTakenBy, keyOf } from '#store/lab/keyboard.ts'
import { useLabStore } from '#store/services/hooks.ts'

/** What keys do on this screen and nowhere else; they go before those of the page. */
export type ReviewKeys = Readonly<Record<string, () => void>>

/**
 * `isOn`: whether they are listened to at the moment. Listens to keys as long as the component is there. A field in which one writes,
 * a menu or a dialog has its keys for itself.
 */
export function useReviewKeys(keys: ReviewKeys, isOn = true): void {
  const lab = useLabStore()
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  }, [keys])
  useEffect(() => {
    if (!isOn) return
    const down = (event: KeyboardEvent): void => {
      const key = keyOf(event)
      const act = Object.hasOwn(latest.current, key) ? latest.current[key] : undefined
      const { sheet, singleKeys } = lab.getState()
      if (act === undefined || event.defaultPrevented || sheet !== null || isTakenBy(event.target, key)) return
      if (!singleKeys && isPlainKey(key)) return
      event.preventDefault()
      act()
    }
    // Before the page, whose numbers open specifications.
    window.addEventListener('keydown', down, { capture: true })
    return () => window.removeEventListener('keydown', down, { capture: true })
  }, [lab, isOn])
}
