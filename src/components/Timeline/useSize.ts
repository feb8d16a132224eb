import { useLayoutEffect, useState, type RefObject } from 'react'
import { remPixels } from '../parts/rem.ts'

export interface Size {
  readonly width: number
  readonly height: number
  /** A sixteenth of the root font size. */
  readonly unit: number
  /** Fingers instead of a mouse. */
  readonly coarse: boolean
}

/** Size of an element, measured when it changes and never while something is dragged. */
export function useSize(ref: RefObject<HTMLElement | null>): Size | null {
  const [size, setSize] = useState<Size | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = (): void => {
      const unit = remPixels() / 16
      const { clientWidth: width, clientHeight: height } = element
      const coarse = window.matchMedia('(pointer: coarse)').matches
      if (width === 0) return
      setSize((before) =>
        before?.width === width && before.height === height && before.unit === unit && before.coarse === coarse
          ? before
          : { width, height, unit, coarse },
      )
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return size
}
