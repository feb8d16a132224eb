import { useEffect } from 'react'
import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Scenario } from '#kernel/model.ts'
import { useService } from '../services/hooks.ts'
import type { Services } from '../services/services.ts'
import { isViewOf, Sweeps, type SweepView } from '../explore/sweeps.ts'

type Source = StoreApi<{ readonly scenario: Scenario; readonly span: null; readonly gesture: null }>

/** The sweeps of the page's questions. */
function createLessonSweeps({ lab }: Services): { readonly source: Source; readonly sweeps: Sweeps } {
  const source: Source = createStore(() => ({ scenario: lab.getState().scenario, span: null, gesture: null }))
  return { source, sweeps: new Sweeps(source) }
}

/** What would happen for every tick of the cancel of a question's run; null until something of it is known. */
export function useLessonSweep(scenario: Scenario): SweepView | null {
  const { source, sweeps } = useService(createLessonSweeps)
  useEffect(() => {
    source.setState({ scenario })
    return sweeps.watch()
  }, [source, sweeps, scenario])
  const { view } = useStore(sweeps.store)
  // The view of the question before is there until the first of this one is.
  return view !== null && isViewOf(view, scenario) ? view : null
}
