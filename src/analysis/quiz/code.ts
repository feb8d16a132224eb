import { byObject } from '#base/memo.ts'
import { run } from '#kernel/run.ts'
import { scenarioOf } from '#machines/scenario.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { explain, type Check } from '../explain.ts'
import { answerOf, bands, betweenText, cancelText, decided, settled, small, type Case } from './case.ts'
import type { Choosing, Wrong } from './question.ts'

/** What a cancel returned in another scenario of the same specification, and the check that decided it there. */
interface Elsewhere {
  readonly code: string
  readonly title: string
  readonly check: Check | undefined
}

const answersOf = byObject((specification: Specification) =>
  byObject((builtIn: BuiltInScenario): Elsewhere | null => {
    const trace = run(specification.model, scenarioOf(specification, builtIn))
    const back = answerOf(trace)
    if (back === undefined) return null
    const check = explain(specification, trace, back.i).find(({ verdict }) => verdict === 'decisive')
    return { code: back.code, title: builtIn.title, check }
  }),
)

/** Codes that a cancel returns in other scenarios of this specification, in an order that the dice decide, with why not here. */
function* otherCodes({ specification, trace, dice }: Case): Generator<Wrong> {
  const answer = answerOf(trace)
  const asked = answer === undefined ? [] : explain(specification, trace, answer.i)
  for (const builtIn of dice.shuffled(specification.scenarios)) {
    const other = answersOf(specification)(builtIn)
    if (other === null || other.code === answer?.code || specification.document.codes[other.code] === undefined)
      continue
    const { guard, says } = other.check ?? { guard: null, says: '' }
    const here = asked.find((check) => check.guard !== null && check.guard === guard)
    const reason =
      guard === null || says === ''
        ? `A cancel returns it in “${other.title}”.`
        : `A cancel returns it where ${small(says)}.`
    const why = here?.holds === false ? 'That is not so here.' : 'That check is not reached here.'
    yield { text: other.code, voice: 'symbol', why: `${reason} ${why}`, clauses: [], source: 'run' }
  }
}

/** What does the cancel return? Every option is a code of this specification that a cancel can return. */
export function askCode(at: Case): Choosing | null {
  const { specification, trace, cancelAt, dice, scenario } = at
  const own = specification.document.codes
  const answer = answerOf(trace)
  // A choice can let an implementation return something that no document lists: nobody could know it.
  if (answer === undefined || own[answer.code] === undefined) return null
  const { says, clauses } = decided(at)
  const near = bands(at, ({ cancel }) => cancel?.code ?? '').flatMap(({ from, to, value }): Wrong[] =>
    own[value] === undefined || value === answer.code
      ? []
      : [
          {
            text: value,
            voice: 'symbol',
            why: `Right for a cancel ${betweenText(from, to)}, not for ${cancelAt}.`,
            clauses: [],
            source: 'band',
          },
        ],
  )
  const rest = dice.shuffled(Object.keys(own).filter((code) => code !== answer.code)).map((code): Wrong => ({
    text: code,
    voice: 'symbol',
    why: `${own[code]?.means ?? ''} That check is not reached here.`.trim(),
    clauses: [],
    source: 'run',
  }))
  const right = {
    text: answer.code,
    voice: 'symbol' as const,
    why: `${says}${own[answer.code]?.means ?? ''}`.trim(),
    clauses,
  }
  const options = settled(dice, right, [...near, ...otherCodes(at), ...rest])
  return options === null
    ? null
    : {
        kind: 'code',
        prompt: `${cancelText(at)}. What does it return?`,
        scenario,
        cancelAt,
        momentAt: answer.t,
        options,
      }
}
