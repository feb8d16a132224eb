import { memo, type ReactNode } from 'react'
import { placeRow, type RowView } from '#store/compare/compareRow.ts'
import { timelineFor } from '#store/explore/timeline.ts'
import type { Milestone, Scenario } from '#store/lab/types.ts'
import { glyph } from '../Timeline/paths.ts'
import timeline from '../Timeline/Timeline.module.css'
import styles from './Run.module.css'

interface Props extends RowView {
  readonly scenario: Scenario
  /** Whether there is a cancel, with a pole through everything that it affects. */
  readonly hasPole: boolean
  /** Followed down through the lanes. */
  readonly milestone: Milestone | null
  /** On top of it all; it is given the height. */
  readonly over?: (height: number) => ReactNode
}

const isBare = (phase: string): boolean => phase === 'idle' || phase === 'released'

/** A run in small: lanes, messages, and the milestones above them. The numbers beside it say the same in words. */
export const RunPicture = memo(function RunPicture({ scenario, hasPole, milestone, over, ...view }: Props) {
  const { width, unit, pole } = view
  const { height, wash, railLine, rail, left, right, ...placed } = placeRow(timelineFor(scenario), view)
  const picked = rail.find(({ name }) => name === milestone)
  return (
    <svg className={styles.run} width={width} height={height} aria-hidden="true">
      {hasPole ? <rect x={wash.x} y={wash.y} width={wash.w} height={wash.h} className={timeline.wash} /> : null}
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
      {hasPole ? <path d={`M${pole} ${railLine}V${height}`} className={styles.pole} /> : null}
      <path
        d={rail
          .map(({ x, at }) => `M${x} ${12.5 * unit}L${at} ${railLine - 1.5 * unit}V${railLine + 2 * unit}`)
          .join('')}
        className={styles.leader}
      />
      {picked === undefined || picked.name === 'issued' ? null : (
        <path d={`M${picked.at} ${railLine}V${height}`} className={styles.rule} />
      )}
      {rail.map(({ name, x }) => {
        const { outline, filled } = glyph(name, x, 7 * unit, unit)
        return (
          <g key={name} className={styles.shape} data-name={name} data-selected={name === milestone ? '' : undefined}>
            <path d={outline} className={styles.outline} />
            <path d={filled} className={styles.solid} />
          </g>
        )
      })}
      {over?.(height)}
    </svg>
  )
})
