import { useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { ensure } from '#base/assert.ts'
import { LabContext, PageContext } from './context.ts'
import type { LabActions, LabState, LabStore } from '../lab/lab.ts'
import type { Page } from '../files/page.ts'

export const useLabStore = (): LabStore => ensure(useContext(LabContext), 'a component stands below a LabProvider')

/** One value of the lab; the component is drawn again when it changes. Select values, or what `derived.ts` remembers. */
export const useLab = <T>(selector: (state: LabState) => T): T => useStore(useLabStore(), selector)

/** Everything that can be done; always the same object. */
export const useActions = (): LabActions => useLabStore().actions

/** The browser's side of what can be done: files, clipboard, frames. */
export const usePage = (): Page => ensure(useContext(PageContext), 'a component stands below a LabProvider with a page')

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
