import { useLayoutEffect, useState, type RefObject } from 'react'
import type { Measure } from '#layout/timeline/geometry.ts'
import { remPixels } from '../parts/rem.ts'

const pens = new Map<string, CanvasRenderingContext2D>()
const widths = new Map<string, number>()
const widthsMax = 4000

/** How wide a text is in the page's fonts; remembered, since the same few texts are asked for in every frame. */
export const measure: Measure = (text, size, voice, weight) => {
  const key = `${voice}${weight}${size}|${text}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const font = `${weight} ${size}px ${getComputedStyle(document.documentElement).getPropertyValue(voice === 'mono' ? '--mono' : '--sans')}`
  let pen = pens.get(font)
  if (pen === undefined) {
    const made = document.createElement('canvas').getContext('2d')
    if (made === null) return text.length * size * 0.6
    made.font = font
    pens.set(font, (pen = made))
  }
  const { width } = pen.measureText(text)
  if (widths.size >= widthsMax) widths.clear()
  widths.set(key, width)
  return width
}

export interface Panel {
  readonly width: number
  /** A sixteenth of the root font size: all lengths of the pictures are multiples of it. */
  readonly unit: number
}

/** Width of an element, measured when it changes and never while something is dragged. */
export function usePanel(ref: RefObject<HTMLElement | null>): Panel | null {
  const [panel, setPanel] = useState<Panel | null>(null)
  useLayoutEffect(() => {
    const element = ref.current
    if (element === null) return
    const look = (): void => {
      const unit = remPixels() / 16
      const width = element.clientWidth
      setPanel((before) => (before?.width === width && before.unit === unit ? before : { width, unit }))
    }
    look()
    const observer = new ResizeObserver(look)
    observer.observe(element)
    return () => observer.disconnect()
  }, [ref])
  return panel
}
