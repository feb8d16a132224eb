import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { TimeScale } from '#layout/scale.ts'
import { cancelCommand, visibleSpan } from '#store/lab/derived.ts'
import type { Scenario } from '#store/lab/types.ts'
import { useGesture } from '#store/gesture/useGesture.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { showing, tickOf, wholeSpan, xOf } from '#store/explore/timeline.ts'
import { useLatest } from './usePicture.ts'

/** Where time goes on the screen. */
export type Flow = 'right' | 'down'

interface Held {
  /** Where the field begins on the screen; measured once for each gesture. */
  readonly origin: number
  /** How far from its tick the handle was taken, in pixels. */
  readonly grip: number
  /** Nothing is dragged beyond the axis that there was at the beginning: it grows with the run. */
  readonly end: number
}

const isCancel = ({ steps }: Scenario, step: number): boolean => steps[step]?.do === cancelCommand

const along = (event: PointerEvent<Element>, flow: Flow): number => (flow === 'right' ? event.clientX : event.clientY)

const byKey: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
}

/**
 * Moves one step of the scenario along the axis. Whatever is dragged or held down is one step of undo; Escape gives it back. The
 * lab changes in the same task as the pointer event, so that the picture is never behind the finger.
 */
export function useStepDrag(step: number, tick: number, scale: TimeScale, flow: Flow = 'right') {
  const lab = useLabStore()
  const latest = useLatest({ step, tick, scale, flow })
  const held = useRef<Held | null>(null)
  const keyHeld = useRef(false)

  const moveTo = useCallback(
    (at: number): void => lab.actions.moveStep(latest.current.step, Math.max(0, Math.round(at))),
    [lab, latest],
  )
  const { handlers: pointer } = useGesture(
    { axis: flow === 'right' ? 'x' : 'y', slack: 0 },
    {
      press(event) {
        event.stopPropagation()
        const { currentTarget, pointerId } = event as PointerEvent<HTMLElement>
        const corner = currentTarget.offsetParent?.getBoundingClientRect()
        const origin = (flow === 'right' ? corner?.left : corner?.top) ?? 0
        const x = Math.max(scale.left, Math.min(scale.left + scale.width, xOf(scale, tick)))
        held.current = { origin, grip: along(event, flow) - origin - x, end: wholeSpan(lab.getState()).to }
        currentTarget.setPointerCapture(pointerId)
        lab.actions.beginGesture()
        lab.actions.setPlaying(false)
      },
      drag(event) {
        const { current } = held
        if (current === null) return
        moveTo(Math.min(current.end, tickOf(scale, along(event, flow) - current.origin - current.grip)))
      },
      click() {
        lab.actions.endGesture()
        lab.actions.ask(step)
      },
      drop() {
        lab.actions.endGesture()
        // Whoever moves a cancel means that one.
        if (isCancel(lab.getState().scenario, step)) lab.actions.ask(step)
      },
      cancel: lab.actions.dropGesture,
    },
  )
  const handlers = useMemo(() => {
    const releaseKey = (): void => {
      if (keyHeld.current) lab.actions.endGesture()
      keyHeld.current = false
    }
    return {
      dropKey(): void {
        if (!keyHeld.current) return
        keyHeld.current = false
        lab.actions.dropGesture()
      },
      keys: {
        onKeyDown(event: KeyboardEvent<HTMLElement>) {
          if (event.ctrlKey || event.metaKey || event.altKey) return
          if (event.key === 'Enter') return lab.actions.ask(latest.current.step)
          const state = lab.getState()
          const whole = wholeSpan(state)
          const by = byKey[event.key]
          const at =
            event.key === 'Home'
              ? 0
              : event.key === 'End'
                ? whole.to
                : by === undefined
                  ? null
                  : latest.current.tick + (event.shiftKey ? Math.sign(by) * 10 : by)
          if (at === null) return
          event.preventDefault()
          if (!keyHeld.current && state.gesture === null) {
            keyHeld.current = true
            lab.actions.beginGesture()
          }
          const wanted = Math.max(0, Math.min(whole.to, at))
          moveTo(wanted)
          if (state.span !== null) lab.actions.setSpan(showing(visibleSpan(lab.getState()), whole, wanted))
        },
        onKeyUp(event: KeyboardEvent<HTMLElement>) {
          if (event.key !== 'Shift') releaseKey()
        },
        onBlur: releaseKey,
      },
    }
  }, [lab, latest, moveTo])

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') handlers.dropKey()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [handlers])
  return { pointer, keys: handlers.keys, moveTo }
}
