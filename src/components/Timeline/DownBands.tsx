import { memo, useMemo } from 'react'
import type { TimeScale } from '#layout/scale.ts'
import type { DownPlacement } from '#layout/timeline/down.ts'
import { useLab } from '#store/services/hooks.ts'
import { useSweep } from '#store/explore/useSweep.ts'
import { ribbonFor } from '#store/explore/ribbon.ts'
import { wholeSpan, xOf } from '#store/explore/timeline.ts'
import { grouped, rects } from './paths.ts'
import down from './Down.module.css'
import styles from './Timeline.module.css'

/** The patterns of the phases that the tones of the ribbon share. */
const patternOf: Readonly<Partial<Record<string, string>>> = {
  start: 'starting',
  drain: 'windingDown',
  orphan: 'unaware',
  over: 'over',
  refuse: 'refused',
}

interface Props {
  readonly scale: TimeScale
  readonly bands: DownPlacement['bands']
}

/** Beside the axis: what would happen if the cancel came at that tick, as the first rows of the ribbon have it. */
export const DownBands = memo(function DownBands({ scale, bands }: Props) {
  const { view } = useSweep()
  const end = useLab((state) => wholeSpan(state).to)
  const data = useMemo(() => (view === null ? null : ribbonFor(view, end)), [view, end])
  if (data === null) return null
  const rows = data.rows.filter((row) => row.kind === 'bands').slice(0, 2)
  const width = (bands.right - bands.left - 3) / 2
  return rows.map((row, i) => {
    const x = bands.left + i * (width + 3)
    const boxes = row.bands.map(({ from, to, tone }) => {
      const y = Math.max(scale.left, xOf(scale, from))
      return { tone, x, y, w: width, h: Math.min(scale.left + scale.width, xOf(scale, to + 1)) - y }
    })
    return grouped(
      boxes.filter(({ h }) => h > 0),
      ({ tone }) => tone,
    ).map(([tone, own]) => (
      <g key={`${row.id} ${tone}`} data-tone={tone} className={down.band}>
        <path d={rects(own)} className={styles.fill} />
        {patternOf[tone] === undefined ? null : <path d={rects(own)} fill={`url(#timeline-${patternOf[tone]})`} />}
        <path
          d={rects(
            own.flatMap((box) => [
              { ...box, w: 1.5 },
              { ...box, h: Math.min(1, box.h) },
            ]),
          )}
          className={styles.edge}
        />
      </g>
    ))
  })
})
