import { useLayoutEffect, useState, type RefObject } from 'react'
import { useLabStore } from '#store/services/hooks.ts'
import { remPixels } from '../parts/rem.ts'

/** Height of the statecharts as pictures, in rem. */
const chartsRem = 8.75

/** Height of a window in which most runs need the room of the charts: the first guess, before anything is drawn, so that little moves. */
const lowRem = 60

/**
 * Whether the statecharts have to be one line each, so that timeline and ribbon have room: asked when the window or what is drawn
 * changes its height, and not while something is dragged but when it is let go.
 */
export function useFold(stage: RefObject<HTMLElement | null>, scroll: RefObject<HTMLElement | null>): boolean {
  const lab = useLabStore()
  const [isFolded, setFolded] = useState(() => window.innerHeight < lowRem * remPixels())
  useLayoutEffect(() => {
    const [outer, inner] = [stage.current, scroll.current]
    if (outer === null || inner === null) return
    const look = (): void => {
      if (lab.getState().gesture !== null) return
      inner.dataset['asks'] = ''
      const need = [...inner.children].reduce((sum, child) => sum + (child as HTMLElement).offsetHeight, 0)
      delete inner.dataset['asks']
      setFolded(need + chartsRem * remPixels() > outer.clientHeight)
    }
    const observer = new ResizeObserver(look)
    observer.observe(outer)
    for (const child of inner.children) observer.observe(child)
    const stop = lab.subscribe((state, before) => {
      if (state.gesture === null && before.gesture !== null) look()
    })
    return () => {
      observer.disconnect()
      stop()
    }
  }, [lab, stage, scroll])
  return isFolded
}
