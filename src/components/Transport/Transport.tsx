import { memo } from 'react'
import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { endOf, traceOf } from '#store/lab/derived.ts'
import { useActions, useLab, usePlayer } from '#store/services/hooks.ts'
import { isPlaying } from '#store/lab/player.ts'
import { glossary } from '#store/explore/glossary.ts'
import { milestonesFor, type MilestoneRow } from '#store/explore/inspect.ts'
import type { LabState } from '#store/lab/lab.ts'
import parts from '#styles/parts.module.css'
import { css } from '../parts/css.ts'
import {
  FirstIcon,
  LastIcon,
  ListIcon,
  LoopIcon,
  MilestoneIcon,
  NextIcon,
  PauseIcon,
  PlayIcon,
  PreviousIcon,
} from '../parts/icons.tsx'
import { Hints } from './Hints.tsx'
import { Readout } from './Readout.tsx'
import styles from './Transport.module.css'

const quiet = css(parts.btn, parts.icon, parts.quiet)

/** Moves the playhead, and says where it is. */
export function Transport() {
  return (
    <section className={styles.transport} aria-label="Playback">
      <Steps />
      <Tell />
      <Ask />
      <Speed />
      <Jumps />
      <ListSwitch />
      <Readout />
      <Hints />
    </section>
  )
}

export function Steps({ isShort = false }: { readonly isShort?: boolean }) {
  const playing = usePlayer(isPlaying)
  const end = useLab((state) => endOf(traceOf(state.scenario)))
  const { seek, stepEvent, setPlaying } = useActions()
  return (
    <fieldset className={styles.steps} aria-label="Playhead">
      {isShort ? null : (
        <button type="button" className={quiet} aria-label="To the start" onClick={() => seek(0)}>
          <FirstIcon />
        </button>
      )}
      <button type="button" className={quiet} aria-label="Previous event" onClick={() => stepEvent(-1)}>
        <PreviousIcon />
      </button>
      <button
        type="button"
        className={css(parts.btn, parts.icon, parts.key)}
        aria-label={playing ? 'Pause' : 'Play'}
        onClick={() => setPlaying(!playing)}
      >
        {playing ? <PauseIcon /> : <PlayIcon />}
      </button>
      <button type="button" className={quiet} aria-label="Next event" onClick={() => stepEvent(1)}>
        <NextIcon />
      </button>
      {isShort ? null : (
        <button type="button" className={quiet} aria-label="To the end" onClick={() => seek(end)}>
          <LastIcon />
        </button>
      )}
    </fieldset>
  )
}

/** The run in sentences, one at a time. */
export function Tell() {
  const { openSheet } = useActions()
  return (
    <button
      type="button"
      className={css(parts.btn)}
      title="Tell the run, step by step (S)"
      onClick={() => openSheet({ kind: 'told' })}
    >
      Tell it
    </button>
  )
}

/** A question for a lesson, made from this run. */
function Ask() {
  const { openSheet } = useActions()
  return (
    <button
      type="button"
      className={css(parts.btn)}
      title="Make a question from this run"
      onClick={() => openSheet({ kind: 'ask' })}
    >
      Ask
    </button>
  )
}

const speeds: readonly (readonly [LabState['speed'], string, string])[] = [
  [0.25, '¼×', 'A quarter'],
  [1, '1×', 'Normal'],
  [4, '4×', 'Four times'],
]

export function Speed() {
  const speed = useLab((state) => state.speed)
  const loop = useLab((state) => state.loop)
  const { setSpeed, setLoop } = useActions()
  return (
    <>
      <RadioGroup
        className={css(parts.seg)}
        aria-label="Speed"
        orientation="horizontal"
        value={String(speed)}
        onChange={(value) => setSpeed(speeds.find(([each]) => String(each) === value)?.[0] ?? 1)}
      >
        {speeds.map(([value, face, name]) => (
          <Radio key={value} value={String(value)} aria-label={name}>
            {face}
          </Radio>
        ))}
      </RadioGroup>
      <button
        type="button"
        className={css(quiet, styles.loop)}
        aria-label="Loop"
        aria-pressed={loop}
        title="Loop"
        onClick={() => setLoop(!loop)}
      >
        <LoopIcon />
      </button>
    </>
  )
}

/** The run as a list of events instead of the statecharts. */
function ListSwitch() {
  const isListed = useLab((state) => state.isListed)
  const { setListed } = useActions()
  return (
    <button
      type="button"
      className={css(quiet, styles.loop)}
      aria-label="List of events"
      aria-pressed={isListed}
      title="List of events (E)"
      onClick={() => setListed(!isListed)}
    >
      <ListIcon />
    </button>
  )
}

/** To each of the milestones that the run reaches. */
function Jumps() {
  const rows = useLab((state) => milestonesFor(state.scenario))
  return (
    <fieldset className={styles.jumps} aria-label="Jump to a milestone">
      {rows.map(({ name, tick }) => (
        <Jump key={name} name={name} tick={tick} />
      ))}
    </fieldset>
  )
}

const Jump = memo(function Jump({ name, tick }: Pick<MilestoneRow, 'name' | 'tick'>) {
  const { seek } = useActions()
  const says = tick === null ? `${name}: not reached` : `${name}, at ${tick}`
  return (
    <button
      type="button"
      className={quiet}
      aria-label={says}
      title={`${says}. ${glossary[name].says}`}
      disabled={tick === null}
      onClick={() => seek(tick ?? 0)}
    >
      <MilestoneIcon name={name} />
    </button>
  )
})
