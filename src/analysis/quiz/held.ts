import type { Milestone } from '#kernel/effect.ts'
import type { Trace } from '#kernel/trace.ts'
import { storyOf } from '../sweep.ts'
import {
  answerOf,
  bands,
  betweenText,
  cancelText,
  citedAt,
  freeAfter,
  heldAt,
  levelsOf,
  movedTo,
  settled,
  small,
  type Case,
} from './case.ts'
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
  const used = [...new Set(levelsOf(trace).map(({ name }) => name))]
  const free = (name: string): number | undefined => freeAfter(trace, name, tick)?.t
  const story = inOrder(used).map((name) => {
    const until = free(name)
    if (!held.includes(name)) return `the ${small(title(name))} is free`
    return until === undefined
      ? `the ${small(title(name))} is never released`
      : `the ${small(title(name))} is held until ${until}`
  })
  const account = `At ${tick}, when ${milestoneWords[when]}: ${story.join('; ')}.`
  const because = (set: readonly string[]): string => {
    const missing = held.find((name) => !set.includes(name))
    if (missing !== undefined)
      return `The ${small(title(missing))} is still held: ${free(missing) === undefined ? 'nobody releases it in this run' : `it is not free until ${free(missing) ?? ''}`}.`
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
      put(heldAt(other, moment), 'band', `Right for a cancel ${betweenText(from, to)}, not for ${cancelAt}. `)
  }
  put([], 'run')
  put(used, 'run')
  for (const name of used) put([name], 'run')
  for (const name of Object.keys(resources)) put([name], 'run')
  for (const name of Object.keys(resources)) put([...held, name], 'run')
  const options = settled(
    dice,
    { text: asWords(held), voice: 'plain', why: account, clauses: citedAt(trace, tick) },
    wrong,
  )
  return options === null
    ? null
    : {
        kind: 'held',
        prompt: `${cancelText(at)}. What is still held when ${milestoneWords[when]}?`,
        scenario,
        cancelAt,
        momentAt: tick,
        options,
      }
}
