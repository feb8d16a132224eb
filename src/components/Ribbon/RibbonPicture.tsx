import { memo } from 'react'
import type { PlacedBandRow, PlacedRibbon, PlacedRow, PlacedSeriesRow } from '#layout/ribbon/placed.ts'
import { RibbonPatterns } from './RibbonPatterns.tsx'
import styles from './Ribbon.module.css'

const BandRow = memo(function BandRow({ row, unit }: { readonly row: PlacedBandRow; readonly unit: number }) {
  const edge = 1.5 * unit
  return row.bands.map(({ from, x, w, tone }) => (
    <g key={from} data-tone={tone} className={styles.band}>
      <rect x={x} y={row.y} width={w} height={row.h} className={styles.fill} />
      <rect x={x} y={row.y} width={w} height={row.h} className={styles.pattern} />
      <rect x={x} y={row.y + row.h - edge} width={w} height={edge} className={styles.edge} />
      <rect x={x} y={row.y} width={Math.min(1, w)} height={row.h} className={styles.edge} />
    </g>
  ))
})

const SeriesRow = memo(function SeriesRow({
  row,
  left,
  right,
}: {
  readonly row: PlacedSeriesRow
  readonly left: number
  readonly right: number
}) {
  const top = row.base - row.max * row.rise
  return (
    <g data-tone={row.tone} className={styles.series}>
      {row.forever.map(({ x, w }) => (
        <g key={x}>
          <rect x={x} y={top} width={w} height={row.base - top} className={styles.fill} />
          <rect x={x} y={top} width={w} height={row.base - top} className={styles.pattern} />
          <rect x={x} y={top} width={w} height={1.2} className={styles.edge} />
        </g>
      ))}
      <path d={row.area} className={styles.area} />
      <line x1={left} x2={right} y1={row.base} y2={row.base} className={styles.base} />
    </g>
  )
})

const Row = ({ row, placed }: { readonly row: PlacedRow; readonly placed: PlacedRibbon }) =>
  row.kind === 'bands' ? (
    <BandRow row={row} unit={placed.unit} />
  ) : (
    <SeriesRow row={row} left={placed.left} right={placed.right} />
  )

/** Everything that stays where it is while the flag is dragged. */
export const RibbonPicture = memo(function RibbonPicture({ placed }: { readonly placed: PlacedRibbon }) {
  return (
    <>
      <RibbonPatterns />
      {placed.rows.map((row) => (
        <Row key={row.id} row={row} placed={placed} />
      ))}
      {placed.previewFrom === null ? null : (
        <rect
          x={placed.previewFrom}
          y={placed.headline + 6 * placed.unit}
          width={Math.max(0, placed.right - placed.previewFrom)}
          height={placed.height - placed.headline - 6 * placed.unit}
          className={styles.preview}
        />
      )}
    </>
  )
})
