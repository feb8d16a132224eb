import { createStore, type StoreApi } from 'zustand/vanilla'
import { narrationOf, type Telling } from '#analysis/narration.ts'
import { byObject } from '#base/memo.ts'
import type { Trace } from '#kernel/trace.ts'
import type { Scenario } from '#kernel/model.ts'
import { specificationFor, traceOf } from '../lab/derived.ts'
import type { Frames } from '../lab/player.ts'

export type { Telling }

/** A run in sentences. */
export const narrationFor = (scenario: Scenario): readonly Telling[] => narrations(traceOf(scenario))
const narrations = byObject((trace: Trace) => narrationOf(specificationFor(trace.scenario), trace))

export interface TellerState {
  /** Which sentence is told. */
  readonly index: number
  /** Where the playhead is, in ticks; between two sentences it is on its way, and then no whole number. */
  readonly at: number
  readonly playing: boolean
}

/** So long one sentence stands before the next one, at normal speed: milliseconds. */
export const sentenceTime = 2500
/** So long a single step takes. */
export const stepTime = 700

/** What is shown so long after the beginning (milliseconds) of a run that is told without a stop; null: it is over. */
export function tellingAt(tellings: readonly Telling[], time: number): Pick<TellerState, 'index' | 'at'> | null {
  const index = Math.floor(time / sentenceTime)
  const telling = tellings[index]
  if (telling === undefined) return null
  const to = tellings[index + 1]?.tick ?? telling.tick
  return { index, at: telling.tick + (to - telling.tick) * (time / sentenceTime - index) }
}

/** A run that is told sentence by sentence: by itself up to the next milestone, or one step at a time, forward and back alike. */
export class Teller {
  readonly store: StoreApi<TellerState>
  private readonly frames: Frames
  private readonly tellings: readonly Telling[]
  private frame = 0
  /** Where a single step is on its way to. */
  private goal: number | null = null

  constructor(frames: Frames, tellings: readonly Telling[], index = 0) {
    this.frames = frames
    this.tellings = tellings
    const at = tellings[index]?.tick ?? 0
    this.store = createStore<TellerState>()(() => ({ index, at, playing: false }))
  }

  /** Goes on by itself, and stands at the next milestone or at the end. `speed`: times normal. */
  play(speed: number): void {
    const { index } = this.store.getState()
    if (index >= this.tellings.length - 1) return
    this.store.setState({ playing: true })
    this.walk(index + 1, sentenceTime / speed, () => {
      const now = this.store.getState().index
      if (this.tellings[now]?.milestone !== null || now >= this.tellings.length - 1)
        this.store.setState({ playing: false })
      else this.play(speed)
    })
  }

  pause(): void {
    this.stopFrame()
    this.store.setState({ playing: false })
  }

  /** To the next (1) or the previous (-1) sentence, and stands there. */
  step(direction: 1 | -1): void {
    // Whoever presses again before it has arrived is taken there at once: no press is lost.
    const { goal } = this
    const next = (goal ?? this.store.getState().index) + direction
    if (this.tellings[next] === undefined) return
    if (direction === -1 || this.frames.prefersReducedMotion()) return this.go(next)
    if (goal === null) this.store.setState({ playing: false })
    else this.go(goal)
    this.walk(next, stepTime, () => (this.goal = null))
    this.goal = next
  }

  /** To a sentence, at once. */
  go(index: number): void {
    const telling = this.tellings[index]
    if (telling === undefined) return
    this.stopFrame()
    this.store.setState({ index, at: telling.tick, playing: false })
  }

  /** Shows a moment of it, for a film. */
  show(moment: Pick<TellerState, 'index' | 'at'>): void {
    this.stopFrame()
    this.store.setState({ ...moment, playing: false })
  }

  private stopFrame(): void {
    this.goal = null
    this.frames.cancel(this.frame)
  }

  /** The playhead goes to a sentence's tick, evenly; the sentence is there when it arrives. Where little motion is wanted it jumps. */
  private walk(index: number, time: number, arrived: () => void): void {
    this.stopFrame()
    const from = this.store.getState().at
    const to = this.tellings[index]?.tick ?? from
    const isCalm = this.frames.prefersReducedMotion()
    const before = this.store.getState().index
    let first: number | null = null
    const tick = (now: number): void => {
      first ??= now
      const part = time === 0 ? 1 : Math.min(1, (now - first) / time)
      if (part < 1) {
        this.store.setState({ index: before, at: isCalm ? from : from + (to - from) * part })
        this.frame = this.frames.request(tick)
        return
      }
      this.store.setState({ index, at: to })
      arrived()
    }
    this.frame = this.frames.request(tick)
  }
}
