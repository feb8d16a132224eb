import { clausesIn } from '../citations.ts'
import { answerOf, bands, betweenText, cancelText, movedTo, settled, type Case } from './case.ts'
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
        : option(first, 'band', `It leads to ${back.code} for a cancel ${betweenText(from, to)}, not for ${cancelAt}.`)
    })
  const inRun = dice.shuffled([...here]).flatMap((name) => {
    const event = trace.events.find(
      (each) =>
        (each.kind === 'clause' && each.ids.includes(name)) || (each.kind === 'return' && each.clauses.includes(name)),
    )
    return option(name, 'run', `It applies at ${event?.t ?? 0}, but does not decide the return code.`)
  })
  const rest = dice
    .shuffled(Object.keys(document.clauses).filter((each) => !here.has(each)))
    .flatMap((name) => option(name, 'run', 'It does not apply anywhere in this run.'))
  const right = {
    text: clause.says,
    voice: 'clause' as const,
    why: `It requires ${answer.code}${answer.clauses.length > 1 ? ', together with the others named here' : ''}.`,
    clauses: answer.clauses,
  }
  const options = settled(dice, right, [...near.slice(0, 2), ...inRun.slice(0, 1), ...rest, ...inRun.slice(1)])
  return options === null
    ? null
    : {
        kind: 'clause',
        prompt: `${cancelText(at)} and returns ${answer.code}. Which clause requires this?`,
        scenario,
        cancelAt,
        momentAt: answer.t,
        options,
      }
}
