import { useCallback, useDeferredValue, useEffect, useLayoutEffect, useRef, useState, type KeyboardEvent } from 'react'
import { traceOf } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { eventRow, linesListed } from '#store/explore/timeline.ts'
import { remPixels } from '../parts/rem.ts'
import { EventRow } from './EventRow.tsx'
import { useLatest, useSelectedLine } from './usePicture.ts'
import styles from './EventList.module.css'

/** From this many rows on only those in view are in the page, and all have the same height. */
const virtualFrom = 300
/** Rows beyond the edges of the view that are there as well. */
const spareRows = 12

/**
 * The run as an ordered list of events in plain words: the twin of the picture, kept in step with the playhead and the selection.
 * While something is dragged it follows as soon as there is time.
 */
export function EventList() {
  const scenario = useDeferredValue(useLab((state) => state.scenario))
  const playhead = useDeferredValue(useLab((state) => state.playhead))
  const selected = useSelectedLine()
  const actions = useActions()
  const scroller = useRef<HTMLOListElement>(null)
  const [focused, setFocused] = useState<number | null>(null)
  const [view, setView] = useState({ top: 0, height: 0, row: 28 })
  const lines = linesListed(scenario)
  const { events } = traceOf(scenario)
  const isVirtual = lines.length > virtualFrom
  const current = lines.findLastIndex((line) => (events[line]?.t ?? 0) <= playhead)
  const chosen = selected === null ? -1 : lines.indexOf(selected)
  const tabStop = Math.min(lines.length - 1, focused ?? (chosen >= 0 ? chosen : Math.max(0, current)))

  const look = useCallback(() => {
    const element = scroller.current
    if (element === null) return
    const row = 1.75 * remPixels()
    const next = { top: element.scrollTop, height: element.clientHeight, row }
    setView((before) =>
      before.top === next.top && before.height === next.height && before.row === next.row ? before : next,
    )
  }, [])
  useLayoutEffect(look, [look])

  // The row of the playhead comes into view, unless somebody is reading elsewhere in the list.
  useEffect(() => {
    const element = scroller.current
    if (element === null || current < 0 || element.contains(document.activeElement)) return
    if (isVirtual) {
      const top = current * view.row
      if (top < element.scrollTop || top + view.row > element.scrollTop + element.clientHeight)
        element.scrollTop = top - element.clientHeight / 2
    } else element.querySelector(`[data-index="${current}"]`)?.scrollIntoView({ block: 'nearest' })
  }, [current, isVirtual, view.row])

  const choose = useCallback(
    (line: number, tick: number) => {
      actions.select({ kind: 'event', index: line })
      actions.seek(tick)
    },
    [actions],
  )
  const move = useLatest((event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor(view.height / view.row) - 1)
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -lines.length, End: lines.length }[
      event.key
    ]
    if (by === undefined || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = Math.max(0, Math.min(lines.length - 1, tabStop + by))
    const element = scroller.current
    if (isVirtual && element !== null) {
      const top = next * view.row
      if (top < element.scrollTop) element.scrollTop = top
      else if (top + view.row > element.scrollTop + element.clientHeight)
        element.scrollTop = top + view.row - element.clientHeight
    }
    setFocused(next)
    // The row may only now be made.
    requestAnimationFrame(() => element?.querySelector<HTMLElement>(`[data-index="${next}"]`)?.focus())
  })
  const onKeyDown = useCallback((event: KeyboardEvent) => move.current(event), [move])

  const first = isVirtual ? Math.max(0, Math.floor(view.top / view.row) - spareRows) : 0
  const last = isVirtual
    ? Math.min(lines.length, Math.ceil((view.top + view.height) / view.row) + spareRows)
    : lines.length
  return (
    <ol
      ref={scroller}
      className={styles.list}
      aria-label="Events of the run"
      data-virtual={isVirtual ? '' : undefined}
      onScroll={isVirtual ? look : undefined}
    >
      {first > 0 ? <li aria-hidden="true" style={{ height: first * view.row }} /> : null}
      {lines.slice(first, last).map((line, i) => {
        const told = eventRow(scenario, line)
        const index = first + i
        return told === null ? null : (
          <EventRow
            key={line}
            told={told}
            index={index}
            of={isVirtual ? lines.length : undefined}
            isCurrent={index === current}
            isSelected={index === chosen}
            isAhead={index > current}
            isTabStop={index === tabStop}
            onChoose={choose}
            onFocus={setFocused}
            onKeyDown={onKeyDown}
          />
        )
      })}
      {last < lines.length ? <li aria-hidden="true" style={{ height: (lines.length - last) * view.row }} /> : null}
    </ol>
  )
}
