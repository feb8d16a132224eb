import type { Saying } from '#store/explore/timeline.ts'
import styles from './Tip.module.css'

interface Props {
  readonly saying: Saying
  /** What that means, for somebody who meets it for the first time. */
  readonly means: string | null
  readonly x: number
  readonly y: number
  /** Of the field, so that the tip stays in it. */
  readonly width: number
  readonly height: number
}

/** Says what something is, beside it. */
export function Tip({ saying, means, x, y, width, height }: Props) {
  return (
    <div
      role="tooltip"
      className={styles.tip}
      data-side={x > width * 0.6 ? 'left' : 'right'}
      data-end={y > height - 90 ? 'above' : 'below'}
      style={{ left: x, top: y }}
    >
      <b>{saying.what}</b>
      <span>{saying.when}</span>
      {means === null ? null : <p>{means}</p>}
    </div>
  )
}
