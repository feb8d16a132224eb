import styles from './Tally.module.css'

/** Strokes that are read from afar, the fifth across the four before. */
export function Tally({ votes }: { readonly votes: number }) {
  if (votes === 0) return null
  const strokes = Array.from({ length: votes }, (_, i) => {
    const group = Math.floor(i / 5) * 44
    return i % 5 < 4 ? `M${group + (i % 5) * 8 + 3} 3V21` : `M${group - 2} 18L${group + 32} 6`
  })
  const width = Math.floor((votes - 1) / 5) * 44 + 36
  return (
    <svg
      className={styles.tally}
      viewBox={`0 0 ${width} 24`}
      role="img"
      aria-label={votes === 1 ? '1 vote' : `${votes} votes`}
    >
      <path d={strokes.join('')} />
    </svg>
  )
}
