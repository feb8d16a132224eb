import { visibleSpan } from '#store/lab/derived.ts'
import { useActions, useLab, useLabStore } from '#store/services/hooks.ts'
import { wholeSpan, zoomed } from '#store/explore/timeline.ts'
import styles from './ZoomButtons.module.css'

/** Nearer, farther, all of it; around the playhead, or around the middle where the playhead is not in view. */
export function ZoomButtons() {
  const lab = useLabStore()
  const actions = useActions()
  const isZoomed = useLab((state) => state.span !== null)
  const zoom = (factor: number): void => {
    const state = lab.getState()
    const span = visibleSpan(state)
    const isSeen = state.playhead >= span.from && state.playhead <= span.to
    actions.setSpan(zoomed(span, wholeSpan(state), factor, isSeen ? state.playhead : (span.from + span.to) / 2))
  }
  return (
    <div className={styles.zoom} data-screen-only="">
      <button type="button" aria-label="Zoom out" title="Zoom out ( - )" disabled={!isZoomed} onClick={() => zoom(0.5)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.500 8h9" />
        </svg>
      </button>
      <button type="button" aria-label="Zoom in" title="Zoom in ( + )" onClick={() => zoom(2)}>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M3.500 8h9M8 3.500v9" />
        </svg>
      </button>
      <button
        type="button"
        aria-label="The whole run"
        title="The whole run ( 0 )"
        disabled={!isZoomed}
        onClick={() => actions.setSpan(null)}
      >
        <svg viewBox="0 0 16 16" aria-hidden="true">
          <path d="M1.500 3.500v9M14.500 3.500v9M4 8h8M6.200 5.600L3.800 8l2.400 2.400M9.800 5.600L12.200 8l-2.400 2.400" />
        </svg>
      </button>
    </div>
  )
}
