import { askedStep } from '#kernel/steps.ts'
import type { Milestone } from '#kernel/effect.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { eventsOf, operationsOf } from '../facts.ts'
import { storyOf } from '../sweep.ts'
import { wordsOf } from '../words.ts'
import { answerOf, bands, citedAt, elsewhere, heldAt, movedTo, small, spanText, type Case } from './case.ts'
import { milestoneWords } from './milestones.ts'
import type { Marking, Moment } from './question.ts'

type Of = Milestone | { readonly free: string }

/** How many bands around the cancel are looked at. */
const bandsMax = 4

/** When a resource that is held at a tick is free. */
const freeAt = (trace: Trace, name: string, from: number): number | undefined =>
  heldAt(trace, from).includes(name)
    ? eventsOf(trace, 'resource').find((event) => event.name === name && event.held === 0 && event.t > from)?.t
    : undefined

/** Moments that one could take for the one that is asked for; the likeliest first. */
function otherMoments(at: Case, of: Of, tick: number): Moment[] {
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
      found[known] = { tick: other, why: `${before.why} ${why}`, source }
  }
  const answer = answerOf(trace)?.t
  put(answer, 'run', `At ${answer ?? ''} the cancel has only been answered.`)
  for (const name of ['settled', 'stopped', 'noticed', 'released', 'accepted'] as const) {
    const reached = trace.outcome.milestones[name]
    put(reached, 'run', `At ${reached ?? ''} ${milestoneWords[name]}; that is something else.`)
  }
  const without = run(model, {
    ...scenario,
    steps: scenario.steps.filter((_, index) => index !== askedStep(scenario)),
  })
  const natural = operationsOf(model, without).find(({ number }) => number === trace.target)?.milestones
  put(natural?.stopped, 'run', 'By then the work would have been over if nobody had cancelled.')
  put(natural?.settled, 'run', 'Then the client would have had its result if nobody had cancelled.')
  put(cancelAt, 'run', 'That is the cancel itself; asking takes no time, everything after it does.')
  for (const { from, to } of bands(at, storyOf).slice(0, bandsMax)) {
    // The tick of its band that is the nearest to the cancel of this run.
    const moved = movedTo(at, from > cancelAt ? from : to)
    const then =
      typeof of === 'string' ? moved.outcome.milestones[of] : freeAt(moved, of.free, from > cancelAt ? from : to)
    put(then, 'band', `So it would be if the cancel came ${spanText(from, to)}.`)
  }
  for (const { specification: other, trace: told, cancelAt: there } of elsewhere(at)) {
    const then = typeof of === 'string' ? told.outcome.milestones[of] : told.outcome.milestones.released
    if (then !== undefined)
      put(
        cancelAt + then - there,
        'spec',
        `As long after the cancel as with ${other.document.title}, cancelled half-way.`,
      )
  }
  return found
}

/** Half-way to the nearest other thing that happens in the run, so that whoever is nearer means this one; in ticks. */
function toleranceOf(trace: Trace, tick: number, moments: readonly Moment[]): number {
  const happens = trace.events.flatMap(({ t, kind }) => (kind === 'clause' || kind === 'end' ? [] : [t]))
  const others = [...happens, ...moments.flatMap((moment) => (moment.source === 'run' ? [moment.tick] : []))].filter(
    (t) => t !== tick,
  )
  const nearest = Math.min(...others.map((t) => Math.abs(t - tick)))
  return Number.isFinite(nearest) ? Math.ceil(nearest / 2) - 1 : 0
}

/** How many other moments are told. */
const toldMax = 4

/** When does something happen? Answered with a mark on the timeline. */
export function askTick(at: Case, of: Of): Marking | null {
  const { specification, trace, cancelAt, scenario } = at
  const { model } = specification
  const tick = typeof of === 'string' ? trace.outcome.milestones[of] : freeAt(trace, of.free, cancelAt)
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
        ? event.kind === 'milestone' && event.name === of
        : event.kind === 'resource' && event.name === of.free),
  )
  // What changed before it did, or else with it.
  const changes = trace.events.filter((event) => event.t === tick && event.kind === 'state')
  const cause = changes.findLast(({ i }) => reached !== undefined && i < reached.i) ?? changes[0]
  const moments = otherMoments(at, of, tick)
  // One of the neighbouring ticks and one of another specification are told in any case.
  const first = (['band', 'spec'] as const).flatMap(
    (source) => moments.find((moment) => moment.source === source) ?? [],
  )
  const told = [...first, ...moments.filter((moment) => !first.includes(moment))].slice(0, toldMax)
  return {
    kind: 'tick',
    prompt: `The cancel comes at ${cancelAt}. ${what}`,
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
