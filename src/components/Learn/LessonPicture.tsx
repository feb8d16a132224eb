import { useMemo, useRef, type CSSProperties } from 'react'
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
  const scale = placed?.view.scale
  const { cancel } = placed?.covered ?? {}
  const right = scale === undefined ? 0 : scale.left + scale.width
  const x = (tick: number): string => (scale === undefined ? '0' : `${Math.min(xOf(scale, tick) + 2, right)}px`)
  // The style sheet makes the cover glide from the cancel to the moment, and then away.
  const edges = { '--from': x(cancelAt), '--moment': x(momentAt), bottom: (placed?.view.height ?? 0) - (cancel?.box.y ?? 0) + 1 } as CSSProperties
  return (
    <div ref={field} className={styles.picture} style={placed === null ? undefined : { height: placed.view.height }}>
      {placed === null || scale === undefined ? null : (
        <>
          <Picture view={placed.view} placement={revealed ? placed.whole : placed.covered} />
          {cancel === undefined || cancel === null ? null : (
            <div className={styles.fog} data-revealed={revealed || undefined} aria-hidden={revealed} style={edges}>
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
