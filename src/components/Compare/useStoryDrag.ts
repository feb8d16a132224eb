import { useEffect, useMemo, useRef, type PointerEvent } from 'react'
import { comparePlace, toMoment } from '#store/compare/compare.ts'
import { useActions, useLabStore } from '#store/services/hooks.ts'
import type { ChangePlace } from './usePlace.ts'

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
export function useStoryDrag(perWork: number, change: ChangePlace): StoryDrag {
  const lab = useLabStore()
  const { beginGesture, endGesture } = useActions()
  const held = useRef<Held | null>(null)
  useEffect(() => {
    const escape = (event: KeyboardEvent): void => {
      const { current } = held
      if (event.key !== 'Escape' || current === null) return
      change((place) => toMoment(place, current.moment))
      held.current = null
      endGesture()
    }
    window.addEventListener('keydown', escape)
    return () => window.removeEventListener('keydown', escape)
  }, [change, endGesture])
  return useMemo(() => {
    const end = (): void => {
      if (held.current !== null) endGesture()
      held.current = null
    }
    return {
      onPointerDown(event) {
        if (event.button !== 0 || held.current !== null) return
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        const { places } = lab.getState()
        held.current = { pointer: event.pointerId, x: event.clientX, moment: comparePlace(places.compare).moment }
        beginGesture()
      },
      onPointerMove(event) {
        const { current } = held
        if (current?.pointer === event.pointerId)
          change((place) => toMoment(place, current.moment + ((event.clientX - current.x) * 1000) / perWork))
      },
      onPointerUp: end,
      onPointerCancel: end,
    }
  }, [lab, perWork, change, beginGesture, endGesture])
}
