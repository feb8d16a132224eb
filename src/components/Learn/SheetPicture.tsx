import { useMemo, useRef } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { coveredTimeline } from '#store/learn/learn.ts'
import { placeTimeline, timelineFor, timeScale } from '#store/explore/timeline.ts'
import type { Scenario } from '#store/lab/types.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { Ground } from '../Timeline/Ground.tsx'
import { Flags, Texts } from '../Timeline/Shapes.tsx'
import { Picture } from '../Verify/MiniTimeline.tsx'
import styles from './Sheet.module.css'

/** Pixels: what is left of an A4 page between its margins. The picture is made for paper, whatever the window is like. */
const paperWidth = 660
/** What is 1 on a screen is smaller on paper, where one is nearer: two questions go onto a page. */
const paperUnit = 0.8
const phoneUnit = 0.85
/** Less is no place for a picture: it is not shown. */
const leastWidth = 200

interface Placed {
  readonly view: View
  readonly placement: ReturnType<typeof placeTimeline>
}

interface Props {
  readonly scenario: Scenario
  /** Only what comes before the cancel is drawn; the rest is to be completed. */
  readonly isCovered: boolean
}

function placedFor({ scenario, isCovered }: Props, width: number, unit: number): Placed {
  const scale = timeScale(visibleSpan({ scenario, span: null, gesture: null }), width, unit)
  const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
  const whole = timelineFor(scenario)
  const view = { ...least, height: Math.ceil(placeTimeline(whole, least).rows.need) }
  return { view, placement: placeTimeline(isCovered ? coveredTimeline(scenario) : whole, view) }
}

/** A run on paper. A phone is narrower than paper, and shows one that is drawn for it; it prints the one for paper all the same. */
export function SheetPicture({ scenario, isCovered }: Props) {
  const paper = useMemo(() => placedFor({ scenario, isCovered }, paperWidth, paperUnit), [scenario, isCovered])
  const field = useRef<HTMLDivElement>(null)
  const width = usePanel(field)?.width ?? 0
  const phone = useMemo(
    () => (width < leastWidth ? null : placedFor({ scenario, isCovered }, width, phoneUnit)),
    [scenario, isCovered, width],
  )
  return (
    <figure className={styles.picture} aria-label={isCovered ? 'The run up to the cancel' : 'The whole run'}>
      <div className={styles.paper}>
        <Drawn placed={paper} isCovered={isCovered} />
      </div>
      <div ref={field} className={styles.phone}>
        {phone === null ? null : <Drawn placed={phone} isCovered={isCovered} />}
      </div>
    </figure>
  )
}

function Drawn({ placed, isCovered }: { readonly placed: Placed; readonly isCovered: boolean }) {
  return (
    <div className={styles.drawn} data-covered={isCovered ? '' : undefined} style={{ height: placed.view.height }}>
      <Picture {...placed} />
      {isCovered ? <Blank {...placed} /> : null}
    </div>
  )
}

/** Empty lanes behind the cancel, to draw in: what is known at the cancel does not say how long it lasts. */
function Blank({ view: { scale, width, unit }, placement: { cancel, rows, flags, notches, texts } }: Placed) {
  if (cancel === null) return null
  const left = cancel.x + unit
  const right = scale.left + scale.width
  // The pill stands on the axis.
  const height = cancel.box.y - unit
  return (
    <svg className={styles.blank} width={width} height={height} aria-hidden="true">
      <rect x={left} width={width - left} height={height} />
      <Ground titles={[]} rows={rows} left={left} right={right} unit={unit} />
      {/* What was said before the cancel may be longer than the time until then. */}
      <Texts texts={texts.filter(({ x }) => x < cancel.x)} unit={unit} />
      <Flags flags={flags} notches={notches} unit={unit} />
    </svg>
  )
}
