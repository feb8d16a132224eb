import { memo } from 'react'
import type { Legend as Shown } from '#store/explore/timeline.ts'
import { glossary, phaseTerms } from '#store/explore/glossary.ts'
import { Word } from '../Glossary/Word.tsx'
import { marks, patterned } from './paths.ts'
import styles from './Legend.module.css'
import shared from './Timeline.module.css'

const markTerms = { result: 'result', late: 'late', lost: 'lost', refused: 'bounced' } as const

interface Props {
  readonly legend: Shown
}

/** The legend is made anew with each run, and mostly says the same. */
const isSame = ({ legend: a }: Props, { legend: b }: Props): boolean =>
  a.phases.join() === b.phases.join() && a.marks.join() === b.marks.join()

/** The patterns and marks that occur in this run. */
export const Legend = memo(function Legend({ legend }: Props) {
  return (
    <ul className={styles.legend} aria-label="Legend">
      {legend.phases.map((phase) => (
        <li key={phase}>
          <Word term={phaseTerms[phase]}>
            <svg viewBox="0 0 18 11" aria-hidden="true">
              {phase === 'released' ? (
                <rect x="0.5" y="0.5" width="17" height="10" className={shared.outline} />
              ) : (
                <g data-phase={phase}>
                  <rect width="18" height="11" className={shared.fill} />
                  {patterned.has(phase) ? <rect width="18" height="11" fill={`url(#timeline-${phase})`} /> : null}
                  <path d="M0 9.500h18V11H0zM0 0h1v11H0z" className={shared.edge} />
                </g>
              )}
            </svg>
            {glossary[phaseTerms[phase]].word}
          </Word>
        </li>
      ))}
      {legend.marks.map((kind) => (
        <li key={kind}>
          <Word term={markTerms[kind]}>
            <svg viewBox="0 0 18 11" aria-hidden="true">
              <g data-mark={kind} className={shared.mark}>
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
            {glossary[markTerms[kind]].word}
          </Word>
        </li>
      ))}
    </ul>
  )
}, isSame)
