import { memo, useId, useMemo, useRef, type KeyboardEvent, type PointerEvent } from 'react'
import type { PlacedMap } from '#layout/map/map.ts'
import { cellAt, centreOf, placeMap, type AskedMap, type MapView } from '#store/maps.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import styles from './Verify.module.css'

export interface Cell {
  readonly row: number
  readonly column: number
}

interface Props {
  readonly view: MapView
  readonly map: AskedMap
  /** Of the knob. */
  readonly title: string
  readonly cell: Cell | null
  onMove(cell: Cell): void
  onOpen(cell: Cell): void
}

const heightUnits = 236

/** The map itself, with a cross on one of its cells: the pointer or the arrow keys move it, a click or Enter opens the run. */
export function MapPlot({ view, map, title, cell, onMove, onOpen }: Props) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const hint = useId()
  const unit = panel?.unit ?? 1
  const height = heightUnits * unit
  const placed = useMemo(() => (panel === null ? null : placeMap(map.cells, { width: panel.width, height, unit })), [map, panel, height, unit])
  const rows = map.cells.values.length
  const columns = placed?.columns ?? 1

  const pointed = (event: PointerEvent<HTMLElement>): Cell | null =>
    placed === null ? null : cellAt(placed, rows, placed.plot.x + event.nativeEvent.offsetX, placed.plot.y + event.nativeEvent.offsetY)
  const move = (event: PointerEvent<HTMLElement>): void => {
    const to = pointed(event)
    if (to !== null && (to.row !== cell?.row || to.column !== cell.column)) onMove(to)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    const far = event.shiftKey ? 10 : 1
    const by = { ArrowLeft: [0, -far], ArrowRight: [0, far], ArrowUp: [far, 0], ArrowDown: [-far, 0] }[event.key]
    if (by === undefined || cell === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    event.stopPropagation()
    const clamp = (value: number, most: number): number => Math.max(0, Math.min(most, value))
    onMove({ row: clamp(cell.row + (by[0] ?? 0), rows - 1), column: clamp(cell.column + (by[1] ?? 0), columns - 1) })
  }
  const says = cell === null ? '' : sayCell(map, title, cell)
  const isShown = view.rows.every((row) => row !== undefined)
  return (
    <div ref={field} className={styles.plot} style={{ height }} data-growing={isShown ? undefined : ''}>
      {placed === null ? null : (
        <>
          <svg width={panel?.width} height={height} aria-hidden="true">
            <Areas placed={placed} map={map} />
            <Axes placed={placed} title={title} height={height} unit={unit} />
            {cell === null ? null : <Cross placed={placed} rows={rows} cell={cell} text={tagOf(map, cell)} unit={unit} />}
          </svg>
          <button
            type="button"
            className={styles.cursor}
            aria-label={`Cell of the map: ${says}`}
            aria-describedby={hint}
            style={{ left: placed.plot.x, top: placed.plot.y, width: placed.plot.w, height: placed.plot.h }}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => {
              if (event.pointerType === 'mouse') move(event)
            }}
            onPointerDown={move}
            onClick={(event) => {
              // A finger only puts the cross there; the button below opens the run.
              const isTouch = 'pointerType' in event.nativeEvent && event.nativeEvent.pointerType === 'touch'
              if (cell !== null && !isTouch) onOpen(cell)
            }}
          />
          <span id={hint} hidden>
            Arrow keys move to the next cell, with Shift ten at a time. Enter opens its run in Explore.
          </span>
        </>
      )}
    </div>
  )
}

function tagOf({ cells }: AskedMap, { row, column }: Cell): string {
  return `${cells.from + column * cells.every}, ${cells.values[row] ?? ''}`
}

function sayCell({ cells, legend, question }: AskedMap, title: string, { row, column }: Cell): string {
  const category = cells.category(row, column)
  const answer = category === undefined ? 'not computed yet' : (legend[category]?.text ?? '')
  return `cancel at ${cells.from + column * cells.every}, ${title} ${cells.values[row] ?? ''}. ${question.title}: ${answer}`
}

const Areas = memo(function Areas({ placed, map }: { readonly placed: PlacedMap; readonly map: AskedMap }) {
  const path = (rects: PlacedMap['areas'][number]): string => rects.map(({ x, y, w, h }) => `M${x.toFixed(2)} ${y.toFixed(2)}h${w.toFixed(2)}v${h.toFixed(2)}h${(-w).toFixed(2)}z`).join('')
  return (
    <>
      {map.legend.map(({ key, look }, i) => {
        const area = path(placed.areas[i] ?? [])
        return (
          <g key={key} data-look={look}>
            <path d={area} className={styles.fill} shapeRendering="crispEdges" />
            <path d={area} className={styles.pattern} />
          </g>
        )
      })}
      <rect x={placed.plot.x} y={placed.plot.y} width={placed.plot.w} height={placed.plot.h} className={styles.frame} />
    </>
  )
})

function Axes({ placed: { plot, xTicks, yTicks }, title, height, unit }: { readonly placed: PlacedMap; readonly title: string; readonly height: number; readonly unit: number }) {
  const bottom = plot.y + plot.h
  const middle = plot.y + plot.h / 2
  const size = 11 * unit
  return (
    <g className={styles.axes}>
      <path d={[...xTicks.map(({ x }) => `M${x} ${bottom}v${4 * unit}`), ...yTicks.map(({ y }) => `M${plot.x} ${y}h${-4 * unit}`)].join('')} />
      {xTicks.map(({ x, tick }) => (
        <text key={tick} x={x} y={bottom + 15 * unit} fontSize={size} textAnchor="middle">
          {tick}
        </text>
      ))}
      {yTicks.map(({ y, value }) => (
        <text key={value} x={plot.x - 7 * unit} y={y + 4 * unit} fontSize={size} textAnchor="end">
          {value}
        </text>
      ))}
      <text x={plot.x + plot.w / 2} y={height - 4 * unit} fontSize={11.5 * unit} textAnchor="middle" data-strong="">
        cancel issued at
      </text>
      <text transform={`translate(${11 * unit} ${middle}) rotate(-90)`} fontSize={11.5 * unit} textAnchor="middle" data-strong="">
        {shortened(title, plot.h, 11.5 * unit)}
      </text>
    </g>
  )
}

/** A title that is longer than the axis ends in dots; the list above the map has it in full. */
function shortened(title: string, room: number, size: number): string {
  if (measure(title, size, 'sans', 400) <= room) return title
  let text = title
  while (text.length > 3 && measure(`${text} …`, size, 'sans', 400) > room) text = text.slice(0, -1).trimEnd()
  return `${text} …`
}

function Cross({ placed, rows, cell, text, unit }: { readonly placed: PlacedMap; readonly rows: number; readonly cell: Cell; readonly text: string; readonly unit: number }) {
  const { plot } = placed
  const { x, y } = centreOf(placed, rows, cell)
  const gap = 7 * unit
  const size = 11 * unit
  const w = measure(text, size, 'sans', 600) + 10 * unit
  const isRight = x + 9 * unit + w < plot.x + plot.w
  const isTop = y - 24 * unit > plot.y
  const left = isRight ? x + 9 * unit : x - 9 * unit - w
  const top = isTop ? y - 23 * unit : y + 7 * unit
  return (
    <g className={styles.cross}>
      <path d={`M${x} ${plot.y}V${y - gap}M${x} ${y + gap}V${plot.y + plot.h}M${plot.x} ${y}H${x - gap}M${x + gap} ${y}H${plot.x + plot.w}`} />
      <circle cx={x} cy={y} r={5.5 * unit} data-under="" />
      <circle cx={x} cy={y} r={5.5 * unit} />
      <rect x={left} y={top} width={w} height={16 * unit} rx={2 * unit} />
      <text x={left + 5 * unit} y={top + 12 * unit} fontSize={size}>
        {text}
      </text>
    </g>
  )
}
