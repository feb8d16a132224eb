import { byObject } from '#base/memo.ts'
import { run } from '#kernel/run.ts'
import type { Trace } from '#kernel/trace.ts'
import { scenarioOf } from '#machines/scenario.ts'
import type { BuiltInScenario, Specification } from '#machines/specification.ts'
import { eventsOf, operationsOf, type OperationFacts } from '../facts.ts'
import { storyOf } from '../sweep.ts'
import { bands, betweenText, cancelText, movedTo, settled, type Case } from './case.ts'
import type { Choosing, Wrong } from './question.ts'

/** How many bands around the cancel are looked at. */
const bandsMax = 6

const never = 'It never ends'
const codeOf = ({ settle }: OperationFacts): string => settle?.code ?? never

/** The first operation that starts after the cancel. */
function nextIn(
  { specification }: Pick<Case, 'specification'>,
  trace: Trace,
  cancelAt: number,
): OperationFacts | undefined {
  return operationsOf(specification.model, trace).find(({ startedAt }) => startedAt > cancelAt)
}

/** Codes with which operations of a built-in scenario end. */
const endsOf = byObject((specification: Specification) =>
  byObject((builtIn: BuiltInScenario): readonly string[] => {
    const trace = run(specification.model, scenarioOf(specification, builtIn))
    return [...new Set(operationsOf(specification.model, trace).map(codeOf))]
  }),
)

/** How does the operation end that is started after the cancel? */
export function askNext(at: Case): Choosing | null {
  const { specification, scenario, trace, cancelAt, dice } = at
  const { codes } = specification.document
  const next = nextIn(at, trace, cancelAt)
  if (next === undefined) return null
  const code = codeOf(next)
  const settledAt = next.milestones.settled
  const voiceOf = (text: string): 'symbol' | 'plain' => (text === never ? 'plain' : 'symbol')
  const near = bands(at, storyOf)
    .slice(0, bandsMax)
    .flatMap(({ from, to }): Wrong[] => {
      const other = nextIn(at, movedTo(at, from), from)
      return other === undefined
        ? []
        : [
            {
              text: codeOf(other),
              voice: voiceOf(codeOf(other)),
              why: `Right for a cancel ${betweenText(from, to)}, not for ${cancelAt}.`,
              clauses: [],
              source: 'band',
            },
          ]
    })
  const others = dice.shuffled(specification.scenarios).flatMap((builtIn) =>
    endsOf(specification)(builtIn).flatMap((text): Wrong[] =>
      text === code || (text !== never && codes[text] === undefined)
        ? []
        : [
            {
              text,
              voice: voiceOf(text),
              why:
                text === never
                  ? `It does end here, at ${settledAt ?? ''}.`
                  : `${codes[text]?.otherwise ?? codes[text]?.means ?? ''} An operation ends so in “${builtIn.title}”, not here.`.trim(),
              clauses: [],
              source: 'run',
            },
          ],
    ),
  )
  const returned = eventsOf(trace, 'return').find(({ t, code: each }) => t === settledAt && each === code)
  const right = {
    text: code,
    voice: voiceOf(code),
    why:
      settledAt === undefined
        ? 'Its client never learns the outcome.'
        : `At ${settledAt}. ${codes[code]?.otherwise ?? codes[code]?.means ?? ''}`.trim(),
    clauses: returned?.clauses ?? [],
  }
  const options = settled(dice, right, [...near, ...others])
  return options === null
    ? null
    : {
        kind: 'next',
        prompt: `${cancelText(at)}. The next operation starts at ${next.startedAt}. How does it end?`,
        scenario,
        cancelAt,
        momentAt: settledAt ?? trace.events.at(-1)?.t ?? cancelAt,
        options,
      }
}
