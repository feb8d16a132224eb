import { useRef } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import type { Placement } from '#layout/timeline/placed.ts'
import { useGesture } from '#store/gesture/useGesture.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import { panned, wholeSpan } from '#store/explore/timeline.ts'
import styles from './Overview.module.css'

interface Props {
  readonly view: View
  readonly rows: Placement['rows']
  readonly cancelTick: number | null
  readonly end: number
}

/** Where the part in view lies in the whole run; only there while it is not all in view. Drag it to pan. */
export function Overview({ view, rows, cancelTick, end }: Props) {
  const lab = useLabStore()
  const actions = useActions()
  const span = useLab((state) => state.span)
  const grip = useRef({ x: 0, from: 0 })
  const { left, width } = view.scale
  const perTick = width / Math.max(1, end)
  const move = (from: number): void => {
    if (span !== null) actions.setSpan(panned({ from, to: from + span.to - span.from }, wholeSpan(lab.getState()), 0))
  }
  const { handlers } = useGesture(
    { axis: 'x', slack: 0 },
    {
      press(event) {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { x: event.clientX, from: span?.from ?? 0 }
      },
      drag: (event) => move(grip.current.from + (event.clientX - grip.current.x) / perTick),
      drop: () => undefined,
      cancel: () => move(grip.current.from),
    },
  )
  if (span === null) return null
  const w = Math.max(10, (span.to - span.from) * perTick)
  return (
    <div
      data-handle=""
      className={styles.overview}
      style={{ transform: `translate(${left}px, ${rows.axis + 21 * view.unit}px)`, width }}
    >
      {cancelTick === null ? null : <i style={{ left: cancelTick * perTick }} />}
      <div className={styles.window} style={{ left: Math.min(width - w, span.from * perTick), width: w }} {...handlers}>
        <input
          type="range"
          aria-label="Part of the run in view"
          aria-valuetext={`ticks ${Math.round(span.from)} to ${Math.round(span.to)}`}
          min={0}
          max={Math.max(0, Math.round(end - (span.to - span.from)))}
          step={Math.max(1, Math.round((span.to - span.from) / 10))}
          value={Math.round(span.from)}
          onChange={(event) => move(Number(event.target.value))}
        />
      </div>
    </div>
  )
}
