import { useMemo } from 'react'
import type { Json } from '#base/json.ts'
import { comparePlace, type ComparePlace } from '#store/compare/compare.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'

/** Looks at the screen in another way: one step of undo each, a whole drag as well. */
export type ChangePlace = (change: (place: ComparePlace) => ComparePlace) => void

/** How the screen is looked at. */
export function usePlace(): ComparePlace {
  const value = useLab((state) => state.places.compare)
  const isPinned = useLab((state) => state.pinned !== null)
  return useMemo(() => comparePlace(value, isPinned), [value, isPinned])
}

/** Always the same function, so that what only changes the place is not drawn again with it. */
export function useChangePlace(): ChangePlace {
  const lab = useLabStore()
  return useMemo(
    () => (change) => {
      const { places, pinned } = lab.getState()
      const next = change(comparePlace(places.compare, pinned !== null))
      lab.actions.doHere(() => lab.actions.setPlace('compare', next as unknown as Json))
    },
    [lab],
  )
}
