import { askedAtOf, cancelAtOf } from '../lab/derived.ts'
import type { LabStore } from '../lab/lab.ts'
import type { Frames } from '../lab/player.ts'

/** How long the flag takes to where it was sent, in milliseconds. */
const glideTime = 420

/** Sends the cancel that is asked about to a tick. */
export const glideCancel = (lab: LabStore, tick: number, frames: Frames): void =>
  glide(lab, cancelAtOf(lab.getState().scenario), tick, frames, lab.actions.cancelAt)

/** Sends the step that is asked about to a tick. */
export const glideAsked = (lab: LabStore, tick: number, frames: Frames): void =>
  glide(lab, askedAtOf(lab.getState().scenario), tick, frames, lab.actions.askedAt)

/**
 * A step goes to a tick through those between, and the run is drawn at each of them, so that the way is part of the answer; it
 * jumps where motion is not wanted. One step of undo. Whoever changes the scenario meanwhile takes over.
 */
function glide(lab: LabStore, from: number | null, tick: number, frames: Frames, put: (tick: number) => void): void {
  if (from === null || frames.prefersReducedMotion() || lab.getState().gesture !== null) {
    put(tick)
    return
  }
  let began: number | null = null
  let own = lab.getState().scenario
  lab.actions.beginGesture()
  const move = (now: number): void => {
    if (lab.getState().scenario !== own) return
    began ??= now
    const part = Math.min(1, (now - began) / glideTime)
    put(Math.round(from + (tick - from) * (1 - (1 - part) ** 3)))
    own = lab.getState().scenario
    if (part < 1) frames.request(move)
    else lab.actions.endGesture()
  }
  frames.request(move)
}
