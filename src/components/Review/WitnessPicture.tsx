import { memo, useMemo, useRef } from 'react'
import { visibleSpan } from '#store/lab/derived.ts'
import { placeMini, timelineFor } from '#store/explore/timeline.ts'
import type { Scenario } from '#store/lab/types.ts'
import { usePanel } from '../Ribbon/usePanel.ts'
import { Patterns } from '../Timeline/Patterns.tsx'
import { glyph } from '../Timeline/paths.ts'
import { Arrows, Blocks } from '../Timeline/Shapes.tsx'
import timeline from '../Timeline/Timeline.module.css'
import styles from './Witness.module.css'

/** A run in small, to be seen from the back of a room; its words stand above it. */
export const WitnessPicture = memo(function WitnessPicture({ scenario }: { readonly scenario: Scenario }) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const placed = useMemo(
    () =>
      panel === null
        ? null
        : placeMini(
            timelineFor(scenario),
            visibleSpan({ scenario, span: null, gesture: null }).to,
            panel.width,
            panel.unit,
          ),
    [scenario, panel],
  )
  return (
    <div ref={field} className={styles.picture}>
      {placed === null || panel === null ? null : <Drawing placed={placed} width={panel.width} unit={panel.unit} />}
    </div>
  )
})

interface DrawingProps {
  readonly placed: ReturnType<typeof placeMini>
  readonly width: number
  readonly unit: number
}

function Drawing({ placed: { height, scale, lanes, blocks, arrows, cancel, glyphs }, width, unit }: DrawingProps) {
  const { left } = scale
  const right = left + scale.width
  return (
    <svg className={styles.drawing} width={width} height={height} aria-hidden="true">
      <Patterns />
      <path d={lanes.map(({ base }) => `M${left} ${base}H${right}`).join('')} className={styles.base} />
      <Arrows arrows={arrows} bundled={[]} unit={unit} />
      <Blocks blocks={blocks} unit={unit} />
      {cancel === null ? null : (
        <path d={`M${cancel.x} ${16 * unit}V${height}`} className={timeline.pole} strokeWidth={1.8 * unit} />
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
      <g fontSize={13 * unit}>
        {lanes.map(({ title, y }) => (
          <text key={title} x={left - 9 * unit} y={y} textAnchor="end" className={styles.lane}>
            {title}
          </text>
        ))}
        {cancel === null ? null : (
          <text x={cancel.textX} y={12 * unit} textAnchor={cancel.anchor} className={styles.cancel}>
            {cancel.text}
          </text>
        )}
      </g>
    </svg>
  )
}
