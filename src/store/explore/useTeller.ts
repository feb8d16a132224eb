import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useLab, useLabStore, usePage } from '../services/hooks.ts'
import { narrationFor, Teller, type TellerState, type Telling } from './teller.ts'

/** The open run as it is told. Whoever leaves goes on from there: the playhead stands where the story does. */
export function useTeller(): TellerState & { readonly teller: Teller; readonly tellings: readonly Telling[] } {
  const scenario = useLab((state) => state.scenario)
  const lab = useLabStore()
  const { frames } = usePage()
  const tellings = narrationFor(scenario)
  const teller = useMemo(() => new Teller(frames, tellings), [frames, tellings])
  useEffect(
    () => () => {
      teller.pause()
      lab.actions.seek(Math.floor(teller.store.getState().at))
    },
    [teller, lab],
  )
  return { ...useStore(teller.store), teller, tellings }
}
