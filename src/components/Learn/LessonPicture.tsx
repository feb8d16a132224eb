import { useEffect, useMemo, useRef, useState } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/derived.ts'
import { coveredTimeline } from '#store/learn.ts'
import { placeTimeline, timelineFor, timeScale, xOf } from '#store/timeline.ts'
import type { Scenario } from '#store/types.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { Picture } from '../Verify/MiniTimeline.tsx'
import styles from './Learn.module.css'

interface LessonPictureProps {
  readonly scenario: Scenario
  readonly cancelAt: number
  /** The reveal goes on to here, and then to the end. */
  readonly momentAt: number
  readonly revealed: boolean
}

/** The run as a picture. Before the answer it is made from what came before the cancel only; then the cover moves away. */
export function LessonPicture({ scenario, cancelAt, momentAt, revealed }: LessonPictureProps) {
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const placed = useMemo(() => {
    if (panel === null) return null
    const { width, unit } = panel
    const scale = timeScale(visibleSpan({ scenario, span: null, gesture: null }), width, unit)
    const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
    const whole = timelineFor(scenario)
    const height = Math.ceil(placeTimeline(whole, least).rows.need * 1.15)
    const view = { ...least, height }
    return { view, covered: placeTimeline(coveredTimeline(scenario), view), whole: placeTimeline(whole, view) }
  }, [scenario, panel])
  const until = useReveal(revealed, cancelAt, momentAt)
  const { scale } = placed?.view ?? {}
  return (
    <div ref={field} className={styles.picture} style={placed === null ? undefined : { height: placed.view.height }}>
      {placed === null || scale === undefined ? null : (
        <>
          <Picture view={placed.view} placement={revealed ? placed.whole : placed.covered} />
          {until === null ? null : (
            <div className={styles.fog} aria-hidden={revealed} style={{ left: Math.min(xOf(scale, until) + 2, scale.left + scale.width) }}>
              {revealed ? null : (
                <p>
                  <b>What happens from here?</b>
                  Make your prediction first. The run is already decided.
                </p>
              )}
            </div>
          )}
        </>
      )}
    </div>
  )
}

/** How far one can see: to the cancel, then to the moment, then everything (null). Steps; the style sheet makes them glide. */
function useReveal(revealed: boolean, cancelAt: number, momentAt: number): number | null {
  const [stage, setStage] = useState(revealed ? 2 : 0)
  useEffect(() => {
    if (!revealed) {
      setStage(0)
      return
    }
    const isStill = window.matchMedia('(prefers-reduced-motion: reduce)').matches
    if (isStill) {
      setStage(2)
      return
    }
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => setStage((now) => Math.max(now, 1)))
    })
    const timer = window.setTimeout(() => setStage(2), 2000)
    return () => {
      cancelAnimationFrame(frame)
      window.clearTimeout(timer)
    }
  }, [revealed])
  return stage === 0 || !revealed ? cancelAt : stage === 1 ? momentAt : null
}
