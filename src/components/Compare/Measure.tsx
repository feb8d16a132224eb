import styles from './Story.module.css'

/** A number of ticks, and a bar on the scale that all rows share. */
export function Measure({
  ticks,
  most,
  endless,
}: {
  readonly ticks: number | null
  readonly most: number
  readonly endless: string
}) {
  return (
    <>
      <span
        className={styles.large}
        data-none={ticks === 0 ? '' : undefined}
        data-words={ticks === null ? '' : undefined}
      >
        {ticks ?? endless}
      </span>
      <span className={styles.bar} data-endless={ticks === null ? '' : undefined} aria-hidden="true">
        <span style={{ width: `${ticks === null ? 100 : (100 * ticks) / most}%` }} />
      </span>
    </>
  )
}
