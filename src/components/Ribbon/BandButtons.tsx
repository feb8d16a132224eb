import { memo, useRef, type KeyboardEvent } from 'react'
import type { PlacedBandRow } from '#layout/ribbon/placed.ts'
import type { BandRow, RibbonData } from '#layout/ribbon/types.ts'
import { useLab } from '#store/services/hooks.ts'
import { bandName, subjectOf } from '#store/explore/ribbon.ts'
import styles from './Ribbon.module.css'

interface Props {
  readonly data: RibbonData
  readonly row: BandRow
  readonly placed: PlacedBandRow
  /** Index of the band under the flag, or -1. */
  readonly on: number
  readonly onChoose: (tick: number) => void
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowLeft: (at) => at - 1,
  ArrowRight: (at) => at + 1,
  Home: () => 0,
  End: (_, last) => last,
}

/** The bands of a row as buttons, of which one is in the order of Tab: the one under the flag. The picture is drawn below them. */
export const BandButtons = memo(function BandButtons({ data, row, placed, on, onChoose }: Props) {
  const bar = useRef<HTMLDivElement>(null)
  const subject = useLab((state) => subjectOf(state.scenario))
  const move = (event: KeyboardEvent<HTMLDivElement>): void => {
    const go = moves[event.key]
    const buttons = [...(bar.current?.children ?? [])]
    const at = buttons.indexOf(event.target as Element)
    if (go === undefined || at < 0 || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = buttons[Math.max(0, Math.min(buttons.length - 1, go(at, buttons.length - 1)))]
    if (next instanceof HTMLElement) next.focus()
  }
  return (
    <div
      ref={bar}
      className={styles.bar}
      style={{ top: placed.y, height: placed.h }}
      role="toolbar"
      aria-label={`${row.titles[0] ?? ''}, by the tick of ${subject}`}
      tabIndex={-1}
      onKeyDown={move}
    >
      {placed.bands.map((band, index) => {
        const name = bandName(data, row, band)
        return (
          <button
            key={band.from}
            type="button"
            className={styles.button}
            style={{ left: band.x, width: band.w }}
            tabIndex={index === Math.max(0, on) ? 0 : -1}
            aria-label={name}
            aria-current={index === on}
            data-from={band.from}
            // A click of the pointer is a press on the field, which knows the tick under it.
            onClick={(event) => {
              if (event.detail === 0) onChoose(Math.floor((band.from + band.to) / 2))
            }}
          />
        )
      })}
    </div>
  )
})
