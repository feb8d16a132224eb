import { useMemo, useRef, type MouseEvent } from 'react'
import type { DownView } from '#layout/timeline/down.ts'
import { specificationFor, visibleSpan } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { placeDown } from '#store/explore/smallTimelines.ts'
import { roleKey, saysOf } from '#store/explore/glossary.ts'
import { hit, legendOf, tickOf, timelineFor, wholeSpan } from '#store/explore/timeline.ts'
import { measure } from '../Ribbon/usePanel.ts'
import { DownCommands } from './DownCommands.tsx'
import { DownCancel, DownPlayhead } from './DownHandles.tsx'
import { DownPicture } from './DownPicture.tsx'
import { Legend } from './Legend.tsx'
import { useSize } from './useSize.ts'
import down from './Down.module.css'

/** Pixels of a tick, and how long a run may become before it is drawn smaller. */
const perTick = 1.32
const longest = 6000
/** Above the first tick, for the pill of a cancel at 0. */
const top = 14

/**
 * The run for a narrow window: time flows down, roles are columns. As long as it has to be; whoever holds it scrolls. A press on
 * the diagram looks at that tick and selects what is there; the flag on the axis and the playhead can be dragged.
 */
export function TimelineDown() {
  const root = useRef<HTMLDivElement>(null)
  const size = useSize(root)
  const timeline = useLab((state) => timelineFor(state.scenario))
  const from = useLab((state) => visibleSpan(state).from)
  const to = useLab((state) => visibleSpan(state).to)
  const { model } = useLab((state) => specificationFor(state.scenario))
  const lab = useLabStore()
  const { actions } = lab
  const width = size?.width
  const unit = size?.unit
  const view = useMemo((): DownView | null => {
    if (width === undefined || unit === undefined) return null
    const length = Math.min(longest * unit, Math.max(380 * unit, (to - from) * perTick * unit))
    return { scale: { from, to, left: top * unit, width: length }, width, unit, measure, bandUnits: 27 }
  }, [width, unit, from, to])
  const placed = useMemo(() => (view === null ? null : placeDown(timeline, view)), [timeline, view])
  const height = view === null ? 380 : view.scale.left * 2 + view.scale.width

  const press = (event: MouseEvent<HTMLElement>): void => {
    if (
      view === null ||
      placed === null ||
      (event.target instanceof Element && event.target.closest('button, [data-handle]') !== null)
    )
      return
    const { left, top: origin } = event.currentTarget.getBoundingClientRect()
    const x = event.clientX - left
    const y = event.clientY - origin
    // Beside the axis stands what would happen: a press there says when to cancel.
    if (x < placed.bands.right + 3 * view.unit) {
      const { to: last } = wholeSpan(lab.getState())
      actions.askedAt(Math.max(0, Math.min(last, Math.round(tickOf(view.scale, y)))))
      return
    }
    const line = hit(placed.targets, x, y, 12 * view.unit)?.lines[0]
    actions.seek(tickOf(view.scale, y))
    actions.select(line === undefined ? null : { kind: 'event', index: line })
  }
  return (
    <section ref={root} className={down.down} aria-label="Timeline">
      {view === null || placed === null ? null : (
        <>
          <div className={down.heads}>
            <p aria-hidden="true">
              if cancelled
              <br />
              at this tick
            </p>
            {placed.columns.map(({ role, title, level, middle }, i) => (
              <button
                key={middle}
                type="button"
                data-level={level}
                data-last={i === placed.columns.length - 1 ? '' : undefined}
                style={{ left: middle }}
                aria-label={`${title}: ${saysOf(model, roleKey(role)) ?? ''}`}
                onClick={() => actions.openSheet({ kind: 'glossary', term: roleKey(role) })}
              >
                {title}
              </button>
            ))}
          </div>
          {/* The keyboard has the sliders and the list of events. */}
          {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions */}
          <div className={down.diagram} style={{ height }} onClick={press}>
            <DownPicture placed={placed} view={view} height={height} />
            <DownCommands view={view} axis={placed.axis.x} commands={timeline.commands} cancel={timeline.cancel} />
            <DownCancel view={view} cancel={timeline.cancel} answer={timeline.answer} />
            <DownPlayhead view={view} />
          </div>
          <div className={down.legend}>
            <Legend legend={legendOf(timeline)} />
          </div>
        </>
      )}
    </section>
  )
}
