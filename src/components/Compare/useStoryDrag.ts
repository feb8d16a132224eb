import { useEffect, useRef, type PointerEvent } from 'react'
import type { ComparePlace } from '#store/compare.ts'
import { toMoment } from '#store/compare.ts'
import { useActions } from '#store/hooks.ts'

interface Held {
  readonly pointer: number
  readonly x: number
  readonly moment: number
}

export interface StoryDrag {
  readonly onPointerDown: (event: PointerEvent<Element>) => void
  readonly onPointerMove: (event: PointerEvent<Element>) => void
  readonly onPointerUp: () => void
  readonly onPointerCancel: () => void
}

/** The common flag under the pointer: it stays exactly below it, in whichever row it was taken. `perWork`: pixels of the whole work. */
export function useStoryDrag(perWork: number, place: ComparePlace, put: (place: ComparePlace) => void): StoryDrag {
  const { beginGesture, endGesture } = useActions()
  const held = useRef<Held | null>(null)
  const end = (): void => {
    if (held.current !== null) endGesture()
    held.current = null
  }
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      const { current } = held
      if (event.key !== 'Escape' || current === null) return
      put(toMoment(place, current.moment))
      held.current = null
      endGesture()
    }
    window.addEventListener('keydown', escape)
    return () => window.removeEventListener('keydown', escape)
  }, [place, put, endGesture])
  return {
    onPointerDown(event) {
      if (event.button !== 0 || held.current !== null) return
      event.preventDefault()
      event.currentTarget.setPointerCapture(event.pointerId)
      held.current = { pointer: event.pointerId, x: event.clientX, moment: place.moment }
      beginGesture()
    },
    onPointerMove(event) {
      const { current } = held
      if (current?.pointer === event.pointerId) put(toMoment(place, current.moment + ((event.clientX - current.x) * 1000) / perWork))
    },
    onPointerUp: end,
    onPointerCancel: end,
  }
}
