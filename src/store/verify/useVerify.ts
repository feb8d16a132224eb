import { useEffect } from 'react'
import { useStore } from 'zustand'
import { specificationOf } from '#machines/index.ts'
import { createChecks, type Checks, type CheckView } from './checks.ts'
import { useLab, useService } from '../services/hooks.ts'
import { createMaps, type MapState } from './maps.ts'

/** The check of the specification in the lab; `other`: the title of another one whose check is under way. */
export function useCheck(): { readonly view: CheckView; readonly checks: Checks; readonly other: string | null } {
  const checks = useService(createChecks)
  const spec = useLab((state) => state.scenario.spec)
  useEffect(() => void checks.prepare(spec), [checks, spec])
  const known = useStore(checks.store, ({ views }) => views[spec])
  const other = useStore(
    checks.store,
    ({ views }) => Object.values(views).find((view) => view.spec !== spec && view.mode === 'exploring')?.spec ?? null,
  )
  return {
    view: known ?? checks.view(spec),
    checks,
    other: other === null ? null : (specificationOf(other)?.document.title ?? null),
  }
}

/** The map of the scenario in the lab; kept in step with it as long as the component is there. */
export function useMap(): MapState {
  const maps = useService(createMaps)
  useEffect(() => maps.watch(), [maps])
  return useStore(maps.store)
}
