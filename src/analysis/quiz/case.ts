import { byObject } from '#base/memo.ts'
import { askedStep, cancelLines } from '#kernel/steps.ts'
import type { Scenario } from '#kernel/model.ts'
import { run } from '#kernel/run.ts'
import type { Outcome, Trace } from '#kernel/trace.ts'
import type { Specification } from '#machines/specification.ts'
import { explain } from '../explain.ts'
import { eventsOf, operationsOf } from '../facts.ts'
import type { Dice } from '../seed.ts'
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
/** "between 201 and 210", to stand after "a cancel". */
export const betweenText = (from: number, to: number): string =>
  from === to ? `at ${from}` : `between ${from} and ${to}`

/** How a question begins: which cancel is meant. Where the run has several operations, it says whose. */
export function cancelText({
  specification,
  trace,
  cancelAt,
}: Pick<Case, 'specification' | 'trace' | 'cancelAt'>): string {
  const operations = operationsOf(specification.model, trace)
  const isOneOfMany =
    operations.length > 1 &&
    operations.some(({ number, startedAt }) => number === trace.target && startedAt <= cancelAt)
  return `The cancel${isOneOfMany ? ` of operation ${trace.target}` : ''} comes at ${cancelAt}`
}

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
  const says = check === undefined || check.guard === null ? '' : `Decisive: ${small(check.says)}. `
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

/** Clauses that were cited on a tick. */
export const citedAt = (trace: Trace, tick: number): string[] =>
  [...new Set(eventsOf(trace, 'clause').flatMap((event) => (event.t === tick ? event.ids : [])))].slice(0, 4)

/** How much is held after a change, as far as it concerns the operation that is asked about. */
export interface Level {
  readonly name: string
  readonly t: number
  /** Index of the line that says it. */
  readonly line: number
  readonly held: number
}

/** What the target of a run holds, and what belongs to no operation, change by change; what other operations hold is left out. */
export const levelsOf = byObject((trace: Trace): readonly Level[] => {
  const totals = new Map<string, number>()
  const levels = new Map<string, number>()
  return eventsOf(trace, 'resource').flatMap(({ name, t, i, held, operation }) => {
    const change = held - (totals.get(name) ?? 0)
    totals.set(name, held)
    if (operation !== undefined && operation !== trace.target) return []
    const level = (levels.get(name) ?? 0) + change
    levels.set(name, level)
    return [{ name, t, line: i, held: level }]
  })
})

/** Names of what is held when a tick is over: by the target of the run, or by no operation. */
export function heldAt(trace: Trace, tick: number): string[] {
  const last = new Map<string, number>()
  for (const { name, t, held } of levelsOf(trace)) if (t <= tick) last.set(name, held)
  return [...last].flatMap(([name, held]) => (held > 0 ? [name] : []))
}

/** When something that is held at a tick is free; undefined where it never is, or is not held then. */
export const freeAfter = (trace: Trace, name: string, from: number): Level | undefined =>
  heldAt(trace, from).includes(name)
    ? levelsOf(trace).find((level) => level.name === name && level.held === 0 && level.t > from)
    : undefined
