import type { TimeScale } from '#layout/scale.ts'
import { isMarkRight, markRange, markStart, offText } from '#store/learn/answers.ts'
import type { Marking } from '#store/learn/learn.ts'
import { xOf } from '#store/explore/timeline.ts'
import styles from './Marker.module.css'

interface Props {
  readonly question: Marking
  /** Where it was put; null: nowhere yet, and it waits at the end of the axis. */
  readonly mark: number | null
  readonly scale: TimeScale
  /** The run is being revealed: the mark stands. */
  readonly isFixed: boolean
  readonly onMark: (tick: number) => void
}

/**
 * The marker that is put to the tick that is asked for. It is a range input as wide as the covered time, so that pointer, finger
 * and keyboard move it as they move every slider; the line and the pill only show where it stands.
 */
export function Marker({ question, mark, scale, isFixed, onMark }: Props) {
  const { from, to } = markRange(question)
  const tick = mark ?? markStart(question)
  const [left, right] = [xOf(scale, from), xOf(scale, to)]
  return (
    <div className={styles.marker} data-put={mark === null ? undefined : ''}>
      <input
        type="range"
        data-marker=""
        aria-label={`Your mark: ${question.of}`}
        aria-valuetext={mark === null ? `not put yet, waiting at tick ${tick}` : `tick ${tick}`}
        min={from}
        max={to}
        value={tick}
        disabled={isFixed}
        style={{ left: `calc(${left}px - var(--grasp) / 2)`, width: `calc(${right - left}px + var(--grasp))` }}
        onChange={(event) => onMark(Number(event.target.value))}
        onPointerUp={() => onMark(tick)}
        onKeyDown={(event) => {
          if (mark !== null) return
          // It waits at the end of the axis, where these keys move nothing.
          if (event.key === 'ArrowRight' || event.key === 'ArrowUp' || event.key === 'End') onMark(tick)
          if (event.key !== 'Enter') return
          event.preventDefault()
          event.stopPropagation()
          onMark(tick)
        }}
      />
      <i className={styles.line} style={{ left: xOf(scale, tick) }} />
      <span className={styles.pill} aria-hidden="true" style={{ '--x': `${xOf(scale, tick)}px` } as object}>
        {mark === null ? 'drag me' : tick}
      </span>
    </div>
  )
}

/** After the reveal: where it was put, and where the moment is. */
export function Marked({
  question,
  mark,
  scale,
}: {
  readonly question: Marking
  readonly mark: number
  readonly scale: TimeScale
}) {
  const { momentAt } = question
  const right = isMarkRight(question, mark)
  const [x, goal] = [xOf(scale, mark), xOf(scale, momentAt)]
  return (
    <div className={styles.marker} data-put="" data-verdict={right ? 'right' : 'wrong'} aria-hidden="true">
      <i className={styles.line} style={{ left: x }} />
      <i className={styles.line} data-goal="" style={{ left: goal }} />
      {mark === momentAt ? null : (
        <i className={styles.off} style={{ left: Math.min(x, goal), width: Math.abs(goal - x) }} />
      )}
      {mark === momentAt ? null : (
        <span className={styles.pill} style={{ '--x': `${x}px` } as object}>
          you {mark}
        </span>
      )}
      <span className={styles.pill} data-goal="" style={{ '--x': `${goal}px` } as object}>
        {mark === momentAt ? `you ${momentAt}, ${offText(question, mark)}` : momentAt}
      </span>
    </div>
  )
}
