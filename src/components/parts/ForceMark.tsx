import type { Force } from '#store/lab/types.ts'
import styles from './ForceMark.module.css'

const words: Readonly<Record<Force | 'open', string>> = {
  MUST: 'MUST',
  'MUST NOT': 'MUST NOT',
  SHOULD: 'SHOULD',
  'SHOULD NOT': 'SHOULD NOT',
  MAY: 'MAY',
  statement: 'statement (no RFC 2119 keyword)',
  observed: 'seen in an implementation',
  assumption: 'our assumption',
  open: 'left open',
}

/** How strongly something is said: solid, half or hollow; barred where it forbids; dashed where nobody says it. And as a word. */
export function ForceMark({ force }: { readonly force: Force | 'open' }) {
  const isDashed = force === 'assumption' || force === 'open' || force === 'observed'
  return (
    <span className={styles.force}>
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <rect
          x="1.500"
          y="1.500"
          width="11"
          height="11"
          fill={force.startsWith('MUST') ? 'currentColor' : 'none'}
          stroke="currentColor"
          strokeWidth="1.500"
          strokeDasharray={isDashed ? '2.2 1.800' : undefined}
        />
        {force.startsWith('SHOULD') ? <path d="M1.500 12.500h11V1.500z" fill="currentColor" /> : null}
        {force === 'statement' ? <path d="M4 7h6" stroke="currentColor" strokeWidth="1.500" /> : null}
        {force.endsWith('NOT') ? <path d="M0 14L14 0" stroke="var(--surface)" strokeWidth="4" /> : null}
        {force.endsWith('NOT') ? <path d="M0.500 13.500l13-13" stroke="currentColor" strokeWidth="1.600" /> : null}
      </svg>
      {words[force]}
    </span>
  )
}
