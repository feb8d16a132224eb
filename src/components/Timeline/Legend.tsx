import type { Legend as Shown } from '#store/explore/timeline.ts'
import { marks, patterned } from './paths.ts'
import styles from './Timeline.module.css'

const phaseWords = {
  idle: 'idle',
  starting: 'on its way',
  working: 'at work',
  windingDown: 'winding down',
  unaware: 'unseen, still held',
  over: 'over, not closed',
  released: 'closed',
  refused: 'refused',
} as const

const markWords = { result: 'result', late: 'late', lost: 'lost', refused: 'bounced' } as const

/** The patterns and marks that occur in this run. */
export function Legend({ legend }: { readonly legend: Shown }) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {legend.phases.map((phase) => (
        <li key={phase}>
          <svg viewBox="0 0 18 11" aria-hidden="true">
            {phase === 'released' ? (
              <rect x="0.5" y="0.5" width="17" height="10" className={styles.outline} />
            ) : (
              <g data-phase={phase}>
                <rect width="18" height="11" className={styles.fill} />
                {patterned.has(phase) ? <rect width="18" height="11" fill={`url(#timeline-${phase})`} /> : null}
                <path d="M0 9.500h18V11H0zM0 0h1v11H0z" className={styles.edge} />
              </g>
            )}
          </svg>
          {phaseWords[phase]}
        </li>
      ))}
      {legend.marks.map((kind) => (
        <li key={kind}>
          <svg viewBox="0 0 18 11" aria-hidden="true">
            <g data-mark={kind} className={styles.mark}>
              <path
                d={marks(
                  kind,
                  [{ kind, x: 9, y: 5.5, tick: 0, many: 1, until: 9, lines: [] }],
                  kind === 'late' ? 0.85 : 1,
                )}
              />
              {kind === 'refused' ? <path d="M5.800 8.700l6.400-6.400" /> : null}
            </g>
          </svg>
          {markWords[kind]}
        </li>
      ))}
    </ul>
  )
}
