import { useEffect } from 'react'
import { useStore } from 'zustand'
import { checksOf, type Checks, type CheckView } from '../checks.ts'
import { useLab, useLabStore } from '../hooks.ts'
import { mapsOf, type MapState } from '../maps.ts'

/** The check of the specification in the lab. */
export function useCheck(): { readonly view: CheckView; readonly checks: Checks } {
  const checks = checksOf(useLabStore())
  const spec = useLab((state) => state.scenario.spec)
  useEffect(() => void checks.prepare(spec), [checks, spec])
  const known = useStore(checks.store, ({ views }) => views[spec])
  return { view: known ?? checks.view(spec), checks }
}

/** The map of the scenario in the lab; kept in step with it as long as the component is there. */
export function useMap(): MapState {
  const maps = mapsOf(useLabStore())
  useEffect(() => maps.watch(), [maps])
  return useStore(maps.store)
}
