/** A stretch of time, in ticks. */
export interface Stretch {
  readonly from: number
  readonly to: number
}

/** Nobody wants to see less than this. */
const least = 8

const within = ({ from, to }: Stretch, whole: Stretch): Stretch => {
  const length = Math.min(to - from, whole.to - whole.from)
  const begin = Math.max(whole.from, Math.min(whole.to - length, from))
  return { from: begin, to: begin + length }
}

/** Zooms so that the tick `at` stays where it is; null: the whole run is in view. */
export function zoomed(now: Stretch, whole: Stretch, factor: number, at: number): Stretch | null {
  const length = Math.max(Math.min(least, whole.to - whole.from), (now.to - now.from) / factor)
  if (length >= whole.to - whole.from) return null
  const part = (at - now.from) / (now.to - now.from)
  return within({ from: at - part * length, to: at + (1 - part) * length }, whole)
}

/** Moves the view by some ticks, as far as the run goes. */
export const panned = (now: Stretch, whole: Stretch, by: number): Stretch =>
  within({ from: now.from + by, to: now.to + by }, whole)

/** The view in which a tick can be seen, moved no more than needed. */
export function showing(now: Stretch, whole: Stretch, tick: number): Stretch {
  const margin = (now.to - now.from) * 0.08
  if (tick >= now.from && tick <= now.to) return now
  return panned(now, whole, tick < now.from ? tick - margin - now.from : tick + margin - now.to)
}
