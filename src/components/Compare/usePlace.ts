import { useMemo } from 'react'
import type { Json } from '#base/json.ts'
import { doHere } from '#store/changes.ts'
import { comparePlace, type ComparePlace } from '#store/compare.ts'
import { useLab, useLabStore } from '#store/hooks.ts'

/** How the screen is looked at, and how that is changed: one step of undo each, a whole drag as well. */
export function usePlace(): { readonly place: ComparePlace; readonly put: (place: ComparePlace) => void } {
  const lab = useLabStore()
  const value = useLab((state) => state.places.compare)
  const isPinned = useLab((state) => state.pinned !== null)
  const place = useMemo(() => comparePlace(value, isPinned), [value, isPinned])
  const put = useMemo(() => (next: ComparePlace) => doHere(lab, () => lab.actions.setPlace('compare', next as unknown as Json)), [lab])
  return { place, put }
}
