import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useLabStore } from '../services/hooks.ts'
import { sweepsOf, type Sweeps, type SweepState } from './sweeps.ts'

/** What is known for every tick of the cancel; kept in step with the lab as long as the component is there. */
export function useSweep(): SweepState & { readonly sweeps: Sweeps } {
  const sweeps = sweepsOf(useLabStore())
  useEffect(() => sweeps.watch(), [sweeps])
  return { ...useStore(sweeps.store), sweeps }
}
