import { askedStep } from '#kernel/steps.ts'
import type { Milestone } from '#kernel/effect.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { operationsOf } from '../facts.ts'
import { storyOf } from '../sweep.ts'
import { wordsOf } from '../words.ts'
import {
  answerOf,
  bands,
  betweenText,
  cancelText,
  citedAt,
  freeAfter,
  levelsOf,
  movedTo,
  small,
  type Case,
} from './case.ts'
import { milestoneWords } from './milestones.ts'
import type { Marking, Moment } from './question.ts'

type Of = Milestone | { readonly free: string }

/** How many bands around the cancel are looked at. */
const bandsMax = 4

/** The tick that is asked for. What belongs to no operation is one thing only while there is one of it. */
function tickOf(trace: Trace, of: Of, cancelAt: number): number | undefined {
  if (typeof of === 'string') return trace.outcome.milestones[of]
  const isOne = levelsOf(trace).every(({ name, held, t }) => name !== of.free || t < cancelAt || held <= 1)
  return isOne ? freeAfter(trace, of.free, cancelAt)?.t : undefined
}

/** Moments that one could take for the one that is asked for; the likeliest first. */
function otherMoments(at: Case, of: Of, tick: number, words: string): Moment[] {
  const { specification, trace, cancelAt, scenario } = at
  const { model } = specification
  const found: Moment[] = []
  const put = (other: number | undefined, source: Moment['source'], why: string): void => {
    if (other === undefined || other < cancelAt || other === tick) return
    const known = found.findIndex((each) => each.tick === other)
    const before = found[known]
    if (before === undefined) found.push({ tick: other, why, source })
    // The same tick can be two things: one of this run, and where another one would have led.
    else if (before.source === 'run' && source === 'band')
      found[known] = {
        tick: other,
        why: before.why.startsWith('Without a cancel')
          ? `${before.why.slice(0, -1)}, and also ${why.replace(/^Right for/, 'with').replace(/, not for .*$/, '')}.`
          : `${before.why} ${why}`,
        source,
      }
  }
  const answer = answerOf(trace)?.t
  put(answer, 'run', 'That is when the cancel returns. An answer only means that the request arrived.')
  for (const name of ['settled', 'stopped', 'noticed', 'released', 'accepted'] as const) {
    const reached = trace.outcome.milestones[name]
    put(reached, 'run', `That is when ${milestoneWords[name]}, not when ${words}.`)
  }
  const without = run(model, {
    ...scenario,
    steps: scenario.steps.filter((_, index) => index !== askedStep(scenario)),
  })
  const natural = operationsOf(model, without).find(({ number }) => number === trace.target)?.milestones
  put(natural?.stopped, 'run', 'Without a cancel the work ends here.')
  put(natural?.settled, 'run', 'Without a cancel the client has its final result here.')
  put(cancelAt, 'run', 'That is the cancel itself. What it leads to takes time.')
  for (const { from, to } of bands(at, storyOf).slice(0, bandsMax)) {
    // The tick of its band that is the nearest to the cancel of this run.
    const moved = movedTo(at, from > cancelAt ? from : to)
    const then =
      typeof of === 'string' ? moved.outcome.milestones[of] : freeAfter(moved, of.free, from > cancelAt ? from : to)?.t
    put(then, 'band', `Right for a cancel ${betweenText(from, to)}, not for ${cancelAt}.`)
  }
  return found
}

/**
 * Half-way to the nearest other thing that happens in the run, so that whoever is nearer means this one; in ticks. Never so much that the
 * end of the axis, where the marker waits, would do as an answer.
 */
function toleranceOf(trace: Trace, tick: number, moments: readonly Moment[]): number {
  const happens = trace.events.flatMap(({ t, kind }) => (kind === 'clause' || kind === 'end' ? [] : [t]))
  const others = [...happens, ...moments.flatMap((moment) => (moment.source === 'run' ? [moment.tick] : []))].filter(
    (t) => t !== tick,
  )
  const nearest = Math.min(...others.map((t) => Math.abs(t - tick)))
  const most = 3 + Math.floor((trace.events.at(-1)?.t ?? 0) * 0.04)
  return Number.isFinite(nearest) ? Math.min(most, Math.ceil(nearest / 2) - 1) : 0
}

/** How many other moments are told. */
const toldMax = 4

/** When does something happen? Answered with a mark on the timeline. */
export function askTick(at: Case, of: Of): Marking | null {
  const { specification, trace, cancelAt, scenario } = at
  const { model } = specification
  const tick = tickOf(trace, of, cancelAt)
  if (tick === undefined || tick < cancelAt) return null
  const asked: Readonly<Record<Milestone, string>> = {
    issued: 'When is the cancel issued?',
    accepted: 'When is the cancel accepted?',
    noticed: `When does ${specification.worker} notice?`,
    stopped: 'When has the work stopped?',
    settled: 'When does the client have its final result?',
    released: 'When is everything released?',
  }
  const thing = typeof of === 'string' ? '' : `the ${small(model.resources[of.free]?.title ?? of.free)}`
  const what = typeof of === 'string' ? asked[of] : `When is ${thing} free?`
  const words = typeof of === 'string' ? milestoneWords[of] : `${thing} is free`
  const reached = trace.events.find(
    (event) =>
      event.t === tick &&
      (typeof of === 'string'
        ? event.kind === 'milestone' && event.name === of && event.operation === trace.target
        : event.i === freeAfter(trace, of.free, cancelAt)?.line),
  )
  // What changed before it did, or else with it.
  const changes = trace.events.filter((event) => event.t === tick && event.kind === 'state')
  const cause = changes.findLast(({ i }) => reached !== undefined && i < reached.i) ?? changes[0]
  const moments = otherMoments(at, of, tick, words)
  // One of the neighbouring ticks is told in any case.
  const near = moments.find(({ source }) => source === 'band')
  const told = [...(near === undefined ? [] : [near]), ...moments.filter((moment) => moment !== near)].slice(0, toldMax)
  return {
    kind: 'tick',
    prompt: `${cancelText(at)}. ${what}`,
    scenario,
    cancelAt,
    momentAt: tick,
    of: words,
    tolerance: toleranceOf(trace, tick, moments),
    why: cause === undefined ? `At ${tick} ${words}.` : `At ${tick} ${words}. ${wordsOf(model, trace, cause)}.`,
    clauses: citedAt(trace, tick),
    moments: told.sort((a, b) => a.tick - b.tick),
  }
}
