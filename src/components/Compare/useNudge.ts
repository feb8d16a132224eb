import { useEffect } from 'react'
import { frameFor, toMoment } from '#store/compare/compare.ts'
import { useLabStore } from '#store/services/hooks.ts'
import type { ChangePlace } from './usePlace.ts'

/** The keys that move the cancel in Explore move the common one here. */
export function useNudge(change: ChangePlace): void {
  const lab = useLabStore()
  useEffect(
    () =>
      lab.actions.claimNudge((ticks) =>
        change((place) => toMoment(place, place.moment + (ticks * 1000) / frameFor(place.story).work)),
      ),
    [lab, change],
  )
}
