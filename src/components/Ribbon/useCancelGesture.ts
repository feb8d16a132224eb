import { useLayoutEffect, useMemo, useRef, type PointerEvent, type RefObject } from 'react'
import { glideAsked } from '#store/explore/glide.ts'
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
  const press = useRef<{ readonly id: number; readonly x: number; readonly left: number; isDrag: boolean } | null>(null)
  const latest = useRef(tickUnder)
  useLayoutEffect(() => {
    latest.current = tickUnder
  })
  return useMemo(() => {
    const leftOf = (): number => field.current?.getBoundingClientRect().left ?? 0
    const xOf = ({ clientX }: PointerEvent): number => clientX - (press.current?.left ?? leftOf())
    const goTo = (tick: number): void => glideAsked(lab, tick, page.frames)
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape') return
      event.preventDefault()
      press.current = null
      window.removeEventListener('keydown', escape, true)
      lab.actions.dropGesture()
    }
    const end = (): void => {
      if (press.current?.isDrag === true) lab.actions.endGesture()
      press.current = null
      window.removeEventListener('keydown', escape, true)
    }
    return {
      goTo,
      xOf,
      isDragging: () => press.current?.isDrag === true,
      handlers: {
        onPointerDown(event: PointerEvent<HTMLElement>) {
          if (event.button !== 0 || press.current !== null) return
          press.current = { id: event.pointerId, x: event.clientX, left: leftOf(), isDrag: false }
        },
        onPointerMove(event: PointerEvent<HTMLElement>) {
          const { current } = press
          if (current === null || current.id !== event.pointerId) return
          if (!current.isDrag) {
            if (Math.abs(event.clientX - current.x) <= slack) return
            current.isDrag = true
            event.currentTarget.setPointerCapture(event.pointerId)
            window.addEventListener('keydown', escape, true)
            lab.actions.beginGesture()
          }
          lab.actions.askedAt(latest.current(event.clientX - current.left))
        },
        onPointerUp(event: PointerEvent<HTMLElement>) {
          const { current } = press
          if (current === null || current.id !== event.pointerId) return
          if (!current.isDrag) goTo(tickOfPress(event, () => latest.current(event.clientX - current.left)))
          end()
        },
        onPointerCancel: end,
        onLostPointerCapture: end,
      },
    }
  }, [field, lab, page])
}

/** A callout stands beside its band: a press on it means the middle of the band. */
function tickOfPress(event: PointerEvent<HTMLElement>, underPointer: () => number): number {
  const middle = event.target instanceof SVGElement ? event.target.dataset['middle'] : undefined
  return middle === undefined ? underPointer() : Number(middle)
}
