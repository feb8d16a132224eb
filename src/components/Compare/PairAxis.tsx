import { rowEdges } from '#store/compare/compareRow.ts'
import type { Pair } from '#store/compare/pair.ts'
import { pairScale } from '#store/compare/strands.ts'
import { tickStep } from '#store/explore/timeline.ts'
import type { Panel } from '../Ribbon/usePanel.ts'
import styles from './Run.module.css'

/** Labels are at least so many units apart. */
const apart = 54

/** The ticks that both runs share. */
export function PairAxis({ pair, panel: { width, unit } }: { readonly pair: Pair; readonly panel: Panel }) {
  const { left, right } = rowEdges(width, unit)
  const total = pairScale(pair)
  const perTick = (right - left) / total
  const step = tickStep({ from: 0, to: total, left, width: right - left }, apart * unit)
  const ticks = Array.from({ length: Math.floor(total / step) + 1 }, (_, i) => i * step)
  return (
    <svg className={styles.run} width={width} height={20 * unit} aria-hidden="true">
      <path
        d={`M${left} 0.5H${right}${ticks.map((tick) => `M${left + tick * perTick} 0v${5 * unit}`).join('')}`}
        className={styles.axis}
      />
      <g fontSize={11 * unit} textAnchor="middle" className={styles.lanes}>
        <text x={left - 8 * unit} y={15 * unit} textAnchor="end">
          ticks
        </text>
        {ticks.map((tick) => (
          <text key={tick} x={left + tick * perTick} y={17 * unit}>
            {tick}
          </text>
        ))}
      </g>
    </svg>
  )
}
