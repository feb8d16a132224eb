import { memo, useEffect, useLayoutEffect, useMemo, useRef, type RefObject } from 'react'
import { arrowOf } from '#store/explore/charts.ts'
import { arrowsOf, boxOf, full, pointsOf, type ChartGraph, type LargeLayout } from '#store/explore/largeCharts.ts'
import { useActions } from '#store/services/hooks.ts'
import type { Moment, Step } from '#store/explore/moments.ts'
import { ChartLines } from './ChartLines.tsx'
import type { Picked } from './picked.ts'
import styles from './ChartSheet.module.css'

interface Props {
  readonly graph: ChartGraph
  readonly layout: LargeLayout
  readonly moment: Moment
  readonly taken: ReadonlyMap<string, readonly Step[]>
  readonly picked: Picked | null
  readonly isFitted: boolean
  readonly onPick: (picked: Picked) => void
}

/** The chart as a picture. A press picks a state or a transition, or opens a clause; the list beside it does the same for the keyboard. */
export const LargeChart = memo(function LargeChart({ graph, layout, moment, taken, picked, isFitted, onPick }: Props) {
  const view = useRef<HTMLElement>(null)
  const { openSheet } = useActions()
  useActiveInView(view, [...moment.active].join())
  usePresses(view, onPick, (id) => openSheet({ kind: 'clause', id }))
  const boxes = useMemo(() => graph.states.map((state) => ({ state, box: boxOf(graph, state) })), [graph])
  const arrows = useMemo(() => arrowsOf(graph), [graph])
  const last = new Set(moment.taken?.transitions)
  const [width, height] = layout.size
  return (
    // A region that scrolls can be reached by the keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={view} className={styles.view} tabIndex={0} aria-label="The chart as a picture">
      <svg
        className={styles.chart}
        viewBox={`0 0 ${width} ${height}`}
        // Fitted to the window, but never so small that nobody can read it: then one scrolls.
        style={
          isFitted
            ? { width: '100%', height: 'auto', minWidth: `${(width * leastScale) / 16}rem` }
            : { width: `${width / 16}rem` }
        }
        data-fitted={isFitted}
        aria-hidden="true"
      >
        {boxes.map(({ state, box }) => {
          const [x, y, w, h] = layout.states[state.id] ?? [0, 0, 0, 0]
          if (state.id === '' || state.type === 'atomic') return null
          return (
            <g
              key={state.id}
              className={styles.frame}
              data-state={state.id}
              data-type={state.type}
              data-phase={state.phase}
              data-on={moment.active.has(state.id)}
              data-picked={picked?.id === state.id}
            >
              <rect x={x + 0.5} y={y + 0.5} width={w - 1} height={h - 1} rx="6" />
              <text x={x + full.pad} y={y + 15} fontSize={full.title}>
                {box.title}
              </text>
            </g>
          )
        })}
        {Object.entries(layout.starts).map(([id, way]) => {
          const { line, head } = arrowOf(pointsOf(way), 6)
          return (
            <g key={id} className={styles.start}>
              <circle cx={way[0]} cy={(way[1] ?? 0) - full.dot / 2} r={full.dot / 2} />
              <path d={line} />
              <path d={head} className={styles.tip} />
            </g>
          )
        })}
        {arrows.map(({ id, lines }) => {
          const arrow = layout.arrows[id]
          if (arrow === undefined) return null
          const { line, head } = arrowOf(pointsOf(arrow.way), 7)
          return (
            <g
              key={id}
              className={styles.arrow}
              data-taken={lines.some(({ transition }) => taken.has(transition))}
              data-last={lines.some(({ transition }) => last.has(transition))}
            >
              <path d={line} />
              <path d={head} className={styles.tip} />
            </g>
          )
        })}
        {boxes.map(({ state, box }) => {
          const [x, y, w, h] = layout.states[state.id] ?? [0, 0, 0, 0]
          if (state.id === '' || state.type !== 'atomic') return null
          const top = y + 4 + full.titleLine + (box.term === null ? 0 : full.line)
          return (
            <g
              key={state.id}
              className={styles.node}
              data-state={state.id}
              data-phase={state.phase}
              data-on={moment.active.has(state.id)}
              data-picked={picked?.id === state.id}
            >
              <rect x={x + 0.5} y={y + 0.5} width={w - 1} height={h - 1} rx="5" />
              <text x={x + full.pad} y={y + 16} fontSize={full.title} className={styles.name}>
                {box.title}
              </text>
              {box.term === null ? null : (
                <text x={x + full.pad} y={y + 14 + full.titleLine} fontSize={full.text} className={styles.term}>
                  {box.term}
                </text>
              )}
              <ChartLines lines={box.notes} x={x + full.pad} y={top} taken={taken} last={last} picked={picked} />
            </g>
          )
        })}
        {boxes.map(({ state, box }) => {
          const note = layout.notes[state.id]
          return note === undefined || state.type === 'atomic' ? null : (
            <ChartLines
              key={state.id}
              lines={box.notes}
              x={note[0]}
              y={note[1]}
              taken={taken}
              last={last}
              picked={picked}
            />
          )
        })}
        {arrows.map(({ id, lines }) => {
          const label = layout.arrows[id]?.label
          return label === undefined ? null : (
            <ChartLines
              key={id}
              lines={lines}
              x={label[0] + 3}
              y={label[1] + 1}
              taken={taken}
              last={last}
              picked={picked}
              isPlated
            />
          )
        })}
      </svg>
    </section>
  )
})

/** Below this the smallest text of a chart is no longer read. */
const leastScale = 0.85

/** Begins where the actor is, and goes on to wherever it goes, where that is not in view. */
function useActiveInView(view: RefObject<HTMLElement | null>, active: string): void {
  const known = useRef('')
  useLayoutEffect(() => {
    if (known.current === active) return
    const isFirst = known.current === ''
    known.current = active
    const element = view.current
    const node = `.${styles.node ?? ''}[data-on=true]`
    const now = element?.querySelector(`${node}[data-phase]:not([data-phase=idle])`) ?? element?.querySelector(node)
    if (element === null || now === null || now === undefined) return
    const [inner, outer] = [now.getBoundingClientRect(), element.getBoundingClientRect()]
    const isSeen =
      inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
    if (isSeen && !isFirst) return
    element.scrollBy(
      inner.left + inner.width / 2 - outer.left - outer.width / 2,
      inner.top + inner.height / 2 - outer.top - outer.height / 2,
    )
  }, [view, active])
}

/** Presses on what is drawn; the picture itself has no widgets. */
function usePresses(
  view: RefObject<HTMLElement | null>,
  onPick: (picked: Picked) => void,
  onClause: (id: string) => void,
): void {
  const latest = useRef({ onPick, onClause })
  useEffect(() => {
    latest.current = { onPick, onClause }
  })
  useEffect(() => {
    const element = view.current
    const press = (event: MouseEvent): void => {
      const at =
        event.target instanceof Element
          ? event.target.closest<SVGElement>('[data-clause], [data-transition], [data-state]')
          : null
      const { clause, transition, state } = at?.dataset ?? {}
      if (clause !== undefined) latest.current.onClause(clause)
      else if (transition !== undefined) latest.current.onPick({ kind: 'transition', id: transition })
      else if (state !== undefined) latest.current.onPick({ kind: 'state', id: state })
    }
    element?.addEventListener('click', press)
    return () => element?.removeEventListener('click', press)
  }, [view])
}
