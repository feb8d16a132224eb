import { useLayoutEffect, type RefObject } from 'react'

/**
 * Keeps the room that a text once had, so that what stands below it does not go up and down as the text is told anew: the box around
 * it only grows. Another story, or another width, begins anew.
 */
export function useKeptHeight(text: RefObject<HTMLElement | null>, story: string): void {
  useLayoutEffect(() => {
    const element = text.current
    const box = element?.parentElement
    if (element === null || box === null || box === undefined) return
    let [width, most] = [0, 0]
    const look = (): void => {
      const { clientWidth, offsetHeight } = element
      most = clientWidth === width ? Math.max(most, offsetHeight) : offsetHeight
      width = clientWidth
      box.style.minHeight = `${most}px`
    }
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => {
      observer.disconnect()
      box.style.minHeight = ''
    }
  }, [text, story])
}
