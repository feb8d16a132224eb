import { ensure } from '#base/assert.ts'
import type { Trace } from '#kernel/trace.ts'
import { specifications } from '#machines/index.ts'
import type { Dice } from '../seed.ts'
import { stories, tell, type ToldStory } from '../story.ts'
import { answerOf, settled } from './case.ts'
import type { Ask, Choosing, Measure, Wrong } from './question.ts'

const measures: Readonly<
  Record<
    Measure,
    { readonly prompt: string; readonly of: (trace: Trace) => number; readonly right: string; readonly wrong: string }
  >
> = {
  toldFirst: {
    prompt: 'Which API reports “over” earliest while work continues?',
    of: ({ outcome: { milestones } }) => (milestones.stopped ?? 0) - (milestones.settled ?? Number.MAX_SAFE_INTEGER),
    right: 'No other API reports it so early.',
    wrong: 'Another API reports it earlier.',
  },
  refuses: {
    prompt: 'Which API reports an error?',
    of: ({ outcome }) => (outcome.cancel !== null && outcome.milestones.accepted === undefined ? 1 : 0),
    right: 'It alone says that there was nothing left to cancel.',
    wrong: 'It accepts the cancel, with no effect.',
  },
  neverTold: {
    prompt: 'In which API does the client never learn the outcome?',
    of: ({ outcome }) => (outcome.milestones.settled === undefined ? 1 : 0),
    right: 'The outcome could only have come over the lost connection.',
    wrong: 'The client learns the outcome.',
  },
}

const fromCancel = (tick: number | undefined, cancelAt: number): string => {
  if (tick === undefined) return 'never'
  if (tick === cancelAt) return 'with the cancel'
  return tick < cancelAt ? `${cancelAt - tick} ticks before the cancel` : `${tick - cancelAt} ticks after the cancel`
}

/** Of which specification is it true? */
export function askWhich(ask: Extract<Ask, { kind: 'which' }>, dice: Dice): Choosing | null {
  const measure = measures[ask.measure]
  const moment = stories.find(({ id }) => id === ask.story)?.moment ?? 0.5
  const told = specifications.map((specification) => tell(specification, ask.story, moment))
  const [first, second] = told.toSorted((a, b) => measure.of(b.trace) - measure.of(a.trace))
  if (first === undefined || second === undefined || measure.of(first.trace) === measure.of(second.trace)) return null
  const option = ({ specification, trace, cancelAt }: ToldStory): Omit<Wrong, 'source'> => {
    const { settled: settledAt, stopped } = trace.outcome.milestones
    const isFirst = trace === first.trace
    const code =
      trace.outcome.cancel === null ? 'The cancel returns nothing' : `The cancel returns ${trace.outcome.cancel.code}`
    return {
      text: specification.document.title,
      voice: 'symbol',
      why: `${isFirst ? measure.right : measure.wrong} ${code}; final result: ${fromCancel(settledAt, cancelAt)}; work over: ${fromCancel(stopped, cancelAt)}.`,
      clauses: isFirst ? (answerOf(trace)?.clauses ?? []) : [],
    }
  }
  const others = dice
    .shuffled(told.filter((each) => each !== first))
    .map((each): Wrong => ({ ...option(each), source: 'spec' }))
  const options = settled(dice, option(first), others)
  return options === null
    ? null
    : {
        kind: 'which',
        story: ask.story,
        prompt: measure.prompt,
        scenario: first.scenario,
        cancelAt: first.cancelAt,
        momentAt: ensure(first.trace.events.at(-1), 'a run has an end').t,
        options,
      }
}
