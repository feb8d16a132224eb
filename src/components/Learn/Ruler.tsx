import { rulerOf } from '#store/learn/answers.ts'
import type { Marking } from '#store/learn/learn.ts'
import styles from './Ruler.module.css'

/** Units of the drawing; it is as wide as its column. */
const width = 640
const side = 16

/** The time axis on paper: one marks the tick on it, and writes it down. */
export function Ruler({ question }: { readonly question: Marking }) {
  const { to, cancel, ticks } = rulerOf(question)
  const at = (x: number): number => side + x * (width - 2 * side)
  return (
    <div className={styles.ruler}>
      <svg
        viewBox={`0 0 ${width} 62`}
        role="img"
        aria-label={`A ruler from 0 to ${to}, with the cancel at ${cancel.tick}`}
      >
        <path
          d={ticks.map(({ x, isLabelled }) => `M${at(x)} 40v${isLabelled ? 9 : 5}`).join('')}
          className={styles.ticks}
        />
        <path d={`M${at(0)} 40H${at(1)}`} className={styles.axis} />
        <path d={`M${at(cancel.x)} 40V16`} className={styles.cancel} />
        <text x={at(cancel.x)} y={11} className={styles.flag}>
          cancel {cancel.tick}
        </text>
        {ticks.map(({ tick, x, isLabelled }) =>
          isLabelled ? (
            <text key={tick} x={at(x)} y={60}>
              {tick}
            </text>
          ) : null,
        )}
      </svg>
      <p>Mark it on the ruler. Tick:</p>
    </div>
  )
}
