import { memo, useId, useMemo, useRef } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { placeTimeline, timelineFor, timeScale, xOf } from '#store/explore/timeline.ts'
import type { Telling } from '#store/explore/teller.ts'
import type { Scenario } from '#store/lab/types.ts'
import { measure } from '../Ribbon/usePanel.ts'
import { AxisTicks, Ground } from '../Timeline/Ground.tsx'
import { Limits } from '../Timeline/Limits.tsx'
import { Patterns } from '../Timeline/Patterns.tsx'
import { dropLines } from '../Timeline/paths.ts'
import { LaneGlyphs, Rail } from '../Timeline/Rail.tsx'
import { Arrows, Blocks, Flags, Held, Marks, Texts } from '../Timeline/Shapes.tsx'
import timeline from '../Timeline/Timeline.module.css'
import { useSize } from '../Timeline/useSize.ts'
import styles from './Told.module.css'

interface Props {
  readonly scenario: Scenario
  /** Up to here the run is told; what comes then is pale. */
  readonly at: number
  readonly telling: Telling | undefined
}

interface Placed {
  readonly view: View
  readonly placement: ReturnType<typeof placeTimeline>
}

/** The run with its future dimmed, a dot along each message that is under way, and the bar at work in a frame. */
export function ToldPicture({ scenario, at, telling }: Props) {
  const field = useRef<HTMLDivElement>(null)
  const size = useSize(field)
  const placed = useMemo((): Placed | null => {
    if (size === null) return null
    const { width, height, unit } = size
    const scale = timeScale(visibleSpan({ scenario, span: null, gesture: null }), width, unit)
    const view: View = { scale, width, height, unit, measure, coarse: false, before: null }
    return { view, placement: placeTimeline(timelineFor(scenario), view) }
  }, [scenario, size])
  return (
    <div ref={field} className={styles.picture}>
      {placed === null ? null : <Drawn placed={placed} scenario={scenario} at={at} telling={telling} />}
    </div>
  )
}

function Drawn({ placed, scenario, at, telling }: Props & { readonly placed: Placed }) {
  const id = useId()
  const { view, placement } = placed
  const { scale, unit, width, height } = view
  const x = xOf(scale, at)
  const low = Math.max(height, placement.rows.bottom)
  return (
    <svg
      className={timeline.picture}
      width={width}
      height={low}
      role="img"
      aria-label={`The run at tick ${Math.floor(at)}`}
      data-at={Math.floor(at)}
    >
      <clipPath id={`${id}past`}>
        <rect x="0" y="0" width={x} height={low} />
      </clipPath>
      <clipPath id={`${id}future`}>
        <rect x={x} y="0" width={Math.max(0, width - x)} height={low} />
      </clipPath>
      <Frame placed={placed} />
      <g clipPath={`url(#${id}future)`} className={styles.future} data-part="future">
        <Happening placed={placed} isTold={false} />
      </g>
      <g clipPath={`url(#${id}past)`} data-part="past">
        <Happening placed={placed} isTold />
      </g>
      <Said placed={placed} tick={Math.floor(at)} />
      <Lit placed={placed} scenario={scenario} at={at} telling={telling} />
      <path d={`M${x} ${placement.rows.rail.line}V${placement.rows.axis}`} className={styles.playhead} />
      <g className={styles.head}>
        <rect x={x - 18 * unit} y={0} width={36 * unit} height={18 * unit} rx={2 * unit} />
        <text x={x} y={13 * unit} fontSize={12 * unit} textAnchor="middle">
          {Math.floor(at)}
        </text>
      </g>
    </svg>
  )
}

/** What stands still: names, axis. */
const Frame = memo(function Frame({ placed: { view, placement } }: { readonly placed: Placed }) {
  const { scale, unit } = view
  return (
    <>
      <Patterns />
      <Ground
        titles={placement.titles}
        rows={placement.rows}
        left={scale.left}
        right={scale.left + scale.width}
        unit={unit}
      />
      <AxisTicks axis={placement.axis} y={placement.rows.axis} unit={unit} />
    </>
  )
})

/** The run itself; what is not told yet has neither words nor flags. */
const Happening = memo(function Happening({
  placed: { view, placement },
  isTold,
}: {
  readonly placed: Placed
  readonly isTold: boolean
}) {
  const { scale, unit } = view
  const { rows, cancel, wash, rail } = placement
  return (
    <>
      {wash === null ? null : <rect x={wash.x} y={wash.y} width={wash.w} height={wash.h} className={timeline.wash} />}
      <path d={dropLines(rail, rows, unit)} className={timeline.drop} />
      <Arrows arrows={placement.arrows} bundled={placement.bundles} unit={unit} />
      <Blocks blocks={placement.blocks} unit={unit} />
      <Held blocks={placement.held} unit={unit} />
      <Limits resources={placement.resources} left={scale.left} right={scale.left + scale.width} unit={unit} />
      {cancel === null ? null : (
        <path d={`M${cancel.x} ${rows.rail.line}V${rows.axis}`} className={timeline.pole} strokeWidth={1.8 * unit} />
      )}
      <Marks placed={placement.marks} unit={unit} />
      {isTold ? <Texts texts={placement.texts} unit={unit} /> : null}
    </>
  )
})

/** Flags and milestones that are told, each of them whole. */
const Said = memo(function Said({
  placed: { view, placement },
  tick,
}: {
  readonly placed: Placed
  readonly tick: number
}) {
  const { unit } = view
  const isTold = (each: { readonly tick: number }): boolean => each.tick <= tick
  const rail = placement.rail.filter(isTold)
  return (
    <>
      <Flags flags={placement.flags.filter(isTold)} notches={placement.notches.filter(isTold)} unit={unit} />
      <LaneGlyphs rail={rail} unit={unit} />
      <Rail rail={rail} rows={placement.rows} unit={unit} />
    </>
  )
})

/** A dot on each message that is under way, and a frame around the bar of whoever is at work. */
function Lit({ placed: { view, placement }, scenario, at, telling }: Props & { readonly placed: Placed }) {
  const { scale, unit } = view
  const x = xOf(scale, at)
  const run = timelineFor(scenario)
  const lane = run.lanes.findIndex(({ tracks }) =>
    tracks.some(({ spans }) => spans.some(({ actor }) => actor === telling?.actor)),
  )
  const spans = run.lanes[lane]?.tracks.flatMap((track) => track.spans) ?? []
  const span = spans.findLast(
    ({ actor, from, to }) => actor === telling?.actor && from <= at && (to === null || to > at),
  )
  const block = placement.blocks.find(
    ({ lines, from }) => span !== undefined && from === span.from && lines[0] === span.lines[0],
  )
  const moving = placement.arrows.flatMap(({ x1, y1, x2, y2, kind, lines }) => {
    if (x < Math.min(x1, x2) || x > Math.max(x1, x2) || x1 === x2) return []
    const part = (x - x1) / (x2 - x1)
    return [{ key: lines[0] ?? 0, kind, x1, y1, y: y1 + (y2 - y1) * part }]
  })
  return (
    <>
      {block === undefined ? null : (
        <rect
          className={styles.lit}
          data-lit=""
          x={block.x - unit}
          y={block.y - unit}
          width={Math.max(2 * unit, Math.min(block.w, x - block.x) + 2 * unit)}
          height={block.h + 2 * unit}
          strokeWidth={2 * unit}
        />
      )}
      {moving.map(({ key, kind, x1, y1, y }) => (
        <g key={key} data-kind={kind} className={timeline.arrow} data-moving="">
          <path d={`M${x1} ${y1}L${x} ${y}`} className={styles.way} strokeWidth={2.5 * unit} />
          <circle cx={x} cy={y} r={5 * unit} className={styles.dot} strokeWidth={4 * unit} />
        </g>
      ))}
    </>
  )
}
