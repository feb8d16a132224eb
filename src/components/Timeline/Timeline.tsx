import { lazy, memo, Suspense, useEffect, useRef } from 'react'
import { isPlaying, isScrubbing } from '#store/lab/player.ts'
import { useLab, useLabStore, usePlayer } from '#store/services/hooks.ts'
import { legendOf, panned, pinnedBeside, showing, timelineFor, wholeSpan, xOf } from '#store/explore/timeline.ts'
import { Cursor } from './Cursor.tsx'
import { AxisTicks, Ground } from './Ground.tsx'
import { Handles } from './Handles.tsx'
import { Highlight } from './Highlight.tsx'
import { Legend } from './Legend.tsx'
import { Limits } from './Limits.tsx'
import { Names } from './Names.tsx'
import { Patterns } from './Patterns.tsx'
import { PlayheadHandle, PlayheadRule } from './Playhead.tsx'
import { Pointing } from './Pointing.tsx'
import { dropLines, stems } from './paths.ts'
import { LaneGlyphs, Rail } from './Rail.tsx'
import { Arrows, Blocks, Flags, Held, Marks, Texts } from './Shapes.tsx'
import { usePicture, useSelectedLine, useWholeEnd, type Picture } from './usePicture.ts'
import { measure } from '../Ribbon/usePanel.ts'
import { useSize } from './useSize.ts'
import { ZoomButtons } from './ZoomButtons.tsx'
import styles from './Timeline.module.css'

// Only a part of a run has one.
const Overview = lazy(() => import('./Overview.tsx').then((module) => ({ default: module.Overview })))

/**
 * The run as a space-time diagram: a lane for each role, time from left to right. Fills its box; where the box is too low it asks
 * for more, and whoever holds it scrolls.
 */
export function Timeline() {
  const field = useRef<HTMLDivElement>(null)
  const size = useSize(field)
  const picture = usePicture(size)
  const legend = useLab((state) => timelineFor(state.scenario))
  return (
    <section className={styles.timeline} aria-label="Timeline">
      <Legend legend={legendOf(legend)} />
      <div ref={field} className={styles.field} style={picture === null ? undefined : heightsOf(picture)}>
        {picture === null ? null : <Drawing picture={picture} />}
        <Pointing field={field} picture={picture} />
        <Follow />
      </div>
    </section>
  )
}

/** How low the field may be, and how high it has to be before there is room for anything else. */
const heightsOf = ({ placement: { rows } }: Picture): Record<string, string> => ({
  '--least': `${Math.ceil(rows.least)}px`,
  '--need': `${Math.ceil(rows.need)}px`,
})

const Drawing = memo(function Drawing({ picture }: { readonly picture: Picture }) {
  const { timeline, placement, view } = picture
  const { scale, unit, width, height } = view
  const { rows, cancel } = placement
  const end = useWholeEnd()
  const selected = useSelectedLine()
  const isWhole = useLab((state) => state.span === null)
  const right = scale.left + scale.width
  return (
    <>
      <svg
        className={styles.picture}
        width={width}
        height={Math.max(height, rows.bottom)}
        aria-hidden="true"
        data-dimmed={selected === null ? undefined : ''}
      >
        <Patterns />
        {placement.wash === null ? null : (
          <rect
            x={placement.wash.x}
            y={placement.wash.y}
            width={placement.wash.w}
            height={placement.wash.h}
            className={styles.wash}
          />
        )}
        <Ground titles={placement.titles} rows={rows} left={scale.left} right={right} unit={unit} />
        <path d={dropLines(placement.rail, rows, unit)} className={styles.drop} />
        <g className={styles.dimmable}>
          <Arrows arrows={placement.arrows} bundled={placement.bundles} unit={unit} />
          <Blocks blocks={placement.blocks} unit={unit} />
          <Held blocks={placement.held} unit={unit} />
        </g>
        <Limits resources={placement.resources} left={scale.left} right={right} unit={unit} />
        {cancel === null || cancel.x < scale.left || cancel.x > right ? null : (
          <path d={`M${cancel.x} ${rows.rail.line}V${rows.bottom}`} className={styles.pole} strokeWidth={1.8 * unit} />
        )}
        <PlayheadRule view={view} rows={rows} />
        <g className={styles.dimmable}>
          <Marks placed={placement.marks} unit={unit} />
        </g>
        <Texts texts={placement.texts} unit={unit} />
        <Flags flags={placement.flags} notches={placement.notches} unit={unit} />
        <LaneGlyphs rail={placement.rail} unit={unit} />
        <AxisTicks axis={placement.axis} y={rows.axis} unit={unit} />
        <path d={stems(placement.handles, rows.axis, unit)} className={styles.stem} />
        <Ghosts picture={picture} />
        <PinnedPole picture={picture} />
        <Rail rail={placement.rail} rows={rows} unit={unit} />
        {selected === null ? null : <Highlight picture={picture} line={selected} />}
      </svg>
      <Names titles={placement.titles} left={scale.left} unit={unit} />
      <ZoomButtons />
      <PlayheadHandle view={view} end={end} />
      <Handles
        handles={placement.handles}
        cancel={cancel}
        answer={timeline.answer}
        scale={scale}
        end={end}
        unit={unit}
      />
      <Cursor picture={picture} />
      {isWhole ? null : (
        <Suspense>
          <Overview view={view} rows={rows} cancelTick={timeline.cancel?.tick ?? null} end={end} />
        </Suspense>
      )}
    </>
  )
})

/** Where only a part of the run is in view, the playhead takes it along; not while a pointer holds the playhead. */
function Follow() {
  const lab = useLabStore()
  const isHeld = usePlayer(isScrubbing)
  const playhead = useLab((state) => (state.span === null || isHeld ? null : state.playhead))
  useEffect(() => {
    const state = lab.getState()
    if (playhead === null || state.span === null || (playhead >= state.span.from && playhead <= state.span.to)) return
    const width = state.span.to - state.span.from
    const from = isPlaying(lab.player.getSnapshot())
      ? playhead - width * 0.1
      : showing(state.span, wholeSpan(state), playhead).from
    lab.actions.setSpan(panned({ from, to: from + width }, wholeSpan(state), 0))
    // Only a move of the playhead leads there: whoever pans away from it stays there.
  }, [lab, playhead])
  return null
}

/** Where the milestones were before something is dragged, or are in the run that is pinned. */
function Ghosts({ picture }: { readonly picture: Picture }) {
  const before = useLab((state) => {
    const other = state.gesture ?? pinnedBeside(state)
    return other === null ? null : timelineFor(other).milestones
  })
  if (before === null) return null
  const { scale, unit } = picture.view
  const y = picture.placement.rows.rail.line
  const shown = before.filter(({ tick }) => tick >= scale.from && tick <= scale.to)
  return shown.map(({ name, tick }) => (
    <circle key={name} cx={xOf(scale, tick)} cy={y} r={2 * unit} className={styles.ghost} />
  ))
}

/** The cancel of the run that is pinned, where that is another one. */
function PinnedPole({ picture }: { readonly picture: Picture }) {
  const tick = useLab((state) => {
    const pinned = pinnedBeside(state)
    return pinned === null ? null : (timelineFor(pinned).cancel?.tick ?? null)
  })
  const { scale, unit } = picture.view
  const { rows } = picture.placement
  if (tick === null || tick < scale.from || tick > scale.to) return null
  const x = xOf(scale, tick)
  const [y, size] = [rows.rail.line - 6 * unit, 11 * unit]
  const width = measure(`pinned ${tick}`, size, 'sans', 400) + 8 * unit
  return (
    <g data-part="pinned">
      <path d={`M${x} ${rows.rail.line}V${rows.axis}`} className={styles.pinned} strokeWidth={1.4 * unit} />
      <rect
        x={x - width / 2}
        y={y - size / 2 - 2 * unit}
        width={width}
        height={size + 4 * unit}
        className={styles.tag}
      />
      <text x={x} y={y + size * 0.36} fontSize={size} textAnchor="middle" className={styles.note}>
        pinned {tick}
      </text>
    </g>
  )
}
