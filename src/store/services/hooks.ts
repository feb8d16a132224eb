import { useSelector } from '@xstate/react'
import { useContext, useSyncExternalStore } from 'react'
import { useStore } from 'zustand'
import { ensure } from '#base/assert.ts'
import { FollowedContext, ServicesContext } from './context.ts'
import type { Services } from './services.ts'
import type { LabActions, LabState, LabStore } from '../lab/lab.ts'
import type { Player } from '../lab/player.ts'
import type { Page } from '../files/files.ts'

export const useServices = (): Services => ensure(useContext(ServicesContext), 'a component has services')

/** The one service that a function makes. */
export const useService = <T>(make: (services: Services) => T): T => useServices().of(make)

export const useLabStore = (): LabStore => useServices().lab

/**
 * One value of the lab; the component is drawn again when it changes. Select values, or what `derived.ts` remembers. A panel that
 * follows (`Following`) gets the state that it is drawn from.
 */
export function useLab<T>(selector: (state: LabState) => T): T {
  const lab = useLabStore()
  return useStore(useContext(FollowedContext) ?? lab, selector)
}

/** One value of the player, which is a machine of its own. */
export const usePlayer = <T>(selector: (snapshot: ReturnType<Player['getSnapshot']>) => T): T =>
  useSelector(useLabStore().player, selector)

/** All that can be done; always the same object. */
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
