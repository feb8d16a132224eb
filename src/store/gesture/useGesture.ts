import { useActorRef } from '@xstate/react'
import { useEffect, useLayoutEffect, useMemo, useRef, type PointerEvent } from 'react'
import { gestureMachine, type GestureEvent, type GestureState } from './gesture.ts'

/** What comes of a gesture. Each press that begins has exactly one end: a click, a drop or a cancel. */
export interface GestureListener {
  press?(event: PointerEvent<Element>): void
  /** The pointer has gone far enough to drag; `drag` follows. */
  begin?(event: PointerEvent<Element>): void
  drag(event: PointerEvent<Element>): void
  /** It was released where it was pressed. */
  click?(event: PointerEvent<Element>): void
  drop(): void
  /** Escape, or the pointer was lost before it dragged: everything is as it was. */
  cancel(): void
}

export interface GestureHandlers {
  readonly onPointerDown: (event: PointerEvent<Element>) => void
  readonly onPointerMove: (event: PointerEvent<Element>) => void
  readonly onPointerUp: (event: PointerEvent<Element>) => void
  readonly onPointerCancel: (event: PointerEvent<Element>) => void
  readonly onLostPointerCapture: (event: PointerEvent<Element>) => void
}

export interface Gesture {
  readonly handlers: GestureHandlers
  readonly isDragging: () => boolean
}

interface Options {
  readonly axis: 'x' | 'y'
  /** So far a press may stray and still be a click, in pixels; 0 where a click means nothing of its own. */
  readonly slack: number
}

const isHeld = (state: GestureState): boolean => state === 'pressed' || state === 'dragging'

/** A gesture with the primary button along one axis. The handlers are always the same. */
export function useGesture({ axis, slack }: Options, listener: GestureListener): Gesture {
  const actor = useActorRef(gestureMachine, { input: { slack } })
  const latest = useRef({ axis, listener })
  useLayoutEffect(() => {
    latest.current = { axis, listener }
  })
  const gesture = useMemo(() => {
    const state = (): GestureState => actor.getSnapshot().value
    const point = ({ pointerId, clientX, clientY }: PointerEvent<Element>) => ({
      pointer: pointerId,
      at: latest.current.axis === 'x' ? clientX : clientY,
    })
    /** Whether the gesture is over now, and was not before. */
    const ends = (event: GestureEvent): boolean => {
      if (!isHeld(state())) return false
      actor.send(event)
      if (isHeld(state())) return false
      window.removeEventListener('keydown', escape, true)
      return true
    }
    const escape = (event: KeyboardEvent): void => {
      if (event.key !== 'Escape' || !ends({ type: 'cancel' })) return
      event.preventDefault()
      latest.current.listener.cancel()
    }
    const lose = (event: PointerEvent<Element>): void => {
      if (!ends({ type: 'lose', pointer: event.pointerId })) return
      if (state() === 'released') latest.current.listener.drop()
      else latest.current.listener.cancel()
    }
    return {
      leave: () => {
        if (ends({ type: 'cancel' })) latest.current.listener.drop()
      },
      isDragging: () => state() === 'dragging',
      handlers: {
        onPointerDown(event: PointerEvent<Element>) {
          if (event.button !== 0 || isHeld(state())) return
          actor.send({ type: 'press', ...point(event) })
          window.addEventListener('keydown', escape, true)
          latest.current.listener.press?.(event)
        },
        onPointerMove(event: PointerEvent<Element>) {
          const before = state()
          if (!isHeld(before) || actor.getSnapshot().context.pointer !== event.pointerId) return
          actor.send({ type: 'move', ...point(event) })
          if (state() !== 'dragging') return
          if (before === 'pressed') latest.current.listener.begin?.(event)
          latest.current.listener.drag(event)
        },
        onPointerUp(event: PointerEvent<Element>) {
          const wasDragging = state() === 'dragging'
          if (!ends({ type: 'release', pointer: event.pointerId })) return
          if (wasDragging) latest.current.listener.drop()
          else if (latest.current.listener.click === undefined) latest.current.listener.cancel()
          else latest.current.listener.click(event)
        },
        onPointerCancel: lose,
        onLostPointerCapture: lose,
      },
    }
  }, [actor])
  // Who goes away with something in hand lets it be where it is.
  useEffect(() => gesture.leave, [gesture])
  return gesture
}
