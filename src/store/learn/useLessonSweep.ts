import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Scenario } from '#kernel/model.ts'
import { isViewOf, Sweeps, type SweepView } from '../explore/sweeps.ts'

type Source = StoreApi<{ readonly scenario: Scenario; readonly span: null; readonly gesture: null }>

let own: { readonly source: Source; readonly sweeps: Sweeps } | null = null

function sweepsFrom(scenario: Scenario): { readonly source: Source; readonly sweeps: Sweeps } {
  if (own !== null) return own
  const source: Source = createStore(() => ({ scenario, span: null, gesture: null }))
  own = { source, sweeps: new Sweeps(source) }
  return own
}

/** What would happen for every tick of the cancel of a question's run; null until something of it is known. */
export function useLessonSweep(scenario: Scenario): SweepView | null {
  const { source, sweeps } = sweepsFrom(scenario)
  useEffect(() => {
    source.setState({ scenario })
    return sweeps.watch()
  }, [source, sweeps, scenario])
  const { view } = useStore(sweeps.store)
  // The view of the question before is there until the first of this one is.
  return view !== null && isViewOf(view, scenario) ? view : null
}
