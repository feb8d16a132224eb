import { useLayoutEffect, type RefObject } from 'react'
import { useLabStore } from '#store/services/hooks.ts'

/**
 * Keeps the room that a text once had, so that what stands below it does not go up and down as the text is told anew: the box around
 * it only grows, and not under the finger: while something is dragged, a longer text lies over what is below until it is let go.
 * Another story, or another width, begins anew.
 */
export function useKeptHeight(text: RefObject<HTMLElement | null>, story: string): void {
  const lab = useLabStore()
  useLayoutEffect(() => {
    const element = text.current
    const box = element?.parentElement
    if (element === null || box === null || box === undefined) return
    let [width, most] = [0, 0]
    const look = (): void => {
      const { clientWidth, offsetHeight } = element
      if (lab.getState().gesture !== null && clientWidth === width && offsetHeight > most) {
        box.style.maxHeight = `${most}px`
        return
      }
      box.style.maxHeight = ''
      most = clientWidth === width ? Math.max(most, offsetHeight) : offsetHeight
      width = clientWidth
      box.style.minHeight = `${most}px`
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    const stop = lab.subscribe((state, before) => {
      if (state.gesture === null && before.gesture !== null) look()
    })
    return () => {
      observer.disconnect()
      stop()
      box.style.minHeight = ''
      box.style.maxHeight = ''
    }
  }, [text, story, lab])
}
