import { askedStep, cancelLines } from '#kernel/steps.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import type { Specification } from '#machines/specification.ts'
import { explain } from '../explain.ts'
import { eventsOf } from '../facts.ts'
import type { Dice } from '../seed.ts'
import { tell, type ToldStory } from '../story.ts'
import { bandsOf, sweep, sweepEnd } from '../sweep.ts'
import { optionCount, type Option, type Wrong } from './question.ts'

/** Everything that is known about the run that is asked about. */
export interface Case {
  readonly specification: Specification
  readonly scenario: Scenario
  readonly trace: Trace
  readonly cancelAt: number
  readonly dice: Dice
}

export const small = (words: string): string => words.replace(/^[A-Z](?=[a-z])/, (letter) => letter.toLowerCase())
export const spanText = (from: number, to: number): string => (from === to ? `at ${from}` : `from ${from} to ${to}`)

/**
 * The right option and three wrong ones, in an order that the dice decide: the first of what neighbouring ticks and what other
 * specifications give, then whatever else there is. Null where the run does not offer enough of them.
 */
export function settled(dice: Dice, right: Omit<Option, 'source'>, wrong: readonly Wrong[]): readonly Option[] | null {
  const taken: Option[] = [{ ...right, source: 'here' }]
  const take = (option: Wrong | undefined): void => {
    if (option !== undefined && taken.length < optionCount) taken.push(option)
  }
  const isNew = ({ text }: Wrong): boolean => taken.every((other) => other.text !== text)
  take(wrong.find((option) => option.source === 'band' && isNew(option)))
  take(wrong.find((option) => option.source === 'spec' && isNew(option)))
  for (const option of wrong) if (isNew(option)) take(option)
  return taken.length < optionCount ? null : dice.shuffled(taken)
}

/** What the cancel returned that the outcome speaks of. */
export const answerOf = (trace: Trace): Extract<Trace['events'][number], { kind: 'return' }> | undefined =>
  cancelLines(trace)?.back ?? undefined

/** Why a call returned what it did: the check that decided, and its clauses. */
export function decided({ specification, trace }: Case): {
  readonly says: string
  readonly clauses: readonly string[]
} {
  const back = answerOf(trace)
  if (back === undefined) return { says: '', clauses: [] }
  const check = explain(specification, trace, back.i).find(({ verdict }) => verdict === 'decisive')
  // The way that is left when nothing else is true says nothing by itself.
  const says = check === undefined || check.guard === null ? '' : `${check.says}: that decides it. `
  return { says, clauses: back.clauses }
}

/** How far around the cancel other answers are looked for, in ticks: it bounds the work. A band at the rim may go on beyond it. */
const reach = 160

const distance = ({ from, to }: { readonly from: number; readonly to: number }, at: number): number =>
  Math.max(from - at, at - to, 0)

/** Ticks around this one at which the cancel could come as well, by what a key says of their outcome; the nearest first. */
export function bands(
  { specification, scenario, cancelAt }: Case,
  key: (outcome: Outcome) => string,
): { readonly from: number; readonly to: number; readonly value: string }[] {
  const step = askedStep(scenario)
  const range = {
    step,
    from: Math.max(0, cancelAt - reach),
    to: Math.min(cancelAt + reach, sweepEnd(specification.model, scenario, step)),
  }
  return bandsOf(sweep(specification.model, scenario, range), key)
    .map(({ from, to, outcome }) => ({ from, to, value: key(outcome) }))
    .filter(({ from, to }) => cancelAt < from || cancelAt > to)
    .sort((a, b) => distance(a, cancelAt) - distance(b, cancelAt))
}

/** The run with its first cancel at another tick. */
export function movedTo({ specification, scenario }: Case, tick: number): Trace {
  const step = askedStep(scenario)
  return run(specification.model, {
    ...scenario,
    steps: scenario.steps.map((each, index) => (index === step ? { ...each, at: tick } : each)),
  })
}

const known = new Map<Specification, ToldStory>()

/** Another specification, with the story of a cancel half-way. */
function halfWay(specification: Specification): ToldStory {
  const told = known.get(specification) ?? tell(specification, 'half-way', 0.5)
  known.set(specification, told)
  return told
}

/** The other specifications, in an order that the dice decide, each with the story of a cancel half-way. */
export const elsewhere = ({ dice, specification }: Case): ToldStory[] =>
  dice.shuffled(specifications.filter((other) => other !== specification)).map(halfWay)

/** Clauses that were cited on a tick. */
export const citedAt = (trace: Trace, tick: number): string[] =>
  [...new Set(eventsOf(trace, 'clause').flatMap((event) => (event.t === tick ? event.ids : [])))].slice(0, 4)

/** Names of what is held when a tick is over. */
export function heldAt(trace: Trace, tick: number): string[] {
  const totals = new Map<string, number>()
  for (const event of eventsOf(trace, 'resource')) if (event.t <= tick) totals.set(event.name, event.held)
  return [...totals].flatMap(([name, held]) => (held > 0 ? [name] : []))
}
