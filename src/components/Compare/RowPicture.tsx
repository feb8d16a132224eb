import { memo, type PointerEvent } from 'react'
import type { Milestone } from '#store/types.ts'
import { timelineFor, timeScale } from '#store/timeline.ts'
import type { CompareRow } from '#store/compare.ts'
import { tickOf, xOf } from '#store/timeline.ts'
import timeline from '../Timeline/Timeline.module.css'
import styles from './Compare.module.css'

/** Ticks before and after the cancel that every row shows, and how wide a row is. */
export interface Frame {
  readonly before: number
  readonly after: number
  readonly width: number
  readonly unit: number
}

const laneGap = 23
const bar = 11
const top = 26

/** A run in small, its cancel at the same place as in all other rows. */
export const RowPicture = memo(function RowPicture({ row, frame, milestone, onDrag }: {
  readonly row: CompareRow
  readonly frame: Frame
  readonly milestone: Milestone
  /** The pointer asks for the cancel so many ticks later than now. */
  readonly onDrag: (ticks: number) => void
}) {
  const { scenario, cancelAt, reached } = row
  const { before, after, width, unit } = frame
  const run = timelineFor(scenario)
  const lanes = run.lanes.filter(({ isUsed }) => isUsed)
  const scale = { ...timeScale({ from: cancelAt - before, to: cancelAt + after }, width, unit), left: 104 * unit, width: width - 104 * unit - 10 }
  const x = (tick: number): number => Math.max(scale.left, Math.min(scale.left + scale.width, xOf(scale, tick)))
  const y = (lane: number): number => (top + lane * laneGap) * unit
  const height = (top + lanes.length * laneGap + 2) * unit
  const right = scale.left + scale.width
  const visible = (from: number, to: number): boolean => to > cancelAt - before && from < cancelAt + after
  const drag = (event: PointerEvent<SVGElement>): void => {
    if (event.buttons !== 1) return
    const box = event.currentTarget.ownerSVGElement?.getBoundingClientRect()
    if (box !== undefined) onDrag(tickOf(scale, event.clientX - box.left) - cancelAt)
  }
  return (
    <svg className={timeline.picture} width={width} height={height} aria-hidden="true" style={{ position: 'static' }}>
      <rect x={x(cancelAt)} y={14 * unit} width={Math.max(0, x(cancelAt + Math.max(0, row.goesOn ?? after)) - x(cancelAt))} height={height - 14 * unit} className={timeline.wash} />
      {lanes.map((lane, i) => (
        <g key={lane.role}>
          <text x={scale.left - 8 * unit} y={y(i) + 9 * unit} fontSize={11 * unit} textAnchor="end" className={styles.lane}>
            {lane.title}
          </text>
          <path d={`M${scale.left} ${y(i) + bar * unit}H${right}`} className={styles.ground} />
          {(lane.tracks[0]?.spans ?? []).filter(({ from, to }) => visible(from, to ?? run.end + after)).map((span) => {
            const [from, to] = [x(span.from), span.to === null ? right : x(span.to)]
            return (
              <g key={span.from} data-phase={span.phase}>
                <rect x={from} y={y(i)} width={Math.max(1, to - from)} height={bar * unit} className={span.phase === 'released' || span.phase === 'idle' ? styles.outline : timeline.fill} />
                {span.phase === 'released' || span.phase === 'idle' ? null : (
                  <>
                    <rect x={from} y={y(i)} width={Math.max(1, to - from)} height={bar * unit} fill={`url(#timeline-${span.phase})`} />
                    <rect x={from} y={y(i) + (bar - 1.6) * unit} width={Math.max(1, to - from)} height={1.6 * unit} className={timeline.edge} />
                  </>
                )}
              </g>
            )
          })}
        </g>
      ))}
      {run.messages.filter(({ sent, arrived, inside, kind }) => !inside && kind !== 'poll' && visible(sent, arrived)).map((message) => {
        const [from, to] = [lanes.findIndex(({ role }) => role === run.lanes[message.from.lane]?.role), lanes.findIndex(({ role }) => role === run.lanes[message.to.lane]?.role)]
        if (from < 0 || to < 0 || xOf(scale, message.sent) < scale.left || xOf(scale, message.arrived) > right) return null
        const down = to > from
        return <path key={message.lines[0]} d={`M${xOf(scale, message.sent)} ${y(from) + (down ? bar * unit : 0)}L${xOf(scale, message.arrived)} ${y(to) + (down ? 0 : bar * unit)}`} className={styles.arrow} data-kind={message.kind} />
      })}
      <path d={`M${x(cancelAt)} ${14 * unit}V${height}`} className={styles.pole} />
      <rect x={x(cancelAt) - 14} y={0} width={28} height={height} className={styles.grip} onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)} onPointerMove={drag} />
      {reached.filter(({ name, after: ticks }) => ticks !== null && name !== 'issued' && name === milestone).map(({ name, after: ticks }) => {
        const at = cancelAt + (ticks ?? 0)
        if (!visible(at, at)) return null
        return (
          <g key={name}>
            <path d={`M${x(at)} ${14 * unit}V${height}`} className={styles.rule} />
            <text x={x(at)} y={10 * unit} fontSize={11 * unit} textAnchor="middle" className={styles.ticks}>
              {name} {ticks !== null && ticks < 0 ? `−${-ticks}` : `+${ticks ?? 0}`}
            </text>
          </g>
        )
      })}
    </svg>
  )
})
