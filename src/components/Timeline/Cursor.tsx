import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { isPlaying } from '#store/lab/player.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import { meansOf } from '#store/explore/means.ts'
import { lineAtPlayhead, lineBeside, sayingOf, showing, targetOf, wholeSpan } from '#store/explore/timeline.ts'
import { traceOf, visibleSpan } from '#store/lab/derived.ts'
import { around } from './paths.ts'
import { Tip } from './Tip.tsx'
import { useSelectedLine, type Picture } from './usePicture.ts'
import styles from './Cursor.module.css'

const ways = { ArrowLeft: 'before', ArrowRight: 'after', ArrowUp: 'cause', ArrowDown: 'effect' } as const
const isWay = (key: string): key is keyof typeof ways => key in ways

/**
 * The keyboard's place in the picture: a button on one part of it at a time. Left and Right go on in time, Up to the cause, Down to
 * the effect. It is made anew at each place, so that a screen reader reads each.
 */
export function Cursor({ picture }: { readonly picture: Picture }) {
  const lab = useLabStore()
  const { actions } = lab
  const scenario = useLab((state) => state.scenario)
  const playhead = useLab((state) => state.playhead)
  const selected = useSelectedLine()
  const [own, setOwn] = useState<number | null>(null)
  const [isShown, setShown] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const hint = useId()
  const wantsFocus = useRef(false)
  const { placement, view } = picture
  const line = own ?? selected ?? lineAtPlayhead(scenario, placement.targets, playhead)

  useEffect(() => {
    if (wantsFocus.current) button.current?.focus({ preventScroll: true })
    wantsFocus.current = false
  }, [line])

  if (line === null) return null
  const target = targetOf(placement.targets, line)
  const box = target === null ? { x: view.scale.left, y: placement.rows.rail.top, w: 0, h: 0 } : around(target.shape)
  const told = target ?? { lines: [line], many: 1, stretch: null }
  const saying = sayingOf(scenario, told)
  const means = meansOf(scenario, told)

  const go = (way: (typeof ways)[keyof typeof ways]): void => {
    const next = lineBeside(scenario, line, way)
    const tick = traceOf(scenario).events[next]?.t ?? 0
    const state = lab.getState()
    if (state.span !== null) actions.setSpan(showing(visibleSpan(state), wholeSpan(state), tick))
    wantsFocus.current = next !== line
    setOwn(next)
    if (selected !== null) actions.select({ kind: 'event', index: next })
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    if (isWay(event.key)) go(ways[event.key])
    else if (event.key === ' ') actions.setPlaying(!isPlaying(lab.player.getSnapshot()))
    else if (event.key === 'Escape') actions.select(null)
    else return
    event.preventDefault()
  }
  return (
    <>
      <span id={hint} hidden>
        {means} Left and Right: earlier and later. Up: its cause. Down: its effect.
      </span>
      <button
        key={line}
        ref={button}
        type="button"
        data-cursor=""
        data-screen-only=""
        className={styles.cursor}
        aria-label={`${saying.what}, ${saying.when}`}
        aria-pressed={selected === line}
        aria-describedby={hint}
        style={{ transform: `translate(${box.x - 3}px, ${box.y - 3}px)`, width: box.w + 6, height: box.h + 6 }}
        onKeyDown={onKeyDown}
        // Space plays, here as everywhere; a button would take it for a press.
        onKeyUp={(event) => {
          if (event.key === ' ') event.preventDefault()
        }}
        onFocus={({ currentTarget }) => setShown(currentTarget.matches(':focus-visible'))}
        onBlur={() => {
          setShown(false)
          if (!wantsFocus.current) setOwn(null)
        }}
        onClick={() => actions.select(selected === line ? null : { kind: 'event', index: line })}
      />
      {isShown ? (
        <Tip
          saying={saying}
          means={means}
          x={Math.min(box.x + box.w, view.width - 40)}
          y={box.y + box.h}
          width={view.width}
          height={view.height}
        />
      ) : null}
    </>
  )
}
