import { useEffect, type RefObject } from 'react'
import type { Target } from '#layout/timeline/placed.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { useLabStore } from '#store/services/hooks.ts'
import type { LabStore } from '#store/lab/lab.ts'
import { hit, panned, tickOf, wholeSpan } from '#store/explore/timeline.ts'
import { useLatest, type Picture } from './usePicture.ts'
import { beginPinch, pinched, wheelListener, type Pinch } from './zooming.ts'

/** So far a press may stray and still be a click, in pixels. */
const slack = 4

/** What the pointer is on, and where, in pixels of the field. */
export interface Pointed {
  readonly target: Target
  readonly x: number
  readonly y: number
}

type Mode =
  /** Pressed, but not moved yet: a click on something, or the beginning of a seek. */
  | {
      readonly kind: 'press'
      readonly x: number
      readonly target: Target | null
      /** Pressed on the pole of the cancel, so far from it: whoever moves on takes the cancel along. */
      readonly pole: number | null
    }
  | { readonly kind: 'seek'; readonly target: Target | null; readonly from: number; isClick: boolean }
  | { readonly kind: 'pan'; readonly x: number; readonly span: { readonly from: number; readonly to: number } }
  /** The cancel is dragged; `grip`: how far from its pole it was taken, in pixels. */
  | { readonly kind: 'cancel'; readonly grip: number }
  | { readonly kind: 'pinch'; readonly pinch: Pinch }

/**
 * The pointer on the field. The lanes answer "when do I look?": a press seeks, a click on something selects it, a wheel or two
 * fingers zoom. The axis answers "when do I cancel?". Where the field lies is measured once for each press.
 */
export function useField(
  field: RefObject<HTMLElement | null>,
  picture: Picture | null,
  onPoint: (pointed: Pointed | null) => void,
): void {
  const lab = useLabStore()
  const latest = useLatest(picture)
  useEffect(() => {
    const element = field.current
    if (element === null) return
    return listen(element, lab, () => latest.current, onPoint)
  }, [field, lab, latest, onPoint])
}

function listen(
  element: HTMLElement,
  lab: LabStore,
  now: () => Picture | null,
  onPoint: (pointed: Pointed | null) => void,
): () => void {
  let mode: Mode | null = null
  let origin = { left: 0, top: 0 }
  const pointers = new Map<number, { x: number; y: number }>()
  const { actions } = lab

  const at = (event: MouseEvent): { x: number; y: number } => ({
    x: event.clientX - origin.left,
    y: event.clientY - origin.top,
  })
  const locate = (): void => {
    const { left, top } = element.getBoundingClientRect()
    origin = { left, top }
  }
  const targetAt = (x: number, y: number, isTouch: boolean): Target | null => {
    const picture = now()
    if (picture === null || x < picture.view.scale.left - 8) return null
    return hit(picture.placement.targets, x, y, (isTouch ? 16 : 6) * picture.view.unit)
  }
  /** How far a place is from the pole of the cancel; null where that is not near. */
  const poleAt = (x: number, y: number, isTouch: boolean): number | null => {
    const { cancel, rows } = now()?.placement ?? { cancel: null, rows: null }
    if (cancel === null || rows === null || y < rows.rail.line || y > rows.axis) return null
    const off = x - cancel.x
    return Math.abs(off) <= (isTouch ? 18 : 7) ? off : null
  }
  const seek = (x: number): void => {
    const picture = now()
    if (picture !== null) actions.seek(tickOf(picture.view.scale, x))
  }
  const dragCancel = (x: number): void => {
    const picture = now()
    if (picture === null) return
    const { to } = wholeSpan(lab.getState())
    actions.cancelAt(Math.max(0, Math.min(to, Math.round(tickOf(picture.view.scale, x)))))
  }
  const beginSeek = (x: number, target: Target | null): void => {
    actions.setPlaying(false)
    actions.beginScrub()
    mode = { kind: 'seek', target, from: x, isClick: true }
    seek(x)
  }
  const beginCancel = (x: number, grip: number): void => {
    mode = { kind: 'cancel', grip }
    actions.setPlaying(false)
    actions.beginGesture()
    dragCancel(x - grip)
  }
  const select = (target: Target | null): void => {
    const line = target?.lines[0]
    actions.select(line === undefined ? null : { kind: 'event', index: line })
    // From what was pressed the arrow keys go on along cause and effect.
    if (line !== undefined)
      requestAnimationFrame(() => element.querySelector<HTMLElement>('[data-cursor]')?.focus({ preventScroll: true }))
  }
  const finish = (): void => {
    if (mode?.kind === 'seek') actions.endScrub()
    if (mode?.kind === 'cancel') actions.endGesture()
    mode = null
  }

  const down = (event: PointerEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, [data-handle]') !== null) return
    const picture = now()
    if (picture === null) return
    locate()
    const { x, y } = at(event)
    pointers.set(event.pointerId, { x, y })
    element.setPointerCapture(event.pointerId)
    onPoint(null)
    const { view, placement } = picture
    if (pointers.size === 2) {
      const [a, b] = [...pointers.values()] as [{ x: number; y: number }, { x: number; y: number }]
      finish()
      mode = { kind: 'pinch', pinch: beginPinch(a.x, b.x, view.scale, visibleSpan(lab.getState())) }
      return
    }
    if (x < view.scale.left - 8 * view.unit) return
    if (event.button === 1 || event.shiftKey) {
      mode = { kind: 'pan', x, span: visibleSpan(lab.getState()) }
      event.preventDefault()
      return
    }
    if (event.button !== 0) return
    if (y > placement.rows.axis - 6 * view.unit) {
      beginCancel(x, 0)
      return
    }
    const isTouch = event.pointerType !== 'mouse'
    const target = targetAt(x, y, isTouch)
    const pole = poleAt(x, y, isTouch)
    if (isTouch || pole !== null || (target !== null && target.rank < 5)) mode = { kind: 'press', x, target, pole }
    else beginSeek(x, target)
  }

  const move = (event: PointerEvent): void => {
    if (mode === null) {
      if (event.pointerType !== 'mouse' || event.buttons !== 0) return
      locate()
      const { x, y } = at(event)
      const inField = event.target instanceof Element && event.target.closest('button, [data-handle]') === null
      const target = inField ? targetAt(x, y, false) : null
      element.style.cursor = inField && poleAt(x, y, false) !== null ? 'ew-resize' : ''
      onPoint(target === null ? null : { target, x, y })
      return
    }
    const { x, y } = at(event)
    if (pointers.has(event.pointerId)) pointers.set(event.pointerId, { x, y })
    if (mode.kind === 'press' && Math.abs(x - mode.x) > slack) {
      if (mode.pole === null) beginSeek(x, null)
      else beginCancel(x, mode.pole)
    }
    if (mode.kind === 'seek') {
      if (Math.abs(x - mode.from) > slack) mode.isClick = false
      seek(x)
    } else if (mode.kind === 'cancel') dragCancel(x - mode.grip)
    else if (mode.kind === 'pan') panTo(x, mode)
    else if (mode.kind === 'pinch') pinch(mode.pinch)
  }

  const panTo = (x: number, { x: from, span }: Extract<Mode, { kind: 'pan' }>): void => {
    const picture = now()
    if (picture === null) return
    const by = ((from - x) * (span.to - span.from)) / picture.view.scale.width
    if (lab.getState().span !== null) actions.setSpan(panned(span, wholeSpan(lab.getState()), by))
  }
  const pinch = (own: Pinch): void => {
    const picture = now()
    const [a, b] = [...pointers.values()]
    if (picture !== null && a !== undefined && b !== undefined)
      actions.setSpan(pinched(own, a.x, b.x, picture.view.scale, wholeSpan(lab.getState())))
  }

  const up = (event: PointerEvent): void => {
    pointers.delete(event.pointerId)
    if (mode?.kind === 'press') {
      if (mode.target === null || mode.target.rank >= 5) seek(mode.x)
      select(mode.target)
    } else if (mode?.kind === 'seek' && mode.isClick) select(mode.target)
    finish()
  }
  const lost = (event: PointerEvent): void => {
    pointers.delete(event.pointerId)
    finish()
  }
  const leave = (): void => onPoint(null)

  const wheel = wheelListener(element, lab, now, () => onPoint(null))
  const twice = (event: MouseEvent): void => {
    if (event.target instanceof Element && event.target.closest('button, [data-handle]') === null) actions.setSpan(null)
  }
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || mode?.kind !== 'cancel') return
    mode = null
    actions.dropGesture()
  }

  const listeners: [keyof HTMLElementEventMap, EventListener, AddEventListenerOptions?][] = [
    ['pointerdown', down as EventListener],
    ['pointermove', move as EventListener],
    ['pointerup', up as EventListener],
    ['pointercancel', lost as EventListener],
    ['pointerleave', leave],
    ['wheel', wheel as EventListener, { passive: false }],
    ['dblclick', twice as EventListener],
  ]
  for (const [name, listener, options] of listeners) element.addEventListener(name, listener, options)
  window.addEventListener('keydown', escape)
  return () => {
    for (const [name, listener] of listeners) element.removeEventListener(name, listener)
    window.removeEventListener('keydown', escape)
  }
}
