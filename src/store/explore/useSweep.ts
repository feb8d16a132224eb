import { useEffect } from 'react'
import { useStore } from 'zustand'
import { useService } from '../services/hooks.ts'
import { createSweeps, type Sweeps, type SweepState } from './sweeps.ts'

/** What is known for every tick of the cancel; kept in step with the lab as long as the component is there. */
export function useSweep(): SweepState & { readonly sweeps: Sweeps } {
  const sweeps = useService(createSweeps)
  useEffect(() => sweeps.watch(), [sweeps])
  return { ...useStore(sweeps.store), sweeps }
}
