import { useEffect, useRef } from 'react'
import type { DownView } from '#layout/timeline/down.ts'
import type { CommandMark } from '#layout/timeline/types.ts'
import { useGesture } from '#store/gesture/useGesture.ts'
import { isPlaying } from '#store/lab/player.ts'
import { useActions, useLab, usePlayer } from '#store/services/hooks.ts'
import { tickOf, wholeSpan, xOf } from '#store/explore/timeline.ts'
import { css } from '../parts/css.ts'
import { useStepDrag } from './useStepDrag.ts'
import down from './Down.module.css'
import styles from './Timeline.module.css'

/** The pill of the cancel on the axis; a finger takes it anywhere beside the axis. */
export function DownCancel({
  view,
  cancel,
  answer,
}: {
  readonly view: DownView
  readonly cancel: CommandMark | null
  readonly answer: string | null
}) {
  const end = useLab((state) => wholeSpan(state).to)
  const drag = useStepDrag(cancel?.step ?? 0, cancel?.tick ?? 0, view.scale, 'down')
  if (cancel === null) return null
  const { unit, scale } = view
  const y = Math.max(scale.left, Math.min(scale.left + scale.width, xOf(scale, cancel.tick)))
  const { tick } = cancel
  return (
    <div
      data-handle=""
      className={css(styles.handle, styles.pill, down.downPill)}
      style={{ transform: `translate(0, ${y - 13 * unit}px)`, width: 44 * unit, height: 26 * unit }}
      {...drag.pointer}
    >
      <input
        type="range"
        aria-label="Cancel instant"
        aria-orientation="vertical"
        aria-valuetext={`tick ${tick}: ${answer ?? 'no answer'}`}
        min={0}
        max={Math.max(end, tick)}
        value={tick}
        onChange={(event) => drag.moveTo(Number(event.target.value))}
        {...drag.keys}
      />
      <span aria-hidden="true" style={{ fontSize: 12 * unit }}>
        {tick}
      </span>
    </div>
  )
}

/** The pill of the playhead, at the right. */
export function DownPlayhead({ view }: { readonly view: DownView }) {
  const tick = useLab((state) => state.playhead)
  const isOn = usePlayer(isPlaying)
  const end = useLab((state) => wholeSpan(state).to)
  const actions = useActions()
  const pill = useRef<HTMLDivElement>(null)
  const held = useRef({ origin: 0, grip: 0, tick: 0 })
  const { scale, unit } = view
  const y = xOf(scale, tick)
  const isIn = tick >= scale.from && tick <= scale.to

  useEffect(() => {
    if (isOn) pill.current?.scrollIntoView({ block: 'nearest' })
  }, [isOn, tick])

  const { handlers } = useGesture(
    { axis: 'y', slack: 0 },
    {
      press(event) {
        const origin = pill.current?.offsetParent?.getBoundingClientRect().top ?? 0
        held.current = { origin, grip: event.clientY - origin - y, tick }
        event.currentTarget.setPointerCapture(event.pointerId)
        actions.beginScrub()
      },
      drag: (event) => actions.seek(tickOf(scale, event.clientY - held.current.origin - held.current.grip)),
      click: actions.endScrub,
      drop: actions.endScrub,
      cancel() {
        actions.seek(held.current.tick)
        actions.endScrub()
      },
    },
  )
  if (!isIn) return null
  return (
    <div
      ref={pill}
      data-handle=""
      data-screen-only=""
      className={css(styles.playhead, down.downHead)}
      style={{
        transform: `translate(0, ${y - 8.5 * unit}px)`,
        width: 36 * unit,
        height: 17 * unit,
        fontSize: 11.5 * unit,
      }}
      {...handlers}
    >
      <input
        type="range"
        aria-label="Playhead"
        aria-orientation="vertical"
        aria-valuetext={`tick ${tick}`}
        min={0}
        max={Math.max(end, tick)}
        value={tick}
        onChange={(event) => actions.seek(Number(event.target.value))}
      />
      <span aria-hidden="true">{tick}</span>
    </div>
  )
}

/** The line of the playhead: over the bars, under all words. */
export function DownRule({ view, from }: { readonly view: DownView; readonly from: number }) {
  const tick = useLab((state) => state.playhead)
  const { scale, unit, width } = view
  if (tick < scale.from || tick > scale.to) return null
  const line = `M${from - 12 * unit} ${xOf(scale, tick)}H${width}`
  return <path data-screen-only="" d={line} className={styles.rule} strokeWidth={unit} />
}
