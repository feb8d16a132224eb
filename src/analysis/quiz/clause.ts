import { clausesIn } from '../citations.ts'
import { answerOf, bands, elsewhere, movedTo, settled, spanText, type Case } from './case.ts'
import type { Choosing, Wrong } from './question.ts'

/** How many bands around the cancel are looked at. */
const bandsMax = 4

/** On which clause does the answer of the cancel rest? */
export function askClause(at: Case): Choosing | null {
  const { specification, trace, cancelAt, dice, scenario } = at
  const { document } = specification
  const answer = answerOf(trace)
  const id = answer?.clauses[0]
  const clause = id === undefined ? undefined : document.clauses[id]
  if (answer === undefined || clause === undefined) return null
  const here = clausesIn(trace)
  const option = (name: string, source: Wrong['source'], why: string): Wrong[] => {
    const says = document.clauses[name]?.says
    return answer.clauses.includes(name) || says === undefined
      ? []
      : [{ text: says, voice: 'clause', why, clauses: [name], source }]
  }
  const near = bands(at, ({ cancel }) => cancel?.code ?? '')
    .slice(0, bandsMax)
    .flatMap(({ from, to }) => {
      const back = answerOf(movedTo(at, from))
      const first = back?.clauses.find((name) => !answer.clauses.includes(name))
      return back === undefined || first === undefined
        ? []
        : option(first, 'band', `It leads to ${back.code} when the cancel comes ${spanText(from, to)}.`)
    })
  const inRun = dice.shuffled([...here]).flatMap((name) => {
    const event = trace.events.find(
      (each) =>
        (each.kind === 'clause' && each.ids.includes(name)) || (each.kind === 'return' && each.clauses.includes(name)),
    )
    return option(name, 'run', `It counts in this run at ${event?.t ?? 0}, but not for what the cancel returns.`)
  })
  const rest = dice
    .shuffled(Object.keys(document.clauses).filter((each) => !here.has(each)))
    .flatMap((name) => option(name, 'run', 'It is in the document, but counts nowhere in this run.'))
  const foreign = elsewhere(at).flatMap(({ specification: other, trace: told }): Wrong[] => {
    const name = answerOf(told)?.clauses[0]
    const says = name === undefined ? undefined : other.document.clauses[name]?.says
    return name === undefined || says === undefined
      ? []
      : [
          {
            text: says,
            voice: 'clause',
            why: `That is ${name} of ${other.document.title}, which does not bind ${document.title}.`,
            clauses: [],
            source: 'spec',
          },
        ]
  })
  const right = {
    text: clause.says,
    voice: 'clause' as const,
    why: `${answer.code} rests on it${answer.clauses.length > 1 ? ', together with the others named here' : ''}.`,
    clauses: answer.clauses,
  }
  const options = settled(dice, right, [
    ...near.slice(0, 2),
    ...inRun.slice(0, 1),
    ...rest,
    ...inRun.slice(1),
    ...foreign,
  ])
  return options === null
    ? null
    : {
        kind: 'clause',
        prompt: `The cancel comes at ${cancelAt} and returns ${answer.code}. On which of these clauses does that rest?`,
        scenario,
        cancelAt,
        momentAt: answer.t,
        options,
      }
}
