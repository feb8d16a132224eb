import { memo, useMemo, useRef } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/derived.ts'
import type { Pair } from '#store/pair.ts'
import { placeStrands, strandsOf } from '#store/strands.ts'
import { placeTimeline, timelineFor, timeScale, xOf } from '#store/timeline.ts'
import type { Scenario } from '#store/types.ts'
import parts from '#styles/parts.module.css'
import { measure, usePanel, type Panel } from '../Ribbon/usePanel.ts'
import { Picture } from '../Verify/MiniTimeline.tsx'
import { DiffMark } from './DiffMark.tsx'
import { kindWords } from './kindWords.ts'
import styles from './Pair.module.css'

type TimeScale = View['scale']

/** Height of the strands, in units. */
const strandHeight = 76

/** Both runs on one scale, and between them a strand for each event, from its tick in the one to its tick in the other. */
export const PairPicture = memo(function PairPicture({ pair }: { readonly pair: Pair }) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const { left, right } = pair
  const scale = useMemo(() => {
    if (panel === null) return null
    const [a, b] = [left, right].map((scenario) => visibleSpan({ scenario, span: null, gesture: null }).to)
    return timeScale({ from: 0, to: Math.max(a ?? 0, b ?? 0) }, panel.width, panel.unit)
  }, [panel, left, right])
  return (
    <section aria-label="Both runs" className={styles.pictures}>
      <h3 data-side="left">
        Left <span>{left.title}</span>
      </h3>
      <div ref={field}>{panel === null || scale === null ? null : <Run scenario={left} panel={panel} scale={scale} />}</div>
      {panel === null || scale === null ? null : <Strands pair={pair} panel={panel} scale={scale} />}
      <h3 data-side="right">
        Right <span>{right.title}</span>
      </h3>
      <div>{panel === null || scale === null ? null : <Run scenario={right} panel={panel} scale={scale} />}</div>
    </section>
  )
})

interface RunProps {
  readonly scenario: Scenario
  readonly panel: Panel
  readonly scale: TimeScale
}

const Run = memo(function Run({ scenario, panel: { width, unit }, scale }: RunProps) {
  const placed = useMemo(() => {
    const run = timelineFor(scenario)
    const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
    const view = { ...least, height: Math.ceil(placeTimeline(run, least).rows.need) }
    return { view, placement: placeTimeline(run, view) }
  }, [scenario, scale, width, unit])
  return (
    <div className={styles.run} style={{ height: placed.view.height }}>
      <Picture {...placed} />
    </div>
  )
})

function Strands({ pair, panel: { width, unit }, scale }: { readonly pair: Pair; readonly panel: Panel; readonly scale: TimeScale }) {
  const height = strandHeight * unit
  const strands = placeStrands(strandsOf(pair), (tick) => xOf(scale, tick), height, unit)
  const counts = strands.map(({ kind }) => ({ kind, count: pair.matches.filter((match) => match.kind === kind).length }))
  return (
    <div className={styles.strands}>
      <svg width={width} height={height} aria-hidden="true">
        <path d={`M${scale.left} ${5 * unit}h${scale.width}M${scale.left} ${height - 5 * unit}h${scale.width}`} className={styles.bed} />
        {strands.map(({ kind, lines, ends }) => (
          <g key={kind} data-kind={kind}>
            <path d={lines} className={styles.strand} />
            <path d={ends} className={styles.end} />
          </g>
        ))}
      </svg>
      <ul aria-label="Events by how they relate" style={{ width: scale.left }}>
        {counts.map(({ kind, count }) => (
          <li key={kind}>
            <DiffMark kind={kind} />
            <b className={parts.num}>{count}</b> {kindWords[kind]}
          </li>
        ))}
      </ul>
    </div>
  )
}
