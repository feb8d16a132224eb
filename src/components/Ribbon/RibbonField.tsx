import { memo, useMemo, useRef, useState, type PointerEvent } from 'react'
import type { Callout, PlacedBandRow, PlacedRibbon } from '#layout/ribbon/placed.ts'
import type { RibbonData } from '#layout/ribbon/types.ts'
import type { TimeScale } from '#layout/scale.ts'
import { sayTick, tickAt } from '#store/explore/ribbon.ts'
import { BandButtons } from './BandButtons.tsx'
import { measure } from './usePanel.ts'
import { useCancelGesture } from './useCancelGesture.ts'
import { howToAsk } from './howToAsk.ts'
import styles from './Ribbon.module.css'

interface Props {
  readonly data: RibbonData
  readonly placed: PlacedRibbon
  readonly scale: TimeScale
  readonly hint: string
  readonly hintX: number
  /** For each row, the index of the band under the flag. */
  readonly on: readonly number[]
  readonly callouts: readonly Callout[]
}

const isBandRow = (row: PlacedRibbon['rows'][number]): row is PlacedBandRow => row.kind === 'bands'

function middleOf({ rows }: PlacedRibbon, index: number): number {
  const band = rows.find(isBandRow)?.bands[index]
  return band === undefined ? 0 : Math.floor((band.from + band.to) / 2)
}

/** The heading's second half: what the ribbon is, or what happens at the tick under the pointer. */
const Line = memo(function Line({
  text,
  x,
  y,
  unit,
}: {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly unit: number
}) {
  return (
    <text x={x} y={y} fontSize={11 * unit} className={styles.hint}>
      {text.endsWith(howToAsk) ? (
        <>
          {text.slice(0, -howToAsk.length)}
          <tspan data-screen-only="">{howToAsk}</tspan>
        </>
      ) : (
        text
      )}
    </text>
  )
})

/** What can be taken hold of: a click or a drag puts the cancel at a tick, and every band is a button for the keyboard. */
export function RibbonField({ data, placed, scale, hint, hintX, on, callouts }: Props) {
  const { unit, left, right, height, headline } = placed
  const field = useRef<HTMLDivElement>(null)
  const [hover, setHover] = useState<number | null>(null)
  const tickUnder = (x: number): number => Math.max(data.from, Math.min(data.to, tickAt(scale, x)))
  const gesture = useCancelGesture(field, tickUnder)
  const rows = useMemo(() => data.rows.map((row, i) => ({ row, placed: placed.rows[i] })), [data, placed])
  const look = (event: PointerEvent): void => {
    const isOver = event.pointerType === 'mouse' && !gesture.isDragging()
    setHover(isOver ? tickUnder(gesture.xOf(event)) : null)
  }
  const room = right - left
  const said = hover === null ? hint : sayTick(data, hover, (text) => measure(text, 11 * unit, 'sans', 400) <= room)
  const hoverX = hover === null ? null : left + ((hover - scale.from) * scale.width) / (scale.to - scale.from)
  return (
    <div
      ref={field}
      className={styles.field}
      {...gesture.handlers}
      onPointerMove={(event) => {
        gesture.handlers.onPointerMove(event)
        look(event)
      }}
      onPointerLeave={() => setHover(null)}
    >
      <svg className={styles.picture} width="100%" height={height} aria-hidden="true">
        <Line text={said} x={hover === null ? hintX : left} y={headline} unit={unit} />
        {hoverX === null ? null : (
          <line x1={hoverX} x2={hoverX} y1={headline + 6 * unit} y2={height - 4 * unit} className={styles.hover} />
        )}
        {callouts.map(({ band, x, y, width }) => (
          <rect
            key={band}
            x={x - 3 * unit}
            y={y - 12 * unit}
            width={width + 6 * unit}
            height={17 * unit}
            data-middle={middleOf(placed, band)}
            className={styles.hit}
          />
        ))}
      </svg>
      {rows.map(({ row, placed: place }, i) =>
        row.kind === 'bands' && place !== undefined && isBandRow(place) ? (
          <BandButtons key={row.id} data={data} row={row} placed={place} on={on[i] ?? -1} onChoose={gesture.goTo} />
        ) : null,
      )}
    </div>
  )
}
