import type { Milestone } from '#kernel/effect.ts'
import type { Trace } from '#kernel/trace.ts'
import { eventsOf } from '../facts.ts'
import { storyOf } from '../sweep.ts'
import { answerOf, bands, citedAt, elsewhere, heldAt, movedTo, settled, small, spanText, type Case } from './case.ts'
import { milestoneWords } from './milestones.ts'
import type { Choosing, Wrong } from './question.ts'

type When = Milestone | 'answered'

/** How many bands around the cancel are looked at. */
const bandsMax = 6

const tickOf = (trace: Trace, when: When): number | undefined =>
  when === 'answered' ? answerOf(trace)?.t : trace.outcome.milestones[when]

/** What is still held at a moment? */
export function askHeld(at: Case, when: When): Choosing | null {
  const { specification, trace, cancelAt, dice, scenario } = at
  const { resources } = specification.model
  const tick = tickOf(trace, when)
  if (tick === undefined || tick < cancelAt) return null
  const title = (name: string): string => resources[name]?.title ?? name
  const asWords = (names: readonly string[]): string =>
    names.length === 0 ? 'Nothing' : names.map((name, i) => (i === 0 ? title(name) : small(title(name)))).join(' and ')
  const inOrder = (names: readonly string[]): string[] => Object.keys(resources).filter((name) => names.includes(name))
  const held = inOrder(heldAt(trace, tick))
  const used = [...new Set(eventsOf(trace, 'resource').map(({ name }) => name))]
  const free = (name: string): number | undefined =>
    eventsOf(trace, 'resource').find((event) => event.name === name && event.held === 0 && event.t > tick)?.t
  const story = inOrder(used).map((name) => {
    const until = free(name)
    if (!held.includes(name)) return `the ${small(title(name))} is free`
    return until === undefined
      ? `the ${small(title(name))} is held to the end`
      : `the ${small(title(name))} is held until ${until}`
  })
  const account = `At ${tick}, when ${milestoneWords[when]}: ${story.join('; ')}.`
  const because = (set: readonly string[]): string => {
    const missing = held.find((name) => !set.includes(name))
    if (missing !== undefined)
      return `The ${small(title(missing))} is still taken: ${free(missing) === undefined ? 'nobody gives it back in this run' : `it is free at ${free(missing) ?? ''} only`}.`
    const extra = set.find((name) => !held.includes(name))
    if (extra === undefined) return account
    return used.includes(extra)
      ? `The ${small(title(extra))} is not held at ${tick}.`
      : `Nobody takes a ${small(title(extra))} in this run.`
  }
  const wrong: Wrong[] = []
  const put = (names: readonly string[], source: Wrong['source'], before = ''): void => {
    const set = inOrder(names)
    if (set.join() !== held.join())
      wrong.push({ text: asWords(set), voice: 'plain', why: `${before}${because(set)}`, clauses: [], source })
  }
  for (const { from, to } of bands(at, storyOf).slice(0, bandsMax)) {
    const other = movedTo(at, from)
    const moment = tickOf(other, when)
    if (moment !== undefined)
      put(heldAt(other, moment), 'band', `So it is when the cancel comes ${spanText(from, to)}. Here: `)
  }
  put([], 'run')
  put(used, 'run')
  for (const name of used) put([name], 'run')
  for (const name of Object.keys(resources)) put([name], 'run')
  for (const name of Object.keys(resources)) put([...held, name], 'run')
  for (const { specification: other } of elsewhere(at)) {
    const resource = dice.pick(Object.values(other.model.resources))
    if (resource !== undefined && Object.values(resources).every((own) => own.title !== resource.title))
      wrong.push({
        text: resource.title,
        voice: 'plain',
        why: `That is held with ${other.document.title}; ${specification.document.title} knows nothing of the kind.`,
        clauses: [],
        source: 'spec',
      })
  }
  const options = settled(
    dice,
    { text: asWords(held), voice: 'plain', why: account, clauses: citedAt(trace, tick) },
    wrong,
  )
  return options === null
    ? null
    : {
        kind: 'held',
        prompt: `The cancel comes at ${cancelAt}. What is still held at the moment when ${milestoneWords[when]}?`,
        scenario,
        cancelAt,
        momentAt: tick,
        options,
      }
}
