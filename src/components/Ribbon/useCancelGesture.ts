import { useCallback, useRef, type PointerEvent, type RefObject } from 'react'
import { glideAsked } from '#store/explore/glide.ts'
import { useGesture } from '#store/gesture/useGesture.ts'
import { useLabStore, usePage } from '#store/services/hooks.ts'

/** So far a press may stray and still be a click, in pixels. */
const slack = 3

/**
 * A press on the ribbon: a click sends the cancel to the tick under the pointer, a drag takes it along, and Escape puts it back.
 * Where the field lies is measured once for each press.
 */
export function useCancelGesture(field: RefObject<HTMLElement | null>, tickUnder: (x: number) => number) {
  const lab = useLabStore()
  const page = usePage()
  const left = useRef<number | null>(null)
  const isBegun = useRef(false)
  const leftOf = (): number => field.current?.getBoundingClientRect().left ?? 0
  const xOf = ({ clientX }: PointerEvent<Element>): number => clientX - (left.current ?? leftOf())
  const goTo = useCallback((tick: number): void => glideAsked(lab, tick, page.frames), [lab, page])
  const over = (): void => {
    left.current = null
    isBegun.current = false
  }
  const { handlers, isDragging } = useGesture(
    { axis: 'x', slack },
    {
      press() {
        left.current = leftOf()
      },
      begin(event) {
        event.currentTarget.setPointerCapture(event.pointerId)
        isBegun.current = true
        lab.actions.beginGesture()
      },
      drag: (event) => lab.actions.askedAt(tickUnder(xOf(event))),
      click(event) {
        goTo(tickOfPress(event, () => tickUnder(xOf(event))))
        over()
      },
      drop() {
        lab.actions.endGesture()
        over()
      },
      cancel() {
        if (isBegun.current) lab.actions.dropGesture()
        over()
      },
    },
  )
  return { goTo, xOf, isDragging, handlers }
}

/** A callout stands beside its band: a press on it means the middle of the band. */
function tickOfPress(event: PointerEvent<Element>, underPointer: () => number): number {
  const middle = event.target instanceof SVGElement ? event.target.dataset['middle'] : undefined
  return middle === undefined ? underPointer() : Number(middle)
}
