import { memo } from 'react'
import type { StoryRow } from '#store/compare.ts'
import { placeRow } from '#store/compareRow.ts'
import { timelineFor } from '#store/timeline.ts'
import type { Milestone } from '#store/types.ts'
import type { Panel } from '../Ribbon/usePanel.ts'
import { glyph } from '../Timeline/paths.ts'
import timeline from '../Timeline/Timeline.module.css'
import styles from './Story.module.css'
import type { StoryDrag } from './useStoryDrag.ts'

/** Half of the strip along the pole that can be taken hold of, in units. */
const reach = 14

interface Props {
  readonly row: StoryRow
  readonly lanes: ReadonlySet<string>
  readonly panel: Panel
  readonly perTick: number
  readonly pole: number
  readonly milestone: Milestone
  readonly drag: StoryDrag
}

const isBare = (phase: string): boolean => phase === 'idle' || phase === 'released'

/** A run in small, its cancel at the same place as in all other rows. The numbers above it say the same in words. */
export const RowPicture = memo(function RowPicture({ row, lanes, panel: { width, unit }, perTick, pole, milestone, drag }: Props) {
  const reached = row.reached.flatMap(({ name, after }) => (after === null ? [] : [{ name, after }]))
  const { cancelAt, goesOn } = row
  const placed = placeRow(timelineFor(row.scenario), { width, unit, perTick, pole, cancelAt, lanes, goesOn, reached })
  const { height, wash, railLine, rail, left, right } = placed
  const picked = rail.find(({ name }) => name === milestone)
  const shapes = rail.map(({ name, x }) => ({ name, ...glyph(name, x, 8 * unit, unit) }))
  return (
    <svg className={styles.run} width={width} height={height} aria-hidden="true">
      <rect x={wash.x} y={wash.y} width={wash.w} height={wash.h} className={timeline.wash} />
      <path d={`M${left} ${railLine}H${right}`} className={styles.ground} />
      <g fontSize={11 * unit} textAnchor="end" className={styles.lanes}>
        {placed.lanes.map(({ title, x, y }) => (
          <text key={title} x={x} y={y}>
            {title}
          </text>
        ))}
      </g>
      <path d={placed.ground} className={styles.ground} />
      {placed.bars.map(({ phase, fill, edge }) => (
        <g key={phase} data-phase={phase}>
          <path d={fill} className={isBare(phase) ? styles.bare : timeline.fill} />
          {isBare(phase) ? null : (
            <>
              {phase === 'working' ? null : <path d={fill} fill={`url(#timeline-${phase})`} />}
              <path d={edge} className={timeline.edge} />
            </>
          )}
        </g>
      ))}
      {placed.arrows.map(({ kind, path }) => (
        <path key={kind} d={path} className={styles.arrow} data-kind={kind} />
      ))}
      <path d={`M${pole} ${railLine}V${height}`} className={styles.pole} />
      <path d={rail.map(({ x, at }) => `M${x} ${13.5 * unit}L${at} ${railLine - 1.5 * unit}V${railLine + 2 * unit}`).join('')} className={styles.leader} />
      {picked === undefined || picked.name === 'issued' ? null : <path d={`M${picked.at} ${railLine}V${height}`} className={styles.rule} />}
      {shapes.map(({ name, outline, filled }) => (
        <g key={name} className={styles.shape} data-name={name} data-selected={name === milestone ? '' : undefined}>
          <path d={outline} className={styles.outline} />
          <path d={filled} className={styles.solid} />
        </g>
      ))}
      <rect x={pole - reach * unit} y={0} width={2 * reach * unit} height={height} className={styles.grip} data-grip="" {...drag} />
    </svg>
  )
})
