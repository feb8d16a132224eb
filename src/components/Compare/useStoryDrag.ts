import { useRef } from 'react'
import { comparePlace, toMoment } from '#store/compare/compare.ts'
import { useGesture, type GestureHandlers } from '#store/gesture/useGesture.ts'
import { useLabStore } from '#store/services/hooks.ts'
import type { ChangePlace } from './usePlace.ts'

export type StoryDrag = GestureHandlers

/** The common flag under the pointer: it stays exactly below it, in whichever row it was taken. `perWork`: pixels of the whole work. */
export function useStoryDrag(perWork: number, change: ChangePlace): StoryDrag {
  const lab = useLabStore()
  const begun = useRef({ x: 0, moment: 0 })
  const { handlers } = useGesture(
    { axis: 'x', slack: 0 },
    {
      press(event) {
        event.preventDefault()
        event.currentTarget.setPointerCapture(event.pointerId)
        begun.current = { x: event.clientX, moment: comparePlace(lab.getState().places.compare).moment }
        lab.actions.beginGesture()
      },
      drag(event) {
        const { x, moment } = begun.current
        change((place) => toMoment(place, moment + ((event.clientX - x) * 1000) / perWork))
      },
      drop: lab.actions.endGesture,
      cancel: lab.actions.dropGesture,
    },
  )
  return handlers
}
