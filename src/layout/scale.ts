/** Ticks to pixels and back. One scale serves the rail, the lanes, the resources, the axis and the ribbon, without exception. */
export interface TimeScale {
  /** First and last tick in view. */
  readonly from: number
  readonly to: number
  /** Left edge of the time area and its width, in pixels. */
  readonly left: number
  readonly width: number
}

/** Room for names left of the time area, and air right of it, in units of a sixteenth of the root font size. */
const gutterUnits = 138
const airUnits = 14

/** The scale of a panel that is `width` pixels wide; the timeline and the ribbon below it both take it, so that their ticks meet. */
export const timeScale = (
  span: { readonly from: number; readonly to: number },
  width: number,
  unit: number,
): TimeScale => ({
  from: span.from,
  to: span.to,
  left: gutterUnits * unit,
  width: Math.max(1, width - (gutterUnits + airUnits) * unit),
})

/** Pixels of a tick; outside the time area for ticks that are not in view. */
export const xOf = (scale: TimeScale, tick: number): number =>
  scale.left + ((tick - scale.from) * scale.width) / (scale.to - scale.from)

/** The tick at a pixel, not rounded. */
export const tickOf = (scale: TimeScale, x: number): number =>
  scale.from + ((x - scale.left) * (scale.to - scale.from)) / scale.width

const steps = [1, 2, 5]

/** Distance of labelled ticks (1, 2 or 5 times a power of ten) such that labels are at least `apart` pixels from each other. */
export function tickStep(scale: TimeScale, apart: number): number {
  const wanted = ((scale.to - scale.from) * apart) / scale.width
  for (let power = 1; ; power *= 10) for (const step of steps) if (step * power >= wanted) return step * power
}

/** A round tick at or after `end` with a little air behind it: where the axis of a whole run stops. */
export function roundEnd(end: number): number {
  const wanted = Math.max(20, end * 1.04 + 4)
  const power = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1)
  return Math.ceil(wanted / (2 * power)) * 2 * power
}
