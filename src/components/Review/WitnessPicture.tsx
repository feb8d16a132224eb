import { memo, useMemo, useRef } from 'react'
import { visibleSpan } from '#store/lab/derived.ts'
import { actsIn } from '#store/review/witnesses.ts'
import { placeMini } from '#store/explore/smallTimelines.ts'
import { timelineFor } from '#store/explore/timeline.ts'
import type { Scenario } from '#store/lab/types.ts'
import { usePanel } from '../Ribbon/usePanel.ts'
import { Patterns } from '../Timeline/Patterns.tsx'
import { glyph } from '../Timeline/paths.ts'
import { Arrows, Blocks } from '../Timeline/Shapes.tsx'
import timeline from '../Timeline/Timeline.module.css'
import styles from './Witness.module.css'

interface PictureProps {
  readonly scenario: Scenario
  /** The clause whose acts are marked. */
  readonly clause: string
}

/** A run in small, to be seen from the back of a room; its words stand above it. */
export const WitnessPicture = memo(function WitnessPicture({ scenario, clause }: PictureProps) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  return (
    <div ref={field} className={styles.picture}>
      {panel === null ? null : (
        <WitnessDrawing scenario={scenario} clause={clause} width={panel.width} unit={panel.unit} />
      )}
    </div>
  )
})

/** How many ticks are named before the rest is counted. */
const namedMax = 3

/** "EV-11 acts at 160, 171 and 4 more" */
function actText(clause: string, ticks: readonly number[]): string {
  const named = ticks.slice(0, namedMax).join(', ')
  return `${clause} acts at ${named}${ticks.length > namedMax ? ` and ${ticks.length - namedMax} more` : ''}`
}

interface DrawingProps extends PictureProps {
  readonly width: number
  readonly unit: number
}

export const WitnessDrawing = memo(function WitnessDrawing({ scenario, clause, width, unit }: DrawingProps) {
  const acts = useMemo(() => actsIn(scenario, clause), [scenario, clause])
  const placed = useMemo(
    () => placeMini(timelineFor(scenario), visibleSpan({ scenario, span: null, gesture: null }).to, width, unit, acts),
    [scenario, width, unit, acts],
  )
  const { height, scale, lanes, blocks, arrows, cancel, glyphs, acts: frames, actLabel } = placed
  const { left } = scale
  const right = left + scale.width
  const row = actLabel === null ? 0 : 16
  return (
    <svg
      className={styles.drawing}
      viewBox={`0 0 ${width} ${height}`}
      width={width}
      height={height}
      role="img"
      aria-label={acts.length === 0 ? `Run: ${scenario.title}` : actText(clause, ticksOf(acts))}
    >
      <Patterns />
      <path d={lanes.map(({ base }) => `M${left} ${base}H${right}`).join('')} className={styles.base} />
      <Arrows arrows={arrows} bundled={[]} unit={unit} />
      <Blocks blocks={blocks} unit={unit} />
      {cancel === null ? null : (
        <path d={`M${cancel.x} ${(16 + row) * unit}V${height}`} className={timeline.pole} strokeWidth={1.8 * unit} />
      )}
      {glyphs.map(({ name, x, y }) => {
        const { outline, filled } = glyph(name, x, y, unit)
        return (
          <g key={name} className={styles.glyph} data-name={name}>
            <path d={outline} className={styles.outline} />
            <path d={filled} />
          </g>
        )
      })}
      {actLabel === null ? null : (
        <g className={styles.act} strokeWidth={1.8 * unit}>
          <path d={`M${actLabel.x} ${15 * unit}V${frames[0]?.y ?? height}`} />
          {frames.map(({ x, y, w, h }) => (
            <rect key={`${x} ${y}`} x={x} y={y} width={w} height={h} />
          ))}
        </g>
      )}
      <g fontSize={13 * unit}>
        {lanes.map(({ title, y }) => (
          <text key={title} x={left - 9 * unit} y={y} textAnchor="end" className={styles.lane}>
            {title}
          </text>
        ))}
        {cancel === null ? null : (
          <text x={cancel.textX} y={(12 + row) * unit} textAnchor={cancel.anchor} className={styles.cancel}>
            {cancel.text}
          </text>
        )}
        {actLabel === null ? null : (
          <text x={actLabel.x} y={11 * unit} textAnchor={actLabel.anchor} className={styles.actText}>
            {actText(clause, ticksOf(acts))}
          </text>
        )}
      </g>
    </svg>
  )
})

const ticksOf = (acts: ReturnType<typeof actsIn>): readonly number[] => [...new Set(acts.map(({ tick }) => tick))]
