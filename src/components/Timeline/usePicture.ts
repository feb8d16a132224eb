import { useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import type { Placement } from '#layout/timeline/placed.ts'
import type { Timeline } from '#layout/timeline/types.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { useLab } from '#store/services/hooks.ts'
import { placeTimeline, timelineFor, timeScale, wholeSpan } from '#store/explore/timeline.ts'
import { measure } from '../Ribbon/usePanel.ts'
import type { Size } from './useSize.ts'

/** Everything that the parts of the picture share. */
export interface Picture {
  readonly timeline: Timeline
  readonly placement: Placement
  readonly view: View
}

/** The run in the lab, placed into a box of this size. */
export function usePicture(size: Size | null): Picture | null {
  const timeline = useLab((state) => timelineFor(state.scenario))
  const from = useLab((state) => visibleSpan(state).from)
  const to = useLab((state) => visibleSpan(state).to)
  const before = useLab((state) => (state.gesture === null ? null : timelineFor(state.gesture)))
  const view = useMemo((): View | null => {
    if (size === null) return null
    const { width, height, unit, coarse } = size
    return { scale: timeScale({ from, to }, width, unit), width, height, unit, measure, coarse, before }
  }, [size, from, to, before])
  return useMemo(
    () => (view === null ? null : { timeline, view, placement: placeTimeline(timeline, view) }),
    [timeline, view],
  )
}

/** The line that is selected, or null. */
export const useSelectedLine = (): number | null =>
  useLab(({ selection }) => (selection?.kind === 'event' ? selection.index : null))

/** The last tick that the whole run reaches on the axis. */
export const useWholeEnd = (): number => useLab((state) => wholeSpan(state).to)

/** The latest value, for listeners that are attached once. */
export function useLatest<T>(value: T): RefObject<T> {
  const ref = useRef(value)
  useLayoutEffect(() => {
    ref.current = value
  })
  return ref
}
