import { memo } from 'react'
import type { AxisTick, Placement } from '#layout/timeline/placed.ts'
import styles from './Ground.module.css'
import shared from './Timeline.module.css'

interface Props {
  readonly titles: Placement['titles']
  readonly rows: Placement['rows']
  readonly left: number
  readonly right: number
  readonly unit: number
}

/** The frame is made anew with each run, and is mostly the same one. */
function isSame(a: Props, b: Props): boolean {
  if (
    a.left !== b.left ||
    a.right !== b.right ||
    a.unit !== b.unit ||
    a.rows.axis !== b.rows.axis ||
    a.titles.length !== b.titles.length
  )
    return false
  return a.titles.every(({ text, y }, i) => text === b.titles[i]?.text && y === b.titles[i].y)
}

/** What stands still: titles, the beds of the lanes, base lines, and the line of the axis. */
export const Ground = memo(function Ground({ titles, rows, left, right, unit }: Props) {
  const lines = (ys: readonly number[]): string => ys.map((y) => `M${left} ${y}H${right}`).join('')
  const lanes = rows.lanes.filter(({ isShown }) => isShown)
  const resources = rows.resources.filter(({ isShown }) => isShown)
  return (
    <g>
      <path d={lines([rows.rail.line, ...lanes.map(({ top }) => top + 0.5)])} className={styles.bed} />
      <path d={lines(lanes.map(({ top, bar }) => top + bar - 0.5))} className={shared.floor} />
      <path d={lines(resources.map(({ base }) => base))} className={styles.base} />
      <path d={lines([rows.axis])} className={shared.axis} />
      {titles.map(({ text, full, y, isNote }) => (
        <text
          key={y}
          x={0}
          y={y}
          fontSize={(isNote ? 11 : 12.5) * unit}
          fontWeight={isNote ? 400 : 600}
          className={isNote ? shared.note : styles.title}
        >
          {full === null ? null : <title>{full}</title>}
          {text}
        </text>
      ))}
      <text x={0} y={rows.axis + 17 * unit} fontSize={11 * unit} className={shared.note}>
        virtual time, ticks
      </text>
    </g>
  )
}, isSame)

/** Ticks and numbers of the axis. */
export const AxisTicks = memo(function AxisTicks({
  axis,
  y,
  unit,
}: {
  readonly axis: readonly AxisTick[]
  readonly y: number
  readonly unit: number
}) {
  return (
    <g>
      <path
        d={axis.map(({ x, isMajor }) => `M${Math.round(x) + 0.5} ${y}v${(isMajor ? 5 : 3) * unit}`).join('')}
        className={shared.axis}
      />
      {axis.map(({ tick, x, label }) =>
        label === null ? null : (
          <text key={tick} x={x} y={y + 17 * unit} fontSize={11 * unit} textAnchor="middle" className={shared.note}>
            {label}
          </text>
        ),
      )}
    </g>
  )
})
