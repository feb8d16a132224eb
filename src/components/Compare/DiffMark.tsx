import type { Match } from '#store/compare/pair.ts'
import styles from './Pair.module.css'

type Kind = Match['kind']

const lines: Readonly<Record<Kind, string>> = {
  same: 'M8 3V13',
  moved: 'M4 3L12 13',
  changed: 'M8 3V13',
  onlyLeft: 'M8 2V9',
  onlyRight: 'M8 14V7',
}
const ends: Readonly<Record<Kind, string>> = {
  same: 'M6 3a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM6 13a2 2 0 1 0 4 0a2 2 0 1 0-4 0z',
  moved: 'M2 3a2 2 0 1 0 4 0a2 2 0 1 0-4 0zM10 13a2 2 0 1 0 4 0a2 2 0 1 0-4 0z',
  changed: 'M8 0l3.500 3.500l-3.500 3.500l-3.500-3.500zM8 9l3.500 3.500l-3.500 3.500l-3.500-3.500z',
  onlyLeft: 'M4.500 8h7l-3.500 6z',
  onlyRight: 'M4.500 8h7l-3.500-6z',
}

/** How an event of one run relates to the other run; above is left. */
export function DiffMark({ kind }: { readonly kind: Kind }) {
  return (
    <svg viewBox="0 0 16 16" className={styles.mark} data-kind={kind} aria-hidden="true">
      <path d={lines[kind]} className={styles.strand} />
      <path d={ends[kind]} className={styles.end} />
    </svg>
  )
}
