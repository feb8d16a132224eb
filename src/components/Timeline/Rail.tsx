import { memo } from 'react'
import type { RailMark, Placement } from '#layout/timeline/placed.ts'
import type { Milestone } from '#store/types.ts'
import { glyph } from './paths.ts'
import styles from './Timeline.module.css'

/** The shape of a milestone, on the ground that it stands on. */
export function Glyph({ name, x, y, unit }: { readonly name: Milestone; readonly x: number; readonly y: number; readonly unit: number }) {
  const { outline, filled } = glyph(name, x, y, unit)
  return (
    <g className={styles.glyph} data-milestone={name}>
      {outline === '' ? null : <path d={outline} className={styles.ring} />}
      {filled === '' ? null : <path d={filled} className={styles.solid} />}
    </g>
  )
}

/** The milestones in their order, above the lanes, each with a leader to its tick. */
export const Rail = memo(function Rail({ rail, rows, unit }: { readonly rail: readonly RailMark[]; readonly rows: Placement['rows']; readonly unit: number }) {
  const { top, line } = rows.rail
  const u = (units: number): number => units * unit
  return rail.map(({ name, tick, x, box, glyphX, wordX, tickX, word }) => (
    <g key={name} className={styles.milestone} data-milestone={name}>
      <path d={`M${box.x + box.w / 2} ${top + u(16)}V${top + u(19)}L${x} ${line - u(3)}V${line + u(3)}`} className={styles.leader} />
      <rect x={box.x - u(4)} y={top} width={box.w + u(8)} height={u(16)} className={styles.ground} />
      <Glyph name={name} x={glyphX} y={top + u(8.5)} unit={unit} />
      {word === '' ? null : (
        <text x={wordX} y={top + u(12.5)} fontSize={u(11.5)}>
          {word}
        </text>
      )}
      {box.w > u(16) ? (
        <text x={tickX} y={top + u(12.5)} fontSize={u(11.5)} fontWeight={600}>
          {tick}
        </text>
      ) : null}
    </g>
  ))
})

/** The glyphs where the milestones happened. */
export const LaneGlyphs = memo(function LaneGlyphs({ rail, unit }: { readonly rail: readonly RailMark[]; readonly unit: number }) {
  return rail.map(({ name, glyph: at }) =>
    at === null ? null : (
      <g key={name}>
        <circle cx={at.x} cy={at.y} r={6 * unit} className={styles.ground} />
        <Glyph name={name} x={at.x} y={at.y} unit={unit} />
      </g>
    ),
  )
})
