import { useEffect, useMemo } from 'react'
import { useStore } from 'zustand'
import { useService, useServices } from '../services/hooks.ts'
import { createRecordings } from './evidence.ts'
import { createObserved, witnessesOf, type Witness } from './observed.ts'

/** What recordings say about a specification, kept in step as long as the component is there. */
export function useObserved(spec: string): readonly Witness[] {
  const services = useServices()
  const observed = useService(createObserved)
  const recordings = useService(createRecordings)
  const builtIn = useStore(observed.store, (state) => state.builtIn[spec])
  const kept = useStore(recordings.store, (state) => state.kept)
  useEffect(() => {
    void observed.load(spec)
    void recordings.list()
  }, [observed, recordings, spec])
  // What is read in there is what the two stores above say.
  // oxlint-disable-next-line react/exhaustive-deps
  return useMemo(() => witnessesOf(services, spec), [services, spec, builtIn, kept])
}
