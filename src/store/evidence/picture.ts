import { placeSeen, type SeenLine, type SeenPicture } from '#layout/evidence/seen.ts'
import { roundEnd, timeScale } from '#layout/scale.ts'
import { touches, type View } from '#layout/timeline/geometry.ts'
import type { Placement } from '#layout/timeline/placed.ts'
import { payloadText } from '#analysis/payload.ts'
import type { ObservedLine } from '#kernel/observed.ts'
import type { NamedRecording } from '#formats/recordingFile.ts'
import { placeTimeline, timelineFor } from '../explore/timeline.ts'
import { endOf, traceOf } from '../lab/derived.ts'
import type { Scale } from '#analysis/conform/conform.ts'
import type { Judgement } from '../workers/judgeServer.ts'
import { lineRows, payloadIn, type LineRow } from './lines.ts'

/** What was seen, and below it on the same scale the run that explains it. */
export interface EvidencePicture {
  readonly seen: SeenPicture
  readonly view: View
  readonly placement: Placement
  readonly width: number
  /** Below this line everything is inferred; null where everything was seen. `label`: where there is room to say so. */
  readonly watched: { readonly y: number; readonly label: { readonly x: number; readonly text: string } | null } | null
}

/** More lines than this are not drawn one by one; the table has them all. */
const drawnMax = 600

/** A word or two for the lane; the table below says all of it. */
function shortText({ kind, op, code, http, out, n }: ObservedLine): string {
  if (kind === 'call') return op ?? 'call'
  if (kind === 'result') return `result ${n ?? ''}`
  if (kind === 'settle') return code ?? 'end'
  const body = payloadIn(out)
  if (code === 'OK' && Object.keys(body).length > 0) return payloadText(body, 28)
  return [http === 200 || http === undefined || http === null ? null : String(http), code ?? 'answer']
    .filter((part) => part !== null)
    .join(' ')
}

/** For each return the index of the call that it answers. */
function callIndices(lines: readonly ObservedLine[]): (number | null)[] {
  const open = new Map<string, number>()
  return lines.map(({ kind, call, op, operation }, index) => {
    const key = call ?? `${op ?? ''} ${operation ?? ''}`
    if (kind === 'call') open.set(key, index)
    return kind === 'return' ? (open.get(key) ?? null) : null
  })
}

/** Where each line was seen, in ticks; one without a time stands where it is explained, else beside the line before it. */
function seenAt({ zero, unitsPerTick }: Scale, rows: readonly LineRow[]): number[] {
  let before = 0
  return rows.map(({ t, tick }) => (before = t !== null ? (t - zero) / unitsPerTick : (tick ?? before)))
}

/** @param width in pixels. @param unit a sixteenth of the root font. */
export function placeEvidence(
  read: NamedRecording,
  judgement: Judgement,
  { width, unit, measure }: Pick<View, 'width' | 'unit' | 'measure'>,
): EvidencePicture | null {
  const { run, scale: clock } = judgement.report
  if (run === null || clock === null) return null
  const rows = lineRows(read, judgement, 0).slice(0, drawnMax)
  const at = seenAt(clock, rows)
  const observed = read.opened.observation.lines
  const calls = callIndices(observed.slice(0, drawnMax))
  const lines = rows.map(({ index, tick, state, isCancel }): SeenLine => {
    const line = observed[index]
    return {
      kind: line?.kind ?? 'call',
      at: at[index] ?? 0,
      tick,
      callIndex: calls[index] ?? null,
      text: line === undefined ? '' : shortText(line),
      state: state === 'explained' || state === 'deviates' ? state : 'afterwards',
      isCancel,
    }
  })
  const timeline = timelineFor(run)
  const end = roundEnd(Math.max(endOf(traceOf(run)), ...at))
  const scale = timeScale({ from: 0, to: end }, width, unit)
  const least: View = { scale, width, height: 0, unit, measure, coarse: false, before: null }
  const view = { ...least, height: Math.ceil(placeTimeline(timeline, least).rows.need) }
  const placement = placeTimeline(timeline, view)
  return {
    seen: placeSeen(lines, scale, unit, measure),
    view,
    placement,
    width,
    watched: read.opened.from === 'trace' ? null : watchedIn(placement, view),
  }
}

const watchedText = 'below this line nobody looked'

/** Between the lane of the client, which was watched, and the next; the words stand where they touch nothing. */
function watchedIn(
  { rows, flags, texts, blocks, notches }: Placement,
  { scale, unit, measure }: View,
): EvidencePicture['watched'] {
  const [, next] = rows.lanes.filter(({ isShown }) => isShown)
  if (next === undefined) return null
  const y = next.top - 3 * unit
  const w = measure(watchedText, 11 * unit, 'sans', 400)
  const taken = [
    ...flags.map(({ box }) => box),
    ...texts.map(({ box }) => box),
    ...blocks,
    ...notches.map(({ x, y: top }) => ({ x: x - 4 * unit, y: top - 4 * unit, w: 8 * unit, h: 8 * unit })),
  ]
  for (let x = scale.left + scale.width - w; x > scale.left; x -= 12 * unit) {
    const box = { x, y: y - 13 * unit, w, h: 12 * unit }
    if (!taken.some((other) => touches(box, other, 2 * unit))) return { y, label: { x, text: watchedText } }
  }
  return { y, label: null }
}

/** Milestones of the run that is drawn that nobody saw. */
export function inferredIn(judgement: Judgement): readonly string[] {
  const { run } = judgement.report
  if (run === null) return []
  const seen = new Set(['issued', 'accepted', 'settled'])
  return Object.keys(traceOf(run).outcome.milestones).filter((name) => !seen.has(name))
}
