import { useId, useMemo, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import type { MapCell } from '#layout/map/map.ts'
import { cellAt, placeMap, type AskedMap, type MapView } from '#store/verify/maps.ts'
import { usePanel } from '../Ribbon/usePanel.ts'
import { Areas, Axes, Cross } from './MapMarks.tsx'
import styles from './MapPlot.module.css'
import shared from './Verify.module.css'

interface Props {
  readonly view: MapView
  readonly map: AskedMap
  /** Of the knob. */
  readonly title: string
  readonly cell: MapCell | null
  readonly onMove: (cell: MapCell) => void
  readonly onOpen: (cell: MapCell) => void
}

const heightUnits = 236

/** The map itself, with a cross on one of its cells: the pointer or the arrow keys move it, a click or Enter opens the run. */
export function MapPlot({ view, map, title, cell, onMove, onOpen }: Props) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const hint = useId()
  // A name that changes under the focus is not read out everywhere; a message is.
  const [said, setSaid] = useState('')
  const unit = panel?.unit ?? 1
  const height = heightUnits * unit
  const placed = useMemo(
    () => (panel === null ? null : placeMap(map.cells, { width: panel.width, height, unit })),
    [map, panel, height, unit],
  )
  const rows = map.cells.values.length
  const columns = placed?.columns ?? 1

  const pointed = (event: PointerEvent<HTMLElement>): MapCell | null =>
    placed === null
      ? null
      : cellAt(placed, rows, placed.plot.x + event.nativeEvent.offsetX, placed.plot.y + event.nativeEvent.offsetY)
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
    const to = { row: clamp(cell.row + (by[0] ?? 0), rows - 1), column: clamp(cell.column + (by[1] ?? 0), columns - 1) }
    onMove(to)
    setSaid(sayCell(map, title, to))
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
            {cell === null ? null : (
              <Cross placed={placed} rows={rows} cell={cell} text={tagOf(map, cell)} unit={unit} />
            )}
          </svg>
          <button
            type="button"
            className={styles.cursor}
            aria-label={`Cell of the map: ${says}`}
            aria-describedby={hint}
            style={{ left: placed.plot.x, top: placed.plot.y, width: placed.plot.w, height: placed.plot.h }}
            onKeyDown={onKeyDown}
            onPointerMove={(event) => {
              // A finger that goes sideways leads the cross; one that goes up or down scrolls the page.
              if (event.pointerType === 'mouse' || event.buttons > 0) move(event)
            }}
            onPointerDown={move}
            onClick={(event) => {
              // A finger only puts the cross there; the button below opens the run.
              const isTouch = 'pointerType' in event.nativeEvent && event.nativeEvent.pointerType === 'touch'
              if (cell !== null && !isTouch) onOpen(cell)
            }}
          />
          <output className={shared.sr} aria-label="Cell under the cross">
            {said}
          </output>
          <span id={hint} hidden>
            Arrow keys move to the next cell, with Shift ten at a time. Enter opens its run in Explore.
          </span>
        </>
      )}
    </div>
  )
}

function tagOf({ cells }: AskedMap, { row, column }: MapCell): string {
  return `${cells.from + column * cells.every}, ${cells.labels[row] ?? ''}`
}

function sayCell({ cells, legend, question }: AskedMap, title: string, { row, column }: MapCell): string {
  const category = cells.category(row, column)
  const answer = category === undefined ? 'not computed yet' : (legend[category]?.text ?? '')
  return `cancel at ${cells.from + column * cells.every}, ${title} ${cells.labels[row] ?? ''}. ${question.title}: ${answer}`
}
