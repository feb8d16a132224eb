import { Radio, RadioGroup } from 'react-aria-components/RadioGroup'
import { endOf, traceOf } from '#store/lab/derived.ts'
import { useActions, useLab } from '#store/services/hooks.ts'
import { milestonesFor } from '#store/explore/inspect.ts'
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
      <Speed />
      <Jumps />
      <ListSwitch />
      <Readout />
      <Hints />
    </section>
  )
}

export function Steps({ isShort = false }: { readonly isShort?: boolean }) {
  const playing = useLab((state) => state.playing)
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
        title="Play in a loop"
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
  const { seek } = useActions()
  return (
    <fieldset className={styles.jumps} aria-label="Jump to a milestone">
      {rows.map(({ name, tick }) => (
        <button
          key={name}
          type="button"
          className={quiet}
          aria-label={tick === null ? `${name}: not reached` : `${name}, at ${tick}`}
          title={tick === null ? `${name}: not reached` : `${name}, at ${tick}`}
          disabled={tick === null}
          onClick={() => seek(tick ?? 0)}
        >
          <MilestoneIcon name={name} />
        </button>
      ))}
    </fieldset>
  )
}
