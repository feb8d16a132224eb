import { useContext } from 'react'
import { useStore } from 'zustand'
import { ensure } from '#base/assert.ts'
import { LabContext } from './context.tsx'
import type { LabActions, LabState, LabStore } from './lab.ts'

export const useLabStore = (): LabStore => ensure(useContext(LabContext), 'a component stands below a LabProvider')

/** One value of the lab; the component is drawn again when it changes. Select values, or what `derived.ts` remembers. */
export const useLab = <T>(selector: (state: LabState) => T): T => useStore(useLabStore(), selector)

/** Everything that can be done; always the same object. */
export const useActions = (): LabActions => useLabStore().actions
