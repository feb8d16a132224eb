import type { LabStore } from '../lab/lab.ts'
import type { Frames } from '../lab/player.ts'

/** How long the flag takes to where it was sent, in milliseconds. */
const glideTime = 420

/**
 * Sends the first cancel to a tick. It goes there step by step, and the run is drawn at each of them, so that the way is part of
 * the answer; it jumps where motion is not wanted. One step of undo. Whoever changes the scenario meanwhile takes over.
 */
export function glideCancel(lab: LabStore, tick: number, frames: Frames): void {
  const from = lab.getState().scenario.steps.find((step) => step.do === 'cancel')?.at
  if (from === undefined || frames.prefersReducedMotion() || lab.getState().gesture !== null) {
    lab.actions.cancelAt(tick)
    return
  }
  let began: number | null = null
  let own = lab.getState().scenario
  lab.actions.beginGesture()
  const move = (now: number): void => {
    if (lab.getState().scenario !== own) return
    began ??= now
    const part = Math.min(1, (now - began) / glideTime)
    lab.actions.cancelAt(Math.round(from + (tick - from) * (1 - (1 - part) ** 3)))
    own = lab.getState().scenario
    if (part < 1) frames.request(move)
    else lab.actions.endGesture()
  }
  frames.request(move)
}
