import { memo } from 'react'
import type { MapCell, PlacedMap } from '#layout/map/map.ts'
import { centreOf, type AskedMap } from '#store/verify/maps.ts'
import { measure } from '../Ribbon/usePanel.ts'
import styles from './MapMarks.module.css'
import shared from './Verify.module.css'

export const Areas = memo(function Areas({ placed, map }: { readonly placed: PlacedMap; readonly map: AskedMap }) {
  const path = (rects: PlacedMap['areas'][number]): string =>
    rects
      .map(({ x, y, w, h }) => `M${x.toFixed(2)} ${y.toFixed(2)}h${w.toFixed(2)}v${h.toFixed(2)}h${(-w).toFixed(2)}z`)
      .join('')
  return (
    <>
      {map.legend.map(({ key, look }, i) => {
        const area = path(placed.areas[i] ?? [])
        return (
          <g key={key} data-look={look}>
            <path d={area} className={shared.fill} shapeRendering="crispEdges" />
            <path d={area} className={shared.pattern} />
          </g>
        )
      })}
      <rect x={placed.plot.x} y={placed.plot.y} width={placed.plot.w} height={placed.plot.h} className={shared.frame} />
    </>
  )
})

export function Axes({
  placed: { plot, xTicks, yTicks },
  title,
  height,
  unit,
}: {
  readonly placed: PlacedMap
  readonly title: string
  readonly height: number
  readonly unit: number
}) {
  const bottom = plot.y + plot.h
  const middle = plot.y + plot.h / 2
  const size = 11 * unit
  return (
    <g className={styles.axes}>
      <path
        d={[
          ...xTicks.map(({ x }) => `M${x} ${bottom}v${4 * unit}`),
          ...yTicks.map(({ y }) => `M${plot.x} ${y}h${-4 * unit}`),
        ].join('')}
      />
      {xTicks.map(({ x, tick }) => (
        <text key={tick} x={x} y={bottom + 15 * unit} fontSize={size} textAnchor="middle">
          {tick}
        </text>
      ))}
      {yTicks.map(({ y, label }) => (
        <text key={label} x={plot.x - 7 * unit} y={y + 4 * unit} fontSize={size} textAnchor="end">
          {shortened(label, plot.x - 26 * unit, size)}
        </text>
      ))}
      <text x={plot.x + plot.w / 2} y={height - 4 * unit} fontSize={11.5 * unit} textAnchor="middle" data-strong="">
        cancel issued at
      </text>
      <text
        transform={`translate(${11 * unit} ${middle}) rotate(-90)`}
        fontSize={11.5 * unit}
        textAnchor="middle"
        data-strong=""
      >
        {shortened(title, plot.h, 11.5 * unit)}
      </text>
    </g>
  )
}

/** A text that is longer than there is room ends in dots; the list above the map, and the table below it, have it in full. */
function shortened(title: string, room: number, size: number): string {
  if (measure(title, size, 'sans', 400) <= room) return title
  let text = title
  while (text.length > 3 && measure(`${text} …`, size, 'sans', 400) > room) text = text.slice(0, -1).trimEnd()
  return `${text} …`
}

export function Cross({
  placed,
  rows,
  cell,
  text,
  unit,
}: {
  readonly placed: PlacedMap
  readonly rows: number
  readonly cell: MapCell
  readonly text: string
  readonly unit: number
}) {
  const { plot } = placed
  const { x, y } = centreOf(placed, rows, cell)
  const gap = 7 * unit
  const size = 11 * unit
  const w = measure(text, size, 'sans', 600) + 10 * unit
  const isRight = x + 9 * unit + w < plot.x + plot.w
  const isTop = y - 24 * unit > plot.y
  const left = isRight ? x + 9 * unit : x - 9 * unit - w
  const top = isTop ? y - 23 * unit : y + 7 * unit
  const lines = `M${x} ${plot.y}V${y - gap}M${x} ${y + gap}V${plot.y + plot.h}M${plot.x} ${y}H${x - gap}M${x + gap} ${y}H${plot.x + plot.w}`
  return (
    <g className={styles.cross}>
      <path d={lines} data-under="" />
      <path d={lines} />
      <circle cx={x} cy={y} r={5.5 * unit} data-under="" />
      <circle cx={x} cy={y} r={5.5 * unit} />
      <rect x={left} y={top} width={w} height={16 * unit} rx={2 * unit} />
      <text x={left + 5 * unit} y={top + 12 * unit} fontSize={size}>
        {text}
      </text>
    </g>
  )
}
