import { useRef, type KeyboardEvent, type RefObject } from 'react'
import { useGesture } from '#store/gesture/useGesture.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import type { LabState } from '#store/lab/lab.ts'
import { remPixels } from '../parts/rem.ts'
import styles from './Explore.module.css'

type Side = keyof LabState['widths']

/** How narrow and how wide a side may be, in rem; the same in the style sheet, where the stage takes what is left. */
const limits: Readonly<Record<Side, { readonly min: number; readonly max: number }>> = {
  scenario: { min: 13, max: 24 },
  inspector: { min: 16, max: 32 },
}

/** What a press of an arrow key changes, in rem. */
const stepRem = 1

interface Props {
  /** The panel whose width it is. */
  readonly panel: RefObject<HTMLElement | null>
  readonly side: Side
  readonly name: string
  /** In rem, as wanted. */
  readonly width: number
  /** Where to the edge is moved for the panel to grow. */
  readonly grows: 'left' | 'right'
}

/** The line between a side panel and the stage: dragged, or moved by keys, it changes the panel's width; a double press resets it. */
export function Edge({ panel, side, name, width, grows }: Props) {
  const widths = useLab((state) => state.widths)
  const { setWidths } = useActions()
  const { min, max } = limits[side]
  const grip = useRef({ x: 0, width: 0 })
  const sign = grows === 'right' ? 1 : -1
  /** In rem, as it is on the screen: in a narrow window that may be less than somebody wanted. */
  const measured = (): number => (panel.current?.offsetWidth ?? 0) / remPixels()
  const set = (wanted: number): void => setWidths({ ...widths, [side]: Math.max(min, Math.min(max, wanted)) })
  const { handlers } = useGesture(
    { axis: 'x', slack: 0 },
    {
      press(event) {
        event.currentTarget.setPointerCapture(event.pointerId)
        grip.current = { x: event.clientX, width: measured() }
      },
      drag: ({ clientX }) => set(grip.current.width + (sign * (clientX - grip.current.x)) / remPixels()),
      drop: () => undefined,
      cancel: () => set(grip.current.width),
    },
  )
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = { ArrowLeft: -sign, ArrowRight: sign }[event.key]
    const ends: Readonly<Record<string, number>> = { Home: min, End: max }
    const wanted = ends[event.key] ?? (by === undefined ? null : measured() + by * stepRem)
    if (wanted === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    set(wanted)
  }
  return (
    <div
      // The element hr is no widget; this one is moved.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="separator"
      aria-orientation="vertical"
      aria-label={name}
      aria-valuemin={min}
      aria-valuemax={max}
      aria-valuenow={Math.round(width)}
      tabIndex={0}
      className={styles.separator}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setWidths(Object.fromEntries(Object.entries(widths).filter(([each]) => each !== side)))}
      {...handlers}
    />
  )
}
