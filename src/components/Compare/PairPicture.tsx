import { memo, useMemo, useRef, useState } from 'react'
import { rowEdges } from '#store/compare/compareRow.ts'
import { pairScale, strandsOf, placeStrands } from '#store/compare/strands.ts'
import { lanesOfPair } from '#store/compare/compare.ts'
import { runFacts, type Pair } from '#store/compare/pair.ts'
import { titleOf } from '#store/compare/sides.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { Toggle } from '../fields/Toggle.tsx'
import { usePanel, type Panel } from '../Ribbon/usePanel.ts'
import { Patterns } from '../Timeline/Patterns.tsx'
import { MiniTimeline } from '../Verify/MiniTimeline.tsx'
import { DiffMark } from './DiffMark.tsx'
import { kindWords } from './kindWords.ts'
import { PairAxis } from './PairAxis.tsx'
import styles from './Pair.module.css'
import { RunPicture } from './RunPicture.tsx'

/** Height of the strands, in units. */
const strandHeight = 86

/** Both runs on one scale, and between them a strand for each event, from its tick in the one to its tick in the other. */
export const PairPicture = memo(function PairPicture({ pair }: { readonly pair: Pair }) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const [isFull, setFull] = useState(false)
  const { left, right } = pair
  const lanes = useMemo(() => lanesOfPair(left, right), [left, right])
  return (
    <section aria-label="Both runs" className={styles.pictures}>
      <header>
        <h3>
          Left <span>{titleOf(left)}</span>
        </h3>
        <Toggle name="With all labels" value={isFull} onChange={setFull} />
      </header>
      <div ref={field}>
        {panel === null ? null : isFull ? (
          <MiniTimeline scenario={left} />
        ) : (
          <Small scenario={left} pair={pair} lanes={lanes} panel={panel} />
        )}
      </div>
      {panel === null || isFull ? null : <Strands pair={pair} panel={panel} />}
      <h3>
        Right <span>{titleOf(right)}</span>
      </h3>
      {panel === null ? null : isFull ? (
        <MiniTimeline scenario={right} />
      ) : (
        <Small scenario={right} pair={pair} lanes={lanes} panel={panel} />
      )}
      {panel === null || isFull ? null : <PairAxis pair={pair} panel={panel} />}
      <svg width="0" height="0" aria-hidden="true" className={styles.defs}>
        <Patterns />
      </svg>
    </section>
  )
})

interface SmallProps {
  readonly scenario: Scenario
  readonly pair: Pair
  readonly lanes: ReadonlySet<string>
  readonly panel: Panel
}

function Small({ scenario, pair, lanes, panel: { width, unit } }: SmallProps) {
  const { left, right } = rowEdges(width, unit)
  const perTick = (right - left) / pairScale(pair)
  const { cancelAt, goesOn, reached } = runFacts(scenario)
  const begin = cancelAt ?? 0
  return (
    <RunPicture
      scenario={scenario}
      hasPole={cancelAt !== null}
      width={width}
      unit={unit}
      perTick={perTick}
      pole={left + begin * perTick}
      cancelAt={begin}
      lanes={lanes}
      goesOn={goesOn}
      reached={reached}
      milestone={null}
    />
  )
}

function Strands({ pair, panel: { width, unit } }: { readonly pair: Pair; readonly panel: Panel }) {
  const height = strandHeight * unit
  const { left, right } = rowEdges(width, unit)
  const perTick = (right - left) / pairScale(pair)
  const strands = placeStrands(strandsOf(pair), (tick) => left + tick * perTick, height, unit)
  const counts = strands.map(({ kind }) => ({
    kind,
    count: pair.matches.filter((match) => match.kind === kind).length,
  }))
  return (
    <div className={styles.strands}>
      <svg width={width} height={height} aria-hidden="true">
        <path d={`M${left} ${5 * unit}H${right}M${left} ${height - 5 * unit}H${right}`} className={styles.bed} />
        {strands.map(({ kind, lines, ends }) => (
          <g key={kind} data-kind={kind}>
            <path d={lines} className={styles.strand} />
            <path d={ends} className={styles.end} />
          </g>
        ))}
      </svg>
      <ul aria-label="Events by how they relate">
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
