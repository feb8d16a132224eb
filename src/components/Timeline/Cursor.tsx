import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { useActions, useLab, useLabStore } from '#store/hooks.ts'
import { lineAtPlayhead, lineBeside, sayingOf, showing, targetOf, wholeSpan } from '#store/timeline.ts'
import { traceOf, visibleSpan } from '#store/derived.ts'
import { around } from './paths.ts'
import { useSelectedLine, type Picture } from './usePicture.ts'
import styles from './Timeline.module.css'

const ways = { ArrowLeft: 'before', ArrowRight: 'after', ArrowUp: 'cause', ArrowDown: 'effect' } as const
const isWay = (key: string): key is keyof typeof ways => key in ways

/**
 * The keyboard's place in the picture: a button on one part of it at a time. Left and Right go on in time, Up to the cause, Down to
 * the effect. It is made anew at each place, so that a screen reader reads each.
 */
export function Cursor({ picture }: { readonly picture: Picture }) {
  const lab = useLabStore()
  const actions = useActions()
  const scenario = useLab((state) => state.scenario)
  const playhead = useLab((state) => state.playhead)
  const selected = useSelectedLine()
  const [own, setOwn] = useState<number | null>(null)
  const button = useRef<HTMLButtonElement>(null)
  const hint = useId()
  const wantsFocus = useRef(false)
  const line = own ?? selected ?? lineAtPlayhead(scenario, picture.placement.targets, playhead)

  useEffect(() => {
    if (wantsFocus.current) button.current?.focus({ preventScroll: true })
    wantsFocus.current = false
  }, [line])

  if (line === null) return null
  const target = targetOf(picture.placement.targets, line)
  const box = target === null ? { x: picture.view.scale.left, y: picture.placement.rows.rail.top, w: 0, h: 0 } : around(target.shape)
  const { what, when } = sayingOf(scenario, target ?? { lines: [line], many: 1, stretch: null })

  const onKeyDown = (event: KeyboardEvent): void => {
    if (!isWay(event.key) || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    const next = lineBeside(scenario, line, ways[event.key])
    const tick = traceOf(scenario).events[next]?.t ?? 0
    const state = lab.getState()
    if (state.span !== null) actions.setSpan(showing(visibleSpan(state), wholeSpan(state), tick))
    wantsFocus.current = next !== line
    setOwn(next)
    if (selected !== null) actions.select({ kind: 'event', index: next })
  }
  return (
    <>
    <span id={hint} hidden>
      Left and Right: earlier and later. Up: its cause. Down: its effect.
    </span>
    <button
      key={line}
      ref={button}
      type="button"
      className={styles.cursor}
      aria-label={`${what}, ${when}`}
      aria-pressed={selected === line}
      aria-describedby={hint}
      style={{ transform: `translate(${box.x - 3}px, ${box.y - 3}px)`, width: box.w + 6, height: box.h + 6 }}
      onKeyDown={onKeyDown}
      onBlur={() => {
        if (!wantsFocus.current) setOwn(null)
      }}
      onClick={() => actions.select(selected === line ? null : { kind: 'event', index: line })}
    />
    </>
  )
}
