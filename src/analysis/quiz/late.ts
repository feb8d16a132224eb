import { eventsOf, operationsOf } from '../facts.ts'
import { answerOf, bands, betweenText, cancelText, decided, settled, type Case } from './case.ts'
import type { Choosing, Wrong } from './question.ts'

const asWords = (n: number): string => (n === 0 ? 'None' : String(n))

/** How many results still arrive? */
export function askLate(at: Case): Choosing | null {
  const { specification, trace, cancelAt, dice, scenario } = at
  const operation = operationsOf(specification.model, trace).find(({ number }) => number === trace.target)
  const results = eventsOf(trace, 'result')
  const all = results.filter((event) => event.operation === trace.target)
  const answer = answerOf(trace)
  if (operation === undefined || answer === undefined || results.length === 0) return null
  const late = trace.outcome.lateResults
  const ticks = [...new Set(all.filter((event) => event.late).map(({ t }) => t))]
  const near = bands(at, ({ lateResults }) => asWords(lateResults)).map(({ from, to, value }): Wrong => ({
    text: value,
    voice: 'plain',
    why: `Right for a cancel ${betweenText(from, to)}, not for ${cancelAt}.`,
    clauses: [],
    source: 'band',
  }))
  const others = [all.length, late + 1, late + 2, late + 3, Math.max(0, late - 1)].map((n): Wrong => ({
    text: asWords(n),
    voice: 'plain',
    why:
      n === all.length
        ? 'That counts all results of the operation; only those after the cancel are late.'
        : late === 0
          ? 'No result arrives after the cancel.'
          : `${late} ${late === 1 ? 'arrives' : 'arrive'} after the cancel, at ${ticks.join(', ')}.`,
    clauses: [],
    source: 'run',
  }))
  const why =
    late === 0
      ? 'Nothing was on its way when the cancel came.'
      : `They were on their way or waiting when the cancel came. The last one arrives at ${ticks.at(-1) ?? cancelAt}.`
  const right = { text: asWords(late), voice: 'plain' as const, why, clauses: decided(at).clauses }
  const options = settled(dice, right, [...near.slice(0, 2), ...others, ...near.slice(2)])
  return options === null
    ? null
    : {
        kind: 'late',
        prompt: `${cancelText(at)}. How many results still arrive after it?`,
        scenario,
        cancelAt,
        momentAt: ticks.at(-1) ?? answer.t,
        options,
      }
}
