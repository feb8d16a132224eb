import { useSelector } from '@xstate/react'
import { useEffect, useMemo } from 'react'
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
  const mode = useSelector(checks.mode(spec), ({ value }) => value)
  const view = useMemo(() => ({ ...(known ?? checks.view(spec)), mode }), [checks, spec, known, mode])
  const underWay = useStore(checks.store, () => checks.underWay())
  const other = underWay === null || underWay === spec ? null : (specificationOf(underWay)?.document.title ?? null)
  return { view, checks, other }
}

/** The map of the scenario in the lab; kept in step with it as long as the component is there. */
export function useMap(): MapState {
  const maps = useService(createMaps)
  useEffect(() => maps.watch(), [maps])
  return useStore(maps.store)
}
