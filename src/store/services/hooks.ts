import { useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { ensure } from '#base/assert.ts'
import { ServicesContext } from './context.ts'
import type { Services } from './services.ts'
import type { LabActions, LabState, LabStore } from '../lab/lab.ts'
import type { Page } from '../files/files.ts'

export const useServices = (): Services => ensure(useContext(ServicesContext), 'a component has services')

/** The one service that a function makes. */
export const useService = <T>(make: (services: Services) => T): T => useServices().of(make)

export const useLabStore = (): LabStore => useServices().lab

/** One value of the lab; the component is drawn again when it changes. Select values, or what `derived.ts` remembers. */
export const useLab = <T>(selector: (state: LabState) => T): T => useStore(useLabStore(), selector)

/** Everything that can be done; always the same object. */
export const useActions = (): LabActions => useLabStore().actions

/** The browser's side of what can be done: files, clipboard, frames. */
export const usePage = (): Page => useServices().page

/** Whether a media query holds at the moment. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const list = window.matchMedia(query)
      list.addEventListener('change', changed)
      return () => list.removeEventListener('change', changed)
    },
    () => window.matchMedia(query).matches,
  )
}
