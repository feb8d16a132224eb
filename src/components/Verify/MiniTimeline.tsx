import { memo, useMemo, useRef } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { placeTimeline, timelineFor, timeScale } from '#store/explore/timeline.ts'
import type { Scenario } from '#store/lab/types.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { AxisTicks, Ground } from '../Timeline/Ground.tsx'
import { Limits } from '../Timeline/Limits.tsx'
import { Patterns } from '../Timeline/Patterns.tsx'
import { dropLines } from '../Timeline/paths.ts'
import { LaneGlyphs, Rail } from '../Timeline/Rail.tsx'
import { Arrows, Blocks, Flags, Held, Marks, Texts } from '../Timeline/Shapes.tsx'
import timeline from '../Timeline/Timeline.module.css'
import styles from './MiniTimeline.module.css'

/** A run as a picture that only shows; its words stand above it, its events below. */
export const MiniTimeline = memo(function MiniTimeline({ scenario }: { readonly scenario: Scenario }) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const placed = useMemo(() => {
    if (panel === null) return null
    const { width, unit } = panel
    const run = timelineFor(scenario)
    const scale = timeScale(visibleSpan({ scenario, span: null, gesture: null }), width, unit)
    const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
    const height = Math.ceil(placeTimeline(run, least).rows.need)
    const view = { ...least, height }
    return { view, placement: placeTimeline(run, view) }
  }, [scenario, panel])
  return (
    <div ref={field} className={styles.mini} style={placed === null ? undefined : { height: placed.view.height }}>
      {placed === null ? null : <Picture {...placed} />}
    </div>
  )
})

export function Picture({
  view,
  placement,
}: {
  readonly view: View
  readonly placement: ReturnType<typeof placeTimeline>
}) {
  const { scale, unit, width, height } = view
  const { rows, cancel, wash } = placement
  const right = scale.left + scale.width
  return (
    <svg className={timeline.picture} width={width} height={height} aria-hidden="true">
      <Patterns />
      {wash === null ? null : <rect x={wash.x} y={wash.y} width={wash.w} height={wash.h} className={timeline.wash} />}
      <Ground titles={placement.titles} rows={rows} left={scale.left} right={right} unit={unit} />
      <path d={dropLines(placement.rail, rows, unit)} className={timeline.drop} />
      <Arrows arrows={placement.arrows} bundled={placement.bundles} unit={unit} />
      <Blocks blocks={placement.blocks} unit={unit} />
      <Held blocks={placement.held} unit={unit} />
      <Limits resources={placement.resources} left={scale.left} right={right} unit={unit} />
      {cancel === null ? null : (
        <path d={`M${cancel.x} ${rows.rail.line}V${rows.axis}`} className={timeline.pole} strokeWidth={1.8 * unit} />
      )}
      <Marks placed={placement.marks} unit={unit} />
      <Texts texts={placement.texts} unit={unit} />
      <Flags flags={placement.flags} notches={placement.notches} unit={unit} />
      <LaneGlyphs rail={placement.rail} unit={unit} />
      <AxisTicks axis={placement.axis} y={rows.axis} unit={unit} />
      {cancel === null ? null : (
        <g className={styles.pill}>
          <rect x={cancel.box.x} y={cancel.box.y} width={cancel.box.w} height={cancel.box.h} rx={4 * unit} />
          <text
            x={cancel.box.x + cancel.box.w / 2}
            y={cancel.box.y + cancel.box.h / 2 + 4.2 * unit}
            fontSize={12 * unit}
            textAnchor="middle"
          >
            {cancel.text}
          </text>
        </g>
      )}
      <Rail rail={placement.rail} rows={rows} unit={unit} />
    </svg>
  )
}
