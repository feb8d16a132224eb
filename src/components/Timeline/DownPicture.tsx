import { memo } from 'react'
import type { DownPlacement, DownView } from '#layout/timeline/down.ts'
import { DownBands } from './DownBands.tsx'
import { DownRule } from './DownHandles.tsx'
import { Patterns } from './Patterns.tsx'
import { edgesDown, glyph, grouped, outlines, patterned, rects, rounds } from './paths.ts'
import { Arrows, Marks } from './Shapes.tsx'
import styles from './Timeline.module.css'

interface Props {
  readonly placed: DownPlacement
  readonly view: DownView
  readonly height: number
}

/** The run with time flowing down: everything that does not move with the playhead. */
export const DownPicture = memo(function DownPicture({ placed, view, height }: Props) {
  const { unit, width, scale } = view
  const end = scale.left + scale.width
  const { axis, wash, cancelY } = placed
  const floors = placed.columns.map(({ x, bar }) => `M${x + bar} ${scale.left}V${end}`).join('')
  const glyphs = placed.glyphs.filter(({ name }) => name !== 'issued')
  const shapes = glyphs.map(({ name, x, y }) => glyph(name, x, y, unit))
  return (
    <svg className={styles.picture} width={width} height={height} aria-hidden="true">
      <Patterns />
      {wash === null ? null : <rect x={wash.x} y={wash.y} width={wash.w} height={wash.h} className={styles.wash} />}
      <path d={floors} className={styles.floor} />
      <path
        d={`M${axis.x} ${scale.left}V${end}${axis.ticks.map(({ y, isMajor }) => `M${axis.x} ${y}h${(isMajor ? -5 : -3) * unit}`).join('')}`}
        className={styles.axis}
      />
      {axis.ticks.map(({ tick, y, isMajor }) =>
        isMajor && (cancelY === null || Math.abs(y - cancelY) > 20 * unit) ? (
          <text
            key={tick}
            x={axis.x - 8 * unit}
            y={y + 4 * unit}
            fontSize={11 * unit}
            textAnchor="end"
            className={styles.note}
          >
            {tick}
          </text>
        ) : null,
      )}
      <DownBands scale={scale} bands={placed.bands} />
      <Arrows arrows={placed.arrows} bundled={placed.bundles} unit={0.85 * unit} />
      {grouped(placed.blocks, ({ phase }) => phase).map(([phase, own]) => {
        if (phase === 'released') return <path key={phase} d={outlines(own)} className={styles.outline} />
        const area = rects(own)
        return (
          <g key={phase} data-phase={phase}>
            <path d={area} className={styles.fill} />
            {patterned.has(phase) ? <path d={area} fill={`url(#timeline-${phase})`} /> : null}
            <path d={edgesDown(own, unit)} className={styles.edge} />
          </g>
        )
      })}
      {cancelY === null ? null : (
        <path d={`M${axis.x} ${cancelY}H${width}`} className={styles.pole} strokeWidth={1.8 * unit} />
      )}
      <DownRule view={view} from={placed.columns[0]?.x ?? 0} />
      {placed.words.map(({ text, x, y, size, colour, plate, box, lines }) => (
        <g key={`${lines[0] ?? ''} ${Math.round(x)} ${Math.round(y)}`} data-phase={plate ?? undefined}>
          {plate === null ? null : (
            <rect x={box.x - 1} y={box.y - 3} width={box.w + 2} height={box.h + 6} className={styles.fill} />
          )}
          <text transform={`translate(${x} ${y}) rotate(90)`} fontSize={size} fill={`var(--${colour})`}>
            {text}
          </text>
        </g>
      ))}
      <Marks placed={placed.marks} unit={unit} />
      <path d={rounds(glyphs, 6 * unit)} className={styles.ground} />
      <path d={shapes.map(({ outline }) => outline).join('')} className={styles.ring} />
      <path d={shapes.map(({ filled }) => filled).join('')} className={styles.solid} />
      {placed.tags.map(({ box, text, tone, leader, lines }) => (
        <g key={lines[0]} data-tone={tone} className={styles.flag}>
          <path d={`M${leader.x1} ${leader.y1}L${leader.x1 + 4 * unit} ${leader.y2}H${leader.x2}`} fill="none" />
          <path d={rects([box])} className={styles.box} />
          <text x={box.x + 4 * unit} y={box.y + 11.7 * unit} fontSize={11 * unit}>
            {text}
          </text>
        </g>
      ))}
    </svg>
  )
})
