import { byObject } from '#base/memo.ts'
import { factsOf, wordsOf } from '#analysis/words.ts'
import type { Scenario } from '#kernel/model.ts'
import { causesOf, related } from '#kernel/causes.ts'
import type { Target } from '#layout/timeline/placed.ts'
import { timelineOf } from '#layout/timeline/timeline.ts'
import type { MarkKind, Phase, Timeline } from '#layout/timeline/types.ts'
import type { Stretch } from '#layout/timeline/zoom.ts'
import { specificationFor, traceOf, visibleSpan } from '../lab/derived.ts'
import type { LabState } from '../lab/lab.ts'

/** The timeline for the page: the run as a picture, and what is said about its parts. */

export { tickOf, tickStep, timeScale, xOf } from '#layout/scale.ts'
export { hit, targetOf } from '#layout/timeline/hit.ts'
export { placeTimeline } from '#layout/timeline/place.ts'
export { picked } from '#layout/timeline/select.ts'
export { panned, showing, zoomed } from '#layout/timeline/zoom.ts'

export const timelineFor = byObject((scenario: Scenario): Timeline =>
  timelineOf(specificationFor(scenario).model, traceOf(scenario)),
)

/** The whole run, whatever part of it is in view. */
export const wholeSpan = (state: LabState): Stretch => visibleSpan({ ...state, span: null })

/** The pinned run, where it is one of the same specification; else null. */
export const pinnedBeside = ({ pinned, scenario }: Pick<LabState, 'pinned' | 'scenario'>): Scenario | null =>
  pinned?.spec === scenario.spec ? pinned : null

/** A line, everything that led to it and everything that came of it. */
export const relatedTo = (scenario: Scenario, line: number): ReadonlySet<number> => related(traceOf(scenario), line)

/** What something on the timeline is, in words: what, and when. */
export interface Saying {
  readonly what: string
  readonly when: string
}

const ticks = (from: number, to: number): string => (from === to ? `tick ${from}` : `ticks ${from} to ${to}`)

export function sayingOf(
  scenario: Scenario,
  { lines, many, stretch }: Pick<Target, 'lines' | 'many' | 'stretch'>,
): Saying {
  const trace = traceOf(scenario)
  const events = lines.flatMap((line) => trace.events[line] ?? [])
  const [first] = events
  if (first === undefined) return { what: '', when: '' }
  const what = wordsOf(specificationFor(scenario).model, trace, first)
  const all = events.map(({ t }) => t)
  if (many > 1)
    return {
      what: `${what}, and ${many - 1} more that are too near to tell apart`,
      when: ticks(Math.min(...all), Math.max(...all)),
    }
  if (stretch !== null)
    return { what, when: stretch.to === null ? `from tick ${stretch.from} on` : ticks(stretch.from, stretch.to) }
  if (first.kind === 'return')
    return { what, when: all.length > 1 ? `called at ${Math.min(...all)}, back at ${first.t}` : `tick ${first.t}` }
  return { what, when: ticks(Math.min(...all), Math.max(...all)) }
}

/** Lines of the trace that one can point at on the timeline, in order. */
const linesOn = byObject((timeline: Timeline): readonly number[] => {
  const { lanes, messages, flags, marks, milestones, resources } = timeline
  const spans = lanes.flatMap(({ tracks }) =>
    tracks.flatMap((track) => track.spans.filter(({ phase }) => phase !== 'idle')),
  )
  const told = [...spans, ...messages, ...flags, ...marks, ...milestones, ...resources.flatMap(({ steps }) => steps)]
  return [...new Set(told.flatMap((part) => part.lines.slice(0, 1)))].sort((a, b) => a - b)
})

/** Where the arrow keys lead from a line: in time, or along cause and effect. Stays where there is nothing that way. */
export function lineBeside(scenario: Scenario, line: number, way: 'before' | 'after' | 'cause' | 'effect'): number {
  const lines = linesOn(timelineFor(scenario))
  if (way === 'before') return lines.findLast((other) => other < line) ?? line
  if (way === 'after') return lines.find((other) => other > line) ?? line
  const trace = traceOf(scenario)
  const isShown = new Set(lines)
  const { causeOf, effectsOf } = causesOf(trace)
  if (way === 'cause') {
    for (let at = causeOf(line); at >= 0; at = causeOf(at)) if (isShown.has(at)) return at
    return line
  }
  const pending = [...effectsOf(line)]
  for (let at = pending.shift(); at !== undefined; at = pending.shift()) {
    if (isShown.has(at)) return at
    pending.push(...effectsOf(at))
  }
  return line
}

/** Where the keyboard begins: at the last thing in view that happens at or before the playhead. */
export function lineAtPlayhead(scenario: Scenario, targets: readonly Target[], playhead: number): number | null {
  const { events } = traceOf(scenario)
  let best: number | null = null
  let first: number | null = null
  for (const { lines } of targets) {
    const line = lines[0]
    const tick = line === undefined ? undefined : events[line]?.t
    if (line === undefined || tick === undefined) continue
    if (tick <= playhead && (best === null || line > best)) best = line
    if (first === null || line < first) first = line
  }
  return best ?? first
}

export interface Legend {
  readonly phases: readonly Phase[]
  readonly marks: readonly MarkKind[]
}

const legendOrder: readonly Phase[] = ['starting', 'working', 'windingDown', 'unaware', 'over', 'released', 'refused']
const markOrder: readonly MarkKind[] = ['result', 'late', 'lost', 'refused']

/** Phases and marks that occur. */
export function legendOf(timeline: Timeline): Legend {
  const phases = new Set(
    timeline.lanes.flatMap(({ tracks }) => tracks.flatMap(({ spans }) => spans.map(({ phase }) => phase))),
  )
  if (timeline.resources.some(({ steps, orphanedAt }) => orphanedAt !== null && steps.some(({ target }) => target > 0)))
    phases.add('unaware')
  const marks = new Set(timeline.marks.map(({ kind }) => kind))
  return {
    phases: legendOrder.filter((phase) => phases.has(phase)),
    marks: markOrder.filter((kind) => marks.has(kind)),
  }
}

/** One row of the list of events. */
export interface EventRow {
  readonly line: number
  readonly tick: number
  readonly words: string
  readonly facts: string
}

export function eventRow(scenario: Scenario, line: number): EventRow | null {
  const trace = traceOf(scenario)
  const event = trace.events[line]
  if (event === undefined) return null
  const { model } = specificationFor(scenario)
  const told = event.kind === 'return' || event.kind === 'command' ? factsOf(model, trace, event) : []
  const facts = told
    .filter(({ name }) => name !== 'Call' && name !== 'Code' && name !== 'Command')
    .map(({ name, value }) => `${name} ${value}`)
  return { line, tick: event.t, words: wordsOf(model, trace, event), facts: facts.join(', ') }
}

/** Lines that the list of events shows: all but citations, which belong to the line that they follow. */
export const linesListed = byObject((scenario: Scenario): readonly number[] =>
  traceOf(scenario).events.flatMap(({ kind, i }) => (kind === 'clause' ? [] : [i])),
)
