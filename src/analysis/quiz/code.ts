import { answerOf, bands, decided, elsewhere, settled, spanText, type Case } from './case.ts'
import type { Choosing, Wrong } from './question.ts'

/** What does the cancel return? */
export function askCode(at: Case): Choosing | null {
  const { specification, trace, cancelAt, dice, scenario } = at
  const { document } = specification
  const answer = answerOf(trace)
  if (answer === undefined) return null
  const { says, clauses } = decided(at)
  const own = document.codes
  const near = bands(at, ({ cancel }) => cancel?.code ?? '').flatMap(({ from, to, value }): Wrong[] =>
    value === '' || value === answer.code
      ? []
      : [
          {
            text: value,
            voice: 'symbol',
            why: `That is what a cancel ${spanText(from, to)} returns; this one comes at ${cancelAt}.`,
            clauses: [],
            source: 'band',
          },
        ],
  )
  const foreign = elsewhere(at).flatMap(({ specification: other, trace: told }): Wrong[] => {
    const code = told.outcome.cancel?.code
    if (code === undefined || own[code] !== undefined) return []
    return [
      {
        text: code,
        voice: 'symbol',
        why: `That is what ${other.document.title} returns for a cancel half-way; ${document.title} has no code of that name.`,
        clauses: [],
        source: 'spec',
      },
    ]
  })
  const rest = dice.shuffled(Object.keys(own).filter((code) => code !== answer.code)).map((code): Wrong => ({
    text: code,
    voice: 'symbol',
    why: `${own[code]?.means ?? ''} This call does not come to that.`.trim(),
    clauses: [],
    source: 'run',
  }))
  const right = {
    text: answer.code,
    voice: 'symbol' as const,
    why: `${says}${own[answer.code]?.means ?? ''}`.trim(),
    clauses,
  }
  const options = settled(dice, right, [...near, ...rest, ...foreign])
  return options === null
    ? null
    : {
        kind: 'code',
        prompt: `The cancel comes at ${cancelAt}. What does it return?`,
        scenario,
        cancelAt,
        momentAt: answer.t,
        options,
      }
}
