import { memo, useMemo, type KeyboardEvent } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import type { Placement } from '#layout/timeline/placed.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { lastInWords } from '#store/explore/inspect.ts'
import { xOf } from '#store/explore/timeline.ts'
import styles from './Timeline.module.css'

interface Props {
  readonly view: View
  readonly rows: Placement['rows']
}

const isIn = (view: View, tick: number): boolean => tick >= view.scale.from && tick <= view.scale.to

/** The line of the playhead: over the bars, under all labels. */
export const PlayheadRule = memo(function PlayheadRule({ view, rows }: Props) {
  const tick = useLab((state) => state.playhead)
  if (!isIn(view, tick)) return null
  const x = Math.round(xOf(view.scale, tick) * 2) / 2
  return (
    <path
      d={`M${x} ${17 * view.unit}V${rows.axis}`}
      className={styles.rule}
      strokeWidth={view.unit}
      data-screen-only=""
    />
  )
})

/** Its handle: a pill with the tick. The field below takes care of the pointer; the keyboard is taken care of here. */
export const PlayheadHandle = memo(function PlayheadHandle({
  view,
  end,
}: {
  readonly view: View
  readonly end: number
}) {
  const tick = useLab((state) => state.playhead)
  // What has happened last: a screen reader hears more than a number.
  const words = useLab(({ scenario, playhead }) => lastInWords(scenario, playhead)?.words ?? 'nothing has happened yet')
  const actions = useActions()
  const { scale, unit, measure, width } = view
  const keys = useMemo(
    () => (event: KeyboardEvent<HTMLElement>) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return
      const by = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key]
      if (by === undefined && event.key !== 'Home' && event.key !== 'End') return
      event.preventDefault()
      actions.seek(
        event.key === 'Home' ? 0 : by === undefined ? end : tick + (event.shiftKey ? Math.sign(by) * 10 : by),
      )
    },
    [actions, tick, end],
  )
  const w = measure('0'.repeat(String(tick).length), 11.5 * unit, 'mono', 600) + 12 * unit
  const x = Math.max(
    scale.left + w / 2 - 4 * unit,
    Math.min(Math.min(width, scale.left + scale.width + 12 * unit) - w / 2, xOf(scale, tick)),
  )
  return (
    <div
      className={styles.playhead}
      data-screen-only=""
      title="Playhead: drag to look at another tick"
      data-out={isIn(view, tick) ? undefined : ''}
      style={{ transform: `translate(${x - w / 2}px, ${unit}px)`, width: w, height: 17 * unit, fontSize: 11.5 * unit }}
    >
      <input
        type="range"
        aria-label="Playhead"
        aria-valuetext={`tick ${tick}: ${words}`}
        min={0}
        max={Math.max(end, tick)}
        value={tick}
        onChange={(event) => actions.seek(Number(event.target.value))}
        onKeyDown={keys}
      />
      <span aria-hidden="true">{tick}</span>
    </div>
  )
})
