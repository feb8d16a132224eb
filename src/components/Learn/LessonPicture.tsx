import { memo, useMemo, useRef, type CSSProperties, type ReactNode } from 'react'
import type { View } from '#layout/timeline/geometry.ts'
import { visibleSpan } from '#store/lab/derived.ts'
import { coveredTimeline, type Question } from '#store/learn/learn.ts'
import { placeTimeline, timelineFor, timeScale, xOf } from '#store/explore/timeline.ts'
import { measure, usePanel } from '../Ribbon/usePanel.ts'
import { Picture } from '../Verify/MiniTimeline.tsx'
import { LessonRibbon } from './LessonRibbon.tsx'
import { Marked, Marker } from './Marker.tsx'
import styles from './Run.module.css'

interface Props {
  readonly question: Question
  readonly answer: number | null
  readonly revealed: boolean
  /** It was seen to its end: nothing is covered. */
  readonly isOver: boolean
  /** Up to this tick the run is to be seen. */
  readonly at: number
  readonly onMark: (tick: number) => void
  /** What stands between the run and the ribbon. */
  readonly children: ReactNode
}

const Still = memo(Picture)

type Placed = Pick<CoverProps, 'view' | 'covered' | 'whole'>

const lanesTop = ({ whole }: Pick<Placed, 'whole'>): number => whole.rows.lanes.find(({ isShown }) => isShown)?.top ?? 0

/** How high the picture is, and how much of that stands above and below what a mark goes through. */
function framing({ view, covered, whole }: Placed, isOpen: boolean): CSSProperties {
  const above = isOpen ? lanesTop({ whole }) : covered.rows.rail.line
  return {
    height: view.height,
    '--above': `${above}px`,
    '--below': `${view.height - (covered.cancel?.box.y ?? view.height)}px`,
  } as CSSProperties
}

/** The run as a picture. Before the answer it is made from what came before the cancel only; then the cover moves away. */
export function LessonPicture({ question, answer, revealed, isOver, at, onMark, children }: Props) {
  const { scenario } = question
  const field = useRef<HTMLDivElement>(null)
  const panel = usePanel(field)
  const placed = useMemo(() => {
    if (panel === null) return null
    const { width, unit } = panel
    const scale = timeScale(visibleSpan({ scenario, span: null, gesture: null }), width, unit)
    const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
    const whole = timelineFor(scenario)
    const height = Math.ceil(placeTimeline(whole, least).rows.need * 1.06)
    const view = { ...least, height }
    return { view, covered: placeTimeline(coveredTimeline(scenario), view), whole: placeTimeline(whole, view) }
  }, [scenario, panel])
  return (
    <div ref={field} className={styles.field}>
      {placed === null ? null : (
        <>
          <div
            className={styles.picture}
            data-marked={question.kind === 'tick' ? '' : undefined}
            style={framing(placed, isOver)}
          >
            {isOver ? null : <Still view={placed.view} placement={placed.covered} />}
            {revealed ? (
              // While it plays, nothing is drawn of what comes after the playhead: no milestone, no flag.
              <div
                className={styles.sofar}
                style={isOver ? undefined : { clipPath: `inset(0 calc(100% - ${xOf(placed.view.scale, at)}px) 0 0)` }}
              >
                <Still view={placed.view} placement={placed.whole} />
              </div>
            ) : null}
            <Cover {...placed} at={at} isPlaying={revealed} isOver={isOver} isMarked={question.kind === 'tick'} />
            {question.kind !== 'tick' ? null : isOver && answer !== null ? (
              <Marked question={question} mark={answer} scale={placed.view.scale} />
            ) : (
              <Marker question={question} mark={answer} scale={placed.view.scale} isFixed={revealed} onMark={onMark} />
            )}
          </div>
          {children}
          <LessonRibbon scenario={scenario} scale={placed.view.scale} unit={placed.view.unit} revealed={isOver} />
        </>
      )}
    </div>
  )
}

interface CoverProps {
  readonly view: View
  readonly covered: ReturnType<typeof placeTimeline>
  readonly whole: ReturnType<typeof placeTimeline>
  readonly at: number
  readonly isPlaying: boolean
  readonly isOver: boolean
  readonly isMarked: boolean
}

/** What is not to be seen yet: before the answer all that comes after the cancel, then all that comes after the playhead. */
function Cover({ view, covered, at, isPlaying, isOver, isMarked }: CoverProps) {
  const { scale, height } = view
  const { cancel } = covered
  const right = scale.left + scale.width
  const x = Math.min(xOf(scale, at), right)
  const bottom = height - (cancel?.box.y ?? height) + 1
  const edges: CSSProperties = { left: x + 1, bottom }
  return (
    <>
      {isOver || x >= right ? null : (
        <div className={styles.fog} aria-hidden={isPlaying} style={edges}>
          {isPlaying ? null : (
            <p>
              <b>What happens from here?</b>
              {isMarked ? 'Drag the marker to your answer.' : 'Make your prediction first.'}{' '}
              <small>The run is already decided.</small>
            </p>
          )}
        </div>
      )}
      {isPlaying ? (
        <span className={styles.playhead} aria-hidden="true" style={{ left: x, bottom }}>
          <b>{at}</b>
        </span>
      ) : null}
    </>
  )
}
