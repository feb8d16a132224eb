import { memo } from 'react'
import type { PlacedResource } from '#layout/timeline/placed.ts'
import styles from './Limits.module.css'

interface Props {
  readonly resources: readonly PlacedResource[]
  readonly left: number
  readonly right: number
  readonly unit: number
}

/** Of each resource: its limit, how long it stays held after the cancel, and where a request bounced. */
export const Limits = memo(function Limits({ resources, left, right, unit }: Props) {
  const limits = resources.flatMap(({ limit }) => (limit?.isDrawn === true ? [`M${left} ${limit.y}H${right}`] : []))
  const bounced = resources.flatMap((resource) => resource.bounced.map(({ x, y1, y2 }) => `M${x} ${y1}V${y2}`))
  const half = 4 * unit
  return (
    <>
      <path d={limits.join('')} className={styles.limit} />
      <path d={bounced.join('')} className={styles.bounced} />
      {resources.map(({ span, base }) =>
        span === null ? null : (
          <g key={base} className={styles.dimension}>
            <path
              d={
                span.gap === null
                  ? `M${span.x1} ${span.y}H${span.x2}`
                  : `M${span.x1} ${span.y}H${span.gap.x1}M${span.gap.x2} ${span.y}H${span.x2}`
              }
              data-open={span.isOpen ? '' : undefined}
            />
            <path
              d={`M${span.x1} ${span.y - half}v${2 * half}${span.isOpen ? '' : `M${span.x2} ${span.y - half}v${2 * half}`}`}
            />
          </g>
        ),
      )}
    </>
  )
})
