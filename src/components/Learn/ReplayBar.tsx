import { useEffect } from 'react'
import { endOf, traceOf } from '#store/lab/derived.ts'
import { useLab, useLabStore } from '#store/services/hooks.ts'
import type { Replay } from '#store/learn/replay.ts'
import { eventRow, linesListed } from '#store/explore/timeline.ts'
import type { Scenario } from '#store/lab/types.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import { PauseIcon, PlayIcon } from '../parts/icons.tsx'
import styles from './Run.module.css'

interface Props {
  readonly scenario: Scenario
  readonly at: number
  readonly playing: boolean
  /** null: it is covered still. */
  readonly replay: Replay | null
}

/** What was the last thing to happen by a tick. */
function wordsAt(scenario: Scenario, tick: number): string {
  const { events } = traceOf(scenario)
  const line = linesListed(scenario).findLast((each) => (events[each]?.t ?? 0) <= tick && events[each]?.kind !== 'end')
  const row = line === undefined ? null : eventRow(scenario, line)
  return row === null ? '' : `${row.tick === tick ? '' : `${row.tick}: `}${row.words}`
}

/** Plays the run again after the answer, and leads to every tick of it. */
export function ReplayBar({ scenario, at, playing, replay }: Props) {
  usePlayKey(replay, playing)
  const words = replay === null ? 'The future is covered until you answer.' : wordsAt(scenario, at)
  return (
    <fieldset className={styles.bar} aria-label="Replay">
      <button
        type="button"
        className={css(parts.btn, parts.icon, replay !== null && parts.key)}
        aria-label={playing ? 'Pause' : 'Play'}
        disabled={replay === null}
        onClick={() => replay?.send({ type: playing ? 'pause' : 'play' })}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <input
        type="range"
        className={styles.scrub}
        aria-label="Playhead"
        aria-valuetext={`tick ${at}: ${words}`}
        min={0}
        max={endOf(traceOf(scenario))}
        value={at}
        disabled={replay === null}
        onChange={(event) => replay?.send({ type: 'seek', tick: Number(event.target.value) })}
      />
      <output className={styles.tick}>{at}</output>
      <p className={styles.now}>{words}</p>
    </fieldset>
  )
}

/** Space plays and pauses, wherever the focus is but on something that takes it itself. */
function usePlayKey(replay: Replay | null, playing: boolean): void {
  const lab = useLabStore()
  const singleKeys = useLab((state) => state.singleKeys)
  useEffect(() => {
    const down = (event: KeyboardEvent): void => {
      if (
        event.key !== ' ' ||
        replay === null ||
        !singleKeys ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        lab.getState().sheet !== null
      )
        return
      if (
        event.target instanceof Element &&
        event.target.closest(
          'button, a, summary, input:not([type=range]), textarea, [role=tab], [role=dialog], [role=menu], [role=listbox]',
        ) !== null
      )
        return
      event.preventDefault()
      replay.send({ type: playing ? 'pause' : 'play' })
    }
    document.addEventListener('keydown', down)
    return () => document.removeEventListener('keydown', down)
  }, [lab, singleKeys, replay, playing])
}
