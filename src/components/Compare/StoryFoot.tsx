import type { RefObject } from 'react'
import { milestones, type ComparePlace, type StoryRow } from '#store/compare/compare.ts'
import { rowEdges } from '#store/compare/compareRow.ts'
import { tickStep } from '#store/explore/timeline.ts'
import type { Panel } from '../Ribbon/usePanel.ts'
import { MilestoneIcon } from '../parts/icons.tsx'
import runs from './Run.module.css'
import { signed } from './signed.ts'
import styles from './Story.module.css'
import type { StoryDrag } from './useStoryDrag.ts'

interface Props {
  readonly cell: RefObject<HTMLTableCellElement | null>
  readonly rows: readonly StoryRow[]
  readonly place: ComparePlace
  readonly panel: Panel | null
  readonly perTick: number
  readonly pole: number
  readonly drag: StoryDrag
  /** How many rows are below the window. */
  readonly below: number
  readonly isShort: boolean
}

/** How far apart the specifications are, milestone by milestone, and the axis with the common flag. */
export function StoryFoot({ cell, rows, place, panel, perTick, pole, drag, below, isShort }: Props) {
  return (
    <tfoot className={styles.foot}>
      <tr>
        <th scope="row" className={styles.call}>
          How far apart<small>first and last of those that get there</small>
        </th>
        {milestones.map((name) => {
          const ticks = rows.flatMap(({ reached }) => reached.find((each) => each.name === name)?.after ?? [])
          const [first, last] = [Math.min(...ticks), Math.max(...ticks)]
          return (
            <td key={name} className={styles.value} data-selected={name === place.milestone ? '' : undefined}>
              <span className={styles.label}>
                <MilestoneIcon name={name} />
                {name}
              </span>
              {name === 'issued' ? (
                <i>aligned here</i>
              ) : ticks.length === 0 ? (
                <i>in none of them</i>
              ) : ticks.length === 1 ? (
                <i>only in one of them</i>
              ) : (
                <b>{last - first} ticks</b>
              )}
              {ticks.length < 2 || name === 'issued' ? null : (
                <small>
                  {signed(first)} to {signed(last)}
                </small>
              )}
              {ticks.length < 2 || ticks.length === rows.length ? null : (
                <small>{`${ticks.length} of ${rows.length} get there`}</small>
              )}
            </td>
          )
        })}
        <td colSpan={isShort ? 2 : 4} className={styles.hint}>
          The columns read downwards; a picked one is followed into every row.
        </td>
      </tr>
      <tr>
        <th scope="row" className={styles.call}>
          <small>ticks after the cancel</small>
          {/* Its room stays when there are none: at the end of the table all that is above would be pushed about. */}
          <b className={styles.below}>
            {below === 0 ? '\u00A0' : `${below === 1 ? '1 row' : `${below} rows`} more below`}
          </b>
        </th>
        <td colSpan={6} ref={cell} className={styles.picture}>
          {panel === null ? null : (
            <Axis panel={panel} perTick={perTick} pole={pole} percent={Math.round(place.moment / 10)} drag={drag} />
          )}
        </td>
        <td colSpan={isShort ? 2 : 4} className={styles.hint}>
          Drag the flag in any row: all the others follow. <kbd>[</kbd> <kbd>]</kbd> move it by a tick.
        </td>
      </tr>
    </tfoot>
  )
}

const height = 28
/** Half of the flag's pill, in units. */
const half = 33
/** Labels are at least so many units apart. */
const apart = 54

function Axis({
  panel: { width, unit },
  perTick,
  pole,
  percent,
  drag,
}: {
  readonly panel: Panel
  readonly perTick: number
  readonly pole: number
  readonly percent: number
  readonly drag: StoryDrag
}) {
  const { left, right } = rowEdges(width, unit)
  const step = tickStep({ from: 0, to: (right - left) / perTick, left, width: right - left }, apart * unit)
  const first = Math.ceil((left - pole) / perTick / step)
  const last = Math.floor((right - pole) / perTick / step)
  const ticks = Array.from({ length: last - first + 1 }, (_, i) => (first + i) * step).filter(
    (tick) => Math.abs(tick * perTick) > (half + 16) * unit && pole + tick * perTick < width - 16 * unit,
  )
  return (
    <svg className={runs.run} width={width} height={height * unit} aria-hidden="true">
      <path
        d={`M${left} 0.5H${right}${ticks.map((tick) => `M${pole + tick * perTick} 0v${5 * unit}`).join('')}`}
        className={runs.axis}
      />
      <g fontSize={11 * unit} textAnchor="middle" className={runs.lanes}>
        {ticks.map((tick) => (
          <text key={tick} x={pole + tick * perTick} y={17 * unit}>
            {signed(tick)}
          </text>
        ))}
      </g>
      <g className={runs.pill} data-grip="" {...drag}>
        <path d={`M${pole} 0v${6 * unit}`} />
        <rect x={pole - half * unit} y={5 * unit} width={2 * half * unit} height={20 * unit} rx={4 * unit} />
        <path
          d={`M${pole - 27 * unit} ${11 * unit}v${8 * unit}m${3 * unit} ${-8 * unit}v${8 * unit}`}
          className={runs.ridges}
        />
        <text x={pole + 4 * unit} y={19 * unit} fontSize={12 * unit} textAnchor="middle">
          at {percent} %
        </text>
      </g>
    </svg>
  )
}
