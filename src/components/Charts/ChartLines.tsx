import { chipWidth, full, lineTextWidth, type ChartLine } from '#store/explore/largeCharts.ts'
import type { Step } from '#store/explore/moments.ts'
import type { Picked } from './picked.ts'
import styles from './ChartSheet.module.css'

interface Props {
  readonly lines: readonly ChartLine[]
  readonly x: number
  readonly y: number
  readonly taken: ReadonlyMap<string, readonly Step[]>
  readonly last: ReadonlySet<string>
  readonly picked: Picked | null
  /** Over an arrow: a plate keeps it readable. */
  readonly isPlated?: boolean
}

/** Transitions as lines of text, each with the clauses that it cites. */
export function ChartLines({ lines, x, y, taken, last, picked, isPlated = false }: Props) {
  return lines.map(({ transition, text, clauses, width }, i) => {
    const top = y + i * full.line
    let chipX = x + lineTextWidth(text) + 3
    return (
      <g
        key={transition}
        className={styles.line}
        data-transition={transition}
        data-taken={taken.has(transition)}
        data-last={last.has(transition)}
        data-picked={picked?.id === transition}
        data-plated={isPlated}
      >
        <rect x={x - 3} y={top} width={width + 6} height={full.line} rx="2" className={styles.plate} />
        <text x={x} y={top + 11} fontSize={full.text}>
          {text}
        </text>
        {clauses.map((clause) => {
          const chip = chipX
          const w = chipWidth(clause)
          chipX += w + full.chipGap
          return (
            <g key={clause} data-clause={clause} className={styles.chip}>
              <rect x={chip + 0.5} y={top + 1.5} width={w - 1} height={full.line - 3} rx="2" />
              <text x={chip + w / 2} y={top + 11} fontSize={full.text - 1}>
                {clause}
              </text>
            </g>
          )
        })}
      </g>
    )
  })
}
