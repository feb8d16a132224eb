import { useRef, type PointerEvent } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import type { Placement } from '#layout/timeline/placed.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import { panned, wholeSpan } from '#store/explore/timeline.ts'
import styles from './Timeline.module.css'

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
  const grip = useRef<{ readonly x: number; readonly from: number } | null>(null)
  if (span === null) return null
  const { left, width } = view.scale
  const perTick = width / Math.max(1, end)
  const move = (from: number): void =>
    actions.setSpan(panned({ from, to: from + span.to - span.from }, wholeSpan(lab.getState()), 0))
  const onPointerMove = (event: PointerEvent): void => {
    if (grip.current !== null) move(grip.current.from + (event.clientX - grip.current.x) / perTick)
  }
  const drop = (): void => {
    grip.current = null
  }
  const w = Math.max(10, (span.to - span.from) * perTick)
  return (
    <div
      data-handle=""
      className={styles.overview}
      style={{ transform: `translate(${left}px, ${rows.axis + 21 * view.unit}px)`, width }}
    >
      {cancelTick === null ? null : <i style={{ left: cancelTick * perTick }} />}
      <div
        className={styles.window}
        style={{ left: Math.min(width - w, span.from * perTick), width: w }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          grip.current = { x: event.clientX, from: span.from }
        }}
        onPointerMove={onPointerMove}
        onPointerUp={drop}
        onLostPointerCapture={drop}
      >
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
