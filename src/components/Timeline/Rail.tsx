import { memo } from 'react'
import type { Placement, RailMark } from '#layout/timeline/placed.ts'
import { glyph, leaders, rects, rounds } from './paths.ts'
import styles from './Timeline.module.css'

interface Spot {
  readonly name: RailMark['name']
  readonly x: number
  readonly y: number
}

/** The shapes of milestones: those that are drawn as rings, and what is filled. */
function Glyphs({ spots, unit }: { readonly spots: readonly Spot[]; readonly unit: number }) {
  const shapes = spots.map(({ name, x, y }) => glyph(name, x, y, unit))
  return (
    <>
      <path d={shapes.map(({ outline }) => outline).join('')} className={styles.ring} />
      <path d={shapes.map(({ filled }) => filled).join('')} className={styles.solid} />
    </>
  )
}

/** The milestones in their order, above the lanes, each with a leader to its tick. The first, issued, has the cancel's colour. */
export const Rail = memo(function Rail({
  rail,
  rows,
  unit,
}: {
  readonly rail: readonly RailMark[]
  readonly rows: Placement['rows']
  readonly unit: number
}) {
  const { top, line } = rows.rail
  const u = (units: number): number => units * unit
  const grounds = rail.map(({ box }) => ({ x: box.x - u(4), y: top, w: box.w + u(8), h: u(16) }))
  return [rail.filter(({ name }) => name !== 'issued'), rail.filter(({ name }) => name === 'issued')].map(
    (own, isIssued) => (
      <g
        key={isIssued === 0 ? 'others' : 'issued'}
        className={styles.milestones}
        data-issued={isIssued === 0 ? undefined : ''}
        fontSize={u(11.5)}
      >
        <path d={leaders(own, top + u(16), line, unit)} className={styles.leader} />
        {isIssued === 0 ? <path d={rects(grounds)} className={styles.ground} /> : null}
        <Glyphs spots={own.map(({ name, glyphX }) => ({ name, x: glyphX, y: top + u(8.5) }))} unit={unit} />
        {own.map(({ name, word, wordX }) =>
          word === '' ? null : (
            <text key={name} x={wordX} y={top + u(12.5)}>
              {word}
            </text>
          ),
        )}
        <g fontWeight={600} className={styles.when}>
          {own.map(({ name, tick, tickX, box }) =>
            box.w > u(16) ? (
              <text key={name} x={tickX} y={top + u(12.5)}>
                {tick}
              </text>
            ) : null,
          )}
        </g>
      </g>
    ),
  )
})

/** The glyphs where the milestones happened. */
export const LaneGlyphs = memo(function LaneGlyphs({
  rail,
  unit,
}: {
  readonly rail: readonly RailMark[]
  readonly unit: number
}) {
  const spots = rail.flatMap(({ name, glyph: at }) => (at === null ? [] : [{ name, ...at }]))
  return (
    <g>
      <path d={rounds(spots, 6 * unit)} className={styles.ground} />
      <Glyphs spots={spots} unit={unit} />
    </g>
  )
})
