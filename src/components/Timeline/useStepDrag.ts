import { useEffect, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { TimeScale } from '#layout/scale.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import type { Scenario } from '#store/lab/types.ts'
import { useLabStore } from '#store/services/hooks.ts'
import { showing, tickOf, wholeSpan, xOf } from '#store/explore/timeline.ts'
import { useLatest } from './usePicture.ts'

/** Where time goes on the screen. */
export type Flow = 'right' | 'down'

interface Held {
  readonly pointer: number
  /** Where the field begins on the screen; measured once for each gesture. */
  readonly origin: number
  /** How far from its tick the handle was taken, in pixels. */
  readonly grip: number
  /** Nothing is dragged beyond the axis that there was at the beginning: it grows with the run. */
  readonly end: number
  isMoved: boolean
}

const isCancel = ({ steps }: Scenario, step: number): boolean => steps[step]?.do === 'cancel'

const along = (event: PointerEvent, flow: Flow): number => (flow === 'right' ? event.clientX : event.clientY)

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

  const handlers = useMemo(() => {
    const moveTo = (at: number): void => lab.actions.moveStep(latest.current.step, Math.max(0, Math.round(at)))
    const release = (): void => {
      const { current } = held
      held.current = null
      if (current === null) return
      lab.actions.endGesture()
      const { step } = latest.current
      // A press asks about the command; whoever moves a cancel means that one.
      if (!current.isMoved || isCancel(lab.getState().scenario, step)) lab.actions.ask(step)
    }
    const releaseKey = (): void => {
      if (keyHeld.current) lab.actions.endGesture()
      keyHeld.current = false
    }
    return {
      drop(): void {
        if (held.current === null && !keyHeld.current) return
        held.current = null
        keyHeld.current = false
        lab.actions.dropGesture()
      },
      isHeld: () => held.current !== null,
      pointer: {
        onPointerDown(event: PointerEvent<HTMLElement>) {
          if (event.button !== 0 || held.current !== null) return
          event.stopPropagation()
          const { currentTarget, pointerId } = event
          const own = latest.current
          const corner = currentTarget.offsetParent?.getBoundingClientRect()
          const origin = (own.flow === 'right' ? corner?.left : corner?.top) ?? 0
          const x = Math.max(own.scale.left, Math.min(own.scale.left + own.scale.width, xOf(own.scale, own.tick)))
          held.current = {
            pointer: pointerId,
            origin,
            grip: along(event, own.flow) - origin - x,
            end: wholeSpan(lab.getState()).to,
            isMoved: false,
          }
          currentTarget.setPointerCapture(pointerId)
          lab.actions.beginGesture()
          lab.actions.setPlaying(false)
        },
        onPointerMove(event: PointerEvent<HTMLElement>) {
          const { current } = held
          if (current === null || current.pointer !== event.pointerId) return
          const at = tickOf(latest.current.scale, along(event, latest.current.flow) - current.origin - current.grip)
          current.isMoved = true
          moveTo(Math.min(current.end, at))
        },
        onPointerUp: release,
        onPointerCancel: release,
        onLostPointerCapture: release,
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
      moveTo,
    }
  }, [lab, latest])

  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key === 'Escape') handlers.drop()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [handlers])
  return handlers
}
