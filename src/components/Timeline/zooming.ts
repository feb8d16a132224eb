import type { TimeScale } from '#layout/scale.ts'
import type { Stretch } from '#layout/timeline/zoom.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import type { LabStore } from '#store/lab/lab.ts'
import { panned, tickOf, wholeSpan, zoomed } from '#store/explore/timeline.ts'
import type { Picture } from './usePicture.ts'

/** Two fingers on the field, as they were put down. */
export interface Pinch {
  readonly distance: number
  readonly span: Stretch
  /** The tick between them. */
  readonly at: number
}

export const beginPinch = (a: number, b: number, scale: TimeScale, span: Stretch): Pinch => ({
  distance: Math.abs(a - b),
  span,
  at: tickOf(scale, (a + b) / 2),
})

/** The view after the fingers have moved: what was between them stays between them. null: all of the run. */
export function pinched(
  { distance, span, at }: Pinch,
  a: number,
  b: number,
  scale: TimeScale,
  whole: Stretch,
): Stretch | null {
  const next = zoomed(span, whole, Math.max(10, Math.abs(a - b)) / Math.max(10, distance), at)
  if (next === null) return null
  const length = next.to - next.from
  const from = at - (((a + b) / 2 - scale.left) / scale.width) * length
  return panned({ from, to: from + length }, whole, 0)
}

/** Whether a box around the element has more in it than it shows. */
function isInScroller(element: HTMLElement): boolean {
  for (let box = element.parentElement; box !== null; box = box.parentElement) {
    if (box.scrollHeight > box.clientHeight + 1 && ['auto', 'scroll'].includes(getComputedStyle(box).overflowY))
      return true
  }
  return false
}

/**
 * The wheel zooms around the pointer; sideways, or with Shift, it pans. Where the stage is too low for everything it scrolls the
 * stage, and only with Ctrl (as a pinch on a touchpad) zooms.
 */
export function wheelListener(
  element: HTMLElement,
  lab: LabStore,
  now: () => Picture | null,
  onZoom: () => void,
): (event: WheelEvent) => void {
  return (event) => {
    const picture = now()
    if (picture === null || (!event.ctrlKey && !event.shiftKey && event.deltaX === 0 && isInScroller(element))) return
    const { scale } = picture.view
    const state = lab.getState()
    const whole = wholeSpan(state)
    const span = visibleSpan(state)
    event.preventDefault()
    onZoom()
    if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
      const by = ((event.deltaX === 0 ? event.deltaY : event.deltaX) * (span.to - span.from)) / scale.width
      if (state.span !== null) lab.actions.setSpan(panned(span, whole, by))
      return
    }
    const speed = event.ctrlKey ? 0.01 : event.deltaMode === 0 ? 0.0022 : 0.06
    const under = tickOf(scale, event.clientX - element.getBoundingClientRect().left)
    lab.actions.setSpan(
      zoomed(span, whole, Math.exp(-event.deltaY * speed), Math.max(span.from, Math.min(span.to, under))),
    )
  }
}
